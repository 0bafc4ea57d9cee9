"""The calendar as its page draws it: who is where and when, how many crews, what does not fit. Nothing here writes."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.calendar import STEPS
from rehab_app.planning.workdays import public_holidays
from rehab_app.services.site_terms import crew_of

if TYPE_CHECKING:
    from rehab_app.storage.reading import Reader

_ONE = datetime.timedelta(days=1)
_SATURDAY = 5
_ENTRY = (
    "group_id", "dwelling_id", "firm_id", "lot", "task", "starts_on", "ends_on", "promised", "begun", "firm_reasons",
)  # fmt: skip
_STARTS, _ENDS = (2 + _ENTRY.index(name) for name in ("starts_on", "ends_on"))


@dataclass(frozen=True, slots=True)
class Stay:
    """One trade in one home.

    Attributes:
        firm_id: -1 while no firm is found; home_id: -1 for works of the whole group.
        reasons: why this firm, as stored (`firm_reasons`).
    """

    entry_id: int
    version: int
    group_id: int
    group: str
    home_id: int
    address: str
    firm_id: int
    firm: str
    lot: str
    task: str
    starts_on: datetime.date
    ends_on: datetime.date
    promised: bool
    begun: bool
    reasons: tuple[Mapping[str, Any], ...] = ()

    @property
    def fixed(self) -> bool:
        """Told to somebody, or under way: it is not moved without a word."""
        return self.promised or self.begun

    @property
    def needs_firm(self) -> bool:
        """False for tests and acceptance, which the town organises itself."""
        return self.lot not in STEPS


@dataclass(frozen=True, slots=True)
class FirmLine:
    """A firm and how many homes it can work in at the same time; the last day of each qualification, where known."""

    firm_id: int
    name: str
    lots: tuple[str, ...]
    crews: int
    certificates: Mapping[str, datetime.date]


@dataclass(frozen=True, slots=True)
class Load:
    """A week: crew-days at work and crew-days there are, Monday to Friday without public holidays.

    Attributes:
        over: True when a firm has more homes at once than crews on a day of it.
    """

    monday: datetime.date
    at_work: int
    available: int
    over: bool


@dataclass(frozen=True, slots=True)
class CalendarView:
    """All stays in order of their first day, and the firms."""

    stays: tuple[Stay, ...] = ()
    firms: tuple[FirmLine, ...] = ()

    @property
    def first(self) -> datetime.date:
        return min(stay.starts_on for stay in self.stays)

    @property
    def last(self) -> datetime.date:
        return max(stay.ends_on for stay in self.stays)


def read_calendar(project: "Reader", progress: Progress) -> CalendarView:
    """The calendar as it stands; entries without dates are left out."""
    progress.step(0, 1, _("Reading the calendar"))
    groups = {row["id"]: row["name"] for row in project.rows("owner_group")}
    homes = project.columns("dwelling", ("address",))
    addresses = dict(zip(homes["id"].tolist(), homes["address"].tolist(), strict=True))
    firms = [_firm(row) for row in project.rows("firm")]
    names = {firm.firm_id: firm.name for firm in firms}
    entries = project.columns("calendar_entry", _ENTRY)
    lines = zip(*(entries[name].tolist() for name in ("id", "version", *_ENTRY)), strict=True)
    stays = [_stay(line, groups, addresses, names) for line in lines if line[_STARTS] and line[_ENDS]]
    return CalendarView(
        tuple(sorted(stays, key=lambda stay: (stay.starts_on, stay.ends_on, stay.entry_id))), tuple(firms)
    )


def planned_from(view: CalendarView, today: datetime.date) -> datetime.date:
    """Day from which a calendar with stays is planned anew: its first, or the first still free once works began."""
    free = [stay.starts_on for stay in view.stays if stay.starts_on >= today and not stay.fixed]
    return min(free) if free and view.first < today else view.first


def _stay(line: tuple[Any, ...], groups: Mapping[int, str], homes: Mapping[int, str], firms: Mapping[int, str]) -> Stay:
    entry, version, group, home, firm, lot, task, starts_on, ends_on, promised, begun, reasons = line
    return Stay(
        entry_id=entry,
        version=version,
        group_id=group,
        group=groups.get(group, ""),
        home_id=home,
        address=(homes.get(home) or _("Home {id}").format(id=home)) if home > 0 else groups.get(group, ""),
        firm_id=firm,
        firm=firms.get(firm, ""),
        lot=lot,
        task=task,
        starts_on=starts_on,
        ends_on=ends_on,
        promised=promised == 1,
        begun=begun == 1,
        reasons=tuple(reasons or ()),
    )


def _firm(row: Mapping[str, Any]) -> FirmLine:
    certificates = {}
    for entry in row["qualifications"] or ():
        if entry.get("until"):
            certificates[str(entry["domain"])] = datetime.date.fromisoformat(entry["until"])
    crew = crew_of(row)
    return FirmLine(crew.firm_id, row["name"], crew.lots, crew.crews, certificates)


def days_off(first: datetime.date, last: datetime.date) -> set[datetime.date]:
    """Public holidays between two days, both included."""
    years = range(first.year, last.year + 1)
    return {day for year in years for day in public_holidays(year) if first <= day <= last}


def is_workday(day: datetime.date, holidays: set[datetime.date]) -> bool:
    """True from Monday to Friday but for these holidays."""
    return day.weekday() < _SATURDAY and day not in holidays


def busy_days(stays: Sequence[Stay]) -> dict[datetime.date, list[Stay]]:
    """Stays of each working day on which there is one."""
    if not stays:
        return {}
    holidays = days_off(min(stay.starts_on for stay in stays), max(stay.ends_on for stay in stays))
    found: dict[datetime.date, list[Stay]] = {}
    for stay in stays:
        day = stay.starts_on
        while day <= stay.ends_on:
            if is_workday(day, holidays):
                found.setdefault(day, []).append(stay)
            day += _ONE
    return found


def by_firm(view: CalendarView) -> dict[int, list[Stay]]:
    """Stays of each firm, those without one under -1."""
    found: dict[int, list[Stay]] = {}
    for stay in view.stays:
        found.setdefault(stay.firm_id, []).append(stay)
    return found


def weekly_load(view: CalendarView) -> list[Load]:
    """Each week from the first stay to the last; what no firm does yet counts as at work, tests and acceptance not."""
    if not view.stays:
        return []
    crews = {firm.firm_id: firm.crews for firm in view.firms}
    over = {
        _monday(day)
        for firm, stays in by_firm(view).items()
        if firm in crews
        for day, there in busy_days(stays).items()
        if len(there) > crews[firm]
    }
    worked: dict[datetime.date, int] = {}
    counted = [stay for stay in view.stays if stay.needs_firm or stay.firm_id > 0]
    for day, there in busy_days(counted).items():
        worked[_monday(day)] = worked.get(_monday(day), 0) + len(there)
    holidays = days_off(view.first - 7 * _ONE, view.last + 7 * _ONE)
    weeks, monday = [], _monday(view.first)
    while monday <= view.last:
        open_days = sum(is_workday(monday + at * _ONE, holidays) for at in range(_SATURDAY))
        weeks.append(Load(monday, worked.get(monday, 0), sum(crews.values()) * open_days, monday in over))
        monday += 7 * _ONE
    return weeks


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())
