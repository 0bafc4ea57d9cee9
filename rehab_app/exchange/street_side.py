"""Where the street of each building is: its axis, or the houses across."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STREET_WITHIN_M = 60.0


def towards_streets(
    shapes: NDArray[Any], names: Sequence[str], numbers: Sequence[int], lines: Mapping[str, Sequence[Any]]
) -> Floats:
    """Unit vectors from each building to its street; NaN where nothing tells where the street is.

    The axis of the building's own street tells it; for a building without a street name, the nearest axis; without
    axes, the nearest house across, which is the one of the same street whose number is odd where its own is even.

    Args:
        shapes: polygons in metres.
        names: key of the street of each building, "" when not known.
        numbers: house number of each building, -1 when not known.
        lines: key of a street to its axes in metres.
    """
    centres = shapely.get_coordinates(shapely.centroid(shapes)) if len(shapes) else np.empty((0, 2))
    target = np.full((len(shapes), 2), np.nan)
    named = np.asarray(names, dtype=object)
    for name in set(names):
        rows = np.flatnonzero(named == name)
        axes = lines.get(name, ()) if name else [axis for each in lines.values() for axis in each]
        if len(axes):
            target[rows] = _nearest_points(centres[rows], axes)
        elif name:
            target[rows] = _houses_across(centres[rows], np.asarray(numbers)[rows])
    away = target - centres
    distance = np.hypot(*away.T)
    away[(distance > _STREET_WITHIN_M) | (distance < 1e-6)] = np.nan
    vectors: Floats = away / np.hypot(*away.T)[:, None]
    return vectors


def _nearest_points(points: Floats, axes: Sequence[Any]) -> Floats:
    shortest = shapely.shortest_line(shapely.union_all(list(axes)), shapely.points(points))
    ends: Floats = shapely.get_coordinates(shortest).reshape(-1, 2, 2)[:, 0]
    return ends


def _houses_across(points: Floats, numbers: NDArray[Any]) -> Floats:
    found = np.full((len(points), 2), np.nan)
    for parity in (0, 1):
        own = np.flatnonzero((numbers >= 0) & (numbers % 2 == parity))
        across = np.flatnonzero((numbers >= 0) & (numbers % 2 != parity))
        if len(own) and len(across):
            nearest = shapely.STRtree(shapely.points(points[across])).nearest(shapely.points(points[own]))
            found[own] = points[across[nearest]]
    return found
