"""Schedules of a task network: the shortest, or the one that keeps homes open for the fewest days."""

import time
from dataclasses import dataclass, replace

from rehab_app.planning.batch import Batch
from rehab_app.planning.bounds import lower_bound
from rehab_app.planning.evolve import Family
from rehab_app.planning.exact import SEED, Found, Limits, Search, feasible
from rehab_app.planning.greedy import Packer, length
from rehab_app.planning.homes import cost, shortest_spans, spans
from rehab_app.planning.network import Network, NoPlace, heads_and_tails
from rehab_app.planning.race import race
from rehab_app.planning.stays import shorten

_EXACT_TASKS = 150  # above, homes are placed anew a few at a time
_FIRST_SHARE = 0.3  # of the time, when homes matter: the shortest length and its bound
_LONGER = 1.01  # factor by which the whole may be longer than the shortest found, for shorter stays in homes
_GENERATIONS = 12  # of crossing before that: a fixed number, so that the result does not depend on the machine


@dataclass(frozen=True, slots=True)
class Schedule:
    """Starts of all tasks.

    Attributes:
        starts: time unit in which each task starts.
        makespan: end of the last task; bound: no schedule ends earlier.
        home_spans: sum over homes of the time from first start to last end; home_bound: no schedule has less (both 0
            when homes do not matter).
        proven: True when nothing better exists by the measure of `solve`.
        seconds: time taken.
    """

    starts: tuple[int, ...]
    makespan: int
    bound: int
    home_spans: int
    home_bound: int
    proven: bool
    seconds: float


def solve(network: Network, limits: Limits) -> Schedule:
    """The shortest schedule found; when tasks have homes, the one of least `homes.cost`.

    Raises:
        Impossible: no schedule fits the starts that are allowed.
        OutOfTime: none was found, and it is not known whether there is one.
        ValueError: a task needs more of a resource than there is, or tasks wait for one another in a circle.
    """
    began = time.monotonic()
    packer = Packer(network)
    if network.homes:
        found, bound, proven = _fewest_days(packer, limits)
    else:
        known = packer.greedy()
        best = race(packer, known, limits.less(time.monotonic() - began))
        found, bound, proven = best.starts, best.bound, best.proven
    return Schedule(
        starts=tuple(found),
        makespan=length(network, found),
        bound=bound,
        home_spans=spans(network, found),
        home_bound=shortest_spans(network),
        proven=proven,
        seconds=time.monotonic() - began,
    )


def _first(packer: Packer, limits: Limits) -> list[int]:
    """A schedule to begin from: by priority rules and repair, else any that the constraints leave."""
    try:
        return packer.greedy()
    except NoPlace:
        return feasible(packer.network, limits.part(_FIRST_SHARE))


def _fewest_days(packer: Packer, limits: Limits) -> tuple[list[int], int, bool]:
    """The schedule of least cost found, the bound of the length of any, and whether the cost is proven least."""
    network = packer.network
    known = homely = _first(packer, limits)
    try:
        homely = packer.home_by_home()
        known = min(known, homely, key=packer.length)
    except NoPlace:
        pass  # what stays where it is stands in the way of this order only
    least = lower_bound(network)
    known = _crossed(network, known, least)
    if network.size > _EXACT_TASKS:
        longest = max(int(length(network, known) * _LONGER), least)
        start = _homelier(packer, known, homely, longest)
        found = packer.plan.tightened(shorten(network, start, limits, longest))
        return found, least, False
    shortest = Found(known, least, length(network, known) == least)
    if not shortest.proven:
        shortest = Search(network, known, length(network, known), limits.part(_FIRST_SHARE)).shortest(least)
    longest = int(length(network, shortest.starts) * _LONGER)
    start = _homelier(packer, shortest.starts, homely, longest)
    best = Search(network, start, longest, limits.part(1 - _FIRST_SHARE)).fewest_days(len(network.homes))
    found = min(start, packer.plan.tightened(best.starts), key=lambda starts: cost(network, starts))
    return found, shortest.bound, best.proven


def _homelier(packer: Packer, short: list[int], homely: list[int], longest: int) -> list[int]:
    """Of a short schedule and one that serves home by home, the one of less cost that is no longer than allowed."""
    network = packer.network
    known = [packer.plan.tightened(short), *([homely] if length(network, homely) <= longest else [])]
    return min(known, key=lambda starts: cost(network, starts))


def _crossed(network: Network, known: list[int], least: int) -> list[int]:
    """A schedule made shorter by some generations of crossing, where no task is bound to days before its end."""
    heads, _tails = heads_and_tails(network)
    end = length(network, known)
    days = network.allowed or (None,) * network.size
    loose = tuple(
        None if starts is None or set(range(int(head), end)) <= set(starts) else starts
        for starts, head in zip(days, heads, strict=True)
    )
    free = replace(network, allowed=loose)
    if not Batch.suits(free):
        return known
    family = Family(free, known, SEED)
    for generation in range(_GENERATIONS):
        if family.length <= least:
            break
        if generation and not family.settled:
            family.generation()
        else:
            family.found()
    return family.best
