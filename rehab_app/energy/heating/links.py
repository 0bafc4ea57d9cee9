"""Which boiler of a dwelling makes its hot water, and which one tells the age of another."""

import numpy as np

from rehab_app.domain.table import Column, Table
from rehab_app.energy.families import Heater, burns
from rehab_app.energy.heating import characteristics
from rehab_app.energy.tables import Bools, Floats, Ints, Rows, lookup

_MAKES_BOTH = 3


def year_of_boiler(heating: Table, water: Table, family: Ints) -> Floats:
    """First year of the boiler that burns the same energy in the dwelling, standard ones first; NaN without any.

    Certified software takes an "other system" that makes hot water to be as old as that boiler.
    """
    years = lookup("heating_generators", "generator_id").find("from_year", heating["type_id"])
    standard = family == Heater.BOILER_STANDARD
    dated = burns(family) & ~np.isnan(years) & (heating["energy_id"] > 0)
    row = _first_like(heating, dated, standard, heating["energy_id"], water["dwelling"], water["energy_id"])
    return np.asarray(np.append(years, np.nan)[row])


def boiler_of_water(
    heating: Table, water: Table, boils: Bools, water_boils: Bools, modelled: Ints, water_modelled: Ints
) -> Rows:
    """Row of the boiler that heats both rooms and water: one whose rows are the same, else one that says so."""
    rows = characteristics.first_row("heating", modelled).astype(np.int64)
    water_rows = characteristics.first_row("hot_water", water_modelled).astype(np.int64)
    both = heating["use_id"] == _MAKES_BOTH
    same = _first_like(heating, boils & (rows >= 0), both, rows, water["dwelling"], water_rows)
    any_boiler = _first_like(
        heating, boils & both, both, np.zeros_like(rows), water["dwelling"], np.zeros_like(water_rows)
    )
    found = np.where(same >= 0, same, any_boiler)
    return np.where(water_boils & (water["use_id"] == _MAKES_BOTH), found, -1)


def _first_like(
    heating: Table, chosen: Bools, preferred: Bools, kind: Column, dwelling: Column, wanted_kind: Column
) -> Rows:
    """First of the chosen heat generators of a dwelling and kind, the preferred before the others; -1 for none."""
    rows = np.flatnonzero(chosen)
    if not len(rows):
        return np.full(len(dwelling), -1, dtype=np.intp)
    width = np.int64(1_000)
    key = heating["dwelling"][rows] * width + kind[rows]
    # The last of equal keys is found below: preferred and low numbers go last.
    order = np.lexsort((-heating["number"][rows], preferred[rows], key))
    wanted = dwelling * width + wanted_kind
    place = np.searchsorted(key[order], wanted, side="right") - 1
    return np.where((place >= 0) & (key[order][place] == wanted), rows[order][place], -1)
