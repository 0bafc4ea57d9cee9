"""Maps drawn as vectors: the houses of a group among their neighbours, and one house with its façades."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from rehab_app.core.format import UNKNOWN, figure
from rehab_app.core.i18n import _
from rehab_app.domain.dossier import Facade, Outline, Point, SiteMap
from rehab_app.reports.accessible import described
from rehab_app.reports.style import (
    ACCENT,
    CARD,
    ERROR,
    GOOD,
    GROUND,
    HAIRLINE,
    INK,
    NEIGHBOUR,
    PLANNED,
    SANS,
    SECOND,
    SEMIBOLD,
    WARNING,
    WIDTH,
    text_width,
)

_AROUND_M = 18.0
_LETTER_AWAY, _LETTER_ROOM = 12.0, 17.0
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class SiteDrawing(Flowable):  # type: ignore[misc]
    """The houses of the group in the accent with their numbers, the others behind, north and scale."""

    def __init__(self, site: SiteMap, height: float, width: float = WIDTH) -> None:
        super().__init__()
        self.site, self.width, self.height = site, width, height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        with described(self.canv, self._words()):
            self._map()

    def _words(self) -> str:
        streets = ", ".join(dict.fromkeys(street.name for street in self.site.streets))
        houses = ", ".join(outline.label for outline in self.site.outlines if outline.member and outline.label)
        return _("Map of the houses: {houses}. Streets: {streets}.").format(houses=houses, streets=streets or UNKNOWN)

    def _map(self) -> None:
        canvas = self.canv
        members = [outline for outline in self.site.outlines if outline.member]
        view = View(_ends(members or self.site.outlines), self.width, self.height, _AROUND_M)
        canvas.saveState()
        frame = canvas.beginPath()
        frame.roundRect(0, 0, self.width, self.height, 6)
        canvas.setFillColor(GROUND)
        canvas.drawPath(frame, stroke=0, fill=1)
        canvas.clipPath(frame, stroke=0, fill=0)
        for colour, outlines in self._by_colour():
            self._houses(outlines, view, colour)
        self._streets(view)
        self._numbers(view)
        canvas.restoreState()
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.6)
        canvas.roundRect(0, 0, self.width, self.height, 6, stroke=1, fill=0)
        canvas.setFillColor(GROUND)
        canvas.roundRect(self.width - 32, self.height - 44, 28, 40, 4, stroke=0, fill=1)
        north_arrow(canvas, self.width - 18, self.height - 30)
        scale_bar(canvas, 12, 12, view.scale)

    def _by_colour(self) -> list[tuple[Any, list[Outline]]]:
        """Neighbours first, then those who could join in, the houses that matter on top."""
        everyone = self.site.outlines
        return [
            (NEIGHBOUR, [o for o in everyone if not (o.member or o.partner)]),
            (PLANNED, [o for o in everyone if o.partner and not o.member]),
            (ACCENT, [o for o in everyone if o.member]),
        ]

    def _houses(self, outlines: Iterable[Outline], view: "View", colour: Any) -> None:
        canvas = self.canv
        path = canvas.beginPath()
        for outline in outlines:
            for ring in outline.rings:
                trace(path, [view.at(point) for point in ring])
        canvas.setFillColor(colour)
        canvas.setStrokeColor(CARD)
        canvas.setLineWidth(0.5)
        canvas.drawPath(path, stroke=1, fill=1, fillMode=0)

    def _numbers(self, view: "View") -> None:
        for outline in self.site.outlines:
            if not outline.label or not outline.rings:
                continue
            x, y = view.at(centre(outline.rings[0]))
            room = math.sqrt(_area(outline.rings[0])) * view.scale
            size = min(9.0, room * 0.9 / max(len(outline.label) * 0.55, 1.0))
            if size < (3.5 if outline.member else 5.0):
                continue
            half = text_width(outline.label, size, SEMIBOLD) / 2
            if not (half < x < self.width - half and size < y < self.height - size):
                continue
            self.canv.setFont(SEMIBOLD if outline.member else SANS, size)
            self.canv.setFillColor(CARD if outline.member else SECOND)
            self.canv.drawCentredString(x, y - size * 0.35, outline.label)

    def _streets(self, view: "View") -> None:
        for street in self.site.streets:
            x, y = view.at(street.at)
            half = text_width(street.name, 8, SANS) / 2
            if not (half < x < self.width - half and 4 < y < self.height - 4):
                continue
            self.canv.saveState()
            self.canv.translate(x, y)
            self.canv.rotate(street.angle_deg)
            self.canv.setFont(SANS, 8)
            self.canv.setFillColor(SECOND)
            self.canv.drawCentredString(0, -2.8, street.name)
            self.canv.restoreState()


class HouseDrawing(Flowable):  # type: ignore[misc]
    """One footprint from above, each façade lettered and coloured by what may be put outside on it."""

    def __init__(self, outline: Sequence[Point], facades: Sequence[Facade], width: float, height: float) -> None:
        super().__init__()
        self.outline, self.facades, self.width, self.height = tuple(outline), tuple(facades), width, height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        with described(self.canv, _("The house from above; each façade is a row of the table below.")):
            self._plan()

    def _plan(self) -> None:
        canvas = self.canv
        view = View([self.outline], self.width, self.height, 0.0, margin=26.0)
        path = canvas.beginPath()
        ring = [view.at(point) for point in self.outline]
        trace(path, ring)
        canvas.setFillColor(GROUND)
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.drawPath(path, stroke=1, fill=1)
        taken: list[Point] = []
        for letter, facade in zip(letters(len(self.facades)), self.facades, strict=True):
            if facade.line is not None:
                self._facade(letter, facade, view.at(facade.line[0]), view.at(facade.line[1]), ring, taken)
        north_arrow(canvas, self.width - 8, self.height - 20, 0.7)

    def _facade(
        self, letter: str, facade: Facade, start: Point, end: Point, ring: Sequence[Point], taken: list[Point]
    ) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(facade_colour(facade))
        canvas.setLineWidth(1.2 if facade.side == "party" else 3)
        if facade.side == "party":
            canvas.setDash(2, 2)
        canvas.line(*start, *end)
        canvas.restoreState()
        x, y = beyond(start, end, ring, _LETTER_AWAY)
        if any(math.dist((x, y), place) < _LETTER_ROOM for place in taken):  # in a corner: write it inside
            x, y = beyond(start, end, ring, -_LETTER_AWAY)
        taken.append((x, y))
        canvas.setFillColor(facade_colour(facade))
        canvas.setFont(SEMIBOLD, 8.5)
        canvas.drawCentredString(x, y - 3 + (4 if facade.length_m is not None else 0), letter)
        if facade.length_m is not None:
            canvas.setFillColor(SECOND)
            canvas.setFont(SANS, 6.5)
            canvas.drawCentredString(x, y - 6, figure(facade.length_m, "m", 1))


def facade_colour(facade: Facade) -> Color:
    """Green where insulation may be put outside, red where it may not, ochre where nobody has decided."""
    if facade.side == "party":
        return SECOND
    return {True: GOOD, False: ERROR, None: WARNING}[facade.external_insulation]


def letters(count: int) -> list[str]:
    """A, B, … Z, AA, AB, …"""
    size = len(_LETTERS)
    return [(_LETTERS[n // size - 1] if n >= size else "") + _LETTERS[n % size] for n in range(count)]


def north_arrow(canvas: Any, x: float, y: float, size: float = 1.0) -> None:
    """An arrow to the top with its letter, its foot at (x, y)."""
    path = canvas.beginPath()
    path.moveTo(x, y + 20 * size)
    path.lineTo(x - 5 * size, y)
    path.lineTo(x, y + 4 * size)
    path.lineTo(x + 5 * size, y)
    path.close()
    canvas.setFillColor(INK)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFont(SEMIBOLD, 8 * size)
    canvas.drawCentredString(x, y - 8 * size, _("N"))


def scale_bar(canvas: Any, x: float, y: float, points_per_m: float, room: float = 110.0) -> None:
    """A bar of 1, 2 or 5 times a power of ten metres, the longest that fits in `room` points."""
    power = 10.0 ** math.floor(math.log10(room / points_per_m))
    length = max(n * power for n in (1, 2, 5) if n * power * points_per_m <= room)
    right = x + length * points_per_m
    words = figure(length, "m")
    canvas.setFillColor(GROUND)
    canvas.roundRect(x - 6, y - 6, right - x + text_width(words, 8) + 16, 16, 4, stroke=0, fill=1)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1)
    canvas.lines([(x, y, right, y), (x, y, x, y + 4), (right, y, right, y + 4)])
    canvas.setFillColor(INK)
    canvas.setFont(SANS, 8)
    canvas.drawString(right + 4, y - 1, words)


def centre(ring: Sequence[Point]) -> Point:
    """Centroid of a ring, in its unit; the mean of its corners when it has no area."""
    doubled = cx = cy = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        doubled, cx, cy = doubled + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
    if abs(doubled) < 1e-9:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return cx / (3 * doubled), cy / (3 * doubled)


def beyond(start: Point, end: Point, ring: Sequence[Point], away: float) -> Point:
    """A point `away` points from the middle of a side, at right angles, on the side that is not in the ring."""
    long = math.dist(start, end) or 1.0
    normal = (end[1] - start[1]) / long, (start[0] - end[0]) / long
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    sign = -1.0 if _inside((middle[0] + normal[0], middle[1] + normal[1]), ring) else 1.0
    return middle[0] + sign * away * normal[0], middle[1] + sign * away * normal[1]


def _inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a ray from the point crosses the ring an odd number of times."""
    x, y = point
    crossings = 0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            crossings += 1
    return crossings % 2 == 1


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def _ends(outlines: Iterable[Outline]) -> list[tuple[Point, ...]]:
    return [ring for outline in outlines for ring in outline.rings]


def trace(path: Any, corners: Sequence[Point]) -> None:
    """Add a closed ring to a path."""
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()


class View:
    """From metres to points: all rings fit, centred, north up, `around_m` metres and `margin` points around."""

    def __init__(
        self, rings: Sequence[Sequence[Point]], width: float, height: float, around_m: float, margin: float = 10.0
    ) -> None:
        xs = [point[0] for ring in rings for point in ring]
        ys = [point[1] for ring in rings for point in ring]
        across = max(max(xs) - min(xs) + 2 * around_m, 1.0)
        up = max(max(ys) - min(ys) + 2 * around_m, 1.0)
        self.scale = min((width - 2 * margin) / across, (height - 2 * margin) / up)
        self._middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        self._half = width / 2, height / 2

    def at(self, point: Point) -> Point:
        return (
            self._half[0] + (point[0] - self._middle[0]) * self.scale,
            self._half[1] + (point[1] - self._middle[1]) * self.scale,
        )
