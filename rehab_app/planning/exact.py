"""Task networks in the language of OR-Tools CP-SAT: shortest schedules with bounds, and shortest stays on site."""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rehab_app.planning.greedy import length
from rehab_app.planning.homes import STAY_WEIGHT
from rehab_app.planning.network import Impossible, Network, OutOfTime, heads_and_tails

SEED = 20_260_101


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

    def part(self, share: float, workers: int = 0) -> "Limits":
        """A share of the time, with other workers where given."""
        return Limits(self.seconds * share, self.work * share, workers or self.workers)

    def less(self, seconds: float) -> "Limits":
        """What is left when some of the time is over."""
        return Limits(max(self.seconds - seconds, 0.0), self.work, self.workers)


@dataclass(frozen=True, slots=True)
class Found:
    """A schedule, the least value that any can have, and whether this one has it."""

    starts: list[int]
    bound: int
    proven: bool


class Shorter:
    """A search for a schedule shorter than a horizon, which can be stopped from another thread.

    It knows no schedule: where a length is far from what the constraints leave, a tight horizon guides the search
    better than a hint does.
    """

    def __init__(self, network: Network, horizon: int, bound: int, limits: Limits) -> None:
        self._model, self._starts, makespan = model_of(network, horizon - 1)
        self._model.add(makespan >= bound)
        self._model.minimize(makespan)
        self._bound, self._horizon = bound, horizon
        self._solver = solver_of(limits)

    def stop(self) -> None:
        """Ask the search to end with what it has; safe from any thread."""
        self._solver.stop_search()

    def run(self) -> Found | None:
        """What was found; None when the time was over before. No starts when nothing is shorter."""
        status = self._solver.solve(self._model)
        if status == cp_model.INFEASIBLE:
            return Found([], self._horizon, True)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        starts = [self._solver.value(start) for start in self._starts]
        bound = max(self._bound, round(self._solver.best_objective_bound))
        return Found(starts, bound, status == cp_model.OPTIMAL)


class Search:
    """A search that begins from a schedule known and can be stopped from another thread."""

    def __init__(self, network: Network, known: Sequence[int], horizon: int, limits: Limits) -> None:
        self._network, self._known, self._horizon = network, list(known), horizon
        self._model, self._starts, self._makespan = model_of(network, horizon)
        for start, value in zip(self._starts, known, strict=True):
            self._model.add_hint(start, value)
        self._model.add_hint(self._makespan, length(network, known))
        self._solver = solver_of(limits)

    def stop(self) -> None:
        """Ask the search to end with what it has; safe from any thread."""
        self._solver.stop_search()

    def shortest(self, bound: int) -> Found:
        """The shortest schedule; its bound is `bound` or better."""
        self._model.add(self._makespan >= bound)
        self._model.minimize(self._makespan)
        found = self._solved()
        return Found(found.starts, max(bound, found.bound), found.proven)

    def fewest_days(self, weight: int) -> Found:
        """The schedule of least `weight` · length + `STAY_WEIGHT` · time on site summed over homes and groups."""
        spans = []
        for at, tasks in enumerate((*self._network.homes, *self._network.groups)):
            first = self._model.new_int_var(0, self._horizon, f"first_{at}")
            last = self._model.new_int_var(0, self._horizon, f"last_{at}")
            for task in tasks:
                self._model.add(first <= self._starts[task])
                self._model.add(last >= self._starts[task] + int(self._network.durations[task]))
            self._model.add_hint(first, min(self._known[task] for task in tasks))
            self._model.add_hint(last, max(self._known[task] + int(self._network.durations[task]) for task in tasks))
            spans.append(last - first)
        self._model.minimize(weight * self._makespan + STAY_WEIGHT * sum(spans))
        return self._solved()

    def _solved(self) -> Found:
        status = self._solver.solve(self._model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(self._known, 0, False)
        starts = [self._solver.value(start) for start in self._starts]
        return Found(starts, round(self._solver.best_objective_bound), status == cp_model.OPTIMAL)


def far(network: Network) -> int:
    """An end that no useful schedule reaches."""
    latest = max((starts[-1] for starts in network.allowed if starts), default=0)
    return int(network.durations.sum()) + latest


def feasible(network: Network, limits: Limits) -> list[int]:
    """Any schedule.

    Raises:
        Impossible: there is none.
        OutOfTime: none was found, and it is not known whether there is one.
    """
    model, starts, _makespan = model_of(network, far(network))
    solver = solved(model, limits)
    return [solver.value(start) for start in starts]


def solved(model: cp_model.CpModel, limits: Limits) -> cp_model.CpSolver:
    """A solver that holds a solution of the model.

    Raises:
        Impossible: there is none.
        OutOfTime: none was found, and it is not known whether there is one.
    """
    solver = solver_of(limits)
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        raise Impossible
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise OutOfTime
    return solver


def solver_of(limits: Limits) -> cp_model.CpSolver:
    """A solver held to these limits."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limits.seconds
    if limits.work != float("inf"):
        solver.parameters.max_deterministic_time = limits.work
        solver.parameters.interleave_search = limits.workers > 1
    solver.parameters.num_workers = limits.workers
    solver.parameters.random_seed = SEED
    # Clauses learnt prove more here than linear relaxations, which cost most of the time.
    solver.parameters.linearization_level = 0
    return solver


def model_of(network: Network, horizon: int) -> tuple[cp_model.CpModel, list[cp_model.IntVar], cp_model.IntVar]:
    """Model, start of each task and makespan: precedence, resources, allowed starts.

    Raises:
        Impossible: a task has no start that its predecessors leave it.
    """
    model = cp_model.CpModel()
    heads, tails = heads_and_tails(network)
    durations = network.durations.tolist()
    starts, intervals = [], []
    for task, duration in enumerate(durations):
        latest = horizon - duration - int(tails[task])
        allowed = network.allowed[task] if network.allowed else None
        left = None if allowed is None else [day for day in allowed if day >= heads[task]]
        if left is not None and not left:
            raise Impossible
        domain = (
            cp_model.Domain(int(heads[task]), max(latest, int(heads[task])))
            if left is None
            else cp_model.Domain.from_values(left)
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
