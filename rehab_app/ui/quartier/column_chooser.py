"""The columns of the table: a list to search in, of every field of the catalogue, each with a tick."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from rehab_app.core.i18n import _
from rehab_app.services.catalogue_columns import catalogue_columns
from rehab_app.services.neighbourhood import HOME_COLUMNS, HomeColumn
from rehab_app.services.plain_text import plain
from rehab_app.ui.icons import icon
from rehab_app.ui.quartier.cells import named
from rehab_app.ui.quartier.more_columns import MoreColumns
from rehab_app.ui.quartier.table_view import HomeTableView
from rehab_app.ui.theme import SPACE_M, SPACE_S, Theme

_SIZE = QSize(360, 440)
_NAME = Qt.ItemDataRole.UserRole


class ColumnChooser(QToolButton):
    """A button with a sheet, which is made when it is first opened."""

    def __init__(self, theme: Theme, view: HomeTableView, more: MoreColumns) -> None:
        super().__init__()
        self._view = view
        self._more = more
        self._sheet: QFrame | None = None
        self._tops: dict[str, QTreeWidgetItem] = {}
        self._lines: dict[str, list[QTreeWidgetItem]] = {}
        self.setIcon(icon("columns", theme.second))
        self.setIconSize(QSize(20, 20))
        self.setToolTip(_("Columns of the table"))
        self.setAccessibleName(_("Columns of the table"))
        self.clicked.connect(self.open)

    @property
    def tops(self) -> list[QTreeWidgetItem]:
        """The families of columns."""
        return list(self._tops.values())

    def open(self) -> None:
        """Show the sheet with the columns as they are."""
        if self._sheet is None:
            self._sheet = self._made()
        self._tick()
        corner = self.mapToGlobal(QPoint(self.width() - _SIZE.width(), self.height()))
        self._sheet.move(max(corner.x(), self.screen().availableGeometry().left()), corner.y())
        self._sheet.show()
        self.typed.setFocus()

    def _made(self) -> QFrame:
        sheet = QFrame(self, Qt.WindowType.Popup)
        sheet.setProperty("role", "card")
        sheet.setFixedSize(_SIZE)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(_("Search a column"))
        self.typed.setAccessibleName(_("Search a column"))
        self.typed.setClearButtonEnabled(True)
        self.typed.textChanged.connect(self._narrow)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(_("Columns of the table"))
        column = QVBoxLayout(sheet)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(self.typed)
        column.addWidget(self.tree)
        for offered in (*HOME_COLUMNS, *catalogue_columns().values()):
            family = _(offered.family)
            if family not in self._tops:
                self._tops[family] = QTreeWidgetItem(self.tree, [family])
                self._tops[family].setFlags(Qt.ItemFlag.ItemIsEnabled)
                self._lines[family] = []
            line = _line(offered)
            self._tops[family].addChild(line)
            self._lines[family].append(line)
        self._narrow("")
        self.tree.itemChanged.connect(self._changed)
        return sheet

    def _tick(self) -> None:
        """Tick what the table shows."""
        shown = {column.name for at, column in enumerate(self._view.table.columns) if not self._view.isColumnHidden(at)}
        self.tree.blockSignals(True)
        for line in (line for lines in self._lines.values() for line in lines):
            ticked = line.data(0, _NAME) in shown
            line.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.tree.blockSignals(False)

    def _narrow(self, typed: str) -> None:
        """Leave the columns whose name or family contains every word."""
        wanted = plain(typed).split()
        for at, (family, lines) in enumerate(self._lines.items()):
            left = [line for line in lines if all(word in plain(f"{family} {line.text(0)}") for word in wanted)]
            for line in lines:
                line.setHidden(line not in left)
            self._tops[family].setHidden(not left)
            self._tops[family].setExpanded(bool(left) and (bool(wanted) or at == 0))

    def _changed(self, line: QTreeWidgetItem) -> None:
        self.show_column(line.data(0, _NAME), line.checkState(0) is Qt.CheckState.Checked)

    def show_column(self, name: str, shown: bool) -> None:
        """Show or hide a column; one of the catalogue is read first."""
        places = {column.name: at for at, column in enumerate(self._view.table.columns)}
        if name not in places:
            if not shown:
                return
            self._more.want((name,))
            places[name] = len(self._view.table.columns) - 1
        self._view.setColumnHidden(places[name], not shown)


def _line(column: HomeColumn) -> QTreeWidgetItem:
    line = QTreeWidgetItem([f"{named(column)} ({_(column.unit)})" if column.unit else named(column)])
    line.setData(0, _NAME, column.name)
    line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
    line.setCheckState(0, Qt.CheckState.Unchecked)
    return line
