"""Costs as a range, no more exact than they are known."""

import math

from rehab_app.core.format import span

_FIGURES_KEPT = 2


def cost_span(low: float | None, high: float | None, unit: str = "€") -> str:
    """`1 900 – 2 600 €`: both ends rounded to two figures, to three from ten thousand; "–" when one is not known."""
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return span(None, None)
    return span(_rounded(low), _rounded(high), unit)


def _rounded(value: float) -> float:
    if value <= 0:
        return value
    figures = _FIGURES_KEPT + (value >= 10_000)
    return round(value, figures - 1 - math.floor(math.log10(value)))
