"""Which unknown would narrow the range most: the share of the variance of the draws between its values."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.survey_questions import QUESTION_OF
from rehab_app.survey.known import MEASURED, PERCENT, PERIODS, PLAIN, YEARS, Known
from rehab_app.survey.ranges import Draws
from rehab_app.survey.variables import BY_NAME

Floats = NDArray[np.float64]
MOST = 3
_BANDS = 5
_LEAST = 0.05  # what explains less is not worth asking
# What each item of the survey makes known.
_VARIABLES: Mapping[str, str] = {
    **{name: name for name in QUESTION_OF if name in BY_NAME},
    **MEASURED,
    **PERCENT,
    **PLAIN,
    **PERIODS,
    **{item: variable for item, (variable, _family) in YEARS.items()},
}

# Asked only once another item is known: the year of works before the kind is of no use.
_AFTER: Mapping[str, str] = {
    "heating_year": "heating",
    "backup_year": "backup",
    "backup_pct": "backup",
    "hot_water_year": "hot_water",
    "tank_l": "hot_water",
    "ventilation_year": "ventilation",
    "wall_year": "wall_insulation",
    "wall_insulated_pct": "wall_insulation",
    "second_wall_pct": "second_wall",
    "attic_year": "attic_insulation",
    "attic_insulated_pct": "attic_insulation",
    "attic_insulation_cm": "attic_insulation",
    "floor_year": "floor_insulation",
    "single_pct": "glazing",
}


def ask_next(known: Known, found: Draws) -> list[list[tuple[str, float]]]:
    """For each home, at most three items that were not answered, with the share of the variance of the logarithm of
    the primary energy that lies between their values (corrected for the number of values), the largest first."""
    homes, draws = found.energy_kwh_m2.shape
    usable = ~np.isnan(found.energy_kwh_m2)
    logs = np.log(np.where(usable, found.energy_kwh_m2, 1.0))
    items, shares = [], []
    for item, name in _VARIABLES.items():
        values = found.columns[name].reshape(homes, draws)
        open_homes = _unknown(known, item, name)
        if open_homes.any():
            group = values.astype(np.intp) if BY_NAME[name].is_choice else _bands(values)
            items.append(item)
            shares.append(np.where(open_homes, _between(logs, usable, group), 0.0))
    if not items:
        return [[] for _home in range(homes)]
    table = np.stack(shares, axis=1)
    best = np.argsort(-table, axis=1)[:, :MOST]
    return [
        [(items[at], float(table[home, at])) for at in best[home] if table[home, at] >= _LEAST] for home in range(homes)
    ]


def _unknown(known: Known, item: str, name: str) -> NDArray[np.bool_]:
    found = ~_column_known(known, name)
    if item in _AFTER:
        found &= _column_known(known, _AFTER[item])
    return found & np.isnan(known.figures[item]) if item in known.figures else found


def _column_known(known: Known, name: str) -> NDArray[np.bool_]:
    column = known.columns[name]
    return column >= 0 if BY_NAME[name].is_choice else ~np.isnan(column)


def _bands(values: Floats) -> NDArray[np.intp]:
    """Fifth of the draws of its home in which each value falls."""
    return np.asarray(values.argsort(axis=1).argsort(axis=1) * _BANDS // values.shape[1], dtype=np.intp)


def _between(logs: Floats, usable: NDArray[np.bool_], group: NDArray[np.intp]) -> Floats:
    """Adjusted share of the variance between groups, by home: 1 − (1 − η²)(n − 1)/(n − k), at least 0."""
    homes = len(logs)
    width = int(group.max()) + 1
    place = (np.arange(homes)[:, None] * width + np.maximum(group, 0)).ravel()
    weight = usable.ravel().astype(np.float64)
    count = np.bincount(place, weight, minlength=homes * width).reshape(homes, width)
    sums = np.bincount(place, weight * logs.ravel(), minlength=homes * width).reshape(homes, width)
    total = count.sum(axis=1)
    mean = sums.sum(axis=1) / np.maximum(total, 1)
    within_mean = np.divide(sums, count, out=np.zeros_like(sums), where=count > 0)
    between = (count * (within_mean - mean[:, None]) ** 2).sum(axis=1)
    whole = (usable * (logs - mean[:, None]) ** 2).sum(axis=1)
    share = np.divide(between, whole, out=np.zeros(homes), where=whole > 0)
    kinds = (count > 0).sum(axis=1)
    adjusted = 1 - (1 - share) * (total - 1) / np.maximum(total - kinds, 1)
    return np.asarray(np.maximum(adjusted, 0.0))
