"""Fields as data: one declaration serves the engine, the store, the importers and the screens.

A field has a name with its unit in it, a kind that fixes the NumPy dtype and the mark of a missing value, a label
in English (the source language of the catalogues) and, where the official DPE file carries it, its tag there.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np


class Kind(StrEnum):
    """What a column holds; the kind decides the dtype and how "missing" is written."""

    NUMBER = "number"  # float64, missing is NaN
    CHOICE = "choice"  # int32 id of an official enumeration, missing is -1
    FLAG = "flag"  # int8: 0 no, 1 yes, -1 missing
    LINK = "link"  # int32 `number` of another part of the same dwelling, -1 none
    TEXT = "text"  # object (str), missing is ""
    DATE = "date"  # datetime64[D], missing is NaT
    RECORD = "record"  # int64 `id` of a row of another table of the project, -1 none (NULL in the store)
    STRUCTURE = "structure"  # object: lists and dictionaries kept as JSON, missing is None


_DTYPES: dict[Kind, np.dtype[Any]] = {
    Kind.NUMBER: np.dtype(np.float64),
    Kind.CHOICE: np.dtype(np.int32),
    Kind.FLAG: np.dtype(np.int8),
    Kind.LINK: np.dtype(np.int32),
    Kind.TEXT: np.dtype(object),
    Kind.DATE: np.dtype("datetime64[D]"),
    Kind.RECORD: np.dtype(np.int64),
    Kind.STRUCTURE: np.dtype(object),
}

_MISSING: dict[Kind, Any] = {
    Kind.NUMBER: float("nan"),
    Kind.CHOICE: -1,
    Kind.FLAG: -1,
    Kind.LINK: -1,
    Kind.TEXT: "",
    Kind.DATE: np.datetime64("NaT", "D"),
    Kind.RECORD: -1,
    Kind.STRUCTURE: None,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    Attributes:
        name: English identifier, with the unit as a suffix (`area_m2`) where there is one.
        kind: see `Kind`.
        label: English source text shown on screen and in print, translated through gettext.
        unit: unit as printed ("m²", "W/(m²·K)"); empty when the value has none.
        choices: name of the official enumeration (resources/catalogue/enumerations.csv) of a CHOICE, or of a list of
            codes of our own (domain/codes.py) for a TEXT.
        dpe: tag of the official DPE file (ADEME XSD 2.6) that holds the value; empty when it holds none.
        low, high: bounds accepted on entry, inclusive; None when open.
        table: for a LINK, the table whose `number` it names; for a RECORD, the table whose `id` it names.
        personal: True when the value says something about a person; it stays out of logs, exports and samples.
    """

    name: str
    kind: Kind
    label: str
    unit: str = ""
    choices: str = ""
    dpe: str = ""
    low: float | None = None
    high: float | None = None
    table: str = ""
    personal: bool = False

    @property
    def dtype(self) -> np.dtype[Any]:
        return _DTYPES[self.kind]

    @property
    def missing(self) -> Any:
        """The value that stands for "not known" in a column of this kind."""
        return _MISSING[self.kind]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of the field catalogue: its name, what one row is, and its columns in order."""

    name: str
    label: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of that name; KeyError names the table when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name} has no field {name}")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


def number(
    name: str, label: str, unit: str = "", dpe: str = "", low: float | None = 0.0, high: float | None = None
) -> Field:
    return Field(name, Kind.NUMBER, label, unit=unit, dpe=dpe, low=low, high=high)


def choice(name: str, label: str, choices: str, dpe: str = "") -> Field:
    return Field(name, Kind.CHOICE, label, choices=choices, dpe=dpe)


def row_id(name: str, label: str, dpe: str) -> Field:
    """Id of a row of an official table, as certified software writes it among the inputs (`tv_…_id`)."""
    return Field(name, Kind.CHOICE, label, dpe=dpe)


def flag(name: str, label: str, dpe: str = "") -> Field:
    return Field(name, Kind.FLAG, label, dpe=dpe)


def link(name: str, label: str, table: str, dpe: str = "") -> Field:
    return Field(name, Kind.LINK, label, table=table, dpe=dpe)


def text(name: str, label: str, dpe: str = "", personal: bool = False) -> Field:
    return Field(name, Kind.TEXT, label, dpe=dpe, personal=personal)


def code(name: str, label: str, choices: str) -> Field:
    """A text taken from one of our own lists of codes (domain/codes.py)."""
    return Field(name, Kind.TEXT, label, choices=choices)


def record(name: str, label: str, table: str) -> Field:
    return Field(name, Kind.RECORD, label, table=table)


def structure(name: str, label: str) -> Field:
    return Field(name, Kind.STRUCTURE, label)


def date(name: str, label: str, dpe: str = "") -> Field:
    return Field(name, Kind.DATE, label, dpe=dpe)
