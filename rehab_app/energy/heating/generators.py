"""What each generator is: family, power, efficiencies, standby losses (arrêté du 31 mars 2021, annexe 1, §13.2, §14.1).

A flat that a shared boiler serves has a "virtual" boiler: its share (`virtual_ratio`) of the power, the standby losses
and the pilot light of the real one, whose efficiencies it keeps (§17, shared systems brought to a dwelling).
"""

from dataclasses import dataclass, replace

import numpy as np

from rehab_app.domain.table import Column, Table
from rehab_app.energy.context import Context, member
from rehab_app.energy.envelope import Envelope
from rehab_app.energy.families import Heater, WaterHeater, burns, heaters, water_burns, water_heaters
from rehab_app.energy.heating import characteristics, links, sizing
from rehab_app.energy.shares import virtual_ratio
from rehab_app.energy.tables import Bools, Floats, Ints, Rows, choose

_ELECTRICITY, _HEAT_NETWORK = 1, 8
_UNKNOWN_SHARED_HEATER, _UNKNOWN_SHARED_WATER_HEATER = 119, 84
_JOULE_ROW, _ELECTRIC_BOILER_ROW, _NETWORK_ROW = 29, 30, 31
_SIMPLE_CALCULATION = 1
# Condensing gas boilers of after 2015 hang on the wall; the official lists do not say it of any other.
_WALL_HUNG = (97, 139, 149, 161)
# "Other oil system", which stands for an unknown shared system with the year of the building (§13.2).
_UNKNOWN_SHARED = {
    "heating": (_UNKNOWN_SHARED_HEATER, 114),
    "hot_water": (_UNKNOWN_SHARED_WATER_HEATER, 79),
}
_OIL = 3
_MAKES_BOTH = 3
# Year that stands for each period of construction 1 to 10, the first of the period.
_PERIOD_YEARS = np.array([0.0, 1948, 1975, 1978, 1983, 1989, 2001, 2006, 2013, 2022, 0])
_ACCUMULATOR_STANDBY = 0.015


@dataclass(frozen=True, slots=True)
class Appliances:
    """Columns by row of a table of generators. Powers of what the dwelling has; NaN where nothing burns."""

    family: Ints  # `Heater` or `WaterHeater`
    modelled_id: Ints  # type whose rows it takes
    shared: Bools  # serves several dwellings
    ratio: Floats  # share of the real generator, 1 for one of its own
    pn_w: Floats
    rpn: Floats  # ratio of the net calorific value
    rpint: Floats
    qp0_w: Floats
    pilot_w: Floats


@dataclass(frozen=True, slots=True)
class Generators:
    """Heat and hot water generators."""

    heating: Appliances
    hot_water: Appliances
    boiler_of_water: Rows  # row of the heat generator that also makes this hot water, -1 none


def generators(context: Context, envelope: Envelope) -> Generators:
    """All generators; a type that the tables do not know refuses the dwelling."""
    heating, water = context.stock["heating_generator"], context.stock["hot_water_generator"]
    family = heater_family(context)
    water_family = water_heater_family(context)
    context.refusals.unknown("heating_generator", family == 0, "type_id")
    context.refusals.unknown("hot_water_generator", water_family == 0, "type_id")
    modelled = _modelled(context, "heating", heating, np.full(len(heating), np.nan))
    water_modelled = _modelled(context, "hot_water", water, links.year_of_boiler(heating, water, family))
    link = links.boiler_of_water(heating, water, burns(family), water_burns(water_family), modelled, water_modelled)
    shared, ratio = share_of_generator(context, "heating")
    water_shared, water_ratio = share_of_generator(context, "hot_water")
    water_power_kw = sizing.water_power_kw(tank_l(water)) / water_ratio
    needed_kw = _needed_kw(context, envelope, family, shared, ratio)
    needed_kw = np.maximum(needed_kw, _water_power_of_boiler(context, link, water_power_kw))
    wall_hung = member(heating["type_id"], _WALL_HUNG)
    pn_kw = np.where(family == Heater.GAS_HEATER, needed_kw, sizing.nominal_power_kw(needed_kw, wall_hung))
    boilers = _appliances("heating", heating, family, modelled, shared, ratio, burns(family), pn_kw)
    own_kw = sizing.nominal_power_kw(water_power_kw, np.zeros(len(water), dtype=bool))
    linked_kw = np.append(boilers.pn_w / boilers.ratio / 1000, np.nan)[link]
    water_kw = np.where(np.isnan(linked_kw), own_kw, linked_kw)
    water_heating = _appliances(
        "hot_water", water, water_family, water_modelled, water_shared, water_ratio, water_burns(water_family), water_kw
    )
    return Generators(boilers, _as_boiler(water_heating, boilers, link), link)


