"""The table of homes on screen: one selection with the map."""

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from rehab_app.core.i18n import _
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.quartier.arrangement import Rows
from rehab_app.ui.quartier.cell_painter import CellPainter
from rehab_app.ui.quartier.header import HomeHeader
from rehab_app.ui.quartier.home_table import HomeTable
from rehab_app.ui.selection import Selection
from rehab_app.ui.theme import ROW_HEIGHT, SPACE_M, Theme

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
    "period": 110,
    "heating": 120,
}
_WIDTH, _HEADING_MOST = 96, 220


class HomeTableView(QTableView):
    """Shows a `HomeTable` and keeps its selected rows equal to the selection.

    Signals:
        menu_wanted: what can be done with the homes selected is asked for; carries the point of the screen.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, model: HomeTable, selection: Selection) -> None:
        super().__init__()
        self.table = model
        self.heads = HomeHeader(theme, self)
        self.setHorizontalHeader(self.heads)
        self._painter = CellPainter(theme, model)
        self._accent = QColor(theme.accent)
        self._marked = np.zeros(0, np.bool_)  # rows that are selected
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
        self._dress(0)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.selectionModel().selectionChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._choose_street)
        selection.changed.connect(self.follow)
        model.arranging.connect(self._let_go)
        model.layoutChanged.connect(self.follow)
        model.modelReset.connect(self.follow)
        model.columnsInserted.connect(lambda _parent, first, _last: self._dress(first))

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        # Of its own, always empty: a header asks whether each column is selected whole, row by row.
        self.heads.setSelectionModel(QItemSelectionModel(self.table, self.heads))

    def _dress(self, first: int) -> None:
        """Give the columns from `first` on their width; what is not shown at first is hidden."""
        metrics = QFontMetrics(style.font(tokens.SMALL_PT, QFont.Weight.DemiBold))
        for at, column in enumerate(self.table.columns[first:], first):
            lines = str(self.table.headerData(at, Qt.Orientation.Horizontal)).split("\n")
            heading = max(metrics.horizontalAdvance(line) for line in lines) + 2 * SPACE_M
            self.heads.resizeSection(at, max(_WIDTHS.get(column.name, _WIDTH), min(heading, _HEADING_MOST)))
            self.setColumnHidden(at, not column.shown)

    def sizeHint(self) -> QSize:
        return QSize(760, 480)

    def follow(self) -> None:
        """Select the rows of the selected homes and show the last of them."""
        if self._following:
            return
        rows = self.table.rows.rows_of(self._selection.ids) if self._selection.ids else np.zeros(0, np.intp)
        last = self.table.columnCount() - 1
        wanted = QItemSelection()
        for first, end in self._runs(rows):
            wanted.select(self.table.index(first, 0), self.table.index(end, last))
        self._following = True
        self._mark(rows)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(wanted, flags.ClearAndSelect)
        if len(rows) and not self.hasFocus():
            row = self.table.rows.row_of(self._selection.ids[-1])
            if row is not None:
                self.scrollTo(self.table.index(row, 0))
        self._following = False

    def _tell(self) -> None:
        if self._following:
            return
        rows = self._selected_rows()
        self._following = True
        self._mark(rows)
        self._selection.choose(self.table.rows.ids_at(rows))
        self._following = False

    def _let_go(self) -> None:
        """Forget the selected cells: `follow` selects the homes again where they are then."""
        self._following = True
        self.selectionModel().clearSelection()
        self._following = False

    def _mark(self, rows: Rows) -> None:
        self._marked = np.zeros(self.table.rowCount(), np.bool_)
        self._marked[rows] = True

    def paintEvent(self, e: QPaintEvent) -> None:
        """Draw all cells in view at once: asking a delegate for each takes several times longer."""
        if not self.table.rowCount():
            return
        seen, rows = e.rect(), self.verticalHeader()
        first = max(rows.visualIndexAt(seen.top()), 0)
        last = rows.visualIndexAt(seen.bottom())
        last = self.table.rowCount() - 1 if last < 0 else last
        width = self.heads.length() - self.heads.offset()
        boxes = [(row, QRect(0, self.rowViewportPosition(row), width, ROW_HEIGHT)) for row in range(first, last + 1)]
        places = map(self.heads.logicalIndex, range(self.heads.count()))
        columns = [(at, self.columnViewportPosition(at), self.columnWidth(at)) for at in places]
        shown = [one for one in columns if one[2] and one[1] < seen.right() + 1 and one[1] + one[2] > seen.left()]
        painter = QPainter(self.viewport())
        marked = self._marked[first : last + 1].tolist()
        self._painter.paint(painter, boxes, shown, marked, self.devicePixelRatioF())
        if self.hasFocus() and self.currentIndex().isValid():
            painter.setPen(self._accent)
            painter.drawRect(self.visualRect(self.currentIndex()).adjusted(0, 0, -1, -1))
        painter.end()

    def _selected_rows(self) -> Rows:
        # By ranges: a list of the rows of a town selected whole would take seconds to make.
        ranges = self.selectionModel().selection()
        rows = [np.arange(part.top(), part.bottom() + 1) for part in ranges]  # type: ignore[attr-defined]
        return np.concatenate(rows) if rows else np.zeros(0, np.intp)

    def _open(self, index: QModelIndex) -> None:
        identifier = self.table.rows.id_at(index.row())
        if identifier is not None:
            self._selection.open(identifier)

    def _choose_street(self, index: QModelIndex) -> None:
        """A click on the row of a street selects its homes."""
        ids = self.table.rows.street_ids(index.row())
        if ids:
            self._selection.choose(ids)

    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        at = arg__1.globalPos()
        if arg__1.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            self._choose_street(self.indexAt(self.viewport().mapFromGlobal(at)))
        self.menu_wanted.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The selected rows as a spreadsheet takes them, with headings, in the columns shown and in their order."""
        places = [self.heads.logicalIndex(at) for at in range(self.table.columnCount())]
        shown = [at for at in places if not self.isColumnHidden(at)]
        heads = [str(self.table.headerData(at, Qt.Orientation.Horizontal)).replace("\n", " ") for at in shown]
        rows = [row for row in np.sort(self._selected_rows()).tolist() if not self.table.rows.is_street(row)]
        lines = [[_as_cell(self.table.written(row, at)) for at in shown] for row in rows]
        return "\n".join("\t".join(line) for line in (heads, *lines))

    def _runs(self, rows: Rows) -> list[tuple[int, int]]:
        """First and last of each run of rows; the row of a street, which nobody can select, breaks none."""
        if not len(rows):
            return []
        gaps = np.flatnonzero(np.diff(rows) != 1)
        breaks = [
            at for at in gaps.tolist() if rows[at + 1] - rows[at] != 2 or not self.table.rows.is_street(rows[at] + 1)
        ]
        firsts = rows[[0, *(at + 1 for at in breaks)]]
        lasts = rows[[*breaks, len(rows) - 1]]
        return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


def _as_cell(text: str) -> str:
    """A text that stays in one cell of a spreadsheet and is not taken for a formula there."""
    flat = " ".join(text.split()) if "\t" in text or "\n" in text else text
    return f"'{flat}" if flat.startswith(("=", "@")) else flat
