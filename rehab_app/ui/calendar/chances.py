"""How likely the dates are held: a simulation as a job, and its result in words."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from rehab_app.core.format import day, percent
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.services.jobs import Lane
from rehab_app.ui.desk import Desk

if TYPE_CHECKING:
    from rehab_app.services.calendar_chances import CalendarChances, DateChance


def start_chances(desk: Desk, owner: QObject, then: Callable[[Any], None]) -> None:
    """Simulate the calendar as it stands; `then` gets the `CalendarChances`."""
    session = desk.session
    if session is None:
        return

    def work(progress: Progress) -> object:
        from rehab_app.services.calendar_chances import calendar_chances

        return calendar_chances(session.project, progress)

    desk.tasks.start(owner, Lane.READ, _("Simulating the calendar"), work, then)


def whole_words(found: "CalendarChances") -> str:
    """The last day of all works: how often it is held, and the margin that would make it likely."""
    days = found.whole_buffer_days
    told = ngettext(
        "last day held {chance} of the time; {days} working day of margin for {aim}",
        "last day held {chance} of the time; {days} working days of margin for {aim}",
        days,
    )
    return told.format(chance=percent(found.whole_end), days=days, aim=percent(found.aimed_at))


def date_words(chance: "DateChance") -> str:
    """The end of one stay: how often it is held, and the day that is likely."""
    told = _("end held {chance} of the time, likely by {day}")
    return told.format(chance=percent(chance.end), day=day(chance.likely_end))
