"""A first schedule at once: serial generation by latest start (Kolisch, 1996), forwards and backwards."""

from collections.abc import Sequence

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.planning.network import Ints, Network, heads_and_tails, order


def greedy_starts(network: Network) -> list[int]:
    """Starts of a feasible schedule; the best of three priority rules, each improved by a backward and forward pass.

    Raises:
        ValueError: a task needs more of a resource than there is.
        RehabError: a task finds no place among the starts it may have.
    """
    if (network.demands > network.capacities).any():
        raise ValueError("a task needs more of a resource than there is")
    heads, tails = heads_and_tails(network)
    rules = (-(tails + network.durations), -tails, -(tails + network.durations) * 2 + heads)
    best: list[int] | None = None
    for rule in rules:
        starts = _improved(network, _serial(network, rule))
        if best is None or _length(network, starts) < _length(network, best):
            best = starts
    return best or []


def _improved(network: Network, starts: list[int]) -> list[int]:
    """Pack to the right, then to the left, until nothing shortens (Valls, Ballestín, Quintanilla, 2005).

    Tasks bound to certain starts cannot be packed to the right: such a schedule stays as it is.
    """
    if any(allowed is not None for allowed in network.allowed):
        return starts
    backwards = _reversed(network)
    while True:
        length = _length(network, starts)
        ends = np.array(starts) + network.durations
        mirrored = _serial(backwards, length - ends)
        again = np.array(mirrored) + network.durations
        better = _serial(network, again.max(initial=0) - again)
        if _length(network, better) >= length:
            return starts
        starts = better


def _length(network: Network, starts: Sequence[int]) -> int:
    return int((np.array(starts, dtype=np.int64) + network.durations).max(initial=0))


def _reversed(network: Network) -> Network:
    before: list[list[int]] = [[] for _ in range(network.size)]
    for task, successors in enumerate(network.successors):
        for after in successors:
            before[after].append(task)
    return Network(network.durations, network.demands, network.capacities, tuple(map(tuple, before)))


def _serial(network: Network, priority: Ints) -> list[int]:
    """Place tasks one after another, each as early as precedence and resources allow.

    Tasks that may start on one day only come first, then those of lowest `priority`.
    """
    order(network)
    waiting = np.zeros(network.size, dtype=np.int64)
    for successors in network.successors:
        for task in successors:
            waiting[task] += 1
    ahead = [len(allowed) if allowed is not None and len(allowed) == 1 else 2 for allowed in network.allowed]
    ready = {task for task in range(network.size) if waiting[task] == 0}
    latest = max((max(allowed, default=0) for allowed in network.allowed if allowed is not None), default=0)
    horizon = int(network.durations.sum()) + latest + 1
    bound = [None if allowed is None else np.array(sorted(allowed)) for allowed in network.allowed]
    free = np.repeat(network.capacities[:, None], horizon, axis=1)
    earliest = np.zeros(network.size, dtype=np.int64)
    starts = [0] * network.size
    while ready:
        task = min(ready, key=lambda one: (ahead[one] if ahead else 2, priority[one], one))
        ready.remove(task)
        duration = int(network.durations[task])
        start = _place(free, int(earliest[task]), duration, network.demands[task], bound[task] if bound else None)
        starts[task] = start
        free[:, start : start + duration] -= network.demands[task][:, None]
        for after in network.successors[task]:
            earliest[after] = max(earliest[after], start + duration)
            waiting[after] -= 1
            if waiting[after] == 0:
                ready.add(after)
    return starts


def _place(free: Ints, earliest: int, duration: int, demand: Ints, allowed: Ints | None) -> int:
    """First start from `earliest`, among those allowed, at which the demand is free for the whole duration."""
    needed = demand > 0
    short = (free[needed, earliest:] < demand[needed][:, None]).any(axis=0)
    if allowed is None:
        candidates = np.arange(earliest, free.shape[1] - duration + 1)
    else:
        candidates = allowed[(allowed >= earliest) & (allowed + duration <= free.shape[1])]
    blocked = np.concatenate(([0], np.cumsum(short)))
    fits = blocked[candidates - earliest + duration] == blocked[candidates - earliest]
    if not fits.any():
        raise RehabError(
            _("No calendar fits."), remedy=_("Begin earlier or later, or add a crew to the trades that are short.")
        )
    return int(candidates[np.argmax(fits)])
