"""Shorter stays on site: a few homes at a time are placed anew among all others, which stay where they are.

A large neighbourhood search (Shaw, 1998): each step frees the tasks of some homes that are on site at about the same
time, and CP-SAT places them again at the least cost. As many steps as there are workers begin from the same schedule,
of homes that differ; a step stays when what the ones before it moved leaves it its place. Same network, work and
workers, same result.
"""

import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from sys import maxsize

import numpy as np

from rehab_app.planning.exact import SEED, Limits, Search
from rehab_app.planning.homes import cost, home_spans
from rehab_app.planning.network import Ints, Network

_HOMES = 6  # freed in one step
_STEP_WORK = 0.005  # of the solver, for one step: about a twentieth of a second
_STEP_S = 0.05  # of the work allowed, which is counted in seconds
_NEAR = (0.3, 1.5)  # distance in time is blurred by a factor between these, so that each step frees other homes
_LONGER = 10  # days by which a step may make the whole longer, where it pays
_ON_SITE = 5  # a stay is worth shortening from this many days above its home's shortest on


def shorten(network: Network, known: Sequence[int], limits: Limits, longest: int = maxsize) -> list[int]:
    """The schedule of least `homes.cost` found, never worse than the one known.

    Args:
        network: with homes.
        known: a schedule to begin from.
        limits: of the whole search; the work limit makes it deterministic.
        longest: end that no schedule may pass.
    """
    until, work = time.monotonic() + limits.seconds, limits.work
    best, least = list(known), cost(network, known)
    choice = _Choice(network, random.Random(SEED))
    with ThreadPoolExecutor(limits.workers) as pool:
        while work > 0 and (left := until - time.monotonic()) > 0:
            placed = partial(_Part.moves, limits=Limits(left, _STEP_WORK, 1), weight=len(network.homes))
            parts = [_Part(network, freed, best, longest) for freed in choice.apart(best, limits.workers)]
            work -= _STEP_S * len(parts)
            for moves in pool.map(placed, parts):
                found = [moves.get(task, start) for task, start in enumerate(best)]
                value = cost(network, found)
                if value <= least and (len(parts) == 1 or fits(network, found)):
                    best, least = found, value
    return best


def fits(network: Network, starts: Sequence[int]) -> bool:
    """Whether the order of tasks and the capacities are kept."""
    begins = np.array(starts, dtype=np.int64)
    ends = begins + network.durations
    if any(begins[after] < ends[task] for task, later in enumerate(network.successors) for after in later):
        return False
    used = np.zeros((int(ends.max(initial=0)) + 1, len(network.capacities)), dtype=np.int64)
    np.add.at(used, begins, network.demands)
    np.subtract.at(used, ends, network.demands)
    return bool((used.cumsum(axis=0) <= network.capacities).all())


def clusters(network: Network) -> list[list[int]]:
    """Homes that share tasks, by their place in `network.homes`: they are placed together."""
    joined: dict[int, list[int]] = {home: [home] for home in range(len(network.homes))}
    at: dict[int, int] = {}
    for home, tasks in enumerate(network.homes):
        for other in {at[task] for task in tasks if task in at}:
            if joined[other] is not joined[home]:
                joined[other].extend(joined[home])
                for one in joined[home]:
                    joined[one] = joined[other]
        at |= dict.fromkeys(tasks, home)
    return [group for home, group in joined.items() if group[0] == home]


class _Choice:
    """Which homes to place anew: one that waits long, or is far from its group, and others beside it."""

    def __init__(self, network: Network, chance: random.Random) -> None:
        self._network, self._chance = network, chance
        self._crowd = clusters(network)
        self._tasks = [[task for home in homes for task in network.homes[home]] for homes in self._crowd]
        group_of = {task: at for at, tasks in enumerate(network.groups) for task in tasks}
        self._groups = [group_of.get(tasks[0], -1) for tasks in self._tasks]

    def apart(self, starts: Sequence[int], count: int) -> list[set[int]]:
        """At most so many sets of tasks to free, none in two of them."""
        found: list[set[int]] = []
        for _set in range(count):
            freed = self.freed(starts)
            if not any(freed & other for other in found):
                found.append(freed)
        return found

    def freed(self, starts: Sequence[int]) -> set[int]:
        """Tasks of some homes: those on site at about the same time as one, those that have their turn while it waits,
        or those on site when most of its group is."""
        chance, spans = self._chance, home_spans(self._network, starts)
        middle = [float(np.mean([starts[task] for task in some])) for some in self._tasks]
        waits = [float(max(max(spans[home] for home in homes) - _ON_SITE, 1)) for homes in self._crowd]
        kind = chance.randrange(3) if self._network.groups else chance.randrange(2)
        if kind == 2:
            about = self._mates(middle)
            waits = [abs(one - mates) + 1 for one, mates in zip(middle, about, strict=True)]
        chosen = chance.choices(range(len(waits)), weights=waits)[0]
        first, last = (pick(starts[task] for task in self._tasks[chosen]) for pick in (min, max))
        if kind == 0:
            far = [abs(one - middle[chosen]) * chance.uniform(*_NEAR) for one in middle]
        elif kind == 1:
            far = [0.0 if first <= one <= last else abs(one - middle[chosen]) for one in middle]
            far = [one + chance.random() for one in far]
        else:
            far = [abs(one - about[chosen]) * chance.uniform(*_NEAR) for one in middle]
        far[chosen] = -1.0
        return self._first(sorted(range(len(far)), key=far.__getitem__))

    def _mates(self, middle: Sequence[float]) -> list[float]:
        """For each cluster, when most of its group is on site."""
        mates: dict[int, list[float]] = {}
        for group, one in zip(self._groups, middle, strict=True):
            mates.setdefault(group, []).append(one)
        about = {group: float(np.median(some)) for group, some in mates.items()}
        return [about[group] for group in self._groups]

    def _first(self, order: Iterable[int]) -> set[int]:
        """Tasks of the first clusters, as many as one step may free."""
        freed: set[int] = set()
        homes = 0
        for at in order:
            if homes >= _HOMES:
                break
            homes += len(self._crowd[at])
            freed.update(self._tasks[at])
        return freed


