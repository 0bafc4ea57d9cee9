"""Planning, or planning again around what was placed by hand, promised or begun, as a job."""

import datetime
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.services.jobs import Lane
from rehab_app.services.solver_library import load_solver
from rehab_app.ui.desk import Desk

if TYPE_CHECKING:
    from rehab_app.services.scheduling import ScheduleReport


def start_plan(
    desk: Desk,
    owner: QObject,
    first_day: datetime.date,
    placed: Collection[int],
    then: Callable[["ScheduleReport"], None],
    failed: Callable[[Exception], None],
) -> None:
    """Plan everything that is neither promised nor begun anew from a day on.

    Args:
        desk: the open project.
        owner: is told while it lives.
        first_day: earliest day of what is planned anew.
        placed: entries placed by hand, which stay where they are.
        then: gets the report, after every page was told what changed.
        failed: gets what went wrong.
    """
    session, held = desk.session, frozenset(placed)
    if session is None:
        return

    def work(progress: Progress) -> object:
        # The solver is heavy; a window that only looks never loads it.
        load_solver()
        from rehab_app.services.scheduling import schedule_groups

        return schedule_groups(session.project, session.who, first_day, progress, around=held)

    def done(report: "ScheduleReport") -> None:
        desk.changed.emit(report.change)
        desk.said.emit(*_told(report, bool(held)))
        then(report)

    desk.tasks.start(owner, Lane.WRITE, _("Planning the calendar"), work, done, failed)


def _told(report: "ScheduleReport", placed: bool) -> tuple[str, str]:
    """Kind of the notice and its text."""
    count = len(report.moved)
    if count:
        text = ngettext(
            "The calendar is planned; {count} promised date could not be kept: tell the people concerned.",
            "The calendar is planned; {count} promised dates could not be kept: tell the people concerned.",
            count,
        )
        return "warning", text.format(count=count)
    if placed or report.result.held:
        return "good", _("The calendar is planned around what was placed by hand, promised or begun.")
    return "good", _("The calendar is planned.")
