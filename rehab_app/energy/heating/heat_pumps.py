"""Seasonal efficiency of heat pumps, for rooms and for hot water (arrêté du 31 mars 2021, annexe 1, §12.4, §14.2)."""

from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.context import Context
from rehab_app.energy.families import Heater, Surface, heaters, surfaces
from rehab_app.energy.tables import Bools, Floats, choose, ids, lookup, sheet

_ZONES = 8
_OTHER_ELECTRIC_WATER, _FIRST_DOUBLE_SERVICE = 82, 10
_OTHER_ELECTRIC = 117
_AIR_WATER = (4, 5, 6, 7)  # before 2008, 2008 to 2014, 2015 and 2016, from 2017
_WET_FLOORS = (11, 18)  # emitters fed with water under the floor or in the ceiling


@cache
def _cops(use: str) -> Floats:
    """COP by type, zone and emitters (0 other, 1 floors and ceilings fed with water); NaN where there is none."""
    table = sheet("heat_pump_rows")
    listed = [ids(cell) if cell else [] for cell in table.texts(f"{use}_generator_ids")]
    found = np.full((max(max(cell, default=0) for cell in listed) + 2, _ZONES + 2, 2), np.nan)
    for generators, zones, emitters, cop in zip(
        listed, table.texts("climate_zone_id"), table.texts("emitters"), table.numbers("cop"), strict=True
    ):
        places = {"any": [0, 1], "other": [0], "floor_or_ceiling": [1]}[emitters]
        found[np.ix_(generators, ids(zones), places)] = cop
    return found


def _cop(use: str, generator_id: Column, zone_id: Column, under_floor: Column) -> Floats:
    table = _cops(use)
    generator = np.where((generator_id < 0) | (generator_id >= len(table) - 1), len(table) - 1, generator_id)
    zone = np.where((zone_id < 0) | (zone_id > _ZONES), _ZONES + 1, zone_id)
    return table[generator, zone, np.asarray(under_floor).astype(np.intp)]


def heating_cop(context: Context, under_floor: Bools) -> Floats:
    """SCOP of each heat generator, as read on the appliance, else by the table; NaN where it is no heat pump.

    `under_floor` (rows of heating_generator): heats floors or ceilings fed with water. An "other electric heat pump"
    counts as air to water of the years when the building was built, before 2008 when that is not known.
    """
    table = context.stock["heating_generator"]
    kind = table["type_id"]
    period = context.of("heating_generator", context.period_id)
    air_water = choose([period <= 8, period == 9], [_AIR_WATER[0], _AIR_WATER[1]], _AIR_WATER[2])
    kind = np.where(kind == _OTHER_ELECTRIC, air_water, kind)
    listed = _cop("heating", kind, context.of("heating_generator", context.climate_zone_id), under_floor)
    # Types without years ("other", "hybrid" of the first files) are what their declared row says.
    declared = lookup("heat_pump_rows", "row_id").find("cop", table["cop_row_id"])
    vague = np.isnan(listed) | (table["type_id"] == _OTHER_ELECTRIC)
    listed = np.where(vague & ~np.isnan(declared), declared, listed)
    measured = np.fmax(table["measured_scop"], table["measured_cop"])
    cop = np.where(measured > 0, measured, listed)
    pump = np.isin(heaters(table["type_id"]), (Heater.HEAT_PUMP, Heater.GAS_HEAT_PUMP))
    return np.where(pump, cop, np.nan)


def water_cop(context: Context) -> Floats:
    """COP of each hot water generator, as read on the appliance, else by the table; NaN where it is no heat pump."""
    table = context.stock["hot_water_generator"]
    kind, period = table["type_id"], np.maximum(table["heat_pump_period_id"], 1)
    kind = np.where(kind == _OTHER_ELECTRIC_WATER, _FIRST_DOUBLE_SERVICE + period - 1, kind)
    none = np.zeros(len(table), dtype=np.intp)
    listed = _cop("hot_water", kind, context.of("hot_water_generator", context.climate_zone_id), none)
    measured = np.fmax(table["measured_cop"], table["measured_scop"])
    return np.where(measured > 0, measured, listed)


def feeds_floor(emitter_id: Column) -> Bools:
    """Whether an emitter is a floor or ceiling fed with water, which a heat pump serves at a lower temperature."""
    kind = surfaces(emitter_id)
    wet = (emitter_id >= _WET_FLOORS[0]) & (emitter_id <= _WET_FLOORS[1])
    return np.asarray(wet & ((kind == Surface.FLOOR) | (kind == Surface.CEILING)))
