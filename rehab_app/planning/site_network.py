"""Tasks on site as a network: what waits for what, which crews are there, which days are open."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rehab_app.domain.calendar import STEPS, PlannedTask, SiteTask, Term
from rehab_app.planning.network import Ints, Network
from rehab_app.planning.rates import Rates
from rehab_app.planning.site import NO_FIRM, ORDER, Crew
from rehab_app.planning.terms import Rule, rules, starts
from rehab_app.planning.workdays import WorkCalendar

_DAYS_A_YEAR = 253
CALENDAR_YEARS = 30
_OPERATOR = ("test_intermediate", "test_final")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A task that has begun, was promised or was placed by hand.

    Attributes:
        yields: True when its dates may change where no calendar can keep them.
        begun: True when nothing can come before it any more.
    """

    group_id: int
    dwelling_id: int
    lot: str
    firm_id: int
    starts_on: datetime.date
    ends_on: datetime.date
    yields: bool = False
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What tasks are placed among.

    Attributes:
        firms: their crews are the capacity; firm -1 stands for one still to be found, with one crew a lot.
        rates: order of the lots and season.
        start: first day on which anybody may work.
        terms: absences, windows, deadlines.
    """

    firms: Sequence[Crew]
    rates: Rates
    start: datetime.date
    terms: Sequence[Term] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """Tasks done by one crew one after the other: one, or the scaffolds of a row."""

    tasks: tuple[SiteTask, ...]
    pinned: tuple[int, int] | None = None
    begun: bool = False
    yields: bool = False

    @property
    def length(self) -> int:
        return self.pinned[1] if self.pinned else sum(task.work_days for task in self.tasks)


def before(follows: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
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


class Site:
    """Tasks as a network: those to place first, then those that stay, then crews away."""

    def __init__(self, tasks: Sequence[SiteTask], fixed: Sequence[Fixed], setting: Setting, days: WorkCalendar) -> None:
        self._days, self._setting = days, setting
        known = {(one.dwelling_id, one.lot) for one in fixed}
        free = [task for task in tasks if (task.dwelling_id, task.lot) not in known]
        self.nodes = [*_rows(free), *(_pinned(one, days) for one in fixed)]
        self.free = len(self.nodes) - len(fixed)
        self._place = {(task.dwelling_id, task.lot): at for at, node in enumerate(self.nodes) for task in node.tasks}
        self._away = [term for term in setting.terms if term.kind == "firm_absent" and self._partly(term)]
        durations, demands, capacities = self._demands()
        latest = max((days.day(term.last) for term in setting.terms), default=0)
        busiest = int((durations @ demands // capacities).max(initial=0)) if len(capacities) else 0
        ahead = min(2 * busiest + 3 * _DAYS_A_YEAR + max(latest, 0), (CALENDAR_YEARS - 1) * _DAYS_A_YEAR)
        whole = [term for term in setting.terms if term not in self._away]
        self.rules: list[Rule] = rules(whole, setting.rates, days, ahead)
        self.network = Network(
            durations=durations,
            demands=demands,
            capacities=capacities,
            successors=self._successors(),
            allowed=self._allowed(),
            homes=self._together(lambda task: task.dwelling_id),
            groups=self._together(lambda task: task.group_id),
        )

    def at(self, one: Fixed) -> int:
        return self._place[one.dwelling_id, one.lot]

    def planned(self, found: Sequence[int]) -> list[PlannedTask]:
        """Tasks placed, in order of their start; those of a shared scaffold one after the other."""
        planned, date = [], self._days.date
        for node, begin in zip(self.nodes[: self.free], found, strict=False):
            for task in node.tasks:
                planned.append(PlannedTask(task, date(begin), date(begin + task.work_days - 1)))
                begin += task.work_days
        planned.sort(key=lambda item: (item.starts_on, item.task.dwelling_id, ORDER.index(item.task.lot)))
        return planned

    def _partly(self, term: Term) -> bool:
        crews = {firm.firm_id: firm.crews for firm in self._setting.firms}
        return 0 < term.crews < crews.get(term.firm_id, 0)

    def _demands(self) -> tuple[Ints, Ints, Ints]:
        resources = [(firm.firm_id, "") for firm in self._setting.firms if firm.crews > 0]
        places = [_resource(node.tasks[0]) for node in self.nodes]
        resources += sorted({place for place in places if place[0] == NO_FIRM and place[1]})
        column = {resource: at for at, resource in enumerate(resources)}
        crews = {(firm.firm_id, ""): firm.crews for firm in self._setting.firms}
        demands = np.zeros((len(places) + len(self._away), len(resources)), dtype=np.int64)
        for at, place in enumerate(places):
            if place in column:
                demands[at, column[place]] = 1
        lengths = [node.length for node in self.nodes]
        for at, term in enumerate(self._away, start=len(places)):
            demands[at, column[term.firm_id, ""]] = term.crews
            lengths.append(_span(term.first, term.last, self._days)[1])
        capacities = np.array([crews.get(resource, 1) for resource in resources], dtype=np.int64)
        return np.array(lengths, dtype=np.int64), demands, capacities

    def _allowed(self) -> tuple[Sequence[int] | None, ...]:
        found: list[Sequence[int] | None] = []
        known: dict[tuple[tuple[int, ...], int], tuple[int, ...] | None] = {}
        for node in self.nodes:
            if node.pinned and not node.yields:
                found.append((node.pinned[0],))
                continue
            mine = tuple(at for at, rule in enumerate(self.rules) if any(map(rule.concerns, node.tasks)))
            if (mine, node.length) not in known:
                known[mine, node.length] = starts([self.rules[at].open for at in mine], node.length)
            free = known[mine, node.length]
            if node.pinned:
                day = node.pinned[0]
                free = (day,) if free is None or day in free else ()
            found.append(free)
        return (*found, *((_span(term.first, term.last, self._days)[0],) for term in self._away))

    def _together(self, whose: Callable[[SiteTask], int]) -> tuple[tuple[int, ...], ...]:
        """Nodes of each home or group, in the order in which they first come; a row's scaffold is at all its homes."""
        found: dict[int, dict[int, None]] = {}
        for at, node in enumerate(self.nodes):
            for task in node.tasks:
                if whose(task) >= 0:
                    found.setdefault(whose(task), {})[at] = None
        return tuple(map(tuple, found.values()))

    def _successors(self) -> tuple[tuple[int, ...], ...]:
        """Which nodes wait for which: the order of lots in each home, also across lots that the home does not have.

        Works that have begun, or whose day has come, wait for nobody.
        """
        earlier = before(self._setting.rates.follows)
        after: list[set[int]] = [set() for _node in (*self.nodes, *self._away)]
        for (home, lot), at in self._place.items():
            node = self.nodes[at]
            if node.begun:
                continue
            for first in (self._place.get((home, one)) for one in earlier.get(lot, ())):
                # What stays where it is waits only for what is still to be placed.
                if first is not None and first != at and (node.pinned is None or self.nodes[first].pinned is None):
                    after[first].add(at)
        return tuple(tuple(sorted(some)) for some in after)


