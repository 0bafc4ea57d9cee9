"""Thermal bridges (arrêté du 31 mars 2021, annexe 1, §3.4)."""

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.context import Context, member
from rehab_app.energy.losses.opaque import FIRST_INSULATING_PERIOD, KIND_UNKNOWN, insulation_period
from rehab_app.energy.tables import Bools, Floats, Ints, Rows, lookup

FLOOR, STOREY, ROOF, PARTITION, OPENING = 1, 2, 3, 4, 5
_NOT_INSULATED, _INSIDE, _OUTSIDE, _KIND_LOST = 2, 3, 4, 9
_TUNNEL = 3
_ENTERED = (2, 3)
# Structures too light to conduct along a junction (wood, timber frame); aerated concrete only towards floor and roof.
_LIGHT_WALLS = (5, 6, 7, 18, 24, 25, 26, 27)
_AERATED_CONCRETE = 16
_LIGHT_FLOORS, _LIGHT_ROOFS = (4, 10), (9, 10)
# Walls towards circulations and heated neighbours carry no bridge.
_CIRCULATIONS = (14, 15, 16, 17, 18)
_INNER_ADJACENCIES = (*_CIRCULATIONS, 22)
_SLAB_ON_GROUND = 5
_LAST_UNINSULATED_GROUND_PERIOD = 6
_KEYS = ("type_id", "wall_insulation_id", "slab_insulation_id", "insulation_return", "fitting_id", "frame_width_cm")


def bridge_k(context: Context) -> Floats:
    """k of each junction, W/(m·K): entered from a document, else the row named by the assessment, else by its parts."""
    bridge = context.stock["bridge"]
    entered = member(bridge["method_id"], _ENTERED) & ~np.isnan(bridge["k_entered"])
    k = np.where(entered, bridge["k_entered"], lookup("bridge", "row_id").find("k_w_m_k", bridge["k_row_id"]))
    open_rows = np.flatnonzero(np.isnan(k))
    if len(open_rows):
        k[open_rows] = _by_parts(context, open_rows)
    # walls of common circulations, and openings in light or inner walls, carry none whatever row is named (§3.4)
    named = np.flatnonzero(~entered & (k > 0))
    kind, at = bridge["type_id"][named], _ends(context, named)
    wall = _appended(context.stock["wall"]["adjacency_id"], -1)[at["wall"]]
    weak = member(wall, _CIRCULATIONS) | ((kind == OPENING) & _weak(context, kind, at))
    k[named[weak]] = 0.0
    context.refusals.unknown("bridge", np.isnan(k), "type_id")
    return k


def bridge_loss_w_k(context: Context, k: Floats) -> Floats:
    """Loss of each junction, W/K, by its declared share.

    A storey or partition that does not lie between two rooms of the dwelling counts half; where the share of one in a
    flat is not given, official values show that it is such.
    """
    bridge = context.stock["bridge"]
    flat = context.of("bridge", ~(context.is_house | context.is_building | context.from_building))
    usual = np.where(flat & member(bridge["type_id"], (STOREY, PARTITION)), 0.5, 1.0)
    share = np.where(np.isnan(bridge["share"]), usual, bridge["share"])
    return np.asarray(bridge["length_m"] * k * share)


def _by_parts(context: Context, rows: Rows) -> Floats:
    """k from the insulation of the wall and of what it meets."""
    kind = context.stock["bridge"]["type_id"][rows]
    at = _ends(context, rows)
    wall, slab = _wall_insulation(context)[at["wall"]], _slab_insulation(context, kind, at)
    fitting, width, returned = (_of_opening(context, at, name) for name in _OPENING_FIELDS)
    k = lookup("bridge", *_KEYS).find(
        "k_w_m_k",
        kind,
        wall,
        slab,
        np.maximum(returned, 0),
        np.where((fitting < 1) | (fitting > _TUNNEL), _TUNNEL, fitting),
        width,
    )
    return np.where(_weak(context, kind, at), 0.0, k)


def _ends(context: Context, rows: Rows) -> dict[str, Rows]:
    """Row of the wall and of the other part that each junction joins, by table; -1 where none is named."""
    bridge = context.stock["bridge"]
    owner = bridge["dwelling"][rows]
    return {
        table: context.row(table, owner, bridge[f"{table}_number"][rows])
        for table in ("wall", "floor", "roof", "window", "door")
    }


_OPENING_FIELDS = ("fitting_id", "frame_width_cm", "insulation_return")


def _appended(column: Column, value: int) -> Column:
    """The column with a value that row -1 reads."""
    return np.append(column, np.asarray([value], dtype=column.dtype))


def _wall_insulation(context: Context) -> Ints:
    """Kind of insulation of each wall; unknown is none before 1975 and inside from then on."""
    wall = context.stock["wall"]
    recent = insulation_period(context, "wall") >= FIRST_INSULATING_PERIOD
    kind = wall["insulation_id"]
    guessed = np.where(recent, _INSIDE, _NOT_INSULATED)
    known = np.where(kind == KIND_UNKNOWN, guessed, np.where(kind == _KIND_LOST, _INSIDE, kind))
    return _appended(known.astype(np.int32), -1)


def _slab_insulation(context: Context, kind: Ints, at: dict[str, Rows]) -> Ints:
    """Kind of insulation of the floor or roof met; unknown is none before 1975 (2001 on the ground), then outside."""
    found = np.full(len(kind), -1, dtype=np.int32)
    for table, junction in (("floor", FLOOR), ("roof", ROOF)):
        part = context.stock[table]
        period = insulation_period(context, table)
        recent = period >= FIRST_INSULATING_PERIOD
        if table == "floor":
            ground = part["adjacency_id"] == _SLAB_ON_GROUND
            recent = np.where(ground, period > _LAST_UNINSULATED_GROUND_PERIOD, recent)
        guessed = np.where(recent, _OUTSIDE, _NOT_INSULATED)
        own = part["insulation_id"]
        known = np.where(own == KIND_UNKNOWN, guessed, np.where(own == _KIND_LOST, _OUTSIDE, own))
        found = np.where(kind == junction, _appended(known.astype(np.int32), -1)[at[table]], found)
    return found


def _of_opening(context: Context, at: dict[str, Rows], name: str) -> Ints:
    """A field of the window met, or of the door; -1 where neither is named."""
    columns = []
    for table in ("window", "door"):
        column = context.stock[table][name]
        whole = np.where(np.isnan(column), -1, column).astype(np.int32)
        columns.append(_appended(whole, -1)[at[table]])
    return np.where(at["window"] >= 0, columns[0], columns[1])


def _weak(context: Context, kind: Ints, at: dict[str, Rows]) -> Bools:
    """Junctions that carry no bridge: light structures, and walls towards circulations or neighbours."""
    material = _appended(context.stock["wall"]["material_id"], -1)[at["wall"]]
    inner = member(_appended(context.stock["wall"]["adjacency_id"], -1)[at["wall"]], _INNER_ADJACENCIES)
    floor = member(_appended(context.stock["floor"]["type_id"], -1)[at["floor"]], _LIGHT_FLOORS)
    roof = member(_appended(context.stock["roof"]["type_id"], -1)[at["roof"]], _LIGHT_ROOFS)
    to_slab = (kind == FLOOR) | (kind == ROOF)
    light = member(material, _LIGHT_WALLS) | ((material == _AERATED_CONCRETE) & to_slab)
    weak: Bools = light | inner | ((kind == FLOOR) & floor) | ((kind == ROOF) & roof)
    return weak
