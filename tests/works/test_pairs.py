"""Two sources for one home: a hybrid heat pump, and the sun before the generator that stays."""

import datetime

import numpy as np
import pytest

from rehab_app.aids.compute import compute_aids
from rehab_app.domain.catalogue.situation import SITUATION
from rehab_app.domain.table import Stock, from_rows
from rehab_app.energy.estimate import Estimate, estimate
from rehab_app.works.apply import apply
from rehab_app.works.costs import price_of
from rehab_app.works.evaluate import evaluate
from rehab_app.works.targets import targets
from tests.works.houses import between_street_and_garden, chosen, row_house

ON = datetime.date(2026, 11, 22)
_CONVECTOR, _JOULE, _ELECTRICITY = 1, 98, 1


def other(house: Stock, table: str, **values: int) -> Stock:
    part = house[table]
    columns = {name: np.full(len(part), value, part[name].dtype) for name, value in values.items()}
    return house.replace(**{table: part.replace(**columns)})


def after(house: Stock, *works: str) -> Stock:
    return apply(house, between_street_and_garden(house), chosen(house, *works))


def result(house: Stock) -> Estimate:
    found = estimate(house, ON)
    assert not found.refusals
    return found


def with_convectors() -> Stock:
    house = other(row_house(), "heating_emitter", type_id=_CONVECTOR, heating_kind_id=1, regulation_id=2)
    return other(house, "heating_generator", type_id=_JOULE, energy_id=_ELECTRICITY, use_id=1)


def test_a_hybrid_shares_the_rooms_as_the_climate_says_and_makes_the_water_with_gas() -> None:
    house = after(row_house(), "hybrid_heat_pump")
    generator = house["heating_generator"]
    assert list(zip(generator["type_id"], generator["energy_id"], generator["use_id"], strict=True)) == [
        (147, 1, 1),
        (149, 2, 3),
    ]
    assert (house["hot_water_generator"]["type_id"][0], house["hot_water_generator"]["energy_id"][0]) == (121, 2)
    need = result(house).parts["heating_generator"]["need_kwh"]
    assert need / need.sum() == pytest.approx([0.80, 0.20])  # zone H1
    before, now = result(row_house()), result(house)
    assert now.totals["ep_conso_5_usages"][0] < before.totals["ep_conso_5_usages"][0]
    assert now.totals["emission_ges_5_usages"][0] < 0.6 * before.totals["emission_ges_5_usages"][0]


def test_a_home_on_liquefied_gas_keeps_burning_it() -> None:
    house = other(other(row_house(), "heating_generator", energy_id=9), "hot_water_generator", energy_id=9)
    house = after(house, "hybrid_heat_pump")
    assert house["heating_generator"]["type_id"].tolist() == [147, 161]
    assert house["heating_generator"]["energy_id"].tolist() == [1, 9]
    assert (house["hot_water_generator"]["type_id"][0], house["hot_water_generator"]["energy_id"][0]) == (133, 9)
    result(house)


def test_only_homes_with_gas_take_a_hybrid() -> None:
    for energy in (1, 3, 4, 8):
        house = other(row_house(), "heating_generator", energy_id=energy)
        found = targets(house, between_street_and_garden(house), chosen(house, "hybrid_heat_pump"))
        assert not found["hybrid_heat_pump"].rows.any()


def test_a_hybrid_that_is_there_is_left() -> None:
    house = after(row_house(), "hybrid_heat_pump")
    found = targets(house, between_street_and_garden(house), chosen(house, "hybrid_heat_pump"))["hybrid_heat_pump"]
    assert found.reasons.tolist() == ["already_efficient"]


def test_a_hybrid_brings_radiators_where_there_are_none() -> None:
    house = other(row_house(), "heating_emitter", type_id=_CONVECTOR, heating_kind_id=1, regulation_id=2)
    found = evaluate(house, between_street_and_garden(house), [("hybrid_heat_pump", "radiators")], ON)
    assert [found.quantities[work][0] for work in ("hybrid_heat_pump", "radiators")] == [1.0, 1.0]
    assert found.after["heating_emitter"]["type_id"].tolist() == [39]


def test_the_sun_takes_its_share_of_rooms_and_water_and_the_boiler_the_rest() -> None:
    before, house = result(row_house()), after(row_house(), "combined_solar")
    assert (house["heating"]["layout_id"][0], house["hot_water"]["solar_type_id"][0]) == (2, 4)
    assert house["heating_generator"]["type_id"].tolist() == [88], "the boiler stays"
    now = result(house)
    # zone H1a: 25 % of the heating and 87 % of the hot water of a house
    assert now.totals["conso_ecs"][0] == pytest.approx((1 - 0.87) * before.totals["conso_ecs"][0])
    assert now.totals["conso_ch"][0] == pytest.approx((1 - 0.25) * before.totals["conso_ch"][0])


def test_a_stove_beside_the_boiler_stays_beside_the_sun() -> None:
    house = after(other(row_house(), "heating", layout_id=3), "combined_solar")
    assert house["heating"]["layout_id"].tolist() == [7]


def test_the_sun_needs_hot_water_radiators_now_or_after_the_works() -> None:
    house = with_convectors()
    around = between_street_and_garden(house)
    assert not targets(house, around, chosen(house, "combined_solar"))["combined_solar"].rows.any()
    both = after(house, "heat_pump", "combined_solar")
    assert (both["heating"]["layout_id"][0], both["heating_generator"]["type_id"][0]) == (2, 7)
    assert result(both).totals["conso_ch"][0] < result(after(house, "heat_pump")).totals["conso_ch"][0]


def test_flats_and_homes_with_sun_are_left() -> None:
    for house, reason in (
        (row_house(method_id=2), "shared_system"),
        (after(row_house(), "combined_solar"), "already_efficient"),
        (other(row_house(), "heating", layout_id=6), "other_kind"),
    ):
        found = targets(house, between_street_and_garden(house), chosen(house, "combined_solar"))["combined_solar"]
        assert found.reasons.tolist() == [reason]


@pytest.mark.parametrize("work", ["combined_solar", "hybrid_heat_pump"])
def test_both_have_a_price_that_says_it_is_an_assumption(work: str) -> None:
    price = price_of(work)
    assert 0 < price.low < price.typical < price.high


@pytest.mark.parametrize(
    ("day", "replaced", "kwhc", "grant_eur"),
    [
        (datetime.date(2026, 5, 4), 0, 134_800, 10_000),  # works by themselves, until August 2026
        (ON, 0, 134_800, 0),  # the grant ended on 1 September 2026, the certificates did not
        (ON, 1, 2 * 134_800, 0),  # twice when a fossil boiler goes with it
    ],
)
def test_the_aids_that_name_combined_solar_count_it(
    day: datetime.date, replaced: int, kwhc: float, grant_eur: float
) -> None:
    project = {
        "people": 2,
        "income_eur": 12_000,
        "department": "62",
        "household_department": "62",
        "ile_de_france": 0,
        "owner": 1,
        "owner_occupier": 1,
        "main_residence": 1,
        "house": 1,
        "area_m2": 100,
        "age_years": 70,
        "label_before": 5,
        "label_after": 4,
        "replaces_fossil_boiler": replaced,
        "quantity_combined_solar": 1,
        "expense_combined_solar": 16_000,
        "vat_pct": 5.5,
    }
    found = compute_aids(from_rows(SITUATION, [project]), day)
    assert found.certificates.volumes_kwhc["combined_solar"][0] == kwhc
    granted = found.gestes.amounts_eur.get("combined_solar", np.zeros(1))
    assert granted[0] == grant_eur
