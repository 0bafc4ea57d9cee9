"""First schedules at once: priority rules (Kolisch, 1996) and packing forwards and backwards."""

from collections.abc import Sequence

import numpy as np

from rehab_app.planning.network import Ints, Network, NoPlace, heads_and_tails, order
from rehab_app.planning.serial import Plan

_ROUNDS = 60  # in which tasks that find no place are moved to the front


class Packer:
    """Makes and shortens schedules of one network.

    Raises:
        ValueError: a task needs more of a resource than there is, or tasks wait for one another in a circle.
    """

    def __init__(self, network: Network) -> None:
        self.plan = Plan(network)
        self.network = network
        # Tasks bound to certain starts cannot be packed to the right: such schedules stay as they are.
        self._free = all(starts is None for starts in network.allowed)
        self._backwards = Plan(reversed_network(network)) if self._free else self.plan

    def greedy(self) -> list[int]:
        """The shortest schedule of three priority rules, packed both ways until nothing shortens; where none of them
        leaves each task a place, one that `repaired` finds.

        Raises:
            NoPlace: a task finds no place among the starts it may have.
        """
        heads, tails = heads_and_tails(self.network)
        chain = tails + self.network.durations
        rules = (-chain, -tails, heads - 2 * chain)
        found = []
        for rule in rules:
            try:
                found.append(self.shortened(self.plan.serial(rule.tolist())))
            except NoPlace:
                continue
        return min(found, key=self.length) if found else self.repaired()

    def repaired(self) -> list[int]:
        """A schedule by latest starts; a task that found no place goes earlier in the next round, with all that it
        waits for (squeaky wheel: Joslin and Clements, 1999).

        Raises:
            NoPlace: a task finds no place among the starts it may have, after all rounds.
        """
        latest = self._latest_starts()
        step = max(int(self.network.durations.max(initial=1)), 1)
        for _round in range(_ROUNDS):
            try:
                return self.shortened(self.plan.serial(latest.tolist()))
            except NoPlace as error:
                latest[self._waited_for(error.task)] -= step
        return self.shortened(self.plan.serial(latest.tolist()))

    def _latest_starts(self) -> Ints:
        """Last start of each task that its own days, and those of all that wait for it, leave."""
        network, free = self.network, self.plan.horizon
        latest = np.full(network.size, free, dtype=np.int64)
        for task in reversed(order(network)):
            allowed = self.plan.allowed[task]
            if allowed:
                latest[task] = allowed[-1]
            for after in network.successors[task]:
                latest[task] = min(latest[task], latest[after] - network.durations[task])
        return latest

    def _waited_for(self, task: int) -> list[int]:
        """The task and all that come before it."""
        before = reversed_network(self.network).successors
        found, open_ = {task}, [task]
        while open_:
            for one in before[open_.pop()]:
                if one not in found:
                    found.add(one)
                    open_.append(one)
        return sorted(found)

    def home_by_home(self) -> list[int]:
        """A schedule that serves homes one after the other, each without long waits.

        Raises:
            NoPlace: a task finds no place among the starts it may have.
        """
        rank = [0] * self.network.size
        for place, tasks in reversed(list(enumerate(self.network.homes, start=1))):
            for task in tasks:
                rank[task] = place
        heads, _tails = heads_and_tails(self.network)
        width = int(heads.max(initial=0)) + 1
        priority = [place * width + int(head) for place, head in zip(rank, heads, strict=True)]
        return self.plan.tightened(self.plan.serial(priority))

    def packed(self, starts: Sequence[int]) -> list[int]:
        """The schedule packed to the right, then to the left; never longer (Valls, Ballestín, Quintanilla, 2005)."""
        if not self._free:
            return list(starts)
        durations = self.plan.durations
        for plan in (self._backwards, self.plan):
            starts = plan.serial([-start - length for start, length in zip(starts, durations, strict=True)])
        return list(starts)

    def shortened(self, starts: list[int]) -> list[int]:
        """Packed until nothing shortens."""
        while self.length(better := self.packed(starts)) < self.length(starts):
            starts = better
        return starts

    def length(self, starts: Sequence[int]) -> int:
        """End of the last task."""
        return length(self.network, starts)


def length(network: Network, starts: Sequence[int]) -> int:
    """End of the last task."""
    return int((np.array(starts, dtype=np.int64) + network.durations).max(initial=0))


def reversed_network(network: Network) -> Network:
    """The same tasks with time running backwards."""
    before: list[list[int]] = [[] for _ in range(network.size)]
    for task, successors in enumerate(network.successors):
        for after in successors:
            before[after].append(task)
    return Network(network.durations, network.demands, network.capacities, tuple(map(tuple, before)))
