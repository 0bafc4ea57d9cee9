"""Losses of the envelope, each on figures worked out by hand from annexe 1 of the arrêté of 31 March 2021."""

import numpy as np
import pytest

from rehab_app.energy.building import Refusals
from rehab_app.energy.losses.bridges import bridge_k, bridge_loss_w_k
from rehab_app.energy.losses.doors import door_u
from rehab_app.energy.losses.floors import floor_u
from rehab_app.energy.losses.reduction import reduction
from rehab_app.energy.losses.roofs import roof_u
from rehab_app.energy.losses.walls import wall_u
from rehab_app.energy.losses.whole import losses
from rehab_app.energy.losses.windows import windows
from tests.energy.houses import ATTIC, CRAWL_SPACE, GARAGE, NEIGHBOUR, Rows, changed, context_of, house_rows


@pytest.mark.parametrize(
    ("fields", "b"),
    [
        ({"adjacency_id": 1}, 1.0),
        ({"adjacency_id": NEIGHBOUR}, 0.0),
        ({"adjacency_id": 20}, 0.2),
        ({"adjacency_id": 7}, 0.95),
        # garage, nothing insulated, Aiu/Aue = 20/40: interval ]0.25, 0.50]
        (
            {
                "adjacency_id": GARAGE,
                "buffer_insulation_id": 2,
                "buffer_inner_area_m2": 20.0,
                "buffer_outer_area_m2": 40.0,
            },
            0.8,
        ),
        # an unheated room without a wall outdoors loses nothing
        (
            {
                "adjacency_id": GARAGE,
                "buffer_insulation_id": 2,
                "buffer_inner_area_m2": 20.0,
                "buffer_outer_area_m2": 0.0,
            },
            0.0,
        ),
        # veranda facing south in zone H1, wall insulated
        ({"adjacency_id": 10, "buffer_insulation_id": 7}, 0.58),
        # the row named by the assessment comes first
        ({"adjacency_id": 1, "reduction_row_id": 4}, 0.2),
    ],
)
def test_reduction_towards_what_is_not_outdoors(fields: dict[str, float], b: float) -> None:
    home = context_of(changed(house_rows(), "wall", 1, **fields))
    assert reduction(home, "wall")[0] == pytest.approx(b)


def test_an_unheated_room_without_areas_refuses_the_home_by_part_and_field() -> None:
    home = context_of(changed(house_rows(), "wall", 2, adjacency_id=GARAGE, buffer_insulation_id=2))
    reduction(home, "wall")
    assert [(refusal.table, refusal.number, refusal.field) for refusal in home.refusals.found] == [
        ("wall", 2, "buffer_inner_area_m2"),
        ("wall", 2, "buffer_outer_area_m2"),
    ]


@pytest.mark.parametrize(
    ("fields", "u"),
    [
        ({}, 2.0),  # solid brick, 34 cm
        ({"thickness_cm": 33}, 2.25),  # the largest tabulated thickness below is 28 cm
        ({"thickness_cm": 5}, 2.5),  # 3.9 in the table, at most 2.5
        ({"u0_method_id": 1}, 2.5),
        ({"lining_id": 5}, 1 / (1 / 2.0 + 0.21)),
        ({"insulating_render": 1}, 1 / (1 / 2.0 + 0.7)),
        ({"u_method_id": 3, "insulation_thickness_cm": 10}, 1 / (1 / 2.0 + 0.1 / 0.04)),
        ({"u_method_id": 5, "insulation_r": 3.7}, 1 / (1 / 2.0 + 3.7)),
        ({"u_method_id": 9, "u_entered": 0.31}, 0.31),
        ({"u_method_id": 2}, 2.0),  # before 1948 the default is 2.5: the bare wall is better
        ({"u_method_id": 7, "insulation_period_id": 5}, 0.8),  # 1983-1988, zone H1, no direct electric heating
    ],
)
def test_walls(fields: dict[str, float], u: float) -> None:
    home = context_of(changed(house_rows(), "wall", 1, **fields))
    assert wall_u(home)[1][0] == pytest.approx(u)
    assert not home.refusals.found


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"u_method_id": 3}, "insulation_thickness_cm"),
        ({"u_method_id": 5}, "insulation_r"),
        ({"u_method_id": 9}, "u_entered"),
        ({"u_method_id": None}, "u_method_id"),
        ({"thickness_cm": None}, "thickness_cm"),
    ],
)
def test_a_wall_without_what_its_way_needs_refuses_by_field(fields: dict[str, float], field: str) -> None:
    home = context_of(changed(house_rows(), "wall", 3, **fields))
    wall_u(home)
    assert (home.refusals.found[0].table, home.refusals.found[0].number) == ("wall", 3)
    assert field in {refusal.field for refusal in home.refusals.found}


