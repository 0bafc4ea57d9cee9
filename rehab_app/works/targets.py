"""Which parts of each home a work treats, and why the others are left: the one rule for take-off and application.

Parts with an unknown insulation are treated: the aids do not count an insulation nobody can show.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from rehab_app.domain.table import Column, Stock, Table
from rehab_app.works.catalogue import Entry, entries, entry
from rehab_app.works.surroundings import Bools, Sides, Surroundings, sides

# A selection names, for each work chosen somewhere, the dwellings that choose it (one flag a dwelling).
Selection = Mapping[str, Bools]

OUTDOORS, BURIED, ON_GROUND, HEATED = 1, 2, 5, 22
LOFTS = (7, 11, 12, 13)
FLAT_ROOFS = (8, 10, 11)
REACHED_FROM_BELOW = (1, 3, 6, 7, 8, 9, 15, 16, 19, 21)
WATER_EMITTERS = (*range(11, 19), *range(24, 40), *range(46, 50))
# methode_application_dpe_log: a flat whose parts are those of its whole building; a whole building.
FLATS_OF_A_BUILDING = (10, 11, 12, 13, 15, 16, 19, 20, 22, 23, 24, 25, 33, 34, 38, 39, 40)
WHOLE_BUILDINGS = (6, 7, 8, 9, 17, 21, 26, 27, 28, 29, 30)
_CONDUCTIVITY = {"wall": 0.04, "roof": 0.04, "floor": 0.042}
_BARE_U = {"wall": 2.5, "roof": 2.5, "floor": 2.0}
# Insulated when built or insulated from 1989 on (third thermal regulation), as the default tables of the method say.
_INSULATED_FROM_PERIOD = 6


@dataclass(frozen=True, slots=True)
class Target:
    """Rows of a part table that a work treats.

    Attributes:
        rows: one flag a row.
        reasons: for rows of dwellings that chose the work, why the row is left (code of
            `domain.works.SPARING_REASONS`); "" where it is treated or the work says nothing of it.
    """

    entry: Entry
    table: str
    rows: Bools
    reasons: Column


def targets(stock: Stock, around: Surroundings, selection: Selection) -> dict[str, Target]:
    """What each selected work treats, by code, in the order of the catalogue."""
    found: dict[str, Target] = {}
    for code in selection:
        entry(code)
    for code, item in entries().items():
        if code in selection and selection[code].any():
            found[code] = _target(stock, around, selection, item)
    return found


def _target(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Target:
    part = stock[item.effect.table]
    wanted = selection[item.work.code][part["dwelling"]]
    building = np.isin(stock["dwelling"]["method_id"], FLATS_OF_A_BUILDING)[part["dwelling"]]
    reasons = np.where(building, "building_scale", _RULES[item.parts](stock, around, selection, item))
    if item.work.unit == "m²":
        reasons = np.where((reasons == "") & np.isnan(part["area_m2"]), "area_unknown", reasons)
    return Target(item, item.effect.table, wanted & (reasons == ""), np.where(wanted, reasons, ""))


def known_r(stock: Stock, table: str) -> Column:
    """Resistance of the insulation that is known to be there, m²·K/W; 0 when none is known, infinite when the part
    dates from a time when it was always insulated."""
    part = stock[table]
    method, none = part["u_method_id"], part["insulation_id"] == 2
    built = stock["dwelling"]["construction_period_id"][part["dwelling"]]
    period = np.where(part["insulation_period_id"] >= 0, part["insulation_period_id"], built)
    entered = 1.0 / np.where(part["u_entered"] > 0, part["u_entered"], np.inf) - 1.0 / _BARE_U[table]
    r = np.select(
        [
            np.isin(method, (3, 4)),
            np.isin(method, (5, 6)),
            np.isin(method, (9, 10)),
            np.isin(method, (2, 7, 8)) & ~none & (period >= _INSULATED_FROM_PERIOD),
        ],
        [part["insulation_thickness_cm"] * 0.01 / _CONDUCTIVITY[table], part["insulation_r"], entered, np.inf],
        default=0.0,
    )
    return np.asarray(np.where(r > 0, r, 0.0))


def _reasons(part: Table, *rules: tuple[Bools, str]) -> Column:
    """The first reason that holds for each row, "" where none does."""
    return np.select([mask for mask, _ in rules], [reason for _, reason in rules], default="").astype(object)


def _wall_base(stock: Stock, item: Entry) -> tuple[tuple[Bools, str], ...]:
    adjacency = stock["wall"]["adjacency_id"]
    return (
        (adjacency == HEATED, "heated_neighbour"),
        ((adjacency == BURIED) | (adjacency < 0), "other_kind"),
        (known_r(stock, "wall") >= item.spare_r, "already_insulated"),
    )


def _wall_outside(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    wall = stock["wall"]
    found = sides(stock, around, "wall")
    return _reasons(
        wall,
        *_wall_base(stock, item),
        (wall["adjacency_id"] != OUTDOORS, "other_kind"),
        *_outside_rules(found),
    )


def _outside_rules(found: Sides) -> tuple[tuple[Bools, str], ...]:
    unknown = (found.side == "") | ((found.side == "street") & (found.heritage == ""))
    return ((~found.external & unknown, "facade_unknown"), (~found.external, "heritage_front"))


def _wall_inside(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Walls outdoors that no work of the selection insulates from outside, and walls on unheated rooms."""
    wall = stock["wall"]
    outside = np.zeros(len(wall), dtype=bool)
    for code, chosen in selection.items():
        other = entry(code)
        if other.parts == "wall_outside" and other.effect.kind == "insulate":
            outside |= chosen[wall["dwelling"]] & (_wall_outside(stock, around, selection, other) == "")
    return _reasons(wall, *_wall_base(stock, item), (outside, "free_facade"))


