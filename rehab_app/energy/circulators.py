"""Pumps of heating networks and of hot water loops (arrêté du 31 mars 2021, annexe 1, §15.2). kWh a year."""

import numpy as np

from rehab_app.energy.building import total_by
from rehab_app.energy.climate import days_of_draw
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Behaviour, Envelope, HotWaterNeed
from rehab_app.energy.families import Heater, Surface, heaters, surfaces
from rehab_app.energy.heating.consumption import HeatingUse
from rehab_app.energy.heating.layouts import SHARED_BASE
from rehab_app.energy.hot_water import HotWaterUse
from rehab_app.energy.shares import virtual_ratio
from rehab_app.energy.tables import Bools, Floats, Rows, choose, lookup

_FLOOR_LENGTH, _OTHER_LENGTH = 0.156, 0.802
_FLOOR_KPA, _ONE_PIPE_KPA, _RADIATOR_KPA, _OTHER_KPA = 15.0, 30.0, 10.0, 35.0
_HOT = 4
_HOT_DROP_K, _MILD_DROP_K = 15.0, 7.5
_LEAST_W = 30.0
_WATER_KWH_M3_K = 1.163
_AREA_OF_A_PUMP_M2 = 400.0
_LOOPED, _TRACED = 2, 3
_LOOP_LOSSES = 0.10 + 0.112 + 0.028  # flow, riser and branches, over the need
_TRACED_LOSSES = 0.14
_LOOP_DROP_K, _LOOP_KWH_M3_K = 5.0, 1.163
_DRAW_H, _IDLE_H, _LEAST_LOOP_W = 5.0, 19.0, 20.0


def heating_kwh(context: Context, envelope: Envelope, occupants: Behaviour, use: HeatingUse) -> Floats:
    """Circulators of each row of `heating`: one for the generators of the installation that feed a network.

    Official values have none where no emitter is on a network, nor for a heat pump as the shared base of layout 10.
    """
    heating, emitter = context.stock["heating"], context.stock["heating_emitter"]
    size, layout = len(heating), use.layout
    generator = context.stock["heating_generator"]
    feeds = lookup("heating_generators", "generator_id").find("feeds_network", generator["type_id"]) == 1
    of_base = np.append(heating["layout_id"] == SHARED_BASE, False)[layout.installation]
    feeds = feeds & ~(of_base & (heaters(generator["type_id"]) == Heater.HEAT_PUMP))
    part = total_by(np.where(feeds, layout.installation, -1), use.part, size)
    fed = np.bincount(layout.installation[feeds & (layout.installation >= 0)], minlength=size) > 0
    wet = _wet(context)
    fed = fed & ~_none(layout.emitter_installation, wet, size)
    whole = context.of("heating", context.area_m2)
    # Flats generated from the building often write their own area beside the building's installation.
    written = (heating["heated_area_m2"] > 0) & ~context.of("heating", context.from_building)
    area = np.where(written, heating["heated_area_m2"], whole)
    storeys = np.where(heating["storeys"] >= 1, heating["storeys"], 1.0)
    kind = surfaces(emitter["type_id"])
    under = (kind == Surface.FLOOR) | (kind == Surface.CEILING)
    length_factor = np.where(_none(layout.emitter_installation, wet & ~under, size), _FLOOR_LENGTH, _OTHER_LENGTH)
    drop_kpa = choose(
        [under, kind == Surface.ONE_PIPE_RADIATOR, kind == Surface.TWO_PIPE_RADIATOR],
        [_FLOOR_KPA, _ONE_PIPE_KPA, _RADIATOR_KPA],
        _OTHER_KPA,
    )
    pressure = 0.15 * 5 * length_factor * (storeys + np.sqrt(area / storeys))
    pressure = pressure + _largest(layout.emitter_installation, np.where(wet, drop_kpa, 0.0), size)
    hot = ~_none(layout.emitter_installation, wet & (emitter["temperature_id"] == _HOT), size)
    drop_k = np.where(hot, _HOT_DROP_K, _MILD_DROP_K)
    owner = heating["dwelling"]
    power_kw = 1e-3 * envelope.gv_w_k[owner] * (20 - context.climate.base_c[owner])
    flow = power_kw * area / whole * part / (_WATER_KWH_M3_K * drop_k)
    pumps = np.maximum(1.0, area / _AREA_OF_A_PUMP_M2)
    power_w = np.maximum(_LEAST_W, 6.44 * np.power(pressure * flow / pumps, 0.676) * pumps)
    hours = occupants.heating_hours_h.sum(axis=1)[owner]
    return np.where(fed, power_w * hours / 1000, 0.0)


def _wet(context: Context) -> Bools:
    """Emitters on a network: all but room heaters."""
    row = lookup("heating_emitters", "emitter_id").take(
        "bare_pipes_efficiency",
        lookup("heating_emitters", "emitter_id").rows(context.stock["heating_emitter"]["type_id"]),
    )
    return np.asarray(~(row == 1))


def _none(owner: Rows, chosen: Bools, size: int) -> Bools:
    """Owners without any chosen row."""
    return np.asarray(np.bincount(owner[chosen & (owner >= 0)], minlength=size) == 0)


def _largest(owner: Rows, values: Floats, size: int) -> Floats:
    found = np.zeros(size)
    known = owner >= 0
    np.maximum.at(found, owner[known], values[known])
    return found


def hot_water_kwh(context: Context, need: HotWaterNeed, use: HotWaterUse) -> Floats:
    """Pump of the loop, or tracing, of each row of `hot_water` that is shared; a flat has its share."""
    table = context.stock["hot_water"]
    owner = table["dwelling"]
    shared = table["shared_id"] > 1
    ratio = virtual_ratio(context, "hot_water")
    own_kwh = use.installation_kwh
    annual = need.annual_kwh[owner]
    monthly = need.monthly_kwh[owner] * (own_kwh / np.where(annual > 0, annual, 1.0) / ratio)[:, None]
    days = days_of_draw()
    flow = _LOOP_LOSSES * monthly / (_LOOP_KWH_M3_K * _LOOP_DROP_K * _DRAW_H * days)
    area = context.area_m2[owner] / ratio
    storeys = np.where(table["storeys"] >= 1, table["storeys"], 1.0)
    length = 4 * np.sqrt(area / storeys) + 6 * (storeys - 0.5)
    hydraulic_w = np.maximum(flow * ((0.2 * length + 10) / 3.6)[:, None], 1e-9)
    power_w = np.maximum(_LEAST_LOOP_W, hydraulic_w / (hydraulic_w**0.324 / 15.3))
    loop_wh = (_DRAW_H * days * power_w + _IDLE_H * days * _LEAST_LOOP_W).sum(axis=1)
    looped = ratio * loop_wh / 1000
    return choose(
        [shared & (table["loop_id"] == _LOOPED), shared & (table["loop_id"] == _TRACED)],
        [looped, _TRACED_LOSSES * own_kwh],
        0.0,
    )
