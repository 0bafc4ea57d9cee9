"""Footprints as shapes in metres (Lambert-93, EPSG:2154) and back to GeoJSON in WGS 84."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

_SAME_MIDDLE_M, _SAME_AREA = 0.3, 0.02
_POINT_TOLERANCE_M = 1.0  # points of the national address base often stand on the front wall


@cache
def _to_metres() -> Transformer:
    return Transformer.from_crs(4326, 2154, always_xy=True)


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs(2154, 4326, always_xy=True)


def _moved(shapes: NDArray[Any], transformer: Transformer) -> NDArray[Any]:
    def move(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(coordinates[:, 0], coordinates[:, 1]))

    moved: NDArray[Any] = shapely.transform(shapes, move)
    return moved


def in_metres(shapes: Sequence[Any] | NDArray[Any]) -> NDArray[Any]:
    """Shapes given in WGS 84 (longitude, latitude), in Lambert-93."""
    return _moved(np.asarray(shapes, dtype=object), _to_metres())


def in_degrees(shapes: Sequence[Any] | NDArray[Any]) -> NDArray[Any]:
    """Shapes given in Lambert-93, in WGS 84 (longitude, latitude)."""
    return _moved(np.asarray(shapes, dtype=object), _to_degrees())


def as_geojson(shapes: NDArray[Any]) -> list[dict[str, Any]]:
    """Shapes in WGS 84 as GeoJSON geometries with 7 decimals (a centimetre)."""
    rounded = shapely.transform(shapes, lambda coordinates: np.round(coordinates, 7))
    return [json.loads(text) for text in shapely.to_geojson(rounded)]


def shapes_in_metres(geometries: Sequence[Mapping[str, Any]]) -> NDArray[Any]:
    """GeoJSON geometries in WGS 84 as shapes in Lambert-93."""
    if not geometries:
        return np.empty(0, dtype=object)
    return in_metres([shapely.geometry.shape(geometry) for geometry in geometries])


def same_outlines(shapes: NDArray[Any], known: NDArray[Any]) -> list[list[int]]:
    """For each shape the positions of the known shapes that are the same building drawn again, in order: their middles
    lie within 0.3 m and their areas differ by 2 % at most. Both in metres."""
    found: list[list[int]] = [[] for _shape in shapes]
    if not len(shapes) or not len(known):
        return found
    pairs = shapely.STRtree(shapely.centroid(known)).query(
        shapely.centroid(shapes), predicate="dwithin", distance=_SAME_MIDDLE_M
    )
    area, known_area = shapely.area(shapes)[pairs[0]], shapely.area(known)[pairs[1]]
    alike = np.abs(area - known_area) <= _SAME_AREA * np.maximum(area, known_area)
    for one, other in sorted(zip(pairs[0][alike].tolist(), pairs[1][alike].tolist(), strict=True)):
        found[one].append(other)
    return found


class FootprintIndex:
    """Footprints (polygons in Lambert-93) asked which one holds a point."""

    def __init__(self, shapes: Sequence[Any] | NDArray[Any]) -> None:
        self._shapes = np.asarray(shapes, dtype=object)
        self._tree = shapely.STRtree(self._shapes)

    def holding(self, points: NDArray[np.float64]) -> NDArray[np.intp]:
        """Position of the footprint that holds each point (n × 2, Lambert-93), within 1 m of its wall; -1 when none
        does, or when more than one does."""
        found = np.full(len(points), -1, dtype=np.intp)
        if not len(self._shapes):
            return found
        asked = shapely.points(points)
        for tolerance in (0.0, _POINT_TOLERANCE_M):
            open_ = np.flatnonzero(found == -1)
            pairs = self._tree.query(asked[open_], predicate="dwithin", distance=tolerance)
            counts = np.bincount(pairs[0], minlength=len(open_))
            alone = counts[pairs[0]] == 1
            found[open_[pairs[0][alone]]] = pairs[1][alone]
        return found
