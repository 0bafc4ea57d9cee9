"""Short tables made the same way: words on the left, figures on the right, labels as chips."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.parts.label_chip import paint_chip
from rehab_app.ui.theme import ROW_HEIGHT, Theme

_LETTER = Qt.ItemDataRole.UserRole + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A heading and how cells are shown: `text`, `figure` (on the right) or `label` (a chip).

    `width` is in pixels; 0 takes the room left.
    """

    heading: str
    width: int = 0
    form: str = "text"


class Grid(QTableWidget):
    """A table that is read, not typed in; whole rows are selected."""

    def __init__(self, theme: Theme, name: str, columns: Sequence[GridColumn]) -> None:
        super().__init__(0, len(columns))
        self._columns = tuple(columns)
        self.setAccessibleName(name)
        self.setFont(style.font(tokens.TABLE_PT, tabular=True))
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        for at, column in enumerate(columns):
            head = QTableWidgetItem(column.heading)
            head.setTextAlignment(_RIGHT if column.form == "figure" else _LEFT)
            self.setHorizontalHeaderItem(at, head)
            if column.width:
                self.setColumnWidth(at, column.width)
            else:
                heads.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
            if column.form == "label":
                self.setItemDelegateForColumn(at, _ChipDelegate(theme, self))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show texts, one a column; a label column takes the letter. The row chosen stays chosen."""
        chosen = self.currentRow()
        self.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for at, (column, text) in enumerate(zip(self._columns, cells, strict=True)):
                self.setItem(row, at, _item(column, text))
        if 0 <= chosen < len(rows):
            self.selectRow(chosen)

    def strike_out(self, row: int) -> None:
        """Show a row as one that does not count any more."""
        for item in (self.item(row, at) for at in range(self.columnCount())):
            if item is not None:
                font = self.font()
                font.setStrikeOut(True)
                item.setFont(font)

    def offer_ticks(self, ticked: Sequence[bool]) -> None:
        """Put a box to tick before the first cell of each row."""
        for row, wanted in enumerate(ticked):
            item = self.item(row, 0)
            if item is not None:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)

    def ticked(self) -> list[bool]:
        """Of each row, whether its box is ticked."""
        heads = [self.item(row, 0) for row in range(self.rowCount())]
        return [head is not None and head.checkState() is Qt.CheckState.Checked for head in heads]


def _item(column: GridColumn, text: str) -> QTableWidgetItem:
    item = QTableWidgetItem("" if column.form == "label" else text)
    if column.form == "label":
        item.setData(_LETTER, text)
    else:
        item.setToolTip(text)
    item.setTextAlignment(_RIGHT if column.form == "figure" else _LEFT)
    return item


class _ChipDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        box = QRectF(option.rect)
        chip = QRectF(box.left() + 8, box.center().y() - 10, 22, 20)
        paint_chip(painter, chip, index.data(_LETTER) or "", self._theme, tokens.TABLE_PT)
