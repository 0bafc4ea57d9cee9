"""A cost is never more exact on screen than it is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.ui.parts.money import cost_span


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (1862.3, 2617.0, "1 900 – 2 600 €"),
        (29_655, 47_224, "29 700 – 47 200 €"),
        (569, 948, "570 – 950 €"),
        (0, 0, "0 €"),
        (None, 12.0, "–"),
        (float("nan"), 12.0, "–"),
    ],
)
def test_costs_are_written_as_rounded_ranges(low: float | None, high: float | None, written: str) -> None:
    assert cost_span(low, high).replace("\u202f", " ") == written


@given(st.floats(1, 1e6))
def test_rounding_never_moves_a_cost_by_more_than_a_twentieth(value: float) -> None:
    digits = "".join(c for c in cost_span(value, value, "") if c.isdigit())
    assert abs(int(digits) - value) <= max(0.05 * value, 0.5)
