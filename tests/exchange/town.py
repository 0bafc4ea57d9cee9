"""Invented footprints for the tests: houses drawn in metres and given as GeoJSON in WGS 84."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import shapely

from rehab_app.exchange.geometry import in_degrees, in_metres

ORIGIN = (684_000.0, 7_041_000.0)  # Lambert-93, in the fields
Point = tuple[float, float]


def box(west: float, south: float, east: float, north: float) -> list[Point]:
    return [(west, south), (east, south), (east, north), (west, north)]


def building(outline: Sequence[Point], **properties: Any) -> dict[str, Any]:
    """A feature of a building whose corners are metres east and north of the origin."""
    return _feature(shapely.Polygon(_placed(outline)), properties)


def street(name: str, line: Sequence[Point]) -> dict[str, Any]:
    return _feature(shapely.LineString(_placed(line)), {"voie": name})


def collection(*features: Mapping[str, Any], **members: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)}).encode()


def _placed(points: Sequence[Point]) -> list[Point]:
    return [(ORIGIN[0] + x, ORIGIN[1] + y) for x, y in points]


def _feature(shape: Any, properties: Mapping[str, Any]) -> dict[str, Any]:
    (moved,) = in_degrees([shape])
    geometry = shapely.geometry.mapping(moved)  # not rounded, so that neighbours share their corners
    return {"type": "Feature", "properties": dict(properties), "geometry": geometry}


def metres_of(line: Mapping[str, Any]) -> Any:
    """A GeoJSON line in metres from the origin."""
    (moved,) = in_metres([shapely.geometry.shape(line)])
    return shapely.affinity.translate(moved, -ORIGIN[0], -ORIGIN[1])


def row_of_three() -> list[dict[str, Any]]:
    """Three houses wall to wall north of a street that runs east, numbered 1, 3, 5."""
    return [
        building(box(6 * n, 10, 6 * n + 6, 18), voie="Rue Inventée", numero=str(2 * n + 1), id=f"maison-{n}")
        for n in range(3)
    ]


AXIS = street("Rue Inventée", [(-20, 0), (60, 0)])
