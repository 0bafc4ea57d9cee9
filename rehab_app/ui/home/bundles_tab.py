"""Bundles of works of a home side by side: what is done, what it costs before tax, which label it gives."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.works import LOTS
from rehab_app.services.dwelling_view import Bundle, DwellingView, Row
from rehab_app.ui.parts.label_chip import LabelChip
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.parts.words import card, rule, set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, Theme

_COLUMN_PX = 360


class BundlesTab(QScrollArea):
    """One card a bundle, at most five in view; the chosen one is named so."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Bundles of works"))

    def show_home(self, view: DwellingView) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        row.setSpacing(SPACE_M)
        if not view.bundles:
            text = _("No works composed for this home yet. Compose a bundle: its costs and its label will stand here.")
            row.addWidget(words(text, "second", wrap=True), alignment=Qt.AlignmentFlag.AlignTop)
        for bundle in view.bundles:
            row.addWidget(_bundle_card(bundle, view, self._theme), alignment=Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.setWidget(body)


def _bundle_card(bundle: Bundle, view: DwellingView, theme: Theme) -> QFrame:
    sheet = card()
    sheet.setFixedWidth(_COLUMN_PX)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
    column.setSpacing(SPACE_S)
    head = QHBoxLayout()
    head.addWidget(words(bundle.name, "title", wrap=True), 1)
    if bundle.chosen:
        tag = QFrame()
        set_role(tag, "notice-good")
        inner = QHBoxLayout(tag)
        inner.setContentsMargins(SPACE_S, 2, SPACE_S, 2)
        inner.addWidget(words(_("chosen")))
        head.addWidget(tag, alignment=Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    column.addLayout(_outcome(bundle, view, theme))
    column.addWidget(rule())
    column.addLayout(_works(bundle))
    return sheet


def _outcome(bundle: Bundle, view: DwellingView, theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_S)
    before, after = LabelChip(theme, 28), LabelChip(theme, 28)
    before.set_letter(str((view.estimate or {}).get("classe_bilan_dpe", "")))
    after.set_letter(str((bundle.estimate or {}).get("classe_bilan_dpe", "")))
    row.addWidget(before)
    row.addWidget(words("→", "title"))
    row.addWidget(after)
    row.addStretch(1)
    texts = QVBoxLayout()
    texts.setSpacing(0)
    cost = words(cost_span(bundle.cost_eur_ht("low"), bundle.cost_eur_ht("high")), "title")
    texts.addWidget(cost, alignment=Qt.AlignmentFlag.AlignRight)
    texts.addWidget(words(_price_date(bundle), "small"), alignment=Qt.AlignmentFlag.AlignRight)
    row.addLayout(texts)
    return row


def _price_date(bundle: Bundle) -> str:
    years = sorted({str(work["prices"]["year"]) for work in bundle.works if (work["prices"] or {}).get("year")})
    if not years:
        return _("before tax")
    written = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return _("before tax, prices of {years}").format(years=written)


def _works(bundle: Bundle) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_M)
    grid.setVerticalSpacing(SPACE_S)
    grid.setColumnStretch(0, 1)
    for at, work in enumerate(bundle.works):
        grid.addWidget(_work_texts(bundle, work), at, 0)
        costs = QVBoxLayout()
        costs.setSpacing(0)
        price = cost_span(work["cost_low_eur_ht"], work["cost_high_eur_ht"])
        costs.addWidget(words(price), alignment=Qt.AlignmentFlag.AlignRight)
        quantity = figure(work["quantity"], _(work["unit"]), 1 if work["unit"] == "m²" else 0)
        costs.addWidget(words(quantity, "small"), alignment=Qt.AlignmentFlag.AlignRight)
        grid.addLayout(costs, at, 1)
    return grid


def _work_texts(bundle: Bundle, work: Row) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(words(bundle.work_label(work), wrap=True))
    lot = LOTS.get(work["lot"])
    column.addWidget(words(_(lot) if lot else str(work["lot"]), "small"))
    return box
