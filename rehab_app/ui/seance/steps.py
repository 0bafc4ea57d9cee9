"""The four steps, each made when it is first shown, all following the choice."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.financing import Option
from rehab_app.ui.seance.cost_step import CostStep
from rehab_app.ui.seance.home_step import home_step
from rehab_app.ui.seance.keep_step import KeepStep
from rehab_app.ui.seance.sheet import Sizes
from rehab_app.ui.seance.works_step import WorksStep
from rehab_app.ui.theme import Theme

if TYPE_CHECKING:
    from rehab_app.services.seance import Seance
    from rehab_app.services.seance_choices import Choice

_HOME, _WORKS, _COST, _KEEP = range(4)


class Steps(QStackedWidget):
    """Signals:
    chosen: another choice; carries it.
    income_said: the household said who it is; carries the `Income`.
    keep_wanted: the household keeps the choice and wants its paper; paper_wanted: it wants to see it.
    """

    chosen = Signal(object)
    income_said = Signal(object)
    keep_wanted = Signal()
    paper_wanted = Signal()

    def __init__(self, seance: "Seance", theme: Theme, sizes: Sizes, narrow: bool) -> None:
        super().__init__()
        self._seance, self._theme, self._sizes, self._narrow = seance, theme, sizes, narrow
        self._choice: Choice = {}
        self._option: Option | None = None
        self._pages: dict[int, QWidget] = {}
        self._shown: dict[int, QWidget] = {}

    @property
    def works(self) -> WorksStep:
        """The second step."""
        page = self._page(_WORKS)
        assert isinstance(page, WorksStep)
        return page

    @property
    def cost(self) -> CostStep:
        """The third step."""
        page = self._page(_COST)
        assert isinstance(page, CostStep)
        return page

    @property
    def kept(self) -> KeepStep:
        """The fourth step."""
        page = self._page(_KEEP)
        assert isinstance(page, KeepStep)
        return page

    def show_step(self, step: int) -> None:
        """Show a step by its number, from its top."""
        self._page(step)
        self.setCurrentWidget(self._shown[step])
        area = self.currentWidget()
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    def show_seance(self, seance: "Seance") -> None:
        """Take up the same session with another income; `show_choice` then shows its figures."""
        self._seance = seance
        home = self._shown.pop(_HOME, None)  # it says what the energy costs, and follows nothing else
        if home is not None:
            del self._pages[_HOME]
            self.removeWidget(home)
            home.deleteLater()
        for page in self._pages.values():
            if isinstance(page, WorksStep | KeepStep):
                page.show_seance(seance)
            elif isinstance(page, CostStep):
                page.income.show_seance(seance)

    def show_choice(self, choice: "Choice") -> None:
        """Show the figures of a choice."""
        self._choice, self._option = choice, None
        for step in self._pages:
            self._follow(step)

    def show_details(self, option: Option) -> None:
        """Show each aid of the choice."""
        self._option = option
        if _COST in self._pages:
            self.cost.show_details(option)

    def _follow(self, step: int) -> None:
        """Bring a step up to the choice."""
        page = self._pages[step]
        if isinstance(page, WorksStep):
            page.show_choice(self._choice)
        elif isinstance(page, CostStep):
            page.show_answer(self._seance.answer(self._choice))
            if self._option is not None:
                page.show_details(self._option)
        elif isinstance(page, KeepStep):
            page.show_answer(self._seance.answer(self._choice))

    def _page(self, step: int) -> QWidget:
        """The page of a step, made when it is first needed: all four at once would be felt."""
        if step not in self._pages:
            self._pages[step] = self._made(step)
            self._follow(step)
            scrolls = step == _WORKS  # it scrolls its choices itself, the figures stay in view
            self._shown[step] = self._pages[step] if scrolls else _scrolled(self._pages[step])
            self.addWidget(self._shown[step])
        return self._pages[step]

    def _made(self, step: int) -> QWidget:
        seance, theme, sizes, narrow = self._seance, self._theme, self._sizes, self._narrow
        if step == _WORKS:
            works = WorksStep(seance, theme, sizes, narrow)
            works.chosen.connect(self.chosen)
            return works
        if step == _COST:
            cost = CostStep(seance, theme, sizes, narrow)
            cost.income.said.connect(self.income_said)
            return cost
        if step == _KEEP:
            kept = KeepStep(seance, theme, sizes, narrow)
            kept.kept.connect(self.keep_wanted)
            kept.paper_wanted.connect(self.paper_wanted)
            return kept
        return home_step(seance, theme, sizes, narrow)


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(_("Content of the step"))
    area.setWidget(page)
    return area
