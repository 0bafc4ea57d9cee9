"""Hot water tanks and what they lose standing (arrêté du 31 mars 2021, annexe 1, §11.6). Losses in Wh a year."""

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.context import Context
from rehab_app.energy.families import WaterHeater
from rehab_app.energy.heating.generators import share_of_generator, tank_l, water_heater_family
from rehab_app.energy.tables import Floats, lookup

_HOURS = 8_592
_WARMER_K = 45.0  # water at 65 °C in a room at 20 °C
_OTHER_WH, _OTHER_POWER = 67_662, 0.55
_HORIZONTAL, _OTHER_VERTICAL, _CLASS_C = 68, 69, 71
_SIZES_L = (100.0, 200.0, 300.0)
_WHOLE_L = 1e-3


def losses_wh(context: Context) -> Floats:
    """Qgw of the tank of each hot water generator, or a flat's share of it; 0 without a tank.

    Electric tanks: 8592·45/24·V·Cr; others, heat pumps among them: 67662·V^0.55.
    """
    table, family = context.stock["hot_water_generator"], water_heater_family(context)
    volume = tank_l(table)
    electric = (family == WaterHeater.ELECTRIC_TANK) | (family == WaterHeater.ELECTRIC_BOILER)
    _, ratio = share_of_generator(context, "hot_water")
    # Some software writes a flat's share of the volume, which is no whole number, some the volume of the tank.
    reduced = np.abs(volume - np.round(volume)) > _WHOLE_L
    real = np.where(reduced, volume / ratio, volume)
    other = ratio * _OTHER_WH * np.power(real, _OTHER_POWER)
    warm = ratio * _HOURS * _WARMER_K / 24 * real * _electric_loss(context, real)
    return np.where(electric, warm, other)


def _electric_loss(context: Context, volume: Column) -> Floats:
    """Cr of electric tanks, Wh/(l·K·day): by type and size, else by the declared row, else as an ordinary tank."""
    table = context.stock["hot_water_generator"]
    kind, declared = table["type_id"], table["storage_row_id"]
    listed = (kind >= _HORIZONTAL) & (kind <= _CLASS_C)
    size = np.searchsorted(_SIZES_L, volume, side="left")
    by_rules = 4 * size + np.where(listed, kind, _OTHER_VERTICAL) - _HORIZONTAL + 1
    row = np.where(listed | (declared < 1), by_rules, declared)
    return lookup("tank_losses", "row_id").find("loss_wh_per_l_k_day", row)
