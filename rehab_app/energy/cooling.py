"""Cooling (arrêté du 31 mars 2021, annexe 1, §10): the need of the hot months and what the units consume."""

from dataclasses import dataclass

import numpy as np

from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Behaviour, Envelope, Gains
from rehab_app.energy.inertia import heat_capacity_j_k_m2
from rehab_app.energy.tables import Floats, Ints, lookup

_AIR_W_K_PER_H = 3_600
_DAMPING_H = 15
_LEAST_RATIO = 0.5  # below it the month needs no cooling
_USED = 0.9
_OLD, _MIDDLE, _RECENT = 1, 2, 3
# Types of the official list type_generateur_fr by period: before 2008, 2008 to 2014, from 2015.
_PERIOD_OF_TYPE = np.array(
    [-1, 1, 2, 3, 1, 2, 3, 3, 1, 2, 3, 3, 1, 2, 3, 3, 1, 2, 3, 3, -1, -1, -1, -1, -1], dtype=np.int32
)


@dataclass(frozen=True, slots=True)
class Cooling:
    """Need by dwelling and final energy by row of `cooling`, kWh a year."""

    need_kwh: Floats
    final_kwh: Floats
    eer: Floats


def consumption(context: Context, envelope: Envelope, occupants: Behaviour, gains: Gains) -> Cooling:
    """Need and final energy of cooling; zero without a cooling unit."""
    unit = context.stock["cooling"]
    need = np.zeros(context.size)
    if not len(unit):
        return Cooling(need, np.zeros(0), np.zeros(0))
    owner = unit["dwelling"]
    cooled = np.unique(owner)
    need[cooled] = _need_kwh(context, envelope, occupants, gains, cooled)
    eer = efficiency(context)
    area = unit["cooled_area_m2"]
    context.refusals.missing("cooling", np.isnan(area), "cooled_area_m2")
    context.refusals.missing("cooling", np.isnan(eer), "period_id")
    part = np.minimum(area / context.area_m2[owner], 1.0)
    return Cooling(need, _USED * need[owner] * part / eer, eer)


def efficiency(context: Context) -> Floats:
    """EER of each unit: as read on it, else by period and zone (§10.3); NaN where the period is not known."""
    unit = context.stock["cooling"]
    kind = unit["type_id"]
    known = (kind >= 0) & (kind < len(_PERIOD_OF_TYPE))
    period = np.where(unit["period_id"] > 0, unit["period_id"], _PERIOD_OF_TYPE[np.where(known, kind, -1)])
    listed = lookup("cooling_efficiency", "period_id", "climate_zone_id").find(
        "eer", period, context.of("cooling", context.climate_zone_id)
    )
    return np.where(unit["measured_eer"] > 0, unit["measured_eer"], listed)


def _need_kwh(context: Context, envelope: Envelope, occupants: Behaviour, gains: Gains, rows: Ints) -> Floats:
    """Need of cooling of the named dwellings a year."""
    gv = envelope.gv_w_k[rows][:, None]
    gained_wh = gains.cooling_internal_wh[rows] + gains.cooling_solar_wh[rows]
    warmer_k = occupants.cooling_outdoor_c[rows] - occupants.cooling_indoor_c
    hours = occupants.cooling_hours_h[rows]
    transfer_wh = gv * warmer_k * hours
    capacity = heat_capacity_j_k_m2(context.inertia_id[rows]) * context.area_m2[rows]
    a = 1 + capacity[:, None] / (_AIR_W_K_PER_H * gv) / _DAMPING_H
    ratio = gained_wh / np.where(transfer_wh == 0, np.nan, transfer_wh)
    even = np.abs(ratio - 1) < 1e-9
    safe = np.where(even | ~(ratio > 0), 0.5, ratio)
    used = np.where(even, a / (a + 1), (1 - safe**-a) / (1 - safe ** (-a - 1)))
    need_wh = gained_wh + used * transfer_wh
    return np.asarray(np.where((hours > 0) & (ratio >= _LEAST_RATIO), need_wh, 0.0).sum(axis=1) / 1000)
