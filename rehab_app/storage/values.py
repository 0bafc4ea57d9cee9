"""Values on their way into the store and back.

The *plain* form stands between: float, int, str, ISO date as str, JSON structure, None for missing ("" for a text).
It is what the journal keeps and what a statement is given, structures apart, which `encode` writes as JSON text.
"""

import datetime
import json
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Text, cast, func

from rehab_app.domain.fields import Field, Kind

_WHOLE = frozenset({Kind.CHOICE, Kind.FLAG, Kind.LINK, Kind.RECORD})


def plain(field: Field, value: Any) -> Any:
    """One value of a record in plain form; ValueError or TypeError names the field when it does not fit its kind."""
    if value is None:
        return "" if field.kind is Kind.TEXT else None
    try:
        return _PLAIN[field.kind](value)
    except (TypeError, ValueError) as error:
        raise type(error)(f"{field.name}: {error}") from None


def _number(value: Any) -> float | None:
    number = float(value)
    if math.isinf(number):
        raise ValueError("an infinite number cannot be stored")
    return None if math.isnan(number) else number


def _whole(value: Any) -> int | None:
    if value != int(value):
        raise ValueError(f"{value} is not a whole number")
    return None if value < 0 else int(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text is needed, not {type(value).__name__}")
    return str(value)


def _date(value: Any) -> str | None:
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[D]").astype(object)  # None when missing; a number outside the calendar
        if isinstance(value, int):
            raise ValueError("a day outside the calendar cannot be stored")
        return None if value is None else str(value.isoformat())
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return datetime.date.fromisoformat(value).isoformat()


def _structure(value: Any) -> Any:
    return json.loads(json.dumps(value, allow_nan=False))


_PLAIN: dict[Kind, Callable[[Any], Any]] = {
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.STRUCTURE: _structure,
    **dict.fromkeys(_WHOLE, _whole),
}


def plain_column(field: Field, column: NDArray[Any]) -> list[Any] | None:
    """A NumPy column in plain form, or None when every value is missing."""
    if field.kind is Kind.TEXT:
        return list(column) if any(column) else None
    if field.kind is Kind.STRUCTURE:
        return [_structure(value) for value in column] if any(value is not None for value in column) else None
    missing = _missing(field, column)
    if missing.all():
        return None
    shown = np.datetime_as_string(column) if field.kind is Kind.DATE else column
    values = shown.astype(object)
    values[missing] = None
    listed: list[Any] = values.tolist()
    return listed


def _missing(field: Field, column: NDArray[Any]) -> NDArray[np.bool_]:
    missing: NDArray[np.bool_]
    if field.kind in _WHOLE:
        missing = column < 0
    elif field.kind is Kind.DATE:
        missing = np.isnat(column)
    else:
        missing = np.isnan(column)
        if np.isinf(column).any():
            raise ValueError(f"{field.name}: an infinite number cannot be stored")
    return missing


def encode(field: Field, values: Sequence[Any]) -> Sequence[Any]:
    """Plain values as parameters of a statement."""
    if field.kind is not Kind.STRUCTURE:
        return values
    return [None if value is None else to_json(value) for value in values]


def to_json(value: Any) -> str:
    """JSON text as the store keeps it."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def plain_expression(field: Field, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """What to select to get plain values."""
    return cast(column, Text) if field.kind is Kind.DATE else column


def array_expression(field: Field, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """What to select so that `to_array` finds the marks of missing values of the field's kind."""
    if field.kind in _WHOLE:
        return func.coalesce(column, -1)
    if field.kind is Kind.DATE:
        return func.coalesce(cast(column, Text), "NaT")
    return column


def known_expression(field: Field, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """What to count to know how many values are not missing."""
    return func.nullif(column, "") if field.kind is Kind.TEXT else column


def all_missing(field: Field, count: int) -> NDArray[Any]:
    """A column in which nothing is known."""
    return np.full(count, field.missing, dtype=field.dtype)


def to_array(field: Field, values: Sequence[Any]) -> NDArray[Any]:
    """A column of the field's dtype from values selected by `array_expression`."""
    if field.dtype == object:
        return np.fromiter(values, dtype=object, count=len(values))
    return np.array(values, dtype=field.dtype)
