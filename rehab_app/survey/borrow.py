"""Homes without data borrow from measured neighbours: each draw takes after one of them, in part only.

What rows were built with (form) is nearly always the same in the next house; what people changed since (state) often
is not: that part of the draws falls back on counted frequencies, which makes the range wider.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rehab_app.survey.variables import BY_NAME, Columns, blank

FORM = (
    "period",
    "storeys",
    "ceiling_m",
    "ground_ratio",
    "wall_ratio",
    "unheated_ratio",
    "wall",
    "wall_cm",
    "attic",
    "lost_share",
    "roof_ratio",
    "below",
    "floor",
    "floor_type_id",
    "window_share",
    "south_share",
)
STATE = (
    "wall_insulation",
    "insulated_share",
    "attic_insulation",
    "attic_share",
    "floor_insulation",
    "glazing",
    "single_share",
    "frame",
    "heating",
    "backup",
    "hot_water",
    "ventilation",
    "emitters",
)
FORM_SHARE, STATE_SHARE = 0.9, 0.5  # part of the draws that takes after the neighbour
_SEED = 41


def borrowed(columns: Columns, donors: Sequence[NDArray[np.intp]], draws: int) -> Columns:
    """Variables taken from neighbours, (homes × draws,); -1 or NaN where nothing is.

    Args:
        columns: what is known of all homes.
        donors: for each home that is to borrow, positions of its neighbours in `columns`; empty where it has none.
        draws: how many a home.
    """
    found = blank(len(donors) * draws)
    generator = np.random.Generator(np.random.PCG64(_SEED))
    lent = {share: generator.random(draws) < share for share in (FORM_SHARE, STATE_SHARE)}
    order = generator.permutation(draws)
    donor = np.full(len(donors) * draws, -1, dtype=np.intp)
    for home, neighbours in enumerate(donors):
        if len(neighbours):
            donor[home * draws : (home + 1) * draws] = neighbours[order % len(neighbours)]
    has = donor >= 0
    for names, share in ((FORM, FORM_SHARE), (STATE, STATE_SHARE)):
        taken = has & np.tile(lent[share], len(donors))
        for name in names:
            found[name][taken] = columns[name][donor[taken]]
    return found


def fill_from(columns: Columns, lent: Columns) -> None:
    """Put what was borrowed where nothing is known."""
    for name, values in lent.items():
        column = columns[name]
        open_rows = column < 0 if BY_NAME[name].is_choice else np.isnan(column)
        column[open_rows] = values[open_rows]
