"""A table of homes of which one is taken by the mouse and dropped into another such table."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QTableWidgetItem

from rehab_app.core.i18n import _
from rehab_app.services.group_view import HomeLine
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.wish_menu import add_title, add_wishes
from rehab_app.ui.theme import Theme

_MIME = "application/x-rehab-home"


class HomesGrid(Grid):
    """Knows which home each row is.

    Signals:
        dropped: a home of the other table was let go here; carries its id.
        acted: Insert or Delete was pressed on a row; carries the home's id.
        chosen: another row is selected; carries the home's id.
        wished: the town always or never wants a home in the groups proposed, or neither; carries its id and the code.
    """

    dropped = Signal(int)
    acted = Signal(int)
    chosen = Signal(int)
    wished = Signal(int, str)

    def __init__(self, theme: Theme, name: str, columns: Sequence[GridColumn]) -> None:
        super().__init__(theme, name, columns)
        self._ids: list[int] = []
        self._wishes: dict[int, str] = {}
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropOverwriteMode(False)
        self.itemSelectionChanged.connect(lambda: self.chosen.emit(self.home_id))

    @property
    def home_id(self) -> int:
        """The home of the selected row, -1 when none is."""
        rows = {index.row() for index in self.selectedIndexes()}
        row = rows.pop() if len(rows) == 1 else -1
        return self._ids[row] if 0 <= row < len(self._ids) else -1

    def show_homes(self, homes: Sequence[HomeLine], rows: Sequence[Sequence[str]]) -> None:
        """Show one row a home; the selected home stays selected if it is still there."""
        before = self.home_id
        self.blockSignals(True)
        self._wishes = {home.home_id: home.wish for home in homes}
        self._ids = list(self._wishes)
        self.clearSelection()
        self.setCurrentCell(-1, -1)
        self.show_rows(rows)
        self.choose(before)
        self.blockSignals(False)
        if self.home_id != before:
            self.chosen.emit(self.home_id)

    def choose(self, home_id: int) -> None:
        if home_id in self._ids:
            self.selectRow(self._ids.index(home_id))

    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        if self.home_id >= 0:
            self.wish_menu().popup(arg__1.globalPos())

    def wish_menu(self) -> QMenu:
        """What can be wanted of the selected home when groups are proposed."""
        home = self.home_id
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_title(menu, _("When groups are proposed"))
        add_wishes(menu, (self._wishes.get(home, ""),), lambda wish: self.wished.emit(home, wish))
        return menu

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, items: Sequence[QTableWidgetItem]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, str(self._ids[items[0].row()]).encode())
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(_MIME) and event.source() is not self)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(_MIME) and event.source() is not self)

    def dropEvent(self, event: QDropEvent) -> None:
        home_id = int(bytes(event.mimeData().data(_MIME).data()))
        # Copied, not moved: the rows are shown anew when the change is written, none is taken out by the drag.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(home_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Insert) and self.home_id >= 0:
            self.acted.emit(self.home_id)
        else:
            super().keyPressEvent(event)
