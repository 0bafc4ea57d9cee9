"""Thermal mass (arrêté du 31 mars 2021, annexe 1, §7)."""

import numpy as np

from rehab_app.domain.table import Stock
from rehab_app.energy.building import Refusals
from rehab_app.energy.tables import Floats, Ints, Rows, lookup

_FLAGS = ("heavy_floor", "heavy_roof", "heavy_walls")
_CLASS_BY_HEAVY_PARTS = np.array([4, 3, 2, 1], dtype=np.int32)


def inertia_class(stock: Stock, refusals: Refusals) -> Ints:
    """Class 1 (very heavy) … 4 (light): as declared, else from how many of floor, ceiling and walls are heavy.

    The declared class comes first because intermediate floors and partitions count, and no file describes them.
    """
    dwelling = stock["dwelling"]
    declared = dwelling["inertia_class_id"]
    flags = np.stack([dwelling[name] for name in _FLAGS])
    refusals.missing("dwelling", (declared < 0) & (flags < 0).any(axis=0), "inertia_class_id")
    derived = _CLASS_BY_HEAVY_PARTS[heavy_parts(stock)]
    return np.where(declared > 0, declared, derived).astype(np.int32)


def heavy_parts(stock: Stock) -> Rows:
    """How many of floor, ceiling and walls are declared heavy, 0 … 3."""
    return np.asarray(np.sum([stock["dwelling"][name] == 1 for name in _FLAGS], axis=0), dtype=np.intp)


def gain_exponent(inertia_id: Ints) -> Floats:
    """Exponent α of the fraction F of useful gains (annexe 1, §6.1)."""
    return lookup("inertia", "inertia_class_id").find("alpha", inertia_id)


def heat_capacity_j_k_m2(inertia_id: Ints) -> Floats:
    """Daily heat capacity of a square metre of living area, J/(K·m²) (annexe 1, §10.3)."""
    return lookup("inertia", "inertia_class_id").find("capacity_j_k_m2", inertia_id)
