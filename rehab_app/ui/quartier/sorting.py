"""How homes are ordered and found: house numbers as numbers, words without regard to case and accents."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import language
from rehab_app.domain import codes
from rehab_app.domain.survey_choices import PERIODS
from rehab_app.services.home_filters import house_number
from rehab_app.services.listed import compared
from rehab_app.services.neighbourhood import Coded, HomeColumn, Neighbourhood
from rehab_app.services.plain_text import plain

_LAST = np.iinfo(np.int64).max


def folded(columns: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The texts of the columns joined row by row, in lower case without accents."""
    cache: dict[str, str] = {"": ""}
    joined = []
    for row in zip(*(column.tolist() for column in columns), strict=True):
        for text in row:
            if text not in cache:
                cache[text] = plain(text)
        joined.append(" ".join(cache[text] for text in row))
    found = np.empty(len(joined), dtype=object)
    found[:] = joined
    return found


def searched(homes: Neighbourhood) -> NDArray[Any]:
    """What the filter of the table looks into, for each home."""
    return folded([homes.columns[name] for name in ("street", "house_number", "address", "complement", "group")])


def sort_keys(homes: Neighbourhood, column: HomeColumn) -> NDArray[np.int64]:
    """Rank of each home in a column, equal values alike; what is not known is last.

    Streets are ordered with the house number inside them.
    """
    if column.name == "street":
        return _streets(homes)
    values = homes.columns.get(column.name)
    if values is None:  # still being read
        return np.zeros(len(homes), dtype=np.int64)
    if values.dtype.kind in "fM":
        known = ~np.isnan(values)
        ranks = np.full(len(values), _LAST)
        ranks[known] = np.unique(values[known], return_inverse=True)[1]
        return ranks
    if column.form == "listed":
        return _ranked(homes.coded(column.name), compared)
    listed = list({**codes.LISTS, "period": PERIODS}.get(column.form, ()))
    places = {key: (at, "") for at, key in enumerate(listed)}
    if column.form == "house_number":
        return _ranked(homes.coded(column.name), house_number)
    return _ranked(homes.coded(column.name), lambda text: places.get(text, (len(places), plain(text))))


def rank_key(column: HomeColumn) -> str:
    """Under which the ranks of a column are kept: official labels have another order in another language."""
    return f"{column.name} {language()}" if column.form == "listed" else column.name


def _streets(homes: Neighbourhood) -> NDArray[np.int64]:
    numbers = homes.coded("house_number")
    within = _ranked(numbers, house_number, unknown_last=False)
    street = _ranked(homes.coded("street"), plain)
    known = street != _LAST
    ranks = np.full(len(homes), _LAST)
    ranks[known] = street[known] * (len(numbers.values) + 1) + within[known]
    return ranks


def _ranked(coded: Coded, key: Callable[[str], Hashable], unknown_last: bool = True) -> NDArray[np.int64]:
    """Rank of each row by a key of its text; few texts are compared, however many rows have them."""
    keys: list[Any] = [key(text) for text in coded.values]
    places = {one: at for at, one in enumerate(sorted(set(keys)))}
    ranks = np.array([places[one] for one in keys], dtype=np.int64)
    if unknown_last:
        ranks[[text == "" for text in coded.values]] = _LAST
    found: NDArray[np.int64] = ranks[coded.codes] if len(ranks) else np.zeros(0, dtype=np.int64)
    return found
