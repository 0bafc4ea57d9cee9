"""Many schedules of one network at once, in columns: each task placed as early as it fits, in the order of each row.

As in `serial.py`, all that is free in one time unit is one integer with a guard bit above each resource. The units
after the earliest start of a task are compared with its need at once; the answers are the bits of a word, in which
shifts find the first run as long as the task. Some hundreds of orders are placed ten times quicker than one by one.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from rehab_app.planning.network import Ints, Network, order

_WINDOW = 64  # time units looked at together: the bits of a word
_ONE = np.uint64(1)
Words = NDArray[np.uint64]
Cells = NDArray[Any]  # int32 or int64, whichever holds the bits of all resources


class Batch:
    """A network laid out for placing many orders at once. Tasks are numbered anew, each after those it waits for.

    Attributes:
        size: tasks.
        task: (tasks,) the number in the network of each task here.
        durations: (tasks,) time units.
        room: time units within which a schedule must end; one that is longer is lost and its starts mean nothing.
    """

    def __init__(self, network: Network, room: int) -> None:
        sequence = order(network)
        place = {task: at for at, task in enumerate(sequence)}
        self.size, self.room = network.size, room
        self.task = np.array(sequence, dtype=np.int64)
        self.durations = network.durations[self.task]
        widths = [int(capacity).bit_length() + 1 for capacity in network.capacities]
        kind = np.int32 if sum(widths) < np.iinfo(np.int32).bits else np.int64
        shifts = np.cumsum([0, *widths], dtype=np.int64)
        self._guard = kind((np.int64(1) << (shifts[1:] - 1)).sum())
        self._empty = self._guard + kind((network.capacities << shifts[:-1]).sum())
        # What takes no time takes nothing.
        demands = network.demands * (network.durations > 0)[:, None]
        self._needs: Cells = (demands << shifts[:-1]).sum(axis=1)[self.task].astype(kind)
        runs = np.where(self._needs > 0, self.durations, 0)
        self._longest = int(max(runs.max(initial=1), 1))
        self._taken: Cells = np.where(np.arange(self._longest) < runs[:, None], self._needs[:, None], 0).astype(kind)
        self._halvings = _halvings(runs)
        after = [[place[one] for one in network.successors[task]] for task in sequence]
        self._after = _columns(after)
        self._before = _columns(_reversed(after))

    @staticmethod
    def suits(network: Network) -> bool:
        """Whether the network can be laid out so: no task bound to days, all resources in the bits of an integer."""
        bits = sum(int(capacity).bit_length() + 1 for capacity in network.capacities)
        longest = int(network.durations[network.demands.any(axis=1)].max(initial=0))
        return all(starts is None for starts in network.allowed) and bits < np.iinfo(np.int64).bits > 2 * longest

    def lengths(self, starts: Ints) -> Ints:
        """(rows,) end of the last task of each schedule."""
        found: Ints = (starts + self.durations).max(axis=1)
        return found

    def orders(self, keys: NDArray[np.float64]) -> Ints:
        """(rows, tasks) tasks by their key, lowest first, but none before a task it waits for."""
        keys = np.concatenate([keys, np.full((len(keys), 1), -np.inf)], axis=1)
        for task, earlier in enumerate(self._before):
            for one in earlier:
                if one < self.size:
                    np.maximum(keys[:, task], keys[:, one], out=keys[:, task])
        return np.argsort(keys[:, :-1], axis=1, kind="stable")

    def placed(self, orders: Ints) -> Ints:
        """(rows, tasks) starts when tasks are placed in these orders, packed to the right and then to the left."""
        return self.packed(self._serial(orders, self._before))

    def packed(self, starts: Ints) -> Ints:
        """Schedules packed to the right, then to the left; none longer (Valls, Ballestín, Quintanilla, 2005)."""
        backwards = self._serial(self._by(starts, backwards=True), self._after)
        return self._serial(self._by(backwards, backwards=False), self._before)

    def _by(self, starts: Ints, backwards: bool) -> Ints:
        """Orders by the end of each task, last first; of those that end together the one that others wait for goes last
        when time runs backwards."""
        ends = starts + self.durations
        number = np.arange(self.size)
        keys: Ints = (ends.max() - ends) * self.size + (number[::-1] if backwards else number)
        keys.sort(axis=1)
        keys %= self.size
        return self.size - 1 - keys if backwards else keys

    def _serial(self, orders: Ints, before: Ints) -> Ints:
        """Starts when tasks are placed in these orders; `before`: what each waits for."""
        rows, size = orders.shape
        width = self.room + _WINDOW + self._longest
        free = np.full(rows * width, self._empty)
        ahead = sliding_window_view(free, _WINDOW)
        taken = sliding_window_view(free, self._longest, writeable=True)
        base, first = np.arange(rows) * width, np.arange(rows) * (size + 1)
        starts, ends = np.zeros((2, rows * (size + 1)), dtype=np.int64)
        for task in np.ascontiguousarray(orders.T):
            waited = before[task]
            earliest = ends[first + waited[:, 0]]
            for column in range(1, int((waited < size).any(axis=0).sum())):
                np.maximum(earliest, ends[first + waited[:, column]], out=earliest)
            start = self._fitting(ahead, base, earliest, task)
            taken[base + np.minimum(start, self.room)] -= self._taken[task]
            starts[first + task] = start
            ends[first + task] = start + self.durations[task]
        found: Ints = starts.reshape(rows, size + 1)[:, :size]
        return found

    def _fitting(self, ahead: Cells, base: Ints, earliest: Ints, task: Ints) -> Ints:
        """First start of each row's task from its earliest on; beyond the room where it does not fit before."""
        found = self._bits(ahead, base, earliest, task)
        start: Ints = earliest + np.bitwise_count((found & -found) - _ONE)
        left = np.flatnonzero(found == 0)
        while len(left):
            earliest[left] += _WINDOW - self._longest + 1
            found = self._bits(ahead, base[left], earliest[left], task[left])
            start[left] = earliest[left] + np.bitwise_count((found & -found) - _ONE)
            left = left[(found == 0) & (earliest[left] <= self.room)]
        return start

    def _bits(self, ahead: Cells, base: Ints, earliest: Ints, task: Ints) -> Words:
        """Of each row a word whose bit t is set when the task can start t units after its earliest start."""
        free = ahead[base + np.minimum(earliest, self.room)]
        free -= self._needs[task][:, None]
        free &= self._guard
        found: Words = np.packbits(free == self._guard, axis=1, bitorder="little").view(np.uint64)[:, 0]
        for shift in self._halvings:
            found &= found >> shift[task]
        return found


def _halvings(runs: Ints) -> list[Words]:
    """Shifts that leave, one after the other, the bits at which as many ones begin as the task has units."""
    found, left, step = [], np.maximum(runs - 1, 0), 1
    while left.any():
        shift = np.minimum(left, step)
        found.append(shift.astype(np.uint64))
        left, step = left - shift, 2 * step
    return found


def _reversed(after: Sequence[Sequence[int]]) -> list[list[int]]:
    before: list[list[int]] = [[] for _task in after]
    for task, later in enumerate(after):
        for one in later:
            before[one].append(task)
    return before


def _columns(lists: Sequence[Sequence[int]]) -> Ints:
    """(tasks, most) the lists side by side, filled up with the number after the last task."""
    found = np.full((len(lists), max([1, *map(len, lists)])), len(lists), dtype=np.int64)
    for at, some in enumerate(lists):
        found[at, : len(some)] = some
    return found
