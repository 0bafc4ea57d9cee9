"""Hot water on figures worked out by hand from annexe 1 (§11 and §14) of the arrêté of 31 March 2021."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.energy import hot_water
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Envelope, HotWaterNeed
from rehab_app.energy.heating.generators import generators
from rehab_app.energy.need import adult_equivalents, behaviour, hot_water_need
from tests.energy.houses import Rows, changed, context_of, flat_rows, house_rows


def losing(home: Context, gv: float = 200.0) -> Envelope:
    """An envelope that loses `gv` W/K, 20 of them by ventilation."""
    each = np.full(home.size, gv)
    zero = np.zeros(home.size)
    return Envelope(each, zero + 20.0, zero, zero, zero, zero, zero, zero, zero)


def supplied(rows: Rows, kwh: float = 2000.0) -> tuple[Context, hot_water.HotWaterUse]:
    """What hot water consumes for a need of `kwh` at the tap."""
    home = context_of(rows)
    need = HotWaterNeed(np.full((1, 12), kwh / 12), np.array([kwh]), np.array([kwh]))
    return home, hot_water.consumption(home, generators(home, losing(home)), need, hot_water.supply(home))


def boiler(**fields: float) -> Rows:
    """A condensing gas boiler of 1986 to 2000 that heats rooms and water, without a tank."""
    rows = changed(house_rows(), "heating_generator", use_id=3)
    water = {"type_id": 55, "use_id": 3, "energy_id": 2, "storage_id": 1, "storage_l": 0.0}
    return changed(rows, "hot_water_generator", **{**water, **fields})


def test_electric_tank_loses_by_volume_and_type() -> None:
    # Vertical tank of 150 l: Cr = 0.23; Qgw = 8592·45/24·150·0.23 = 555 795 Wh; Rd = 0.93;
    # Rs = 1/(1 + 555 795·0.93/2 000 000) = 0.7946
    _, use = supplied(house_rows())
    assert use.storage_efficiency[0] == pytest.approx(0.79463, abs=1e-5)
    assert use.final_kwh[0] == pytest.approx(2000 / (0.93 * 0.79463), rel=1e-5)


def test_class_c_tank_gains_eight_percent() -> None:
    # 150 l: Cr = 0.20; Qgw = 483 300 Wh; 1.08/(1 + 483 300·0.93/2 000 000)
    _, use = supplied(changed(house_rows(), "hot_water_generator", type_id=71))
    assert use.storage_efficiency[0] == pytest.approx(1.08 / (1 + 483_300 * 0.93 / 2e6), rel=1e-6)


@pytest.mark.parametrize(("row", "efficiency"), [(1, 0.93), (2, 0.87), (3, 0.83), (4, 0.28), (7, 0.52), (8, 0.83)])
def test_declared_row_gives_the_distribution(row: int, efficiency: float) -> None:
    _, use = supplied(changed(house_rows(), "hot_water", distribution_row_id=row))
    assert use.distribution_efficiency[0] == pytest.approx(efficiency)


@pytest.mark.parametrize(
    ("pipes", "where", "efficiency"),
    [
        ({"shared_id": 1}, 1, 0.93),
        ({"shared_id": 1}, 0, 0.83),
        ({"shared_id": 2, "insulated_pipes": 0, "loop_id": 2}, 0, 0.28),
        ({"shared_id": 2, "insulated_pipes": 1, "loop_id": 2}, 0, 0.55),
        ({"shared_id": 2, "insulated_pipes": 1, "loop_id": 1}, 0, 0.83),
        ({"shared_id": 2, "insulated_pipes": 0, "loop_id": 3}, 0, 0.83),
    ],
)
def test_home_entered_by_hand_has_its_distribution_by_rules(
    pipes: dict[str, int], where: int, efficiency: float
) -> None:
    rows = changed(changed(house_rows(), "hot_water", **pipes), "hot_water_generator", in_heated_volume=where)
    _, use = supplied(rows)
    assert use.distribution_efficiency[0] == pytest.approx(efficiency)


def test_instantaneous_boiler_spends_its_standby_losses_on_hot_water() -> None:
    # Pn = 24 kW for instantaneous hot water; Rpn = (91 + log 24)/100 = 0.92380; Qp0 = 0.01·24 000 = 240 W
    home, use = supplied(boiler())
    machines = generators(home, losing(home)).hot_water
    assert machines.pn_w[0] == pytest.approx(24_000)
    assert machines.rpn[0] == pytest.approx(0.923802, abs=1e-6)
    assert use.generation_efficiency[0] == pytest.approx(1 / (1 / 0.923802 + 1790 * 240 / 2e6), rel=1e-6)


def test_gas_water_heater_has_no_tank_and_counts_a_pilot_only_when_one_is_read() -> None:
    # Type 65 above 10 kW: Rpn = 0.82, Qp0 = 0.012·24 000 = 288 W
    heater = {"type_id": 65, "use_id": 2, "energy_id": 2, "storage_id": 1, "storage_l": 0.0}
    _, use = supplied(changed(house_rows(), "hot_water_generator", **heater))
    assert use.generation_efficiency[0] == pytest.approx(1 / (1 / 0.82 + 1790 * 288 / 2e6), rel=1e-6)
    rows = changed(house_rows(), "hot_water_generator", **heater, characteristics_method_id=4, measured_pilot_w=120.0)
    _, lit = supplied(rows)
    assert lit.generation_efficiency[0] == pytest.approx(1 / (1 / 0.82 + (1790 * 288 + 6970 * 120) / 2e6), rel=1e-6)


def test_thermodynamic_heater_counts_its_tank_in_the_cop() -> None:
    heater = {"type_id": 6, "use_id": 2, "energy_id": 1, "storage_id": 3, "storage_l": 200.0}
    _, use = supplied(changed(house_rows(), "hot_water_generator", **heater))
    assert use.final_kwh[0] == pytest.approx(2000 / (0.93 * 2.5))
    _, read = supplied(
        changed(house_rows(), "hot_water_generator", **heater, characteristics_method_id=6, measured_cop=3.1)
    )
    assert read.generation_efficiency[0] == pytest.approx(3.1)


@pytest.mark.parametrize(("insulated", "efficiency"), [(1, 0.90), (0, 0.75)])
def test_plant_of_several_buildings_counts_as_a_network(insulated: int, efficiency: float) -> None:
    rows = changed(flat_rows(), "hot_water", shared_id=3, insulated_pipes=insulated, loop_id=1)
    _, use = supplied(changed(rows, "hot_water_generator", type_id=76, energy_id=2, storage_id=1, storage_l=0.0))
    assert use.generation_efficiency[0] == pytest.approx(efficiency)


def test_solar_share_by_zone_or_as_entered_lowers_what_is_bought() -> None:
    rows = changed(house_rows(), "hot_water", layout_id=2, solar_type_id=2)
    _, listed = supplied(rows)
    assert listed.solar_share[0] == pytest.approx(0.49)
    _, entered = supplied(changed(rows, "hot_water", solar_share_entered=0.7))
    assert entered.solar_share[0] == pytest.approx(0.7)
    assert entered.final_kwh[0] < listed.final_kwh[0]


def test_solar_system_that_the_table_lacks_refuses_the_home_by_name() -> None:
    home = context_of(changed(house_rows(), "hot_water", layout_id=2))
    hot_water.supply(home)
    [refusal] = home.refusals.found
    assert (refusal.table, refusal.number, refusal.field) == ("hot_water", 1, "solar_type_id")


def test_water_heater_of_no_type_refuses_the_home_by_name() -> None:
    home = context_of(changed(house_rows(), "hot_water_generator", type_id=None))
    generators(home, losing(home))
    assert ("hot_water_generator", 1, "type_id") in {(r.table, r.number, r.field) for r in home.refusals.found}


def test_recovered_losses_of_pipes_and_tank_in_the_heated_volume() -> None:
    # 0.48·nref/8760·(0.10·B + Qgw), over the year; the tank only in the heated volume
    home = context_of(house_rows())
    need = HotWaterNeed(np.full((1, 12), 2000 / 12), np.array([2000.0]), np.array([2000.0]))
    occupants = behaviour(home)
    hours = occupants.heating_hours_h.sum()
    inside = hot_water.recovered_wh(home, occupants, need, hot_water.supply(home)).sum()
    assert inside == pytest.approx(0.48 * hours / 8760 * (200_000 + 555_795), rel=1e-5)
    outside_home = context_of(changed(house_rows(), "hot_water_generator", in_heated_volume=0))
    outside = hot_water.recovered_wh(outside_home, occupants, need, hot_water.supply(outside_home)).sum()
    assert outside == pytest.approx(0.48 * hours / 8760 * 200_000, rel=1e-5)


def test_flats_of_a_building_each_have_their_own_tank() -> None:
    """Ten flats with a tank each consume ten times what one consumes for a tenth of the need."""
    rows = changed(house_rows(), "dwelling", method_id=6, building_living_area_m2=800.0, dwellings_in_building=10)
    _, ten = supplied(changed(rows, "hot_water", dwellings=10, multiplier=10), 20_000.0)
    _, one = supplied(house_rows(), 2000.0)
    assert ten.final_kwh[0] == pytest.approx(10 * one.final_kwh[0])


def test_spending_occupants_draw_more() -> None:
    home = context_of(house_rows())
    adults = adult_equivalents(home)
    usual = hot_water_need(home, behaviour(home), adults).annual_kwh[0]
    spending = hot_water_need(home, behaviour(home, spender=True), adults).annual_kwh[0]
    assert spending == pytest.approx(usual * 79 / 56)


@given(litres=st.floats(30, 800), kwh=st.floats(300, 6000))
def test_larger_tank_never_saves_energy(litres: float, kwh: float) -> None:
    def bought(volume: float) -> float:
        _, use = supplied(changed(house_rows(), "hot_water_generator", storage_l=volume), kwh)
        return float(use.final_kwh[0])

    # within one class of sizes: the loss by litre falls from one class to the next
    same_class = litres * 1.1 if litres * 1.1 < np.ceil(litres / 100) * 100 else litres
    assert bought(same_class) >= bought(litres) - 1e-9
