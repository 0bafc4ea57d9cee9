"""Walls (arrêté du 31 mars 2021, annexe 1, §3.2.1)."""

import numpy as np

from rehab_app.energy.context import Context, member
from rehab_app.energy.losses.opaque import UNKNOWN, insulated_u
from rehab_app.energy.tables import Floats, choose, lookup

CONDUCTIVITY_W_M_K = 0.04
# Resistances of linings (official ids 3, 4, 5) and of an insulating render on an old wall, m²·K/W. Official values cap
# U before the lining of known material (5) is added, and after the others.
_LINING_R = np.array([0.0, 0.0, 0.0, 0.10, 0.21, 0.21])
_KNOWN_LINING = 5
_RENDER_R = 0.7
_WORST_U0 = 2.5
_UNKNOWN_U0 = 1
_BY_MATERIAL = 2
_ENTERED_U0 = (3, 4)
_MAX_MM = 999


def wall_u(context: Context) -> tuple[Floats, Floats]:
    """(bare U, U) of each wall, W/(m²·K)."""
    u0 = bare_u(context)
    return u0, insulated_u(context, "wall", u0, CONDUCTIVITY_W_M_K)


def bare_u(context: Context) -> Floats:
    """U of each wall without its insulation, with lining and render, at most 2.5 W/(m²·K) (§3.2.1.1)."""
    wall = context.stock["wall"]
    way = wall["u0_method_id"]
    raw = choose(
        [way == _UNKNOWN_U0, way == _BY_MATERIAL, member(way, _ENTERED_U0)],
        [np.full(len(wall), _WORST_U0), _by_material(context), wall["u0_entered"]],
        np.nan,
    )
    lining = wall["lining_id"]
    raw = np.where(lining == _KNOWN_LINING, np.minimum(raw, _WORST_U0), raw)
    # official values leave the lining out where the structure or the insulation is unknown
    unknown = (way == _UNKNOWN_U0) | (wall["u_method_id"] == UNKNOWN)
    counted = (lining >= 0) & (lining <= _KNOWN_LINING) & ~unknown
    r = _LINING_R[np.where(counted, lining, 0)] + _RENDER_R * (wall["insulating_render"] == 1)
    return np.asarray(np.minimum(1 / (1 / raw + r), _WORST_U0))


def _by_material(context: Context) -> Floats:
    """U0 of the material: the largest tabulated thickness that is not above the given one."""
    wall = context.stock["wall"]
    material, thickness_cm = wall["material_id"], wall["thickness_cm"]
    u0 = lookup("bare_wall", "row_id").find("u0_w_m2_k", wall["u0_row_id"])
    known = ~np.isnan(thickness_cm)
    # a tenth of a millimetre keeps 22.5 cm, written in binary, on its row
    whole_mm = np.where(known, np.minimum(np.where(known, thickness_cm, 0.0) * 10 + 0.1, _MAX_MM), -1).astype(np.int32)
    rules = lookup("bare_wall", "material_id", "thickness_mm").find("u0_w_m2_k", material, whole_mm)
    needs_thickness = (wall["u0_method_id"] == _BY_MATERIAL) & np.isnan(u0) & np.isnan(rules)
    context.refusals.missing("wall", needs_thickness & ~known & (material > 1), "thickness_cm")
    return np.where(np.isnan(u0), rules, u0)
