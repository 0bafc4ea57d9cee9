"""A condition in words, as its chip says it, and amounts as people type them."""

import datetime

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure, short_day, span
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.fields import Field, Kind
from rehab_app.services.editing import parsed
from rehab_app.services.home_filters import Condition
from rehab_app.services.neighbourhood import HomeColumn
from rehab_app.ui.quartier.cells import named, needed_decimals, texts_of, value_text

_NAMED = 3


def in_words(column: HomeColumn, condition: Condition) -> str:
    """`Label: F, G` or `Area: 60 – 90 m²`."""
    said = [*_listed(column, condition.values)]
    if condition.contains:
        said.append(_("“{typed}”").format(typed=condition.contains))
    if condition.low is not None or condition.high is not None:
        said.append(_bounds(column, condition.low, condition.high))
    if condition.known is not None:
        said.append(_("known") if condition.known else _("not known"))
    return _("{column}: {condition}").format(column=named(column), condition=", ".join(said))


def _listed(column: HomeColumn, values: tuple[str, ...]) -> list[str]:
    if len(values) > _NAMED:
        return [ngettext("{count} value", "{count} values", len(values)).format(count=figure(len(values)))]
    texts = texts_of(column)
    return [texts.get(value) or value_text(column, value) or _("not known") for value in values]


def _bounds(column: HomeColumn, low: float | None, high: float | None) -> str:
    if low is not None and high is not None and column.form not in ("date", "year"):
        return span(low, high, _(column.unit) if column.unit else "", needed_decimals(2, low, high))
    if low is None:
        return _("up to {bound}").format(bound=amount_text(column, high))
    if high is None:
        return _("from {bound}").format(bound=amount_text(column, low))
    return f"{amount_text(column, low)} – {amount_text(column, high)}"


def amount_text(column: HomeColumn, value: float | None) -> str:
    """A bound as it is written."""
    if value is None:
        return ""
    if column.form == "date":
        return short_day(datetime.date(1970, 1, 1) + datetime.timedelta(days=int(value)))
    if column.form == "year":
        return str(int(value))
    return figure(value, _(column.unit) if column.unit else "", needed_decimals(2, value))


def amount(column: HomeColumn, typed: str) -> float | None:
    """The bound that somebody typed, None for nothing; a date counts as its days since 1970.

    Raises:
        RehabError: it is neither a number nor, for a date, a date.
    """
    kind = Kind.DATE if column.form == "date" else Kind.NUMBER
    value = parsed(Field(column.name, kind, column.heading, unit=column.unit), typed)
    if isinstance(value, datetime.date):
        return float(np.datetime64(value, "D").astype(int))
    if value is not None and not isinstance(value, int | float):
        raise RehabError(_("“{typed}” is not a number.").format(typed=typed))
    return None if value is None else float(value)
