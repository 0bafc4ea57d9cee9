"""Shortest schedules of a task network by constraint programming (OR-Tools CP-SAT)."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rehab_app.planning.greedy import greedy_starts
from rehab_app.planning.network import Network, heads_and_tails, lower_bound

SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Schedule:
    """Starts of all tasks.

    Attributes:
        starts: time unit in which each task starts.
        makespan: end of the last task; bound: no schedule ends earlier.
        home_spans: sum over homes of the time from first start to last end; home_bound: the least possible with this
            makespan as far as proven (both 0 when homes do not matter).
        proven: True when both figures are proven best.
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
    """The shortest schedule found; then, when tasks have homes, the one among them with the shortest time on site.

    Raises:
        RehabError: no schedule fits the starts that are allowed.
        ValueError: a task needs more of a resource than there is, or tasks wait for one another in a circle.
    """
    began = time.monotonic()
    greedy = greedy_starts(network)
    bound = lower_bound(network)
    share = 0.5 if network.owners else 1.0
    model, starts, makespan = _model(network, _length(network, greedy))
    model.add(makespan >= bound)
    for start, known in zip(starts, greedy, strict=True):
        model.add_hint(start, known)
    model.minimize(makespan)
    solver = _solver(limits, share)
    status = solver.solve(model)
    found = [solver.value(start) for start in starts] if status in _SOLVED else greedy
    length = _length(network, found)
    bound = max(bound, round(solver.best_objective_bound) if status in _SOLVED else bound)
    spans, least, proven = 0, 0, status == cp_model.OPTIMAL
    if network.owners:
        found, spans, least, second = _gather(network, found, length, limits)
        proven = proven and second
    return Schedule(tuple(found), length, bound, spans, least, proven, time.monotonic() - began)


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


def _length(network: Network, starts: Sequence[int]) -> int:
    return max((start + int(d) for start, d in zip(starts, network.durations, strict=True)), default=0)


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


def _gather(network: Network, known: list[int], length: int, limits: Limits) -> tuple[list[int], int, int, bool]:
    """Among schedules of this length, the one in which homes are the fewest days on site."""
    model, starts, _makespan = _model(network, length)
    spans = []
    homes: dict[int, list[int]] = {}
    for task, home in enumerate(network.owners):
        if home >= 0:
            homes.setdefault(home, []).append(task)
    for home, tasks in homes.items():
        first = model.new_int_var(0, length, f"first_{home}")
        last = model.new_int_var(0, length, f"last_{home}")
        for task in tasks:
            model.add(first <= starts[task])
            model.add(last >= starts[task] + int(network.durations[task]))
        spans.append(last - first)
    for start, value in zip(starts, known, strict=True):
        model.add_hint(start, value)
    model.minimize(sum(spans))
    solver = _solver(limits, 0.5)
    status = solver.solve(model)
    if status not in _SOLVED:
        return known, _spans(network, homes, known), 0, False
    found = [solver.value(start) for start in starts]
    return found, round(solver.objective_value), round(solver.best_objective_bound), status == cp_model.OPTIMAL


def _spans(network: Network, homes: dict[int, list[int]], starts: list[int]) -> int:
    ends = [start + int(duration) for start, duration in zip(starts, network.durations, strict=True)]
    return sum(max(ends[task] for task in tasks) - min(starts[task] for task in tasks) for tasks in homes.values())
