"""The plan of the invented neighbourhood: eight streets, rows of houses along them, in metres from an origin.

x runs east and y north. Neighbours in a row share the corners of their party wall exactly.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rehab_app.services.sampling.archetypes import (
    CAMUS,
    CORON,
    GARDEN_CITY,
    GROUPED,
    PAIRED,
    TOWN_HOUSE,
    Archetype,
)
from rehab_app.services.sampling.draw import Draw

Point = tuple[float, float]
LEFT, RIGHT = -1, 1


@dataclass(frozen=True, slots=True)
class Row:
    """Houses wall to wall on one side of a street, `start_m` after its beginning (`side`: LEFT or RIGHT of it)."""

    side: int
    start_m: float
    houses: int
    archetype: Archetype


@dataclass(frozen=True, slots=True)
class Street:
    """A straight street from `start` towards `bearing_deg` (0 north, 90 east); fronts stand `setback_m` off its axis.

    `heritage` and `subsidence` are codes of domain/codes.py and hold for its whole length.
    """

    name: str
    start: Point
    bearing_deg: float
    setback_m: float
    heritage: str
    subsidence: str
    social_share: float
    rows: tuple[Row, ...]

    @property
    def along(self) -> Point:
        angle = math.radians(self.bearing_deg)
        return math.sin(angle), math.cos(angle)


@dataclass(frozen=True, slots=True)
class Extension:
    """Ground-floor extension at the back, flush with the house's left or right side as seen from the street."""

    at_left: bool
    width_m: float
    depth_m: float


@dataclass(frozen=True, slots=True)
class House:
    """One house of a row. `left` and `right`, as seen from the street, are the neighbours in the row, None at its ends.

    `front_left` is the corner of the street front, `across` points along the front from left to right, `back` away
    from the street. `index` counts the houses of the neighbourhood from 0.
    """

    index: int
    street: Street
    number: int
    archetype: Archetype
    year: int
    front_left: Point
    across: Point
    back: Point
    width_m: float
    depth_m: float
    extension: Extension | None
    left: bool
    right: bool
    extension_shared: bool

    @property
    def address(self) -> str:
        return f"{self.number} {self.street.name}"

    def at(self, across_m: float, back_m: float) -> Point:
        """Point of the plan, measured from the left corner of the front."""
        return (
            self.front_left[0] + self.across[0] * across_m + self.back[0] * back_m,
            self.front_left[1] + self.across[1] * across_m + self.back[1] * back_m,
        )

    @property
    def facing_deg(self) -> float:
        """Where the street front looks (0 north, 90 east)."""
        return math.degrees(math.atan2(-self.back[0], -self.back[1])) % 360

    @property
    def outline(self) -> list[Point]:
        """Corners of the footprint, anticlockwise and not closed."""
        w, d = self.width_m, self.depth_m
        corners = [(0.0, 0.0), (w, 0.0), (w, d), (0.0, d)]
        if self.extension:
            x, deep = self.extension.width_m, d + self.extension.depth_m
            corners = (
                [(0.0, 0.0), (w, 0.0), (w, d), (x, d), (x, deep), (0.0, deep)]
                if self.extension.at_left
                else [(0.0, 0.0), (w, 0.0), (w, deep), (w - x, deep), (w - x, d), (0.0, d)]
            )
        return [self.at(*corner) for corner in corners]


def _rows(side: int, houses: Sequence[int], archetype: Archetype, step_m: float, start_m: float = 0.0) -> list[Row]:
    """Rows one after the other on a side; `step_m` is the length kept for a house, gaps of one house between rows."""
    rows, at = [], start_m
    for count in houses:
        rows.append(Row(side, at, count, archetype))
        at += (count + 1) * step_m
    return rows


def _both(houses: Sequence[int], archetype: Archetype, step_m: float) -> tuple[Row, ...]:
    return (*_rows(LEFT, houses, archetype, step_m), *_rows(RIGHT, houses, archetype, step_m))


