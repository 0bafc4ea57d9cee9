"""What a town weighs when neighbours are grouped: dates, landlords, heritage, firms, incomes, who must be in."""

import pytest

from rehab_app.planning.group_worth import Around, Candidate, worth_eur
from rehab_app.planning.grouping import Choice, propose
from rehab_app.planning.rates import rates
from tests.planning.test_grouping import home, members, terrace

SPRING, AUTUMN = 0b000111, 0b111000


def with_facts(count: int, **facts: object) -> list[Candidate]:
    """Neighbours of a terrace; each fact is one value, or a list with one for each."""
    found = []
    for building in range(1, count + 1):
        own = {name: value[building - 1] if isinstance(value, list) else value for name, value in facts.items()}
        plain = home(building)
        values = {name: getattr(plain, name) for name in plain.__slots__}
        found.append(Candidate(**{**values, **own}))
    return found


def choose(homes: list[Candidate], around: Around | None = None) -> Choice:
    row, walls = terrace(len(homes))
    return propose(row, around or Around(walls), homes, rates())


def test_neighbours_who_accept_no_month_in_common_are_not_grouped() -> None:
    months = [SPRING] * 5 + [AUTUMN] * 5
    groups = members(choose(with_facts(10, months=months)))
    assert sorted(groups) == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]


def test_a_landlord_next_door_who_works_in_the_same_months_adds_to_the_worth() -> None:
    homes = with_facts(7, months=SPRING)[1:]
    row, walls = terrace(7)
    same = propose(row, Around(walls, landlords={1: SPRING}), homes, rates()).runs[0]
    other = propose(row, Around(walls, landlords={1: AUTUMN}), homes, rates()).runs[0]
    assert same.landlords == (1,)
    assert other.landlords == ()
    assert worth_eur(same, rates()) - worth_eur(other, rates()) == rates().weights["landlord_eur"]


def test_homes_under_one_heritage_rule_share_a_file() -> None:
    run = choose(with_facts(6, heritage=["unesco", "unesco", "unesco", "", "", "listed"])).runs[0]
    assert run.one_file == 2


def test_a_group_is_no_larger_than_the_firms_can_serve_in_a_year() -> None:
    row, walls = terrace(12)
    homes = with_facts(12, days={"facade": 5.0})
    groups = members(propose(row, Around(walls, capacity_days={"facade": 30.0}), homes, rates()))
    assert sorted(map(len, groups)) == [6, 6]
    assert propose(row, Around(walls, capacity_days={"facade": 20.0}), homes, rates()).runs == ()


def test_a_home_that_is_wanted_is_in_a_group_even_where_another_choice_is_worth_more() -> None:
    homes = with_facts(13, poor=[False] + [True] * 12)
    row, walls = terrace(13)
    freely = propose(row, Around(walls), homes[:6], rates())
    assert members(freely) == [[1, 2, 3, 4, 5, 6]]
    months = [AUTUMN] + [SPRING | AUTUMN] * 4 + [SPRING] * 8
    parted = with_facts(13, months=months, others_eur_ht=[100.0] + [30_000.0] * 12)
    without = propose(row, Around(walls), parted, rates())
    with_first = propose(row, Around(walls, wanted=frozenset({1})), parted, rates())
    assert 1 not in members(without)[0]
    assert any(1 in group for group in members(with_first))
    assert with_first.value <= without.value
    assert with_first.value <= with_first.bound


def test_modest_households_and_energy_avoided_add_to_the_worth() -> None:
    plain = choose(with_facts(6)).value
    assert choose(with_facts(6, modest=True)).value == plain + 6 * rates().weights["modest_eur"]
    more = choose(with_facts(6, mwh=10.0, co2_t=2.0)).value
    assert more == pytest.approx(plain + 6 * (10 * rates().weights["mwh_eur"] + 2 * rates().weights["co2_eur_t"]))


def test_other_rights_to_aids_side_by_side_add_to_the_worth() -> None:
    same, mixed = choose(with_facts(6, income=1)), choose(with_facts(6, income=[0, 1, 2, 3, -1, 1]))
    assert mixed.value - same.value == 3 * rates().weights["mixed_eur"]


def test_the_town_sets_weights_and_shares() -> None:
    shared = [{"what": "scaffold", "homes": 2, "full": 6, "saved": [0.4, 0.5, 0.6]}]
    own = rates().of_town(shared, {"priority_eur": 0.0})
    assert (own.scaffold.low, own.scaffold.high) == (0.4, 0.6)
    assert own.others.high == 0, "what the town leaves out saves nothing"
    assert own.weights["priority_eur"] == 0
    assert own.weights["coordination_eur"] == rates().weights["coordination_eur"]
    assert rates().of_town(None, {}).others == rates().others
