"""Reduction b of losses towards what is not outdoors (arrêté du 31 mars 2021, annexe 1, §3.1)."""

from functools import cache

import numpy as np

from rehab_app.energy.context import Context, member
from rehab_app.energy.tables import Bools, Floats, Ints, Rows, lookup, sheet

HEATED_NEIGHBOUR = 22
SUNSPACE = 10
# Unheated rooms, whose b depends on insulation and on the ratio of their inner and outer areas (Aiu / Aue).
_UNHEATED_ROOMS = (8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21)
_FIRST_SUNSPACE = 6  # official codes of insulation from here on say how the veranda lies
_KEYS = ("adjacency_id", "winter_zone_id", "buffer_insulation_id", "ratio_bin")


def reduction(context: Context, table: str) -> Floats:
    """b of each row of a part table (-): 1 outdoors, 0 towards a heated neighbour.

    The row that the assessment names comes first; else the tables by adjacency, insulation and Aiu/Aue. A part for
    which there is none refuses its dwelling.
    """
    part = context.stock[table]
    b = lookup("reduction", "row_id").find("b", part["reduction_row_id"])
    open_rows = np.flatnonzero(np.isnan(b))
    if len(open_rows):
        b[open_rows] = _by_rules(context, table, open_rows)
    unknown, unheated = np.isnan(b), member(part["adjacency_id"], _UNHEATED_ROOMS)
    refusals = context.refusals
    refusals.missing(table, unknown & (part["buffer_insulation_id"] < 0), "buffer_insulation_id")
    for name in ("buffer_inner_area_m2", "buffer_outer_area_m2"):
        refusals.missing(table, unknown & unheated & np.isnan(part[name]), name)
    refusals.unknown(table, unknown, "adjacency_id")
    return b


def loses_heat(context: Context, table: str, b: Floats) -> Bools:
    """Parts that count in areas of heat loss: b above 0 and no heated neighbour."""
    neighbour: Bools = context.stock[table]["adjacency_id"] == HEATED_NEIGHBOUR
    return (b > 0) & ~neighbour


def _by_rules(context: Context, table: str, rows: Rows) -> Floats:
    part = context.stock[table].take(rows)
    adjacency = part["adjacency_id"]
    inner, outer = part["buffer_inner_area_m2"], part["buffer_outer_area_m2"]
    unheated = member(adjacency, _UNHEATED_ROOMS)
    ratio = np.divide(inner, outer, out=np.full(len(rows), np.nan), where=outer > 0)
    bins = np.where(np.isnan(ratio), -1, np.searchsorted(_bounds(), ratio, side="left"))
    winter = context.winter_zone_id[part["dwelling"]]
    insulation = part["buffer_insulation_id"]
    described = _of_sunspace(context)[part["dwelling"]]
    insulation = np.where((adjacency == SUNSPACE) & (insulation < _FIRST_SUNSPACE), described, insulation)
    b = lookup("reduction", *_KEYS).find("b", adjacency, winter, insulation, bins)
    return np.where(unheated & (outer == 0), 0.0, b)


def _of_sunspace(context: Context) -> Ints:
    """Insulation and orientation of the veranda of each dwelling, -1 where there is none or several that differ."""
    sunspace = context.stock["sunspace"]
    kind = sunspace["buffer_insulation_id"]
    highest, lowest = np.full(context.size, -1, dtype=np.int32), np.full(context.size, 1_000, dtype=np.int32)
    np.maximum.at(highest, sunspace["dwelling"], kind)
    np.minimum.at(lowest, sunspace["dwelling"], kind)
    return np.where(highest == lowest, highest, -1).astype(np.int32)


@cache
def _bounds() -> Floats:
    """Upper bounds of the intervals of Aiu/Aue, closed above."""
    bounds = np.unique(sheet("reduction").numbers("ratio_up_to"))
    return bounds[~np.isnan(bounds)]
