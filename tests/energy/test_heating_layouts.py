"""Layouts 1 to 11 of heating, and what each generator consumes (annexe 1, §8, §9 and §12)."""

import numpy as np
import pytest

from rehab_app.energy import intermittence
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import HeatingNeed
from rehab_app.energy.heating import emission
from rehab_app.energy.heating.arrangement import arrange
from rehab_app.energy.heating.consumption import HeatingUse, consumption
from rehab_app.energy.heating.generators import generators
from rehab_app.energy.need import behaviour
from tests.energy.houses import Rows, changed, context_of, flat_rows, house_rows
from tests.energy.test_hot_water import losing

NEED_KWH = 10_000.0


def heated(rows: Rows, need_kwh: float = NEED_KWH) -> tuple[Context, HeatingUse]:
    """What heating consumes for a need of `need_kwh`, spread over the year as degree-hours are."""
    home = context_of(rows)
    occupants = behaviour(home)
    monthly = occupants.degree_hours_ch / occupants.degree_hours_ch.sum() * need_kwh
    need = HeatingNeed(1000 * monthly, monthly, np.array([need_kwh]), np.full(len(home.stock["heating"]), need_kwh))
    machines, envelope = generators(home, losing(home)), losing(home)
    arranged = arrange(home, machines, intermittence.factors(home, envelope))
    return home, consumption(home, envelope, occupants, machines, need, arranged)


def with_generators(layout: int, *kinds: tuple[int, int, int], emitters: tuple[tuple[int, int], ...] = ()) -> Rows:
    """A house with that layout; generators are (type, energy, link), emitters (type, link)."""
    rows = changed(house_rows(), "heating", layout_id=layout)
    first, emitter = rows["heating_generator"][0], rows["heating_emitter"][0]
    rows["heating_generator"] = [
        {**first, "number": place + 1, "type_id": kind, "energy_id": energy, "link_id": link}
        for place, (kind, energy, link) in enumerate(kinds)
    ]
    rows["heating_emitter"] = [
        {**emitter, "number": place + 1, "type_id": kind, "link_id": link, "heating_kind_id": 1 if kind < 24 else 2}
        for place, (kind, link) in enumerate(emitters or ((34, 1),))
    ]
    return rows


def test_intermittence_of_a_house_and_its_size() -> None:
    # I0 = 0.87 (central, without minimum, room by room, radiator, medium inertia); G = 200/(80·2.5) = 1
    home = context_of(house_rows())
    assert intermittence.i0(home)[0] == pytest.approx(0.87)
    assert intermittence.factors(home, losing(home, 200.0))[0] == pytest.approx(0.87)
    assert intermittence.factors(home, losing(home, 400.0))[0] == pytest.approx(0.87 / 1.1)


def test_shared_heating_billed_on_meters_is_used_less() -> None:
    rows = changed(flat_rows(), "dwelling", method_id=3, building_living_area_m2=800.0)
    rows = changed(rows, "heating", shared_id=2)
    rows = changed(rows, "heating_emitter", type_id=36, control_id=6)
    without = intermittence.i0(context_of(rows))[0]
    metered = intermittence.i0(context_of(changed(rows, "heating", billing_share=0.7)))[0]
    declared = intermittence.i0(context_of(changed(rows, "heating_emitter", intermittence_row_id=179)))[0]
    assert (without, metered, declared) == (pytest.approx(1.01), pytest.approx(0.93), pytest.approx(0.93))


def test_stove_is_a_room_heater_whatever_the_installation_is_called() -> None:
    rows = changed(house_rows(), "heating_emitter", type_id=21, heating_kind_id=2, control_id=1)
    assert intermittence.i0(context_of(rows))[0] == pytest.approx(0.84)


def test_emission_of_radiators_by_pipes() -> None:
    # Re 0.95, Rr 0.90 without thermostatic valves, Rd 0.88 bare and 0.92 insulated (individual, hot)
    bare = emission.efficiency(context_of(house_rows()))[0]
    insulated = emission.efficiency(context_of(changed(house_rows(), "heating_emitter", insulated_pipes=1)))[0]
    assert bare == pytest.approx(0.95 * 0.90 * 0.88)
    assert insulated == pytest.approx(0.95 * 0.90 * 0.92)


