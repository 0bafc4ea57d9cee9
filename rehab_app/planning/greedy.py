"""First schedules at once: priority rules (Kolisch, 1996) and packing forwards and backwards."""

from collections.abc import Sequence

import numpy as np

from rehab_app.planning.network import Network, heads_and_tails
from rehab_app.planning.serial import serial, tighten


def greedy_starts(network: Network) -> list[int]:
    """Starts of a feasible schedule; the best of three priority rules, each improved by packing both ways.

    Raises:
        ValueError: a task needs more of a resource than there is, or tasks wait for one another in a circle.
        RehabError: a task finds no place among the starts it may have.
    """
    if (network.demands > network.capacities).any():
        raise ValueError("a task needs more of a resource than there is")
    heads, tails = heads_and_tails(network)
    chain = tails + network.durations
    rules = (-chain, -tails, heads - 2 * chain)
    found = (justified(network, serial(network, rule.tolist())) for rule in rules)
    return min(found, key=lambda starts: length(network, starts))


def home_by_home(network: Network) -> list[int]:
    """Starts when homes are served in the order in which their tasks stand, each without long waits.

    Raises: as `greedy_starts`.
    """
    rank: dict[int, int] = {}
    for home in network.owners:
        rank.setdefault(home, len(rank))
    heads, _tails = heads_and_tails(network)
    priority = [rank[home] * 1e6 + int(head) for home, head in zip(network.owners, heads, strict=True)]
    return tighten(network, serial(network, priority))


def justified(network: Network, starts: list[int]) -> list[int]:
    """Pack to the right, then to the left, until nothing shortens (Valls, Ballestín, Quintanilla, 2005).

    Tasks bound to certain starts cannot be packed to the right: such a schedule stays as it is.
    """
    if any(allowed is not None for allowed in network.allowed):
        return starts
    backwards = reversed_network(network)
    best = length(network, starts)
    while True:
        ends = np.array(starts) + network.durations
        mirrored = serial(backwards, (-ends).tolist())
        ends = np.array(mirrored) + network.durations
        better = serial(network, (-ends).tolist())
        if length(network, better) >= best:
            return starts
        starts, best = better, length(network, better)


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
