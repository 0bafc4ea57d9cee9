"""Which neighbours should do their works together: candidates along each row, then an exact choice by set packing.

A candidate is a run of 5 to 12 homes of one row that chose the same bundle, with at most `widest_gap` other buildings
between two of them. Its value is `worth_eur`. CP-SAT chooses candidates that share no home and are worth most together;
rows do not interact, so each is solved alone and the sum of their bounds bounds the whole. Same input, same result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rehab_app.planning.exact import SEED
from rehab_app.planning.rates import Rates
from rehab_app.planning.rows import Row, Walls
from rehab_app.planning.sharing import saved_together


@dataclass(frozen=True, slots=True)
class Candidate:
    """A home that could join a group.

    Attributes:
        dwelling_id, building_id: records.
        bundle: code of the bundle chosen.
        scaffold_eur_ht, others_eur_ht: typical cost of its works, the scaffold apart.
        poor: labelled F or G today.
    """

    dwelling_id: int
    building_id: int
    bundle: str
    scaffold_eur_ht: float
    others_eur_ht: float
    poor: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Homes of a row that do the same works together.

    Attributes:
        street_id: of the row; buildings: all buildings of the row from the first home to the last, in order.
        saving_low_eur_ht, saving_high_eur_ht: assumed saving of all together.
        walls: neighbours among the members that share a wall.
    """

    street_id: int
    homes: tuple[Candidate, ...]
    buildings: tuple[int, ...]
    saving_low_eur_ht: float
    saving_high_eur_ht: float
    walls: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The groups chosen, their value and a bound no other choice can pass, both in euros."""

    runs: tuple[Run, ...]
    value: int
    bound: int


def propose(
    rows: Sequence[Row], walls: Walls, homes: Sequence[Candidate], rates: Rates, seconds: float = 60.0
) -> Choice:
    """The best groups of all rows; homes that fit none are left out."""
    by_building: dict[int, list[Candidate]] = {}
    for home in sorted(homes, key=lambda home: home.dwelling_id):
        by_building.setdefault(home.building_id, []).append(home)
    chosen: list[Run] = []
    value = bound = 0
    for row in rows:
        runs = _runs(row, walls, by_building, rates)
        if not runs:
            continue
        values = [worth_eur(run, rates) for run in runs]
        best, best_bound = _pack(runs, values, seconds)
        chosen.extend(runs[at] for at in best)
        value += sum(values[at] for at in best)
        bound += best_bound
    return Choice(tuple(chosen), value, bound)


def _runs(row: Row, walls: Walls, by_building: Mapping[int, list[Candidate]], rates: Rates) -> list[Run]:
    placed = [(at, home) for at, building in enumerate(row.buildings) for home in by_building.get(building, ())]
    found = []
    for bundle in sorted({home.bundle for _at, home in placed}):
        same = [(at, home) for at, home in placed if home.bundle == bundle]
        for first in range(len(same)):
            for last in range(first + 1, min(first + rates.most, len(same))):
                if same[last][0] - same[last - 1][0] > rates.widest_gap + 1:
                    break
                if last - first + 1 >= rates.least:
                    found.append(group_of(row, walls, same[first : last + 1], rates))
    return found


def group_of(row: Row, walls: Walls, members: Sequence[tuple[int, Candidate]], rates: Rates) -> Run:
    """The group of these homes, each with its place in the row, in that order."""
    homes = tuple(home for _at, home in members)
    buildings = row.buildings[members[0][0] : members[-1][0] + 1]
    own = list(dict.fromkeys(home.building_id for home in homes))
    saved = saved_together(own, len(homes), walls, rates)
    scaffold = sum(home.scaffold_eur_ht for home in homes)
    others = sum(home.others_eur_ht for home in homes)
    return Run(
        street_id=row.street_id,
        homes=homes,
        buildings=buildings,
        saving_low_eur_ht=scaffold * saved.scaffold.low + others * saved.others.low,
        saving_high_eur_ht=scaffold * saved.scaffold.high + others * saved.others.high,
        walls=saved.walls,
    )


def worth_eur(run: Run, rates: Rates) -> int:
    """What a group is worth, in whole euros: the middle of what it saves, more for homes labelled F or G, less for
    houses left out in its middle and for leading it."""
    left_out = len(run.buildings) - len({home.building_id for home in run.homes})
    saved = (run.saving_low_eur_ht + run.saving_high_eur_ht) / 2
    priority = rates.priority_eur * (sum(home.poor for home in run.homes) - left_out)
    return round(saved) + priority - rates.coordination_eur


def _pack(runs: Sequence[Run], values: Sequence[int], seconds: float) -> tuple[list[int], int]:
    """Runs without a common home of greatest value, and the bound."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"run_{at}") for at in range(len(runs))]
    by_home: dict[int, list[cp_model.IntVar]] = {}
    for at, run in enumerate(runs):
        for home in run.homes:
            by_home.setdefault(home.dwelling_id, []).append(taken[at])
    for variables in by_home.values():
        model.add_at_most_one(variables)
    model.maximize(sum(value * variable for value, variable in zip(values, taken, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.solve(model)
    return [at for at, variable in enumerate(taken) if solver.value(variable)], round(solver.best_objective_bound)
