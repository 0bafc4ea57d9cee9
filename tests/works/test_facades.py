"""External insulation never goes on a protected street front; it may go on a gable, a back or an extension."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.works.apply import apply
from rehab_app.works.quantities import quantities, takeoffs
from rehab_app.works.surroundings import PROTECTED, Surroundings, sides
from rehab_app.works.targets import targets
from tests.works.houses import SOUTH, WEST, between_street_and_garden, chosen, nothing_known, row_house

WALLS = ("wall_external_mineral", "wall_internal_mineral")
OUTSIDE, INSIDE = 4, 3


@pytest.mark.parametrize("rule", PROTECTED)
def test_a_protected_front_is_lined_inside_and_the_garden_side_covered_outside(rule: str) -> None:
    house = row_house()
    after = apply(house, between_street_and_garden(house, rule), chosen(house, *WALLS))
    assert after["wall"]["insulation_id"].tolist() == [INSIDE, OUTSIDE, 2]


def test_without_heritage_rule_both_fronts_are_covered_outside() -> None:
    house = row_house()
    after = apply(house, between_street_and_garden(house), chosen(house, *WALLS))
    assert after["wall"]["insulation_id"].tolist() == [OUTSIDE, OUTSIDE, 2]


def test_a_side_nobody_recorded_is_lined_inside_and_told() -> None:
    house = row_house()
    around = nothing_known(house)
    after = apply(house, around, chosen(house, *WALLS))
    assert after["wall"]["insulation_id"].tolist() == [INSIDE, INSIDE, 2]
    found = takeoffs(house, around, targets(house, around, chosen(house, *WALLS)))
    assert "wall_external_mineral" not in found[0]
    assert "facade_unknown" in found[0]["wall_internal_mineral"].conditions


def test_a_street_front_whose_rule_is_not_recorded_waits() -> None:
    house = row_house()
    after = apply(house, between_street_and_garden(house, heritage=""), chosen(house, *WALLS))
    assert after["wall"]["insulation_id"].tolist() == [INSIDE, OUTSIDE, 2]


def test_the_artisan_reads_which_front_and_why_the_other_is_left() -> None:
    house = row_house()
    around = between_street_and_garden(house, "unesco", subsidence="settlement")
    takeoff = takeoffs(house, around, targets(house, around, chosen(house, *WALLS)))[0]["wall_external_mineral"]
    (garden,) = takeoff.treated
    assert (garden.side, garden.orientation, garden.area_m2, garden.quantity) == ("back", "north", 26.0, 26.0)
    reasons = {(line.side, line.reason) for line in takeoff.spared}
    assert reasons == {("street", "heritage_front"), ("", "heated_neighbour")}
    assert takeoff.quantity == 26.0
    assert {"structural_advice", "heritage_opinion", "clear_days"} <= set(takeoff.conditions)


def test_two_facades_of_one_orientation_follow_the_protected_front() -> None:
    house = row_house()
    around = Surroundings(
        dwelling=np.array([0, 0], dtype=np.int32),
        side=np.array(["gable", "street"], dtype=object),
        heritage=np.array(["unesco", "unesco"], dtype=object),
        azimuth_deg=np.array([185.0, 190.0]),
        length_m=np.array([12.0, 2.0]),
        subsidence=np.array([""], dtype=object),
    )
    found = sides(house, around, "wall")
    assert found.side.tolist() == ["street", "", ""]
    assert not found.external.any()


def test_a_part_faces_the_quadrant_of_its_orientation() -> None:
    house = row_house()
    wall = house["wall"]
    turned = house.replace(wall=wall.replace(orientation_id=np.array([SOUTH, WEST, -1], dtype=np.int32)))
    around = between_street_and_garden(turned)
    # party walls stand east and west: a wall said to face west has no side
    assert sides(turned, around, "wall").side.tolist() == ["street", "", ""]


@given(
    azimuth=st.floats(0, 360, exclude_max=True),
    side=st.sampled_from(["street", "back", "gable", "party", ""]),
    rule=st.sampled_from(["", "none", *PROTECTED]),
)
def test_no_protected_street_front_is_ever_covered(azimuth: float, side: str, rule: str) -> None:
    house = row_house()
    around = Surroundings(
        dwelling=np.zeros(1, dtype=np.int32),
        side=np.array([side], dtype=object),
        heritage=np.array([rule], dtype=object),
        azimuth_deg=np.array([azimuth]),
        length_m=np.array([5.0]),
        subsidence=np.array([""], dtype=object),
    )
    found = targets(house, around, chosen(house, *WALLS))
    outside = found["wall_external_mineral"].rows
    if side == "street" and rule != "none":
        assert not outside.any()
    # every wall outdoors is insulated on exactly one side
    assert (outside ^ found["wall_internal_mineral"].rows).tolist() == [True, True, False]


def test_the_quantity_is_the_area_of_the_fronts_treated() -> None:
    house = row_house()
    found = quantities(house, targets(house, between_street_and_garden(house, "unesco"), chosen(house, *WALLS)))
    assert found["wall_external_mineral"].tolist() == [26.0]
    assert found["wall_internal_mineral"].tolist() == [24.0]