def _rows(tasks: Sequence[SiteTask]) -> list[Node]:
    nodes: list[Node] = []
    row: dict[tuple[int, int, str], int] = {}
    for task in tasks:
        key = (task.group_id, task.row, task.lot)
        if task.row >= 0 and key in row:
            nodes[row[key]] = replace(nodes[row[key]], tasks=(*nodes[row[key]].tasks, task))
            continue
        row[key] = len(nodes)
        nodes.append(Node((task,)))
    return nodes


def _resource(task: SiteTask) -> tuple[int, str]:
    """Crews that the task takes; an acceptance takes none."""
    if task.lot in STEPS and task.lot not in _OPERATOR and task.firm_id == NO_FIRM:
        return (NO_FIRM, "site") if task.lot == "scaffold_down" else (NO_FIRM, "")
    if task.lot in _OPERATOR:
        return task.firm_id, "tests" if task.firm_id == NO_FIRM else ""
    return task.firm_id, task.lot if task.firm_id == NO_FIRM else ""


def _pinned(one: Fixed, days: WorkCalendar) -> Node:
    """What is left of a task that stays."""
    task = SiteTask(one.group_id, one.dwelling_id, one.lot, one.firm_id, 0, (), outdoors=False)
    begun = one.begun or days.day(one.starts_on) <= 0
    return Node((task,), _span(one.starts_on, one.ends_on, days), begun, one.yields and not begun)


def _span(first: datetime.date, last: datetime.date, days: WorkCalendar) -> tuple[int, int]:
    """First working day and number of working days, from the start on."""
    begin = max(days.day(first), 0)
    end = days.day(last) + (days.date(days.day(last)) == last)
    return begin, max(end - begin, 0)
