"""Thermal mass (arrêté du 31 mars 2021, annexe 1, §7)."""

import numpy as np

from rehab_app.domain.table import Column, Stock, Table
from rehab_app.energy.building import total_by
from rehab_app.energy.tables import Bools, Floats, Ints, Rows, lookup

_FLAGS = ("heavy_floor", "heavy_roof", "heavy_walls")
_CLASS_BY_HEAVY_PARTS = np.array([4, 3, 2, 1], dtype=np.int32)
# Insulation that leaves the mass inside: none, outside.
_MASS_INSIDE = (2, 4)
_HEAVY_FLOORS, _HEAVY_ROOFS = (8, 9, 11, 12), (8, 11)
# Wall structures and the thickness from which they are heavy, cm (0: always).
_HEAVY_WALLS_CM = {2: 0.0, 3: 0.0, 4: 0.0, 19: 0.0, 11: 7.0, 13: 7.0, 12: 11.0, 8: 10.5, 9: 10.5, 10: 10.5, 15: 10.5}


def inertia_class(stock: Stock) -> Ints:
    """Class 1 (very heavy) … 4 (light): as declared, else from how many of floor, ceiling and walls are heavy.

    The declared class comes first because intermediate floors and partitions count, and no file describes them.
    """
    declared = stock["dwelling"]["inertia_class_id"]
    return np.where(declared > 0, declared, _CLASS_BY_HEAVY_PARTS[heavy_parts(stock)]).astype(np.int32)


def heavy_parts(stock: Stock) -> Rows:
    """How many of floor, ceiling and walls are heavy, 0 … 3: as declared, else where half of their area is."""
    dwelling = stock["dwelling"]
    flags = np.stack([dwelling[name] for name in _FLAGS])
    if (flags < 0).any():
        heavy = [_heavy_floor(stock["floor"]), _heavy_roof(stock["roof"]), _heavy_wall(stock["wall"])]
        tables = [stock[name] for name in ("floor", "roof", "wall")]
        found = np.stack([_mostly(table, rows, stock.size) for table, rows in zip(tables, heavy, strict=True)])
        flags = np.where(flags < 0, found, flags)
    return np.asarray((flags == 1).sum(axis=0), dtype=np.intp)


def _mostly(table: Table, heavy: Bools, size: int) -> Bools:
    area = np.where(np.isnan(table["area_m2"]), 0.0, table["area_m2"])
    whole = total_by(table["dwelling"], area, size)
    return (total_by(table["dwelling"], area * heavy, size) >= 0.5 * whole) & (whole > 0)


def _mass_inside(table: Table) -> Bools:
    return np.isin(table["insulation_id"], _MASS_INSIDE)


def _heavy_floor(floor: Table) -> Bools:
    return _mass_inside(floor) & np.isin(floor["type_id"], _HEAVY_FLOORS)


def _heavy_roof(roof: Table) -> Bools:
    return _mass_inside(roof) & np.isin(roof["type_id"], _HEAVY_ROOFS)


def _heavy_wall(wall: Table) -> Bools:
    least: Column = np.full(len(wall), np.inf)
    for material, thickness_cm in _HEAVY_WALLS_CM.items():
        least = np.where(wall["material_id"] == material, thickness_cm, least)
    thick = np.where(np.isnan(wall["thickness_cm"]), 0.0, wall["thickness_cm"]) >= least
    return _mass_inside(wall) & thick


def gain_exponent(inertia_id: Ints) -> Floats:
    """Exponent α of the fraction F of useful gains (annexe 1, §6.1)."""
    return lookup("inertia", "inertia_class_id").find("alpha", inertia_id)


def heat_capacity_j_k_m2(inertia_id: Ints) -> Floats:
    """Daily heat capacity of a square metre of living area, J/(K·m²) (annexe 1, §10.3)."""
    return lookup("inertia", "inertia_class_id").find("capacity_j_k_m2", inertia_id)
