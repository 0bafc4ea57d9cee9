"""Progress by stage."""

from PySide6.QtWidgets import QVBoxLayout

from rehab_app.core.i18n import _
from rehab_app.services.follow_up import FollowUp
from rehab_app.ui.desk import Desk
from rehab_app.ui.follow_up.progress_bars import StageBars
from rehab_app.ui.parts.sheets import Sheets
from rehab_app.ui.parts.words import card, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S


class ProgressPart(Sheets):
    """A bar a stage."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Progress"))
        self.stages = StageBars(desk.theme)
        sheet = card()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        inside.setSpacing(SPACE_S)
        inside.addWidget(words(_("Progress by stage"), "title"))
        inside.addWidget(words(_("Homes, and their works chosen before tax"), "small"))
        inside.addWidget(self.stages)
        self.put(sheet)

    def show_found(self, found: FollowUp) -> None:
        """Show what was read."""
        self.stages.show_stages(found.stages)
