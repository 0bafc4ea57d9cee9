"""Rules of the aids as plain data, and the words around them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from rehab_app.core.i18n import mark
from rehab_app.domain.codes import INCOME_CLASSES

CLASS_WORDS = tuple(INCOME_CLASSES.values())
MARKS = {
    "A": mark("A: sure, from the text itself"),
    "B": mark("B: sure, from an official guide"),
    "C": mark("C: to be confirmed"),
    "R": mark("R: not found, ask before counting on it"),
}


@dataclass(frozen=True, slots=True)
class AidRow:
    """One line: amounts by income class, or one value for all in `note`; `mark`: of `MARKS`, "" as the table."""

    name: str
    amounts: Sequence[str] = ()
    note: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class AidTable:
    """Rules of one family on a date.

    Attributes:
        begins: since when they hold; next: the next date on which they change, None when none is known.
    """

    key: str
    title: str
    begins: datetime.date
    source: str
    mark: str
    next: datetime.date | None
    rows: Sequence[AidRow] = field(default_factory=tuple)
