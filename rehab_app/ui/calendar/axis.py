"""Days across, pixels along: the scale of the calendar and what stands over it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from babel.dates import format_date

from rehab_app.core.i18n import language

ONE_DAY = datetime.timedelta(days=1)
SCALES_PX = {"weeks": 16.0, "months": 4.0}
LEAST_PX, MOST_PX = 0.6, 40.0


@dataclass(frozen=True, slots=True)
class Axis:
    """From a first day on, so many pixels a day."""

    first: datetime.date
    last: datetime.date
    day_px: float

    @property
    def width(self) -> float:
        return ((self.last - self.first).days + 1) * self.day_px

    def x(self, day: datetime.date) -> float:
        """Left edge of a day."""
        return (day - self.first).days * self.day_px

    def day(self, x: float) -> datetime.date:
        return self.first + datetime.timedelta(days=int(x // self.day_px))

    def months(self) -> Iterator[tuple[datetime.date, str]]:
        """First day of each month and how it is written: with its year where there is room, or in January."""
        month = self.first.replace(day=1)
        while month <= self.last:
            wide = self.day_px * 30 > 90
            form = "MMMM y" if wide else "y" if month.month == 1 else "MMM"
            yield month, format_date(month, form, locale=language())
            month = (month + datetime.timedelta(days=32)).replace(day=1)

    def weeks(self) -> Iterator[tuple[datetime.date, str]]:
        """Each Monday with the day of its month."""
        monday = self.first - datetime.timedelta(days=self.first.weekday())
        while monday <= self.last:
            yield monday, str(monday.day)
            monday += 7 * ONE_DAY
