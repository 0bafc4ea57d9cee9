"""From members of groups and their works to tasks on site, and from tasks to a calendar of the firms.

One task is one lot in one home; its length is the sum over its works of quantity / what a crew does in a day, rounded
up to whole days. A firm of n crews works in n homes at the same time. In one home the lots follow the order of
resources/works/rates.toml.
"""

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.calendar import CalendarResult, PlannedTask, SiteTask
from rehab_app.domain.works import LOTS
from rehab_app.planning.exact import Limits
from rehab_app.planning.network import Ints, Network
from rehab_app.planning.rates import Rates
from rehab_app.planning.schedule import solve
from rehab_app.planning.workdays import WorkCalendar

_NO_FIRM = -1
_DAYS_A_YEAR = 253
_CALENDAR_YEARS = 30


@dataclass(frozen=True, slots=True)
class MemberWork:
    """A work of a member of a group."""

    group_id: int
    dwelling_id: int
    work: str
    lot: str
    quantity: float


@dataclass(frozen=True, slots=True)
class Crew:
    """A firm: its lots and the number of crews that can work at the same time."""

    firm_id: int
    lots: tuple[str, ...]
    crews: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """A task that has begun or was promised: it stays where it is."""

    group_id: int
    dwelling_id: int
    lot: str
    firm_id: int
    starts_on: datetime.date
    ends_on: datetime.date


def site_tasks(works: Sequence[MemberWork], firms: Sequence[Crew], rates: Rates) -> list[SiteTask]:
    """Tasks of all members, with the firm that does each: of those that have the trade, the least loaded by crew.

    Raises:
        RehabError: a work has no rate or no known quantity.
    """
    days: dict[tuple[int, int, str], float] = {}
    names: dict[tuple[int, int, str], list[str]] = {}
    for work in works:
        if work.work not in rates.per_day or not math.isfinite(work.quantity):
            raise RehabError(
                _("The duration of a work is not known."), work.work, _("Give its quantity and what a crew does a day.")
            )
        key = (work.group_id, work.dwelling_id, work.lot)
        days[key] = days.get(key, 0.0) + work.quantity / rates.per_day[work.work][1]
        names.setdefault(key, []).append(work.work)
    whole = {key: max(1, math.ceil(round(value, 6))) for key, value in days.items()}
    by_firm = _firms(whole, firms)
    return [
        SiteTask(
            *key, by_firm[key[0], key[2]], whole[key], tuple(sorted(names[key])), outdoors=key[2] in rates.season_lots
        )
        for key in sorted(whole, key=lambda key: (key[0], key[1], list(LOTS).index(key[2])))
    ]


def _firms(days: Mapping[tuple[int, int, str], int], firms: Sequence[Crew]) -> dict[tuple[int, str], int]:
    """One firm for each lot of each group; heaviest first, to the firm that has the least to do."""
    wanted: dict[tuple[int, str], int] = {}
    for (group, _home, lot), length in days.items():
        wanted[group, lot] = wanted.get((group, lot), 0) + length
    load = {firm.firm_id: 0.0 for firm in firms}
    chosen = {}
    for (group, lot), length in sorted(wanted.items(), key=lambda item: (-item[1], item[0])):
        able = [firm for firm in firms if lot in firm.lots and firm.crews > 0]
        if not able:
            chosen[group, lot] = _NO_FIRM
            continue
        firm = min(able, key=lambda firm: ((load[firm.firm_id] + length) / firm.crews, firm.firm_id))
        load[firm.firm_id] += length
        chosen[group, lot] = firm.firm_id
    return chosen


def calendar(
    tasks: Sequence[SiteTask],
    firms: Sequence[Crew],
    rates: Rates,
    start: datetime.date,
    limits: Limits,
    fixed: Iterable[Fixed] = (),
) -> CalendarResult:
    """Dates of all tasks: a short whole in which each home is few days on site (`planning.schedule.solve`).

    Args:
        tasks: those to place, in any order; firm -1 stands for a firm still to be found, with one crew a lot.
        firms: their crews are the capacity.
        rates: order of the lots and season.
        start: first day on which anybody may work.
        limits: of the search.
        fixed: tasks that keep their dates and their crew; a task of the same home and lot is not placed again.

    Raises:
        RehabError: no calendar fits.
    """
    kept = list(fixed)
    known = {(task.dwelling_id, task.lot) for task in kept}
    free = [task for task in tasks if (task.dwelling_id, task.lot) not in known]
    days = WorkCalendar(start, years=_CALENDAR_YEARS)
    network = _network(free, kept, firms, rates, days)
    if not network.size:
        return CalendarResult((), 0, 0, 0, 0, True, 0.0, {})
    found = solve(network, limits)
    planned = [
        PlannedTask(task, days.date(begin), days.date(begin + task.work_days - 1))
        for task, begin in zip(free, found.starts, strict=False)
    ]
    planned.sort(key=lambda item: (item.starts_on, item.task.dwelling_id, list(LOTS).index(item.task.lot)))
    missing: dict[str, int] = {}
    for task in free:
        if task.firm_id == _NO_FIRM:
            missing[task.lot] = missing.get(task.lot, 0) + task.work_days
    return CalendarResult(
        planned=tuple(planned),
        work_days=found.makespan,
        bound_days=found.bound,
        home_days=found.home_spans,
        home_bound_days=found.home_bound,
        proven=found.proven,
        seconds=found.seconds,
        without_firm=missing,
    )


