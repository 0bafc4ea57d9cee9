"""The neighbourhood's footprints coloured one way, with street names, scale and legend."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from rehab_app.core.format import figure
from rehab_app.domain.dossier import Point, StreetName
from rehab_app.domain.town_dossier import MapClass, TownMap
from rehab_app.reports.maps import View, centre, north_arrow, scale_bar, trace
from rehab_app.reports.style import (
    CARD,
    CATEGORIES,
    DARK_LETTERS,
    ENERGY_LABEL,
    GROUND,
    HAIRLINE,
    INK,
    MAP_UNKNOWN,
    SANS,
    SECOND,
    SEMIBOLD,
    WIDTH,
    shortened,
    text_width,
)

_LEGEND_LINE = 13.0
_SMALLEST_LETTER = 3.2
_STREETS_UNDER_M = 2500.0  # wider than that, their names cover the map


class TownDrawing(Flowable):  # type: ignore[misc]
    """A map with its legend under it; letters of labels and numbers of groups stand on the houses where they fit."""

    def __init__(
        self,
        rings: Sequence[Sequence[Point]],
        streets: Sequence[StreetName],
        coloured: TownMap,
        height: float,
        width: float = WIDTH,
    ) -> None:
        super().__init__()
        self.rings, self.streets, self.coloured, self.width, self.height = rings, streets, coloured, width, height
        self._shown = [(at, one) for at, one in enumerate(coloured.classes) if one.homes or coloured.kind == "label"]
        self._places = self._legend_places()
        self._legend = _LEGEND_LINE * (1 + self._places[-1][1] if self._places else 0) + 8

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas, high = self.canv, self.height - self._legend
        view = View(self.rings, self.width, high, 12.0)
        canvas.saveState()
        canvas.translate(0, self._legend)
        frame = canvas.beginPath()
        frame.roundRect(0, 0, self.width, high, 6)
        canvas.setFillColor(GROUND)
        canvas.drawPath(frame, stroke=0, fill=1)
        canvas.clipPath(frame, stroke=0, fill=0)
        self._houses(view)
        self._street_names(view, high)
        if self.coloured.kind == "group":
            self._numbers(view)
        canvas.setFillColor(GROUND)
        canvas.roundRect(self.width - 32, high - 44, 28, 40, 4, stroke=0, fill=1)
        north_arrow(canvas, self.width - 18, high - 30)
        scale_bar(canvas, 12, 12, view.scale)
        canvas.restoreState()
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.6)
        canvas.roundRect(0, self._legend, self.width, high, 6, stroke=1, fill=0)
        self._draw_legend()

    def _houses(self, view: View) -> None:
        """One path a colour: thousands of houses stay a small file."""
        canvas = self.canv
        canvas.setStrokeColor(CARD)
        canvas.setLineWidth(0.25)
        for at, one in sorted(enumerate(self.coloured.classes), key=lambda pair: pair[1].key != ""):
            path = canvas.beginPath()
            for ring, code in zip(self.rings, self.coloured.codes, strict=True):
                if code == at:
                    trace(path, [view.at(point) for point in ring])
            canvas.setFillColor(colour(self.coloured, one, at))
            canvas.drawPath(path, stroke=1, fill=1, fillMode=0)
        if self.coloured.kind == "label":
            self._letters(view)

    def _letters(self, view: View) -> None:
        canvas = self.canv
        for ring, code in zip(self.rings, self.coloured.codes, strict=True):
            one = self.coloured.classes[code]
            xs, ys = [point[0] for point in ring], [point[1] for point in ring]
            room = min(max(xs) - min(xs), max(ys) - min(ys)) * view.scale
            size = min(7.0, 0.8 * room / max(0.6 * len(one.key), 1.0))
            if not one.key or size < _SMALLEST_LETTER:
                continue
            x, y = view.at(centre(ring))
            canvas.setFont(SEMIBOLD, size)
            canvas.setFillColor(_ink(self.coloured, one))
            canvas.drawCentredString(x, y - size * 0.35, one.key)

    def _numbers(self, view: View) -> None:
        """The number of each group in the middle of its houses."""
        canvas = self.canv
        for at, one in enumerate(self.coloured.classes):
            places = [
                view.at(centre(ring)) for ring, code in zip(self.rings, self.coloured.codes, strict=True) if code == at
            ]
            if not one.key or not places:
                continue
            x, y = (sum(place[axis] for place in places) / len(places) for axis in (0, 1))
            half = max(text_width(one.key, 7.5, SEMIBOLD) / 2 + 3, 6.0)
            canvas.setFillColor(CARD)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.5)
            canvas.roundRect(x - half, y - 5.5, 2 * half, 11, 5, stroke=1, fill=1)
            canvas.setFillColor(INK)
            canvas.setFont(SEMIBOLD, 7.5)
            canvas.drawCentredString(x, y - 2.6, one.key)

    def _street_names(self, view: View, high: float) -> None:
        if self.width / view.scale > _STREETS_UNDER_M:
            return
        for street in self.streets:
            x, y = view.at(street.at)
            half = text_width(street.name, 6.5, SANS) / 2
            if not (half < x < self.width - half and 4 < y < high - 4):
                continue
            self.canv.saveState()
            self.canv.translate(x, y)
            self.canv.rotate(street.angle_deg)
            self.canv.setFillColor(GROUND)
            self.canv.setFillAlpha(0.8)
            self.canv.roundRect(-half - 2, -4, 2 * half + 4, 8.5, 2, stroke=0, fill=1)
            self.canv.setFillAlpha(1)
            self.canv.setFont(SANS, 6.5)
            self.canv.setFillColor(SECOND)
            self.canv.drawCentredString(0, -2.2, street.name)
            self.canv.restoreState()

    def _words(self, one: MapClass) -> str:
        named = self.coloured.kind != "label" or not one.key
        return f"{one.name} : {figure(one.homes)}" if named else figure(one.homes)

    def _legend_places(self) -> list[tuple[float, int]]:
        """Where each entry begins, in points, and on which line: one after the other, as words in a sentence."""
        places: list[tuple[float, int]] = []
        x, line = 0.0, 0
        for _at, one in self._shown:
            wide = text_width(self._words(one), 8) + 34
            if x and x + wide > self.width:
                x, line = 0.0, line + 1
            places.append((x, line))
            x += wide
        return places

    def _draw_legend(self) -> None:
        canvas = self.canv
        for (at, one), (x, line) in zip(self._shown, self._places, strict=True):
            y = self._legend - 8 - _LEGEND_LINE * line - 7
            canvas.setFillColor(colour(self.coloured, one, at))
            canvas.roundRect(x, y, 14, 9, 2, stroke=0, fill=1)
            if self.coloured.kind == "label" and one.key:
                canvas.setFillColor(_ink(self.coloured, one))
                canvas.setFont(SEMIBOLD, 7)
                canvas.drawCentredString(x + 7, y + 2, one.key)
            canvas.setFillColor(INK)
            canvas.setFont(SANS, 8)
            canvas.drawString(x + 18, y + 1.6, shortened(self._words(one), self.width - x - 18, 8))


def colour(coloured: TownMap, one: MapClass, at: int) -> object:
    """The label's own colours for labels, categories otherwise, grey for what is not known."""
    if not one.key:
        return MAP_UNKNOWN
    return ENERGY_LABEL[one.key] if coloured.kind == "label" else CATEGORIES[at % len(CATEGORIES)]


def _ink(coloured: TownMap, one: MapClass) -> object:
    if coloured.kind == "label":
        return INK if one.key in DARK_LETTERS else CARD
    return INK
