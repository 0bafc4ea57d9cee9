"""Shorter schedules by crossing good ones: a hybrid genetic search over the order in which tasks are placed.

Children take the order of one parent with a stretch of the other's, a few tasks shaken, are placed serially and packed
both ways, after Valls, Ballestín and Quintanilla (2008), "A hybrid genetic algorithm for the resource-constrained
project scheduling problem". A family that no child improves any more makes room for a new one. Same seed and number of
generations, same result.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.planning.batch import Batch
from rehab_app.planning.network import Ints, Network, heads_and_tails

# Large networks see fewer generations in the same time: smaller families.
_FAMILY_TASKS, _FAMILY_LEAST, _FAMILY_MOST = 60_000, 40, 300
_CHILDREN_TASKS, _CHILDREN_LEAST, _CHILDREN_MOST = 120_000, 80, 500
# Share of a child's tasks that lose their place, and by how much of the whole order at most. A family of few tasks is
# soon alike: it is shaken more.
_SHAKEN, _SHIFT = 0.1, 0.3
_SMALL, _SHAKEN_SMALL = 50, 0.25
# Generations without a shorter or newer member after which a family makes room.
_PATIENCE = 6
_ROOM = 1.6  # of the length known: no useful schedule is longer


@dataclass(frozen=True, slots=True)
class Effort:
    """When to stop: at this length, after these seconds, or when told."""

    target: int
    seconds: float
    stopped: Callable[[], bool] = lambda: False


class Family:
    """Good schedules of one network, and their children.

    Attributes:
        best: starts of the shortest ever seen, by task of the network; length: its end.
        settled: True when no child of the last generations was shorter than a member.
    """

    def __init__(self, network: Network, known: Sequence[int], seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        self.best = list(known)
        self.length = int((np.array(known) + network.durations).max(initial=0))
        self._batch = Batch(network, int(_ROOM * self.length) + 1)
        self._most = _within(_FAMILY_TASKS // max(network.size, 1), _FAMILY_LEAST, _FAMILY_MOST)
        self._children = _within(_CHILDREN_TASKS // max(network.size, 1), _CHILDREN_LEAST, _CHILDREN_MOST)
        self._shaken = _SHAKEN_SMALL if network.size < _SMALL else _SHAKEN
        _heads, tails = heads_and_tails(network)
        self._chains: Ints = (tails + network.durations)[self._batch.task]
        self._starts: Ints = np.empty((0, network.size), dtype=np.int64)
        self._lengths: Ints = np.empty(0, dtype=np.int64)
        self._still = 0
        self.welcome(known)

    @property
    def settled(self) -> bool:
        return self._still >= _PATIENCE

    def welcome(self, starts: Sequence[int]) -> None:
        """Let a schedule found elsewhere join."""
        self._join(np.array(starts, dtype=np.int64)[self._batch.task][None])

    def found(self) -> None:
        """A new family: tasks with long chains behind them early, with much chance."""
        keys = -self._chains * self._chance.uniform(0.6, 1.0, (self._children, self._batch.size))
        self._starts, self._lengths, self._still = self._starts[:0], self._lengths[:0], 0
        self._join(self._batch.placed(self._batch.orders(keys)))

    def generation(self) -> None:
        """One generation of children, of whom the shortest stay."""
        ranks = self._ranks()
        mothers, fathers = ranks[self._parents()], ranks[self._parents()]
        keys = _crossed(mothers, fathers, self._chance).astype(np.float64)
        shaken = self._chance.random(keys.shape) < self._shaken
        keys += shaken * self._chance.uniform(-_SHIFT, _SHIFT, keys.shape) * self._batch.size
        before = self._lengths.sum()
        self._join(self._batch.placed(self._batch.orders(keys)))
        self._still = 0 if self._lengths.sum() < before else self._still + 1

    def _parents(self) -> Ints:
        """The shorter of two members, for each child."""
        pairs = self._chance.integers(0, len(self._starts), (2, self._children))
        shorter: Ints = np.where(self._lengths[pairs[0]] <= self._lengths[pairs[1]], pairs[0], pairs[1])
        return shorter

    def _ranks(self) -> Ints:
        """Place of each task in the order of each member."""
        orders = np.argsort(self._starts, axis=1, kind="stable")
        return _inverse(orders)

    def _join(self, children: Ints) -> None:
        """Members and children that differ, the shortest of them, of equals some by chance."""
        starts = np.unique(np.concatenate([self._starts, children]), axis=0)
        lengths = self._batch.lengths(starts)
        kept = np.lexsort((self._chance.random(len(starts)), lengths))[: self._most]
        self._starts, self._lengths = starts[kept], lengths[kept]
        if self._lengths[0] < self.length:
            self.length = int(self._lengths[0])
            best = np.empty(self._batch.size, dtype=np.int64)
            best[self._batch.task] = self._starts[0]
            self.best = best.tolist()


def evolve(
    network: Network,
    known: list[int],
    effort: Effort,
    seed: int,
    tell: Callable[[list[int]], None] = lambda starts: None,
    hear: Callable[[], list[int] | None] = lambda: None,
) -> list[int]:
    """The shortest schedule found, never longer than the one known.

    Args:
        network: one that `Batch.suits`.
        known: a schedule to begin from.
        effort: when to stop.
        seed: of the choices made by chance.
        tell: is given each schedule that is shorter than all before.
        hear: gives the shortest schedule known elsewhere, which joins the family.
    """
    until = time.monotonic() + effort.seconds
    family = Family(network, known, seed)
    began, told = time.monotonic(), family.length
    family.found()
    while True:
        if family.length < told:
            told = family.length
            tell(family.best)
        now = time.monotonic()
        # A generation that would end after the time is not begun.
        if family.length <= effort.target or 2 * now - began > until or effort.stopped():
            return family.best
        began = now
        if family.settled:
            family.found()
            continue
        elsewhere = hear()
        if elsewhere is not None and int((np.array(elsewhere) + network.durations).max(initial=0)) < family.length:
            family.welcome(elsewhere)
            told = family.length
        family.generation()


def _within(value: int, least: int, most: int) -> int:
    return min(max(value, least), most)


def _inverse(orders: Ints) -> Ints:
    """(rows, tasks) place of each task in its order."""
    ranks = np.empty_like(orders)
    np.put_along_axis(ranks, orders, np.broadcast_to(np.arange(orders.shape[1]), orders.shape), axis=1)
    return ranks


def _crossed(mothers: Ints, fathers: Ints, chance: np.random.Generator) -> NDArray[np.int64]:
    """Ranks of children: the mother's order with a stretch in the order of the father, cut at two points by chance."""
    size = mothers.shape[1]
    first, last = np.sort(chance.integers(0, size + 1, (2, len(mothers), 1)), axis=0)
    head = mothers < first
    rest = _inverse(np.argsort(np.where(head, 2 * size, fathers), axis=1))
    middle = ~head & (rest < last - first)
    keys = np.where(head, mothers, np.where(middle, size + fathers, 2 * size + mothers))
    return _inverse(np.argsort(keys, axis=1))
