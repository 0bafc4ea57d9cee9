"""Water temperatures of boilers at full and at 30 % load (arrêté du 31 mars 2021, annexe 1, §13.2)."""

from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.families import Heater
from rehab_app.energy.tables import Floats, Ints, choose, lookup, sheet

LOW, MEDIUM, HIGH = 2, 3, 4
KINDS = 9  # three levels, three periods
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


def kind(level_id: Column, period_id: Column) -> Ints:
    """Number of the pair level and period, 0 … 8."""
    return np.asarray((level_id - LOW) * 3 + period_id - 1, dtype=np.int32)


@cache
def _tables() -> tuple[Floats, Floats]:
    """Temperatures of the nine kinds of emitters: (raised, kind) at full load, (raised, column, kind) at 30 %.

    `raised` 1 is for low temperature boilers, which cannot go down to a low level: certified software counts medium.
    The last column is NaN, for generators that are no boilers.
    """
    table = sheet("operating_temperatures")
    full, part = np.full((2, KINDS), np.nan), np.full((2, 5, KINDS), np.nan)
    for load, family, temperature, period, value in zip(
        *(table.texts(name) for name in ("load", "family", "temperature_id", "emitter_period_id", "temperature_c")),
        strict=True,
    ):
        place = int(kind(np.array(int(temperature)), np.array(int(period))))
        if load == "full_load":
            full[:, place] = float(value)
        else:
            part[:, _BEFORE_1990[family], place] = float(value)
    low, medium = slice(0, 3), slice(3, 6)
    full[1, low], part[1, :, low] = full[1, medium], part[1, :, medium]
    return full, part


def full_load_c(family: Column) -> Floats:
    """Water temperature at full load for each kind of emitters, shape (rows, kinds)."""
    return np.asarray(_tables()[0][_raised(family)])


def part_load_c(boiler: Column, family: Column) -> Floats:
    """Water temperature at 30 % load for each kind of emitters; `boiler` is the column of the table."""
    return np.asarray(_tables()[1][_raised(family), boiler])


def _raised(family: Column) -> Ints:
    return np.asarray(family == Heater.BOILER_LOW_TEMPERATURE).astype(np.int32)


def before_1990(generator_id: Column) -> Column:
    """Whether a standard boiler was made before 1990."""
    return np.asarray(lookup("heating_generators", "generator_id").find("before_1990", generator_id) == 1)
