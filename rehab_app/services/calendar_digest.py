"""A calendar in a few lines: weeks on site of a home, the load of each firm, what each group has done in each month."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rehab_app.services.calendar_view import CalendarView, Stay, days_off, is_workday

_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class FirmLoad:
    """Crew-days of a firm at work, and those it has from `Digest.since` to the last day of the calendar."""

    firm: str
    at_work: int
    available: int


@dataclass(frozen=True, slots=True)
class MonthOfGroup:
    """What begins in one month in the homes of one group.

    Attributes:
        month: its first day.
        homes: in which something begins; lots: codes, in the order of their first day.
        stays: in order of their first day.
    """

    month: datetime.date
    group: str
    homes: int
    lots: tuple[str, ...]
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A calendar in short.

    Attributes:
        since: first day of what is neither begun nor promised; of all where nothing is left.
        weeks_median, weeks_longest: calendar weeks from the first trade in a home to the last; longest_home: where.
        loads: of each firm at work, the busiest first.
        months: in order of time, then of the groups' first day.
    """

    since: datetime.date
    weeks_median: float
    weeks_longest: float
    longest_home: str
    loads: tuple[FirmLoad, ...]
    months: tuple[MonthOfGroup, ...]


def digest(view: CalendarView) -> Digest:
    """The calendar in short; it must have stays."""
    homes: dict[int, list[Stay]] = {}
    for stay in view.stays:
        if stay.home_id > 0:
            homes.setdefault(stay.home_id, []).append(stay)
    weeks = {home: _weeks(stays) for home, stays in homes.items()}
    longest = max(weeks, key=weeks.__getitem__, default=-1)
    since = min((stay.starts_on for stay in view.stays if not stay.fixed), default=view.first)
    return Digest(
        since=since,
        weeks_median=median(weeks.values()) if weeks else 0.0,
        weeks_longest=weeks.get(longest, 0.0),
        longest_home=homes[longest][0].address if longest in homes else "",
        loads=_loads(view, since),
        months=tuple(_months(view.stays)),
    )


def _weeks(stays: Sequence[Stay]) -> float:
    days = max(stay.ends_on for stay in stays) - min(stay.starts_on for stay in stays)
    return (days.days + 1) / _DAYS_A_WEEK


def _loads(view: CalendarView, since: datetime.date) -> tuple[FirmLoad, ...]:
    off = days_off(since, view.last)
    span = (view.last - since).days + 1
    days = [since + datetime.timedelta(days=at) for at in range(span)]
    workdays = [day for day in days if is_workday(day, off)]
    at_work: dict[int, int] = {}
    for stay in view.stays:
        worked = bisect_right(workdays, stay.ends_on) - bisect_left(workdays, stay.starts_on)
        if worked > 0:
            at_work[stay.firm_id] = at_work.get(stay.firm_id, 0) + worked
    loads = [
        FirmLoad(firm.name, at_work[firm.firm_id], firm.crews * len(workdays))
        for firm in view.firms
        if firm.firm_id in at_work
    ]
    return tuple(sorted(loads, key=lambda load: (-load.at_work / max(load.available, 1), load.firm)))


def _months(stays: Sequence[Stay]) -> list[MonthOfGroup]:
    parts: dict[tuple[datetime.date, str], list[Stay]] = {}
    for stay in stays:
        parts.setdefault((stay.starts_on.replace(day=1), stay.group), []).append(stay)
    found = [
        MonthOfGroup(
            month=month,
            group=group,
            homes=len({stay.home_id for stay in some}),
            lots=tuple(dict.fromkeys(stay.lot for stay in some)),
            stays=tuple(some),
        )
        for (month, group), some in parts.items()
    ]
    return sorted(found, key=lambda one: one.month)
