"""Use case: how likely the dates of the calendar are held, and the days of buffer that would make them likely."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.calendar import SiteTask
from rehab_app.planning.chances import Uncertain, chances
from rehab_app.planning.rates import rates
from rehab_app.planning.site_network import before
from rehab_app.planning.workdays import WorkCalendar
from rehab_app.services.scheduling import tasks_of
from rehab_app.services.site_terms import crew_of
from rehab_app.storage.reading import Reader

_YEARS = 30
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DateChance:
    """Of one entry of the calendar.

    Attributes:
        entry_id, dwelling_id, lot: which one.
        starts_on, ends_on: as planned.
        start, end: chance, 0 to 1, that it starts and ends on these days.
        buffer_days: working days to add to its end; likely_end: the day it then ends, held as likely as aimed at.
    """

    entry_id: int
    dwelling_id: int
    lot: str
    starts_on: datetime.date
    ends_on: datetime.date
    start: float
    end: float
    buffer_days: int
    likely_end: datetime.date


@dataclass(frozen=True, slots=True)
class CalendarChances:
    """All entries in order of their start, and the whole.

    Attributes:
        dates: one an entry.
        aimed_at: chance that buffers aim at.
        whole_end: chance that all works end on the last day planned; whole_buffer_days: working days to add to it.
    """

    dates: tuple[DateChance, ...]
    aimed_at: float
    whole_end: float
    whole_buffer_days: int

    def homes(self) -> dict[int, DateChance]:
        """The last entry of each home: the day on which its works are over."""
        return {one.dwelling_id: one for one in sorted(self.dates, key=lambda one: (one.ends_on, one.entry_id))}


def calendar_chances(project: Reader, progress: Progress) -> CalendarChances:
    """Simulate the calendar as it stands with the ranges of the crews' rates.

    Raises:
        RehabError: the duration of a work is not known.
    """
    progress.step(0, 1, _("Simulating the calendar"))
    aimed_at = rates().aimed_at
    rows = [row for row in project.rows("calendar_entry") if row["starts_on"] and row["ends_on"]]
    rows.sort(key=lambda row: (row["starts_on"], row["ends_on"], row["id"]))
    if not rows:
        return CalendarChances((), aimed_at, 1.0, 0)
    days = WorkCalendar(rows[0]["starts_on"], years=_YEARS)
    found = chances(_uncertain(project, rows, days), aimed_at)
    dates = [
        DateChance(
            entry_id=row["id"],
            dwelling_id=row["dwelling_id"] or -1,
            lot=row["lot"],
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
            start=float(found.start[at]),
            end=float(found.end[at]),
            buffer_days=int(found.buffer_days[at]),
            likely_end=days.date(days.day(row["ends_on"]) + int(found.buffer_days[at])),
        )
        for at, row in enumerate(rows)
    ]
    return CalendarChances(tuple(dates), aimed_at, found.whole_end, found.whole_buffer_days)


def _uncertain(project: Reader, rows: list[dict[str, Any]], days: WorkCalendar) -> list[Uncertain]:
    crews = {firm["id"]: crew_of(firm) for firm in project.rows("firm")}
    groups = sorted({row["group_id"] for row in rows if row["group_id"]})
    tasks = {(task.dwelling_id, task.lot): task for task in tasks_of(project, groups, list(crews.values()))}
    place = {(row["dwelling_id"], row["lot"]): at for at, row in enumerate(rows)}
    earlier = before(rates().follows)
    found = []
    for row in rows:
        begin = days.day(row["starts_on"])
        length = max(days.day(row["ends_on"]) - begin + 1, 1)
        low, typical, high = _range(tasks.get((row["dwelling_id"], row["lot"])), length)
        after = (place.get((row["dwelling_id"], lot)) for lot in earlier.get(row["lot"], ()))
        firm = crews.get(row["firm_id"])
        found.append(
            Uncertain(
                begin,
                length,
                low,
                typical,
                high,
                # Trades placed by hand before their turn wait for nobody.
                tuple(sorted(at for at in after if at is not None and rows[at]["ends_on"] < row["starts_on"])),
                firm.firm_id if firm else -1,
                max(firm.crews, 1) if firm else 1,
            )
        )
    return found


def _range(task: SiteTask | None, length: int) -> tuple[float, float, float]:
    """Days that a task may take; exactly those planned where nothing is known of it."""
    if task is None:
        return float(length), float(length), float(length)
    return task.low_days, task.usual_days, task.high_days
