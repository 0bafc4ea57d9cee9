"""Shorter schedules by crossing good ones: a hybrid genetic search over the order in which tasks are placed.

Children take the order of one parent with a stretch of the other's, are placed serially and packed both ways, after
Valls, Ballestín and Quintanilla (2008), "A hybrid genetic algorithm for the resource-constrained project scheduling
problem". Same seed and number of children, same result.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rehab_app.planning.greedy import Packer
from rehab_app.planning.network import heads_and_tails

# Large networks see fewer generations in the same time: a smaller family, parents chosen for their length.
_FAMILY_TASKS, _SMALLEST, _LARGEST = 6_000, 30, 100
_MANY_TASKS = 200
# Tasks of a child that lose their place, and by how much of the whole order at most.
_SHAKEN_TASKS, _SHAKEN_MOST, _SHIFT = 8, 0.15, 0.1

Member = tuple[int, list[int]]


@dataclass(frozen=True, slots=True)
class Effort:
    """When to stop: at this length, after these seconds, or when told."""

    target: int
    seconds: float
    stopped: Callable[[], bool] = lambda: False


def evolve(
    packer: Packer,
    known: list[int],
    effort: Effort,
    seed: int,
    tell: Callable[[list[int]], None] = lambda starts: None,
    hear: Callable[[], list[int] | None] = lambda: None,
) -> list[int]:
    """The shortest schedule found, never longer than the one known.

    Args:
        packer: places the tasks.
        known: a schedule to begin from.
        effort: when to stop.
        seed: of the choices made by chance.
        tell: is given each schedule that is shorter than all before.
        hear: gives the shortest schedule known elsewhere, which joins the family.
    """
    chance = random.Random(seed)
    until = time.monotonic() + effort.seconds
    best = known

    def goes_on() -> bool:
        return packer.length(best) > effort.target and time.monotonic() < until and not effort.stopped()

    family: list[Member] = [(packer.length(known), known)]
    chain = _chains(packer)
    size = min(max(_FAMILY_TASKS // max(packer.network.size, 1), _SMALLEST), _LARGEST)
    while goes_on():
        if len(family) < size:
            starts = packer.packed(packer.plan.serial([-length * chance.uniform(0.6, 1.0) for length in chain]))
            family.append((packer.length(starts), starts))
        else:
            starts = _child(packer, family, chance)
            _join(family, (packer.length(starts), starts))
        if packer.length(starts) < packer.length(best):
            best = starts
            tell(best)
        elsewhere = hear()
        if elsewhere is not None and packer.length(elsewhere) < packer.length(best):
            best = elsewhere
            _join(family, (packer.length(best), best))
    return best


def _chains(packer: Packer) -> list[int]:
    """Longest chain from the start of each task on."""
    _heads, tails = heads_and_tails(packer.network)
    chain: list[int] = (tails + packer.network.durations).tolist()
    return chain


def _join(family: list[Member], child: Member) -> None:
    """The child takes the place of the longest member when it is no longer and not there already."""
    worst = max(range(len(family)), key=lambda at: family[at][0])
    if child[0] <= family[worst][0] and child not in family:
        family[worst] = child


def _child(packer: Packer, family: Sequence[Member], chance: random.Random) -> list[int]:
    """A stretch of the father's order inside the mother's, a few tasks shaken, placed and packed."""
    size = packer.network.size
    pick = 2 if size > _MANY_TASKS else 1
    mother, father = (_order(min(chance.sample(family, pick))[1]) for _parent in range(2))
    first, last = sorted((chance.randrange(size + 1), chance.randrange(size + 1)))
    kept = mother[:first]
    seen = set(kept)
    stretch = [task for task in father if task not in seen][: last - first]
    seen.update(stretch)
    order = kept + stretch + [task for task in mother if task not in seen]
    priority = [0.0] * size
    share = min(_SHAKEN_TASKS / size, _SHAKEN_MOST)
    for place, task in enumerate(order):
        shift = chance.uniform(-_SHIFT, _SHIFT) * size if chance.random() < share else 0.0
        priority[task] = place + shift
    return packer.packed(packer.plan.serial(priority))


def _order(starts: Sequence[int]) -> list[int]:
    return sorted(range(len(starts)), key=starts.__getitem__)
