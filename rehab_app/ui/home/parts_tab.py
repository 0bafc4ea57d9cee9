"""The expert view: the parts of a home in a list, the fields of the one chosen beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.stock import DWELLING_TABLE, PART_TABLES
from rehab_app.domain.fields import TableSpec
from rehab_app.services.dwelling_view import DwellingView, Row
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.part_form import PartForm
from rehab_app.ui.theme import SPACE_M

_LIST_PX = 230


@dataclass(frozen=True, slots=True)
class _Place:
    spec: TableSpec
    row: Row
    title: str


class PartsTab(QWidget):
    """Follows a home; the part chosen stays chosen when the home is read anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.parts = QListWidget()
        self.parts.setAccessibleName(_("Parts of the home"))
        self.parts.setFixedWidth(_LIST_PX)
        self.form = PartForm(desk)
        self._view: DwellingView | None = None
        self._places: dict[int, _Place] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_M, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.parts)
        row.addWidget(self.form, 1)
        self.parts.currentRowChanged.connect(self._choose)

    def show_home(self, view: DwellingView) -> None:
        before = self._places.get(self.parts.currentRow())
        same_home = self._view is not None and self._view.record["id"] == view.record["id"]
        self._view = view
        with QSignalBlocker(self.parts):
            self.parts.clear()
            self._places = {}
            self._add(_Place(DWELLING_TABLE, view.record, _(DWELLING_TABLE.label)))
            for spec in PART_TABLES:
                if view.parts[spec.name]:
                    self._add_heading(_(spec.label))
                for part in view.parts[spec.name]:
                    self._add(_Place(spec, part, _title(spec, part)))
        wanted = 0
        if before is not None and same_home:
            keys = {(place.spec.name, place.row["id"]): at for at, place in self._places.items()}
            wanted = keys.get((before.spec.name, before.row["id"]), 0)
        with QSignalBlocker(self.parts):
            self.parts.setCurrentRow(wanted)
        self._choose(wanted)

    def choose_part(self, table: str, number: int) -> None:
        """Show a part by its table and number."""
        for at, place in self._places.items():
            if place.spec.name == table and place.row.get("number", 0) == number:
                self.parts.setCurrentRow(at)

    def _add(self, place: _Place) -> None:
        self._places[self.parts.count()] = place
        item = QListWidgetItem(place.title)
        item.setToolTip(place.title)
        self.parts.addItem(item)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(style.font(tokens.SMALL_PT, QFont.Weight.DemiBold))
        self.parts.addItem(item)

    def _choose(self, at: int) -> None:
        place = self._places.get(at)
        if place is not None and self._view is not None:
            self.form.show_row(self._view, place.spec, place.row, place.title)


def _title(spec: TableSpec, part: Row) -> str:
    """`1 · Mur sur rue · 21,5 m²`."""
    pieces = [str(part["number"]), part["description"] or _(spec.label)]
    if part.get("area_m2") is not None:
        pieces.append(figure(part["area_m2"], "m²", 1))
    elif part.get("length_m") is not None:
        pieces.append(figure(part["length_m"], "m", 1))
    return " · ".join(pieces)