def _roof(stock: Stock, item: Entry, wanted: Bools) -> Column:
    roof = stock["roof"]
    return _reasons(
        roof,
        (roof["adjacency_id"] == HEATED, "heated_neighbour"),
        (~wanted, "other_kind"),
        (known_r(stock, "roof") >= item.spare_r, "already_insulated"),
    )


def _roof_loft(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    return _roof(stock, item, np.isin(stock["roof"]["adjacency_id"], LOFTS))


def _roof_slope(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    roof = stock["roof"]
    return _roof(stock, item, (roof["adjacency_id"] == OUTDOORS) & ~np.isin(roof["type_id"], FLAT_ROOFS))


def _roof_flat(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    roof = stock["roof"]
    return _roof(stock, item, (roof["adjacency_id"] == OUTDOORS) & np.isin(roof["type_id"], FLAT_ROOFS))


def _floor_below(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    floor = stock["floor"]
    adjacency = floor["adjacency_id"]
    return _reasons(
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
    return _reasons(
        window,
        ((window["adjacency_id"] != OUTDOORS) | (lying if upright else ~lying), "other_kind"),
        ((window["type_id"] >= 1) & (window["type_id"] <= 3), "other_kind"),
        (good, "already_efficient"),
    )


def _window_upright(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    return _window(stock, upright=True)


def _window_roof(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    return _window(stock, upright=False)


def _door(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    door = stock["door"]
    insulated = np.isin(door["type_id"], (13, 14, 15)) & (door["method_id"] == 1)
    return _reasons(
        door,
        (door["adjacency_id"] != OUTDOORS, "other_kind"),
        ((door["u_entered"] <= item.effect.u) | insulated, "already_efficient"),
    )


def _ventilation(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    ventilation = stock["ventilation"]
    building = np.isin(stock["dwelling"]["method_id"], WHOLE_BUILDINGS)[ventilation["dwelling"]]
    return _reasons(
        ventilation,
        (building, "shared_system"),
        (np.isin(ventilation["type_id"], item.spare_types), "already_efficient"),
    )


def _heating(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """The first installation of a home stands for all of them: they are replaced together."""
    heating = stock["heating"]
    building = np.isin(stock["dwelling"]["method_id"], WHOLE_BUILDINGS)
    shared = building | _any(stock, heating["dwelling"], heating["shared_id"] > 1)
    generator = stock["heating_generator"]
    good = ~_any(stock, generator["dwelling"], ~np.isin(generator["type_id"], item.spare_types))
    return _reasons(
        heating,
        (shared[heating["dwelling"]], "shared_system"),
        (good[heating["dwelling"]], "already_efficient"),
        (~first_rows(stock, "heating"), "other_kind"),
    )


def _heating_dry(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Homes without hot water radiators, when a boiler or a heat pump is chosen."""
    heating = stock["heating"]
    emitter = stock["heating_emitter"]
    wet = _any(stock, emitter["dwelling"], np.isin(emitter["type_id"], WATER_EMITTERS))
    central = np.zeros(len(heating), dtype=bool)
    for code, chosen in selection.items():
        other = entry(code)
        if other.effect.kind == "heating":
            central |= chosen[heating["dwelling"]] & (_heating(stock, around, selection, other) == "")
    return _reasons(heating, (wet[heating["dwelling"]], "already_efficient"), (~central, "other_kind"))


def first_rows(stock: Stock, table: str) -> Bools:
    """True for the row of lowest number of each dwelling."""
    part = stock[table]
    lowest = np.full(stock.size, np.iinfo(np.int32).max)
    np.minimum.at(lowest, part["dwelling"], part["number"])
    return np.asarray(part["number"] == lowest[part["dwelling"]])


def _any(stock: Stock, owner: Column, mask: Bools) -> Bools:
    return np.bincount(owner[mask], minlength=stock.size) > 0


_RULES: dict[str, Callable[[Stock, Surroundings, Selection, Entry], Column]] = {
    "wall_outside": _wall_outside,
    "wall_inside": _wall_inside,
    "roof_loft": _roof_loft,
    "roof_slope": _roof_slope,
    "roof_flat": _roof_flat,
    "floor_below": _floor_below,
    "window_upright": _window_upright,
    "window_roof": _window_roof,
    "door": _door,
    "ventilation": _ventilation,
    "heating": _heating,
    "heating_dry": _heating_dry,
}
