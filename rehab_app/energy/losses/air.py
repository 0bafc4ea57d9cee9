"""Air renewal: ventilation and infiltration (arrêté du 31 mars 2021, annexe 1, §4)."""

from dataclasses import dataclass

import numpy as np

from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context
from rehab_app.energy.losses.opaque import is_insulated
from rehab_app.energy.losses.reduction import loses_heat
from rehab_app.energy.tables import Bools, Floats, lookup

AIR_WH_M3_K = 0.34
# Shielding of one exposed façade, and of several (§4): coefficients e (-) and f (-).
_E, _F = np.array([0.02, 0.07]), np.array([20.0, 15.0])
_INLETS_SHARE = 0.45
_PRESSURE_PA = 50.0
_CONVENTIONAL_PA = 4.0


@dataclass(frozen=True, slots=True)
class Air:
    """Values of each row of `ventilation`."""

    q4pa_m3_h_m2: Floats
    extracted_m3_h_m2: Floats
    area_m2: Floats
    hvent_w_k: Floats
    hperm_w_k: Floats


@dataclass(frozen=True, slots=True)
class Skin:
    """Areas that lose heat, by dwelling, m²."""

    walls_and_roofs: Floats
    insulated: Floats  # of walls and roofs
    openings: Floats
    sealed: Floats  # of openings

    @property
    def total(self) -> Floats:
        """Area through which air leaks: walls, roofs and openings; floors do not count."""
        return self.walls_and_roofs + self.openings


def skin(context: Context, b: dict[str, Floats]) -> Skin:
    """Areas of walls, roofs and openings that lose heat. `b` is the reduction of each row, by table."""
    sums: dict[str, Floats] = {}
    for table in ("wall", "roof", "window", "door"):
        part = context.stock[table]
        area = np.where(loses_heat(context, table, b[table]), part["area_m2"], 0.0)
        good = is_insulated(part) if table in ("wall", "roof") else part["seals"] == 1
        sums[table] = total_by(part["dwelling"], area, context.size)
        sums[f"good_{table}"] = total_by(part["dwelling"], area * good, context.size)
    return Skin(
        walls_and_roofs=sums["wall"] + sums["roof"],
        insulated=sums["good_wall"] + sums["good_roof"],
        openings=sums["window"] + sums["door"],
        sealed=sums["good_window"] + sums["good_door"],
    )


def air(context: Context, areas: Skin) -> Air:
    """Losses of each ventilation system, W/K."""
    ventilation, refusals = context.stock["ventilation"], context.refusals
    flows = lookup("air_flow", "type_id")
    row = flows.rows(ventilation["type_id"])
    refusals.unknown("ventilation", row < 0, "type_id")
    extracted, blown = flows.take("extracted_m3_h_m2", row), flows.take("blown_m3_h_m2", row)
    inlets = flows.take("inlets_m3_h_m2", row)
    area = _served_area_m2(context)
    height = context.of("ventilation", context.ceiling_height_m)
    q4pa = _q4pa(context, areas)
    refusals.unknown("ventilation", np.isnan(q4pa), "q4pa_entered")
    q4 = q4pa * context.of("ventilation", areas.total) + _INLETS_SHARE * inlets * area
    n50 = q4 / ((_CONVENTIONAL_PA / _PRESSURE_PA) ** (2 / 3) * height * area)
    several = (ventilation["several_facades"] == 1).astype(np.intp)
    e, f = _E[several], _F[several]
    imbalance = (blown - extracted) / (height * n50)
    infiltration = height * area * n50 * e / (1 + f / e * imbalance**2)
    # nothing leaks through a home whose every wall, roof and opening adjoins heated rooms
    infiltration = np.where(n50 == 0, 0.0, infiltration)
    return Air(q4pa, extracted, area, AIR_WH_M3_K * extracted * area, AIR_WH_M3_K * infiltration)


def _served_area_m2(context: Context) -> Floats:
    """Area each system serves; that of the building where the parts are the building's."""
    declared = context.stock["ventilation"]["area_m2"]
    whole = context.of("ventilation", context.area_m2)
    own = (declared > 0) & ~context.of("ventilation", context.from_building)
    return np.where(own, declared, whole)


def _q4pa(context: Context, areas: Skin) -> Floats:
    """Air permeability at 4 Pa: measured, else the row named by the assessment, else by age, insulation and seals."""
    ventilation = context.stock["ventilation"]
    by_row = lookup("permeability", "row_id").find("q4pa_m3_h_m2", ventilation["q4pa_row_id"])
    insulated: Bools = areas.insulated > 0.5 * areas.walls_and_roofs
    sealed: Bools = (areas.sealed >= 0.5 * areas.openings) & (areas.openings > 0)
    keys = (context.period_id, context.is_house, insulated, sealed)
    by_rules = lookup("permeability", "period_id", "house", "insulated", "seals").find(
        "q4pa_m3_h_m2", *(key.astype(np.int32) for key in keys)
    )
    estimated = np.where(np.isnan(by_row), context.of("ventilation", by_rules), by_row)
    return np.where(np.isnan(ventilation["q4pa_entered"]), estimated, ventilation["q4pa_entered"])