def test_direct_electric_heating_has_its_own_default_walls() -> None:
    insulated = changed(house_rows(), "wall", 1, u_method_id=7, insulation_period_id=5)
    electric = changed(insulated, "heating_generator", type_id=98, energy_id=1)
    assert wall_u(context_of(electric))[1][0] == pytest.approx(0.7)


def test_a_slab_on_the_ground_loses_by_its_perimeter() -> None:
    # 2·40/26 = 3.08, rounded 3; U 2.0 lies between columns 1.5 (0.68) and 3.4 (0.72) before 2001
    home = context_of(house_rows())
    bare, u, final = floor_u(home)
    assert (bare[0], u[0]) == pytest.approx((2.0, 2.0))
    table = _ground_points(2, 3)
    assert final[0] == pytest.approx(np.interp(2.0, *table))


def test_a_declared_ue_comes_first_and_a_floor_over_a_garage_keeps_its_u() -> None:
    declared = changed(house_rows(), "floor", ground_u=0.41, adjacency_id=CRAWL_SPACE)
    assert floor_u(context_of(declared))[2][0] == pytest.approx(0.41)
    garage = {
        "adjacency_id": GARAGE,
        "buffer_insulation_id": 2,
        "buffer_inner_area_m2": 1.0,
        "buffer_outer_area_m2": 1.0,
    }
    over = changed(house_rows(), "floor", **garage)
    assert floor_u(context_of(over))[2][0] == pytest.approx(2.0)


def _ground_points(ground: int, ratio: int) -> tuple[list[float], list[float]]:
    from rehab_app.energy.tables import sheet

    table = sheet("ground_floor")
    chosen = (table.numbers("ground") == ground) & (table.numbers("ratio") == ratio)
    u, ue = table.numbers("u_floor_w_m2_k")[chosen], table.numbers("ue_w_m2_k")[chosen]
    order = np.argsort(u)
    return list(u[order]), list(ue[order])


@pytest.mark.parametrize(
    ("fields", "u"),
    [
        ({}, 1 / (1 / 1.2 + 0.2 / 0.04)),  # 20 cm on wooden joists
        ({"u_method_id": 7, "insulation_period_id": 4}, 0.5),  # attic, 1978-1982
        ({"u_method_id": 7, "insulation_period_id": 4, "type_id": 8, "adjacency_id": 1}, 0.75),  # flat roof
    ],
)
def test_roofs(fields: dict[str, float], u: float) -> None:
    home = context_of(changed(house_rows(), "roof", **fields))
    assert roof_u(home)[1][0] == pytest.approx(u)


def test_doors_are_tabulated_or_entered() -> None:
    assert door_u(context_of(house_rows()))[0] == pytest.approx(3.5)
    entered = changed(house_rows(), "door", method_id=2, u_entered=1.2)
    assert door_u(context_of(entered))[0] == pytest.approx(1.2)
    other = context_of(changed(house_rows(), "door", type_id=16))
    door_u(other)
    assert other.refusals.found[0].field == "type_id"


@pytest.mark.parametrize(
    ("fields", "u"),
    [
        ({"shutter_id": 1}, 2.7),  # air 12 mm: Ug 2.8, PVC: between 2.6 (2.5) and 2.8
        ({"shutter_id": 1, "uw_entered": 1.3}, 1.3),
        ({"shutter_id": 1, "type_id": 1, "frame_id": 1, "glazing_id": 5, "sw_entered": 0.4}, 3.5),  # glass blocks
        ({"ujn_entered": 1.1}, 1.1),
        ({"shutter_id": 1, "double_window": 1, "uw_1": 2.0, "uw_2": 4.0}, 1 / (1 / 2 + 1 / 4 + 0.07)),
    ],
)
def test_windows(fields: dict[str, float], u: float) -> None:
    home = context_of(changed(house_rows(), "window", 1, **fields))
    assert windows(home).u[0] == pytest.approx(u, abs=0.051)
    assert not home.refusals.found


