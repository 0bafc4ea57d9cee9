"""Families of emitters and generators: which formulas of the method a type of the official lists follows.

Source: arrêté du 31 mars 2021, annexe 1, §12 to §15; the family of each type is in `heating_emitters.csv`,
`heating_generators.csv` and `hot_water_generators.csv`.
"""

from enum import IntEnum
from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.tables import Bools, Ints, ids, sheet


class Surface(IntEnum):
    """How an emitter gives its heat."""

    AIR = 1
    ONE_PIPE_RADIATOR = 2
    TWO_PIPE_RADIATOR = 3
    CEILING = 4
    FLOOR = 5
    OTHER = 6


class Heater(IntEnum):
    """Family of a heat generator."""

    HEAT_PUMP = 1
    GAS_HEAT_PUMP = 2
    STOVE = 3
    JOULE = 4
    ELECTRIC_BOILER = 5
    NETWORK = 6
    WARM_AIR = 7
    GAS_HEATER = 8
    BOILER_STANDARD = 9
    BOILER_LOW_TEMPERATURE = 10
    BOILER_CONDENSING = 11
    BOILER_SOLID = 12


class WaterHeater(IntEnum):
    """Family of a hot water generator."""

    HEAT_PUMP = 1
    GAS_HEAT_PUMP = 2
    ACCUMULATOR = 3
    GAS_INSTANTANEOUS = 4
    ELECTRIC_TANK = 5
    ELECTRIC_INSTANTANEOUS = 6
    ELECTRIC_BOILER = 7
    NETWORK = 8
    BOILER = 9
    BOILER_SOLID = 10


def surfaces(emitter_id: Column) -> Ints:
    """`Surface` of each emitter, 0 where the type is missing or unknown."""
    return _spread("heating_emitters", "emitter_id", "surface", Surface, emitter_id)


def heaters(generator_id: Column) -> Ints:
    """`Heater` of each heat generator, 0 where the type is missing or unknown."""
    return _spread("heating_generators", "generator_id", "family", Heater, generator_id)


def water_heaters(generator_id: Column) -> Ints:
    """`WaterHeater` of each hot water generator, 0 where the type is missing or unknown."""
    return _spread("hot_water_generators", "generator_id", "family", WaterHeater, generator_id)


def burns(family: Column) -> Bools:
    """Whether a heat generator follows the load curve of combustion (§13)."""
    return np.asarray(family >= Heater.WARM_AIR)


def water_burns(family: Column) -> Bools:
    """Whether a hot water generator burns a fuel, with the characteristics of §14.1."""
    flames = (WaterHeater.ACCUMULATOR, WaterHeater.GAS_INSTANTANEOUS, WaterHeater.BOILER, WaterHeater.BOILER_SOLID)
    return np.isin(family, flames)


def _spread(table: str, key: str, column: str, names: type[IntEnum], generator_id: Column) -> Ints:
    codes = _codes(table, key, column, names)
    known = (generator_id >= 0) & (generator_id < len(codes) - 1)
    return codes[np.where(known, generator_id, len(codes) - 1)]


@cache
def _codes(table: str, key: str, column: str, names: type[IntEnum]) -> Ints:
    """Code by type, the last place for a type that is not known."""
    rows = sheet(table)
    by_type = {
        each: names[name.upper()]
        for cell, name in zip(rows.texts(key), rows.texts(column), strict=True)
        for each in ids(cell)
    }
    codes = np.zeros(max(by_type) + 2, dtype=np.int32)
    codes[list(by_type)] = list(by_type.values())
    return codes
