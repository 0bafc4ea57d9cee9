"""The table of homes: columns of the neighbourhood seen through a permutation, sorted and filtered without a proxy."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from rehab_app.core.format import UNKNOWN, figure, percent, span
from rehab_app.core.i18n import _
from rehab_app.domain import codes
from rehab_app.services.neighbourhood import HOME_COLUMNS, HomeColumn, Neighbourhood
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.quartier.prepared import Prepared
from rehab_app.ui.quartier.sorting import folded, searched, sort_keys

Index = QModelIndex | QPersistentModelIndex
Rows = NDArray[np.intp]

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
# Columns that may be corrected in place; each has the name of its field.
EDITABLE = frozenset({"complement", "living_area_m2", "construction_year", "stage", "tenure"})
_FIGURES = frozenset({"number", "year", "works", "energy_range"})
_LISTS = frozenset(codes.LISTS)
_DISPLAY, _ALIGNMENT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.TextAlignmentRole)
_LETTER = int(Qt.ItemDataRole.UserRole) + 1
_ROLES = frozenset((_DISPLAY, _ALIGNMENT, _LETTER))


class HomeTable(QAbstractTableModel):
    """Rows are homes in the order of `order`; the user's text of a cell comes from its column's form.

    `LETTER_ROLE` gives the letter of a label column, which its delegate paints.
    """

    LETTER_ROLE = _LETTER
    FIGURES = _FIGURES

    def __init__(self) -> None:
        super().__init__()
        self._homes: Neighbourhood | None = None
        self._order: Rows = np.zeros(0, np.intp)
        self._kept: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._place: Rows = np.zeros(0, np.intp)
        self._sorted_by: tuple[int, Qt.SortOrder] = (0, Qt.SortOrder.AscendingOrder)
        self._ranks: dict[str, NDArray[Any]] = {}
        self._searched: NDArray[Any] = np.zeros(0, dtype=object)
        self.grouped = False

    @property
    def columns(self) -> tuple[HomeColumn, ...]:
        return HOME_COLUMNS

    @property
    def order(self) -> Rows:
        """Position in the neighbourhood of each row shown."""
        return self._order

    def show_homes(self, homes: Neighbourhood, prepared: Prepared | None = None) -> None:
        """Show a neighbourhood, sorted and filtered as before; what was prepared of it is not made again."""
        same = self._homes is not None and np.array_equal(self._homes.ids, homes.ids)
        if not same:
            self.beginResetModel()
        self._homes = homes
        ready = prepared is not None and prepared.homes is homes
        self._ranks = prepared.ranks if prepared is not None and ready else {}
        self._searched = prepared.searched if prepared is not None and ready else searched(homes)
        if same:
            self._arrange()
        else:
            self._kept = np.ones(len(homes), np.bool_)
            self._order_rows()
            self.endResetModel()

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Show the homes of a mask over the neighbourhood."""
        self._kept = kept
        self._arrange()

    def matching(self, typed: str) -> NDArray[np.bool_]:
        """Mask of the homes whose address or group contains every word typed, whatever its case and accents."""
        found = np.ones(len(self._searched), np.bool_)
        for word in folded([np.array([typed], dtype=object)])[0].split():
            found &= np.fromiter((word in text for text in self._searched), np.bool_, len(found))
        return found

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order)
        self._arrange()

    def group(self, grouped: bool) -> None:
        """Keep the homes of each street together, whatever they are sorted by; the street is named once."""
        self.grouped = grouped
        self._arrange()

    def row_of(self, identifier: int) -> int | None:
        """Row of a home, None when it is filtered out."""
        if self._homes is None or identifier not in self._homes.position:
            return None
        row = int(self._place[self._homes.position[identifier]])
        return None if row < 0 else row

    def id_at(self, row: int) -> int:
        assert self._homes is not None
        return int(self._homes.ids[self._order[row]])

    def ids_at(self, rows: Rows) -> list[int]:
        """Ids of the homes of some rows."""
        assert self._homes is not None
        found: list[int] = self._homes.ids[self._order[rows]].tolist()
        return found

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HOME_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Asked some ten times for each cell drawn: plain integers, and the roles we have nothing for first.
        if role not in _ROLES:
            return None
        column = HOME_COLUMNS[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if column.form in _FIGURES else _LEFT
        if role == _DISPLAY:
            return "" if self._repeats(index.row(), column) else self._text(index.row(), column)
        if role == _LETTER and column.form.endswith("label"):
            return self._value(index.row(), column)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        known = super().flags(index)
        return known | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].name in EDITABLE else known

    def written(self, row: int, column: int) -> str:
        """The text of a cell where every row stands for itself: on paper, in a spreadsheet."""
        return self._text(row, HOME_COLUMNS[column])

    def value_at(self, index: Index) -> Any:
        """The value of a cell as it is stored."""
        value = self._value(index.row(), HOME_COLUMNS[index.column()])
        return None if isinstance(value, float) and np.isnan(value) else value

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = HOME_COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_(column.heading)}\n{column.unit}" if column.unit else _(column.heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.form in _FIGURES else _LEFT
        return None

    def _value(self, row: int, column: HomeColumn) -> Any:
        assert self._homes is not None
        return self._homes.columns[column.name][self._order[row]]

    def _repeats(self, row: int, column: HomeColumn) -> bool:
        """True for the name of a street that stands over this row already."""
        named = self.grouped and column.name == "street" and row > 0
        return bool(named and self._value(row, column) == self._value(row - 1, column))

    def _text(self, row: int, column: HomeColumn) -> str:
        value = self._value(row, column)
        if column.form == "number":
            return figure(float(value), "", column.decimals)
        if column.form == "works":
            return self._works(row)
        if column.form == "energy_range":
            return span(self._number(row, "range_low_kwh_m2"), self._number(row, "range_high_kwh_m2"))
        if column.form == "likeliest":
            return f"{value} · {percent(self._number(row, 'label_probability'))}" if value else UNKNOWN
        if column.form == "year":
            return UNKNOWN if np.isnan(value) else str(int(value))
        if column.form in _LISTS:
            text = codes.LISTS[column.form].get(value)
            return _(text) if text else ""
        return str(value) or (UNKNOWN if column.form.endswith("label") else "")

    def _works(self, row: int) -> str:
        return cost_span(self._number(row, "works_low_eur_ht"), self._number(row, "works_high_eur_ht"), "")

    def _number(self, row: int, name: str) -> float:
        assert self._homes is not None
        return float(self._homes.columns[name][self._order[row]])

    def _arrange(self) -> None:
        """Order the rows anew and move what points at them."""
        if self._homes is None:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.id_at(index.row()) for index in before]
        self._order_rows()
        after = [self._moved(index, identifier) for index, identifier in zip(before, ids, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _order_rows(self) -> None:
        """Sort by rank, then drop what is filtered out; equal homes stay in the order of the store."""
        assert self._homes is not None
        ranks = self._rank(HOME_COLUMNS[self._sorted_by[0]])
        if self._sorted_by[1] is Qt.SortOrder.DescendingOrder:
            ranks = np.where(ranks == np.iinfo(ranks.dtype).max, ranks, -ranks)
        order = np.argsort(ranks, kind="stable")
        if self.grouped:
            streets = np.unique(self._homes.columns["street"].astype(str), return_inverse=True)[1]
            order = order[np.argsort(streets[order], kind="stable")]
        self._order = order[self._kept[order]]
        self._place = np.full(len(self._homes), -1)
        self._place[self._order] = np.arange(len(self._order))

    def _moved(self, index: Index, identifier: int) -> QModelIndex:
        row = self.row_of(identifier)
        return QModelIndex() if row is None else self.index(row, index.column())

    def _rank(self, column: HomeColumn) -> NDArray[Any]:
        """Rank of each home in a column, made once; what is not known comes last in both directions."""
        if column.name not in self._ranks:
            assert self._homes is not None
            self._ranks[column.name] = sort_keys(self._homes, column)
        return self._ranks[column.name]
