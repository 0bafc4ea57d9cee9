"""Façades of buildings in the project, derived again for all that is new and for what stands next to it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from rehab_app.exchange.addresses import street_key
from rehab_app.exchange.facades import PARTY_GAP_M, FacadeShape, derive_facades
from rehab_app.exchange.geometry import shapes_in_metres
from rehab_app.exchange.street_side import towards_streets
from rehab_app.storage.writer import Writer

_SAME_WALL_DEG = 20.0


def write_facades(writer: Writer, buildings: set[int], axes: Mapping[str, Sequence[Any]]) -> int:
    """Derive and write the façades of these buildings and of those that stand wall to wall with them.

    What is known of a façade already (its side, its heritage rule) is kept when the files of this import do not say
    better.

    Args:
        writer: of the import.
        buildings: ids of buildings that are new or changed.
        axes: key of a street to its axes in metres.

    Returns:
        How many of the buildings have free façades of which the street side is not known.
    """
    rows = [row for row in writer.rows("building") if row["footprint"]]
    if not buildings or not rows:
        return 0
    shapes = shapes_in_metres([row["footprint"] for row in rows])
    shapes, rows = _around(shapes, rows, buildings)
    streets = {row["id"]: street_key(row["name"]) for row in writer.rows("street")}
    towards = towards_streets(
        shapes,
        [streets.get(row["street_id"], "") for row in rows],
        [_number(row["house_number"]) for row in rows],
        axes,
    )
    touched = _touched(shapes, rows, buildings)
    earlier = _earlier(writer, touched)
    records, unknown = _records(derive_facades(shapes, towards), rows, touched, earlier)
    old = [(facade["id"], facade["version"]) for facades in earlier.values() for facade in facades]
    writer.delete("facade", [row_id for row_id, _version in old], [version for _row_id, version in old])
    writer.insert("facade", records)
    return unknown


def _around(shapes: Any, rows: list[dict[str, Any]], buildings: set[int]) -> tuple[Any, list[dict[str, Any]]]:
    """The buildings concerned and all whose walls or numbers may matter to them."""
    if all(row["id"] in buildings for row in rows):
        return shapes, rows
    own = np.array([row["id"] in buildings for row in rows])
    near = shapely.STRtree(shapes).query(shapes[own], predicate="dwithin", distance=100.0)[1]
    kept = np.unique(near)
    return shapes[kept], [rows[n] for n in kept]


def _touched(shapes: Any, rows: Sequence[Mapping[str, Any]], buildings: set[int]) -> set[int]:
    """Ids of these buildings and of those wall to wall with them."""
    own = np.array([row["id"] in buildings for row in rows])
    near = shapely.STRtree(shapes).query(shapes[own], predicate="dwithin", distance=PARTY_GAP_M)[1]
    return buildings | {rows[n]["id"] for n in np.unique(near)}


def _number(house_number: str) -> int:
    digits = re.match(r"\d+", house_number)
    return int(digits[0]) if digits else -1


def _earlier(writer: Writer, touched: set[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for facade in writer.rows("facade"):
        if facade["building_id"] in touched:
            found[facade["building_id"]].append(facade)
    return found


def _records(
    facades: Sequence[FacadeShape],
    rows: Sequence[Mapping[str, Any]],
    touched: set[int],
    earlier: Mapping[int, Sequence[Mapping[str, Any]]],
) -> tuple[list[dict[str, Any]], int]:
    records: list[dict[str, Any]] = []
    unknown: set[int] = set()
    positions: dict[int, int] = defaultdict(int)
    for facade in facades:
        building = rows[facade.building]
        if building["id"] not in touched:
            continue
        party = facade.neighbour >= 0
        before = None if party else _before(facade, earlier.get(building["id"], ()))
        side = facade.side or (before["side"] if before else "")
        positions[building["id"]] += 1
        records.append(
            {
                "building_id": building["id"],
                "position": positions[building["id"]],
                "side": side,
                "length_m": facade.length_m,
                "azimuth_deg": facade.azimuth_deg,
                "neighbour_id": rows[facade.neighbour]["id"] if party else None,
                "heritage": "none" if party else before["heritage"] if before else building["heritage"],
                "line": facade.line,
            }
        )
        if not side:
            unknown.add(building["id"])
    return records, len(unknown)


def _before(facade: FacadeShape, earlier: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The free façade of the same building that looked the same way before."""
    for known in earlier:
        turned = abs((known["azimuth_deg"] - facade.azimuth_deg + 180) % 360 - 180)
        if known["side"] != "party" and turned <= _SAME_WALL_DEG:
            return known
    return None
