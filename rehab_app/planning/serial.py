"""Serial schedule generation: tasks placed one after another, each as early (or as late) as it fits."""

import heapq
from collections.abc import Sequence

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.planning.network import Ints, Network

_WINDOW = 64


class Profile:
    """What is left of each resource in each time unit."""

    def __init__(self, network: Network) -> None:
        latest = max((max(allowed, default=0) for allowed in network.allowed if allowed is not None), default=0)
        self.horizon = int(network.durations.sum()) + latest + 1
        self._free = np.repeat(network.capacities[:, None], self.horizon, axis=1)
        self._durations = network.durations.tolist()
        self._needs = [np.flatnonzero(demand) for demand in network.demands]
        self._demands = [demand[need][:, None] for demand, need in zip(network.demands, self._needs, strict=True)]
        self._allowed = [None if allowed is None else np.array(sorted(allowed)) for allowed in network.allowed]

    def put(self, task: int, start: int, sign: int = 1) -> None:
        """Take what the task needs from its start on; with sign -1 give it back."""
        need = self._needs[task]
        if len(need):
            self._free[need, start : start + self._durations[task]] -= sign * self._demands[task]

    def earliest(self, task: int, after: int) -> int:
        """First start from `after` on at which the task fits.

        Raises:
            RehabError: there is none.
        """
        start = after
        while start + self._durations[task] <= self.horizon:
            end = min(start + max(_WINDOW, 4 * self._durations[task]), self.horizon)
            fitting = self._fitting(task, start, end)
            if len(fitting):
                return int(fitting[0])
            start = max(end - self._durations[task] + 1, start + 1)
        raise RehabError(
            _("No calendar fits."), remedy=_("Begin earlier or later, or add a crew to the trades that are short.")
        )

    def latest(self, task: int, before: int, not_before: int) -> int:
        """Last start from `not_before` on at which the task fits and ends at `before` or earlier; else `not_before`."""
        fitting = self._fitting(task, not_before, before)
        return int(fitting[-1]) if len(fitting) else not_before

    def _fitting(self, task: int, first: int, end: int) -> Ints:
        """Starts from `first` on at which the task fits and ends at `end` or earlier."""
        duration = self._durations[task]
        allowed = self._allowed[task] if self._allowed else None
        starts = np.arange(first, end - duration + 1)
        if allowed is not None:
            starts = np.intersect1d(starts, allowed, assume_unique=True)
        need = self._needs[task]
        if not len(need) or not duration or not len(starts):
            return starts
        short = (self._free[need, first:end] < self._demands[task]).any(axis=0)
        blocked = np.concatenate(([0], np.cumsum(short)))
        return np.asarray(starts[blocked[starts - first + duration] == blocked[starts - first]])


def serial(network: Network, priority: Sequence[float]) -> list[int]:
    """Starts when tasks whose predecessors are placed go in order of `priority`, lowest first.

    Tasks that may start on one day only go before all others.
    """
    waiting, profile = predecessors(network), Profile(network)
    fixed = [allowed is not None and len(allowed) == 1 for allowed in network.allowed] or [False] * network.size
    ready = [(not fixed[task], priority[task], task) for task in range(network.size) if waiting[task] == 0]
    heapq.heapify(ready)
    earliest, starts = [0] * network.size, [0] * network.size
    durations = network.durations.tolist()
    while ready:
        task = heapq.heappop(ready)[2]
        starts[task] = start = profile.earliest(task, earliest[task])
        profile.put(task, start)
        for after in network.successors[task]:
            earliest[after] = max(earliest[after], start + durations[task])
            waiting[after] -= 1
            if waiting[after] == 0:
                heapq.heappush(ready, (not fixed[after], priority[after], after))
    return starts


def predecessors(network: Network) -> list[int]:
    """How many tasks each one waits for."""
    count = [0] * network.size
    for successors in network.successors:
        for task in successors:
            count[task] += 1
    return count


def tighten(network: Network, starts: Sequence[int]) -> list[int]:
    """The schedule with each task moved as late as its home's next task and its crew allow; last tasks stay.

    Homes then wait less between their trades, and the whole is no longer. Latest homes first, so that they make room.
    """
    moved, profile = list(starts), Profile(network)
    for task, start in enumerate(moved):
        profile.put(task, start)
    for task in sorted(range(network.size), key=lambda one: (-moved[one], -one)):
        after = network.successors[task]
        if not after:
            continue
        profile.put(task, moved[task], sign=-1)
        moved[task] = profile.latest(task, min(moved[one] for one in after), moved[task])
        profile.put(task, moved[task])
    return moved
