"""What stands behind the estimate: each loss with its share, each step with its symbol, unit and section."""

import datetime
from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rehab_app.core.format import day, figure, percent
from rehab_app.core.i18n import _
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.services.explaining import Explanation, explain_home
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_M, SPACE_S

Row = tuple[str, ...]


class CalculationTab(QWidget):
    """Reckons the home shown when it is looked at; the filter keeps the steps that hold its words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = 0
        self._steps: Sequence[Row] = ()
        self._told = words("", "small", wrap=True)
        losses = (
            GridColumn(_("Loss through")),
            GridColumn(_("Loss"), 110, "figure"),
            GridColumn(_("Share"), 80, "figure"),
        )
        steps = (
            GridColumn(_("Section"), 80),
            GridColumn(_("Symbol"), 100),
            GridColumn(_("Value"), 150, "figure"),
            GridColumn(_("What it is")),
            GridColumn(_("Part"), 150),
        )
        self.losses = Grid(desk.theme, _("Losses of the home"), losses)
        self.steps = Grid(desk.theme, _("Steps of the method"), steps)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter: symbol, section, part"))
        self.filter.setAccessibleName(_("Filter the steps"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._show_steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self._told)
        column.addWidget(self.losses, 2)
        column.addWidget(self.filter)
        column.addWidget(self.steps, 3)

    def show_home(self, view: DwellingView) -> None:
        session = self._desk.session
        if session is None:
            return
        self._asked += 1
        asked, home = self._asked, int(view.record["id"])
        on = _parameters_on(view)

        def done(found: Explanation) -> None:
            if asked == self._asked:
                told = _("3CL-DPE 2021, order of 31 March 2021, annex 1; parameters of {day}.").format(day=day(on))
                self._show(told, _loss_rows(found), _step_rows(found))

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._show(str(error), [], [])

        self._desk.tasks.read(self, lambda progress: explain_home(session.project, home, on, progress), done, failed)

    def _show(self, told: str, losses: Sequence[Row], steps: Sequence[Row]) -> None:
        self._told.setText(told)
        self.losses.show_rows(losses)
        self._steps = steps
        self._show_steps()

    def _show_steps(self, _text: str = "") -> None:
        wanted = self.filter.text().casefold()
        self.steps.show_rows([row for row in self._steps if wanted in " ".join(row).casefold()])


def _parameters_on(view: DwellingView) -> datetime.date:
    """Date of the parameters of the estimate on screen, today for a home that has none."""
    kept = view.estimate["parameters_on"] if view.estimate is not None else None
    return kept if isinstance(kept, datetime.date) else datetime.date.today()


def _loss_rows(found: Explanation) -> list[Row]:
    return [
        (
            " · ".join(filter(None, (f"{loss.name} {loss.number}", loss.description))),
            figure(loss.w_k, "W/K", 1),
            percent(loss.share, 1),
        )
        for loss in found.losses
    ]


def _step_rows(found: Explanation) -> list[Row]:
    return [
        (
            f"§ {step.section}",
            step.symbol,
            figure(step.value, step.unit, 3),
            step.label,
            f"{step.place} {step.number}" if step.number else "",
        )
        for step in found.steps
    ]
