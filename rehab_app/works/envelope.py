"""What works on the envelope change in the part tables.

After works a part is described as a surveyor would with the invoices in hand: resistance of the insulation justified by
documents (arrêté du 31 mars 2021, annexe 1, §3.2: enumeration `methode_saisie_u`, id 6), window by its Uw (enumeration
`methode_saisie_perf_vitrage`, id 13), door by its U (`methode_saisie_uporte`, id 2). Ids of rows of official tables
that described the old part are cleared, so that the engine looks the new part up.
"""

import numpy as np

from rehab_app.domain.table import Column, Stock, Table
from rehab_app.works.catalogue import Effect
from rehab_app.works.surroundings import Bools

# type_isolation: 1 unknown, 2 none, 3 ITI, 4 ITE, 5 ITR, 6 ITI+ITE, 7 ITI+ITR, 8 ITE+ITR, 9 insulated, how unknown.
_AFTER_OUTSIDE = np.array([4, 4, 4, 6, 4, 8, 6, 6, 8, 4], dtype=np.int32)
_AFTER_INSIDE = np.array([3, 3, 3, 3, 6, 7, 6, 7, 7, 3], dtype=np.int32)
# Old insulation that stays in place under the new one, by side of the new one.
_KEPT_UNDER = {"outside": (3,), "inside": (4,)}
_AFTER_2021 = 10
_BY_R, _BY_U = 6, 9
_U_ENTERED = (9, 10)
# Insulation of the wall towards the unheated room (cfg_isolation_lnc) once the wall is insulated.
_BUFFER_AFTER = np.array([0, 1, 4, 5, 4, 5, 6, 7, 8, 6, 7, 8], dtype=np.int32)
_CONDUCTIVITY = {"wall": 0.04, "roof": 0.04, "floor": 0.042}


def insulate(part: Table, rows: Bools, effect: Effect) -> Table:
    """The table with `effect.r` more insulation on the side `effect.place` of the marked rows.

    Old insulation is counted only where it stays in place (lined inside, then covered outside, or the reverse) and its
    resistance is known. Where only U was known and the bare part is not described, U becomes 1/(1/U + R).
    """
    old = np.where(part["insulation_id"] < 0, 0, part["insulation_id"])
    kept = np.isin(old, _KEPT_UNDER[effect.place]) & rows
    r = effect.r + np.where(kept, _described_r(part), 0.0)
    only_u = np.isin(part["u_method_id"], _U_ENTERED) & ~np.isin(part["u0_method_id"], (1, 2, 3, 4))
    by_u = rows & only_u
    after = _AFTER_OUTSIDE if effect.place == "outside" else _AFTER_INSIDE
    u = part["u_entered"]
    nothing = np.full(len(part), np.nan)
    return part.replace(
        insulation_id=put(part["insulation_id"], rows, after[old]),
        insulation_r=put(part["insulation_r"], rows, np.where(by_u, np.nan, r)),
        insulation_thickness_cm=put(part["insulation_thickness_cm"], rows, nothing),
        insulation_period_id=put(part["insulation_period_id"], rows, _AFTER_2021),
        u_method_id=put(part["u_method_id"], rows, np.where(only_u, _BY_U, _BY_R)),
        u_entered=put(u, rows, np.where(by_u, 1.0 / (1.0 / u + effect.r), np.nan)),
        u_row_id=put(part["u_row_id"], rows, -1),
        **_buffer(part, rows),
        **_ground(part, rows),
    )


def _ground(part: Table, rows: Bools) -> dict[str, Column]:
    """The Ue that a file declares for a floor near the ground is that of the floor before the works."""
    return {"ground_u": put(part["ground_u"], rows, np.nan)} if "ground_u" in part.columns else {}


def _described_r(part: Table) -> Column:
    """Resistance of an insulation described by its thickness or its resistance, 0 otherwise."""
    method = part["u_method_id"]
    thick = part["insulation_thickness_cm"] * 0.01 / _CONDUCTIVITY[part.spec.name]
    r = np.select([np.isin(method, (3, 4)), np.isin(method, (5, 6))], [thick, part["insulation_r"]], default=0.0)
    return np.asarray(np.where(r > 0, r, 0.0))


def _buffer(part: Table, rows: Bools) -> dict[str, Column]:
    """The unheated room now has an insulated wall towards the dwelling; b is looked up again where areas allow it."""
    old = part["buffer_insulation_id"]
    new = put(old, rows & (old >= 0), _BUFFER_AFTER[np.where(old < 0, 0, old)])
    measured = (part["buffer_inner_area_m2"] >= 0) & (part["buffer_outer_area_m2"] >= 0)
    solved = (new != old) & (measured | (old >= 6))
    return {
        "buffer_insulation_id": np.where(solved, new, old).astype(np.int32),
        "reduction_row_id": put(part["reduction_row_id"], solved, -1),
    }


def replace_windows(window: Table, rows: Bools, effect: Effect) -> Table:
    """New windows of `effect.uw`, argon-filled low-emissivity glazing, in the same opening and position."""
    cleared = {
        name: put(window[name], rows, window.spec.field(name).missing)
        for name in window.spec.names
        if name.startswith("second_")
        or name in ("ug_entered", "ug_row_id", "uw_row_id", "sw_entered", "sw_row_id", "ujn_entered", "ujn_row_id")
        or name in ("uw_1", "uw_2", "sw_1", "sw_2")
    }
    return window.replace(
        **cleared,
        performance_method_id=put(window["performance_method_id"], rows, 13),
        uw_entered=put(window["uw_entered"], rows, effect.uw),
        glazing_id=put(window["glazing_id"], rows, effect.glazing_id),
        gas_id=put(window["gas_id"], rows, 2),
        gap_mm=put(window["gap_mm"], rows, 16.0),
        low_emissivity=put(window["low_emissivity"], rows, 1),
        frame_id=put(window["frame_id"], rows, effect.frame_id),
        double_window=put(window["double_window"], rows, 0),
        seals=put(window["seals"], rows, 1),
    )


