"""How long the store takes with a town's worth of dwellings: 10,000, each with 36 parts."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rehab_app.domain.catalogue.stock import PART_TABLES, stock_from_rows
from rehab_app.domain.fields import Kind, TableSpec
from rehab_app.domain.table import Stock
from rehab_app.storage.project import Project

_DWELLINGS = 10_000
_PARTS = 2  # of each of the eighteen part tables
_FILLED = 0.6  # share of the fields that have a value, as in official files


def run() -> Iterator[tuple[str, float, str]]:
    """Name, value and unit of each figure."""
    stock = town(_DWELLINGS)
    records = [{"address": f"{n} rue inventée", "stage": "sensed"} for n in range(_DWELLINGS)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "town.rehab"
        start = time.perf_counter()
        Project.create(path, "Ville", "62528").close()
        yield "store_create", _since(start), "s"
        with Project.open(path) as project:
            start = time.perf_counter()
            with project.write("bench", "import") as writer:
                writer.insert_stock(stock, records)
            yield "store_write_10000_dwellings", _since(start), "s"
        yield "store_file", path.stat().st_size / 1e6, "MB"
        start = time.perf_counter()
        project = Project.open(path)
        yield "store_open_10000_dwellings", _since(start), "s"
        with project:
            yield from _work(project)


def _work(project: Project) -> Iterator[tuple[str, float, str]]:
    start = time.perf_counter()
    project.stock()
    yield "store_read_stock_10000_dwellings", _since(start), "s"
    start = time.perf_counter()
    found = project.columns("dwelling", ["stage", "living_area_m2", "origin"])
    yield "store_read_three_columns", _since(start) * 1e3, "ms"
    start = time.perf_counter()
    project.stock([int(found["id"][5_000])])
    yield "store_read_one_dwelling", _since(start) * 1e3, "ms"
    start = time.perf_counter()
    with project.write("bench", "edit") as writer:
        writer.update("dwelling", int(found["id"][0]), int(found["version"][0]), {"stage": "committed"})
    yield "store_one_edit", _since(start) * 1e3, "ms"
    project.undo("bench")
    start = time.perf_counter()
    with project.write("bench", "edit") as writer:
        writer.update_columns("dwelling", found["id"], found["version"], {"stage": ["quoted"] * _DWELLINGS})
    yield "store_edit_10000_dwellings", _since(start), "s"
    project.undo("bench")
    start = time.perf_counter()
    project.undo("bench")
    yield "store_undo_import_10000_dwellings", _since(start), "s"
    start = time.perf_counter()
    project.redo("bench")
    yield "store_redo_import_10000_dwellings", _since(start), "s"


def town(dwellings: int) -> Stock:
    """Dwellings with two parts of each kind, filled like official files, with invented values."""
    draw = np.random.default_rng(2026)
    parts = {spec.name: [_row(spec, number, draw) for number in range(1, _PARTS + 1)] for spec in PART_TABLES}
    one = stock_from_rows({"dwelling": [{"living_area_m2": 84.0, "construction_year": 1922.0}], **parts})
    return one.take(np.zeros(dwellings, dtype=np.intp))


def _row(spec: TableSpec, number: int, draw: np.random.Generator) -> dict[str, object]:
    values: dict[Kind, object] = {Kind.NUMBER: 12.34, Kind.CHOICE: 3, Kind.FLAG: 1, Kind.TEXT: "reference"}
    filled = {f.name: values[f.kind] for f in spec.fields if f.kind in values and draw.random() < _FILLED}
    return {**filled, "dwelling": 0, "number": number}


def _since(start: float) -> float:
    return time.perf_counter() - start
