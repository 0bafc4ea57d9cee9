"""A network of tasks that share resources: what the calendar solves, and what published instances describe."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _

Ints = NDArray[np.int64]


class Impossible(Exception):
    """It is proven that no schedule fits the starts that are allowed."""


class OutOfTime(RehabError):
    """The time was over before a schedule was found, or proven not to exist."""

    def __init__(self) -> None:
        super().__init__(_("No calendar was found in the time given."), remedy=_("Allow more time."))


class NoPlace(Exception):
    """Placed in this order, a task finds no place among the starts it may have; another order may have one."""

    def __init__(self, task: int) -> None:
        super().__init__(task)
        self.task = task


@dataclass(frozen=True, slots=True)
class Network:
    """Tasks 0 … n - 1 with whole durations.

    Attributes:
        durations: (n,) time units.
        demands: (n, resources) units taken while the task runs.
        capacities: (resources,) units that exist.
        successors: for each task, those that may start only when it has ended.
        allowed: for each task, the starts it may have; None when free. Empty when no task is bound.
        homes: tasks on site at each home; a task may be for several (a scaffold of a row). Empty when homes do not
            matter.
        groups: tasks of each group of homes that want to be served one after the other.
    """

    durations: Ints
    demands: Ints
    capacities: Ints
    successors: tuple[tuple[int, ...], ...]
    allowed: tuple[Sequence[int] | None, ...] = ()
    homes: tuple[tuple[int, ...], ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()

    @property
    def size(self) -> int:
        return len(self.durations)


def order(network: Network) -> list[int]:
    """Tasks so that each comes after those it waits for; ValueError when they wait for one another in a circle."""
    waiting = np.zeros(network.size, dtype=np.int64)
    for successors in network.successors:
        for task in successors:
            waiting[task] += 1
    ready = [task for task in range(network.size) if waiting[task] == 0]
    done: list[int] = []
    while ready:
        task = ready.pop()
        done.append(task)
        for after in network.successors[task]:
            waiting[after] -= 1
            if waiting[after] == 0:
                ready.append(after)
    if len(done) < network.size:
        raise ValueError("the tasks wait for one another in a circle")
    return done


def heads_and_tails(network: Network) -> tuple[Ints, Ints]:
    """Earliest start of each task, and time that must follow its end, by precedence alone."""
    sequence = order(network)
    heads = np.zeros(network.size, dtype=np.int64)
    tails = np.zeros(network.size, dtype=np.int64)
    for task in sequence:
        for after in network.successors[task]:
            heads[after] = max(heads[after], heads[task] + network.durations[task])
    for task in reversed(sequence):
        for after in network.successors[task]:
            tails[task] = max(tails[task], tails[after] + network.durations[after])
    return heads, tails
