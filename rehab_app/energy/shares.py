"""From the building to the flat: what part of a use a flat generated from its building answers for (annexe 1, §17).

A written key counts when it is a real share; without one, or with the 1 that much software writes, the flat has the
share of its area.
"""

import numpy as np

from rehab_app.energy.context import Context
from rehab_app.energy.tables import Floats

_TABLES = ("heating", "hot_water", "cooling", "ventilation")


def keys(context: Context, table: str) -> Floats:
    """Share of each row of `heating`, `hot_water`, `cooling` or `ventilation`: 1 but for flats of a building."""
    if table not in _TABLES:
        raise KeyError(f"{table} has no shares between flats")
    part = context.stock[table]
    if not context.from_building.any():
        return np.ones(len(part))
    by_area = context.of(table, context.area_out_m2 / context.area_m2)
    written = part["share"]
    share = np.where((written > 0) & (written < 1), written, by_area)
    return np.where(context.of(table, context.from_building), share, 1.0)


def virtual_ratio(context: Context, table: str) -> Floats:
    """Share of a shared system that serves the dwelling, by row of `heating` or `hot_water` (annexe 1, §17).

    As written, else the share of the area; 1 for a system of the dwelling's own and at the scale of a building.
    """
    part = context.stock[table]
    written, shared = part["virtual_ratio"], part["shared_id"] > 1
    if not shared.any():
        return np.ones(len(part))
    whole = context.of(table, context.is_building | context.from_building)
    by_area = context.of(table, context.area_out_m2 / context.building_area_m2)
    ratio = np.where(written > 0, written, np.where(by_area < 1, by_area, 1.0))
    return np.where(shared & ~whole, ratio, 1.0)
