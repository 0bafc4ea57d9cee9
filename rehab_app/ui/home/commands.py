"""What can be done with the home shown: estimate it, compose works, sit down with its household."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from rehab_app.core.i18n import _
from rehab_app.ui.calculations import bundle_menu, start_estimate
from rehab_app.ui.desk import Desk
from rehab_app.ui.icons import icon
from rehab_app.ui.seance.opening import open_session_window
from rehab_app.ui.theme import SPACE_S


class HomeCommands(QWidget):
    """Three buttons that act on the last home selected, the one shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.estimate = QPushButton(_("Estimate now"))
        self.estimate.setAccessibleName(_("Estimate this home"))
        self.estimate.setIcon(icon("lightning", desk.theme.ink))
        self.estimate.clicked.connect(lambda: start_estimate(desk, self._ids()))
        self.compose = QPushButton(_("Compose works"))
        self.compose.setAccessibleName(_("Compose works for this home"))
        self.compose.setIcon(icon("wrench", desk.theme.ink))
        self.compose.setMenu(bundle_menu(self, desk, self._ids))
        self.session = QPushButton(_("Session"))
        self.session.setAccessibleName(_("Open the session with the household"))
        self.session.setToolTip(_("Open the session with the household (F9)"))
        self.session.setIcon(icon("users", desk.theme.ink))
        self.session.clicked.connect(lambda: open_session_window(desk, self.window()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.estimate)
        row.addWidget(self.compose)
        row.addWidget(self.session)

    def _ids(self) -> list[int]:
        return list(self._desk.selection.ids[-1:])
