"""Serial schedule generation: tasks placed one after another, each as early (or as late) as it fits.

What is free of all resources in one time unit is one integer: a field of bits for each resource, each under a guard bit
that a subtraction clears when the field is too small. One subtraction then tells whether a task fits.
"""

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rehab_app.planning.network import Network, NoPlace, order


class Plan:
    """A network laid out for fast placing; make one, use it for many schedules.

    Raises:
        ValueError: a task needs more of a resource than there is, or tasks wait for one another in a circle.
    """

    def __init__(self, network: Network) -> None:
        order(network)
        if (network.demands > network.capacities).any():
            raise ValueError("a task needs more of a resource than there is")
        self.network = network
        self.durations: list[int] = network.durations.tolist()
        self.successors = network.successors
        self.waiting = [0] * network.size
        for successors in network.successors:
            for task in successors:
                self.waiting[task] += 1
        self.allowed = [None if starts is None else sorted(starts) for starts in network.allowed] or [
            None
        ] * network.size
        self.fixed = [starts[0] if starts is not None and len(starts) == 1 else None for starts in self.allowed]
        self._bound = [task for task, only in enumerate(self.fixed) if only is not None]
        latest = max((starts[-1] for starts in self.allowed if starts), default=0)
        self.horizon = sum(self.durations) + latest + 1
        widths = [int(capacity).bit_length() + 1 for capacity in network.capacities]
        places = [sum(widths[:at]) for at in range(len(widths))]
        self.guard = sum(1 << (place + width - 1) for place, width in zip(places, widths, strict=True))
        self.empty = self.guard + sum(int(c) << place for c, place in zip(network.capacities, places, strict=True))
        self.needs = [
            sum(int(amount) << place for amount, place in zip(demand, places, strict=True))
            for demand in network.demands
        ]

    def serial(self, priority: Sequence[float]) -> list[int]:
        """Starts when tasks whose predecessors are placed go in order of `priority`, lowest first.

        Tasks that may start on one day only have their place before all others.

        Raises:
            NoPlace: a task finds no place among the starts it may have.
        """
        waiting, free = self.waiting.copy(), self._reserved()
        durations, needs, fixed = self.durations, self.needs, self.fixed
        ready = [(priority[task], task) for task, count in enumerate(waiting) if not count]
        heapq.heapify(ready)
        earliest, starts = [0] * len(durations), [0] * len(durations)
        while ready:
            task = heapq.heappop(ready)[1]
            if (only := fixed[task]) is not None:
                if only < earliest[task]:
                    raise NoPlace(task)
                self._take(free, task, only, -1)
                start = only
            else:
                start = self._earliest(free, task, earliest[task])
            starts[task], end, need = start, start + durations[task], needs[task]
            for moment in range(start, end):
                free[moment] -= need
            for after in self.successors[task]:
                if earliest[after] < end:
                    earliest[after] = end
                waiting[after] -= 1
                if not waiting[after]:
                    heapq.heappush(ready, (priority[after], after))
        return starts

    def _reserved(self) -> list[int]:
        """What is free when only tasks that may start on one day are placed."""
        free = [self.empty] * self.horizon
        for task in self._bound:
            only = self.fixed[task]
            assert only is not None
            if self._earliest_free(free, task, only) != only:
                raise NoPlace(task)
            self._take(free, task, only, 1)
        return free

    def tightened(self, starts: Sequence[int]) -> list[int]:
        """The schedule with each task moved as late as its successors and its crew allow; last tasks stay.

        Homes then wait less between their trades, and the whole is no longer. The latest go first and make room.
        """
        moved, free = list(starts), [self.empty] * self.horizon
        for task, start in enumerate(moved):
            self._take(free, task, start, 1)
        for task in sorted(range(len(moved)), key=lambda one: (-moved[one], -one)):
            after = self.successors[task]
            if after:
                self._take(free, task, moved[task], -1)
                moved[task] = self._latest(free, task, min(moved[one] for one in after), moved[task])
                self._take(free, task, moved[task], 1)
        return moved

    def _take(self, free: list[int], task: int, start: int, sign: int) -> None:
        need = sign * self.needs[task]
        for moment in range(start, start + self.durations[task]):
            free[moment] -= need

    def _earliest(self, free: list[int], task: int, start: int) -> int:
        """First start from `start` on at which the task fits."""
        allowed = self.allowed[task]
        if allowed is None:
            return self._earliest_free(free, task, start)
        while True:
            at = bisect_left(allowed, start)
            if at == len(allowed):
                raise NoPlace(task)
            start = self._earliest_free(free, task, allowed[at])
            if start == allowed[at]:
                return start

    def _earliest_free(self, free: list[int], task: int, start: int) -> int:
        """First start from `start` on at which resources are free for the task."""
        duration, need, guard = self.durations[task], self.needs[task], self.guard
        while True:
            for moment in range(start + duration - 1, start - 1, -1):
                if (free[moment] - need) & guard != guard:
                    start = moment + 1
                    break
            else:
                return start

    def _latest(self, free: list[int], task: int, before: int, not_before: int) -> int:
        """Last start from `not_before` on at which the task fits and ends at `before` or earlier; else `not_before`."""
        duration, need, guard, allowed = self.durations[task], self.needs[task], self.guard, self.allowed[task]
        start = before - duration
        while start > not_before:
            if allowed is not None:
                start = allowed[bisect_right(allowed, start) - 1]
            for moment in range(start, start + duration):
                if (free[moment] - need) & guard != guard:
                    start = moment - duration
                    break
            else:
                break
        return max(start, not_before)