def _as_boiler(water: Appliances, boilers: Appliances, link: Rows) -> Appliances:
    """Hot water generators, with the characteristics of the boiler that makes their water."""
    linked = link >= 0

    def of_boiler(own: Floats, boiler: Floats) -> Floats:
        return np.where(linked, np.append(boiler, np.nan)[link], own)

    return replace(
        water,
        rpn=of_boiler(water.rpn, boilers.rpn),
        qp0_w=of_boiler(water.qp0_w, boilers.qp0_w),
        pilot_w=of_boiler(water.pilot_w, boilers.pilot_w),
    )


def heater_family(context: Context) -> Ints:
    """`Heater` of each heat generator; an unknown shared system is what its declared row or energy says."""
    table = context.stock["heating_generator"]
    family = heaters(table["type_id"])
    unknown, row = table["type_id"] == _UNKNOWN_SHARED_HEATER, table["efficiency_row_id"]
    network = (row == _NETWORK_ROW) | ((row < 0) & (table["energy_id"] == _HEAT_NETWORK))
    declared = choose(
        [network, row == _ELECTRIC_BOILER_ROW, row == _JOULE_ROW, row > 0],
        [Heater.NETWORK, Heater.ELECTRIC_BOILER, Heater.JOULE, Heater.STOVE],
        family,
    )
    return np.where(unknown, declared, family).astype(np.int32)


def water_heater_family(context: Context) -> Ints:
    """`WaterHeater` of each hot water generator; an unknown shared system is what its tank or energy says."""
    table = context.stock["hot_water_generator"]
    family = water_heaters(table["type_id"])
    unknown = table["type_id"] == _UNKNOWN_SHARED_WATER_HEATER
    electric = unknown & (table["energy_id"] == _ELECTRICITY) & (table["storage_row_id"] > 0)
    network = unknown & (table["energy_id"] == _HEAT_NETWORK)
    return choose([electric, network], [WaterHeater.ELECTRIC_TANK, WaterHeater.NETWORK], family).astype(np.int32)


def tank_l(water: Table) -> Floats:
    """Volume of the tank of each hot water generator in litres, 0 without one."""
    volume = water["storage_l"]
    return np.where((water["storage_id"] == 1) | np.isnan(volume), 0.0, volume)


def share_of_generator(context: Context, use: str) -> tuple[Bools, Floats]:
    """For each generator of `heating` or `hot_water`: whether it is shared, and the share that is the dwelling's."""
    generator, installation = context.stock[f"{use}_generator"], context.stock[use]
    owner = context.row(use, generator["dwelling"], generator[f"{use}_number"])
    shared = np.append(installation["shared_id"] > 1, False)[owner]
    return shared, np.append(virtual_ratio(context, use), 1.0)[owner]


def _modelled(context: Context, use: str, table: Table, year: Floats) -> Ints:
    """Type whose rows each generator takes; an unknown shared system is oil of the age of the building."""
    unknown_type, other_oil = _UNKNOWN_SHARED[use]
    unknown, energy = table["type_id"] == unknown_type, table["energy_id"]
    undeclared = (table["combustion_row_id"] < 0) & (energy != _ELECTRICITY) & (energy != _HEAT_NETWORK)
    oil = unknown & ((energy == _OIL) | undeclared)
    built = np.where(np.isnan(context.year), _PERIOD_YEARS[context.period_id - 1], context.year)
    return characteristics.modelled_type(
        use,
        np.where(oil, other_oil, table["type_id"]),
        np.where(oil, -1, table["combustion_row_id"]),
        np.where(oil, context.of(f"{use}_generator", built), year),
    )