def test_shutters_help_at_night() -> None:
    bare, shuttered = (windows(context_of(changed(house_rows(), "window", 0, shutter_id=kind))).u[0] for kind in (1, 6))
    assert shuttered < bare


def test_masks_shade() -> None:
    rows = changed(house_rows(), "window", 1, near_mask_row_id=13)
    rows = changed(rows, "window", 2, far_mask_row_id=3)
    masks = [{"dwelling": 0, "number": n + 1, "window_number": 3, "mask_row_id": 10 + 4 * n} for n in range(2)]
    found = windows(context_of({**rows, "window_mask": masks}))
    assert found.fe1 == pytest.approx([0.8, 1, 1, 1])
    assert found.fe2 == pytest.approx([1, 0.5, 1 - 0.14 - 0.17, 1])


@pytest.mark.parametrize(
    ("table", "number", "fields", "k"),
    [
        ("bridge", 1, {}, [0.39, 0.38]),  # bare wall and floor; window set inside, frame 5 cm
        ("wall", 1, {"insulation_id": 3}, [0.31, 0.0]),
        ("wall", 1, {"material_id": 5}, [0.0, 0.0]),  # timber frame carries no bridge
        ("bridge", 1, {"k_row_id": 6}, [0.08, 0.38]),
        ("bridge", 1, {"method_id": 2, "k_entered": 0.11}, [0.11, 0.38]),
    ],
)
def test_bridges(table: str, number: int, fields: dict[str, float], k: list[float]) -> None:
    home = context_of(changed(house_rows(), table, number, **fields))
    assert bridge_k(home) == pytest.approx(k)


def test_half_a_bridge_counts_half() -> None:
    home = context_of(changed(house_rows(), "bridge", 1, share=0.5))
    assert bridge_loss_w_k(home, bridge_k(home))[0] == pytest.approx(0.5 * 26 * 0.39)


def test_air_renewal_by_hand() -> None:
    # VMC 1982-2000: 1.65 m³/(h·m²), inlets 2; house before 1948, joints, nothing insulated: 2.5 m³/(h·m²)
    found = losses(context_of(house_rows()))
    skin = 4 * 22 + 40 + 4 * 3.5 + 2
    q4 = 2.5 * skin + 0.45 * 2 * 80
    n50 = q4 / ((4 / 50) ** (2 / 3) * 2.5 * 80)
    leaks = 2.5 * 80 * n50 * 0.07 / (1 + 15 / 0.07 * (1.65 / (2.5 * n50)) ** 2)
    assert found.envelope.hvent_w_k[0] == pytest.approx(0.34 * 1.65 * 80)
    assert found.envelope.hperm_w_k[0] == pytest.approx(0.34 * leaks)


def test_losses_add_up() -> None:
    found = losses(context_of(house_rows()))
    parts = sum(float(values["loss_w_k"].sum()) for values in found.parts.values())
    assert found.envelope.gv_w_k[0] == pytest.approx(parts)


def test_parts_towards_heated_neighbours_lose_nothing_and_leak_nothing() -> None:
    rows: Rows = house_rows()
    rows = changed(rows, "wall", 0, adjacency_id=NEIGHBOUR)
    rows = changed(rows, "roof", adjacency_id=NEIGHBOUR)
    found = losses(context_of(rows))
    assert found.envelope.walls_w_k[0] == 0.0
    assert found.skin.walls_and_roofs[0] == 0.0


def test_what_one_home_lacks_is_no_matter_to_another() -> None:
    from rehab_app.domain.table import concatenate
    from rehab_app.energy.context import context
    from tests.energy.houses import stock

    good, bad = stock(house_rows()), stock(changed(house_rows(), "wall", 1, u_method_id=3))
    both = concatenate([bad, good])
    home = context(both, Refusals(both), both["dwelling"]["assessed_on"])
    found = losses(home).envelope.gv_w_k
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(losses(context_of(house_rows())).envelope.gv_w_k[0])


def test_an_attic_reduces_by_its_areas() -> None:
    home = context_of(house_rows())
    assert home.stock["roof"]["adjacency_id"][0] == ATTIC
    # strongly ventilated attic over insulated rooms: 1 up to Aiu/Aue = 0.75, 0.95 up to 1
    assert reduction(home, "roof")[0] == pytest.approx(1.0)
    wider = context_of(changed(house_rows(), "roof", buffer_outer_area_m2=45.0))
    assert reduction(wider, "roof")[0] == pytest.approx(0.95)
