"""Lighting (arrêté du 31 mars 2021, annexe 1, §16.1)."""

import numpy as np

from rehab_app.energy.context import Context
from rehab_app.energy.tables import Floats, lookup

_LIT_SHARE = 0.9
_POWER_W_M2 = 1.4


def consumption_kwh(context: Context) -> Floats:
    """Electricity of lighting a year, kWh, by dwelling."""
    hours = lookup("lighting_hours", "climate_zone_id").find("hours_h", context.climate_zone_id)
    return np.asarray(_LIT_SHARE * _POWER_W_M2 * hours / 1000 * context.area_out_m2)
