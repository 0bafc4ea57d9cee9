"""Where each column of the field catalogue stands in the official DPE file, and how its text is read.

Source: ADEME, XSD of the DPE, version 2.6; versions 1 to 2.6 have the same tags, some more or fewer.
"""

import datetime
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.domain.fields import Kind, TableSpec

# Reads the text of a leaf; None is "missing"; ValueError when the text is no value of that kind.
Convert = Callable[[str], Any]
Tags = Mapping[str, tuple[str, Convert]]

_LARGEST_ID = 2**31 - 1
_FLAGS = {"0": 0, "1": 1, "false": 0, "true": 1, "0.0": 0, "1.0": 1}
_COMMA = re.compile(r"[+-]?\d+,\d+")
_MISSING_WORDS = frozenset({"nan", "none", "null"})


def read_number(written: str) -> float | None:
    """Decimal number, with a dot or a French comma; NaN is missing, infinities and Python's notations are refused."""
    try:
        value = float(written)
    except ValueError:
        if not _COMMA.fullmatch(written):
            raise
        value = float(written.replace(",", "."))
    if math.isnan(value):
        return None
    if math.isinf(value) or "_" in written:
        raise ValueError(written)
    return value


def read_id(written: str) -> int | None:
    """Id of an official list: a whole number, sometimes written 3.0."""
    if written.isdecimal():
        identifier = int(written)
    elif written.casefold() in _MISSING_WORDS:
        return None
    else:
        value = float(written)
        if not value.is_integer():
            raise ValueError(written)
        identifier = int(value)
    if not 0 <= identifier <= _LARGEST_ID:
        raise ValueError(written)
    return identifier


def read_flag(written: str) -> int | None:
    """0 or 1, sometimes written true or false."""
    if written.casefold() in _MISSING_WORDS:
        return None
    flag = _FLAGS.get(written.casefold())
    if flag is None:
        raise ValueError(written)
    return flag


def read_date(written: str) -> np.datetime64:
    """Day of an ISO date or date and time."""
    return np.datetime64(datetime.date.fromisoformat(written[:10]), "D")


_CONVERTERS: Mapping[Kind, Convert] = {
    Kind.NUMBER: read_number,
    Kind.CHOICE: read_id,
    Kind.FLAG: read_flag,
    Kind.TEXT: str,
    Kind.DATE: read_date,
}

# Outcomes of the official calculation, left out of the inputs though the catalogue names their tag.
_OUTCOMES = frozenset({"ceiling_fan"})


def _input_tags(spec: TableSpec) -> Tags:
    return {
        field.dpe: (field.name, _CONVERTERS[field.kind])
        for field in spec.fields
        if field.dpe and not field.name.startswith(("measured_", "second_")) and field.name not in _OUTCOMES
    }


def _prefixed_tags(spec: TableSpec, prefix: str) -> Tags:
    return {
        field.dpe: (field.name, _CONVERTERS[field.kind])
        for field in spec.fields
        if field.dpe and field.name.startswith(prefix)
    }


INPUTS: Mapping[str, Tags] = {spec.name: _input_tags(spec) for spec in STOCK_TABLES}
SECOND_WINDOW: Tags = next(_prefixed_tags(spec, "second_") for spec in STOCK_TABLES if spec.name == "window")
_MEASURED_COLUMNS: Mapping[str, Tags] = {spec.name: _prefixed_tags(spec, "measured_") for spec in STOCK_TABLES}

# enum_methode_saisie_carac_sys_id: what the assessor read off the appliance or its documents. Those values stand
# among the intermediate results of the file, yet they are inputs; every other intermediate value is a result.
_MEASURED_TAGS: Mapping[int, frozenset[str]] = {
    2: frozenset({"pn"}),
    3: frozenset({"pn", "rpn", "rpint"}),
    4: frozenset({"pn", "rpn", "rpint", "qp0", "pveilleuse"}),
    5: frozenset({"pn", "rpn", "rpint", "qp0", "pveilleuse", "temp_fonc_30", "temp_fonc_100"}),
    6: frozenset({"scop", "cop", "eer"}),
    7: frozenset({"rendement_generation", "scop", "cop"}),
    8: frozenset({"scop", "cop"}),
}
MEASURED: Mapping[str, Mapping[int, Tags]] = {
    table: {
        method: {tag: entry for tag, entry in tags.items() if tag in allowed}
        for method, allowed in _MEASURED_TAGS.items()
    }
    for table, tags in _MEASURED_COLUMNS.items()
    if tags
}
