"""Heating by two sources: a heat pump with a gas boiler behind it, and the sun before the generator that stays."""

import numpy as np

from rehab_app.domain.table import Column, Stock, Table
from rehab_app.works.catalogue import Effect
from rehab_app.works.envelope import put
from rehab_app.works.parts.common import first_rows
from rehab_app.works.parts.systems import GAS
from rehab_app.works.surroundings import Bools
from rehab_app.works.systems import replace_heating

# Boiler part of a hybrid heat pump, condensing, after 2015: of natural gas and of liquefied gas (type_generateur_ch,
# type_generateur_ecs). New oil boilers may not be sold.
_NATURAL_GAS = 2
_GAS_BOILER, _LIQUEFIED_BOILER = 149, 161
_GAS_WATER, _LIQUEFIED_WATER = 121, 133
_HEATING_AND_WATER, _HEATING_ONLY = 3, 1
# Layouts: sun before one generator; a wood stove beside it; both (cfg_installation_ch). Hot water with sun
# (cfg_installation_ecs) and the kind of panels that heat rooms and water (type_installation_solaire).
_WITH_SUN, _STOVE_BESIDE, _SUN_AND_STOVE = 2, 3, 7
_WATER_WITH_SUN, _SOLAR_HEATING, _SOLAR_BOTH = 2, 1, 4
_BY_TABLE = 1  # methode_saisie_fact_couv_sol: by the table of the method


def replace_by_hybrid(stock: Stock, dwellings: Bools, effect: Effect) -> Stock:
    """A hybrid heat pump in the marked dwellings, in place of all the heating there was.

    The boiler burns the gas that the home has, makes the hot water if the old one did, and shares the rooms with the
    pump as the method splits them (arrêté du 31 mars 2021, annexe 1, §9: by climate).
    """
    fuel = _gas_of(stock)
    stock = replace_heating(stock, dwellings, effect)
    generator, water = stock["heating_generator"], stock["hot_water_generator"]
    pumps = dwellings[generator["dwelling"]]
    boiler = generator.take(pumps)
    burnt = fuel[boiler["dwelling"]]
    boiler = boiler.replace(
        number=boiler["number"] + 1,
        type_id=np.where(burnt == _NATURAL_GAS, _GAS_BOILER, _LIQUEFIED_BOILER).astype(np.int32),
        energy_id=burnt,
        fan_flue=np.ones(len(boiler), dtype=np.int8),
        burner_control=np.ones(len(boiler), dtype=np.int8),
    )
    made = dwellings[water["dwelling"]] & (water["use_id"] == _HEATING_AND_WATER)
    gas = fuel[water["dwelling"]]
    return stock.replace(
        heating_generator=_below(generator.replace(use_id=put(generator["use_id"], pumps, _HEATING_ONLY)), boiler),
        hot_water_generator=water.replace(
            type_id=put(water["type_id"], made, np.where(gas == _NATURAL_GAS, _GAS_WATER, _LIQUEFIED_WATER)),
            energy_id=put(water["energy_id"], made, gas),
        ),
    )


def _gas_of(stock: Stock) -> Column:
    """Gas that each dwelling burns for heating, by official id; -1 for none."""
    generator = stock["heating_generator"]
    fuel = np.full(stock.size, -1, dtype=np.int32)
    rows = np.flatnonzero(np.isin(generator["energy_id"], GAS))[::-1]
    fuel[generator["dwelling"][rows]] = generator["energy_id"][rows]
    return fuel


def _below(table: Table, more: Table) -> Table:
    columns = {name: np.concatenate([table[name], more[name]]) for name in table.spec.names}
    return Table(table.spec, columns)


def add_combined_solar(stock: Stock, dwellings: Bools) -> Stock:
    """Solar collectors that heat the rooms and the water of the marked dwellings before what heats them now."""
    heating, water = stock["heating"], stock["hot_water"]
    rooms = dwellings[heating["dwelling"]] & first_rows(stock, "heating")
    taps = dwellings[water["dwelling"]] & first_rows(stock, "hot_water")
    layout = np.where(heating["layout_id"] == _STOVE_BESIDE, _SUN_AND_STOVE, _WITH_SUN)
    return stock.replace(
        heating=_sunny(heating, rooms, layout, _SOLAR_HEATING),
        hot_water=_sunny(water, taps, _WATER_WITH_SUN, _SOLAR_BOTH),
    )


def _sunny(table: Table, rows: Bools, layout: Column | int, kind: int) -> Table:
    changed = {
        "layout_id": layout,
        "solar_type_id": kind,
        "solar_method_id": _BY_TABLE,
        "solar_share_entered": np.nan,
        "solar_row_id": -1,
    }
    return table.replace(**{name: put(table[name], rows, value) for name, value in changed.items()})
