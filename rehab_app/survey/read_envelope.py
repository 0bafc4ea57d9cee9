"""The envelope of described homes, as variables of the survey. Everything is read in columns."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.table import Column, Stock, Table
from rehab_app.survey import official as o
from rehab_app.survey.variables import BY_NAME, Columns

Floats = NDArray[np.float64]
_SEEN = ("yes", "no", "hidden")
_NOT_INSULATED, _DIRECT = (1,), (9, 10)
_BY_TABLE, _OTHER_PERIOD = (2, 7, 8), 7
_BY_R = (5, 6)
_LISTED_DOORS = 15  # the last one with a tabulated U
_CONDUCTIVITY = 0.04  # W/(m·K), the method's insulation


def summed(table: Table, values: Floats, size: int) -> Floats:
    """Sum of finite values by home."""
    return np.bincount(table["dwelling"], np.nan_to_num(values), minlength=size).astype(np.float64)


def shares(part: Floats, whole: Floats) -> Floats:
    """part / whole, NaN where the whole is 0."""
    return np.asarray(np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0))


def most(table: Table, index: Column, weight: Floats, size: int, values: int) -> NDArray[np.int16]:
    """Index with the largest weight in each home, -1 where none is known; rows with index < 0 are left out."""
    known = (index >= 0) & (weight > 0)
    sums = np.zeros((size, values))
    np.add.at(sums, (table["dwelling"][known], index[known]), weight[known])
    return np.where(sums.sum(axis=1) > 0, sums.argmax(axis=1), -1).astype(np.int16)


def read_envelope(stock: Stock, columns: Columns) -> None:
    """Fill the variables of size, walls, roofs, floors, openings and junctions."""
    dwelling = stock["dwelling"]
    period = dwelling["construction_period_id"]
    of_year = o.period_of(dwelling["construction_year"])
    columns["period"] = np.where(period > 0, period - 1, of_year).astype(np.int16)
    columns["area_m2"] = dwelling["living_area_m2"]
    columns["ceiling_m"] = dwelling["ceiling_height_m"]
    floors = np.where(dwelling["storeys"] > 0, np.clip(np.round(dwelling["storeys"]), 1, 4), 1)
    columns["storeys"] = (floors - 1).astype(np.int16)
    columns["inertia_id"] = np.where(dwelling["inertia_class_id"] > 0, dwelling["inertia_class_id"] - 1, -1)
    _read_floors(stock, columns, floors)
    _read_walls(stock, columns)
    _read_roofs(stock, columns)
    _read_windows(stock, columns)
    _read_doors(stock, columns)
    _read_bridges(stock, columns)


def ground_m2(columns: Columns) -> Floats:
    """Ground area: ratio to the living area of a storey."""
    return np.asarray(columns["ground_ratio"] * storey_m2(columns))


def storey_m2(columns: Columns) -> Floats:
    """Living area of a storey."""
    return np.asarray(columns["area_m2"] / (columns["storeys"] + 1))


def square_walls_m2(columns: Columns) -> Floats:
    """Outer walls of a detached square house of that living area, storeys and ceiling height."""
    return np.asarray(4 * np.sqrt(storey_m2(columns)) * (columns["storeys"] + 1) * columns["ceiling_m"])


def outer_walls_m2(columns: Columns) -> Floats:
    """Outer walls with their openings: ratio to those of a square house."""
    return np.asarray(columns["wall_ratio"] * square_walls_m2(columns))


def perimeter_m(columns: Columns) -> Floats:
    """Length of the outer walls on the ground."""
    return np.asarray(outer_walls_m2(columns) / ((columns["storeys"] + 1) * columns["ceiling_m"]))


def _state(table: Table, seen: bool) -> NDArray[np.int16]:
    """Insulation of each row, as index in the values of the item: by what the assessor could tell."""
    way, kind = table["u_method_id"], table["insulation_id"]
    if seen:
        found = np.full(len(table), _SEEN.index("yes"), dtype=np.int16)
        hidden, bare = _SEEN.index("hidden"), _SEEN.index("no")
    else:
        values = BY_NAME["wall_insulation"].values
        found = np.maximum(o.coder(o.INSULATED, values)[kind], -1)
        found = np.where(found == values.index("hidden"), values.index("inside"), found)
        hidden, bare = values.index("hidden"), values.index("no")
    found = np.where(np.isin(way, _BY_TABLE), hidden, found)
    return np.where(np.isin(way, _NOT_INSULATED) | (kind == 2), bare, found).astype(np.int16)


def _cm(table: Table, size: int, rows: Column) -> Floats:
    """Mean thickness of the insulation of the rows, cm."""
    cm = np.where(
        np.isnan(table["insulation_thickness_cm"]),
        table["insulation_r"] * _CONDUCTIVITY * 100,
        table["insulation_thickness_cm"],
    )
    weight = table["area_m2"] * (rows & ~np.isnan(cm))
    return shares(summed(table, cm * weight, size), summed(table, weight, size))


def _when(table: Table, rows: Column, size: int) -> NDArray[np.int16]:
    """Period of the insulation of rows valued by table: 0 as built, else the period of the works."""
    period = np.where(table["u_method_id"] == _OTHER_PERIOD, np.maximum(table["insulation_period_id"], 0), 0)
    return most(table, np.where(rows, period, -1), table["area_m2"], size, 11)


def _read_walls(stock: Stock, columns: Columns) -> None:
    wall, size = stock["wall"], stock.size
    gross = np.where(np.isnan(wall["gross_area_m2"]), wall["area_m2"], wall["gross_area_m2"])
    out = wall["adjacency_id"] == o.OUTDOORS
    unheated = ~out & (wall["adjacency_id"] != o.HEATED_NEIGHBOUR) & (wall["adjacency_id"] > 0)
    whole = summed(wall, gross * out, size)
    columns["wall_ratio"] = shares(whole, square_walls_m2(columns))
    columns["unheated_ratio"] = shares(summed(wall, gross * unheated, size), whole)
    material = o.coder(o.WALLS, BY_NAME["wall"].values)[wall["material_id"]]
    count = len(BY_NAME["wall"].values)
    columns["wall"] = most(wall, np.where(out, material, -1), gross, size, count)
    main = out & (material == columns["wall"][wall["dwelling"]])
    columns["second_share"] = shares(summed(wall, gross * (out & ~main), size), whole)
    columns["second_wall"] = most(wall, np.where(out & ~main, material, -1), gross, size, count)
    thick = wall["thickness_cm"]
    measured = main & ~np.isnan(thick)
    columns["wall_cm"] = shares(summed(wall, thick * gross * measured, size), summed(wall, gross * measured, size))
    state = _state(wall, seen=False)
    bare = BY_NAME["wall_insulation"].values.index("no")
    insulated = out & (state != bare)
    columns["wall_insulation"] = most(wall, np.where(insulated, state, -1), gross, size, 5)
    columns["wall_insulation"] = np.where(
        (columns["wall_insulation"] < 0) & (whole > 0), bare, columns["wall_insulation"]
    )
    columns["insulated_share"] = shares(summed(wall, gross * insulated, size), whole)
    columns["wall_insulation_cm"] = _cm(wall, size, insulated)
    columns["wall_when"] = _when(wall, out & np.isin(wall["u_method_id"], _BY_TABLE), size)
    columns["lining_id"] = most(wall, np.where(out, wall["lining_id"] - 1, -1), gross, size, 5)


def _read_roofs(stock: Stock, columns: Columns) -> None:
    roof, size = stock["roof"], stock.size
    area, kind, above = roof["area_m2"], roof["type_id"], roof["adjacency_id"]
    home = above == o.HEATED_NEIGHBOUR
    lost = np.isin(above, o.LOST_ATTICS) & (kind != 12)
    flat = ~lost & ~home & np.isin(kind, (8, 16))
    slope = ~lost & ~home & ~flat
    whole = summed(roof, area * ~home, size)
    of_lost, of_flat = (shares(summed(roof, area * rows, size), whole) for rows in (lost, flat))
    names = BY_NAME["attic"].values
    columns["attic"] = np.select(
        [~(whole > 0), of_flat > 0.5, of_lost > 0.85, of_lost < 0.15],
        [names.index(name) for name in ("home", "flat", "lost", "lived_in")],
        names.index("mixed"),
    ).astype(np.int16)
    columns["lost_share"] = of_lost
    columns["roof_ratio"] = shares(whole, storey_m2(columns))
    state = np.where(home, -1, _state(roof, seen=True))
    warm = ~home & (state != _SEEN.index("no"))
    columns["attic_insulation"] = most(roof, np.where(warm, state, -1), area, size, 3)
    columns["attic_insulation"] = np.where(
        (columns["attic_insulation"] < 0) & (whole > 0), _SEEN.index("no"), columns["attic_insulation"]
    )
    columns["attic_share"] = shares(summed(roof, area * warm, size), whole)
    columns["attic_cm"] = _cm(roof, size, warm)
    columns["attic_when"] = _when(roof, ~home & np.isin(roof["u_method_id"], _BY_TABLE), size)
    columns["lost_type_id"] = most(roof, np.where(lost, kind - 1, -1), area, size, 16)
    columns["slope_type_id"] = most(roof, np.where(slope, kind - 1, -1), area, size, 16)
    columns["attic_space_id"] = most(roof, np.where(lost, above - 7, -1), area, size, 7)


def _read_floors(stock: Stock, columns: Columns, floors: Floats) -> None:
    floor, size = stock["floor"], stock.size
    area = floor["area_m2"]
    columns["ground_ratio"] = shares(summed(floor, area, size) * floors, columns["area_m2"])
    # A home whose lowest floor loses nothing files none: the roof, else the living area, gives the ground area.
    roof = summed(stock["roof"], stock["roof"]["area_m2"], size)
    from_roof = (
        np.where(roof > 0, np.minimum(roof, columns["area_m2"]) * floors, columns["area_m2"]) / columns["area_m2"]
    )
    columns["ground_ratio"] = np.where(columns["ground_ratio"] > 0, columns["ground_ratio"], from_roof)
    below = o.coder(o.BELOW, BY_NAME["below"].values)[floor["adjacency_id"]]
    columns["below"] = most(floor, below, area, size, 5)
    columns["below"] = np.where(columns["below"] < 0, BY_NAME["below"].values.index("home"), columns["below"])
    structure = o.coder(o.FLOORS, BY_NAME["floor"].values)[floor["type_id"]]
    columns["floor"] = most(floor, structure, area, size, 5)
    columns["floor_type_id"] = most(floor, floor["type_id"] - 1, area, size, 13)
    state = _state(floor, seen=True)
    columns["floor_insulation"] = most(floor, state, area, size, 3)
    columns["floor_cm"] = _cm(floor, size, state == 0)
    columns["floor_when"] = _when(floor, np.isin(floor["u_method_id"], _BY_TABLE), size)
    length = summed(floor, floor["ground_perimeter_m"], size)
    columns["perimeter_ratio"] = np.where(length > 0, shares(length, 4 * np.sqrt(ground_m2(columns))), np.nan)


def _read_windows(stock: Stock, columns: Columns) -> None:
    window, size = stock["window"], stock.size
    area, glass = window["area_m2"], window["glazing_id"]
    whole = summed(window, area, size)
    columns["window_share"] = shares(whole, columns["area_m2"])
    single = glass == 1
    columns["single_share"] = shares(summed(window, area * single, size), whole)
    names = BY_NAME["glazing"].values
    kind = np.select(
        [single, glass == 3, (glass == 2) & (window["low_emissivity"] == 1), (glass == 4) | (window["gap_mm"] <= 10)],
        [names.index(name) for name in ("single", "triple", "double_low_e", "double_old")],
        names.index("double"),
    )
    kind = np.where(np.isin(glass, (1, 2, 3, 4)), kind, -1)
    better = most(window, np.where(single, -1, kind), area, size, 5)
    columns["glazing"] = np.where(columns["single_share"] > 0.95, names.index("single"), better).astype(np.int16)
    main = kind == columns["glazing"][window["dwelling"]]
    columns["gap_mm"] = shares(
        summed(window, window["gap_mm"] * area * main, size),
        summed(window, area * (main & (window["gap_mm"] > 0)), size),
    )
    columns["gas_id"] = most(window, np.where(main, window["gas_id"] - 1, -1), area, size, 3)
    columns["frame"] = most(window, o.coder(o.FRAMES, BY_NAME["frame"].values)[window["frame_id"]], area, size, 3)
    columns["shutters"] = most(
        window, o.coder(o.SHUTTERS, BY_NAME["shutters"].values)[window["shutter_id"]], area, size, 3
    )
    for name, field, count in (
        ("frame_id", "frame_id", 7),
        ("shutter_id", "shutter_id", 8),
        ("fitting_id", "fitting_id", 4),
    ):
        columns[name] = most(window, window[field] - 1, area, size, count)
    facing = window["orientation_id"]
    south = shares(summed(window, area * (facing == o.SOUTH), size), whole)
    columns["south_share"] = south
    columns["north_share"] = shares(
        summed(window, area * (facing == o.NORTH), size), summed(window, area * (facing != o.SOUTH), size)
    )


def _read_doors(stock: Stock, columns: Columns) -> None:
    door, size = stock["door"], stock.size
    columns["door_m2"] = summed(door, door["area_m2"], size)
    columns["door_type_id"] = most(
        door, np.where(door["type_id"] > _LISTED_DOORS, -1, door["type_id"] - 1), door["area_m2"], size, _LISTED_DOORS
    )


def _read_bridges(stock: Stock, columns: Columns) -> None:
    bridge, size = stock["bridge"], stock.size
    share = np.where(np.isnan(bridge["share"]), 1.0, bridge["share"])
    length = bridge["length_m"] * share
    perimeter = perimeter_m(columns)
    storeys = columns["storeys"] + 1
    glass = summed(stock["window"], stock["window"]["area_m2"], size) + columns["door_m2"]
    models: dict[int, tuple[str, Any]] = {
        1: ("floor_bridge", perimeter),
        2: ("storey_bridge", perimeter * np.maximum(storeys - 1, 0)),
        3: ("roof_bridge", perimeter),
        4: ("partition_bridge", storeys * columns["ceiling_m"]),
        5: ("window_bridge", glass),
    }
    for kind, (name, model) in models.items():
        found = shares(summed(bridge, length * (bridge["type_id"] == kind), size), model)
        columns[name] = np.minimum(found, 10.0)
