"""Dated parameters of the aids: what the law says, from when, and in which text.

Each file of `resources/aids/` is a list of periods. A period holds from its date until the next one; `inherits` takes
the values of an earlier period and changes only those it names.
"""

import datetime
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.paths import resource

Parameters = Mapping[str, Any]


@cache
def document(name: str) -> Parameters:
    """The whole file `resources/aids/<name>.toml`."""
    with resource("aids", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def parameters_at(name: str, on: datetime.date) -> Parameters:
    """Values of the file in force on that day, with `from`, `source` and `mark` (A and B sure, C to be confirmed).

    Raises:
        RehabError: the file knows no rule so early.
    """
    periods = document(name)["period"]
    current = [period for period in periods if period["from"] <= on]
    if not current:
        raise RehabError(
            _("No rule is known for {date}.").format(date=on.isoformat()),
            where=f"resources/aids/{name}.toml",
            remedy=_("Choose a date from {date} on.").format(date=periods[0]["from"].isoformat()),
        )
    return _complete(current[-1], periods)


def _complete(period: Parameters, periods: list[Parameters]) -> Parameters:
    if "inherits" not in period:
        return period
    older = next(p for p in periods if p["from"] == period["inherits"])
    return _merge(_complete(older, periods), period)


def _merge(older: Parameters, newer: Parameters) -> dict[str, Any]:
    """`newer` over `older`, table by table; a list `removed` takes names out of the amounts, and adds up."""
    merged: dict[str, Any] = dict(older)
    for key, value in newer.items():
        if key == "removed":
            merged[key] = [*merged.get(key, []), *value]
        elif isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = _merge(merged[key], value)
        else:
            merged[key] = value
    return merged
