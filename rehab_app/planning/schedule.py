"""Schedules of a task network: the shortest, or the one that keeps homes open for the fewest days."""

import time
from dataclasses import dataclass

from rehab_app.planning.exact import Limits, Search, feasible
from rehab_app.planning.greedy import Packer, length
from rehab_app.planning.homes import cost, shortest_spans, spans
from rehab_app.planning.network import Impossible, Network, lower_bound
from rehab_app.planning.race import race
from rehab_app.planning.stays import shorten

_EXACT_TASKS = 150  # above, homes are placed anew a few at a time
_FIRST_SHARE = 0.3  # of the time, when homes matter: the shortest length and its bound


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
    """A schedule to begin from: by priority rules, else any that the constraints leave."""
    try:
        return packer.greedy()
    except Impossible:
        return feasible(packer.network, limits.part(_FIRST_SHARE))


def _fewest_days(packer: Packer, limits: Limits) -> tuple[list[int], int, bool]:
    """The schedule of least cost found, the bound of the length of any, and whether the cost is proven least."""
    network = packer.network
    known = homely = _first(packer, limits)
    try:
        homely = packer.home_by_home()
        known = min(known, homely, key=packer.length)
    except Impossible:
        pass  # what stays where it is stands in the way of this order only
    if network.size > _EXACT_TASKS:
        start = min(packer.plan.tightened(known), homely, key=lambda starts: cost(network, starts))
        found = packer.plan.tightened(shorten(network, start, limits))
        return found, lower_bound(network), False
    search = Search(network, known, packer.length(known), limits.part(_FIRST_SHARE))
    shortest = search.shortest(lower_bound(network))
    start = min(packer.plan.tightened(shortest.starts), homely, key=lambda starts: cost(network, starts))
    horizon = cost(network, start) // len(network.homes)
    search = Search(network, start, max(horizon, packer.length(start)), limits.part(1 - _FIRST_SHARE))
    best = search.fewest_days(len(network.homes))
    found = min(start, packer.plan.tightened(best.starts), key=lambda starts: cost(network, starts))
    return found, shortest.bound, best.proven
