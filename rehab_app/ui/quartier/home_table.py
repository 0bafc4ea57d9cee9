"""The table of homes: columns of the neighbourhood seen through a permutation, sorted and filtered without a proxy."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from rehab_app.core.i18n import _
from rehab_app.services.neighbourhood import HOME_COLUMNS, HomeColumn, Neighbourhood
from rehab_app.ui.quartier.arrangement import Arrangement
from rehab_app.ui.quartier.cells import cell_text, named, value_of
from rehab_app.ui.quartier.prepared import Prepared
from rehab_app.ui.quartier.sorting import folded, rank_key, searched, sort_keys
from rehab_app.ui.quartier.street_sums import StreetSums

Index = QModelIndex | QPersistentModelIndex

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
# Columns that may be corrected in place; each has the name of its field.
EDITABLE = frozenset({"complement", "living_area_m2", "construction_year", "stage", "tenure"})
_CLOSED = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_OPEN = _CLOSED | Qt.ItemFlag.ItemIsEditable
_DISPLAY, _ALIGNMENT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.TextAlignmentRole)
_LETTER = int(Qt.ItemDataRole.UserRole) + 1
_ROLES = frozenset((_DISPLAY, _ALIGNMENT, _LETTER))
_TEXTS_KEPT = 20_000


class HomeTable(QAbstractTableModel):
    """Rows are homes in the order chosen; grouped, each street has a row of its own over its homes.

    `LETTER_ROLE` gives the letter of a label column; `rows` tells which home stands where.

    Signals:
        arranging: the rows are about to be ordered anew. A view lets go of its selected cells, which would all be
            followed one by one, and selects the homes again afterwards.
    """

    LETTER_ROLE = _LETTER
    arranging = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[HomeColumn, ...] = HOME_COLUMNS
        self.grouped = False
        self._homes: Neighbourhood | None = None
        self.rows = Arrangement()
        self._kept: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._sorted_by: tuple[int, Qt.SortOrder] = (0, Qt.SortOrder.AscendingOrder)
        self._ranks: dict[str, NDArray[Any]] = {}
        self._searched: NDArray[Any] = np.zeros(0, dtype=object)
        self._sums: StreetSums | None = None
        self._texts: dict[tuple[int, int], str] = {}

    def offer(self, columns: Iterable[HomeColumn]) -> None:
        """Add columns at the end; those that are there stay."""
        known = {column.name for column in self.columns}
        new = tuple(column for column in columns if column.name not in known)
        if new:
            self.beginInsertColumns(QModelIndex(), len(self.columns), len(self.columns) + len(new) - 1)
            self.columns = (*self.columns, *new)
            self.endInsertColumns()

    def came(self, names: Iterable[str]) -> None:
        """Columns of the neighbourhood have been read since it was shown."""
        read = set(names)
        for column in self.columns:
            if column.name in read:
                self._ranks.pop(rank_key(column), None)
        self._arrange()

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
        if not np.array_equal(kept, self._kept):
            self._kept = kept
            self._arrange()

    def matching(self, typed: str) -> NDArray[np.bool_]:
        """Mask of the homes whose address or group contains every word typed, whatever its case and accents."""
        found = np.ones(len(self._searched), np.bool_)
        for word in folded([np.array([typed], dtype=object)])[0].split():
            found &= np.fromiter((word in text for text in self._searched), np.bool_, len(found))
        return found

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column >= 0:
            self._sorted_by = (column, order)
            self._arrange()

    def group(self, grouped: bool) -> None:
        """Keep the homes of each street together under a row with its sums, whatever they are sorted by."""
        self.grouped = grouped
        self._arrange()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Asked for each cell drawn: plain integers, and the roles we have nothing for first.
        if role not in _ROLES:
            return None
        row, column = index.row(), index.column()
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[column].counted else _LEFT
        if role == _DISPLAY:
            return self.text(row, column)
        return self.letter(row, column)

    def text(self, row: int, column: int) -> str:
        """What a cell shows; under the row of its street a home does not name it again."""
        at = int(self.rows.at[row])
        if at < 0:
            return self._sums.text(self.columns[column], ~at) if self._sums is not None else ""
        return "" if self.grouped and self.columns[column].name == "street" else self._text(at, column)

    def letter(self, row: int, column: int) -> str | None:
        """The letter of a cell that shows a label; None for every other cell."""
        at, wanted = int(self.rows.at[row]), self.columns[column]
        if at < 0 or self._homes is None or not wanted.form.endswith("label"):
            return None
        return str(value_of(self._homes, wanted, at)) if wanted.name in self._homes.columns else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.rows.at[index.row()] < 0:
            return Qt.ItemFlag.ItemIsEnabled
        return _OPEN if self.columns[index.column()].name in EDITABLE else _CLOSED

    def written(self, row: int, column: int) -> str:
        """The text of a cell where every row stands for itself: on paper, in a spreadsheet."""
        return self._text(int(self.rows.at[row]), column)

    def value_at(self, index: Index) -> Any:
        """The value of a cell as it is stored, None when it is not known."""
        assert self._homes is not None
        return value_of(self._homes, self.columns[index.column()], int(self.rows.at[index.row()]))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_(column.heading)}\n{_(column.unit)}" if column.unit else _(column.heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.counted else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{_(column.family)} – {named(column)}"
        return None

    def _text(self, at: int, column: int) -> str:
        known = self._texts.get((at, column))
        if known is None:
            assert self._homes is not None
            if len(self._texts) > _TEXTS_KEPT:
                self._texts.clear()
            known = self._texts[at, column] = cell_text(self._homes, self.columns[column], at)
        return known

    def _arrange(self) -> None:
        """Order the rows anew and move what points at them."""
        if self._homes is None:
            return
        self.arranging.emit()
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.rows.id_at(index.row()) for index in before]
        self._order_rows()
        after = [self._moved(index, identifier) for index, identifier in zip(before, ids, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _order_rows(self) -> None:
        """Sort by rank, then drop what is filtered out; equal homes stay in the order of the store."""
        assert self._homes is not None
        self._texts.clear()
        ranks = self._rank(self.columns[self._sorted_by[0]])
        if self._sorted_by[1] is Qt.SortOrder.DescendingOrder:
            ranks = np.where(ranks == np.iinfo(ranks.dtype).max, ranks, -ranks)
        order = np.argsort(ranks, kind="stable")
        order = order[self._kept[order]]
        self._sums = StreetSums(self._homes, self._kept) if self.grouped else None
        self.rows = Arrangement(self._homes, order, self._sums.places if self._sums is not None else None)

    def _moved(self, index: Index, identifier: int | None) -> QModelIndex:
        row = None if identifier is None else self.rows.row_of(identifier)
        return QModelIndex() if row is None else self.index(row, index.column())

    def _rank(self, column: HomeColumn) -> NDArray[Any]:
        """Rank of each home in a column, made once; what is not known comes last in both directions."""
        key = rank_key(column)
        if key not in self._ranks:
            assert self._homes is not None
            self._ranks[key] = sort_keys(self._homes, column)
        return self._ranks[key]
