"""The saved views of the table: a menu that shows, keeps and forgets them."""

from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget, QWidgetAction

from rehab_app.core import settings as stored
from rehab_app.core.i18n import _
from rehab_app.services.saved_views import forget_view, keep_view, saved_views
from rehab_app.ui.desk import Desk
from rehab_app.ui.icons import icon
from rehab_app.ui.quartier.filters import Filters
from rehab_app.ui.quartier.table_view import HomeTableView
from rehab_app.ui.theme import SPACE_S


class ViewsButton(QToolButton):
    """Filled each time it is opened; the table's columns are found again at the next start too."""

    def __init__(self, desk: Desk, view: HomeTableView, filters: Filters) -> None:
        super().__init__()
        self._desk = desk
        self._view = view
        self._filters = filters
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name of the view"))
        self.name.setPlaceholderText(_("Name of the view"))
        self.name.returnPressed.connect(self.keep)
        self.setIcon(icon("bookmark-simple", desk.theme.second))
        self.setIconSize(QSize(20, 20))
        self.setToolTip(_("Saved views"))
        self.setAccessibleName(_("Saved views"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._naming = QWidgetAction(menu)
        self._naming.setDefaultWidget(self._name_row())
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)
        self._restore_header(desk.settings.columns)
        view.horizontalHeader().sectionResized.connect(lambda *_each: self._keep_header())
        view.horizontalHeader().sectionMoved.connect(lambda *_each: self._keep_header())

    def _name_row(self) -> QWidget:
        row = QWidget()
        keep = QPushButton(_("Keep"))
        keep.setAccessibleName(_("Keep this view…"))
        keep.clicked.connect(self.keep)
        line = QHBoxLayout(row)
        line.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        line.addWidget(self.name, 1)
        line.addWidget(keep)
        return row

    def fill(self) -> None:
        """Put the views of the open project into the menu."""
        menu = self.menu()
        for action in menu.actions():
            menu.removeAction(action)
        grouped = menu.addAction(_("Group by street"))
        grouped.setCheckable(True)
        grouped.setChecked(self._view.table.grouped)
        grouped.toggled.connect(self._view.table.group)
        menu.addSeparator()
        menu.addAction(_("Every home")).triggered.connect(lambda: self._filters.restore({}))
        names = list(saved_views(self._desk.settings, self._location))
        for name in names:
            menu.addAction(name.replace("&", "&&")).triggered.connect(partial(self.show_view, name))
        if names:
            menu.addSeparator()
        for name in names:
            told = _("Forget “{name}”").format(name=name.replace("&", "&&"))
            menu.addAction(told).triggered.connect(partial(self.forget, name))
        menu.addSeparator()
        menu.addAction(self._naming)

    def keep(self) -> None:
        """Keep what the table shows under the name typed."""
        name = self.name.text().strip()
        if name and self._location:
            state = {**self._filters.state, "columns": self._header, "grouped": self._view.table.grouped}
            keep_view(self._desk.settings, self._location, name, state)
            stored.save(self._desk.settings)
            self.name.clear()
            self.menu().close()

    def show_view(self, name: str, _checked: bool = False) -> None:
        """Show the table as a view keeps it."""
        state: dict[str, Any] = saved_views(self._desk.settings, self._location)[name]
        self._restore_header(str(state.get("columns", "")))
        self._view.table.group(bool(state.get("grouped")))
        self._filters.restore(state)

    def forget(self, name: str, _checked: bool = False) -> None:
        """Forget a view."""
        forget_view(self._desk.settings, self._location, name)
        stored.save(self._desk.settings)

    @property
    def _location(self) -> str:
        return self._desk.session.location if self._desk.session is not None else ""

    @property
    def _header(self) -> str:
        """Widths, order, hidden columns and sorting; the number of columns tells a state of another version."""
        state = self._view.horizontalHeader().saveState().toBase64().data()
        return f"{self._view.table.columnCount()}:{bytes(state).decode()}"

    def _keep_header(self) -> None:
        self._desk.settings.columns = self._header

    def _restore_header(self, kept: str) -> None:
        count, _colon, state = kept.partition(":")
        if count == str(self._view.table.columnCount()):
            self._view.horizontalHeader().restoreState(QByteArray.fromBase64(state.encode()))
