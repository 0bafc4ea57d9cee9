"""How often things are so: counted in described homes, spread a little over what was not seen.

A choice has weights for each value of what it depends on, with a last row for "not known"; a number has eleven
quantiles. What cannot be (a boiler's hot water without a boiler) has weight 0 whatever was counted.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.survey import official as o
from rehab_app.survey.variables import BY_NAME, GIVEN, VARIABLES, Columns, Variable, derived

Floats = NDArray[np.float64]
LEVELS = np.linspace(0.0, 1.0, 11)
_PRIOR = 0.5  # homes' worth of "anything may be", shared by the values of a choice
_TAIL, _SIZE_TAIL = 0.03, 0.15  # extreme homes (an odd plan, a mistake of entry) do not spread all others
_SIZES = ("ground_ratio", "wall_ratio", "roof_ratio", "unheated_ratio")
_POOLED = 2.0  # homes' worth of all others, mixed into those that share what a variable depends on
_FAMILIES = {
    "generator_id": "generators",
    "water_id": "water_heaters",
    "ventilation_id": "ventilations",
    "backup_id": "generators",
}
_CODES = {
    "floor_type_id": o.FLOORS,
    "frame_id": o.FRAMES,
    "shutter_id": o.SHUTTERS,
    "emitter_id": o.EMITTERS,
}


@dataclass(frozen=True, slots=True)
class Distributions:
    """By variable: weights (given + 1, values) of a choice, quantiles (given + 1, 11) of a number."""

    weights: dict[str, Floats]
    quantiles: dict[str, Floats]


def rows_of(variable: Variable) -> int:
    """How many rows its table has: one for each value it may depend on, and one for "not known"."""
    return 1 + (len(GIVEN[variable.given]) if variable.given else 0)


def count(columns: Columns) -> Distributions:
    """Count described homes."""
    weights: dict[str, Floats] = {}
    quantiles: dict[str, Floats] = {}
    for variable in VARIABLES:
        size = len(columns[variable.name])
        given = derived(variable.given, columns) if variable.given else np.full(size, -1)
        if variable.is_choice:
            weights[variable.name] = _weights(variable, columns[variable.name], given)
        else:
            quantiles[variable.name] = _quantiles(variable, columns[variable.name], given)
    return Distributions(weights, quantiles)


def possible(variable: Variable) -> Floats:
    """1 where a value can go with what it depends on, 0 where it cannot, shape (rows, values)."""
    rows, found = rows_of(variable), np.ones((rows_of(variable), len(variable.values)))
    name = variable.name
    if name in _FAMILIES:
        family = o.family(_FAMILIES[name])
        found[:] = 0.0
        for row, kind in enumerate(GIVEN[variable.given]):
            found[row, family.ids[family.of(kind)] - 1] = 1.0
    if name in _CODES:
        found[:] = 0.0
        for row, code in enumerate(GIVEN[variable.given]):
            found[row, [each - 1 for each in _CODES[name].get(code, ()) if each <= found.shape[1]]] = 1.0
    if name == "backup_id":
        row = GIVEN["backup"].index("boiler")
        for kind in o.COMBUSTION_BOILERS:
            found[row, family.ids[family.of(kind)] - 1] = 1.0
    central = np.array([kind in o.CENTRAL for kind in (*GIVEN["heating"], "")])
    if name == "emitters":
        found[central, variable.values.index("room")] = 0.0
        found[:-1][~central[:-1]] = 0.0
        found[:-1][~central[:-1], variable.values.index("room")] = 1.0
        found[GIVEN["heating"].index("heat_pump_air")] = [float(v in ("air", "room")) for v in variable.values]
    if name == "hot_water":
        found[:-1][~central[:-1], variable.values.index("with_heating")] = 0.0
        of_network = np.array([kind == "network" for kind in (*GIVEN["heating"], "")])
        found[~of_network, variable.values.index("network")] = 0.0
    if rows > 1:
        found[-1] = found[:-1].max(axis=0)
    return found


def _weights(variable: Variable, index: NDArray[np.int16], given: NDArray[np.intp]) -> Floats:
    size = len(variable.values)
    rows, allowed = rows_of(variable), possible(variable)
    known = index >= 0
    table = np.zeros((rows, size))
    np.add.at(table, (given[known], index[known]), 1.0)  # given -1 falls on the last row
    alone = table.sum(axis=0)
    everyone = alone + _PRIOR / size
    table[-1] = alone
    pooled = everyone * allowed
    sums = pooled.sum(axis=1, keepdims=True)
    table = table * allowed + _POOLED * np.divide(pooled, sums, out=np.zeros_like(pooled), where=sums > 0)
    totals = table.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(table, totals, out=np.zeros_like(table), where=totals > 0))


def _quantiles(variable: Variable, values: Floats, given: NDArray[np.intp]) -> Floats:
    rows, tail = rows_of(variable), _SIZE_TAIL if variable.name in _SIZES else _TAIL
    known = ~np.isnan(values)
    found = np.zeros((rows, len(LEVELS)))
    if not known.any():
        return found
    order = np.argsort(values[known])
    ordered, of = values[known][order], given[known][order]
    for row in range(rows):
        own = (of == row) | (row == rows - 1)
        share = _POOLED / len(ordered) if own.sum() < 5 else _POOLED / 4 / len(ordered)
        weight = own.astype(np.float64) + share
        level = np.cumsum(weight) - weight / 2
        found[row] = np.interp(np.clip(LEVELS, tail, 1 - tail) * weight.sum(), level, ordered)
    return found


def energy_mask(energy: NDArray[np.int16]) -> Floats:
    """1 where a kind of heating runs on the energy that was said, shape (homes, kinds); all where none was."""
    kinds = BY_NAME["heating"].values
    names = tuple(o.ENERGY_IDS)
    family = o.family("generators")
    runs = np.zeros((len(names) + 1, len(kinds)))
    for at, name in enumerate(names):
        for kind_at, kind in enumerate(kinds):
            runs[at, kind_at] = float(np.isin(family.energy[family.of(kind)], o.ENERGY_IDS[name]).any())
    runs[-1] = 1.0
    return np.asarray(runs[energy])
