"""Working days in France: Monday to Friday without public holidays (Code du travail, article L3133-1)."""

import datetime
from collections.abc import Iterable

import numpy as np


def easter_sunday(year: int) -> datetime.date:
    """Western Easter by the anonymous Gregorian rule (J. Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)


def public_holidays(year: int) -> tuple[datetime.date, ...]:
    """The eleven public holidays of metropolitan France outside Alsace-Moselle, in order."""
    easter = easter_sunday(year)
    moving = [easter + datetime.timedelta(days=days) for days in (1, 39, 50)]
    fixed = [
        datetime.date(year, month, day)
        for month, day in ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    ]
    return tuple(sorted({*moving, *fixed}))


class WorkCalendar:
    """Working days counted 0, 1, 2, … from the first one on or after a date."""

    def __init__(self, start: datetime.date, closures: Iterable[datetime.date] = (), years: int = 12) -> None:
        """Args:
        start: day 0 is the first working day on or after it.
        closures: further days without work (a firm's or the town's).
        years: how many years ahead public holidays are known.
        """
        holidays = [day for year in range(start.year, start.year + years) for day in public_holidays(year)]
        self._days = np.busdaycalendar(holidays=np.array([*holidays, *closures], dtype="datetime64[D]"))
        self._origin = np.busday_offset(np.datetime64(start, "D"), 0, roll="forward", busdaycal=self._days)

    def date(self, day: int) -> datetime.date:
        """Date of a working day."""
        return datetime.date.fromisoformat(str(np.busday_offset(self._origin, day, busdaycal=self._days)))

    def day(self, date: datetime.date) -> int:
        """Number of the first working day on or after the date; negative before the start."""
        return int(np.busday_count(self._origin, np.datetime64(date, "D"), busdaycal=self._days))

    def months(self, days: int) -> list[int]:
        """Month (1–12) of each of the first working days."""
        dates = np.busday_offset(self._origin, np.arange(days), busdaycal=self._days)
        return [int(month) % 12 + 1 for month in dates.astype("datetime64[M]").astype(int)]
