"""Columns of one table brought beside the rows of another, by id."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.services.neighbourhood import Column


def looked_up(keys: NDArray[Any], ids: NDArray[Any], values: NDArray[Any], missing: object) -> Column:
    """Values of the rows whose id is named by each key; `ids` are in ascending order."""
    found = np.full(len(keys), missing, dtype=values.dtype)
    if len(ids):
        at = np.minimum(np.searchsorted(ids, keys), len(ids) - 1)
        known = ids[at] == keys
        found[known] = values[at[known]]
    return found


def last_of(ids: NDArray[Any], owner: NDArray[Any], values: NDArray[Any], missing: object) -> Column:
    """For each id the value of the last row that it owns."""
    order = np.argsort(owner, kind="stable")
    ordered = owner[order]
    at = np.searchsorted(ordered, ids, "right") - 1
    found = np.full(len(ids), missing, dtype=values.dtype)
    if len(owner):
        known = (at >= 0) & (ordered[at] == ids)
        found[known] = values[order[at[known]]]
    return found
