"""Climate of each dwelling, month by month (arrêté du 31 mars 2021, annexe 1, §18: données climatiques).

Arrays have the shape (dwellings, 12), January first. Hours in h, degree-hours in °C·h, irradiation in kWh/m².
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.tables import Floats, Ints, cube, lookup, sheet


@dataclass(frozen=True, slots=True)
class Climate:
    """What the month, the zone and the altitude give."""

    outdoor_c: Floats
    dh14_ch: Floats
    dh19_ch: Floats
    dh21_ch: Floats
    hours19_h: Floats
    hours21_h: Floats
    irradiation_kwh_m2: Floats
    cold_water_c: Floats
    cooling_hours26_h: Floats
    cooling_hours28_h: Floats
    cooling_irradiation26_kwh_m2: Floats
    cooling_irradiation28_kwh_m2: Floats
    cooling_outdoor26_c: Floats
    cooling_outdoor28_c: Floats
    base_c: Floats  # base outdoor temperature, shape (dwellings,)


_HEATING = ("outdoor_c", "dh14_ch", "dh19_ch", "dh21_ch", "hours19_h", "hours21_h", "irradiation_kwh_m2")
_COOLING = {
    "cold_water_c": "cold_water_c",
    "cooling_hours26_h": "hours26_h",
    "cooling_hours28_h": "hours28_h",
    "cooling_irradiation26_kwh_m2": "irradiation26_kwh_m2",
    "cooling_irradiation28_kwh_m2": "irradiation28_kwh_m2",
    "cooling_outdoor26_c": "outdoor26_c",
    "cooling_outdoor28_c": "outdoor28_c",
}
_ZONES, _CLASSES = 8, 3
# The December of zone H2d was wrong in the first climate tables; certified software corrected it with 2025.
_CORRECTED_ON = np.datetime64("2025-01-01", "D")


def climate(heavy_old: Column, altitude_class_id: Ints, climate_zone_id: Ints, assessed_on: Column) -> Climate:
    """The climate of each dwelling; NaN where zone or altitude is missing.

    `heavy_old` (0/1): old materials and heavy inertia. `assessed_on` decides on the December of zone H2d.
    """
    altitude_class_id = np.where(altitude_class_id > _CLASSES, -1, altitude_class_id)
    climate_zone_id = np.where(climate_zone_id > _ZONES, -1, climate_zone_id)
    heating_keys = ("heavy_old", "altitude_class_id", "climate_zone_id")
    where = (heavy_old, altitude_class_id, climate_zone_id)
    columns = {name: cube("climate_heating", heating_keys, name)[where] for name in _HEATING}
    before = cube("climate_heating", heating_keys, "dh19_before_2025_ch")[where]
    old_table = (assessed_on < _CORRECTED_ON)[:, None]
    columns["dh19_ch"] = np.where(old_table, before, columns["dh19_ch"])
    place = (altitude_class_id, climate_zone_id)
    for name, column in _COOLING.items():
        columns[name] = cube("climate_cooling_water", ("altitude_class_id", "climate_zone_id"), column)[place]
    base = lookup("base_temperature", "altitude_class_id", "climate_zone_id").find("base_c", *place)
    return Climate(**columns, base_c=base)


@cache
def days_of_draw() -> Floats:
    """Days of hot water draw in each month, shape (12,) (annexe 1, §11.1: 24 in December)."""
    return sheet("hot_water_days").numbers("days")
