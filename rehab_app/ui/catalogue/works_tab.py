"""Works with their prices on the left; criteria, mentions and sources of the one chosen on the right."""

import datetime
from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rehab_app.core.format import day, figure
from rehab_app.core.i18n import _, from_french
from rehab_app.domain.works import Criterion, Price
from rehab_app.services import rule_forms
from rehab_app.services.catalogue_view import Catalogue, WorkLine
from rehab_app.ui.catalogue.price_form import PriceSheet
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.sheets import chosen_row, side_column
from rehab_app.ui.parts.words import card, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

_SIDE_PX = 404
_QUALITIES = {"A": "A", "B": "B", "C": "C", "T": "T", "": "◌"}


class WorksTab(QWidget):
    """The library comes with the application; the town enters its own prices, and what it does not allow."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found = Catalogue()
        self._shown: list[WorkLine] = []
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter: work, trade"))
        self.filter.setAccessibleName(_("Filter the works"))
        self.filter.setClearButtonEnabled(True)
        self.table = Grid(desk.theme, _("Works of the catalogue"), _columns())
        self._title, self._price = words("", "title", wrap=True), words("", wrap=True)
        self._blocks = {name: words("", wrap=True) for name in ("criteria", "mentions", "notes")}
        self.forbid = QCheckBox(_("The town does not allow this work"))
        self.forbid.setAccessibleName(self.forbid.text())
        self.price = PriceSheet(desk)
        self._lay_out()
        self.setFocusProxy(self.filter)
        self.forbid.clicked.connect(self._forbid)
        self.filter.textChanged.connect(self._filter)
        self.table.itemSelectionChanged.connect(self._show_chosen)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(self.filter)
        left.addWidget(self.table, 1)
        legend = _(
            "A observed · B model · C unsourced document · ◌ assumption of the application · T entered by the town"
        )
        left.addWidget(words(legend, "small", wrap=True))
        sheet = card()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        inside.setSpacing(SPACE_S)
        inside.addWidget(self._title)
        inside.addWidget(self._price)
        titles = {"criteria": _("What aids ask"), "mentions": _("To be written on the quote"), "notes": _("Conditions")}
        for name, block in self._blocks.items():
            inside.addSpacing(SPACE_S)
            inside.addWidget(words(titles[name], "small"))
            inside.addWidget(block)
        inside.addWidget(self.forbid)
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(sheet)
        column.addWidget(self.price)
        column.addStretch(1)
        area = side_column(self._side, _("The work chosen"), _SIDE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_M, 0, 0)
        row.setSpacing(SPACE_L)
        row.addLayout(left, 1)
        row.addWidget(area)

    def show_found(self, found: Catalogue) -> None:
        """Show what was read; what is typed stays."""
        self._found = found
        self._filter()

    def take_up(self, price: str) -> None:
        """Show the work whose price was being typed."""
        self.filter.clear()
        at = next((at for at, work in enumerate(self._shown) if work.price.price == price), 0)
        self.table.selectRow(at)

    def _filter(self) -> None:
        wanted = self.filter.text().strip().casefold()
        self._shown = [
            work for work in self._found.works if wanted in f"{work.label} {work.lot} {work.trade}".casefold()
        ]
        self.table.show_rows([_row(work) for work in self._shown])
        if self._shown and not self.table.selectedIndexes():
            self.table.selectRow(0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        at = chosen_row(self.table)
        self._side.setVisible(0 <= at < len(self._shown))
        if not 0 <= at < len(self._shown):
            return
        work = self._shown[at]
        self._title.setText(work.label)
        self._price.setText(_price_words(work))
        criteria = [_criterion(criterion) for criterion in work.criteria]
        if work.rge_domain:
            criteria.append(_("RGE: {domain}").format(domain=from_french(work.rge_domain)))
        self._blocks["criteria"].setText(_listed(criteria) or _("nothing"))
        self._blocks["mentions"].setText(_listed(work.mentions) or _("nothing"))
        self._blocks["notes"].setText(_listed(work.notes))
        rules = self._found.rules or {}
        self.forbid.setChecked(work.code in rules.get("forbidden", ()))
        local = self._found.local.get(work.price.price, ())
        self.price.show_work(work, rules, local, self._found.changes)

    def _forbid(self, forbidden: bool) -> None:
        at = chosen_row(self.table)
        if at < 0:
            return
        work = self._shown[at]
        self._desk.write(
            lambda session: rule_forms.allow(session.project, session.who, work.code, work.label, not forbidden)
        )


def _columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Work")),
        GridColumn(_("Trade"), 150),
        GridColumn(_("Unit"), 46),
        GridColumn(_("Low, €"), 58, "figure"),
        GridColumn(_("Usual, €"), 72, "figure"),
        GridColumn(_("High, €"), 62, "figure"),
        GridColumn(_("Year"), 52, "figure"),
        GridColumn(_("Mark"), 58),
    )


def _row(work: WorkLine) -> tuple[str, ...]:
    price = work.price
    decimals = 2 if price.high < 10 else 0
    figures = (figure(value, "", decimals) for value in (price.low, price.typical, price.high))
    return (work.label, work.trade, from_french(work.unit), *figures, str(price.year), _mark(price))


def _mark(price: Price) -> str:
    assumed = "◌" if price.assumed_bounds and not price.assumption else ""
    return f"{_QUALITIES['' if price.assumption else price.quality]}{assumed}"


def _price_words(work: WorkLine) -> str:
    price = work.price
    lines = [_("Price before tax, {year}: {source}").format(year=price.year, source=_(price.source))]
    if price.assumption:
        lines.append(_("No figure with a source was found: an assumption of the application, until a local quote."))
    elif price.assumed_bounds:
        names = {"low": _("low"), "typical": _("usual"), "high": _("high")}
        bounds = ", ".join(names[bound] for bound in price.assumed_bounds)
        lines.append(_("Assumed, to be replaced by quotes: {bounds}").format(bounds=bounds))
    if work.local:
        lines.append(_("Moved by the town: its own price, its indices or local quotes."))
    if work.biosourced:
        lines.append(_("Biosourced material"))
    return "\n".join(lines)


def _criterion(criterion: Criterion) -> str:
    form = f" ({criterion.form})" if criterion.form else ""
    since = ""
    if criterion.valid_from:
        since = _(", from {day}").format(day=day(datetime.date.fromisoformat(criterion.valid_from)))
    unsure = _(" – to be confirmed") if criterion.status == "to_confirm" else ""
    return f"{_(criterion.text)}{form}{since}{unsure}. {from_french(criterion.source)}"


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"•  {line}" for line in lines)
