"""Walls, floors, roofs, openings and junctions of homes whose variables are all known, as part tables."""

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.table import Column
from rehab_app.survey import official as o
from rehab_app.survey.read_envelope import ground_m2, outer_walls_m2, perimeter_m, storey_m2
from rehab_app.survey.variables import BY_NAME, Columns

Floats = NDArray[np.float64]
Rows = dict[str, Column]  # values by home of one row of a part table
_BY_MATERIAL, _KIND_UNKNOWN = 2, 1
_BARE, _BY_THICKNESS, _BY_PERIOD = 1, 3, 7
_NO_INSULATION, _INSIDE, _OUTSIDE = 2, 3, 4
_LEAST_M2 = 0.01
MAIN_BARE, MAIN_WARM, SECOND_BARE, SECOND_WARM, UNHEATED = 1, 2, 3, 4, 5
LOST_WARM, LOST_BARE, SLOPE_WARM, SLOPE_BARE = 1, 2, 3, 4
_WALL_TYPES = o.first_ids(o.WALLS, BY_NAME["wall"].values)
_INSULATED = o.first_ids(o.INSULATED, BY_NAME["wall_insulation"].values)
_BELOW = o.first_ids(o.BELOW, BY_NAME["below"].values)
_SEEN_YES, _SEEN_NO = 0, 1
_ATTIC = {name: at for at, name in enumerate(BY_NAME["attic"].values)}
_FLAT_ROOF = 8


def official_id(columns: Columns, name: str) -> NDArray[np.int32]:
    """Official id of a variable whose values are consecutive ids."""
    first = int(BY_NAME[name].values[0])
    return (columns[name] + first).astype(np.int32)


def openings_m2(columns: Columns) -> Floats:
    """Windows and doors, at most three quarters of the outer walls."""
    wanted = columns["window_share"] * columns["area_m2"] + columns["door_m2"]
    return np.asarray(np.minimum(wanted, 0.75 * outer_walls_m2(columns)))


def wall_rows(columns: Columns) -> list[Rows]:
    """Five rows: main wall bare and insulated, other walls bare and insulated, walls towards unheated rooms."""
    outer = outer_walls_m2(columns)
    opaque = np.divide(outer - openings_m2(columns), outer, out=np.zeros_like(outer), where=outer > 0)
    bare = BY_NAME["wall_insulation"].values.index("no")
    warm_share = np.where(columns["wall_insulation"] == bare, 0.0, columns["insulated_share"])
    second = np.where(columns["second_wall"] < 0, 0.0, columns["second_share"])
    rows: list[Rows] = []
    for number, (is_second, is_warm) in enumerate(((0, 0), (0, 1), (1, 0), (1, 1)), start=1):
        share = (second if is_second else 1 - second) * (warm_share if is_warm else 1 - warm_share)
        rows.append(_wall(columns, number, outer * share, opaque, is_second, is_warm, o.OUTDOORS))
    unheated = outer * columns["unheated_ratio"]
    rows.append(_wall(columns, UNHEATED, unheated, np.ones_like(outer), 0, 0, o.UNHEATED_ROOM))
    rows[-1] |= _buffer(columns, unheated, 3.0)
    return rows


def _wall(columns: Columns, number: int, gross: Floats, opaque: Floats, second: int, warm: int, adjacency: int) -> Rows:
    size = len(gross)
    material = _WALL_TYPES[columns["second_wall" if second else "wall"]]
    # Extensions are of block in the counted homes; their thickness is that of the block.
    thickness = np.full(size, 20.0) if second else columns["wall_cm"]
    state = _INSULATED[columns["wall_insulation"]] if warm else np.full(size, _NO_INSULATION)
    row = _insulation(state, columns["wall_insulation_cm"], columns["wall_when"], columns["period"])
    return row | {
        "number": np.full(size, number),
        "gross_area_m2": gross,
        "area_m2": gross * opaque,
        "material_id": material,
        "thickness_cm": np.where(material == 1, np.nan, thickness),
        "lining_id": official_id(columns, "lining_id"),
        "insulating_render": np.zeros(size),
        "u0_method_id": np.where(material == 1, _KIND_UNKNOWN, _BY_MATERIAL),
        "adjacency_id": np.full(size, adjacency),
    }


def _insulation(state: Column, cm: Floats, when: Column, period: Column) -> Rows:
    """Columns of the insulation of a row: `state` is an official id of type_isolation (1: hidden, 2: none)."""
    hidden, none = state == _KIND_UNKNOWN, state == _NO_INSULATION
    return {
        "insulation_id": state,
        "insulation_thickness_cm": np.where(hidden | none, np.nan, cm),
        "insulation_period_id": np.where(hidden, np.where(when > 0, when, period + 1), -1),
        "u_method_id": np.select([none, hidden], [_BARE, _BY_PERIOD], _BY_THICKNESS),
    }


