"""Which neighbours should do their works together: candidates along each row, then an exact choice by set packing.

A candidate is a run of 5 to 12 homes of one row that chose the same bundle, with at most `widest_gap` other buildings
between two of them, a month in which all can have works, and no more of them than the firms can do in a year. Its value
is `worth_eur`. CP-SAT chooses candidates that share no home and are worth most together; rows do not interact, so each
is solved alone and the sum of their bounds bounds the whole. Same input, same result.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rehab_app.planning.exact import SEED
from rehab_app.planning.group_worth import Around, Candidate, Run, runs_of, worth_eur
from rehab_app.planning.rates import Rates
from rehab_app.planning.rows import Row


@dataclass(frozen=True, slots=True)
class Choice:
    """The groups chosen, their value and a bound no other choice can pass, both in euros."""

    runs: tuple[Run, ...]
    value: int
    bound: int


def propose(
    rows: Sequence[Row], around: Around, homes: Sequence[Candidate], rates: Rates, seconds: float = 60.0
) -> Choice:
    """The best groups of all rows; homes that fit none are left out. Those wanted come before any worth."""
    by_building: dict[int, list[Candidate]] = {}
    for home in sorted(homes, key=lambda home: home.dwelling_id):
        by_building.setdefault(home.building_id, []).append(home)
    chosen: list[Run] = []
    value = bound = 0
    for row in rows:
        runs = runs_of(row, around, by_building, rates)
        if not runs:
            continue
        values = [worth_eur(run, rates) for run in runs]
        best, best_bound = _pack(runs, values, around.wanted, seconds)
        chosen.extend(runs[at] for at in best)
        value += sum(values[at] for at in best)
        bound += best_bound
    return Choice(tuple(chosen), value, bound)


def _pack(runs: Sequence[Run], values: Sequence[int], wanted: frozenset[int], seconds: float) -> tuple[list[int], int]:
    """Runs without a common home, with most of those wanted and of greatest value then, and the bound of that value."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"run_{at}") for at in range(len(runs))]
    by_home: dict[int, list[cp_model.IntVar]] = {}
    for at, run in enumerate(runs):
        for home in run.homes:
            by_home.setdefault(home.dwelling_id, []).append(taken[at])
    for variables in by_home.values():
        model.add_at_most_one(variables)
    # One home that is wanted weighs more than all values together.
    weight = 1 + 2 * sum(map(abs, values))
    asked = [sum(home.dwelling_id in wanted for home in run.homes) for run in runs]
    gains = [value + weight * count for value, count in zip(values, asked, strict=True)]
    model.maximize(sum(gain * variable for gain, variable in zip(gains, taken, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.solve(model)
    chosen = [at for at, variable in enumerate(taken) if solver.value(variable)]
    return chosen, round(solver.best_objective_bound) - weight * sum(asked[at] for at in chosen)
