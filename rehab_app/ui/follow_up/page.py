"""The page Suivi: indicators on the left; progress, costs, bills after works and show homes on the right."""

import datetime
from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from rehab_app.core.format import short_day
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services.follow_up import FollowUp, firm_choices, home_names, read_follow_up, work_choices
from rehab_app.services.jobs import Job, Lane, State
from rehab_app.services.unfinished import Unfinished
from rehab_app.ui import drafts as kinds
from rehab_app.ui.desk import Desk
from rehab_app.ui.follow_up.bills_part import BillsPart
from rehab_app.ui.follow_up.costs_part import CostsPart
from rehab_app.ui.follow_up.indicators import Indicators
from rehab_app.ui.follow_up.progress_part import ProgressPart
from rehab_app.ui.follow_up.shows_part import ShowsPart
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.lazy_tabs import LazyTabs
from rehab_app.ui.parts.loading import Loading
from rehab_app.ui.parts.words import words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_SIDE_PX = 592
_PARTS_WITH_FORMS = ("costs", "bills", "shows")
# What changes figures of the page without changing the columns of the homes.
_CARES = (
    "quote", "invoice", "calendar_entry", "neighbourhood", "household", "bill", "degree_days", "acceptance",
    "show_home", "show_visit", "firm",
)  # fmt: skip


