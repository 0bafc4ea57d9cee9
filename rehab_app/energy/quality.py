"""Quality of the insulation and comfort in summer, as the DPE states them (arrêté du 31 mars 2021, annexes 1 and 3)."""

from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context, member
from rehab_app.energy.losses.opaque import NONE, is_insulated
from rehab_app.energy.losses.reduction import loses_heat
from rehab_app.energy.losses.whole import Losses
from rehab_app.energy.tables import Bools, Floats, sheet

OUTDOORS = 1
_SLABS = (8, 10, 11)  # slabs and boards under joists: flat roofs where they are outdoors
_NORTH, _NO_SHUTTER = 2, 1
_HEAVY = (1, 2)
_LOW, _FAIR, _GOOD = 1, 2, 3


def insulation_quality(context: Context, losses: Losses) -> dict[str, Column]:
    """`ubat`, W/(m²·K), and classes 1 (very good) … 4 (insufficient) of each kind of part, NaN without such parts.

    Official values count floors and ceilings towards heated neighbours as perfectly insulated, such walls not at all.
    """
    envelope, tables = losses.envelope, ("wall", "floor", "roof", "window", "door")
    lossy = {table: loses_heat(context, table, losses.parts[table]["b"]) for table in tables}
    skin_m2 = sum((_area(context, table, lossy[table]) for table in tables), np.zeros(context.size))
    fabric = envelope.gv_w_k - envelope.hvent_w_k - envelope.hperm_w_k
    ubat = np.where(skin_m2 > 0, fabric / np.where(skin_m2 > 0, skin_m2, 1.0), np.nan)
    roof = context.stock["roof"]
    outdoors = roof["adjacency_id"] == OUTDOORS
    terrace = outdoors & member(roof["type_id"], _SLABS)
    floors = np.ones(len(context.stock["floor"]), dtype=bool)
    return {
        "ubat": ubat,
        "qualite_isol_enveloppe": _class("envelope", ubat),
        "qualite_isol_mur": _class("wall", _mean_u(context, losses, "wall", lossy["wall"])),
        "qualite_isol_plancher_bas": _class("floor", _mean_u(context, losses, "floor", floors, "u_inner_w_m2_k")),
        "qualite_isol_menuiserie": _class("opening", _openings_u(context, losses, lossy)),
        "qualite_isol_plancher_haut_comble_amenage": _class(
            "roof_slope", _mean_u(context, losses, "roof", outdoors & ~terrace)
        ),
        "qualite_isol_plancher_haut_toit_terrasse": _class("roof_terrace", _mean_u(context, losses, "roof", terrace)),
        "qualite_isol_plancher_haut_comble_perdu": _class("roof_attic", _mean_u(context, losses, "roof", ~outdoors)),
    }


def _area(context: Context, table: str, rows: Bools) -> Floats:
    part = context.stock[table]
    return total_by(part["dwelling"], np.where(rows, part["area_m2"], 0.0), context.size)


def _us(context: Context, losses: Losses, table: str, rows: Bools, column: str) -> Floats:
    part = context.stock[table]
    counted = rows & (losses.parts[table]["b"] > 0)
    product = np.where(counted, part["area_m2"] * losses.parts[table][column], 0.0)
    return total_by(part["dwelling"], product, context.size)


def _mean_u(context: Context, losses: Losses, table: str, rows: Bools, column: str = "u_w_m2_k") -> Floats:
    """U of the parts weighted by area, W/(m²·K), NaN where there are none."""
    area = _area(context, table, rows)
    return np.where(area > 0, _us(context, losses, table, rows, column) / np.where(area > 0, area, 1.0), np.nan)


def _openings_u(context: Context, losses: Losses, lossy: dict[str, Bools]) -> Floats:
    area = _area(context, "window", lossy["window"]) + _area(context, "door", lossy["door"])
    total = _us(context, losses, "window", lossy["window"], "u_w_m2_k") + _us(
        context, losses, "door", lossy["door"], "u_w_m2_k"
    )
    return np.where(area > 0, total / np.where(area > 0, area, 1.0), np.nan)


@cache
def _bounds(part: str) -> Floats:
    """Upper bounds of U of the classes 1, 2, 3."""
    table = sheet("insulation_quality")
    row = table.texts("part").index(part)
    return np.array([table.numbers(f"{name}_below")[row] for name in ("very_good", "good", "fair")])


def _class(part: str, u: Floats) -> Floats:
    rank = 1.0 + np.searchsorted(_bounds(part), u, side="right")
    return np.where(np.isnan(u), np.nan, rank)


def summer_comfort(context: Context) -> dict[str, Column]:
    """The five properties (0/1) and `enum_indicateur_confort_ete_id`: 1 insufficient, 2 fair, 3 good."""
    dwelling, window, roof = (context.stock[table] for table in ("dwelling", "window", "roof"))
    heavy = member(context.inertia_id, _HEAVY)
    facing = [
        total_by(window["dwelling"], (window["orientation_id"] == side).astype(float), context.size) > 0
        for side in range(1, 5)
    ]
    through = np.sum(facing, axis=0) > 1
    outdoors = roof["adjacency_id"] == OUTDOORS
    bare = outdoors & ((roof["insulation_id"] == NONE) | ~is_insulated(roof))
    roof_good = total_by(roof["dwelling"], bare.astype(float), context.size) == 0
    sunny = (window["orientation_id"] != _NORTH) & (window["adjacency_id"] == OUTDOORS)
    open_window = sunny & (window["shutter_id"] <= _NO_SHUTTER) & (window["sun_protection"] != 1)
    shaded = total_by(window["dwelling"], open_window.astype(float), context.size) == 0
    fan = dwelling["ceiling_fan"] == 1
    helps = heavy.astype(int) + through + fan
    indicator = np.where(~shaded | ~roof_good, _LOW, np.where(helps >= 2, _GOOD, _FAIR))
    return {
        "inertie_lourde": heavy.astype(float),
        "aspect_traversant": through.astype(float),
        "isolation_toiture": roof_good.astype(float),
        "protection_solaire_exterieure": shaded.astype(float),
        "brasseur_air": fan.astype(float),
        "enum_indicateur_confort_ete_id": indicator.astype(float),
    }
