"""The expert view: the parts of a home in a list, the fields of the one chosen beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

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

_LIST_PX = (220, 320)
_KEY = Qt.ItemDataRole.UserRole + 1
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Place:
    spec: TableSpec
    row: Row
    title: str
    size: str = ""

    @property
    def key(self) -> Key:
        return self.spec.name, int(self.row["id"])


class PartsTab(QWidget):
    """Follows a home; the part chosen stays chosen when the home is read anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.parts = QTreeWidget()
        self.parts.setAccessibleName(_("Parts of the home"))
        self.parts.setMinimumWidth(_LIST_PX[0])
        self.parts.setMaximumWidth(_LIST_PX[1])
        self.parts.setColumnCount(2)
        self.parts.setHeaderHidden(True)
        self.parts.setRootIsDecorated(False)
        self.parts.setIndentation(0)
        self.parts.setItemsExpandable(False)
        heads = self.parts.header()
        heads.setStretchLastSection(False)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        heads.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.form = PartForm(desk)
        self._figures = style.font(tokens.TABLE_PT, tabular=True)
        self._headings = style.font(tokens.SMALL_PT, QFont.Weight.DemiBold)
        self._view: DwellingView | None = None
        self._places: dict[Key, _Place] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_M, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.parts, 1)
        row.addWidget(self.form, 3)
        self.parts.currentItemChanged.connect(lambda item, _before: self._choose(item))

    def show_home(self, view: DwellingView) -> None:
        before = self.parts.currentItem()
        wanted: Key | None = before.data(0, _KEY) if before is not None else None
        self._view = view
        home = _Place(DWELLING_TABLE, view.record, _(DWELLING_TABLE.label))
        with QSignalBlocker(self.parts):
            self.parts.clear()
            self._places = {}
            items = {home.key: self._add(home)}
            headings = []
            for spec in PART_TABLES:
                if view.parts[spec.name]:
                    headings.append(self._add_heading(_(spec.label)))
                for part in view.parts[spec.name]:
                    place = _place(spec, part)
                    items[place.key] = self._add(place)
            for heading in headings:  # last: after a new row the list is laid out before the next span is taken
                heading.setFirstColumnSpanned(True)
            chosen = items.get(wanted or home.key, items[home.key])
            self.parts.setCurrentItem(chosen)
        self._choose(chosen)

    def choose_part(self, table: str, number: int) -> None:
        """Show a part by its table and number; the home itself is `dwelling` 0."""
        for at in range(self.parts.topLevelItemCount()):
            item = self.parts.topLevelItem(at)
            place = self._places.get(item.data(0, _KEY)) if item is not None else None
            if (
                item is not None
                and place is not None
                and (place.spec.name, place.row.get("number") or 0) == (table, number)
            ):
                self.parts.setCurrentItem(item)

    def _add(self, place: _Place) -> QTreeWidgetItem:
        self._places[place.key] = place
        item = QTreeWidgetItem([place.title, place.size])
        item.setData(0, _KEY, place.key)
        item.setToolTip(0, place.title)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setFont(1, self._figures)
        self.parts.addTopLevelItem(item)
        return item

    def _add_heading(self, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text])
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(0, self._headings)
        self.parts.addTopLevelItem(item)
        return item

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        place = self._places.get(item.data(0, _KEY)) if item is not None else None
        if place is not None and self._view is not None:
            self.form.show_row(self._view, place.spec, place.row, place.title)


def _place(spec: TableSpec, part: Row) -> _Place:
    """`1 · Mur sur rue` and `21,5 m²` or `5,4 m`."""
    size = ""
    if part.get("area_m2") is not None:
        size = figure(part["area_m2"], "m²", 1)
    elif part.get("length_m") is not None:
        size = figure(part["length_m"], "m", 1)
    return _Place(spec, part, f"{part['number']} · {part['description'] or _(spec.label)}", size)
