"""Neighbours of a row with the same works form groups of five to twelve, chosen for what they save."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.planning.group_worth import Around, Candidate, Run, runs_of, worth_eur
from rehab_app.planning.grouping import Choice, propose
from rehab_app.planning.rates import rates
from rehab_app.planning.rows import House, Row, attached, party_walls, rows

STREET = 7


def terrace(count: int, street: int = STREET, first_id: int = 1) -> tuple[list[Row], frozenset[tuple[int, int]]]:
    """One row of houses that all share walls, odd numbers."""
    ids = range(first_id, first_id + count)
    houses = [House(building, street, str(2 * at + 1)) for at, building in enumerate(ids)]
    return rows(houses, frozenset()), party_walls(pairwise(ids))


def home(building: int, bundle: str = "whole", poor: bool = False, scaffold: float = 900.0) -> Candidate:
    return Candidate(building, building, bundle, scaffold, 30_000.0, poor)


def members(choice: Choice) -> list[list[int]]:
    return [[one.building_id for one in run.homes] for run in choice.runs]


def test_a_row_is_one_side_of_a_street_in_the_order_of_its_numbers() -> None:
    numbers = {1: "12", 2: "3", 3: "12 bis", 4: "1", 5: "10", 6: "2"}
    houses = [House(building, STREET, number) for building, number in numbers.items()]
    assert rows(houses, frozenset()) == [Row(STREET, (6, 5, 1, 3)), Row(STREET, (4, 2))]


def test_houses_without_number_follow_their_walls() -> None:
    houses = [House(building, STREET, "") for building in (4, 1, 3, 2, 9)]
    walls = party_walls([(3, 1), (1, 4), (4, 2)])
    assert rows(houses, walls) == [Row(STREET, (9,)), Row(STREET, (2, 4, 1, 3))]
    assert attached((2, 4, 1, 3), walls) == 3


def test_eight_neighbours_with_the_same_works_are_one_group() -> None:
    row, walls = terrace(8)
    choice = propose(row, Around(walls), [home(building) for building in range(1, 9)], rates())
    assert members(choice) == [[1, 2, 3, 4, 5, 6, 7, 8]]
    assert choice.value == choice.bound


def test_fewer_than_five_are_no_group() -> None:
    row, walls = terrace(4)
    assert propose(row, Around(walls), [home(building) for building in range(1, 5)], rates()).runs == ()


def test_thirteen_are_two_groups_of_at_most_twelve() -> None:
    row, walls = terrace(13)
    found = members(propose(row, Around(walls), [home(building) for building in range(1, 14)], rates()))
    assert sorted(building for group in found for building in group) == list(range(1, 14))
    assert all(5 <= len(group) <= 12 for group in found)


def test_other_works_make_another_group() -> None:
    row, walls = terrace(10)
    homes = [home(building, "whole" if building <= 5 else "step") for building in range(1, 11)]
    assert members(propose(row, Around(walls), homes, rates())) == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]] or members(
        propose(row, Around(walls), homes, rates())
    ) == [[6, 7, 8, 9, 10], [1, 2, 3, 4, 5]]


def test_a_wide_gap_parts_a_group_and_a_narrow_one_does_not() -> None:
    row, walls = terrace(14)
    near = [home(building) for building in (1, 2, 3, 6, 7)]
    assert members(propose(row, Around(walls), near, rates())) == [[1, 2, 3, 6, 7]]
    far = [home(building) for building in (1, 2, 3, 7, 8)]
    assert propose(row, Around(walls), far, rates()).runs == ()


def test_both_sides_of_a_street_are_apart() -> None:
    houses = [House(building, STREET, str(building)) for building in range(1, 9)]
    homes = [home(building) for building in range(1, 9)]
    assert propose(rows(houses, frozenset()), Around(), homes, rates()).runs == ()


def test_only_neighbours_that_share_a_wall_share_a_scaffold() -> None:
    row, walls = terrace(6)
    homes = [home(building) for building in range(1, 7)]
    joined = propose(row, Around(walls), homes, rates()).runs[0]
    apart = propose(row, Around(), homes, rates()).runs[0]
    assert joined.walls == 5
    assert joined.saving_high_eur_ht > apart.saving_high_eur_ht > 0


def best_by_hand(runs: list[Run]) -> int:
    """Value of the best packing, by trying all."""
    best = 0
    for count in range(1, 4):
        for some in combinations(runs, count):
            homes = [one.dwelling_id for run in some for one in run.homes]
            if len(homes) == len(set(homes)):
                best = max(best, sum(worth_eur(run, rates()) for run in some))
    return best


@settings(max_examples=25, deadline=None)
@given(
    present=st.sets(st.integers(1, 16)),
    poor=st.sets(st.integers(1, 16)),
    bundles=st.lists(st.sampled_from(["whole", "step"]), min_size=16, max_size=16),
)
def test_the_choice_is_the_best_and_nobody_is_in_two_groups(
    present: set[int], poor: set[int], bundles: list[str]
) -> None:
    row, walls = terrace(16)
    homes = [home(building, bundles[building - 1], building in poor) for building in sorted(present)]
    choice = propose(row, Around(walls), homes, rates())
    placed = [building for group in members(choice) for building in group]
    assert len(placed) == len(set(placed))
    assert set(placed) <= present
    by_building = {one.building_id: [one] for one in homes}
    assert choice.value == choice.bound == best_by_hand(runs_of(row[0], Around(walls), by_building, rates()))
