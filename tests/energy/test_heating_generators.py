"""Heat generators on figures worked out by hand from annexe 1 (§12.4, §13) of the arrêté of 31 March 2021."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.energy.families import Heater
from rehab_app.energy.heating import characteristics, load_curve, sizing, temperatures
from rehab_app.energy.heating.arrangement import arrange
from rehab_app.energy.heating.generators import Generators, generators
from tests.energy.houses import Rows, changed, context_of, house_rows
from tests.energy.test_hot_water import boiler, losing


def machines(rows: Rows, gv: float = 200.0) -> Generators:
    home = context_of(rows)
    return generators(home, losing(home, gv))


def steady(rows: Rows) -> float:
    """Efficiency that does not depend on the load, of the first generator."""
    home = context_of(rows)
    found = arrange(home, generators(home, losing(home)), np.ones(len(home.stock["heating_emitter"])))
    return float(found.steady[0])


def test_boiler_is_sized_on_the_losses_of_the_coldest_day() -> None:
    # 1.2·(200 − 0.85·20)·(19 + 9.5)/(1000·0.857375) = 7.30 kW, 18 kW the smallest sold
    home = context_of(house_rows())
    power = sizing.heating_power_kw(np.array([200.0]), np.array([20.0]), home.climate.base_c, np.array([False]))
    assert power[0] == pytest.approx(1.2 * 183 * 28.5 / 857.375)
    assert machines(house_rows()).heating.pn_w[0] == pytest.approx(18_000)


@pytest.mark.parametrize(
    ("needed", "floor_standing", "wall_hung"),
    [(3.0, 18, 5), (10.0, 18, 10), (18.0, 18, 18), (18.1, 24, 24), (33.0, 40, 40), (41.0, 45, 45), (700.0, 400, 400)],
)
def test_power_is_the_next_size_sold(needed: float, floor_standing: float, wall_hung: float) -> None:
    power = sizing.nominal_power_kw(np.array([needed, needed]), np.array([False, True]))
    assert power.tolist() == [floor_standing, wall_hung]


@pytest.mark.parametrize(("litres", "power"), [(0, 21.0), (20, 5.0), (85, 3.249), (200, 1.856)])
def test_power_for_hot_water_falls_with_the_tank(litres: float, power: float) -> None:
    assert sizing.water_power_kw(np.array([float(litres)]))[0] == pytest.approx(power, abs=1e-3)


def test_boiler_that_makes_instantaneous_hot_water_has_the_power_for_it() -> None:
    found = machines(boiler())
    assert found.boiler_of_water.tolist() == [0]
    assert found.heating.pn_w[0] == pytest.approx(24_000)


@pytest.mark.parametrize(("use", "watts"), [(3, 24_000), (1, 18_000)])
def test_a_second_boiler_is_sized_for_hot_water_where_it_is_said_to_make_it(use: int, watts: float) -> None:
    rows = boiler()
    first = rows["heating_generator"][0]
    rows = {**rows, "heating_generator": [first, {**first, "number": 2, "type_id": 88, "use_id": use}]}
    assert machines(rows).heating.pn_w.tolist() == [24_000, watts]


def test_power_read_on_the_plate_comes_first() -> None:
    rows = changed(house_rows(), "heating_generator", characteristics_method_id=2, measured_pn_w=30_000.0)
    found = machines(rows).heating
    # condensing 1986 to 2000: Rpn = 91 + log 30, Rpint = 97 + log 30, Qp0 = 1 % of Pn
    assert found.pn_w[0] == pytest.approx(30_000)
    assert found.rpn[0] == pytest.approx((91 + np.log10(30)) / 100)
    assert found.rpint[0] == pytest.approx((97 + np.log10(30)) / 100)
    assert found.qp0_w[0] == pytest.approx(300)


def test_standby_losses_written_in_kilowatts_are_understood() -> None:
    fields = {"characteristics_method_id": 4, "measured_pn_w": 25_000.0, "measured_rpn": 0.9, "measured_rpint": 0.95}
    in_w = machines(changed(house_rows(), "heating_generator", **fields, measured_qp0_w=250.0)).heating
    in_kw = machines(changed(house_rows(), "heating_generator", **fields, measured_qp0_w=0.25)).heating
    assert in_w.qp0_w[0] == in_kw.qp0_w[0] == pytest.approx(250)
    assert in_w.rpn[0] == pytest.approx(0.9)


def test_shared_boiler_keeps_its_efficiency_and_gives_its_share_of_power() -> None:
    rows = changed(house_rows(), "dwelling", method_id=5, building_living_area_m2=800.0)
    rows = changed(rows, "heating", shared_id=2, virtual_ratio=0.1)
    rows = changed(rows, "heating_generator", characteristics_method_id=2, measured_pn_w=20_000.0)
    found = machines(rows).heating
    assert found.pn_w[0] == pytest.approx(20_000)
    assert found.rpn[0] == pytest.approx((91 + np.log10(200)) / 100)
    assert found.qp0_w[0] == pytest.approx(0.01 * 20_000)


@pytest.mark.parametrize(
    ("row", "pn", "rpn", "standby"),
    [
        ("14", 100.0, 0.96, 300.0),  # condensing gas after 2015, 70 to 400 kW: 94 + log 100; 0.3 %
        ("28", 20.0, (47 + 6 * np.log10(20)) / 100, 80 * 20**0.73),
        ("47", 30.0, (90 + 2 * np.log10(30)) / 100, 85 * 30**0.6),
        ("69", 20.0, 0.77, 200 * (1.75 - 0.55 * np.log10(20))),
        ("6", 24.0, (84 + 2 * np.log10(24)) / 100, 240 * (2.5 - 0.8 * np.log10(24))),
    ],
)
def test_rows_of_the_combustion_table(row: str, pn: float, rpn: float, standby: float) -> None:
    place = np.array([int(row) - 1])
    power = np.array([pn])
    assert characteristics.full_load_efficiency(place, power)[0] == pytest.approx(rpn)
    assert characteristics.standby_w(place, power, np.array([False]))[0] == pytest.approx(standby)


def test_row_is_chosen_by_power() -> None:
    kind = np.array([97, 97, 97, 1])
    rows = characteristics.table_row("heating", kind, np.array([70.0, 70.1, 900.0, 20.0]))
    assert (rows[:3] + 1).tolist() == [13, 14, 15]
    assert rows[3] == -1


def test_other_systems_are_read_as_boilers_of_their_year() -> None:
    kind, row = np.array([113, 113, 114, 48, 119]), np.array([-1, -1, 20, 31, 5])
    year = np.array([np.nan, 1995.0, np.nan, np.nan, np.nan])
    # 113 unknown: classic gas; 113 of 1995: standard gas; declared rows say the rest
    found = characteristics.modelled_type("heating", kind, row, year)
    assert found[:3].tolist() == [85, 88, 79]
    assert characteristics.first_row("heating", found)[3] == 30
    assert characteristics.first_row("heating", found)[4] == 4


def test_other_water_heater_is_as_old_as_the_boiler_that_burns_the_same() -> None:
    rows = changed(house_rows(), "heating_generator", type_id=88)
    heater = {"type_id": 78, "use_id": 2, "energy_id": 2, "storage_id": 1, "storage_l": 0.0}
    found = machines(changed(rows, "hot_water_generator", **heater)).hot_water
    assert found.modelled_id[0] == 48  # standard gas boiler of 1991 to 2000


@pytest.mark.parametrize(
    ("kind", "energy", "efficiency"),
    [(98, 1, 1.0), (106, 1, 0.97), (107, 8, 0.97), (20, 4, 0.5), (39, 4, 0.7), (46, 5, 0.87), (47, 3, 0.72)],
)
def test_generators_without_a_load_curve(kind: int, energy: int, efficiency: float) -> None:
    rows = changed(house_rows(), "heating_generator", type_id=kind, energy_id=energy)
    assert steady(rows) == pytest.approx(efficiency)


@pytest.mark.parametrize(("emitter", "scop"), [(38, 2.8), (14, 3.2)])
def test_heat_pump_does_better_under_the_floor(emitter: int, scop: float) -> None:
    rows = changed(house_rows(), "heating_generator", type_id=7, energy_id=1)
    assert steady(changed(rows, "heating_emitter", type_id=emitter)) == pytest.approx(scop)


def test_heat_pump_in_the_south_and_as_read() -> None:
    rows = changed(house_rows(), "heating_generator", type_id=3, energy_id=1)
    rows = changed(rows, "dwelling", climate_zone_id=8)
    assert steady(rows) == pytest.approx(3.3)
    read = changed(rows, "heating_generator", characteristics_method_id=6, measured_scop=4.1)
    assert steady(read) == pytest.approx(4.1)


def test_unknown_shared_system_is_what_its_declared_row_says() -> None:
    network = changed(house_rows(), "heating_generator", type_id=119, energy_id=8, efficiency_row_id=31)
    assert machines(network).heating.family[0] == Heater.NETWORK
    joule = changed(house_rows(), "heating_generator", type_id=119, energy_id=1, efficiency_row_id=29)
    assert machines(joule).heating.family[0] == Heater.JOULE
    oil = machines(changed(house_rows(), "heating_generator", type_id=119, energy_id=3)).heating
    assert oil.modelled_id[0] == 75  # built in 1935


def burner(family: Heater, pn_kw: float = 24.0, rpn: float = 0.92, rpint: float = 0.98) -> load_curve.Burner:
    def one(value: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([value])

    return load_curve.Burner(
        family=np.array([family], dtype=np.int32),
        pn_w=one(1000 * pn_kw),
        rpn=one(rpn),
        rpint=one(rpint),
        qp0_w=one(240.0),
        pilot_w=one(0.0),
        gross_per_net=one(1.11),
        temperature_100_c=one(70.0),
        temperature_30_c=one(35.0),
    )


def test_losses_at_full_and_part_load_follow_the_water_temperature() -> None:
    # R100 = 92/1.11 = 82.883 %; R30 = 98/1.11 + 0.2·(33 − 35) = 87.888 %
    found = load_curve.losses_kw(burner(Heater.BOILER_CONDENSING), np.array([[0.0, 0.15, 0.3, 1.0]]))[0]
    r30, r100 = 98 / 1.11 - 0.4, 92 / 1.11
    q30 = 0.3 * 24 * (100 - r30) / r30
    assert found == pytest.approx([0.15 * 1.11 * 0.24, q30 / 2, q30, 24 * (100 - r100) / r100])


def test_gas_heater_loses_in_proportion_to_its_load() -> None:
    found = load_curve.losses_kw(burner(Heater.GAS_HEATER, 4.0, rpn=0.7), np.array([[0.2, 0.4]]))[0]
    assert found[1] == pytest.approx(2 * found[0])


@given(
    family=st.sampled_from([f for f in Heater if f >= Heater.WARM_AIR and f != Heater.GAS_HEATER]),
    rpn=st.floats(0.5, 0.95),
    gain=st.floats(0.0, 0.04),
    size=st.floats(0.3, 4.0),
)
def test_better_boiler_never_has_a_worse_season(family: Heater, rpn: float, gain: float, size: float) -> None:
    worse = load_curve.seasonal_efficiency(burner(family, rpn=rpn, rpint=rpn), np.array([size]))[0]
    better = load_curve.seasonal_efficiency(burner(family, rpn=rpn + gain, rpint=rpn + gain), np.array([size]))[0]
    assert better >= worse - 1e-12
    assert 0 < worse < 1.11


@pytest.mark.parametrize(
    ("family", "level", "period", "full", "part"),
    [
        (Heater.BOILER_CONDENSING, 4, 1, 80, 38),
        (Heater.BOILER_CONDENSING, 2, 3, 35, 24.5),
        (Heater.BOILER_LOW_TEMPERATURE, 2, 3, 60, 42.5),  # low is counted as medium
        (Heater.BOILER_STANDARD, 3, 2, 70, 52.5),
    ],
)
def test_water_temperatures(family: Heater, level: int, period: int, full: float, part: float) -> None:
    boiler, place = np.array([family]), temperatures.kind(np.array([level]), np.array([period]))
    column = temperatures.column(boiler, np.array([False]))
    assert temperatures.full_load_c(boiler)[0, place[0]] == full
    assert temperatures.part_load_c(column, boiler)[0, place[0]] == part


def test_period_of_emitters_comes_from_the_building_when_it_is_not_given() -> None:
    declared, year = np.array([2, -1, -1, -1]), np.array([1930.0, 1930.0, 1995.0, np.nan])
    assert temperatures.emitter_period(declared, year, np.array([1, 1, 6, 8])).tolist() == [2, 1, 2, 3]
