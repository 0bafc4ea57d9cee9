"""Which parts of the envelope a work treats, and why the others are left."""

import numpy as np

from rehab_app.domain.table import Column, Stock
from rehab_app.works.catalogue import Entry, entry
from rehab_app.works.parts.common import (
    BURIED,
    FLAT_ROOFS,
    HEATED,
    LOFTS,
    ON_GROUND,
    OUTDOORS,
    REACHED_FROM_BELOW,
    Selection,
    known_r,
    reasons,
)
from rehab_app.works.surroundings import Bools, Sides, Surroundings, sides


def _wall_base(stock: Stock, item: Entry) -> tuple[tuple[Bools, str], ...]:
    adjacency = stock["wall"]["adjacency_id"]
    return (
        (adjacency == HEATED, "heated_neighbour"),
        ((adjacency == BURIED) | (adjacency < 0), "other_kind"),
        (known_r(stock, "wall") >= item.spare_r, "already_insulated"),
    )


def wall_outside(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Walls to the outdoors, where rules of the place allow to cover them."""
    wall = stock["wall"]
    found = sides(stock, around, "wall")
    return reasons(
        wall,
        *_wall_base(stock, item),
        (wall["adjacency_id"] != OUTDOORS, "other_kind"),
        *_outside_rules(found),
    )


def _outside_rules(found: Sides) -> tuple[tuple[Bools, str], ...]:
    unknown = (found.side == "") | ((found.side == "street") & (found.heritage == ""))
    return ((~found.external & unknown, "facade_unknown"), (~found.external, "heritage_front"))


def wall_inside(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Walls outdoors that no work of the selection insulates from outside, and walls on unheated rooms."""
    wall = stock["wall"]
    outside = np.zeros(len(wall), dtype=bool)
    for code, chosen in selection.items():
        other = entry(code)
        if other.parts == "wall_outside" and other.effect.kind == "insulate":
            outside |= chosen[wall["dwelling"]] & (wall_outside(stock, around, selection, other) == "")
    return reasons(wall, *_wall_base(stock, item), (outside, "free_facade"))


def _roof(stock: Stock, item: Entry, wanted: Bools) -> Column:
    roof = stock["roof"]
    return reasons(
        roof,
        (roof["adjacency_id"] == HEATED, "heated_neighbour"),
        (~wanted, "other_kind"),
        (known_r(stock, "roof") >= item.spare_r, "already_insulated"),
    )


def roof_loft(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Ceilings under a loft."""
    return _roof(stock, item, np.isin(stock["roof"]["adjacency_id"], LOFTS))


def roof_slope(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Sloping roofs to the outdoors."""
    roof = stock["roof"]
    return _roof(stock, item, (roof["adjacency_id"] == OUTDOORS) & ~np.isin(roof["type_id"], FLAT_ROOFS))


def roof_flat(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Flat roofs to the outdoors."""
    roof = stock["roof"]
    return _roof(stock, item, (roof["adjacency_id"] == OUTDOORS) & np.isin(roof["type_id"], FLAT_ROOFS))


def floor_below(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Floors that can be reached from below."""
    floor = stock["floor"]
    adjacency = floor["adjacency_id"]
    return reasons(
        floor,
        (adjacency == HEATED, "heated_neighbour"),
        (adjacency == ON_GROUND, "on_the_ground"),
        (~np.isin(adjacency, REACHED_FROM_BELOW), "other_kind"),
        (known_r(stock, "floor") >= item.spare_r, "already_insulated"),
    )


def _window(stock: Stock, upright: bool) -> Column:
    window = stock["window"]
    lying = np.isin(window["tilt_id"], (1, 2, 4)) | (window["orientation_id"] == 5)
    low_e = (window["glazing_id"] == 2) & (window["low_emissivity"] == 1)
    good = (window["uw_entered"] <= 1.7) | low_e | (window["glazing_id"] == 3)
    return reasons(
        window,
        ((window["adjacency_id"] != OUTDOORS) | (lying if upright else ~lying), "other_kind"),
        ((window["type_id"] >= 1) & (window["type_id"] <= 3), "other_kind"),
        (good, "already_efficient"),
    )


def window_upright(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Windows in walls."""
    return _window(stock, upright=True)


def window_roof(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Windows in roofs."""
    return _window(stock, upright=False)


def door(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Doors to the outdoors that insulate badly."""
    door = stock["door"]
    insulated = np.isin(door["type_id"], (13, 14, 15)) & (door["method_id"] == 1)
    return reasons(
        door,
        (door["adjacency_id"] != OUTDOORS, "other_kind"),
        ((door["u_entered"] <= item.effect.u) | insulated, "already_efficient"),
    )


def floor_ground(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Floors on the ground, which are reached from above only."""
    floor = stock["floor"]
    return reasons(
        floor,
        (floor["adjacency_id"] != ON_GROUND, "other_kind"),
        (known_r(stock, "floor") >= item.spare_r, "already_insulated"),
    )


def shutter(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Upright windows outdoors that have no shutter."""
    window = stock["window"]
    lying = np.isin(window["tilt_id"], (1, 2, 4)) | (window["orientation_id"] == 5)
    return reasons(
        window,
        ((window["adjacency_id"] != OUTDOORS) | lying, "other_kind"),
        (window["shutter_id"] > 1, "already_efficient"),
    )
