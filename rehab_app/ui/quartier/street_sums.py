"""What stands for a whole street over its homes: how many, sums, means, the share of poor labels."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.format import figure, percent
from rehab_app.core.i18n import _
from rehab_app.services.home_filters import plain
from rehab_app.services.neighbourhood import POOR_LABELS, HomeColumn, Neighbourhood
from rehab_app.ui.parts.money import cost_span


class StreetSums:
    """Sums over the homes shown, by street; each is made when it is first asked for.

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
        self._texts: dict[str, list[str]] = {}

    def text(self, column: HomeColumn, street: int) -> str:
        """What the heading of a street says in a column."""
        if column.name not in self._texts:
            self._texts[column.name] = self._made(column)
        return self._texts[column.name][street]

    def _made(self, column: HomeColumn) -> list[str]:
        if column.name == "street":
            named = [name or _("No street") for name in self._names]
            return [f"{name} ({figure(count)})" for name, count in zip(named, self._count.tolist(), strict=True)]
        if column.name not in self._homes.columns or not column.of_street:
            return [""] * len(self._names)
        if column.of_street == "poor":
            return self._poor(self._homes.columns[column.name])
        if column.form == "works":
            ends = (self._sum(self._homes.columns[name]) for name in ("works_low_eur_ht", "works_high_eur_ht"))
            return [cost_span(low, high, "") for low, high in zip(*ends, strict=True)]
        sums = self._sum(self._homes.columns[column.name])
        if column.of_street == "mean":
            known = self._tally(self._kept & np.isfinite(self._homes.columns[column.name]))
            return [
                figure(total / count if count else None, "", column.decimals)
                for total, count in zip(sums, known.tolist(), strict=True)
            ]
        return [figure(total, "", column.decimals) for total in sums]

    def _poor(self, labels: NDArray[Any]) -> list[str]:
        """Share of F and G among the labels that are known."""
        known, poor = self._tally(self._kept & (labels != "")), np.isin(labels.astype("U1"), list(POOR_LABELS))
        counts = self._tally(self._kept & poor)
        shares = zip(counts.tolist(), known.tolist(), strict=True)
        return [f"{percent(count / of)} FG" if of else "" for count, of in shares]

    def _sum(self, values: NDArray[Any]) -> list[float]:
        """Sum over what is known in each street, NaN where nothing is."""
        known = self._kept & np.isfinite(values)
        total = np.bincount(self.places[known], values[known], len(self._names))
        summed: list[float] = np.where(self._tally(known) > 0, total, np.nan).tolist()
        return summed

    def _tally(self, mask: NDArray[np.bool_]) -> NDArray[np.intp]:
        return np.bincount(self.places[mask], minlength=len(self._names))
