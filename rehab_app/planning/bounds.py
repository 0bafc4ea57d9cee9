"""What no schedule of a network can beat: the longest chain, and the work of each resource.

Where two demands of three eighths leave a quarter idle, plain work per capacity says too little. Dual feasible
functions weigh demands so that whatever fits together still fits, but demands that waste room weigh more: Fekete and
Schepers (2001), "New classes of fast lower bounds for bin packing problems"; Carlier, Clautiaux and Moukrim (2007),
"New reduction procedures and lower bounds for the two-dimensional bin packing problem with fixed orientation".
"""

from collections.abc import Iterator

import numpy as np

from rehab_app.planning.network import Ints, Network, heads_and_tails

_SPLITS = 12  # a demand counts as whole parts of up to so many
_STEPS = 24  # thresholds looked at, among the demands of a resource
_KEPT = 3  # of the weighings of a resource, those of most work are looked at with heads and tails


def lower_bound(network: Network) -> int:
    """No schedule can be shorter: the longest chain, and for each resource, however its demands are weighed, the work
    of every set of tasks that starts no earlier than h and leaves at least q after it, h + work / capacity + q
    (Baptiste, Le Pape, Nuijten, 2001, §3)."""
    heads, tails = heads_and_tails(network)
    best = int((heads + network.durations + tails).max(initial=0))
    for resource, capacity in enumerate(network.capacities.tolist()):
        if capacity <= 0:
            continue
        demands = network.demands[:, resource]
        weighed = [(network.durations * weights, least) for weights, least in weighings(demands, capacity)]
        weighed.sort(key=lambda one: -int(one[0].sum()) / one[1])
        for work, least in weighed[:_KEPT]:
            used = work > 0
            if used.any():
                best = max(best, _energy_bound(heads[used], tails[used], work[used], least))
    return best


def weighings(demands: Ints, capacity: int) -> Iterator[tuple[Ints, int]]:
    """Weights of demands (same shape, whole) and the most that demands which fit into the capacity together can weigh.

    The first is the demand itself.
    """
    yield demands, capacity
    for parts in range(1, _SPLITS + 1):
        times = demands * (parts + 1)
        yield np.where(times % capacity == 0, demands * parts, times // capacity * capacity), parts * capacity
    smaller = np.unique(demands[(demands > 0) & (2 * demands <= capacity)])
    for step in smaller[:: len(smaller) // _STEPS + 1]:
        yield np.where(demands > capacity - step, capacity, np.where(demands < step, 0, demands)), capacity
        most = capacity // step
        large, half = 2 * (most - (capacity - demands) // step), 2 * (demands // step)
        yield np.select([2 * demands > capacity, 2 * demands == capacity], [large, most], half), 2 * int(most)


def _energy_bound(heads: Ints, tails: Ints, work: Ints, capacity: int) -> int:
    """Best h + ceil(work of tasks with head ≥ h and tail ≥ q / capacity) + q."""
    first, last = np.unique(heads), np.unique(tails)
    table = np.zeros((len(first), len(last)), dtype=np.int64)
    np.add.at(table, (np.searchsorted(first, heads), np.searchsorted(last, tails)), work)
    sums = table[::-1, ::-1].cumsum(axis=0).cumsum(axis=1)[::-1, ::-1]
    bounds = first[:, None] + -(-sums // capacity) + last[None, :]
    return int(np.where(sums > 0, bounds, 0).max())
