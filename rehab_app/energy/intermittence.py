"""Intermittence: how much less a home is heated than at a steady temperature (arrêté du 31 mars 2021, annexe 1, §8).

INT = I0 / (1 + 0.1·(G − 1)), G = GV / (Hsp·Sh) in W/(m³·K).
"""

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Envelope
from rehab_app.energy.heating.layouts import SHARED_CIRCUIT, TWO_CIRCUITS
from rehab_app.energy.tables import Floats, Ints, choose, lookup

_HOUSE, _INDIVIDUAL, _SHARED = 1, 2, 3
_ROOM_HEATING, _CENTRAL = 1, 2
_NO_PROGRAMMING, _BY_ROOM = 1, 2
_STOVES = (19, 23)  # gas heaters and stoves heat one room, whatever the installation is called
_SHARED_CONTROLS = (6, 7)
_BOTH = 4
_KEYS = ("setting", "heating_kind_id", "control_id", "regulation_id", "emitter_id", "inertia_class_id", "meters")


def i0(context: Context) -> Floats:
    """I0 of each emitter, shape (rows of heating_emitter,); NaN refuses.

    By the rules of the table. Two criteria are written nowhere but in the row that the file declares: whether shared
    heating is billed on meters (else it counts as not metered, unless the installation says what part is), and
    whether an emitter of a mixed installation belongs to its shared part. The rest of that row is followed only
    where the rules have none (programming room by room without control room by room, say): some software declares
    row 1 throughout. Convectors on two circuits are the mean of their shared circuit, which nobody programs, and of
    their own (§9.9).
    """
    emitter = context.stock["heating_emitter"]
    table, keys = lookup("intermittence", *_KEYS), _keys(context)
    found = table.find("i0", *keys)
    declared = lookup("intermittence", "row_id").find("i0", emitter["intermittence_row_id"])
    found = np.where(np.isnan(found), declared, found)
    two_circuits = _layout(context) == TWO_CIRCUITS
    if two_circuits.any():
        count = len(found)
        without_control = (np.full(count, value) for value in (_SHARED, _CENTRAL, _NO_PROGRAMMING, _BY_ROOM))
        shared = table.find("i0", *without_control, *keys[4:])
        mean = SHARED_CIRCUIT * shared + (1 - SHARED_CIRCUIT) * found
        found = np.where(two_circuits & ~np.isnan(shared), mean, found)
    for name in ("type_id", "heating_kind_id", "control_id"):
        context.refusals.missing("heating_emitter", np.isnan(found) & (emitter[name] < 0), name)
    context.refusals.unknown("heating_emitter", np.isnan(found), "control_id")
    return found


def factors(context: Context, envelope: Envelope) -> Floats:
    """INT of each emitter, shape (rows of heating_emitter,)."""
    volume = context.ceiling_height_m * context.area_m2
    loss_per_volume = context.of("heating_emitter", envelope.gv_w_k / volume)
    return np.asarray(i0(context) / (1 + 0.1 * (loss_per_volume - 1)))


def _layout(context: Context) -> Column:
    emitter, heating = context.stock["heating_emitter"], context.stock["heating"]
    owner = context.row("heating", emitter["dwelling"], emitter["heating_number"])
    return np.asarray(np.append(heating["layout_id"], -1)[owner])


def _keys(context: Context) -> tuple[Column, ...]:
    emitter, heating = context.stock["heating_emitter"], context.stock["heating"]
    owner = context.row("heating", emitter["dwelling"], emitter["heating_number"])
    shared_id = np.append(heating["shared_id"], -1)[owner]
    billed = np.append(heating["billing_share"], np.nan)[owner]
    declared = lookup("intermittence", "row_id")
    row = declared.rows(emitter["intermittence_row_id"])
    metered = (billed > 0) | (declared.take("meters", row) == 1)
    stove = (emitter["type_id"] >= _STOVES[0]) & (emitter["type_id"] <= _STOVES[1])
    kind = np.where(stove, _ROOM_HEATING, emitter["heating_kind_id"])
    setting = _setting(context, shared_id, declared.take("setting", row))
    return (
        setting,
        kind,
        emitter["control_id"],
        # Room heaters are always controlled room by room: the table has no other row for them.
        np.where(kind == _ROOM_HEATING, 2, emitter["regulation_id"]),
        emitter["type_id"],
        context.of("heating_emitter", context.inertia_id),
        metered.astype(np.int32),
    )


def _setting(context: Context, shared_id: Column, declared: Floats) -> Ints:
    """Part of the table for each emitter, -1 where it is not known whether its installation is shared."""
    is_house = context.of("heating_emitter", context.is_house)
    control = context.stock["heating_emitter"]["control_id"]
    in_shared_part = np.where(np.isnan(declared), np.isin(control, _SHARED_CONTROLS), declared == _SHARED)
    shared = (shared_id == 2) | (shared_id == 3) | ((shared_id == _BOTH) & in_shared_part)
    return choose([is_house, shared, shared_id > 0], [_HOUSE, _SHARED, _INDIVIDUAL], -1).astype(np.int32)