STREETS = (
    Street("rue du Puits-Neuf (fictif)", (0, 0), 78, 5.5, "unesco_buffer", "settlement", 0.30, _both((22,), CORON, 6)),
    Street(
        "rue des Gaillettes (fictif)",
        (12, -64),
        78,
        5.5,
        "none",
        "subsidence",
        0.25,
        tuple(_rows(RIGHT, (16, 16), CORON, 6)),
    ),
    Street(
        "rue de la Lampisterie (fictif)", (-22, 76), 78, 9.0, "none", "settlement", 0.25, _both((2,) * 8, PAIRED, 7)
    ),
    Street("rue des Rivageuses (fictif)", (-36, 150), 78, 8.5, "none", "none", 0.20, _both((4,) * 4, GROUPED, 6.4)),
    Street(
        "allée du Chevalement (fictif)",
        (30, -152),
        72,
        10.0,
        "unesco",
        "settlement",
        0.30,
        _both((4, 2, 4, 4), GARDEN_CITY, 7.4),
    ),
    Street("rue du Cuvelage (fictif)", (238, -40), 348, 9.0, "none", "none", 0.45, _both((8, 8), CAMUS, 9.2)),
    Street("rue de l’Harmonie (fictif)", (-52, -20), 348, 5.0, "mh_500m", "none", 0.0, _both((12,), TOWN_HOUSE, 6.4)),
    Street(
        "rue de la Passerelle (fictif)",
        (306, -36),
        348,
        6.0,
        "none",
        "subsidence",
        0.15,
        (*_rows(LEFT, (10,), GROUPED, 6.4), *_rows(RIGHT, (2, 2, 2), PAIRED, 7.2)),
    ),
)


def houses(seed: int) -> list[House]:
    """Every house of the neighbourhood, street by street."""
    found: list[House] = []
    for place, street in enumerate(STREETS):
        numbers = {LEFT: 1, RIGHT: 2}
        for position, row in enumerate(street.rows):
            draw = Draw(seed, 1, place, position)
            found.extend(_row_of_houses(street, row, draw, numbers[row.side], len(found)))
            numbers[row.side] += 2 * row.houses
    return found


def axis(street: Street) -> list[Point]:
    """Both ends of the street's centre line, ten metres beyond its houses."""
    length = max(row.start_m + row.houses * row.archetype.width_m[1] for row in street.rows)
    (x, y), (dx, dy) = street.start, street.along
    return [(x - 10 * dx, y - 10 * dy), (x + (length + 10) * dx, y + (length + 10) * dy)]


def _row_of_houses(street: Street, row: Row, draw: Draw, first_number: int, first_index: int) -> Iterator[House]:
    kind, along = row.archetype, street.along
    away = (along[1] * row.side, -along[0] * row.side)  # to the right of the street for RIGHT
    depth, year = draw.between(*kind.depth_m, 0.1), draw.whole(*kind.years)
    plots = _plots(row, draw)
    for position, (start, width, extension) in enumerate(plots):
        partner = position + 1 if position % 2 == 0 else position - 1
        shared = partner < len(plots) and plots[partner][2] is not None
        before, after = position > 0, position < row.houses - 1
        # Seen from the street, the left end of a house on the right-hand side is the one farther along.
        origin = start if row.side == LEFT else start + width
        yield House(
            first_index + position,
            street,
            first_number + 2 * position,
            kind,
            year,
            _shifted(street.start, along, origin, away, street.setback_m),
            along if row.side == LEFT else (-along[0], -along[1]),
            away,
            width,
            depth,
            extension,
            before if row.side == LEFT else after,
            after if row.side == LEFT else before,
            extension is not None and shared,
        )


def _plots(row: Row, draw: Draw) -> list[tuple[float, float, Extension | None]]:
    """Start along the street, width and extension of each house of a row."""
    at, extension_depth = row.start_m, 0.0
    plots: list[tuple[float, float, Extension | None]] = []
    for position in range(row.houses):
        width = draw.between(*row.archetype.width_m, 0.1)
        if position % 2 == 0:
            extension_depth = draw.between(2.4, 4.8, 0.2)
        # Two by two, extensions lean on the party wall that both houses share.
        extension = (
            Extension((position % 2 == 0) == (row.side == RIGHT), draw.between(2.4, 3.0, 0.1), extension_depth)
            if draw.happens(row.archetype.extension_share)
            else None
        )
        plots.append((at, width, extension))
        at += width
    return plots


def _shifted(start: Point, along: Point, along_m: float, away: Point, away_m: float) -> Point:
    return start[0] + along[0] * along_m + away[0] * away_m, start[1] + along[1] * along_m + away[1] * away_m
