"""What can be done with the homes selected."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from rehab_app.core.i18n import _, ngettext
from rehab_app.ui.calculations import bundle_menu, start_estimate
from rehab_app.ui.desk import Desk
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.words import words
from rehab_app.ui.quartier.home_menu import add_stages, show_home_menu
from rehab_app.ui.theme import SPACE_L, SPACE_S


class SelectionBar(QWidget):
    """The number of homes selected, and actions on them; without a selection it says how to make one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._count = words("", "second", wrap=True)
        self.open_button = push_button(_("Open"), _("Open the home selected"))
        self.open_button.setIcon(icon("house-line", desk.theme.ink))
        self.open_button.clicked.connect(lambda: desk.selection.open(desk.selection.ids[-1]))
        self.stage_button = push_button(_("Stage"), _("Stage of the homes selected"))
        stages = QMenu(self)
        add_stages(stages, desk)
        self.stage_button.setMenu(stages)
        self.edit_button = _tool(icon("pencil-simple", desk.theme.ink), _("Give the homes selected a value"), "Ctrl+E")
        self.edit_button.setCheckable(True)
        self.estimate_button = push_button(_("Estimate now"), _("Estimate the homes selected"))
        self.estimate_button.clicked.connect(lambda: start_estimate(desk, desk.selection.ids))
        self.compose_button = push_button(_("Compose works"), _("Compose works for the homes selected"))
        self.compose_button.setMenu(bundle_menu(self, desk, lambda: desk.selection.ids))
        self.more_button = _tool(
            icon("dots-three-vertical", desk.theme.ink), _("More for the homes selected"), "Ctrl+M"
        )
        self.more_button.clicked.connect(self._show_more)
        self.clear_button = _tool(icon("x", desk.theme.second), _("Clear the selection"))
        self.clear_button.setIconSize(QSize(16, 16))
        self.clear_button.clicked.connect(lambda: desk.selection.choose(()))
        self._acting = (
            self.open_button,
            self.stage_button,
            self.estimate_button,
            self.compose_button,
            self.more_button,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_S, SPACE_L, SPACE_S)
        row.setSpacing(SPACE_S)
        row.addWidget(self._count, 1)
        for button in (*self._acting[:-1], self.edit_button, self.more_button, self.clear_button):
            row.addWidget(button)
        desk.selection.changed.connect(self._follow)
        self._follow()

    def _show_more(self) -> None:
        show_home_menu(self, self._desk, self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _follow(self) -> None:
        count = len(self._desk.selection.ids)
        if count:
            self._count.setText(ngettext("{count} home selected", "{count} homes selected", count).format(count=count))
        else:
            self._count.setText(_("Choose homes in the table or on the map; Shift and drag draws a lasso."))
        for button in self._acting:
            button.setVisible(count > 0)
        self.clear_button.setVisible(count > 0)


def _tool(picture: QIcon, name: str, shortcut: str = "") -> QToolButton:
    """A button without words: its name and shortcut stand in the tooltip."""
    button = QToolButton()
    button.setIcon(picture)
    button.setIconSize(QSize(20, 20))
    button.setToolTip(f"{name} ({shortcut})" if shortcut else name)
    button.setAccessibleName(name)
    if shortcut:
        button.setShortcut(QKeySequence(shortcut))
    return button
