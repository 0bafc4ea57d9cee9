"""What stands for a whole street over its homes: how many, sums, means, the share of poor labels."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.format import figure, percent
from rehab_app.core.i18n import _
from rehab_app.services.neighbourhood import LABELS, POOR_LABELS, HomeColumn, Neighbourhood
from rehab_app.services.plain_text import plain
from rehab_app.ui.parts.money import cost_span

Told = Callable[[int], str]


class StreetSums:
    """Sums over the homes shown, by street; each column is summed when it is first asked for.

    Attributes:
        places: (homes,) place of each home's street in alphabetical order.
    """

    def __init__(self, homes: Neighbourhood, kept: NDArray[np.bool_]) -> None:
        self._homes = homes
        self._kept = kept
        coded = homes.coded("street")
        order = sorted(range(len(coded.values)), key=lambda at: (not coded.values[at], plain(coded.values[at])))
        self._names = [coded.values[at] for at in order]
        place = np.zeros(len(order), dtype=np.intp)
        place[order] = np.arange(len(order))
        self.places: NDArray[np.intp] = place[coded.codes] if len(order) else np.zeros(0, np.intp)
        self._count = self._tally(kept)
        self._told: dict[str, Told] = {}

    def text(self, column: HomeColumn, street: int) -> str:
        """What the row of a street says in a column."""
        if column.name not in self._told:
            self._told[column.name] = self._teller(column)
        return self._told[column.name](street)

    def _teller(self, column: HomeColumn) -> Told:
        values = self._homes.columns.get(column.name)
        if column.name == "street":
            return lambda street: f"{self._names[street] or _('No street')} ({figure(int(self._count[street]))})"
        if values is None or not column.of_street:
            return lambda _street: ""
        if column.of_street == "poor":
            return self._poor(column.name)
        if column.form == "works":
            low, high = (self._sum(self._homes.columns[name]) for name in ("works_low_eur_ht", "works_high_eur_ht"))
            return lambda street: cost_span(float(low[street]), float(high[street]), "")
        sums = self._sum(values)
        if column.of_street == "mean":
            sums = sums / np.maximum(self._tally(self._kept & np.isfinite(values)), 1)
        return lambda street: figure(float(sums[street]), "", column.decimals)

    def _poor(self, name: str) -> Told:
        """Share of F and G among the labels that are known."""
        coded = self._homes.coded(name)
        is_known, is_poor = (
            np.array([bool(label) and label in among for label in coded.values], np.bool_)
            for among in (LABELS, POOR_LABELS)
        )
        known = self._tally(self._kept & is_known[coded.codes]).tolist()
        poor = self._tally(self._kept & is_poor[coded.codes]).tolist()
        return lambda street: f"{percent(poor[street] / known[street])} FG" if known[street] else ""

    def _sum(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Sum over what is known in each street, NaN where nothing is."""
        known = self._kept & np.isfinite(values)
        total = np.bincount(self.places[known], values[known], len(self._names))
        return np.where(self._tally(known) > 0, total, np.nan)

    def _tally(self, mask: NDArray[np.bool_]) -> NDArray[np.intp]:
        return np.bincount(self.places[mask], minlength=len(self._names))
