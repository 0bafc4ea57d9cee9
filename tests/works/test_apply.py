"""What works change in the description of a house, and what they leave alone."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from rehab_app.domain import enumerations
from rehab_app.domain.fields import Kind
from rehab_app.domain.table import Stock, concatenate
from rehab_app.works.apply import apply
from rehab_app.works.catalogue import bundles, entries
from tests.works.houses import between_street_and_garden, chosen, nothing_known, row_house, row_of_houses


def renovated(house: Stock, *works: str) -> Stock:
    return apply(house, between_street_and_garden(house), chosen(house, *works))


def same(first: Stock, second: Stock) -> bool:
    return all(
        np.array_equal(first[table][name], second[table][name], equal_nan=first[table][name].dtype.kind in "fM")
        for table in first
        for name in first[table].columns
    )


def with_wall(house: Stock, **columns: float) -> Stock:
    """The street front described otherwise."""
    wall = house["wall"]
    changed = {}
    for name, value in columns.items():
        column = wall[name].copy()
        column[0] = value
        changed[name] = column
    return house.replace(wall=wall.replace(**changed))


def test_an_insulated_wall_is_known_by_its_resistance_and_no_longer_by_old_rows() -> None:
    wall = renovated(row_house(), "wall_external_mineral")["wall"]
    assert wall["insulation_r"][:2].tolist() == [4.4, 4.4]
    assert wall["u_method_id"][:2].tolist() == [6, 6]
    assert wall["u_row_id"].tolist() == [-1, -1, 5]
    assert wall["u0_row_id"].tolist() == [12, 12, 12], "the bare wall is what it was"


def test_a_lining_kept_under_new_external_insulation_counts() -> None:
    lined = with_wall(row_house(), insulation_id=3, u_method_id=3, insulation_thickness_cm=4)
    wall = renovated(lined, "wall_external_mineral")["wall"]
    assert math.isclose(wall["insulation_r"][0], 4.4 + 0.04 / 0.04)
    assert wall["insulation_id"][0] == 6, "inside and outside"


def test_an_old_lining_is_taken_away_by_a_new_one() -> None:
    lined = with_wall(row_house(), insulation_id=3, u_method_id=3, insulation_thickness_cm=4)
    wall = apply(lined, nothing_known(lined), chosen(lined, "wall_internal_mineral"))["wall"]
    assert wall["insulation_r"][0] == 3.7
    assert wall["insulation_id"][0] == 3


def test_where_only_u_was_known_the_resistance_is_added_to_it() -> None:
    entered = with_wall(row_house(), u_method_id=9, u0_method_id=5, u_entered=1.0, insulation_id=9)
    wall = renovated(entered, "wall_external_mineral")["wall"]
    assert wall["u_method_id"][0] == 9
    assert math.isclose(wall["u_entered"][0], 1 / (1 + 4.4))


def test_a_wall_insulated_enough_is_left() -> None:
    good = with_wall(row_house(), insulation_id=4, u_method_id=5, insulation_r=2.0)
    wall = renovated(good, "wall_external_mineral")["wall"]
    assert wall["insulation_r"][0] == 2.0
    assert wall["insulation_r"][1] == 4.4


def test_the_loft_becomes_insulated_towards_an_uninsulated_room() -> None:
    roof = renovated(row_house(), "loft_mineral")["roof"]
    assert roof["insulation_r"][0] == 7.0
    assert roof["buffer_insulation_id"][0] == 4
    assert roof["reduction_row_id"][0] == -1


def test_bridges_of_changed_parts_are_looked_up_again_and_unnamed_ones_keep_their_row() -> None:
    bridge = renovated(row_house(), "wall_external_mineral")["bridge"]
    assert bridge["k_row_id"].tolist() == [-1, -1, 1]


def test_insulation_is_returned_on_the_frames_of_insulated_walls() -> None:
    house = row_house()
    around = between_street_and_garden(house, "unesco")
    after = apply(house, around, chosen(house, "wall_external_mineral"))
    assert after["window"]["insulation_return"].tolist() == [-1, 1]
    assert after["door"]["insulation_return"].tolist() == [-1]


def test_new_windows_have_their_uw_and_nothing_of_the_old_ones() -> None:
    window = renovated(row_house(), "windows_pvc")["window"]
    assert window["uw_entered"].tolist() == [1.3, 1.3]
    assert window["performance_method_id"].tolist() == [13, 13]
    for name in ("ug_row_id", "uw_row_id", "sw_row_id", "ujn_row_id"):
        assert window[name].tolist() == [-1, -1]
    assert window["shutter_id"].tolist() == [1, 1], "shutters stay"


def test_efficient_windows_are_left() -> None:
    house = row_house()
    window = house["window"].replace(uw_entered=np.array([1.4, np.nan]))
    after = renovated(house.replace(window=window), "windows_pvc")["window"]
    assert after["uw_entered"].tolist() == [1.4, 1.3]


def test_a_changed_envelope_has_another_air_permeability() -> None:
    measured = row_house()
    ventilation = measured["ventilation"].replace(
        q4pa_method_id=np.array([2], dtype=np.int32), q4pa_entered=np.array([1.1])
    )
    after = renovated(measured.replace(ventilation=ventilation), "loft_mineral")["ventilation"]
    assert after["q4pa_method_id"].tolist() == [1]
    assert after["q4pa_row_id"].tolist() == [-1]
    assert math.isnan(after["q4pa_entered"][0])


def test_lining_heavy_walls_inside_takes_a_class_of_thermal_mass() -> None:
    house = row_house()
    inside = apply(house, nothing_known(house), chosen(house, "wall_internal_mineral"))["dwelling"]
    assert (inside["heavy_walls"][0], inside["inertia_class_id"][0]) == (0, 4)
    outside = renovated(house, "wall_external_mineral")["dwelling"]
    assert (outside["heavy_walls"][0], outside["inertia_class_id"][0]) == (1, 3)


def test_a_heat_pump_takes_the_place_of_the_boiler_for_heating_and_hot_water() -> None:
    after = renovated(row_house(), "heat_pump")
    generator, emitter, water = (
        after[name] for name in ("heating_generator", "heating_emitter", "hot_water_generator")
    )
    assert (generator["type_id"][0], generator["energy_id"][0], generator["use_id"][0]) == (7, 1, 3)
    assert math.isnan(generator["measured_pn_w"][0])
    assert generator["combustion_row_id"][0] == -1
    assert (emitter["type_id"][0], emitter["temperature_id"][0]) == (35, 3), "the same radiators, below 65 °C"
    assert emitter["emission_row_id"][0] == -1
    assert (water["type_id"][0], water["energy_id"][0], water["storage_l"][0]) == (12, 1, 200.0)


def electric_house() -> Stock:
    """Two electric heaters in the rooms and one in the bathroom, hot water from a tank."""
    house = row_house()
    emitter = house["heating_emitter"].take(np.array([0, 0]))
    emitter = emitter.replace(
        number=np.array([1, 2], dtype=np.int32),
        type_id=np.array([1, 4], dtype=np.int32),
        link_id=np.array([1, 3], dtype=np.int32),
        heating_kind_id=np.array([1, 1], dtype=np.int32),
        temperature_id=np.array([1, 1], dtype=np.int32),
    )
    generator = house["heating_generator"].take(np.array([0, 0]))
    generator = generator.replace(
        number=np.array([1, 2], dtype=np.int32),
        type_id=np.array([98, 101], dtype=np.int32),
        link_id=np.array([1, 3], dtype=np.int32),
        energy_id=np.array([1, 1], dtype=np.int32),
    )
    water = house["hot_water_generator"].replace(
        type_id=np.array([69], dtype=np.int32), energy_id=np.array([1], dtype=np.int32), storage_l=np.array([150.0])
    )
    return house.replace(heating_emitter=emitter, heating_generator=generator, hot_water_generator=water)


def test_electric_heaters_give_way_to_radiators_and_the_tank_stays() -> None:
    after = renovated(electric_house(), "heat_pump", "radiators")
    assert after["heating_generator"]["type_id"].tolist() == [7]
    assert after["heating_emitter"]["type_id"].tolist() == [39]
    assert after["heating_emitter"]["heating_kind_id"].tolist() == [2]
    assert after["hot_water_generator"]["type_id"].tolist() == [69]


def test_a_shared_boiler_is_not_for_one_owner_to_replace() -> None:
    house = row_house()
    shared = house.replace(heating=house["heating"].replace(shared_id=np.array([2], dtype=np.int32)))
    assert same(renovated(shared, "heat_pump"), shared)


def test_a_flat_described_by_its_building_is_left_alone() -> None:
    flat = row_house(method_id=10)
    assert same(renovated(flat, *bundles()["whole"].works), flat)


def test_the_house_given_is_not_changed() -> None:
    house, copy = row_house(), row_house()
    renovated(house, *bundles()["whole"].works)
    assert same(house, copy)


def test_a_neighbour_who_does_nothing_is_not_changed() -> None:
    street = row_of_houses(3)
    selection = {work: np.array([False, True, False]) for work in bundles()["whole"].works}
    after = apply(street, between_street_and_garden(street), selection)
    for home in (0, 2):
        assert same(after.take([home]), street.take([home]))
    assert same(after.take([1]), renovated(row_house(), *bundles()["whole"].works))


def test_a_town_and_its_homes_one_by_one_give_the_same() -> None:
    homes = [row_house(), electric_house(), row_house(construction_period_id=8)]
    works = bundles()["whole"].works
    assert same(renovated(concatenate(homes), *works), concatenate([renovated(home, *works) for home in homes]))


def test_works_only_write_official_codes() -> None:
    for work in entries():
        after = renovated(row_house(), work)
        for table in after:
            for field in after[table].spec.fields:
                if field.kind is Kind.CHOICE and field.choices:
                    written = set(after[table][field.name].tolist()) - {-1}
                    assert written <= known_ids(enumerations.choices(field.choices)), f"{work}: {table}.{field.name}"


def known_ids(choices: Mapping[int, Any]) -> set[int]:
    return set(choices)
