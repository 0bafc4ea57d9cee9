"""Draws keep to their bounds and weights, and are the same for the same seed and keys."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.services.sampling.draw import Draw


@given(st.integers(0, 2**31), st.integers(0, 10_000), st.integers(0, 50), st.integers(0, 200))
def test_draws_keep_to_their_bounds(seed: int, key: int, low: int, width: int) -> None:
    draw = Draw(seed, key)
    assert low <= draw.whole(low, low + width) <= low + width
    tenths = draw.between(low / 10, (low + width) / 10, 0.1)
    assert low / 10 - 1e-9 <= tenths <= (low + width) / 10 + 1e-9
    assert abs(tenths * 10 - round(tenths * 10)) < 1e-6
    assert draw.among((1, 2, 3)) in (1, 2, 3)
    assert 0 <= draw.share() < 1


def test_an_option_comes_as_often_as_its_weight_says() -> None:
    draw = Draw(1)
    found = Counter(draw.weighted({"a": 6, "b": 3, "c": 1}) for _ in range(10_000))
    assert found["a"] == pytest.approx(6_000, abs=200)
    assert found["c"] == pytest.approx(1_000, abs=120)


def test_an_option_without_weight_never_comes() -> None:
    draw = Draw(2)
    assert {draw.weighted({"a": 1, "b": 0}) for _ in range(200)} == {"a"}


def test_a_stream_depends_on_its_seed_and_keys_only() -> None:
    assert [Draw(3, 1).share() for _ in range(3)] == [Draw(3, 1).share()] * 3
    assert len({Draw(3, 1).share(), Draw(3, 2).share(), Draw(4, 1).share()}) == 3


def test_the_stream_is_the_one_the_kept_files_were_drawn_with() -> None:
    assert Draw(62528, 1).share() == 0.133750904540907
