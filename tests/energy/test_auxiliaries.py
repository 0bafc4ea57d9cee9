"""Pumps, burners and fans, standby losses, cooling and panels (annexe 1, §5, §9.1, §10, §15 and §16.2)."""

import numpy as np
import pytest

from rehab_app.energy import auxiliaries, circulators, cooling, panels
from rehab_app.energy.envelope import Gains, HotWaterNeed
from rehab_app.energy.heating import standby
from rehab_app.energy.heating.generators import generators
from rehab_app.energy.need import behaviour
from tests.energy.houses import Rows, changed, context_of, flat_rows, house_rows
from tests.energy.test_heating_layouts import NEED_KWH, heated, with_generators
from tests.energy.test_hot_water import boiler, losing, supplied


def found(rows: Rows) -> auxiliaries.Auxiliaries:
    home, use = heated(rows)
    _, water = supplied(rows)
    need = HotWaterNeed(np.full((1, 12), 2000 / 12), np.array([2000.0]), np.array([2000.0]))
    machines = generators(home, losing(home))
    return auxiliaries.auxiliaries(home, losing(home), behaviour(home), machines, use, need, water)


def test_burner_of_a_gas_boiler_runs_by_its_load() -> None:
    # (20 + 1.6·18)·need/18 000, the boiler being of 18 kW
    assert found(house_rows()).heating_generation_kwh[0] == pytest.approx((20 + 1.6 * 18) * NEED_KWH / 18_000)


def test_burner_counts_hot_water_too() -> None:
    assert found(boiler()).water_generation_kwh[0] == pytest.approx((20 + 1.6 * 24) * 2000 / 24_000)
    assert found(house_rows()).water_generation_kwh[0] == 0


def test_direct_electric_heating_has_no_pump() -> None:
    rows = changed(house_rows(), "heating_generator", type_id=98, energy_id=1)
    rows = changed(rows, "heating_emitter", type_id=1, heating_kind_id=1, control_id=4)
    auxiliary = found(rows)
    assert auxiliary.heating_generation_kwh[0] == 0
    assert auxiliary.heating_distribution_kwh[0] == 0


def test_circulator_of_a_house_follows_flow_and_pressure() -> None:
    # Lem = 5·0.802·(2 + √(80/2)) = 33.38 m; Δp = 0.15·Lem + 10 = 15.01 kPa (two pipes)
    # q = 0.4·(20 + 9.5)/(1.163·7.5) = 1.353 m³/h; P = 6.44·(15.01·1.353)^0.676 = 49.2 W
    rows = house_rows()
    home, use = heated(rows)
    occupants = behaviour(home)
    pressure = 0.15 * 5 * 0.802 * (2 + np.sqrt(40)) + 10
    power = 6.44 * (pressure * 0.4 * 29.5 / (1.163 * 7.5)) ** 0.676
    kwh = circulators.heating_kwh(home, losing(home, 400.0), occupants, use)[0]
    assert kwh == pytest.approx(power * occupants.heating_hours_h.sum() / 1000)


def test_small_circulator_takes_thirty_watts() -> None:
    home, use = heated(house_rows())
    occupants = behaviour(home)
    kwh = circulators.heating_kwh(home, losing(home, 50.0), occupants, use)[0]
    assert kwh == pytest.approx(0.030 * occupants.heating_hours_h.sum())


def test_stove_beside_a_boiler_leaves_the_circulator_three_quarters() -> None:
    rows = with_generators(3, (95, 2, 1), (22, 4, 2), emitters=((34, 1), (21, 2)))
    home, use = heated(rows)
    whole_home, whole_use = heated(house_rows())
    occupants = behaviour(home)
    part = circulators.heating_kwh(home, losing(home, 800.0), occupants, use)[0]
    whole = circulators.heating_kwh(whole_home, losing(whole_home, 800.0), occupants, whole_use)[0]
    assert part == pytest.approx(whole * 0.75**0.676)


@pytest.mark.parametrize(("kinds", "emitters"), [(((95, 2, 1),), ((10, 1),)), (((95, 2, 1),), ((1, 1), (3, 1)))])
def test_room_heaters_have_no_pump_whatever_generator_is_filed(
    kinds: tuple[tuple[int, int, int], ...], emitters: tuple[tuple[int, int], ...]
) -> None:
    home, use = heated(with_generators(1, *kinds, emitters=emitters))
    assert circulators.heating_kwh(home, losing(home, 400.0), behaviour(home), use)[0] == 0


@pytest.mark.parametrize(("base", "pumped"), [((95, 2, 1), True), ((4, 1, 1), False)])
def test_a_heat_pump_as_shared_base_counts_no_pump_and_a_boiler_does(base: tuple[int, int, int], pumped: bool) -> None:
    rows = with_generators(10, base, (98, 1, 2), emitters=((34, 1), (1, 2)))
    home, use = heated(changed(rows, "heating", shared_id=4, layout_id=10))
    assert (circulators.heating_kwh(home, losing(home, 400.0), behaviour(home), use)[0] > 0) == pumped