def _buffer(columns: Columns, area: Floats, outer_ratio: float) -> Rows:
    return {
        "buffer_insulation_id": np.full(len(area), 2),
        "buffer_inner_area_m2": area,
        "buffer_outer_area_m2": area * outer_ratio,
    }


def _seen_id(columns: Columns, name: str, kind: int) -> NDArray[np.intp]:
    """Official id of the insulation of a roof or floor where it is insulated."""
    return np.where(columns[name] == _SEEN_YES, kind, _KIND_UNKNOWN)


def roof_rows(columns: Columns) -> list[Rows]:
    """Four rows: attic floors insulated and bare, slopes or flat roofs insulated and bare."""
    home, flat = columns["attic"] == _ATTIC["home"], columns["attic"] == _ATTIC["flat"]
    whole = np.where(home, 0.0, columns["roof_ratio"] * storey_m2(columns))
    lost = np.select(
        [columns["attic"] == _ATTIC["lost"], flat | (columns["attic"] == _ATTIC["lived_in"])],
        [np.maximum(columns["lost_share"], 0.86), np.minimum(columns["lost_share"], 0.14)],
        np.clip(columns["lost_share"], 0.15, 0.85),
    )
    warm = np.where(columns["attic_insulation"] == _SEEN_NO, 0.0, columns["attic_share"])
    slope_type = np.where(flat, _FLAT_ROOF, official_id(columns, "slope_type_id"))
    parts = (
        (LOST_WARM, lost * warm, official_id(columns, "lost_type_id"), 1, 1),
        (LOST_BARE, lost * (1 - warm), official_id(columns, "lost_type_id"), 1, 0),
        (SLOPE_WARM, (1 - lost) * warm, slope_type, 0, 1),
        (SLOPE_BARE, (1 - lost) * (1 - warm), slope_type, 0, 0),
    )
    rows = []
    for number, share, kind, is_lost, is_warm in parts:
        size = len(whole)
        area = whole * share
        insulated = _seen_id(columns, "attic_insulation", _OUTSIDE if is_lost else _INSIDE)
        state = insulated if is_warm else np.full(size, _NO_INSULATION)
        row = _insulation(state, columns["attic_cm"], columns["attic_when"], columns["period"])
        adjacency = official_id(columns, "attic_space_id") if is_lost else np.full(size, o.OUTDOORS)
        row |= {
            "number": np.full(size, number),
            "area_m2": area,
            "type_id": kind,
            "u0_method_id": np.where(kind == 1, _KIND_UNKNOWN, _BY_MATERIAL),
            "adjacency_id": adjacency,
        }
        if is_lost:
            row |= _buffer(columns, area, 1.35)
            row["buffer_insulation_id"] = np.full(size, 4 if is_warm else 2)
        rows.append(row)
    return rows


def floor_rows(columns: Columns) -> list[Rows]:
    """One row: the lowest floor."""
    area, size = ground_m2(columns), len(columns["area_m2"])
    below = _BELOW[columns["below"]]
    state = np.where(
        columns["floor_insulation"] == _SEEN_NO, _NO_INSULATION, _seen_id(columns, "floor_insulation", _OUTSIDE)
    )
    kind = official_id(columns, "floor_type_id")
    on_ground = np.isin(below, (o.ON_GROUND, o.CRAWL_SPACE, o.CELLAR))
    row = _insulation(state, columns["floor_cm"], columns["floor_when"], columns["period"])
    row |= {
        "number": np.ones(size),
        "area_m2": area,
        "type_id": kind,
        "u0_method_id": np.where(kind == 1, _KIND_UNKNOWN, _BY_MATERIAL),
        "adjacency_id": below,
        "ground_calculation": on_ground.astype(np.int8),
        "ground_perimeter_m": columns["perimeter_ratio"] * 4 * np.sqrt(area),
        "ground_area_m2": area,
    }
    return [row | _buffer(columns, area, 1.5)]


def door_rows(columns: Columns) -> list[Rows]:
    """One row: the doors towards outdoors."""
    size = len(columns["door_m2"])
    return [
        {
            "number": np.ones(size),
            "area_m2": columns["door_m2"],
            "count": np.ones(size),
            "type_id": official_id(columns, "door_type_id"),
            "method_id": np.ones(size),
            "fitting_id": official_id(columns, "fitting_id"),
            "insulation_return": np.zeros(size),
            "frame_width_cm": np.full(size, 5.0),
            "wall_number": np.full(size, MAIN_BARE),
            "adjacency_id": np.full(size, o.OUTDOORS),
        }
    ]