class _Part:
    """The tasks freed as a network of their own, within the days that they take now; what the others take of each
    resource in these days is there as blocks."""

    def __init__(self, network: Network, freed: Iterable[int], starts: Sequence[int], longest: int) -> None:
        self._starts, self._freed = list(starts), sorted(freed)
        ends = [start + duration for start, duration in zip(starts, network.durations.tolist(), strict=True)]
        others = max((ends[task] for task in set(range(network.size)) - set(self._freed)), default=0)
        first, last = min(starts[task] for task in self._freed), max(ends[task] for task in self._freed)
        self._end = max(min(last + _LONGER, longest), last) if last >= others else last
        place = {task: at for at, task in enumerate(self._freed)}
        blocks = list(self._blocks(network, first))
        blocks.append((0, 0, others, others))  # nothing, at the end of the others: the whole is no shorter
        groups = list(self._groups(network, place, blocks))
        taken = np.zeros((len(blocks), len(network.capacities)), dtype=np.int64)
        for at, (resource, amount, _begin, _end) in enumerate(blocks):
            taken[at, resource] = amount
        self._begins = [begin for _resource, _amount, begin, _end in blocks]
        lengths = np.array([end - begin for _resource, _amount, begin, end in blocks], dtype=np.int64)
        self.network = Network(
            durations=np.concatenate((network.durations[self._freed], lengths)),
            demands=np.concatenate((network.demands[self._freed], taken)),
            capacities=network.capacities,
            successors=(
                *(tuple(place[after] for after in network.successors[task]) for task in self._freed),
                *(() for _block in blocks),
            ),
            allowed=(*(self._days(network, task, first) for task in self._freed), *((day,) for day in self._begins)),
            homes=tuple(tuple(place[task] for task in home) for home in network.homes if home[0] in place),
            groups=tuple(groups),
        )

    def _groups(
        self, network: Network, place: Mapping[int, int], blocks: list[tuple[int, int, int, int]]
    ) -> Iterator[tuple[int, ...]]:
        """Freed tasks of each group, and two blocks of nothing where the rest of the group begins and ends."""
        durations, starts = network.durations.tolist(), self._starts
        for tasks in network.groups:
            rest = [task for task in tasks if task not in place]
            within = [place[task] for task in tasks if task in place]
            if rest and within:
                edges = min(starts[task] for task in rest), max(starts[task] + durations[task] for task in rest)
                within += [len(place) + len(blocks), len(place) + len(blocks) + 1]
                blocks += [(0, 0, edge, edge) for edge in edges]
            if within:
                yield tuple(within)

    def moves(self, limits: Limits, weight: int) -> dict[int, int]:
        """The freed tasks at their best places found."""
        known = [*(self._starts[task] for task in self._freed), *self._begins]
        horizon = max(self._end, *self._begins)
        found = Search(self.network, known, horizon, limits).fewest_days(weight)
        return dict(zip(self._freed, found.starts, strict=False))

    def _days(self, network: Network, task: int, first: int) -> Sequence[int]:
        """Starts that the task may have."""
        days = range(first, self._end - int(network.durations[task]) + 1)
        allowed = network.allowed[task] if network.allowed else None
        return days if allowed is None else [day for day in allowed if day in days]

    def _blocks(self, network: Network, first: int) -> Iterator[tuple[int, int, int, int]]:
        """Resource, amount, begin and end of what the other tasks take, wherever a freed task may want it."""
        wanted = np.flatnonzero(network.demands[self._freed].any(axis=0)).tolist()
        freed = set(self._freed)
        taken: Ints = np.zeros((len(network.capacities), self._end - first), dtype=np.int64)
        for task, (start, duration) in enumerate(zip(self._starts, network.durations.tolist(), strict=True)):
            if task not in freed:
                taken[:, max(start - first, 0) : max(start + duration - first, 0)] += network.demands[task][:, None]
        for resource in wanted:
            edges = np.flatnonzero(np.diff(taken[resource], prepend=0, append=0))
            for begin, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
                if taken[resource, begin] > 0:
                    yield resource, int(taken[resource, begin]), first + begin, first + end