def test_loop_and_tracing_of_shared_hot_water() -> None:
    rows = changed(flat_rows(), "dwelling", method_id=5, building_living_area_m2=1100.0)
    rows = changed(rows, "hot_water", shared_id=2, virtual_ratio=0.05, storeys=4, insulated_pipes=1)
    rows = changed(rows, "hot_water_generator", type_id=73, energy_id=8, storage_id=1, storage_l=0.0)
    looped = found(changed(rows, "hot_water", loop_id=2)).water_distribution_kwh[0]
    traced = found(changed(rows, "hot_water", loop_id=3)).water_distribution_kwh[0]
    neither = found(changed(rows, "hot_water", loop_id=1)).water_distribution_kwh[0]
    assert traced == pytest.approx(0.14 * 2000)
    assert neither == 0
    # at least 20 W all year round for the twentieth of the building
    assert looped >= 0.05 * 0.020 * 24 * 358


@pytest.mark.parametrize(
    ("kind", "after_2012", "watts"),
    [
        (1, 0, 0),  # windows
        (25, 0, 0),  # natural, by duct
        (3, 0, 65),
        (6, 1, 35),
        (7, 0, 50),
        (9, 0, 15),
        (15, 1, 15),
        (19, 0, 80),
        (20, 1, 35),
        (5, 1, 65),  # the type says 2001 to 2012
        (16, 0, 65),  # low pressure: the type has no date
        (16, 1, 35),
        (26, 0, 65 * 14 / 168),  # hybrid
    ],
)
def test_fans_of_a_house(kind: int, after_2012: int, watts: float) -> None:
    rows = changed(house_rows(), "ventilation", type_id=kind, after_2012=after_2012)
    assert auxiliaries.ventilation_kwh(context_of(rows))[0] == pytest.approx(8.76 * watts)


def test_fans_of_a_flat_by_the_air_they_move() -> None:
    # VMC of 1982 to 2000: 0.46 W/(m³/h)·1.65 m³/(h·m²)·55 m²
    assert auxiliaries.ventilation_kwh(context_of(flat_rows()))[0] == pytest.approx(8.76 * 0.46 * 1.65 * 55)


def test_standby_losses_in_the_heated_volume_warm_it() -> None:
    # 0.48·0.75·180 W while it runs, in the unit that certified software takes; at most all heating hours
    home = context_of(house_rows())
    machines, occupants = generators(home, losing(home)), behaviour(home)
    before = np.full((1, 12), 1e9) * (occupants.heating_hours_h > 0)
    recovered = standby.recovered_wh(home, occupants, machines, before)
    assert recovered.sum() == pytest.approx(0.48 * 0.75 * 180 * occupants.heating_hours_h.sum() / 1000)
    cellar = context_of(changed(house_rows(), "heating_generator", in_heated_volume=0))
    assert standby.recovered_wh(cellar, occupants, generators(cellar, losing(cellar)), before).sum() == 0


def cooled(**fields: float) -> tuple[Rows, Gains]:
    unit = {"dwelling": 0, "number": 1, "type_id": 3, "period_id": 3, "energy_id": 1, "cooled_area_m2": 40.0}
    rows = {**changed(house_rows(), "dwelling", climate_zone_id=8), "cooling": [{**unit, **fields}]}
    month = np.zeros((1, 12))
    month[0, 6] = 300_000.0
    return rows, Gains(np.array([2.0]), month, month, month, month, month)


def test_cooling_consumes_nine_tenths_of_the_need_over_the_eer() -> None:
    rows, gains = cooled()
    home = context_of(rows)
    unit = cooling.consumption(home, losing(home), behaviour(home), gains)
    assert unit.need_kwh[0] > 600  # what the sun and the occupants bring in July, and what the air brings
    assert unit.eer[0] == pytest.approx(7.125)
    assert unit.final_kwh[0] == pytest.approx(0.9 * unit.need_kwh[0] * 40 / 80 / 7.125)


def test_cooling_unit_of_an_unknown_period_refuses_the_home_by_name() -> None:
    rows, gains = cooled(type_id=22, period_id=-1)
    home = context_of(rows)
    cooling.consumption(home, losing(home), behaviour(home), gains)
    [refusal] = home.refusals.found
    assert (refusal.table, refusal.number, refusal.field) == ("cooling", 1, "period_id")


def test_panels_give_by_area_and_orientation_and_serve_each_use() -> None:
    panel = {"dwelling": 0, "number": 1, "modules": 10.0, "orientation_id": 3, "tilt_id": 2}
    home = context_of({**house_rows(), "panel": [panel]})
    given = panels.produced_kwh(home)[0]
    by_area = {**panel, "modules": None, "area_m2": 16.0}
    assert panels.produced_kwh(context_of({**house_rows(), "panel": [by_area]}))[0] == pytest.approx(given)
    assert given / (1.07 * 16 * 0.17 * 0.86) == pytest.approx(1573.5)  # sun of zone H1a, kWh/m²
    uses = {use: np.array([1000.0]) for use in panels.USES if use != "other"}
    used = panels.self_consumption(home, uses)
    assert 0 < used.total_kwh[0] < given
    # used by weight: ventilation 0.50, heating 0.02
    assert used.used_kwh["ventilation"][0] == pytest.approx(25 * used.used_kwh["heating"][0])


def test_home_without_panels_takes_nothing_from_them() -> None:
    home = context_of(house_rows())
    used = panels.self_consumption(home, {use: np.array([1000.0]) for use in panels.USES if use != "other"})
    assert used.total_kwh[0] == 0
