"""Floors, with the equivalent U of floors near the ground (arrêté du 31 mars 2021, annexe 1, §3.2.2)."""

from functools import cache

import numpy as np

from rehab_app.energy.context import Context, member
from rehab_app.energy.losses.opaque import insulated_u
from rehab_app.energy.tables import Bools, Curves, Floats, Ints, Rows, choose, curves, lookup, sheet

CONDUCTIVITY_W_M_K = 0.042
CRAWL_SPACE, SLAB, BASEMENT = 3, 5, 6
_LAST_PERIOD_BEFORE_2001 = 6
_HIGHEST_RATIO = 20
_ENTERED_U0 = (3, 4)
_WORST_U0 = 2.0


def floor_u(context: Context) -> tuple[Floats, Floats, Floats]:
    """(bare U, U, final U) of each floor, W/(m²·K); the final one is Ue near the ground."""
    u0 = bare_u(context)
    u = insulated_u(context, "floor", u0, CONDUCTIVITY_W_M_K)
    return u0, u, np.where(_near_ground(context), _ground_u(context, u), u)


def bare_u(context: Context) -> Floats:
    """U of each floor without its insulation (§3.2.2.1)."""
    floor = context.stock["floor"]
    way = floor["u0_method_id"]
    tabulated = lookup("bare_floor", "type_id").find("u0_w_m2_k", floor["type_id"])
    # "other" kinds have no row of their own: the assessment names one
    named = lookup("bare_floor", "row_id").find("u0_w_m2_k", floor["u0_row_id"])
    tabulated = np.where(np.isnan(tabulated), named, tabulated)
    return choose([way == 1, member(way, _ENTERED_U0)], [_WORST_U0, floor["u0_entered"]], tabulated)


def _near_ground(context: Context) -> Bools:
    return member(context.stock["floor"]["adjacency_id"], (CRAWL_SPACE, SLAB, BASEMENT))


def _ground_u(context: Context, u: Floats) -> Floats:
    """Ue: as declared, else by 2·S/P along U between columns of the table; U itself without perimeter (§3.2.2.2).

    2·S/P is rounded to the metre for each floor by itself, as official values show.
    """
    floor = context.stock["floor"]
    area = np.where(floor["ground_area_m2"] > 0, floor["ground_area_m2"], floor["area_m2"])
    perimeter = floor["ground_perimeter_m"]
    known = perimeter > 0
    ratio = np.floor(2 * area / np.where(known, perimeter, np.inf) + 0.5)
    whole = _nearest_ratio()[np.clip(np.nan_to_num(ratio), 0, _HIGHEST_RATIO).astype(np.intp)]
    ue = _ground_curves().at(_ground_curve(context, floor["adjacency_id"], whole), u)
    declared = floor["ground_u"]
    return np.where(np.isnan(declared), np.where(known, ue, u), declared)


def _ground_curve(context: Context, adjacency: Ints, ratio: Rows) -> Rows:
    old: Bools = context.of("floor", context.period_id) <= _LAST_PERIOD_BEFORE_2001
    ground = np.where(adjacency != SLAB, 1, np.where(old, 2, 3))
    return np.asarray((ground - 1) * (_HIGHEST_RATIO + 1) + ratio, dtype=np.intp)


@cache
def _nearest_ratio() -> Rows:
    """The tabulated 2·S/P nearest to each whole one from 0 to the highest."""
    tabulated = np.unique(sheet("ground_floor").numbers("ratio"))
    each = np.arange(_HIGHEST_RATIO + 1)
    return np.asarray(tabulated[np.abs(tabulated[None, :] - each[:, None]).argmin(axis=1)], dtype=np.intp)


@cache
def _ground_curves() -> Curves:
    """Ue by U, a curve for each kind of ground and ratio."""
    table = sheet("ground_floor")
    points: list[list[tuple[float, float]]] = [[] for _ in range(3 * (_HIGHEST_RATIO + 1))]
    columns = ("ground", "ratio", "u_floor_w_m2_k", "ue_w_m2_k")
    for ground, ratio, u, ue in zip(*(table.numbers(name) for name in columns), strict=True):
        points[(int(ground) - 1) * (_HIGHEST_RATIO + 1) + int(ratio)].append((float(u), float(ue)))
    return curves(points)