def test_simple_direct_electric_heating() -> None:
    rows = changed(house_rows(), "heating_generator", type_id=98, energy_id=1)
    rows = changed(rows, "heating_emitter", type_id=1, heating_kind_id=1, control_id=4, regulation_id=2)
    home, use = heated(rows)
    i0 = intermittence.i0(home)[0]
    assert use.final_kwh[0] == pytest.approx(NEED_KWH * i0 / (0.95 * 0.99))


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (with_generators(3, (95, 2, 1), (22, 4, 2), emitters=((34, 1), (21, 2))), [0.75, 0.25]),
        # the file links the stove to the main emitter: a stove is the back-up all the same
        (with_generators(3, (95, 2, 1), (22, 4, 1), emitters=((34, 1), (21, 2))), [0.75, 0.25]),
        (with_generators(4, (22, 4, 1), (98, 1, 3), emitters=((21, 1), (1, 3))), [0.9, 0.1]),
        (
            with_generators(5, (95, 2, 1), (22, 4, 2), (98, 1, 3), emitters=((34, 1), (21, 2), (1, 3))),
            [0.675, 0.225, 0.1],
        ),
        (with_generators(6, (58, 4, 1), (79, 3, 1)), [0.75, 0.25]),
        (with_generators(8, (7, 1, 1), (95, 2, 1)), [0.8, 0.2]),
        (with_generators(8, (95, 2, 1), (7, 1, 1)), [0.2, 0.8]),
        (with_generators(9, (7, 1, 1), (95, 2, 1), (22, 4, 2), emitters=((34, 1), (21, 2))), [0.6, 0.15, 0.25]),
        # both parts of a hybrid heat pump in zone H1
        (with_generators(1, (149, 2, 1), (147, 1, 1)), [0.2, 0.8]),
        # two boilers share by power, two heaters evenly
        (with_generators(1, (98, 1, 1), (99, 1, 1), emitters=((1, 1),)), [0.5, 0.5]),
        # only one generator of the layout is described: it heats all
        (with_generators(3, (95, 2, 1)), [1.0]),
    ],
)
def test_parts_of_the_need_by_layout(rows: Rows, parts: list[float]) -> None:
    home, use = heated(rows)
    assert not home.refusals.found
    assert use.part == pytest.approx(np.array(parts))


def test_solar_heating_takes_its_share_first() -> None:
    rows = with_generators(7, (95, 2, 1), (22, 4, 2), emitters=((34, 1), (21, 2)))
    _, use = heated(changed(rows, "heating", solar_type_id=1))
    assert use.part == pytest.approx(np.array([0.75 * 0.75, 0.25 * 0.75]))  # Fch = 0.25 in zone H1a


def test_cascade_splits_by_power() -> None:
    rows = with_generators(1, (95, 2, 1), (96, 2, 1))
    rows["heating_generator"][0] |= {"characteristics_method_id": 2, "measured_pn_w": 30_000.0}
    rows["heating_generator"][1] |= {"characteristics_method_id": 2, "measured_pn_w": 10_000.0}
    _, use = heated(rows)
    assert use.part == pytest.approx(np.array([0.75, 0.25]))


def test_emitters_count_by_the_area_they_heat() -> None:
    rows = with_generators(1, (95, 2, 1), emitters=((34, 1), (13, 1)))
    rows["heating_emitter"][0]["heated_area_m2"] = 60.0
    rows["heating_emitter"][1]["heated_area_m2"] = 20.0
    home, use = heated(rows)
    chains = intermittence.factors(home, losing(home)) / emission.efficiency(home)
    assert use.chain[0] == pytest.approx(0.75 * chains[0] + 0.25 * chains[1])


def shared_base(power_w: float) -> Rows:
    rows = changed(flat_rows(), "dwelling", method_id=31, building_living_area_m2=1100.0)
    rows = changed(rows, "heating", layout_id=10, shared_id=4, virtual_ratio=0.05)
    base, emitter = rows["heating_generator"][0], rows["heating_emitter"][0]
    rows["heating_generator"] = [
        {**base, "characteristics_method_id": 2, "measured_pn_w": power_w},
        {**base, "number": 2, "type_id": 98, "energy_id": 1, "link_id": 1},
    ]
    rows["heating_emitter"] = [
        {**emitter, "type_id": 36, "control_id": 6},
        {**emitter, "number": 2, "type_id": 1, "heating_kind_id": 1, "control_id": 1},
    ]
    return rows


def test_backup_of_a_shared_base_heats_what_the_base_cannot() -> None:
    large = heated(shared_base(8000.0), 4000.0)[1].part
    small = heated(shared_base(600.0), 4000.0)[1].part
    assert large == pytest.approx(np.array([1.0, 0.0]), abs=1e-6)
    assert 0.2 < small[0] < 0.95
    assert small.sum() == pytest.approx(1.0)


def test_convector_on_two_circuits_is_programmed_on_its_own_circuit_only() -> None:
    rows = changed(flat_rows(), "dwelling", method_id=31, building_living_area_m2=1100.0)
    rows = changed(rows, "heating", layout_id=11, shared_id=4)
    rows = changed(rows, "heating_generator", type_id=105, energy_id=1)
    rows = changed(rows, "heating_emitter", type_id=40, heating_kind_id=1, control_id=4)
    # 0.6·1.03 (shared circuit) + 0.4·0.86 (own circuit, room by room)
    assert intermittence.i0(context_of(rows))[0] == pytest.approx(0.6 * 1.03 + 0.4 * 0.86)


def test_installation_without_generator_refuses_the_home_by_name() -> None:
    rows = changed(house_rows(), "heating_generator", heating_number=2)
    home, _ = heated(rows)
    assert ("heating", 1, "heating_generator") in {(r.table, r.number, r.field) for r in home.refusals.found}
    assert ("heating_generator", 1, "heating_number") in {(r.table, r.number, r.field) for r in home.refusals.found}
