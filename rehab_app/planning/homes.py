"""How long homes stay open in a schedule."""

from collections.abc import Iterable, Sequence

from rehab_app.planning.greedy import length
from rehab_app.planning.network import Network, heads_and_tails

# A day more with the works in the house weighs as much as two days more until the last house is done.
STAY_WEIGHT = 2


def cost(network: Network, starts: Sequence[int]) -> int:
    """End of all works plus `STAY_WEIGHT` times the mean time on site of a home, all times the number of homes: a
    neighbourhood is not finished a day earlier by keeping each house open for months. A group counts like a home."""
    stays = spans(network, starts) + sum(_spans(network, network.groups, starts))
    return length(network, starts) * len(network.homes) + STAY_WEIGHT * stays


def spans(network: Network, starts: Sequence[int]) -> int:
    """Time from first start to last end, summed over homes."""
    return sum(home_spans(network, starts))


def home_spans(network: Network, starts: Sequence[int]) -> list[int]:
    """Time from first start to last end, home by home."""
    return _spans(network, network.homes, starts)


def _spans(network: Network, sets: Iterable[Sequence[int]], starts: Sequence[int]) -> list[int]:
    ends = [start + duration for start, duration in zip(starts, network.durations.tolist(), strict=True)]
    return [max(ends[task] for task in tasks) - min(starts[task] for task in tasks) for tasks in sets]


def shortest_spans(network: Network) -> int:
    """Sum over homes of their longest chain of tasks: nobody is on site for less."""
    heads, tails = heads_and_tails(network)
    chains = heads + network.durations + tails
    return sum(max(int(chains[task]) for task in tasks) for tasks in network.homes)
