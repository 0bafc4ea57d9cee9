"""Shortest schedules of a task network by constraint programming (OR-Tools CP-SAT)."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rehab_app.planning.greedy import greedy_starts, home_by_home, length
from rehab_app.planning.network import Network, heads_and_tails, lower_bound
from rehab_app.planning.serial import tighten

SEED = 20_260_101
_SLACK = 1.02


@dataclass(frozen=True, slots=True)
class Schedule:
    """Starts of all tasks.

    Attributes:
        starts: time unit in which each task starts.
        makespan: end of the last task, with homes up to 2 % above the shortest found; bound: no schedule ends earlier.
        home_spans: sum over homes of the time from first start to last end; home_bound: no schedule of this length has
            less (both 0 when homes do not matter).
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
    """The shortest schedule found; then, when tasks have homes, the one with the fewest days on site among those at
    most 2 % longer.

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
    allowed = int(length(network, found) * _SLACK)
    found = tighten(network, found)
    if length(network, homely) <= allowed and _spans(network, homely) < _spans(network, found):
        found = homely
    found, least, gathered = _gather(network, found, allowed, limits)
    spans = _spans(network, found)
    return Schedule(
        tuple(found),
        length(network, found),
        bound,
        spans,
        max(least, _shortest_spans(network)),
        proven and gathered,
        time.monotonic() - began,
    )


def _shortest(network: Network, known: list[int], limits: Limits) -> tuple[list[int], int, bool]:
    """The shortest schedule found, the bound of its length, and whether it is proven."""
    bound = lower_bound(network)
    model, starts, makespan = _model(network, length(network, known))
    model.add(makespan >= bound)
    for start, value in zip(starts, known, strict=True):
        model.add_hint(start, value)
    model.minimize(makespan)
    solver = _solver(limits, 0.5 if network.owners else 1.0)
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


def _gather(network: Network, known: list[int], allowed: int, limits: Limits) -> tuple[list[int], int, bool]:
    """Among schedules of that length at most, one in which homes are the fewest days on site; the bound of these days,
    and whether they are proven."""
    model, starts, _makespan = _model(network, allowed)
    spans = []
    for home, tasks in _homes(network).items():
        first = model.new_int_var(0, allowed, f"first_{home}")
        last = model.new_int_var(0, allowed, f"last_{home}")
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
        return known, 0, False
    found = [solver.value(start) for start in starts]
    return found, round(solver.best_objective_bound), status == cp_model.OPTIMAL


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
