"""Standby losses of boilers that warm the rooms (arrêté du 31 mars 2021, annexe 1, §9.1)."""

import numpy as np

from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Behaviour
from rehab_app.energy.families import Heater, burns
from rehab_app.energy.heating.generators import Generators
from rehab_app.energy.tables import Floats

_RECOVERED = 0.48
_SEALED, _OPEN = 0.75, 0.50  # share of the standby losses that does not go up the flue, by flue
_WATER_HOURS, _HOURS = 1_790, 8_760
# Every certified engine seen divides this term by 1000 once too often: losses in Wh are taken for kWh. Official
# results cannot be met without it; the effect on the need is below 1 %.
_AS_CERTIFIED = 1 / 1000


def recovered_wh(context: Context, occupants: Behaviour, generators: Generators, before_recovery_wh: Floats) -> Floats:
    """What enters the need of each month, Wh, (dwellings, 12), in the unit that certified software takes it.

    Args:
        context: of the dwellings.
        occupants: conventional or not.
        generators: their standby losses and powers.
        before_recovery_wh: need before recovery, Wh, (dwellings, 12).
    """
    table, boilers = context.stock["heating_generator"], generators.heating
    owner = table["dwelling"]
    inside = (table["in_heated_volume"] == 1) & burns(boilers.family) & (boilers.family != Heater.WARM_AIR)
    counted = inside & (boilers.qp0_w > 0)
    hours = occupants.heating_hours_h[owner]
    power = np.where(boilers.pn_w > 0, boilers.pn_w, np.nan)[:, None]
    heating_hours = 1.3 * before_recovery_wh[owner] / (0.3 * power)
    makes_water = np.zeros(len(table), dtype=bool)
    makes_water[generators.boiler_of_water[generators.boiler_of_water >= 0]] = True
    water_hours = np.where(makes_water[:, None], hours * _WATER_HOURS / _HOURS, 0.0)
    running = np.minimum(hours, heating_hours + water_hours)
    kept = np.where(table["fan_flue"] == 1, _SEALED, _OPEN)
    lost = _RECOVERED * (kept * boilers.qp0_w)[:, None] * running
    return np.asarray(_AS_CERTIFIED * total_by(owner, np.where(counted[:, None], lost, 0.0), context.size))
