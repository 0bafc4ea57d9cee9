"""Charts drawn as vectors: bars of the calendar, ranges of figures, and the energy label."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from reportlab.platypus import Flowable

from rehab_app.core.format import UNKNOWN, span
from rehab_app.core.i18n import _, language
from rehab_app.reports.accessible import described
from rehab_app.reports.style import (
    ACCENT,
    CARD,
    DARK_LETTERS,
    ENERGY_LABEL,
    HAIRLINE,
    INK,
    OTHERS,
    PLANNED,
    SANS,
    SECOND,
    SEMIBOLD,
    WIDTH,
    shortened,
    text_width,
)

_ROW = 14.5
_AXIS = 23.0
_SIZE = 8.0
_KEPT_WHOLE = 12  # rows that are never cut between two pages
_WEEK_GAP, _MONTH_GAP = 13.0, 22.0  # least distance of two lines
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A bar: first and last day, both included; strong for the lot of the dossier, firm for a promised date."""

    first: datetime.date
    last: datetime.date
    strong: bool
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the calendar: its name, its bars, and the dates in words at the right."""

    name: str
    spans: tuple[Span, ...]
    dates: str = ""


def period(rows: Sequence[Row]) -> tuple[datetime.date, datetime.date] | None:
    """Whole weeks from the first to the last day of the bars; None when there is no bar."""
    spans = [span for row in rows for span in row.spans]
    if not spans:
        return None
    first, last = min(s.first for s in spans), max(s.last for s in spans)
    return first - first.weekday() * _DAY, last + (6 - last.weekday()) * _DAY


class Calendar(Flowable):  # type: ignore[misc]
    """Bars over weeks. Rows that do not fit go on on the next page, under the same axis."""

    def __init__(
        self,
        rows: Sequence[Row],
        between: tuple[datetime.date, datetime.date],
        names: float = 120.0,
        dates: float = 92.0,
        width: float = WIDTH,
        size: float = _SIZE,
    ) -> None:
        super().__init__()
        self.rows, self.between, self.names, self.dates, self.width = tuple(rows), between, names, dates, width
        self.size, self._small = size, size if size > _SIZE else 6.5
        self._line, self._axis_height = _ROW * size / _SIZE, _AXIS * size / _SIZE

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = self._axis_height + self._line * len(self.rows)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        fits = int((height - self._axis_height) // self._line)
        if fits < 3 or len(self.rows) <= _KEPT_WHOLE:
            return []
        if len(self.rows) - fits == 1:
            fits -= 1
        parts = (self.rows[:fits], self.rows[fits:])
        return [Calendar(part, self.between, self.names, self.dates, self.width, self.size) for part in parts if part]

    def draw(self) -> None:
        self._axis()
        for position, row in enumerate(self.rows):
            self._row(row, self.height - self._axis_height - self._line * (position + 1))

    def _x(self, day: datetime.date) -> float:
        first, last = self.between
        share = (day - first).days / ((last - first).days + 1)
        return self.names + share * (self.width - self.names - self.dates)

    def _axis(self) -> None:
        canvas, (first, last) = self.canv, self.between
        line = self.height - self._axis_height
        week = self._x(first + 7 * _DAY) - self._x(first)
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(HAIRLINE)
        if week >= _WEEK_GAP * self.size / _SIZE:
            self._weeks(line)
            self._upper([m if m > first else first for m in _months(first, last)], ("LLLL y", "LLL y", "LLL"))
        else:
            self._lower_months(line)
            januaries = [day for day in _months(first, last)[1:] if day.month == 1]
            self._upper([first, *januaries], ("y",))
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.line(0, line, self.width, line)

    def _weeks(self, line: float) -> None:
        """A line each Monday, with its day."""
        monday = self.between[0]
        while monday <= self.between[1]:
            self._tick(monday, str(monday.day), line)
            monday += 7 * _DAY

    def _lower_months(self, line: float) -> None:
        """A line each month, or every second, third … where months are narrow, with its name."""
        months = _months(*self.between)[1:]
        wide = 30 * (self._x(self.between[0] + _DAY) - self._x(self.between[0]))
        step = next(n for n in (1, 2, 3, 6, 12, 10_000) if n * wide >= _MONTH_GAP * self.size / _SIZE or n > 12)
        for day in months:
            if (day.month - 1) % step == 0:
                self._tick(day, format_date(day, "LLL", locale=language()), line)

    def _tick(self, day: datetime.date, words: str, line: float) -> None:
        x = self._x(day)
        self.canv.line(x, 0, x, line)
        if x + text_width(words, self._small) + 2 > self.width - self.dates:
            return
        self.canv.setFillColor(SECOND)
        self.canv.setFont(SANS, self._small)
        self.canv.drawString(x + 1.5, line + 3, words)

    def _upper(self, starts: Sequence[datetime.date], patterns: Sequence[str]) -> None:
        """Names of months or years over the axis, in the longest form that fits before the next one."""
        self.canv.setFillColor(INK)
        self.canv.setFont(SEMIBOLD, self.size)
        for start, following in zip(starts, [*starts[1:], self.between[1] + _DAY], strict=True):
            room = self._x(following) - self._x(start) - 4
            for pattern in patterns:
                words = format_date(start, pattern, locale=language())
                if text_width(words, self.size, SEMIBOLD) <= room:
                    self.canv.drawString(self._x(start) + 1.5, self.height - 1.12 * self.size, words)
                    break

    def _row(self, row: Row, y: float) -> None:
        canvas = self.canv
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.4)
        canvas.line(0, y, self.width, y)
        canvas.setFillColor(INK)
        canvas.setFont(SANS, self.size)
        canvas.drawString(0, y + 0.3 * self._line, shortened(row.name, self.names - 6, self.size))
        if row.dates:
            canvas.drawRightString(self.width, y + 0.3 * self._line, shortened(row.dates, self.dates - 4, self.size))
        for stay in sorted(row.spans, key=lambda s: s.strong):
            self._bar(stay, y)

    def _bar(self, stay: Span, y: float) -> None:
        canvas = self.canv
        left, right = self._x(stay.first), self._x(stay.last + _DAY)
        canvas.setFillColor((ACCENT if stay.firm else PLANNED) if stay.strong else OTHERS)
        # Square: a plan has thousands of bars, and a round corner is written with thirty figures.
        canvas.rect(left, y + 0.17 * self._line, max(right - left, 1.5), 0.66 * self._line, stroke=0, fill=1)


def _months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """First days of the months from that of `first` to that of `last`."""
    months = [first.replace(day=1)]
    while (following := (months[-1] + 32 * _DAY).replace(day=1)) <= last:
        months.append(following)
    return months


class RangeBars(Flowable):  # type: ignore[misc]
    """Figures with their ranges on one scale from 0: a bar from low to high, a line at the usual figure."""

    def __init__(
        self, bars: Sequence[tuple[str, float, float, float]], unit: str, size: float = _SIZE, width: float = WIDTH
    ) -> None:
        super().__init__()
        self.bars, self.unit, self.size, self.width = tuple(bars), unit, size, width
        self._line = 2.6 * size
        self.height = self._line * len(self.bars) + 0.8 * size

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        names = max(text_width(name, self.size) for name, *_values in self.bars) + 12
        words = [span(low, high, self.unit) for _name, low, _usual, high in self.bars]
        figures = max(text_width(word, self.size, SEMIBOLD) for word in words) + 12
        most = max(max(high for *_values, high in self.bars), 1e-9)
        scale = max(self.width - names - figures, 20.0) / most
        for position, (bar, word) in enumerate(zip(self.bars, words, strict=True)):
            self._bar(bar, word, self.height - self._line * (position + 1), names, scale)

    def _bar(self, bar: tuple[str, float, float, float], word: str, y: float, left: float, scale: float) -> None:
        canvas: Any = self.canv
        name, low, usual, high = bar
        middle = y + 0.5 * self._line
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(left, middle, self.width, middle)
        canvas.setFillColor(PLANNED)
        thick = 0.95 * self.size
        long = max((high - low) * scale, 2)
        canvas.roundRect(left + low * scale, middle - thick / 2, long, thick, 2, stroke=0, fill=1)
        canvas.setFillColor(ACCENT)
        canvas.rect(left + usual * scale - 1.2, middle - thick / 2 - 1.5, 2.4, thick + 3, stroke=0, fill=1)
        canvas.setFillColor(INK)
        canvas.setFont(SANS, self.size)
        canvas.drawString(0, middle - 0.35 * self.size, name)
        canvas.setFont(SEMIBOLD, self.size)
        ground = text_width(word, self.size, SEMIBOLD)
        canvas.setFillColor(CARD)
        canvas.rect(self.width - ground - 4, middle - 0.6 * self.size, ground + 4, 1.2 * self.size, stroke=0, fill=1)
        canvas.setFillColor(INK)
        canvas.drawRightString(self.width, middle - 0.35 * self.size, word)


class EnergyLabel(Flowable):  # type: ignore[misc]
    """The scale A to G with the home's letter large and framed; no letter is framed when it is not known."""

    def __init__(self, letter: str, width: float = 168.0, height: float = 22.0) -> None:
        super().__init__()
        self.letter, self.width, self.height = letter, width, height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        step = self.width / 7
        words = _("Label {letter}, on a scale from A, the best, to G.").format(letter=self.letter or UNKNOWN)
        with described(self.canv, words):
            for position, letter in enumerate(ENERGY_LABEL):
                self._box(letter, position * step, step, letter == self.letter)

    def _box(self, letter: str, x: float, width: float, chosen: bool) -> None:
        canvas: Any = self.canv
        rise = 0 if chosen else self.height * 0.18
        canvas.setFillColor(ENERGY_LABEL[letter])
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.2)
        canvas.roundRect(x + 1, rise, width - 2, self.height - 2 * rise, 3, stroke=int(chosen), fill=1)
        canvas.setFillColor(INK if letter in DARK_LETTERS else CARD)
        size = self.height * (0.6 if chosen else 0.36)
        canvas.setFont(SEMIBOLD, size)
        canvas.drawCentredString(x + width / 2, self.height / 2 - size * 0.35, letter)
