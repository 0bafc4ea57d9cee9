"""All losses of the envelope, part by part and summed to the dwelling (arrêté du 31 mars 2021, annexe 1, §3 and §4)."""

from dataclasses import dataclass

import numpy as np

from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Envelope
from rehab_app.energy.losses.air import Air, Skin, air, skin
from rehab_app.energy.losses.bridges import bridge_k, bridge_loss_w_k
from rehab_app.energy.losses.doors import door_u
from rehab_app.energy.losses.floors import floor_u
from rehab_app.energy.losses.reduction import reduction
from rehab_app.energy.losses.roofs import roof_u
from rehab_app.energy.losses.walls import wall_u
from rehab_app.energy.losses.windows import Windows, windows
from rehab_app.energy.tables import Floats

_SURFACES = ("wall", "floor", "roof", "window", "door")


@dataclass(frozen=True, slots=True)
class Losses:
    """The envelope by dwelling, and the values of each part.

    `parts` holds by table the columns `b`, `u_w_m2_k`, `loss_w_k` … of the rows of that table.
    """

    envelope: Envelope
    windows: Windows
    air: Air
    skin: Skin
    parts: dict[str, dict[str, Floats]]


def losses(context: Context) -> Losses:
    """Losses of every part, W/K; parts whose values cannot be had refuse their dwelling."""
    panes = windows(context)
    wall_u0, wall = wall_u(context)
    floor_u0, floor, floor_final = floor_u(context)
    roof_u0, roof = roof_u(context)
    door = door_u(context)
    parts: dict[str, dict[str, Floats]] = {
        "wall": {"u0_w_m2_k": wall_u0, "u_w_m2_k": wall},
        "floor": {"u0_w_m2_k": floor_u0, "u_inner_w_m2_k": floor, "u_w_m2_k": floor_final},
        "roof": {"u0_w_m2_k": roof_u0, "u_w_m2_k": roof},
        "window": {
            "ug_w_m2_k": panes.ug,
            "uw_w_m2_k": panes.uw,
            "u_w_m2_k": panes.u,
            "sw": panes.sw,
            "fe1": panes.fe1,
            "fe2": panes.fe2,
        },
        "door": {"u_w_m2_k": door},
    }
    sums: dict[str, Floats] = {}
    for table in _SURFACES:
        part, values = context.stock[table], parts[table]
        values["b"] = reduction(context, table)
        values["loss_w_k"] = np.where(values["b"] == 0, 0.0, part["area_m2"] * values["u_w_m2_k"] * values["b"])
        sums[table] = total_by(part["dwelling"], values["loss_w_k"], context.size)
    k = bridge_k(context)
    parts["bridge"] = {"k_w_m_k": k, "loss_w_k": bridge_loss_w_k(context, k)}
    sums["bridge"] = total_by(context.stock["bridge"]["dwelling"], parts["bridge"]["loss_w_k"], context.size)
    areas = skin(context, {table: parts[table]["b"] for table in _SURFACES})
    renewal = air(context, areas)
    parts["ventilation"] = {
        "q4pa_m3_h_m2": renewal.q4pa_m3_h_m2,
        "hvent_w_k": renewal.hvent_w_k,
        "hperm_w_k": renewal.hperm_w_k,
        "loss_w_k": renewal.hvent_w_k + renewal.hperm_w_k,
    }
    return Losses(_envelope(context, sums, renewal), panes, renewal, areas, parts)


def _envelope(context: Context, sums: dict[str, Floats], renewal: Air) -> Envelope:
    owner = context.stock["ventilation"]["dwelling"]
    hvent = total_by(owner, renewal.hvent_w_k, context.size)
    hperm = total_by(owner, renewal.hperm_w_k, context.size)
    return Envelope(
        gv_w_k=sum(sums.values(), hvent + hperm),
        hvent_w_k=hvent,
        hperm_w_k=hperm,
        walls_w_k=sums["wall"],
        floors_w_k=sums["floor"],
        roofs_w_k=sums["roof"],
        windows_w_k=sums["window"],
        doors_w_k=sums["door"],
        bridges_w_k=sums["bridge"],
    )