def replace_doors(door: Table, rows: Bools, effect: Effect) -> Table:
    """New insulated doors of `effect.u`."""
    return door.replace(
        method_id=put(door["method_id"], rows, 2),
        type_id=put(door["type_id"], rows, 13),
        u_entered=put(door["u_entered"], rows, effect.u),
        u_row_id=put(door["u_row_id"], rows, -1),
        seals=put(door["seals"], rows, 1),
    )


def add_shutters(window: Table, rows: Bools, effect: Effect) -> Table:
    """Shutters of that official type before the marked windows."""
    return window.replace(
        shutter_id=put(window["shutter_id"], rows, effect.type_id),
        shutter_row_id=put(window["shutter_row_id"], rows, -1),
        ujn_entered=put(window["ujn_entered"], rows, np.nan),
        ujn_row_id=put(window["ujn_row_id"], rows, -1),
    )


def tighten(ventilation: Table, rows: Bools, effect: Effect) -> Table:
    """Air permeability measured after the works (methode_saisie_q4pa_conv, id 2)."""
    return ventilation.replace(
        q4pa_method_id=put(ventilation["q4pa_method_id"], rows, 2),
        q4pa_entered=put(ventilation["q4pa_entered"], rows, effect.q4pa),
        q4pa_row_id=put(ventilation["q4pa_row_id"], rows, -1),
    )


def return_insulation(stock: Stock, walls: Bools) -> Stock:
    """Insulation returned on the frames of the openings of the walls newly insulated."""
    tables = {}
    for name in ("window", "door"):
        part = stock[name]
        tables[name] = part.replace(
            insulation_return=put(part["insulation_return"], linked(part, "wall_number", stock["wall"], walls), 1)
        )
    return stock.replace(**tables)


def release_bridges(stock: Stock, changed: dict[str, Bools]) -> Stock:
    """Bridges of a changed wall, floor, roof, window or door are looked up again.

    A bridge whose parts the source file does not name keeps its row: nothing says what it joins.
    """
    bridge = stock["bridge"]
    touched = np.zeros(len(bridge), dtype=bool)
    for table, rows in changed.items():
        touched |= linked(bridge, f"{table}_number", stock[table], rows)
    others = ("floor_number", "roof_number", "window_number", "door_number")
    named = np.any([bridge[name] >= 0 for name in others], axis=0) | np.isin(bridge["type_id"], (2, 4))
    solved = touched & (bridge["wall_number"] >= 0) & named
    return stock.replace(
        bridge=bridge.replace(
            k_row_id=put(bridge["k_row_id"], solved, -1),
            k_entered=put(bridge["k_entered"], solved, np.nan),
            method_id=put(bridge["method_id"], solved, 1),
        )
    )


def loosen_air(stock: Stock, dwellings: Bools) -> Stock:
    """A measured or tabulated air permeability no longer holds once the envelope has changed."""
    ventilation = stock["ventilation"]
    rows = dwellings[ventilation["dwelling"]]
    return stock.replace(
        ventilation=ventilation.replace(
            q4pa_method_id=put(ventilation["q4pa_method_id"], rows, 1),
            q4pa_entered=put(ventilation["q4pa_entered"], rows, np.nan),
            q4pa_row_id=put(ventilation["q4pa_row_id"], rows, -1),
        )
    )


def lighten(stock: Stock, inside: Bools) -> Stock:
    """Walls lined inside no longer store heat: a home whose heavy walls are mostly lined loses one class of mass.

    Source: arrêté du 31 mars 2021, annexe 1, §7 (class by the number of heavy kinds of parts).
    """
    dwelling, wall = stock["dwelling"], stock["wall"]
    exposed = wall["adjacency_id"] == 1
    area = np.nan_to_num(wall["area_m2"], nan=0.0)
    total = np.bincount(wall["dwelling"], weights=area * exposed, minlength=stock.size)
    lined = np.bincount(wall["dwelling"], weights=area * (exposed & inside), minlength=stock.size)
    lost = (dwelling["heavy_walls"] == 1) & (lined > 0.5 * total)
    lighter = np.minimum(dwelling["inertia_class_id"] + 1, 4)
    known = lost & (dwelling["inertia_class_id"] > 0)
    return stock.replace(
        dwelling=dwelling.replace(
            heavy_walls=put(dwelling["heavy_walls"], lost, 0),
            inertia_class_id=put(dwelling["inertia_class_id"], known, lighter),
        )
    )


def linked(part: Table, link: str, other: Table, rows: Bools) -> Bools:
    """True for the rows of `part` whose link names a marked row of `other` in the same dwelling."""
    if not rows.any():
        return np.zeros(len(part), dtype=bool)
    width = np.int64(1) << 32
    marked = other["dwelling"][rows].astype(np.int64) * width + other["number"][rows]
    return np.isin(part["dwelling"].astype(np.int64) * width + part[link], marked)


def put(column: Column, rows: Bools, value: Column | float) -> Column:
    """A copy of the column with another value at the marked rows, of the same dtype."""
    return np.where(rows, value, column).astype(column.dtype)
