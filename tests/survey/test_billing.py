"""Bills: gross gas heat becomes net, weather is taken out of the heating part only, no silent guess."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.core.errors import RehabError
from rehab_app.domain.billing import Bill, DegreeDays
from rehab_app.survey.billing import net_kwh, weather_ratio, yearly_uses

FIRST, LAST = datetime.date(2024, 1, 1), datetime.date(2025, 1, 1)


def _gas(kwh: float = 11_100.0, starts_on: datetime.date = FIRST, ends_on: datetime.date = LAST) -> Bill:
    return Bill("gas", starts_on, ends_on, kwh, "kwh_gross", 1_200.0)


def _weather(actual: float, normal: float) -> DegreeDays:
    return DegreeDays(FIRST, LAST, actual, normal, "invented")


def test_gas_bills_count_gross_heat() -> None:
    assert net_kwh(_gas()) == pytest.approx(10_000, rel=1e-4)


def test_an_energy_in_a_unit_it_is_not_sold_in_is_refused() -> None:
    with pytest.raises(RehabError):
        net_kwh(Bill("gas", FIRST, LAST, 900, "m3"))


def test_a_mild_year_is_brought_to_a_normal_one_for_the_part_that_heats() -> None:
    (use,), short = yearly_uses([_gas()], {"gas": 0.8}, [_weather(2_000, 2_500)])
    assert short == ()
    assert use.corrected
    assert use.usual_kwh == pytest.approx(use.kwh * (0.2 + 0.8 * 1.25))
    assert use.low_kwh < use.usual_kwh < use.high_kwh


def test_without_degree_days_nothing_is_corrected_and_the_range_is_wider() -> None:
    (bare,), _short = yearly_uses([_gas()], {"gas": 0.8}, [])
    (corrected,), _short = yearly_uses([_gas()], {"gas": 0.8}, [_weather(2_500, 2_500)])
    assert not bare.corrected
    assert bare.usual_kwh == bare.kwh
    assert bare.high_kwh - bare.low_kwh > corrected.high_kwh - corrected.low_kwh


def test_half_a_year_is_no_year() -> None:
    found, short = yearly_uses([_gas(ends_on=datetime.date(2024, 7, 1))], {"gas": 0.8}, [])
    assert found == ()
    assert short == ("gas",)


def test_two_bills_of_the_same_days_are_refused() -> None:
    with pytest.raises(RehabError):
        yearly_uses([_gas(), _gas(starts_on=datetime.date(2024, 6, 1))], {}, [])


def test_a_month_entered_beside_its_year_is_not_counted_twice() -> None:
    month = DegreeDays(FIRST, datetime.date(2024, 2, 1), 400, 500, "invented")
    assert weather_ratio([_gas()], [_weather(2_000, 2_500), month]) is None


@given(st.floats(100, 50_000), st.integers(1, 11))
def test_cutting_a_year_in_two_bills_changes_nothing(kwh: float, month: int) -> None:
    cut = datetime.date(2024, month + 1, 1)
    share = (cut - FIRST).days / (LAST - FIRST).days
    (whole,), _short = yearly_uses([_gas(kwh)], {"gas": 0.5}, [])
    (halves,), _short = yearly_uses(
        [_gas(kwh * share, ends_on=cut), _gas(kwh * (1 - share), starts_on=cut)], {"gas": 0.5}, []
    )
    assert halves.usual_kwh == pytest.approx(whole.usual_kwh)
