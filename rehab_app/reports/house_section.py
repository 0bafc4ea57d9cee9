"""A house cut open, with an arrow for each way the heat goes: the thicker, the more."""

import math
from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from rehab_app.core.format import percent
from rehab_app.core.i18n import _, mark
from rehab_app.reports.style import ACCENT, ACCENT_TINT, CARD, GROUND, INK, SANS, SECOND, SEMIBOLD, WIDTH

PARTS = {
    "roof": mark("Roof"),
    "wall": mark("Walls"),
    "window": mark("Windows"),
    "door": mark("Door"),
    "floor": mark("Ground floor"),
    "ventilation": mark("Air and draughts"),
    "bridge": mark("Joints between walls, floors and roof"),
}
# Where each arrow starts on the house and which way it goes; the house is 1 wide and 1 high, its eaves at 0.62.
_ARROWS = {
    "roof": (0.30, 0.84, 125),
    "ventilation": (0.74, 0.95, 60),
    "wall": (0.0, 0.40, 180),
    "window": (1.0, 0.46, 15),
    "door": (1.0, 0.14, 0),
    "floor": (0.42, 0.0, -110),
    "bridge": (0.0, 0.0, -150),
}
_HOUSE_WIDTH, _HOUSE_HEIGHT = 170.0, 150.0
_THICKEST, _THINNEST = 26.0, 3.0


class HouseSection(Flowable):  # type: ignore[misc]
    """Shares of the loss (whole percents) drawn on a house."""

    def __init__(self, shares: Sequence[tuple[str, int]], width: float = WIDTH, height: float = 262.0) -> None:
        super().__init__()
        self.shares, self.width, self.height = tuple(shares), width, height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self._left = (self.width - _HOUSE_WIDTH) / 2
        self._foot = 62.0
        largest = max((share for _part, share in self.shares), default=1) or 1
        for part, share in self.shares:
            if share > 0:
                self._arrow(part, share, largest)
        self._house()

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._left + x * _HOUSE_WIDTH, self._foot + y * _HOUSE_HEIGHT

    def _house(self) -> None:
        canvas = self.canv
        canvas.setLineJoin(1)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(2.2)
        self._shape([(0, 0), (1, 0), (1, 0.62), (0.5, 1), (0, 0.62)], CARD)
        canvas.setLineWidth(1.2)
        canvas.rect(*self._at(0.68, 0.86), 14, 26, stroke=1, fill=1)
        self._shape([(0, 0.62), (1, 0.62), (0.5, 1)], GROUND)
        canvas.line(*self._at(0, 0.32), *self._at(1, 0.32))
        for x, y in ((0.14, 0.41), (0.64, 0.41), (0.14, 0.10)):
            self._window(*self._at(x, y))
        canvas.setFillColor(ACCENT_TINT)
        canvas.rect(*self._at(0.70, 0.0), 30, 38, stroke=1, fill=1)
        canvas.setStrokeColor(SECOND)
        canvas.line(*self._at(-0.3, 0), *self._at(1.12, 0))

    def _window(self, x: float, y: float) -> None:
        self.canv.setFillColor(ACCENT_TINT)
        self.canv.rect(x, y, 38, 22, stroke=1, fill=1)
        self.canv.line(x + 19, y, x + 19, y + 22)

    def _shape(self, corners: Sequence[tuple[float, float]], colour: Any) -> None:
        path = self.canv.beginPath()
        path.moveTo(*self._at(*corners[0]))
        for corner in corners[1:]:
            path.lineTo(*self._at(*corner))
        path.close()
        self.canv.setFillColor(colour)
        self.canv.drawPath(path, stroke=1, fill=1)

    def _arrow(self, part: str, share: int, largest: int) -> None:
        canvas = self.canv
        x, y, degrees = _ARROWS[part]
        thick = max(_THICKEST * share / largest, _THINNEST)
        angle = math.radians(degrees)
        start, long = self._at(x, y), 30.0
        end = start[0] + long * math.cos(angle), start[1] + long * math.sin(angle)
        canvas.setStrokeColor(ACCENT)
        canvas.setFillColor(ACCENT)
        canvas.setLineWidth(thick)
        canvas.line(*start, *end)
        head, half = thick * 0.6 + 6, thick / 2 + 5
        path = canvas.beginPath()
        path.moveTo(end[0] + head * math.cos(angle), end[1] + head * math.sin(angle))
        for side in (1, -1):
            path.lineTo(end[0] + side * half * math.sin(angle), end[1] - side * half * math.cos(angle))
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        aside = half * abs(math.sin(angle)) * (1 if abs(degrees) < 90 else -1)  # beside the head, however thick
        tip = end[0] + (head + 4) * math.cos(angle) + aside, end[1] + (head + 8) * math.sin(angle)
        self._label(part, share, tip, degrees)

    def _label(self, part: str, share: int, tip: tuple[float, float], degrees: float) -> None:
        """The percent in large figures and the part under it, on the far side of the arrow's tip."""
        canvas = self.canv
        write = canvas.drawString if abs(degrees) < 90 else canvas.drawRightString
        down = -14 if math.sin(math.radians(degrees)) < -0.4 else 2
        canvas.setFillColor(INK)
        canvas.setFont(SEMIBOLD, 16)
        write(tip[0], tip[1] + down, percent(share / 100))
        canvas.setFont(SANS, 12)
        canvas.setFillColor(SECOND)
        for row, line in enumerate(_two_lines(_(PARTS[part]))):
            write(tip[0], tip[1] + down - 14 * (row + 1), line)


def _two_lines(words: str) -> list[str]:
    """Cut a long name near its middle."""
    if len(words) <= 20:
        return [words]
    spaces = [at for at, letter in enumerate(words) if letter == " "]
    middle = min(spaces, key=lambda at: abs(at - len(words) / 2))
    return [words[:middle], words[middle + 1 :]]
