"""The catalogue covers the usual works, is checked on reading, and the engine takes every one of them."""

import copy
import datetime
import tomllib
from typing import Any

import numpy as np
import pytest

from rehab_app.core.paths import resource
from rehab_app.domain.catalogue.situation import MEASURES
from rehab_app.domain.works import LOTS, SELF_BUILD
from rehab_app.energy.estimate import estimate
from rehab_app.works.apply import apply
from rehab_app.works.catalogue import entries, read_entries
from rehab_app.works.quantities import takeoffs
from rehab_app.works.surroundings import Surroundings
from rehab_app.works.targets import targets
from tests.works.houses import between_street_and_garden, chosen, row_house

ON = datetime.date(2026, 11, 22)
# Families that the programme names, and what goes with them.
FAMILIES = {
    "wall_external", "wall_internal", "loft", "slopes", "flat_roof", "floor", "floor_screed", "windows", "roof_windows",
    "doors", "shutters", "airtightness", "ventilation", "heating", "radiators", "hot_water", "solar_water",
    "photovoltaics", "oil_tank", "scaffold", "asbestos_lead_survey", "asbestos_removal", "lead_treatment",
    "electricity", "damp_treatment", "structural_advice",
}  # fmt: skip
HEATING = {
    "heat_pump", "ground_heat_pump", "air_air_heat_pump", "pellet_boiler", "log_boiler", "pellet_stove", "wood_stove",
    "gas_condensing", "heat_network", "hybrid_heat_pump",
}  # fmt: skip


def parsed() -> dict[str, Any]:
    with resource("works", "catalogue.toml").open("rb") as file:
        return copy.deepcopy(tomllib.load(file))


def everywhere(around: Surroundings) -> Surroundings:
    return Surroundings(
        around.dwelling, around.side, around.heritage, around.azimuth_deg, around.length_m, around.subsidence,
        frozenset(), frozenset({"heat_network"}),
    )  # fmt: skip


def test_the_usual_works_are_all_there() -> None:
    assert {item.family for item in entries().values()} >= FAMILIES
    assert set(entries()) >= HEATING
    assert {item.work.lot for item in entries().values()} == set(LOTS)
    assert any(item.biosourced for item in entries().values())


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("unit", "yard", "known: ens"),
        ("lot", "garden", "garden"),
        ("measure", "gold", "gold"),
        ("needs", ["roofs"], "roofs"),
        ("self_build", "always", "always"),
        ("conditions", ["rain"], "rain"),
        ("colour", "red", "unknown key colour"),
    ],
)
def test_a_wrong_line_is_refused_by_its_work_and_key(key: str, value: object, told: str) -> None:
    raw = parsed()
    raw["works"]["windows_pvc"][key] = value
    with pytest.raises(ValueError, match="windows_pvc") as refused:
        read_entries(raw)
    assert told in str(refused.value)


def test_a_line_that_lacks_something_is_refused() -> None:
    raw = parsed()
    del raw["works"]["doors"]["price"]
    with pytest.raises(ValueError, match="doors lacks price"):
        read_entries(raw)


@pytest.mark.parametrize("work", list(entries()))
def test_the_engine_takes_a_house_after_each_work(work: str) -> None:
    house = row_house(construction_year=1912)
    around = everywhere(between_street_and_garden(house, subsidence="settlement"))
    after = apply(house, around, chosen(house, work))
    assert estimate(after, ON).refusals == ()


EQUIPMENT = [
    "heat_pump", "ground_heat_pump", "pellet_boiler", "log_boiler", "pellet_stove", "heat_network", "photovoltaics",
    "shutters", "airtightness", "thermodynamic_water_heater", "solar_water_heater", "ventilation_humidity",
    "hybrid_heat_pump", "combined_solar",
]  # fmt: skip


@pytest.mark.parametrize("work", EQUIPMENT)
def test_equipment_changes_the_energy_of_the_house(work: str) -> None:
    house = row_house(construction_year=1912)
    around = everywhere(between_street_and_garden(house))
    before = estimate(house, ON).totals["ep_conso_5_usages"][0]
    after = estimate(apply(house, around, chosen(house, work)), ON).totals["ep_conso_5_usages"][0]
    assert after != before
    if work.startswith(("heat_pump", "ground", "photo", "air", "solar", "shutters")):
        assert after < before


def test_a_town_rule_forbids_and_what_is_not_offered_is_not_counted() -> None:
    house = row_house()
    around = between_street_and_garden(house)
    ruled = Surroundings(
        around.dwelling, around.side, around.heritage, around.azimuth_deg, around.length_m, around.subsidence,
        frozenset({"direct_electric_heating"}),
    )  # fmt: skip
    found = targets(house, ruled, chosen(house, "electric_heaters", "heat_network"))
    assert "town_rule" in found["electric_heaters"].reasons.tolist()
    assert "not_offered" in found["heat_network"].reasons.tolist()
    assert targets(house, around, chosen(house, "electric_heaters"))["electric_heaters"].rows.any()


def test_surveys_follow_the_age_and_the_ground() -> None:
    old, recent = row_house(construction_year=1912), row_house(construction_year=2005)
    works = ("structural_advice", "asbestos_lead_survey", "lead_treatment")
    mined = targets(old, between_street_and_garden(old, subsidence="settlement"), chosen(old, *works))
    assert [mined[work].rows.any() for work in works] == [True, True, True]
    calm = targets(recent, between_street_and_garden(recent), chosen(recent, *works))
    assert [calm[work].rows.any() for work in works] == [False, False, False]


def test_walls_against_a_neighbour_ask_for_an_agreement_and_panels_for_a_look_at_the_roof() -> None:
    house = row_house(construction_year=1912)
    around = between_street_and_garden(house, "unesco")
    works = ("wall_external_mineral", "photovoltaics", "sarking_mineral")
    (found,) = takeoffs(house, around, targets(house, around, chosen(house, *works)))
    assert "party_wall_consent" in found["wall_external_mineral"].conditions
    assert {"roof_orientation", "heritage_opinion"} <= set(found["photovoltaics"].conditions)
    assert found["photovoltaics"].quantity == float(np.floor(40 * 0.4 * 0.17))


def test_dangerous_works_are_for_firms() -> None:
    for code, item in entries().items():
        assert item.self_build in SELF_BUILD
        dangerous = item.work.lot in ("heating", "electricity", "solar", "ventilation") or "asbestos" in code
        if dangerous and item.family != "pipes":  # sleeves on pipes touch neither gas nor refrigerant
            assert item.self_build == "none", code


def test_every_measure_named_exists_and_insulation_has_one() -> None:
    assert {item.measure for item in entries().values()} - {""} <= set(MEASURES)
    insulating = [code for code, item in entries().items() if item.effect.kind == "insulate"]
    assert all(entries()[code].measure for code in insulating if code != "floor_screed")
