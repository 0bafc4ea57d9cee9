"""Where the heat of the home shown goes: in section, part by part, or from outside, façade by façade."""

import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.facade_drawing import FacadeDrawing
from rehab_app.ui.home.losses import LossDrawing, losses_of
from rehab_app.ui.parts.words import words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_S, SPACE_XS

if TYPE_CHECKING:
    from rehab_app.services.facade_losses import FacadeLoss


class LossPanel(QWidget):
    """Follows the home shown; the façades are reckoned when they are looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self._asked = 0
        self.section, self.facades = LossDrawing(desk.theme), FacadeDrawing(desk.theme)
        self.total, self.missing = words("", "second"), words("", "second", wrap=True)
        self.in_section, self.by_facade = self._way(_("In section")), self._way(_("By façade"))
        ways = QButtonGroup(self)
        for button in (self.in_section, self.by_facade):
            ways.addButton(button)
        self.in_section.setChecked(True)
        self.drawings = QStackedWidget()
        self.drawings.addWidget(self.section)
        self.drawings.addWidget(self.facades)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(words(_("Where the heat goes"), "title"), 1)
        head.addWidget(self.in_section)
        head.addWidget(self.by_facade)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(head)
        column.addWidget(self.total)
        column.addWidget(self.missing)
        column.addWidget(self.drawings, 1)
        column.addStretch(0)
        self.by_facade.toggled.connect(self._turn)

    def _way(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.setAccessibleName(_("Losses: {way}").format(way=text))
        return button

    def show_home(self, view: DwellingView) -> None:
        """Show the losses of a home as they were estimated last."""
        self._view = view
        chosen = view.chosen
        before = losses_of(view.estimate)
        after = losses_of(chosen.estimate) if chosen is not None else None
        self.section.show_losses(before, after)
        self.facades.show_facades((), 0.0)
        for widget in (self.drawings, self.total, self.in_section, self.by_facade):
            widget.setVisible(before is not None)
        self.missing.setText("" if before is not None else _no_drawing(view))
        self.missing.setVisible(before is None)
        if before is not None:
            self.total.setText(_("{total} in all").format(total=figure(before.total_w_k, "W/K")))
            self._turn(self.by_facade.isChecked())

    def _turn(self, by_facade: bool) -> None:
        self.drawings.setCurrentIndex(int(by_facade))
        session, view = self._desk.session, self._view
        if not by_facade or session is None or view is None or view.estimate is None:
            return
        self._asked += 1
        asked, home = self._asked, int(view.record["id"])
        on = view.estimate["parameters_on"] or datetime.date.today()

        def work(progress: Progress) -> "tuple[list[FacadeLoss], float]":
            # The engine is heavy; a window that only looks never loads it.
            from rehab_app.services.facade_losses import facade_losses

            return facade_losses(session.project, home, on, progress)

        def done(found: "tuple[list[FacadeLoss], float]") -> None:
            if asked == self._asked:
                self.facades.show_facades(*found)
                told = "" if found[0] else _("No wall, window or door of this home has an orientation.")
                self.missing.setText(told)
                self.missing.setVisible(not found[0])

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self.missing.setText(explain(error))
                self.missing.show()

        self._desk.tasks.read(self, work, done, failed)


def _no_drawing(view: DwellingView) -> str:
    if view.estimate is None:
        return _("This home is not estimated yet. Estimate it: its losses will be drawn here.")
    if view.estimate["state"] == "refused":
        return _("The estimate was refused: {reason}").format(reason=view.estimate["refusal"])
    return _("The estimate keeps no losses. Estimate the home again to draw them.")
