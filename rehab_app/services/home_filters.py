"""What is looked for among the homes: one condition a column, all of which a home must meet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.services.listed import compared
from rehab_app.services.neighbourhood import HIGHEST, NEEDED, HomeColumn, Neighbourhood
from rehab_app.services.plain_text import plain

Mask = NDArray[np.bool_]
COMPLETE = "complete"  # of the column `missing`: nothing is
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Condition:
    """What one column must say.

    Attributes:
        column: its name.
        contains: words that a text must contain, whatever their case and accents.
        low, high: bounds of an amount, inclusive; None when open.
        values: codes or texts of which it must be one ("" is "not known"); for the column `missing`, keys of `NEEDED`
            of which one must be missing, or `COMPLETE`.
        known: True for what is known, False for what is not, None for both.
    """

    column: str
    contains: str = ""
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    known: bool | None = None

    @property
    def empty(self) -> bool:
        """True when every home meets it."""
        return self == Condition(self.column)

    def as_json(self) -> dict[str, Any]:
        """As a saved view keeps it."""
        full = {
            "column": self.column,
            "contains": self.contains,
            "low": self.low,
            "high": self.high,
            "values": list(self.values),
            "known": self.known,
        }
        return {key: value for key, value in full.items() if value not in ("", None, [])}


def condition_from(stored: Mapping[str, Any]) -> Condition | None:
    """A condition as `as_json` writes it, None when it is spoilt."""
    low, high, known, values = stored.get("low"), stored.get("high"), stored.get("known"), stored.get("values", [])
    if not isinstance(stored.get("column"), str) or not isinstance(values, list):
        return None
    if not all(bound is None or isinstance(bound, int | float) for bound in (low, high)):
        return None
    return Condition(
        stored["column"],
        str(stored.get("contains", "")),
        low,
        high,
        tuple(str(value) for value in values),
        known if isinstance(known, bool) else None,
    )


def meeting(homes: Neighbourhood, columns: Mapping[str, HomeColumn], conditions: Sequence[Condition]) -> Mask:
    """The homes that meet every condition; one on a column that has not been read yet holds nobody back."""
    found: Mask = np.ones(len(homes), np.bool_)
    for condition in conditions:
        if condition.column in columns and condition.column in homes.columns:
            found &= _meets(homes, columns[condition.column], condition)
    return found


def _meets(homes: Neighbourhood, column: HomeColumn, condition: Condition) -> Mask:
    met = np.ones(len(homes), np.bool_)
    if condition.values:
        met &= _one_of(homes, column, condition.values)
    if condition.contains:
        met &= _containing(homes, column, condition.contains)
    if condition.low is not None or condition.high is not None:
        met &= _between(homes, column.name, condition.low, condition.high)
    if condition.known is not None:
        met &= known(homes, column) == condition.known
    return met


def known(homes: Neighbourhood, column: HomeColumn) -> Mask:
    """The homes of which a column says something."""
    values = homes.columns[column.name]
    if values.dtype.kind == "f":
        return np.isfinite(values)
    return ~np.isnat(values) if values.dtype.kind == "M" else np.asarray(values != "", dtype=np.bool_)


def _one_of(homes: Neighbourhood, column: HomeColumn, values: Sequence[str]) -> Mask:
    if column.name == "missing":
        bits = homes.columns["missing_what"]
        wanted = sum(1 << at for at, key in enumerate(NEEDED) if key in values)
        found: Mask = ((bits & wanted) != 0) | ((bits == 0) & (COMPLETE in values))
        return found
    coded = homes.coded(column.name)
    return np.isin(coded.codes, [at for at, value in enumerate(coded.values) if value in values])


def _containing(homes: Neighbourhood, column: HomeColumn, typed: str) -> Mask:
    coded, words = homes.coded(column.name), plain(typed).split()
    texts = map(compared, coded.values) if column.form == "listed" else coded.folded
    hits = [all(word in text for word in words) for text in texts]
    return np.array(hits, np.bool_)[coded.codes] if hits else np.zeros(len(homes), np.bool_)


def _between(homes: Neighbourhood, name: str, low: float | None, high: float | None) -> Mask:
    """Parts that differ are in the bounds when one of them is."""
    least = homes.columns[name]
    most = homes.columns.get(HIGHEST + name, least)
    with np.errstate(invalid="ignore"):
        met = np.isfinite(least)
        if low is not None:
            met &= most >= low
        if high is not None:
            met &= least <= high
    return met


def counts(homes: Neighbourhood, column: HomeColumn, among: Mask) -> dict[str, int]:
    """How many of some homes have each value of a column; for `missing`, how many miss each thing."""
    if column.name == "missing":
        bits = homes.columns["missing_what"][among]
        found = {key: int(((bits >> at) & 1).sum()) for at, key in enumerate(NEEDED)}
        return {COMPLETE: int((bits == 0).sum()), **found}
    coded = homes.coded(column.name)
    tally = np.bincount(coded.codes[among], minlength=len(coded.values)).tolist()
    return dict(zip(coded.values, tally, strict=True))


def house_number(text: str) -> tuple[int, str]:
    """`12 bis` after `12` and before `13`."""
    found = _NUMBER.search(text)
    return (int(found.group()) if found else 0, plain(text))
