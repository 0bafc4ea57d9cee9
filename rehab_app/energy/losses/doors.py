"""Doors (arrêté du 31 mars 2021, annexe 1, §3.3.2)."""

import numpy as np

from rehab_app.energy.context import Context, member
from rehab_app.energy.tables import Floats, lookup

_ENTERED = (2, 3)


def door_u(context: Context) -> Floats:
    """U of each door, W/(m²·K): as entered from a document, else by kind."""
    door = context.stock["door"]
    entered = member(door["method_id"], _ENTERED)
    tabulated = lookup("door", "type_id").find("u_w_m2_k", door["type_id"])
    by_row = lookup("door", "row_id").find("u_w_m2_k", door["u_row_id"])
    u = np.where(entered, door["u_entered"], np.where(np.isnan(tabulated), by_row, tabulated))
    context.refusals.missing("door", entered & np.isnan(u), "u_entered")
    context.refusals.unknown("door", ~entered & np.isnan(u), "type_id")
    return u
