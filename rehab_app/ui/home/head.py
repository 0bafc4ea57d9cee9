"""The head of the page of a home: where it is, its label today and after, the figures that matter."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.format import UNKNOWN, figure
from rehab_app.core.i18n import _
from rehab_app.domain.codes import GROUP_WISHES, HERITAGE, OWNER_KINDS, STAGES, SUBSIDENCE, TENURES
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.ui.parts.label_chip import LabelChip
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, Theme

_CHIP = 44
_FIGURES = (
    ("ep_conso_5_usages_m2", "kWh/m²", 0),
    ("emission_ges_5_usages_m2", "kgCO₂/m²", 0),
    ("cout_5_usages", "€", 0),
)


class HomeHead(QFrame):
    """Follows a home."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.address = words("", "heading")
        self.about = words("", "second", wrap=True)
        self._today, self._after = LabelChip(theme, _CHIP), LabelChip(theme, _CHIP)
        self._official = LabelChip(theme, _CHIP, official=True)
        self._arrow = words("→", "heading")
        self._figures = {name: _Figure() for name, _unit, _decimals in _FIGURES}
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_XS)
        texts.addWidget(self.address)
        texts.addWidget(self.about)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_M)
        row.setSpacing(SPACE_M)
        row.addLayout(texts, 1)
        for figure_box in self._figures.values():
            row.addWidget(figure_box)
        row.addSpacing(SPACE_M)
        self._official_box = _captioned(self._official, _("official"))
        self._after_box = _captioned(self._after, _("after works"))
        row.addWidget(self._official_box)
        row.addWidget(_captioned(self._today, _("today")))
        row.addWidget(self._arrow)
        row.addWidget(self._after_box)

    def show_home(self, view: DwellingView) -> None:
        chosen = view.chosen
        after = chosen.estimate if chosen is not None else None
        self.address.setText(view.address)
        self.about.setText(" · ".join(_about(view)))
        self._today.set_letter(_label(view.estimate))
        self._official.set_letter(_label(view.official))
        self._after.set_letter(_label(after))
        for widget in (self._after_box, self._arrow):
            widget.setVisible(after is not None)
        self._official_box.setVisible(bool(_label(view.official)))
        captions = (_("primary energy"), _("emissions"), _("conventional cost a year"))
        for (name, unit, decimals), caption in zip(_FIGURES, captions, strict=True):
            before = _value(view.estimate, name)
            then = _value(after, name)
            text = figure(before, unit, decimals)
            if after is not None:
                text = f"{figure(before, '', decimals)} → {figure(then, unit, decimals)}"
            self._figures[name].show_text(text if view.estimate is not None else UNKNOWN, caption)


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._text, self._caption = words("", "title"), words("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE_M, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._text)
        column.addWidget(self._caption)
        column.addStretch(1)

    def show_text(self, text: str, caption: str) -> None:
        self._text.setText(text)
        self._caption.setText(caption)
        self.setAccessibleName(f"{caption}: {text}")


def _captioned(chip: LabelChip, caption: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_XS)
    column.addWidget(chip)
    column.addWidget(words(caption, "small"))
    column.setSpacing(SPACE_S // 2)
    return box


def _label(result: Mapping[str, Any] | None) -> str:
    return "" if result is None else str(result["classe_bilan_dpe"])


def _value(result: Mapping[str, Any] | None, name: str) -> float | None:
    return None if result is None else result[name]


def _about(view: DwellingView) -> list[str]:
    record, building = view.record, view.building or {}
    pieces = [figure(record["living_area_m2"], "m²")]
    year = record["construction_year"] or building.get("construction_year")
    if year:
        pieces.append(str(int(year)))
    lists = (
        (TENURES, record["tenure"]),
        (OWNER_KINDS, view.owner_kind),
        (STAGES, record["stage"]),
        (HERITAGE, building.get("heritage")),
        (SUBSIDENCE, building.get("subsidence")),
    )
    pieces += [_(texts[code]) for texts, code in lists if code in texts and code != "none"]
    if view.group:
        pieces.append(_("group {name}").format(name=view.group))
    wish = record["group_wish"]
    if wish in GROUP_WISHES:
        pieces.append(_("groups: {wish}").format(wish=_(GROUP_WISHES[wish])))
    return pieces
