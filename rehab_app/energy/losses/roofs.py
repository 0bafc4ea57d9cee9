"""Roofs and ceilings (arrêté du 31 mars 2021, annexe 1, §3.2.3)."""

import numpy as np

from rehab_app.energy.context import Context, member
from rehab_app.energy.losses.opaque import insulated_u
from rehab_app.energy.tables import Bools, Floats, Ints, choose, lookup

CONDUCTIVITY_W_M_K = 0.04
OUTDOORS, HEATED_NEIGHBOUR = 1, 22
_CONCRETE_SLAB, _WOOD_UNDER_JOISTS = 8, 10
_ENTERED_U0 = (3, 4)
_WORST_U0 = 2.5


def roof_u(context: Context) -> tuple[Floats, Floats]:
    """(bare U, U) of each roof, W/(m²·K)."""
    u0 = bare_u(context)
    return u0, insulated_u(context, "roof", u0, CONDUCTIVITY_W_M_K, is_terrace(context))


def bare_u(context: Context) -> Floats:
    """U of each roof without its insulation (§3.2.3.1)."""
    roof = context.stock["roof"]
    way = roof["u0_method_id"]
    tabulated = lookup("bare_roof", "type_id").find("u0_w_m2_k", roof["type_id"])
    # "other" kinds have no row of their own: the assessment names one
    named = lookup("bare_roof", "row_id").find("u0_w_m2_k", roof["u0_row_id"])
    tabulated = np.where(np.isnan(tabulated), named, tabulated)
    return choose([way == 1, member(way, _ENTERED_U0)], [_WORST_U0, roof["u0_entered"]], tabulated)


def is_terrace(context: Context) -> Ints:
    """1 where default values are those of flat roofs, 0 those of attics: a slab outdoors is a flat roof."""
    roof = context.stock["roof"]
    flat = member(roof["type_id"], (_CONCRETE_SLAB, _WOOD_UNDER_JOISTS)) & (roof["adjacency_id"] == OUTDOORS)
    terrace: Bools = flat | (roof["adjacency_id"] == HEATED_NEIGHBOUR)
    return terrace.astype(np.int32)
