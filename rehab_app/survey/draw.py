"""Random draws of what is not known, the same for the same answers.

One table of stratified draws (Latin hypercube: each variable takes every stratum once) serves all homes, so a home's
range does not depend on who else is estimated, and two answers are compared on the same draws.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from rehab_app.survey import official as o
from rehab_app.survey.archetypes import overrides
from rehab_app.survey.borrow import fill_from
from rehab_app.survey.distributions import Distributions, energy_mask, possible
from rehab_app.survey.known import MEASURED, YEARS, Known
from rehab_app.survey.read_envelope import outer_walls_m2, square_walls_m2, storey_m2
from rehab_app.survey.variables import VARIABLES, Columns, Variable, derived

Floats = NDArray[np.float64]
DRAWS = 200
_SEED = 20_211
_LOW_E_SINCE = 2008  # windows fitted in old homes must insulate (arrêté du 3 mai 2007, in force on 1 November 2007)
RESIDUAL = len(VARIABLES)  # column of the draws that serves the error of the method


@cache
def levels(draws: int) -> Floats:
    """Numbers in [0, 1), shape (draws, variables + 1)."""
    generator = np.random.Generator(np.random.PCG64(_SEED))
    shuffled = generator.random((draws, RESIDUAL + 1)).argsort(axis=0)
    found: Floats = (shuffled + generator.random((draws, RESIDUAL + 1))) / draws
    return found


def draw(known: Known, distributions: Distributions, draws: int = DRAWS, lent: Columns | None = None) -> Columns:
    """All variables of `known.size` × `draws` homes, home by home; nothing is missing.

    `lent` holds what each draw borrows from a neighbour (borrow.py).
    """
    rows = np.repeat(np.arange(known.size), draws)
    columns = {name: column[rows] for name, column in known.columns.items()}
    if lent is not None:
        fill_from(columns, lent)
    level = levels(draws)
    for at, variable in enumerate(VARIABLES):
        u = np.tile(level[:, at], known.size)
        _fill(variable, known, rows, columns, distributions, u)
        if variable.name in MEASURED.values():
            _measured(variable.name, known, rows, columns)
    return columns


def middle(known: Known, distributions: Distributions) -> Columns:
    """One home each in which every unknown takes its likeliest value or its median."""
    rows = np.arange(known.size)
    columns = {name: column.copy() for name, column in known.columns.items()}
    for variable in VARIABLES:
        _fill(variable, known, rows, columns, distributions, None)
        if variable.name in MEASURED.values():
            _measured(variable.name, known, rows, columns)
    return columns


def _fill(
    variable: Variable,
    known: Known,
    rows: NDArray[np.intp],
    columns: Columns,
    distributions: Distributions,
    u: Floats | None,
) -> None:
    """Draw a variable where it is not known; without `u`, take its likeliest value or its median."""
    column = columns[variable.name]
    open_rows = np.flatnonzero(column < 0 if variable.is_choice else np.isnan(column))
    if not len(open_rows):
        return
    home = rows[open_rows]
    part = {name: columns[name][open_rows] for name in ("period", "area_m2", variable.given) if name in columns}
    given = derived(variable.given, part) if variable.given else np.full(len(open_rows), -1)
    level = None if u is None else u[open_rows]
    if variable.is_choice:
        weights = distributions.weights[variable.name][given]
        weights = overrides.weights(variable.name, known.codes["archetype"][home], weights)
        weights = _restricted(variable, known, home, weights, given)
        column[open_rows] = _chosen(weights, level)
    else:
        quantiles = distributions.quantiles[variable.name][given]
        quantiles = overrides.quantiles(variable.name, known.codes["archetype"][home], quantiles)
        column[open_rows] = _placed(quantiles, level)
        if variable.name == "wall_ratio":
            column[open_rows] *= _free_sides(known, home)


def _chosen(weights: Floats, level: Floats | None) -> NDArray[np.int16]:
    if level is None:
        return np.asarray(weights.argmax(axis=1), dtype=np.int16)
    steps = np.cumsum(weights, axis=1)
    found = (level[:, None] * steps[:, -1:] >= steps).sum(axis=1)
    return np.asarray(np.minimum(found, weights.shape[1] - 1), dtype=np.int16)


def _placed(quantiles: Floats, level: Floats | None) -> Floats:
    places = quantiles.shape[1] - 1
    place = np.full(len(quantiles), places / 2) if level is None else level * places
    low = np.minimum(place.astype(np.intp), places - 1)
    row = np.arange(len(quantiles))
    part = place - low
    found: Floats = quantiles[row, low] * (1 - part) + quantiles[row, low + 1] * part
    return found


def _restricted(
    variable: Variable, known: Known, home: NDArray[np.intp], weights: Floats, given: NDArray[np.intp]
) -> Floats:
    """Weights of what the years and energies that were said allow; where they allow nothing, all that can be."""
    mask = np.ones_like(weights)
    if variable.name == "heating":
        mask = energy_mask(known.codes["energy"][home])
    if variable.name == "glazing":
        recent = known.figures["window_year"][home] >= _LOW_E_SINCE
        mask[recent] = [float(value in ("double_low_e", "triple")) for value in variable.values]
    for item, (name, family_name) in YEARS.items():
        if name != variable.name:
            continue
        year = known.figures[item][home]
        family = o.family(family_name)
        fits = np.isnan(year)[:, None] | ((family.first_year <= year[:, None]) & (year[:, None] <= family.last_year))
        for row, official_id in enumerate(family.ids):
            mask[:, official_id - 1] = np.where(fits[:, row], mask[:, official_id - 1], 0.0)
    if (mask == 1).all():
        return weights
    seen = weights * mask
    anything = possible(variable)[given] * mask
    seen = np.where(seen.sum(axis=1, keepdims=True) > 0, seen, anything)
    return np.where(seen.sum(axis=1, keepdims=True) > 0, seen, weights)


def _free_sides(known: Known, home: NDArray[np.intp]) -> Floats:
    """Outer walls against a detached house: a home on a side takes a quarter of them away.

    Counted homes stand in all surroundings, one side in two being taken on average where neither is said.
    """
    free = np.zeros(len(home))
    for side in ("left", "right"):
        code = known.codes[side][home]
        free += np.where(code < 0, 0.6, np.where(code == 0, 1.0, 0.0))
    return np.asarray((2 + free) / 3.2)


def _measured(name: str, known: Known, rows: NDArray[np.intp], columns: Columns) -> None:
    """Replace a ratio where the area itself was measured."""
    item = next(item for item, ratio in MEASURED.items() if ratio == name)
    area = known.figures[item][rows]
    at = np.flatnonzero(~np.isnan(area))
    if not len(at):
        return
    part = {each: columns[each][at] for each in ("area_m2", "storeys", "ceiling_m", "wall_ratio")}
    if name in ("ground_ratio", "roof_ratio"):
        model = storey_m2(part)
    elif name == "wall_ratio":
        model = square_walls_m2(part)
    elif name == "unheated_ratio":
        model = np.maximum(outer_walls_m2(part), 1.0)
    else:
        model = part["area_m2"]
    columns[name][at] = area[at] / model
