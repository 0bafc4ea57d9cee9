"""Figures and dates as French typography writes them: narrow no-break space in thousands and before units.

Every function takes plain values and gives text in the language in use. A value that is not known gives "–".
"""

import datetime
import math
from functools import cache, lru_cache

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from rehab_app.core.i18n import language

NARROW = "\u202f"
UNKNOWN = "–"
_FIGURES_KEPT = 2
_REMEMBERED = 8192  # figures and dates that tables and dossiers write again and again


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


@lru_cache(_REMEMBERED)
def _number(value: float, pattern: str, code: str) -> str:
    return str(format_decimal(value, format=pattern, locale=_locale(code)))


@lru_cache(_REMEMBERED)
def _date(value: datetime.date, pattern: str, code: str) -> str:
    return str(format_date(value, format=pattern, locale=_locale(code)))


def figure(value: float | None, unit: str = "", decimals: int = 0) -> str:
    """`1 240 kWh`: a number rounded to `decimals`, with its unit."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = _number(value + 0.0, pattern, language())
    return f"{written}{NARROW}{unit}" if unit else written


def euros(value: float | None, cents: bool = False) -> str:
    """`1 900 €`, with cents only where plans and totals want them."""
    return figure(value, "€", 2 if cents else 0)


def span(low: float | None, high: float | None, unit: str = "", decimals: int = 0) -> str:
    """`1 900 – 2 600 €`: a range; one figure when both ends are written alike."""
    first, last = figure(low, "", decimals), figure(high, "", decimals)
    if first == last:
        return figure(high, unit, decimals)
    return f"{first} – {figure(high, unit, decimals)}"


def cost_span(low: float | None, high: float | None, unit: str = "€") -> str:
    """`1 900 – 2 600 €`: a cost no more exact than it is known; "–" when one end is not.

    Both ends are rounded to two figures, to three from ten thousand.
    """
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return span(None, None)
    return span(_rounded(low), _rounded(high), unit)


def _rounded(value: float) -> float:
    if value <= 0:
        return value
    figures = _FIGURES_KEPT + (value >= 10_000)
    return round(value, figures - 1 - math.floor(math.log10(value)))


def percent(share: float | None, decimals: int = 0) -> str:
    """`71 %` from 0.71."""
    return figure(None if share is None else share * 100, "%", decimals)


def day(value: datetime.date | None) -> str:
    """`12 mars 2026`, and in French `1er mars 2026`."""
    if value is None:
        return UNKNOWN
    pattern = "d'er' MMMM y" if value.day == 1 and language() == "fr" else "d MMMM y"
    return _date(value, pattern, language())


def short_day(value: datetime.date | None) -> str:
    """`12/03/2026`, for narrow columns."""
    return UNKNOWN if value is None else _date(value, "dd/MM/y", language())


def month(value: datetime.date | None) -> str:
    """`mars 2026`."""
    return UNKNOWN if value is None else _date(value, "LLLL y", language())
