"""Planted groups are found, and simpler ways of grouping are never better."""

import random

import pytest

from rehab_app.planning.group_worth import Around
from rehab_app.planning.grouping import propose
from rehab_app.planning.rates import rates
from rehab_app.planning.rows import rows
from tests.planning.baselines import k_means, nearest_neighbours, value_eur
from tests.planning.planted import neighbourhood


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("homes", [20, 60])
def test_planted_groups_are_found_exactly(homes: int, seed: int) -> None:
    street, walls, candidates, planted = neighbourhood(homes, random.Random(seed), rates())
    choice = propose(street, Around(walls), candidates, rates())
    assert {frozenset(home.dwelling_id for home in run.homes) for run in choice.runs} == planted
    assert choice.value == choice.bound


@pytest.mark.parametrize("seed", range(6))
def test_no_simpler_way_is_better(seed: int) -> None:
    chance = random.Random(seed)
    street, walls, candidates, _planted = neighbourhood(300, chance, rates())
    fewer = [home for home in candidates if chance.random() < 0.8]
    choice = propose(street, Around(walls), fewer, rates())
    assert choice.value == choice.bound == value_eur(choice.runs, rates())
    for simple in (nearest_neighbours, k_means):
        runs = simple(street, Around(walls), fewer, rates())
        placed = [home.dwelling_id for run in runs for home in run.homes]
        assert len(placed) == len(set(placed))
        assert all(rates().least <= len(run.homes) <= rates().most for run in runs)
        assert value_eur(runs, rates()) <= choice.value


def test_an_empty_neighbourhood_has_no_groups() -> None:
    assert propose(rows([], frozenset()), Around(), [], rates()).runs == ()
    assert k_means([], Around(), [], rates()) == nearest_neighbours([], Around(), [], rates()) == ()
