"""Seasonal efficiency of combustion from the losses at ten loads (arrêté du 31 mars 2021, annexe 1, §13.1).

Inside, efficiencies are percent of the gross calorific value and powers are in kW; arrays of loads are (rows, 10).
"""

from dataclasses import dataclass

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.families import Heater
from rehab_app.energy.tables import Floats, Ints, choose, sheet

_INDOOR_FULL_C = 70.0
_FULL_LOAD_SLOPE = 0.1
_PART_LOAD = {  # slope of the efficiency with the water temperature, and the temperature of Rpint
    Heater.BOILER_STANDARD: (0.1, 50.0),
    Heater.BOILER_LOW_TEMPERATURE: (0.1, 40.0),
    Heater.BOILER_CONDENSING: (0.2, 33.0),
}
_GAS_HEATER_LOSS = 1.04
_IDLE = 0.15  # share of the standby losses that goes up the flue at no load
_STANDBY = 0.45  # share that is lost through the casing


@dataclass(frozen=True, slots=True)
class Burner:
    """Combustion generators, by row."""

    family: Ints
    pn_w: Floats
    rpn: Floats  # ratios of the net calorific value
    rpint: Floats
    qp0_w: Floats
    pilot_w: Floats
    gross_per_net: Floats
    temperature_100_c: Floats
    temperature_30_c: Floats  # of Rpint: the one at 30 % where the boiler follows the outdoor temperature


def seasonal_efficiency(burner: Burner, oversizing: Column) -> Floats:
    """Rg of the net calorific value, shape (rows,); NaN where a characteristic is not known.

    Args:
        burner: characteristics.
        oversizing: Cdimref, the power of all combustion generators of the dwelling over its losses on the coldest day.
    """
    profile = sheet("load_profile")
    load, weight = profile.numbers("load"), profile.numbers("weight")
    size = np.where(np.asarray(oversizing) > 0, oversizing, np.nan)
    x = np.minimum(load / size[:, None], 1.0)
    pn_kw = burner.pn_w / 1000
    supplied = pn_kw * (x @ weight)
    lost = losses_kw(burner, x) @ weight
    k = burner.gross_per_net
    standby_kw = k * burner.qp0_w / 1000
    spent = supplied + lost + _STANDBY * standby_kw + burner.pilot_w / 1000
    return np.asarray(k * supplied / spent)


def losses_kw(burner: Burner, x: Floats) -> Floats:
    """QP, losses of each generator at the loads `x` (rows, loads), kW."""
    pn_kw = (burner.pn_w / 1000)[:, None]
    k = burner.gross_per_net
    idle = (_IDLE * k * burner.qp0_w / 1000)[:, None]
    full = 100 * burner.rpn / k
    part = 100 * burner.rpint / k
    family = burner.family[:, None]
    gas_heater = _GAS_HEATER_LOSS * _loss(full)[:, None] * pn_kw * x
    half, whole = 0.5 * pn_kw * _loss(part)[:, None], pn_kw * _loss(full)[:, None]
    solid = np.where(x < 0.5, idle + (half - idle) * x / 0.5, 2 * half - whole + (whole - half) * x / 0.5)
    boiler = _boiler_losses_kw(burner, x, pn_kw, idle, full, part)
    steps = [family == Heater.GAS_HEATER, (family == Heater.BOILER_SOLID) | (family == Heater.WARM_AIR)]
    return choose(steps, [gas_heater, solid], boiler)


def _boiler_losses_kw(burner: Burner, x: Floats, pn_kw: Floats, idle: Floats, full: Floats, part: Floats) -> Floats:
    """Losses of standard, low temperature and condensing boilers, whose efficiency falls with hotter water."""
    slope, reference_c = np.full(len(full), np.nan), np.full(len(full), np.nan)
    for family, (by_kelvin, at_c) in _PART_LOAD.items():
        slope[burner.family == family], reference_c[burner.family == family] = by_kelvin, at_c
    r30 = part + slope * (reference_c - burner.temperature_30_c)
    r100 = full + _FULL_LOAD_SLOPE * (_INDOOR_FULL_C - burner.temperature_100_c)
    q30, q100 = 0.3 * pn_kw * _loss(r30)[:, None], pn_kw * _loss(r100)[:, None]
    above = q30 + (q100 - q30) * (x - 0.3) / 0.7
    standard = idle + (q30 - idle) * x / 0.3
    q15 = q30 / 2
    modulating = np.where(x < 0.15, idle + (q15 - idle) * x / 0.15, q15 + (q30 - q15) * (x - 0.15) / 0.15)
    below = np.where((burner.family == Heater.BOILER_STANDARD)[:, None], standard, modulating)
    return np.where(x < 0.3, below, above)


def _loss(percent: Floats) -> Floats:
    """Losses over useful power at an efficiency in percent."""
    return np.asarray((100 - percent) / percent)
