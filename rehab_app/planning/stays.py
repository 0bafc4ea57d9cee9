"""Shorter stays on site: a few homes at a time are placed anew among all others, which stay where they are.

A large neighbourhood search (Shaw, 1998): each step frees the tasks of some homes that are on site at about the same
time, and CP-SAT places them again at the least cost. Same network and work allowed, same result.
"""

import random
import time
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from rehab_app.planning.exact import SEED, Limits, Search
from rehab_app.planning.homes import cost, home_spans
from rehab_app.planning.network import Ints, Network

_HOMES = 6  # freed in one step
_STEP_WORK = 0.005  # of the solver, for one step: about a twentieth of a second
_STEP_S = 0.05  # of the work allowed, which is counted in seconds
_ITS_TURN = 0.5  # share of the steps that free homes whose turn comes while another waits
_NEAR = (0.3, 1.5)  # distance in time is blurred by a factor between these, so that each step frees other homes
_LONGER = 10  # days by which a step may make the whole longer, where it pays
_ON_SITE = 5  # a stay is worth shortening from this many days above its home's shortest on


def shorten(network: Network, known: Sequence[int], limits: Limits) -> list[int]:
    """The schedule of least `homes.cost` found, never worse than the one known.

    Args:
        network: with homes.
        known: a schedule to begin from.
        limits: of the whole search; the work limit makes it deterministic.
    """
    chance = random.Random(SEED)
    until, work = time.monotonic() + limits.seconds, limits.work
    best, least = list(known), cost(network, known)
    crowd = clusters(network)
    while work > 0 and (left := until - time.monotonic()) > 0:
        freed = _freed(network, crowd, best, chance)
        part = _Part(network, freed, best)
        work -= _STEP_S
        found = part.placed(Limits(left, _STEP_WORK, 1), len(network.homes))
        value = cost(network, found)
        if value <= least:
            best, least = found, value
    return best


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


def _freed(network: Network, crowd: Sequence[Sequence[int]], starts: Sequence[int], chance: random.Random) -> set[int]:
    """Tasks of a cluster whose homes wait long, and of others: those on site at about the same time, or any that have
    their turn while it waits."""
    spans = home_spans(network, starts)
    tasks = [[task for home in homes for task in network.homes[home]] for homes in crowd]
    middle = [float(np.mean([starts[task] for task in some])) for some in tasks]
    waits = [max(max(spans[home] for home in homes) - _ON_SITE, 1) for homes in crowd]
    chosen = chance.choices(range(len(crowd)), weights=waits)[0]
    first, last = (pick(starts[task] for task in tasks[chosen]) for pick in (min, max))
    if chance.random() < _ITS_TURN:
        far = [0.0 if first <= middle[at] <= last else abs(middle[at] - middle[chosen]) for at in range(len(crowd))]
        far = [one + chance.random() for one in far]
    else:
        far = [abs(one - middle[chosen]) * chance.uniform(*_NEAR) for one in middle]
    far[chosen] = -1.0
    freed: set[int] = set()
    homes = 0
    for at in sorted(range(len(crowd)), key=far.__getitem__):
        if homes >= _HOMES:
            break
        homes += len(crowd[at])
        freed.update(tasks[at])
    return freed


class _Part:
    """The tasks freed as a network of their own, within the days that they take now; what the others take of each
    resource in these days is there as blocks."""

    def __init__(self, network: Network, freed: Iterable[int], starts: Sequence[int]) -> None:
        self._starts, self._freed = list(starts), sorted(freed)
        ends = [start + duration for start, duration in zip(starts, network.durations.tolist(), strict=True)]
        others = max((ends[task] for task in set(range(network.size)) - set(self._freed)), default=0)
        first, last = min(starts[task] for task in self._freed), max(ends[task] for task in self._freed)
        self._end = last + _LONGER if last >= others else last
        blocks = list(self._blocks(network, first))
        taken = np.zeros((len(blocks) + 1, len(network.capacities)), dtype=np.int64)
        for at, (resource, amount, _begin, _end) in enumerate(blocks):
            taken[at, resource] = amount
        blocks.append((0, 0, others, others))  # nothing, at the end of the others: the whole is no shorter
        self._begins = [begin for _resource, _amount, begin, _end in blocks]
        lengths = np.array([end - begin for _resource, _amount, begin, end in blocks], dtype=np.int64)
        place = {task: at for at, task in enumerate(self._freed)}
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
        )

    def placed(self, limits: Limits, weight: int) -> list[int]:
        """The whole schedule with the freed tasks at their best places found."""
        known = [*(self._starts[task] for task in self._freed), *self._begins]
        horizon = max(self._end, *self._begins)
        found = Search(self.network, known, horizon, limits).fewest_days(weight)
        moved = list(self._starts)
        for task, start in zip(self._freed, found.starts, strict=False):
            moved[task] = start
        return moved

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
