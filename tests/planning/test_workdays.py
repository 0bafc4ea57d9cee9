"""Working days follow French public holidays (Code du travail, L3133-1)."""

import datetime

import pytest

from rehab_app.planning.workdays import WorkCalendar, easter_sunday, public_holidays


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1818, 3, 22),
        (1943, 4, 25),
        (2000, 4, 23),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
    ],
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == datetime.date(year, month, day)


def test_the_eleven_holidays_of_2026() -> None:
    named = "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"
    assert [f"{day:%m-%d}" for day in public_holidays(2026)] == named.split()


def test_a_task_of_three_days_passes_over_the_weekend_and_the_holiday() -> None:
    days = WorkCalendar(datetime.date(2026, 5, 7))  # Thursday; Friday 8 May is a holiday
    assert days.date(0) == datetime.date(2026, 5, 7)
    assert days.date(1) == datetime.date(2026, 5, 11)
    assert days.date(3) == datetime.date(2026, 5, 13)
    assert days.date(4) == datetime.date(2026, 5, 15), "Ascension day is free"


def test_a_calendar_begins_on_the_first_working_day() -> None:
    days = WorkCalendar(datetime.date(2027, 1, 1))
    assert days.date(0) == datetime.date(2027, 1, 4)
    assert days.day(datetime.date(2027, 1, 9)) == days.day(datetime.date(2027, 1, 11)) == 5


def test_closures_are_no_working_days() -> None:
    august = [datetime.date(2026, 8, day) for day in range(3, 22)]
    assert WorkCalendar(datetime.date(2026, 8, 3), august).date(0) == datetime.date(2026, 8, 24)
