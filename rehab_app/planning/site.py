"""From members of groups and their works to tasks on site.

One task is one lot in one home, or one step of its site (tests, acceptance); its length is the sum over its works of
quantity / what a crew does in a day, rounded up to whole days. A firm of n crews works in n homes at the same time.
Neighbours who share walls have one scaffold, put up for all of them, then taken down when the last needs it no more.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.calendar import STEPS, SiteTask
from rehab_app.domain.works import LOTS
from rehab_app.planning.rates import Rates

NO_FIRM = -1
ORDER = (*LOTS, *STEPS)
_SCAFFOLD = "scaffold"
_DOWN = "scaffold_down"
# Homes whose airtightness is measured: windows renewed, and a wall or roof insulated with them.
_TIGHT, _INSULATED = "joinery", frozenset({"facade", "lining", "roof", "airtightness"})
_WHOLE = 2  # of the insulated lots

Key = tuple[int, int, str]
Days = tuple[float, float, float]


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


def site_tasks(
    works: Sequence[MemberWork],
    firms: Sequence[Crew],
    rates: Rates,
    terraces: Iterable[Sequence[int]] = (),
    steps: bool = True,
) -> list[SiteTask]:
    """Tasks of all members, with the firm that does each: of those that have the trade, the least loaded by crew.

    Args:
        works: of all members.
        firms: all that may be asked.
        rates: what a crew does in a day, low, typical, high.
        terraces: homes joined by party walls, in the order of the street; neighbours of one group share a scaffold.
        steps: with tests, removal of the scaffold and acceptance.

    Raises:
        RehabError: a work has no rate or no known quantity.
    """
    days: dict[Key, Days] = {}
    names: dict[Key, list[str]] = {}
    for work in works:
        key = (work.group_id, work.dwelling_id, work.lot)
        days[key] = _sum(days.get(key, (0.0, 0.0, 0.0)), _days(work, rates))
        names.setdefault(key, []).append(work.work)
    if steps:
        days.update(_steps(days, names, rates))
    whole = {key: max(1, math.ceil(round(typical, 6))) for key, (_low, typical, _high) in days.items()}
    by_firm = _firms(whole, firms)
    tasks = [
        SiteTask(
            group_id=key[0],
            dwelling_id=key[1],
            lot=key[2],
            firm_id=by_firm.get((key[0], _trade(key[2])), NO_FIRM),
            work_days=whole[key],
            works=tuple(sorted(names.get(key, ()))),
            outdoors=key[2] in rates.season_lots,
            low_days=days[key][0],
            usual_days=days[key][1],
            high_days=days[key][2],
        )
        for key in sorted(whole, key=lambda key: (key[0], key[1], ORDER.index(key[2])))
    ]
    return _sharing(tasks, terraces, rates)


def _days(work: MemberWork, rates: Rates) -> Days:
    """Days of one crew when it is quick, usual, slow."""
    if work.work not in rates.per_day or not math.isfinite(work.quantity):
        raise RehabError(
            _("The duration of a work is not known."), work.work, _("Give its quantity and what a crew does a day.")
        )
    low, typical, high = rates.per_day[work.work]
    return work.quantity / high, work.quantity / typical, work.quantity / low


def _sum(one: Days, other: Days) -> Days:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _steps(days: Mapping[Key, Days], names: Mapping[Key, Sequence[str]], rates: Rates) -> dict[Key, Days]:
    """Steps that the works of each home call for."""
    lots: dict[tuple[int, int], set[str]] = {}
    for group, home, lot in days:
        lots.setdefault((group, home), set()).add(lot)
    found: dict[Key, Days] = {}
    for (group, home), there in lots.items():
        wanted = {"acceptance"}
        if _TIGHT in there and len(there & _INSULATED) >= _WHOLE:
            wanted |= {"test_intermediate", "test_final"}
        found |= {(group, home, step): rates.steps[step] for step in wanted}
        up = (group, home, "site")
        if _SCAFFOLD in names.get(up, ()):
            low, typical, high = (rates.removal_share * some for some in days[up])
            found[group, home, _DOWN] = (low, typical, high)
    return found


def _trade(lot: str) -> str:
    """Who puts a scaffold up takes it down."""
    return "site" if lot == _DOWN else lot


def _firms(days: Mapping[Key, int], firms: Sequence[Crew]) -> dict[tuple[int, str], int]:
    """One firm for each lot of each group; heaviest first, to the firm that has the least to do."""
    wanted: dict[tuple[int, str], int] = {}
    for (group, _home, lot), length in days.items():
        trade = group, _trade(lot)
        wanted[trade] = wanted.get(trade, 0) + length
    load = {firm.firm_id: 0.0 for firm in firms}
    chosen = {}
    for (group, lot), length in sorted(wanted.items(), key=lambda item: (-item[1], item[0])):
        able = [firm for firm in firms if lot in firm.lots and firm.crews > 0]
        if not able:
            chosen[group, lot] = NO_FIRM
            continue
        firm = min(able, key=lambda firm: ((load[firm.firm_id] + length) / firm.crews, firm.firm_id))
        load[firm.firm_id] += length
        chosen[group, lot] = firm.firm_id
    return chosen


def _sharing(tasks: list[SiteTask], terraces: Iterable[Sequence[int]], rates: Rates) -> list[SiteTask]:
    """The tasks, scaffolds of neighbours in one group marked with the number of their row."""
    scaffolds = {task.dwelling_id: task for task in tasks if task.lot == "site" and _SCAFFOLD in task.works}
    row: dict[int, int] = {}
    for terrace in terraces:
        run: list[int] = []
        for home in (*terrace, None):
            here = None if home is None else scaffolds.get(home)
            joins = run and here is not None and here.group_id == scaffolds[run[-1]].group_id
            if run and not (joins and len(run) < rates.longest_row):
                row |= dict.fromkeys(run, run[0]) if len(run) > 1 else {}
                run = []
            if home is not None and here is not None:
                run.append(home)
    return [replace(task, row=row.get(task.dwelling_id, -1)) if task.lot in ("site", _DOWN) else task for task in tasks]
