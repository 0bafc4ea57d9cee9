"""Which home stands in which row of the table, with a row for each street over its homes where they are grouped."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rehab_app.services.neighbourhood import Neighbourhood

Rows = NDArray[np.intp]


class Arrangement:
    """The rows of the table in their order; made anew whenever they are ordered otherwise.

    Attributes:
        at: (rows,) position of a home in the neighbourhood; `~place` of a street that stands over its homes.
    """

    def __init__(
        self, homes: Neighbourhood | None = None, order: Rows | None = None, places: Rows | None = None
    ) -> None:
        """`order` gives the homes shown, `places` the place of the street of each home where they are grouped."""
        self._homes = homes
        order = np.zeros(0, np.intp) if order is None else order
        self.at = order if places is None else _under_streets(order, places)
        self._row = np.full(0 if homes is None else len(homes), -1)
        rows = np.flatnonzero(self.at >= 0)
        self._row[self.at[rows]] = rows

    def __len__(self) -> int:
        return len(self.at)

    @property
    def order(self) -> Rows:
        """Position in the neighbourhood of each home shown."""
        return self.at[self.at >= 0]

    def row_of(self, identifier: int) -> int | None:
        """Row of a home, None when it is filtered out."""
        if self._homes is None or identifier not in self._homes.position:
            return None
        row = int(self._row[self._homes.position[identifier]])
        return None if row < 0 else row

    def id_at(self, row: int) -> int | None:
        """Id of the home of a row, None for the row of a street."""
        assert self._homes is not None
        at = self.at[row]
        return None if at < 0 else int(self._homes.ids[at])

    def rows_of(self, ids: Sequence[int]) -> Rows:
        """Rows of the homes that are shown, in ascending order."""
        assert self._homes is not None
        found = self._row[self._homes.rows_of(ids)]
        return np.sort(found[found >= 0])

    def ids_at(self, rows: Rows) -> list[int]:
        """Ids of the homes of some rows; rows of streets have none."""
        assert self._homes is not None
        at = self.at[rows]
        found: list[int] = self._homes.ids[at[at >= 0]].tolist()
        return found

    def is_street(self, row: int) -> bool:
        """True for the row that stands over the homes of a street."""
        return bool(self.at[row] < 0)

    def street_ids(self, row: int) -> list[int]:
        """Ids of the homes under the row of a street; none for the row of a home."""
        if self.at[row] >= 0:
            return []
        next_street = np.flatnonzero(self.at[row + 1 :] < 0)
        end = row + 1 + int(next_street[0]) if len(next_street) else len(self.at)
        return self.ids_at(np.arange(row + 1, end))


def _under_streets(order: Rows, streets: Rows) -> Rows:
    """Homes in the order of their streets' places, each street over its homes as `~place`."""
    together = order[np.argsort(streets[order], kind="stable")]
    places, first = np.unique(streets[together], return_index=True)
    return np.insert(together, first, ~places)
