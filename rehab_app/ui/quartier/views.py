"""The saved views of the table: a menu that shows, keeps and forgets them. They are the project's, for everybody."""

import json
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget, QWidgetAction

from rehab_app.core import settings as stored
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services.jobs import Lane
from rehab_app.services.saved_views import State, bring_over, forget_view, keep_view, saved_views
from rehab_app.ui.desk import Desk
from rehab_app.ui.icons import icon
from rehab_app.ui.quartier.filters import Filters
from rehab_app.ui.quartier.more_columns import MoreColumns
from rehab_app.ui.quartier.table_state import restore, state_of
from rehab_app.ui.quartier.table_view import HomeTableView
from rehab_app.ui.theme import SPACE_S


class ViewsButton(QToolButton):
    """Reads the views when a project opens and when they change; a person's own columns are kept in the settings."""

    def __init__(self, desk: Desk, view: HomeTableView, filters: Filters, more: MoreColumns) -> None:
        super().__init__()
        self._desk = desk
        self._view = view
        self._filters = filters
        self._more = more
        self.views: dict[str, State] = {}
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name of the view"))
        self.name.setPlaceholderText(_("Name of the view"))
        self.name.returnPressed.connect(self.keep)
        self.setIcon(icon("bookmark-simple", desk.theme.second))
        self.setIconSize(QSize(20, 20))
        self.setToolTip(_("Saved views, shared by all who open the project"))
        self.setAccessibleName(_("Saved views"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._naming = QWidgetAction(menu)
        self._naming.setDefaultWidget(self._name_row())
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)
        self._restore_own()
        heads = view.heads
        for moved in (heads.sectionResized, heads.sectionMoved, heads.sortIndicatorChanged):
            moved.connect(lambda *_each: self._keep_own())
        desk.opened.connect(self._open)
        desk.changed.connect(self._on_change)
        self._open()

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
        menu.addAction(_("Every home")).triggered.connect(lambda: self._filters.restore({}))
        for name in self.views:
            menu.addAction(name.replace("&", "&&")).triggered.connect(partial(self.show_view, name))
        if self.views:
            menu.addSeparator()
        for name in self.views:
            told = _("Forget “{name}”").format(name=name.replace("&", "&&"))
            menu.addAction(told).triggered.connect(partial(self.forget, name))
        menu.addSeparator()
        menu.addAction(self._naming)

    def keep(self) -> None:
        """Keep what the table shows under the name typed, for everybody."""
        name = self.name.text().strip()
        if not name:
            return
        state = {**self._filters.state, **state_of(self._view), "grouped": self._view.table.grouped}
        self._desk.write(lambda session: keep_view(session.project, session.who, name, state))
        self.name.clear()
        self.menu().close()

    def show_view(self, name: str, _checked: bool = False) -> None:
        """Show the table as a view keeps it."""
        state = self.views[name]
        restore(self._view, self._more, state)
        self._view.table.group(bool(state.get("grouped")))
        filtered = [each.get("column") for each in state.get("filters", ()) if isinstance(each, dict)]
        self._more.want(str(column) for column in filtered)
        self._filters.restore(state)

    def forget(self, name: str, _checked: bool = False) -> None:
        """Forget a view, for everybody."""
        self._desk.write(lambda session: forget_view(session.project, session.who, name))

    def _open(self) -> None:
        """Read the views; those that an earlier version kept in this person's settings join them."""
        session, settings = self._desk.session, self._desk.settings
        self.views = {}
        if session is None:
            return
        if session.location in settings.views:
            self._desk.tasks.start(
                self,
                Lane.WRITE,
                _("Writing"),
                lambda _progress: bring_over(session.project, session.who, settings),
                self._brought_over,
                shown=False,
            )
        self._read()

    def _brought_over(self, change: Change | None) -> None:
        stored.save(self._desk.settings)
        if change is not None:
            self._desk.changed.emit(change)

    def _on_change(self, change: Change) -> None:
        if change.touches("saved_view"):
            self._read()

    def _read(self) -> None:
        session = self._desk.session
        if session is None:
            return

        def work(_progress: Progress) -> dict[str, State]:
            return saved_views(session.project)

        def done(views: dict[str, State]) -> None:
            if self._desk.session is session:
                self.views = views

        self._desk.tasks.read(self, work, done)

    def _keep_own(self) -> None:
        self._desk.settings.columns = json.dumps(state_of(self._view))

    def _restore_own(self) -> None:
        try:
            state: Any = json.loads(self._desk.settings.columns or "{}")
        except ValueError:
            return
        if isinstance(state, dict):
            restore(self._view, self._more, state)