def window_rows(columns: Columns) -> list[Rows]:
    """Eight rows: the main glazing and single glazing towards each quarter."""
    size = len(columns["area_m2"])
    whole = columns["window_share"] * columns["area_m2"]
    names = BY_NAME["glazing"].values
    single = np.where(columns["glazing"] == names.index("single"), 1.0, columns["single_share"])
    south, north = columns["south_share"], (1 - columns["south_share"]) * columns["north_share"]
    side = np.maximum(1 - south - north, 0.0) / 2
    towards = ((o.SOUTH, south), (o.NORTH, north), (o.EAST, side), (o.WEST, side))
    glass = np.array([1, 2, 2, 2, 3])[columns["glazing"]]
    low = (columns["glazing"] == names.index("double_low_e")) | (glass == 3)
    rows = []
    for number, (facing, share) in enumerate(towards, start=1):
        for is_single in (0, 1):
            area = whole * share * (single if is_single else 1 - single)
            kind = np.ones(size) if is_single else glass
            one = kind == 1
            rows.append(
                {
                    "number": np.full(size, 2 * number - 1 + is_single),
                    "area_m2": area,
                    "count": np.maximum(np.round(area / 1.5), 1.0),
                    "orientation_id": np.full(size, facing),
                    "performance_method_id": np.ones(size),
                    "type_id": np.full(size, 4),
                    "frame_id": official_id(columns, "frame_id"),
                    "glazing_id": kind,
                    "gas_id": np.where(one, -1, official_id(columns, "gas_id")),
                    "gap_mm": np.where(one, np.nan, columns["gap_mm"]),
                    "low_emissivity": np.where(one, 0, low).astype(np.int8),
                    "tilt_id": np.full(size, 3),
                    "fitting_id": official_id(columns, "fitting_id"),
                    "shutter_id": official_id(columns, "shutter_id"),
                    "double_window": np.zeros(size),
                    "insulation_return": np.zeros(size),
                    "frame_width_cm": np.full(size, 5.0),
                    "wall_number": np.full(size, MAIN_BARE),
                    "adjacency_id": np.full(size, o.OUTDOORS),
                }
            )
    return rows


def bridge_rows(columns: Columns) -> list[Rows]:
    """Junctions of the bare and of the insulated wall with floor, storeys, partitions, roof and openings."""
    perimeter, storeys = perimeter_m(columns), columns["storeys"] + 1
    bare = BY_NAME["wall_insulation"].values.index("no")
    warm = np.where(columns["wall_insulation"] == bare, 0.0, columns["insulated_share"])
    glass = columns["window_share"] * columns["area_m2"] + columns["door_m2"]
    home = columns["attic"] == _ATTIC["home"]
    heavy = np.isin(columns["floor"], [BY_NAME["floor"].values.index(name) for name in ("slab", "beams", "vaults")])
    lengths = (
        (1, columns["floor_bridge"] * perimeter, "floor_number", 1),
        (2, np.nan_to_num(columns["storey_bridge"]) * perimeter * np.maximum(storeys - 1, 0), "", 0),
        (3, np.where(home, 0.0, columns["roof_bridge"] * perimeter * heavy), "roof_number", SLOPE_BARE),
        (4, columns["partition_bridge"] * storeys * columns["ceiling_m"], "", 0),
        (5, columns["window_bridge"] * glass, "window_number", 1),
    )
    rows: list[Rows] = []
    for kind, length, end, end_number in lengths:
        for wall, share in ((MAIN_BARE, 1 - warm), (MAIN_WARM, warm)):
            row = {
                "number": np.full(len(perimeter), len(rows) + 1),
                "type_id": np.full(len(perimeter), kind),
                "length_m": length * share,
                "share": np.ones(len(perimeter)),
                "method_id": np.ones(len(perimeter)),
                "wall_number": np.full(len(perimeter), wall),
            }
            if end:
                row[end] = np.full(len(perimeter), end_number)
            rows.append(row)
    return rows


def kept(table: str, row: Rows) -> NDArray[np.bool_]:
    """Homes in which a row is worth writing: it has an area or a length."""
    size = row.get("gross_area_m2", row.get("area_m2", row.get("length_m")))
    assert size is not None, table
    return np.asarray(size > _LEAST_M2)
