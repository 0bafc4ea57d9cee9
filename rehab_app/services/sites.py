"""Maps of dossiers: footprints and façades of a group of houses and of those around, in metres from their middle."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from rehab_app.domain.dossier import Facade, Outline, Point, SiteMap, StreetName
from rehab_app.exchange.geometry import in_metres

_AROUND_M = 60.0
_FREE_SIDES = ("back", "gable")

Row = Mapping[str, Any]


class Site:
    """Buildings of a project laid out in metres. Buildings without a footprint are left out.

    Args:
        buildings: rows of `building`; facades: rows of `facade`; streets: rows of `street`.
    """

    def __init__(self, buildings: Iterable[Row], facades: Iterable[Row], streets: Iterable[Row]) -> None:
        drawn = [row for row in buildings if row["footprint"]]
        self._rows = drawn
        self._facades: dict[int, list[Row]] = {}
        for facade in facades:
            self._facades.setdefault(facade["building_id"], []).append(facade)
        self._streets = {row["id"]: row["name"] for row in streets}
        shapes = np.array([shapely.geometry.shape(row["footprint"]) for row in drawn], dtype=object)
        self._shapes = in_metres(shapes) if len(drawn) else shapes
        self._position = {row["id"]: position for position, row in enumerate(drawn)}

    def origin(self, buildings: Sequence[int]) -> Point:
        """Middle of the footprints of these buildings, (0, 0) when none is drawn; Lambert-93."""
        shapes = [self._shapes[self._position[b]] for b in buildings if b in self._position]
        if not shapes:
            return 0.0, 0.0
        west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
        return (west + east) / 2, (south + north) / 2

    def outline(self, building: int, origin: Point) -> tuple[Point, ...]:
        """Outer ring of a building's largest part, () when it has no footprint."""
        position = self._position.get(building)
        if position is None:
            return ()
        parts = shapely.get_parts(self._shapes[position])
        return _moved(max(parts, key=shapely.area).exterior.coords, origin)[:-1]

    def facades(self, building: int, origin: Point) -> tuple[Facade, ...]:
        """Façades of a building around its footprint."""
        rows = sorted(self._facades.get(building, []), key=lambda row: (row["position"] or 0, row["id"]))
        return tuple(_facade(row, origin) for row in rows)

    def map(
        self,
        labels: Mapping[int, str],
        origin: Point,
        source: str,
        number_others: bool,
        partners: Collection[int] = (),
    ) -> SiteMap | None:
        """The map of a group; None when none of its buildings has a footprint.

        Args:
            labels: what is written on each building of the group.
            origin: of the map's metres.
            source: where the footprints come from.
            number_others: write the house numbers of the neighbours too.
            partners: buildings of others who could join in.
        """
        members = [self._position[b] for b in labels if b in self._position]
        if not members:
            return None
        bounds = shapely.total_bounds(self._shapes[members]) + np.array([-1, -1, 1, 1]) * _AROUND_M
        near = np.flatnonzero(shapely.intersects(self._shapes, shapely.box(*bounds)))
        drawn = [self._outline(int(position), labels, origin, number_others) for position in near]
        outlines = [
            replace(outline, partner=self._rows[position]["id"] in partners)
            for outline, position in zip(drawn, near.tolist(), strict=True)
        ]
        return SiteMap(tuple(outlines), self._names(near.tolist(), origin), source)

    def _outline(self, position: int, labels: Mapping[int, str], origin: Point, numbers: bool) -> Outline:
        row = self._rows[position]
        rings = tuple(_moved(part.exterior.coords, origin)[:-1] for part in shapely.get_parts(self._shapes[position]))
        other = row["house_number"] if numbers else ""
        return Outline(rings, labels.get(row["id"], other), row["id"] in labels)

    def _names(self, near: Sequence[int], origin: Point) -> tuple[StreetName, ...]:
        """Each street's name between its houses, along them."""
        by_street: dict[int, list[int]] = {}
        for position in near:
            by_street.setdefault(self._rows[position]["street_id"], []).append(position)
        named = []
        for street, positions in sorted((s, p) for s, p in by_street.items() if s in self._streets):
            line = self._street_line(positions)
            if line is not None:
                (x, y), angle = line
                named.append(StreetName(self._streets[street], (x - origin[0], y - origin[1]), angle))
        return tuple(named)

    def _street_line(self, positions: Sequence[int]) -> tuple[Point, float] | None:
        """Middle and direction of the street fronts of these buildings, None when none is recorded."""
        lines = [
            shapely.geometry.shape(row["line"])
            for position in positions
            for row in self._facades.get(self._rows[position]["id"], [])
            if row["side"] == "street" and row["line"]
        ]
        if not lines:
            return None
        shapes = in_metres(lines)
        ends = shapely.get_coordinates(shapes)
        middle = ends.mean(axis=0)
        _sizes, axes = np.linalg.eigh(np.cov((ends - middle).T))
        angle = math.degrees(math.atan2(axes[1, -1], axes[0, -1]))
        houses = shapely.get_coordinates(shapely.centroid(self._shapes[list(positions)])).mean(axis=0)
        away = middle - houses
        reach = float(np.hypot(*away))
        place = middle + away / reach * 5.0 if reach > 1.0 else middle
        return (float(place[0]), float(place[1])), (angle + 90) % 180 - 90


def _facade(row: Row, origin: Point) -> Facade:
    line = None
    if row["line"]:
        (shape,) = in_metres([shapely.geometry.shape(row["line"])])
        # A façade with a step in it comes in pieces; its longest stands for it.
        longest = max(shapely.get_parts(shape), key=shapely.length)
        ends = _moved(longest.coords, origin)
        line = (ends[0], ends[-1])
    return Facade(
        side=row["side"],
        length_m=row["length_m"],
        azimuth_deg=row["azimuth_deg"],
        heritage=row["heritage"],
        external_insulation=_allowed(row["side"], row["heritage"]),
        line=line,
    )


def _allowed(side: str, heritage: str) -> bool | None:
    """The rule of `works.surroundings`: never on a protected street front, free on a back or a gable."""
    if side in _FREE_SIDES:
        return True
    if side == "street" and heritage:
        return heritage == "none"
    return None


def _moved(coordinates: Iterable[Sequence[float]], origin: Point) -> tuple[Point, ...]:
    return tuple((point[0] - origin[0], point[1] - origin[1]) for point in coordinates)
