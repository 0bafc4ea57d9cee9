"""A full description for the energy engine from homes whose variables are all known."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.domain.fields import TableSpec
from rehab_app.domain.table import Stock, Table, empty
from rehab_app.survey import build_envelope as envelope
from rehab_app.survey import build_systems as systems
from rehab_app.survey.variables import Columns

_HOUSE, _FLAT = 1, 2
_SPECS = {spec.name: spec for spec in STOCK_TABLES}


def build(
    columns: Columns, zone_id: NDArray[Any], altitude_id: NDArray[Any], flat: NDArray[np.bool_], on: NDArray[Any]
) -> Stock:
    """One dwelling a row.

    Args:
        columns: all variables, nothing missing.
        zone_id: official climate zone of each.
        altitude_id: official altitude class of each.
        flat: homes assessed as flats with their own heating, not as houses.
        on: day of the assessment of each (datetime64).
    """
    tables: dict[str, Table] = {name: empty(spec) for name, spec in _SPECS.items()}
    tables["dwelling"] = _dwellings(columns, zone_id, altitude_id, flat, on)
    walls = envelope.wall_rows(columns)
    windows, roofs = envelope.window_rows(columns), envelope.roof_rows(columns)
    doors, bridges = envelope.door_rows(columns), envelope.bridge_rows(columns)
    keep = {
        "wall": [envelope.kept("wall", row) for row in walls],
        "window": [envelope.kept("window", row) for row in windows],
        "roof": [envelope.kept("roof", row) for row in roofs],
    }
    # A home between others has no outer wall; the method wants one all the same.
    keep["wall"][0] |= ~np.any(keep["wall"][:4], axis=0)
    walls[0]["gross_area_m2"] = np.maximum(walls[0]["gross_area_m2"], 0.01)
    for rows in (windows, doors, bridges):
        for row in rows:
            _point(row, "wall_number", keep["wall"])
    for row in bridges:
        for link, table in (("window_number", "window"), ("roof_number", "roof")):
            if link in row:
                _point(row, link, keep[table])
                row["length_m"] = np.where(row[link] > 0, row["length_m"], 0.0)
    for name, rows in (("floor", envelope.floor_rows(columns)), ("door", doors), ("bridge", bridges)):
        tables[name] = _table(_SPECS[name], rows, [envelope.kept(name, row) for row in rows])
    for name, rows in (("wall", walls), ("window", windows), ("roof", roofs)):
        tables[name] = _table(_SPECS[name], rows, keep[name])
    _add_systems(columns, tables)
    return Stock(tables)


def _add_systems(columns: Columns, tables: dict[str, Table]) -> None:
    size = len(columns["area_m2"])
    everywhere = np.ones(size, dtype=bool)
    for name, rows in (
        ("ventilation", systems.ventilation_rows(columns)),
        ("hot_water", systems.hot_water_rows(columns)),
        ("hot_water_generator", systems.water_generator_rows(columns)),
    ):
        tables[name] = _table(_SPECS[name], rows, [everywhere])
    for name, rows in (("heating", systems.heating_rows(columns)), ("heating_emitter", systems.emitter_rows(columns))):
        tables[name] = _table(_SPECS[name], rows, [row["heated_area_m2"] > 0 for row in rows])
    generators = systems.generator_rows(columns)
    present = [row.pop("present") for row in generators]
    tables["heating_generator"] = _table(_SPECS["heating_generator"], generators, present)


def _dwellings(
    columns: Columns, zone_id: NDArray[Any], altitude_id: NDArray[Any], flat: NDArray[np.bool_], on: NDArray[Any]
) -> Table:
    size = len(zone_id)
    values = {
        "assessed_on": on,
        "dpe_model_id": np.ones(size),
        "method_id": np.where(flat, _FLAT, _HOUSE),
        "construction_period_id": columns["period"] + 1,
        "living_area_m2": columns["area_m2"],
        "storeys": columns["storeys"] + 1.0,
        "ceiling_height_m": columns["ceiling_m"],
        "climate_zone_id": zone_id,
        "altitude_class_id": altitude_id,
        "inertia_class_id": columns["inertia_id"] + 1,
        "visited": np.zeros(size),
    }
    spec = _SPECS["dwelling"]
    table = empty(spec, size)
    return table.replace(**{name: np.asarray(value).astype(spec.field(name).dtype) for name, value in values.items()})


def _table(spec: TableSpec, rows: Sequence[envelope.Rows], keep: Sequence[NDArray[np.bool_]]) -> Table:
    """Rows of all homes, home by home, the rows of a home in order."""
    size = len(keep[0])
    mask = np.stack(keep, axis=1)
    owner, _at = np.nonzero(mask)
    table = empty(spec, len(owner))
    found: dict[str, NDArray[Any]] = {"dwelling": owner.astype(np.int32)}
    names = {name for row in rows for name in row}
    for name in names:
        field = spec.field(name)
        block = np.full((size, len(rows)), field.missing, dtype=field.dtype)
        for at, row in enumerate(rows):
            if name in row:
                block[:, at] = row[name]
        found[name] = block[mask]
    return table.replace(**found)


def _point(row: envelope.Rows, link: str, keep: Sequence[NDArray[np.bool_]]) -> None:
    """Make a link name a row that is kept: its own, else the first kept; -1 where there is none."""
    wanted = row[link]
    block = np.stack(keep, axis=1)
    own = block[np.arange(len(wanted)), np.asarray(wanted, dtype=np.intp) - 1]
    first = np.where(block.any(axis=1), block.argmax(axis=1) + 1, -1)
    row[link] = np.where(own, wanted, first)