class FollowUpPage(QWidget):
    """Counts when it is shown; a page nobody looks at costs nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._stale = True
        self._job: Job | None = None
        self.found = FollowUp()
        self.indicators = Indicators()
        self.problem = words("", "error", wrap=True)
        self.again = QPushButton(_("Count again"))
        self.again.setAccessibleName(self.again.text())
        self.tabs = LazyTabs(
            _("Parts of the follow-up"),
            {
                "progress": (_("Progress"), lambda: ProgressPart(desk)),
                "costs": (_("Quotes and invoices"), lambda: CostsPart(desk)),
                "bills": (_("Bills after works"), lambda: BillsPart(desk)),
                "shows": (_("Show homes"), lambda: ShowsPart(desk)),
            },
        )
        self._full = QWidget()
        self._loading = Loading(desk.tasks)
        self._lay_out()
        self._forms: dict[str, EntryForm] = {}
        self.tabs.made.connect(self._join)
        self.again.clicked.connect(self._outdated)
        desk.opened.connect(self._forget)
        desk.read.connect(self._outdated)
        desk.changed.connect(self._on_change)
        desk.tasks.changed.connect(self._follow)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(words(_("Indicators of the neighbourhood"), "title"), 1)
        head.addWidget(self.again)
        self.again.hide()
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addLayout(head)
        left.addWidget(self.problem)
        left.addWidget(self.indicators, 1)
        self.tabs.setFixedWidth(_SIDE_PX)
        row = QHBoxLayout(self._full)
        row.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_L)
        row.setSpacing(SPACE_L)
        row.addLayout(left, 1)
        row.addWidget(self.tabs)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._loading)
        self._stack.addWidget(self._full)
        self.setFocusProxy(self.tabs)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    @property
    def tells_homes(self) -> bool:
        """Whether bills or invoices of single homes are in front: such a page is not for paper."""
        return self.tabs.currentIndex() > 0

    @property
    def costs(self) -> CostsPart:
        return cast(CostsPart, self.tabs.tab("costs"))

    @property
    def bills(self) -> BillsPart:
        return cast(BillsPart, self.tabs.tab("bills"))

    @property
    def shows(self) -> ShowsPart:
        return cast(ShowsPart, self.tabs.tab("shows"))

    def _join(self, key: str) -> None:
        """Take a part that was made just now into the page."""
        part = cast(ProgressPart | CostsPart | BillsPart | ShowsPart, self.tabs.tab(key))
        part.show_found(self.found)
        if isinstance(part, ProgressPart):
            return
        part.wanted.connect(self.start)
        for kind, form in part.forms.items():
            self._forms[kind] = form
            form.closed.connect(lambda kind=kind: self._close_form(kind))

    # --- forms --------------------------------------------------------------------------------------------------------

    def start(self, kind: str) -> None:
        """Open a form by its kind of draft, for the home selected where there is one."""
        session, homes = self._desk.session, self._desk.homes
        if session is None or homes is None:
            return
        home = self._home_meant(kind)

        def read(_progress: Progress) -> tuple[dict[int, str], dict[int, str], Any]:
            from rehab_app.services.real_bills import planned_days

            return firm_choices(session.project), home_names(homes), planned_days(session.project, home)

        def show(told: tuple[dict[int, str], dict[int, str], Any]) -> None:
            firms, names, days = told
            choices: dict[str, Mapping[Any, str]] = {
                "firm_id": firms,
                "work": work_choices(),
                "dwelling_id": names,
                "show_home_id": self._show_names(),
            }
            form = self._forms[kind]
            form.show()
            offered = {name: some for name, some in choices.items() if name in form.lines}
            form.start(self._first_values(kind, names.get(home, ""), days), offered)

        self._desk.tasks.read(self, read, show)

    def take_up(self, entry: Unfinished) -> None:
        """Open the form of a draft again."""
        for key in _PARTS_WITH_FORMS:
            part = cast(CostsPart | BillsPart | ShowsPart, self.tabs.tab(key))
            if entry.form in part.forms:
                self._stack.setCurrentWidget(self._full)
                self.tabs.show_tab(key)
                self.start(entry.form)

    def _home_meant(self, kind: str) -> int:
        """The home chosen in the table of the form's part, else the one selected; 0 for none."""
        if kind == kinds.SHOW_HOME_DRAFT and self.shows.chosen is not None:
            return int(self.shows.chosen.row["dwelling_id"])
        selected = self._desk.selection.ids
        return int(selected[0]) if len(selected) == 1 else 0

    def _show_names(self) -> dict[int, str]:
        shows = list(self.found.shows)
        if self.shows.chosen is not None:
            shows.sort(key=lambda home: home is not self.shows.chosen)
        return {int(home.row["id"]): home.place for home in shows}

    def _first_values(self, kind: str, home: str, days: tuple[datetime.date | None, ...]) -> dict[str, str]:
        today = short_day(datetime.date.today())
        values = {"dwelling_id": home, "final": "1"}
        if kind == kinds.ACCEPTANCE_DRAFT and home:
            values |= dict(
                zip(("began_on", "accepted_on"), (short_day(day) if day else "" for day in days), strict=True)
            )
        if kind == kinds.SHOW_HOME_DRAFT:
            values |= {"opened_on": today, **self.shows.shown_values()}
        return {"quoted_on": today, "invoiced_on": today, "visited_on": today, **values}

    def _close_form(self, kind: str) -> None:
        self._forms[kind].hide()
        self.tabs.setFocus()

    # --- counting -----------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        session, homes = self._desk.session, self._desk.homes
        if not self._stale or session is None or homes is None or not self.isVisible():
            return
        self._stale = False
        if self._job is not None:
            self._job.cancel()

        def work(progress: Progress) -> FollowUp:
            return read_follow_up(session.project, homes, datetime.date.today(), progress)

        self._job = self._desk.tasks.start(self, Lane.READ, _("Counting the indicators"), work, self._show)

    def _follow(self, job: Job) -> None:
        """Say that the counting was stopped; what was there before stays."""
        if job is self._job and job.state is State.CANCELLED:
            self._job = None
            self._stack.setCurrentWidget(self._full)
            self.problem.setText(_("The counting was stopped: these figures are not those of today."))
            self.problem.show()
            self.again.show()

    def _show(self, found: FollowUp) -> None:
        self._job = None
        self.found = found
        self._stack.setCurrentWidget(self._full)
        self.again.hide()
        self.problem.setText(explain(found.problem) if found.problem is not None else "")
        self.problem.setVisible(found.problem is not None)
        self.indicators.show_chapters(found.chapters)
        for key in self.tabs.ready:
            cast(ProgressPart | CostsPart | BillsPart | ShowsPart, self.tabs.tab(key)).show_found(found)

    def _forget(self) -> None:
        self._stack.setCurrentWidget(self._loading)
        self._outdated()

    def _outdated(self) -> None:
        self._stale = True
        self._count()

    def _on_change(self, change: Change) -> None:
        # Most changes make the homes be read anew, which tells us; these do not.
        if change.touches(*_CARES):
            self._outdated()
