"""Needs, gains, lighting and thermal mass, on figures worked out by hand from annexe 1."""

import numpy as np
import pytest

from rehab_app.energy.gains import gains, south_area_m2
from rehab_app.energy.inertia import gain_exponent, inertia_class
from rehab_app.energy.lighting import consumption_kwh
from rehab_app.energy.losses.whole import losses
from rehab_app.energy.losses.windows import windows
from rehab_app.energy.need import (
    adult_equivalents,
    before_recovery_wh,
    behaviour,
    heating_need,
    hot_water_need,
    useful_gains_share,
)
from tests.energy.houses import Rows, changed, context_of, flat_rows, house_rows


@pytest.mark.parametrize(
    ("area_m2", "adults"),
    [(25.0, 1.0), (50.0, 1.75 - 0.01875 * 20), (80.0, 1.75 + 0.3 * 0.25), (120.0, 1.75 + 0.3 * 1.25)],
)
def test_adults_of_a_house(area_m2: float, adults: float) -> None:
    home = context_of(changed(house_rows(), "dwelling", living_area_m2=area_m2))
    assert adult_equivalents(home)[0] == pytest.approx(adults)


def test_adults_of_a_flat_and_of_a_building() -> None:
    assert adult_equivalents(context_of(flat_rows()))[0] == pytest.approx(1.75 + 0.3 * (0.035 * 55 - 1.75))
    block = changed(flat_rows(), "dwelling", method_id=6, building_living_area_m2=550.0, dwellings_in_building=10)
    assert adult_equivalents(context_of(block))[0] == pytest.approx(10 * (1.75 + 0.3 * (0.035 * 55 - 1.75)))


def test_hot_water_need_of_a_year() -> None:
    # zone H1a below 400 m; December counts 24 days
    cold_c = np.array([7.8, 5.5, 6.9, 8.9, 11.6, 15.1, 16.1, 17.8, 15.9, 14.3, 9.6, 8.3])
    home = context_of(house_rows())
    need = hot_water_need(home, behaviour(home), adult_equivalents(home))
    days = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 24])
    by_hand = (1.163 * 1.825 * 56 * (40 - home.climate.cold_water_c[0]) * days / 1000).sum()
    assert need.annual_kwh[0] == pytest.approx(by_hand)
    assert home.climate.cold_water_c[0, 0] == cold_c[0]
    assert need.installation_kwh.sum() == pytest.approx(need.annual_kwh[0])


def test_spending_occupants_need_more() -> None:
    home = context_of(house_rows())
    usual, spending = behaviour(home), behaviour(home, spender=True)
    adults = adult_equivalents(home)
    assert hot_water_need(home, spending, adults).annual_kwh[0] == pytest.approx(
        hot_water_need(home, usual, adults).annual_kwh[0] * 79 / 56
    )
    assert (spending.degree_hours_ch >= usual.degree_hours_ch).all()


def test_south_area_counts_orientation_shade_and_glass() -> None:
    home = context_of(house_rows())
    panes = windows(home)
    by_side = south_area_m2(home, panes)[0]
    assert by_side[0] == pytest.approx((3.5 * panes.sw[0] * np.array([1.0, *_C1_JANUARY])).sum(), rel=1e-3)


_C1_JANUARY = (0.43, 0.31, 0.4)  # north, east, west, vertical, zone H1a


def test_a_window_towards_a_garage_brings_no_sun() -> None:
    rows = changed(house_rows(), "window", 1, adjacency_id=8, buffer_insulation_id=2)
    rows = changed(rows, "window", 1, buffer_inner_area_m2=3.5, buffer_outer_area_m2=3.5)
    home = context_of(rows)
    assert south_area_m2(home, windows(home))[0, 0] < south_area_m2(context_of(house_rows()), windows(home))[0, 0]


def test_a_veranda_lets_part_of_the_sun_through() -> None:
    rows = changed(house_rows(), "window", 1, adjacency_id=10, buffer_insulation_id=10)
    veranda: Rows = {
        "sunspace": [{"dwelling": 0, "number": 1, "buffer_insulation_id": 10, "transparency_row_id": 2}],
        "sunspace_window": [
            {"dwelling": 0, "number": 1, "sunspace_number": 1, "area_m2": 12.0, "orientation_id": 1, "tilt_id": 3}
        ],
    }
    home, without = context_of({**rows, **veranda}), context_of(rows)
    panes = windows(home)
    # T 0.62 (wood, single glass), b 0.55 in H1: direct + (whole - direct)·b, January, C1 = 1 to the south
    direct = 0.62 * 3.5 * panes.sw[0]
    whole = 12.0 * (0.8 * 0.62 + 0.024)
    added = south_area_m2(home, panes)[0, 0] - south_area_m2(without, panes)[0, 0]
    assert added == pytest.approx(direct + (whole - direct) * 0.55)


def test_useful_gains_and_need_of_a_month() -> None:
    home = context_of(house_rows())
    lost, occupants = losses(home), behaviour(home)
    free = gains(home, occupants, south_area_m2(home, lost.windows), adult_equivalents(home))
    share = useful_gains_share(home, lost.envelope, occupants, free)
    gv, dh = lost.envelope.gv_w_k[0], occupants.degree_hours_ch[0, 0]
    x = (free.solar_wh[0, 0] + free.internal_wh[0, 0]) / (gv * dh)
    assert share[0, 0] == pytest.approx((x - x**2.9) / (1 - x**2.9))
    before = before_recovery_wh(lost.envelope, occupants, share)
    assert before[0, 0] == pytest.approx(gv * dh * (1 - share[0, 0]))
    assert (share[0, 6:8] == 0).all()  # July and August are not heated
    need = heating_need(home, before, np.full((1, 12), 1e9))
    assert need.annual_kwh[0] == 0.0


def test_installations_share_the_need_by_the_area_they_heat() -> None:
    rows = house_rows()
    rows = changed(rows, "heating", heated_area_m2=60.0)
    rows["heating"].append({**rows["heating"][0], "number": 2, "heated_area_m2": 20.0})
    home = context_of(rows)
    need = heating_need(home, np.full((1, 12), 1e6), np.zeros((1, 12)))
    assert need.installation_kwh == pytest.approx([0.75 * 12_000, 0.25 * 12_000])


def test_light_of_a_year() -> None:
    assert consumption_kwh(context_of(house_rows()))[0] == pytest.approx(0.9 * 1.4 * 1.5 * 80)


def test_thermal_mass_is_declared_or_counted() -> None:
    heavy = {"inertia_class_id": None, "heavy_floor": 1, "heavy_roof": 0, "heavy_walls": 1}
    home = context_of(changed(house_rows(), "dwelling", **heavy))
    assert home.inertia_id[0] == 2
    assert gain_exponent(home.inertia_id)[0] == 3.6
    assert inertia_class(context_of(house_rows()).stock)[0] == 3


def test_thermal_mass_of_parts_that_nobody_declared() -> None:
    unknown = changed(house_rows(), "dwelling", inertia_class_id=None)
    assert context_of(unknown).inertia_id[0] == 2  # bare brick walls and a bare slab, wooden ceiling
    lined = changed(unknown, "wall", 0, insulation_id=3)
    assert context_of(lined).inertia_id[0] == 3
    light = changed(lined, "floor", type_id=4)
    assert context_of(light).inertia_id[0] == 4