def _network(
    tasks: Sequence[SiteTask], fixed: Sequence[Fixed], firms: Sequence[Crew], rates: Rates, days: WorkCalendar
) -> Network:
    """Tasks to place first, then those that stay."""
    pinned = [_pinned(task, days) for task in fixed]
    resources = [(firm.firm_id, "") for firm in firms if firm.crews > 0]
    resources += sorted({(_NO_FIRM, task.lot) for task in tasks if task.firm_id == _NO_FIRM})
    column = {resource: at for at, resource in enumerate(resources)}
    crews = {(firm.firm_id, ""): firm.crews for firm in firms}
    whose: list[SiteTask | Fixed] = [*tasks, *fixed]
    places = [(task.firm_id, task.lot if task.firm_id == _NO_FIRM else "") for task in whose]
    demands = np.zeros((len(places), len(resources)), dtype=np.int64)
    for at, place in enumerate(places):
        if place in column:
            demands[at, column[place]] = 1
    durations = np.array([*(task.work_days for task in tasks), *(length for _day, length in pinned)], dtype=np.int64)
    capacities = np.array([crews.get(resource, 1) for resource in resources], dtype=np.int64)
    season = _season(rates, days, _ahead(durations, demands, capacities))
    return Network(
        durations=durations,
        demands=demands,
        capacities=capacities,
        successors=_successors([(task.dwelling_id, task.lot) for task in whose], len(tasks), rates),
        allowed=(
            *(_season_starts(season, task.work_days) if task.outdoors else None for task in tasks),
            *((day,) for day, _length in pinned),
        ),
        owners=(*(task.dwelling_id for task in tasks), *(task.dwelling_id for task in fixed)),
    )


def _pinned(task: Fixed, days: WorkCalendar) -> tuple[int, int]:
    """First day and length of what is left of a task that stays."""
    first, last = max(days.day(task.starts_on), 0), days.day(task.ends_on)
    return first, max(last - first + 1, 0)


def _successors(homes: Sequence[tuple[int, str]], free: int, rates: Rates) -> tuple[tuple[int, ...], ...]:
    """In each home, which tasks wait for which: the order of lots, also across lots that the home does not have.

    Tasks from `free` on stay where they are: they are waited for, they wait for nobody.
    """
    place = {key: at for at, key in enumerate(homes)}
    before = _all_before(rates.follows)
    after: list[list[int]] = [[] for _task in homes]
    for (home, lot), at in place.items():
        for earlier in before.get(lot, ()):
            if at < free and (home, earlier) in place:
                after[place[home, earlier]].append(at)
    return tuple(map(tuple, after))


def _all_before(follows: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """For each lot all lots that come before it, directly or not."""
    found: dict[str, set[str]] = {}

    def earlier(lot: str) -> set[str]:
        if lot not in found:
            found[lot] = set()
            for one in follows.get(lot, ()):
                found[lot] |= {one} | earlier(one)
        return found[lot]

    for lot in follows:
        earlier(lot)
    return found


def _ahead(durations: Ints, demands: Ints, capacities: Ints) -> int:
    """Working days within which the busiest firm is certainly done, half of each year being out of season."""
    busiest = int((durations @ demands // capacities).max(initial=0)) if len(capacities) else 0
    return min(2 * busiest + 3 * _DAYS_A_YEAR, (_CALENDAR_YEARS - 1) * _DAYS_A_YEAR)


def _season(rates: Rates, days: WorkCalendar, ahead: int) -> NDArray[np.bool_]:
    return np.isin(days.months(ahead), rates.season_months)


def _season_starts(season: NDArray[np.bool_], length: int) -> tuple[int, ...]:
    """Days on which a task of that length can start and end within one season."""
    run = np.concatenate(([0], np.cumsum(~season)))
    starts = np.arange(max(len(season) - length + 1, 0))
    return tuple(starts[run[starts + length] == run[starts]].tolist())
