"""How long homes stay open in a schedule."""

from collections.abc import Sequence

from rehab_app.planning.greedy import length
from rehab_app.planning.network import Network, heads_and_tails


def cost(network: Network, starts: Sequence[int]) -> int:
    """End of all works plus the mean time on site of a home, times the number of homes: a neighbourhood is not
    finished a day earlier by keeping each house open for months."""
    return length(network, starts) * len(tasks_by_home(network)) + spans(network, starts)


def tasks_by_home(network: Network) -> dict[int, list[int]]:
    """Tasks of each home; those without a home are left out."""
    homes: dict[int, list[int]] = {}
    for task, home in enumerate(network.owners):
        if home >= 0:
            homes.setdefault(home, []).append(task)
    return homes


def spans(network: Network, starts: Sequence[int]) -> int:
    """Time from first start to last end, summed over homes."""
    ends = [start + int(duration) for start, duration in zip(starts, network.durations, strict=True)]
    homes = tasks_by_home(network).values()
    return sum(max(ends[task] for task in tasks) - min(starts[task] for task in tasks) for tasks in homes)


def shortest_spans(network: Network) -> int:
    """Sum over homes of their longest chain of tasks: nobody is on site for less."""
    heads, tails = heads_and_tails(network)
    chains = heads + network.durations + tails
    return sum(max(int(chains[task]) for task in tasks) for tasks in tasks_by_home(network).values())
