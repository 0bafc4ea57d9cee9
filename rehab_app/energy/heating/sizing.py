"""Nominal power of boilers that nobody read on the appliance (arrêté du 31 mars 2021, annexe 1, §13.2).

Pch = 1.2·GV·(19 − Tbase) / (1000·0.95³), Pecs by the tank, Pn the next size sold. Powers in kW.
"""

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.tables import Floats, choose, sheet

_INDOOR_C = 19.0
_OVERSIZING = 1.2
_EFFICIENCIES = 0.95**3  # emission, distribution and control that the power has to feed
# Certified software sizes individual boilers almost without ventilation losses: on official files with default
# powers, 0.69 to 0.86 of them are left out; shared boilers are sized on all losses.
_VENTILATION_LEFT_OUT = 0.85
_STEP_KW = 5.0
LARGEST_KW = 400.0


def heating_power_kw(gv_w_k: Column, hvent_w_k: Column, base_c: Column, shared: Column) -> Floats:
    """Pch, the power that heats the dwelling (or the building, for a shared boiler) on the coldest day."""
    loss = gv_w_k - np.where(shared, 0.0, _VENTILATION_LEFT_OUT * hvent_w_k)
    return np.asarray(_OVERSIZING * loss * (_INDOOR_C - base_c) / (1000 * _EFFICIENCIES))


def water_power_kw(tank_l: Column) -> Floats:
    """Pecs, the power that heats water: instantaneous without a tank, less with a larger tank."""
    small = 21 - 0.8 * tank_l
    medium = 5 - 1.751 * (tank_l - 20) / 65
    return choose(
        [~(tank_l > 0), tank_l <= 20, tank_l <= 150],
        [np.full(np.shape(tank_l), 21.0), small, medium],
        (7.14 * tank_l + 428) / 1000,
    )


def nominal_power_kw(needed_kw: Column, wall_hung: Column) -> Floats:
    """Pn: the smallest boiler sold that gives the power; from 5 kW wall-hung, from 18 kW otherwise."""
    sizes = sheet("nominal_power_steps")
    steps, floor_standing = sizes.numbers("to_kw"), sizes.numbers("floor_standing_kw")
    place = np.searchsorted(steps, needed_kw, side="left")
    listed = np.minimum(place, len(steps) - 1)
    listed_kw = np.where(wall_hung, steps[listed], floor_standing[listed])
    larger = np.minimum((np.floor(needed_kw / _STEP_KW) + 1) * _STEP_KW, LARGEST_KW)
    power = np.where(place < len(steps), listed_kw, larger)
    return np.where(np.isnan(needed_kw), np.nan, power)
