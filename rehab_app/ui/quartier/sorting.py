"""How homes are ordered and found: house numbers as numbers, words without regard to case and accents."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain import codes
from rehab_app.services.neighbourhood import HomeColumn, Neighbourhood

_LAST = np.iinfo(np.int64).max
_NUMBER = re.compile(r"\d+")


def plain(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


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
        return _ranked(_pairs(homes), homes.columns["street"] == "")
    values = homes.columns[column.name]
    if column.form in ("number", "year", "works", "energy_range"):
        known = np.isfinite(values)
        ranks = np.full(len(values), _LAST)
        ranks[known] = np.unique(values[known], return_inverse=True)[1]
        return ranks
    if column.form == "house_number":
        return _ranked([house_number(text) for text in values.tolist()], values == "")
    if column.form in codes.LISTS:
        places = {key: at for at, key in enumerate(codes.LISTS[column.form])}
        return np.array([places.get(value, _LAST) for value in values.tolist()], dtype=np.int64)
    return _ranked([plain(text) for text in values.tolist()], values == "")


def house_number(text: str) -> tuple[int, str]:
    """`12 bis` after `12` and before `13`."""
    found = _NUMBER.search(text)
    return (int(found.group()) if found else 0, plain(text))


def _pairs(homes: Neighbourhood) -> list[tuple[str, int, str]]:
    numbers = [house_number(text) for text in homes.columns["house_number"].tolist()]
    cache = {street: plain(street) for street in set(homes.columns["street"].tolist())}
    return [(cache[street], *number) for street, number in zip(homes.columns["street"].tolist(), numbers, strict=True)]


def _ranked(keys: Sequence[Any], unknown: NDArray[np.bool_]) -> NDArray[np.int64]:
    places = {key: at for at, key in enumerate(sorted(set(keys)))}
    ranks = np.array([places[key] for key in keys], dtype=np.int64)
    ranks[unknown] = _LAST
    return ranks
