"""A town of invented homes, large enough to measure the desk: streets of fifty houses in a grid."""

from pathlib import Path
from typing import Any

import numpy as np

from rehab_app.domain.catalogue.stock import stock_from_rows
from rehab_app.storage.project import Project
from rehab_app.storage.writer import Writer

_HOUSES = 50
_STREETS_A_ROW = 20
_BATCH = 5_000
_LABELS = np.array(list("BCDEFG"), dtype=object)


def build_town(path: Path, homes: int) -> None:
    """Write a project of so many homes, each with a footprint, a wall and an estimate."""
    draw = np.random.default_rng(7)
    project = Project.create(path, "Ville inventée", "62528", fictional=True)
    with project, project.write("bench", "town") as writer:
        streets = writer.insert("street", [{"name": f"Rue inventée {n}"} for n in range(-(-homes // _HOUSES))])
        for first in range(0, homes, _BATCH):
            _batch(writer, range(first, min(first + _BATCH, homes)), streets, draw)


def _batch(writer: Writer, numbers: range, streets: list[int], draw: np.random.Generator) -> None:
    buildings = writer.insert(
        "building",
        [
            {"street_id": streets[n // _HOUSES], "house_number": str(n % _HOUSES + 1), "footprint": _footprint(n)}
            for n in numbers
        ],
    )
    rows: dict[str, list[dict[str, Any]]] = {
        "dwelling": [{"living_area_m2": float(draw.integers(55, 130))} for _n in numbers],
        "wall": [{"dwelling": at, "number": 1, "area_m2": 40.0} for at in range(len(numbers))],
    }
    identity = [{"building_id": building, "stage": "sensed"} for building in buildings]
    ids = writer.insert_stock(stock_from_rows(rows), identity)
    labels = _LABELS[draw.integers(0, len(_LABELS), len(ids))].tolist()
    primary = draw.normal(280, 70, len(ids)).round(1).tolist()
    writer.insert(
        "estimate",
        [
            {"dwelling_id": home, "state": "done", "classe_bilan_dpe": label, "ep_conso_5_usages_m2": value}
            for home, label, value in zip(ids, labels, primary, strict=True)
        ],
    )


def _footprint(number: int) -> dict[str, Any]:
    street, house = divmod(number, _HOUSES)
    west = 2.7 + (street % _STREETS_A_ROW) * 0.0055 + house * 1e-4
    south = 50.4 + (street // _STREETS_A_ROW) * 5e-4
    east, north = west + 9e-5, south + 9e-5
    bend = south + 5e-5
    ring = [[west, south], [east, south], [east, bend], [east - 3e-5, bend], [east - 3e-5, north], [west, north]]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
