"""The top bar: which neighbourhood, search, undo and redo, jobs."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton

from rehab_app.core.i18n import _
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.shell.actions import Actions
from rehab_app.ui.shell.jobs_button import JobsButton
from rehab_app.ui.shell.search import SearchBox
from rehab_app.ui.theme import SPACE_L, SPACE_S, SPACE_XS


class TopBar(QFrame):
    """Follows `desk.homes`: the name of the neighbourhood, and that it is fictional when it is."""

    def __init__(self, desk: Desk, actions: Actions, menu: QMenu) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(52)
        self._desk = desk
        self.name = QPushButton()
        self.name.setMenu(menu)
        set_role(self.name, "name")
        self.fictional = words(_("fictional"), "second")
        self.search = SearchBox(desk, actions.everything)
        self.jobs = JobsButton(desk.theme, desk.tasks)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, 0, SPACE_L, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.name)
        row.addWidget(self.fictional)
        row.addStretch(1)
        row.addWidget(self.search, 2)
        row.addStretch(1)
        for action in (actions.undo, actions.redo):
            row.addWidget(_Tool(action))
        row.addSpacing(SPACE_XS)
        row.addWidget(self.jobs)
        actions.search.triggered.connect(self._focus_search)
        desk.read.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        homes = self._desk.homes
        self.name.setText(homes.name if homes is not None else _("No neighbourhood"))
        self.name.setAccessibleName(_("Neighbourhood: {name}").format(name=self.name.text()))
        self.fictional.setVisible(homes is not None and homes.fictional and not names_itself_fictional(homes.name))

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()


def names_itself_fictional(name: str) -> bool:
    """True when a name says already, in either language, that the neighbourhood is invented."""
    return "fictif" in name.casefold() or "fictional" in name.casefold()


class _Tool(QToolButton):
    """The button of an action, named as the action is; the name goes with the button when the window is made anew."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.setDefaultAction(action)
        self.setIconSize(QSize(20, 20))
        self._name()
        action.changed.connect(self._name)

    def _name(self) -> None:
        self.setAccessibleName(self.defaultAction().text().replace("&", ""))