def _water_power_of_boiler(context: Context, link: Rows, water_power_kw: Floats) -> Floats:
    """Power that each heat generator needs for the hot water it also makes, 0 without any.

    A boiler that is said to make hot water is sized for it beside the one that the hot water names.
    """
    heating, water = context.stock["heating_generator"], context.stock["hot_water_generator"]
    power, of_home = np.zeros(len(heating)), np.zeros(context.size)
    linked = link >= 0
    np.maximum.at(power, link[linked], water_power_kw[linked])
    np.maximum.at(of_home, water["dwelling"][linked], water_power_kw[linked])
    both = heating["use_id"] == _MAKES_BOTH
    return np.where(both, np.maximum(power, of_home[heating["dwelling"]]), power)


def _needed_kw(context: Context, envelope: Envelope, family: Ints, shared: Bools, ratio: Floats) -> Floats:
    """Power that the real generator needs for the rooms, by calculation."""
    table, heating = context.stock["heating_generator"], context.stock["heating"]
    spread = table["dwelling"]
    owner = context.row("heating", table["dwelling"], table["heating_number"])
    area = np.append(heating["heated_area_m2"], np.nan)[owner]
    part = np.where(np.isnan(area), 1.0, area / context.area_m2[spread])
    written = np.append(heating["multiplier"], np.nan)[owner]
    whole = np.append(heating["calculation_id"], -1)[owner] == _SIMPLE_CALCULATION
    served = np.where(written >= 1, written, np.where(whole, 1.0, context.dwellings[spread]))
    rooms = sizing.heating_power_kw(
        envelope.gv_w_k[spread], envelope.hvent_w_k[spread], context.climate.base_c[spread], shared
    )
    rooms = np.where(shared, rooms / ratio, rooms * part / served)
    heaters_there = np.where(table["gas_heaters"] > 0, table["gas_heaters"], 1.0)
    return np.asarray(np.where(family == Heater.GAS_HEATER, rooms / heaters_there, rooms))


def _appliances(
    use: str,
    table: Table,
    family: Ints,
    modelled: Ints,
    shared: Bools,
    ratio: Floats,
    burning: Bools,
    default_kw: Floats,
) -> Appliances:
    """Characteristics of each generator: as measured, else by the tables at the real power."""
    measured_w = table["measured_pn_w"]
    real_kw = np.where(measured_w > 0, measured_w / ratio / 1000, default_kw)
    real_kw = np.where(burning, real_kw, np.nan)
    row = characteristics.table_row(use, modelled, real_kw)
    standby_w = characteristics.standby_w(row, real_kw, table["fan_flue"] == 1)
    if use == "hot_water":
        standby_w = np.where(family == WaterHeater.ACCUMULATOR, _ACCUMULATOR_STANDBY * 1000 * real_kw, standby_w)
    pilot_w = characteristics.measured_standby_w(table["measured_pilot_w"])
    return Appliances(
        family=family,
        modelled_id=modelled,
        shared=shared,
        ratio=ratio,
        pn_w=1000 * real_kw * ratio,
        rpn=_or_measured(
            characteristics.measured_ratio(table["measured_rpn"]),
            characteristics.full_load_efficiency(row, real_kw),
            burning,
        ),
        rpint=_or_measured(
            characteristics.measured_ratio(table["measured_rpint"]),
            characteristics.part_load_efficiency(row, real_kw),
            burning,
        ),
        qp0_w=_or_measured(characteristics.measured_standby_w(table["measured_qp0_w"]), standby_w * ratio, burning),
        pilot_w=np.where(burning & (pilot_w > 0), pilot_w, 0.0),
    )


def _or_measured(measured: Column, default: Floats, burning: Bools) -> Floats:
    return np.where(burning, np.where(np.isnan(measured), default, measured), np.nan)
