"""Planning again around what was placed by hand, promised or begun, as a job."""

import datetime
from collections.abc import Collection

from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.services.jobs import Lane
from rehab_app.ui.desk import Desk


def start_replan(desk: Desk, first_day: datetime.date, placed: Collection[int]) -> None:
    """Plan everything else anew from a day on.

    Args:
        desk: the open project.
        first_day: earliest day of what is planned anew.
        placed: entries placed by hand, which stay where they are.
    """
    session, held = desk.session, frozenset(placed)
    if session is None:
        return

    def work(progress: Progress) -> object:
        # The solver is heavy; a window that only looks never loads it.
        from rehab_app.services.scheduling import schedule_groups

        return schedule_groups(session.project, session.who, first_day, progress, around=held)

    def done(report: object) -> None:
        from rehab_app.services.scheduling import ScheduleReport

        assert isinstance(report, ScheduleReport)
        desk.changed.emit(report.change)
        if report.moved:
            count = len(report.moved)
            text = ngettext(
                "The calendar is planned; {count} promised date could not be kept: tell the people concerned.",
                "The calendar is planned; {count} promised dates could not be kept: tell the people concerned.",
                count,
            )
            desk.said.emit("warning", text.format(count=count))
        else:
            desk.said.emit("good", _("The calendar is planned around what was placed by hand, promised or begun."))

    desk.tasks.start(desk, Lane.WRITE, _("Planning the calendar"), work, done)
