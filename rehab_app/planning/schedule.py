"""Shortest schedules of a task network by constraint programming (OR-Tools CP-SAT)."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rehab_app.planning.greedy import greedy_starts, home_by_home, length
from rehab_app.planning.network import Network, heads_and_tails, lower_bound
from rehab_app.planning.serial import tighten

SEED = 20_260_101
_FIRST_SHARE = 0.3  # of the time: the shortest length and its bound


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


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to search. The work limit of the solver is deterministic: same input, same result on any machine that
    does not reach the wall-clock limit first.

    Attributes:
        seconds: wall clock.
        work: deterministic time units of the solver (about a second each), infinite when only the clock counts.
        workers: threads of the search.
    """

    seconds: float
    work: float = float("inf")
    workers: int = 2


def solve(network: Network, limits: Limits) -> Schedule:
    """The shortest schedule found; when tasks have homes, the one in which the end of all works plus the mean time on
    site of a home is least: a neighbourhood is not finished a day earlier by keeping each house open for months.

    Raises:
        RehabError: no schedule fits the starts that are allowed.
        ValueError: a task needs more of a resource than there is, or tasks wait for one another in a circle.
    """
    began = time.monotonic()
    known = greedy_starts(network)
    homely = home_by_home(network) if network.owners else known
    found, bound, proven = _shortest(network, min(known, homely, key=lambda starts: length(network, starts)), limits)
    if not network.owners:
        return Schedule(tuple(found), length(network, found), bound, 0, 0, proven, time.monotonic() - began)
    start = min(tighten(network, found), homely, key=lambda starts: _cost(network, starts))
    found, proven = _gather(network, start, limits)
    return Schedule(
        tuple(found),
        length(network, found),
        bound,
        _spans(network, found),
        _shortest_spans(network),
        proven,
        time.monotonic() - began,
    )


def _shortest(network: Network, known: list[int], limits: Limits) -> tuple[list[int], int, bool]:
    """The shortest schedule found, the bound of its length, and whether it is proven."""
    bound = lower_bound(network)
    model, starts, makespan = _model(network, length(network, known))
    model.add(makespan >= bound)
    _hint(model, network, starts, makespan, known)
    model.minimize(makespan)
    solver = _solver(limits, _FIRST_SHARE if network.owners else 1.0)
    status = solver.solve(model)
    if status not in _SOLVED:
        return known, bound, False
    found = [solver.value(start) for start in starts]
    return found, max(bound, round(solver.best_objective_bound)), status == cp_model.OPTIMAL


_SOLVED = (cp_model.OPTIMAL, cp_model.FEASIBLE)


def _solver(limits: Limits, share: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limits.seconds * share
    if limits.work != float("inf"):
        solver.parameters.max_deterministic_time = limits.work * share
        solver.parameters.interleave_search = True
    solver.parameters.num_workers = limits.workers
    solver.parameters.random_seed = SEED
    return solver


def _model(network: Network, horizon: int) -> tuple[cp_model.CpModel, list[cp_model.IntVar], cp_model.IntVar]:
    """Variables and constraints: precedence, resources, allowed starts."""
    model = cp_model.CpModel()
    heads, tails = heads_and_tails(network)
    durations = network.durations.tolist()
    starts, intervals = [], []
    for task, duration in enumerate(durations):
        latest = horizon - duration - int(tails[task])
        allowed = network.allowed[task] if network.allowed else None
        domain = (
            cp_model.Domain(int(heads[task]), max(latest, int(heads[task])))
            if allowed is None
            else cp_model.Domain.from_values([day for day in allowed if day >= heads[task]])
        )
        start = model.new_int_var_from_domain(domain, f"start_{task}")
        starts.append(start)
        intervals.append(model.new_fixed_size_interval_var(start, duration, f"task_{task}"))
    makespan = model.new_int_var(0, horizon, "makespan")
    for task, successors in enumerate(network.successors):
        model.add(makespan >= starts[task] + durations[task])
        for after in successors:
            model.add(starts[after] >= starts[task] + durations[task])
    for resource, capacity in enumerate(network.capacities.tolist()):
        used = [task for task in range(network.size) if network.demands[task, resource] > 0 and durations[task] > 0]
        demands = [int(network.demands[task, resource]) for task in used]
        if used and (sum(demands) > capacity):
            model.add_cumulative([intervals[task] for task in used], demands, capacity)
    return model, starts, makespan


def _gather(network: Network, known: list[int], limits: Limits) -> tuple[list[int], bool]:
    """A schedule of least cost (`_cost`), and whether that is proven."""
    homes = _homes(network)
    horizon = max(length(network, known), _cost(network, known) // len(homes))
    model, starts, makespan = _model(network, horizon)
    spans = []
    for home, tasks in homes.items():
        first = model.new_int_var(0, horizon, f"first_{home}")
        last = model.new_int_var(0, horizon, f"last_{home}")
        for task in tasks:
            model.add(first <= starts[task])
            model.add(last >= starts[task] + int(network.durations[task]))
        model.add_hint(first, min(known[task] for task in tasks))
        model.add_hint(last, max(known[task] + int(network.durations[task]) for task in tasks))
        spans.append(last - first)
    _hint(model, network, starts, makespan, known)
    model.minimize(len(homes) * makespan + sum(spans))
    solver = _solver(limits, 1 - _FIRST_SHARE)
    status = solver.solve(model)
    if status not in _SOLVED:
        return known, False
    found = tighten(network, [solver.value(start) for start in starts])
    return min(known, found, key=lambda some: _cost(network, some)), status == cp_model.OPTIMAL


def _hint(
    model: cp_model.CpModel,
    network: Network,
    starts: Sequence[cp_model.IntVar],
    makespan: cp_model.IntVar,
    known: Sequence[int],
) -> None:
    """Let the search begin from a schedule that is known."""
    for start, value in zip(starts, known, strict=True):
        model.add_hint(start, value)
    model.add_hint(makespan, length(network, known))


def _cost(network: Network, starts: Sequence[int]) -> int:
    """End of all works plus the mean time on site of a home, times the number of homes."""
    return length(network, starts) * len(_homes(network)) + _spans(network, starts)


def _homes(network: Network) -> dict[int, list[int]]:
    homes: dict[int, list[int]] = {}
    for task, home in enumerate(network.owners):
        if home >= 0:
            homes.setdefault(home, []).append(task)
    return homes


def _spans(network: Network, starts: Sequence[int]) -> int:
    """Time from first start to last end, summed over homes."""
    ends = [start + int(duration) for start, duration in zip(starts, network.durations, strict=True)]
    homes = _homes(network).values()
    return sum(max(ends[task] for task in tasks) - min(starts[task] for task in tasks) for tasks in homes)


def _shortest_spans(network: Network) -> int:
    """Sum over homes of their longest chain of tasks: nobody is on site for less."""
    heads, tails = heads_and_tails(network)
    chains = heads + network.durations + tails
    return sum(max(int(chains[task]) for task in tasks) for tasks in _homes(network).values())
