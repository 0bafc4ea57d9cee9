"""The calendar as its page shows it. Nothing here writes."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.progress import Progress

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

Row = Mapping[str, Any]
_WEEK_END = datetime.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """The stay of one trade in one group.

    Attributes:
        spans: first and last day of each time it is there, both included, in order; a week-end does not end one.
        homes: where it works; promised: a day of it at least was promised to somebody.
    """

    group: str
    lot: str
    firm: str
    spans: tuple[tuple[datetime.date, datetime.date], ...]
    homes: int
    promised: bool

    @property
    def starts_on(self) -> datetime.date:
        return self.spans[0][0]

    @property
    def ends_on(self) -> datetime.date:
        return self.spans[-1][1]


def read_calendar(project: "Project", progress: Progress) -> list[CalendarLine]:
    """One line a group, trade and firm, in the order in which they begin within the group that begins first."""
    progress.step(0, 1)
    groups = {row["id"]: row["name"] for row in project.rows("owner_group")}
    firms = {row["id"]: row["name"] for row in project.rows("firm")}
    stays: dict[tuple[Any, ...], list[Row]] = {}
    for entry in project.rows("calendar_entry"):
        if entry["starts_on"] and entry["ends_on"]:
            stays.setdefault((entry["group_id"], entry["lot"], entry["firm_id"]), []).append(entry)
    lines = [_stay(groups.get(group, ""), lot, firms.get(firm, ""), rows) for (group, lot, firm), rows in stays.items()]
    begins: dict[str, datetime.date] = {}
    for line in lines:
        begins[line.group] = min(begins.get(line.group, line.starts_on), line.starts_on)
    return sorted(lines, key=lambda line: (begins[line.group], line.group, line.starts_on, line.ends_on))


def _stay(group: str, lot: str, firm: str, rows: Sequence[Row]) -> CalendarLine:
    return CalendarLine(
        group=group,
        lot=lot,
        firm=firm,
        spans=_joined(sorted((row["starts_on"], row["ends_on"]) for row in rows)),
        homes=len({row["dwelling_id"] for row in rows} - {None}),
        promised=any(row["promised"] == 1 for row in rows),
    )


def _joined(days: Sequence[tuple[datetime.date, datetime.date]]) -> tuple[tuple[datetime.date, datetime.date], ...]:
    """Stays that touch, or are parted by a week-end at most, as one; they come in order of their first day."""
    joined = [days[0]]
    for start, end in days[1:]:
        if start <= joined[-1][1] + _WEEK_END:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
