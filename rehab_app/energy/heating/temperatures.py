"""Water temperatures of boilers at full and at 30 % load (arrêté du 31 mars 2021, annexe 1, §13.2)."""

from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.families import Heater
from rehab_app.energy.tables import Floats, Ints, choose, lookup, sheet

LOW, MEDIUM, HIGH = 2, 3, 4
_BEFORE_1990 = {"boiler_before_1990": 0, "boiler_after_1990": 1, "boiler_low_temperature": 2, "boiler_condensing": 3}
_LAST_YEARS = (1980, 2000)
_PERIOD_ENDS = (4, 6)  # construction periods up to 1982 and up to 2000


def level(temperature_id: Column) -> Ints:
    """Level of an emitter's network: medium where there is none or it is not known, as certified software counts."""
    known = (temperature_id >= LOW) & (temperature_id <= HIGH)
    return np.where(known, temperature_id, MEDIUM).astype(np.int32)


def emitter_period(declared_id: Column, year: Column, construction_id: Column) -> Ints:
    """1 before 1981, 2 until 2000, 3 later: as declared, else from the year or the period of construction."""
    by_year = 1 + np.searchsorted(_LAST_YEARS, year, side="left")
    by_period = choose([construction_id < _PERIOD_ENDS[0], construction_id <= _PERIOD_ENDS[1]], [1, 2], 3)
    derived = np.where(np.isnan(year), by_period, by_year)
    return np.where(declared_id > 0, declared_id, derived).astype(np.int32)


def column(family: Column, before_1990: Column) -> Ints:
    """Column of the table at 30 % load for each boiler, -1 for the others."""
    standard = np.where(before_1990, 0, 1)
    return choose(
        [family == Heater.BOILER_STANDARD, family == Heater.BOILER_LOW_TEMPERATURE, family == Heater.BOILER_CONDENSING],
        [standard, 2, 3],
        -1,
    ).astype(np.int32)


@cache
def _tables() -> tuple[Floats, Floats]:
    """Full load by (level, period), 30 % load by (column, level, period); the last column is NaN."""
    table = sheet("operating_temperatures")
    full, part = np.full((5, 4), np.nan), np.full((5, 5, 4), np.nan)
    for load, family, temperature, period, value in zip(
        *(table.texts(name) for name in ("load", "family", "temperature_id", "emitter_period_id", "temperature_c")),
        strict=True,
    ):
        place = int(temperature), int(period)
        if load == "full_load":
            full[place] = float(value)
        else:
            part[_BEFORE_1990[family]][place] = float(value)
    return full, part


def full_load_c(family: Column, level_id: Column, period_id: Column) -> Floats:
    """Water temperature at full load."""
    return np.asarray(_tables()[0][_raised(family, level_id), period_id])


def part_load_c(boiler: Column, family: Column, level_id: Column, period_id: Column) -> Floats:
    """Water temperature at 30 % load; `boiler` is the column of the table."""
    return np.asarray(_tables()[1][boiler, _raised(family, level_id), period_id])


def _raised(family: Column, level_id: Column) -> Ints:
    """Low temperature boilers cannot go down to a low level: certified software counts medium."""
    low = (family == Heater.BOILER_LOW_TEMPERATURE) & (level_id == LOW)
    return np.where(low, MEDIUM, level_id).astype(np.int32)


def before_1990(generator_id: Column) -> Column:
    """Whether a standard boiler was made before 1990."""
    return np.asarray(lookup("heating_generators", "generator_id").find("before_1990", generator_id) == 1)
