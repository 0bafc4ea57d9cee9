"""The table of homes on screen: chips for labels, one selection with the map."""

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from rehab_app.core.i18n import _
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.parts.label_chip import paint_chip
from rehab_app.ui.quartier.cell_editor import CellEditor
from rehab_app.ui.quartier.home_table import HomeTable
from rehab_app.ui.selection import Selection
from rehab_app.ui.theme import ROW_HEIGHT, Theme

_WIDTHS = {
    "street": 150,
    "house_number": 48,
    "complement": 120,
    "label": 66,
    "official_label": 66,
    "label_after": 62,
    "living_area_m2": 66,
    "primary_kwh_m2": 80,
    "emissions_kg_m2": 66,
    "works_typical_eur_ht": 132,
    "stage": 96,
    "tenure": 138,
    "group": 120,
}
_WIDTH = 96


class LabelDelegate(QStyledItemDelegate):
    """Paints the letter of a label on its colour."""

    def __init__(self, theme: Theme, model: HomeTable, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        letter = index.data(HomeTable.LETTER_ROLE)
        box = QRectF(option.rect)
        chip = QRectF(box.left() + 8, box.center().y() - 10, 22, 20)
        official = self._model.columns[index.column()].form == "official_label"
        paint_chip(painter, chip, letter, self._theme, tokens.TABLE_PT, official)

    def displayText(self, value: object, locale: object) -> str:
        return ""


class HomeTableView(QTableView):
    """Shows a `HomeTable` and keeps its selected rows equal to the selection."""

    def __init__(self, theme: Theme, model: HomeTable, selection: Selection, editor: CellEditor | None = None) -> None:
        super().__init__()
        self.table = model
        if editor is not None:
            self.setItemDelegate(editor)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._selection = selection
        self._following = False
        self.setModel(model)
        self.setAccessibleName(_("Table of the homes"))
        self.setFont(style.font(tokens.TABLE_PT, tabular=True))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self._set_headers()
        for at, column in enumerate(model.columns):
            self.setColumnHidden(at, not column.shown)
            if column.form.endswith("label"):
                self.setItemDelegateForColumn(at, LabelDelegate(theme, model, self))
        self.selectionModel().selectionChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)
        selection.changed.connect(self.follow)
        model.layoutChanged.connect(self.follow)
        model.modelReset.connect(self.follow)

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        heads = self.horizontalHeader()
        # Of its own, always empty: a header asks whether each column is selected whole, row by row.
        heads.setSelectionModel(QItemSelectionModel(self.table, heads))
        heads.setSectionsMovable(True)
        heads.setHighlightSections(False)
        heads.setSortIndicatorShown(True)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        for at, column in enumerate(self.table.columns):
            heads.resizeSection(at, _WIDTHS.get(column.name, _WIDTH))
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def sizeHint(self) -> QSize:
        return QSize(760, 480)

    def follow(self) -> None:
        """Select the rows of the selected homes and show the last of them."""
        if self._following:
            return
        rows = sorted(row for row in map(self.table.row_of, self._selection.ids) if row is not None)
        last = self.table.columnCount() - 1
        wanted = QItemSelection()
        for first, end in _runs(rows):
            wanted.select(self.table.index(first, 0), self.table.index(end, last))
        self._following = True
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(wanted, flags.ClearAndSelect)
        if rows and not self.hasFocus():
            row = self.table.row_of(self._selection.ids[-1])
            if row is not None:
                self.scrollTo(self.table.index(row, 0))
        self._following = False

    def _tell(self) -> None:
        if self._following:
            return
        # By ranges: a list of the rows of a town selected whole would take seconds to make.
        ranges = self.selectionModel().selection()
        rows = [np.arange(part.top(), part.bottom() + 1) for part in ranges]  # type: ignore[attr-defined]
        self._following = True
        self._selection.choose(self.table.ids_at(np.concatenate(rows)) if rows else ())
        self._following = False

    def _open(self, index: QModelIndex) -> None:
        self._selection.open(self.table.id_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The selected rows as a spreadsheet takes them, with headings, in the columns shown."""
        shown = [at for at in range(self.table.columnCount()) if not self.isColumnHidden(at)]
        heads = [str(self.table.headerData(at, Qt.Orientation.Horizontal)).replace("\n", " ") for at in shown]
        ranges = self.selectionModel().selection()
        rows = [row for part in ranges for row in range(part.top(), part.bottom() + 1)]  # type: ignore[attr-defined]
        lines = [[self.table.written(row, at) for at in shown] for row in sorted(rows)]
        return "\n".join("\t".join(line) for line in (heads, *lines))


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
