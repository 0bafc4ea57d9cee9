"""Which side of the house a wall or an opening is on, and whether that side may be insulated from outside.

The survey and the official file give a wall its orientation only; the record of the building gives its façades with
side, azimuth and heritage rule. A part belongs to the façades of its building that face the quadrant of its
orientation (south 135–225°, and so on; party walls are left out):

- no façade faces there: the side is not known, nothing is guessed;
- several do (an extension, a recess): a protected street front decides, then any street front, then the longest.

Insulation from outside is allowed on a back or a gable, and on a street front without heritage rule. It is not allowed
on a protected street front (property inscribed by UNESCO and its buffer zone, 500 m around a listed monument, protected
by the town plan), nor where the side or the rule is not known.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.table import Column, Stock

Bools = NDArray[np.bool_]
PROTECTED = ("mh_500m", "unesco", "unesco_buffer", "town_plan")
SIDES = ("", "street", "back", "gable")
_ORIENTATION_CODES = np.array(["", "south", "north", "east", "west", "horizontal"], dtype=object)
# Quadrant of an azimuth: 0 north, 1 east, 2 south, 3 west, as ids of the official enumeration `orientation`.
_QUADRANT_IDS = np.array([2, 3, 1, 4])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Façades of the buildings of a stock, one row a façade, and what holds for a whole dwelling.

    Attributes:
        dwelling: position of the dwelling in the stock, one row for each dwelling of a building.
        side, heritage: codes of `domain/codes.py`; heritage "" when not recorded.
        azimuth_deg, length_m: NaN when not known.
        subsidence: code by dwelling, "" when not recorded.
        forbidden: what the town forbids (`Entry.rule`, or codes of works); offered: what it offers
            (`Entry.requires`).
    """

    dwelling: Column
    side: Column
    heritage: Column
    azimuth_deg: Column
    length_m: Column
    subsidence: Column
    forbidden: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()

    def of(self, home: int) -> "Surroundings":
        """Those of one dwelling."""
        rows = self.dwelling == home
        parts = {name: getattr(self, name)[rows] for name in ("side", "heritage", "azimuth_deg", "length_m")}
        return Surroundings(
            dwelling=np.zeros(int(rows.sum()), dtype=np.int32),
            subsidence=self.subsidence[home : home + 1],
            forbidden=self.forbidden,
            offered=self.offered,
            **parts,
        )

    def tiled(self, times: int) -> "Surroundings":
        """The same surroundings for the dwellings repeated one set after another."""
        n, rows = len(self.subsidence), len(self.dwelling)
        shift = np.repeat(np.arange(times, dtype=np.int32) * n, rows)
        parts = {name: np.tile(getattr(self, name), times) for name in ("side", "heritage", "azimuth_deg", "length_m")}
        return Surroundings(
            dwelling=np.tile(self.dwelling, times) + shift,
            subsidence=np.tile(self.subsidence, times),
            forbidden=self.forbidden,
            offered=self.offered,
            **parts,
        )


@dataclass(frozen=True, slots=True)
class Sides:
    """Side and rule of each row of a part table.

    Attributes:
        side, heritage: codes, "" when not known.
        external: True where insulation from outside is allowed.
    """

    side: Column
    heritage: Column
    external: Bools


def orientation_codes(orientation_id: Column) -> Column:
    """Codes of `domain.works.ORIENTATIONS` for official ids, "" when missing."""
    return np.asarray(_ORIENTATION_CODES[np.where(orientation_id < 0, 0, orientation_id)])


def sides(stock: Stock, around: Surroundings, table: str) -> Sides:
    """Side, heritage rule and permission of each row of `table` (which has `orientation_id`)."""
    part = stock[table]
    best = _deciding_facade(stock.size, around)
    orientation = part["orientation_id"].astype(np.intp)
    upright = (orientation >= 1) & (orientation <= 4)
    found = np.full(len(part), -1, dtype=np.intp)
    found[upright] = best[part["dwelling"][upright], orientation[upright]]
    known = found >= 0
    side = np.full(len(part), "", dtype=object)
    heritage = np.full(len(part), "", dtype=object)
    side[known] = around.side[found[known]]
    heritage[known] = around.heritage[found[known]]
    free = np.isin(side.astype(str), ("back", "gable")) | ((side == "street") & (heritage == "none"))
    return Sides(side, heritage, free)


def _deciding_facade(dwellings: int, around: Surroundings) -> NDArray[np.intp]:
    """Façade that decides for (dwelling, orientation id), -1 where none faces there."""
    best = np.full((dwellings, 5), -1, dtype=np.intp)
    usable = np.flatnonzero((around.side != "party") & (around.side != "") & ~np.isnan(around.azimuth_deg))
    if not len(usable):
        return best
    street = around.side[usable] == "street"
    protected = street & (around.heritage[usable] != "none")
    length = np.nan_to_num(around.length_m[usable], nan=0.0)
    # The last one written wins: weakest claims first.
    order = usable[np.lexsort((length, street, protected))]
    quadrant = np.floor(((around.azimuth_deg[order] + 45.0) % 360.0) / 90.0).astype(np.intp)
    best[around.dwelling[order], _QUADRANT_IDS[quadrant]] = order
    return best
