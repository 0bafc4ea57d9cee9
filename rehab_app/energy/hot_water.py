"""Hot water from the tap back to the meter (arrêté du 31 mars 2021, annexe 1, §11.2 to §11.6 and §14).

conso = B·(1 − Fecs) / (Rd·Rs·Rg), B the need of one system in Wh a year. Scale: see `Context`.
"""

from dataclasses import dataclass

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy import tanks
from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context, member
from rehab_app.energy.envelope import Behaviour, HotWaterNeed
from rehab_app.energy.families import WaterHeater
from rehab_app.energy.heating.generators import Generators
from rehab_app.energy.heating.heat_pumps import water_cop
from rehab_app.energy.tables import Bools, Floats, Rows, choose, lookup

_HOURS = 8_760
_RECOVERED = 0.48  # share of the losses in the heated volume that warms the rooms while they are heated
_LOSS_INDIVIDUAL, _LOSS_SHARED = 0.10, 0.10 + 0.112  # distribution losses over the need
_STANDBY_H, _ALL_YEAR_H, _PILOT_H = 1_790, 8_592, 6_970  # hours a year of §14.1
_CLASS_C, _CLASS_C_GAIN = 71, 1.08
_NETWORK_INSULATED, _NETWORK_BARE = 0.90, 0.75
_INSULATED_NETWORKS = (73, 119)  # insulated, or unknown: official values take it for insulated
_ELECTRIC_BOILER = 0.97
_LOOPED, _TRACED = 2, 3
_WITH_SOLAR = 2
_SEVERAL_BUILDINGS = 3
_HEATED_ROWS = (1, 2)  # rows of the distribution table: production in the heated volume
_FORMULAS = (
    WaterHeater.HEAT_PUMP,
    WaterHeater.GAS_HEAT_PUMP,
    WaterHeater.ACCUMULATOR,
    WaterHeater.GAS_INSTANTANEOUS,
    WaterHeater.ELECTRIC_TANK,
    WaterHeater.ELECTRIC_INSTANTANEOUS,
    WaterHeater.ELECTRIC_BOILER,
    WaterHeater.NETWORK,
    WaterHeater.BOILER,
    WaterHeater.BOILER_SOLID,
)


@dataclass(frozen=True, slots=True)
class HotWaterUse:
    """What hot water consumes.

    Shapes: (rows of hot_water_generator,) for final energy, generation and storage; (rows of hot_water,) for others.
    """

    final_kwh: Floats
    need_kwh: Floats  # need that each generator answers for, all its dwellings together
    installation_kwh: Floats  # need that each installation answers for
    generation_efficiency: Floats  # Rg, or Rg·Rs where the formula gives both; COP of heat pumps
    storage_efficiency: Floats  # Rs of electric tanks, else 1
    distribution_efficiency: Floats
    solar_share: Floats


@dataclass(frozen=True, slots=True)
class WaterSupply:
    """What hot water systems are, whoever lives there.

    Shapes: (rows of hot_water,) for the installation's columns, (rows of hot_water_generator,) for `owner`, `part`
    and `tank_wh`.
    """

    owner: Rows  # row of `hot_water` of each generator, -1 where it names none
    part: Floats  # part of the installation's need that each generator meets
    tank_wh: Floats  # losses of the tank of each generator, Wh a year
    systems: Floats  # how many equal systems each installation stands for
    weight: Floats  # part of the dwelling's need that each installation meets
    distribution: Floats
    solar_share: Floats
    recovered_tanks: Floats  # tanks of each generator that stand among the heated rooms


def supply(context: Context) -> WaterSupply:
    """Hot water systems of all dwellings. What the tables do not know refuses the dwelling."""
    table, owner = context.stock["hot_water"], _installation(context)
    row_id = _distribution_rows(context, owner)
    distribution = lookup("hot_water_distribution", "row_id").find("efficiency", row_id)
    solar = solar_share(context)
    beside = np.bincount(owner[owner >= 0], minlength=len(table))
    context.refusals.unknown("hot_water", np.isnan(distribution), "shared_id")
    context.refusals.unknown("hot_water", np.isnan(solar), "solar_type_id")
    context.refusals.missing("hot_water_generator", owner < 0, "hot_water_number")
    context.refusals.missing("hot_water", beside == 0, "hot_water_generator")
    count = systems(context)
    return WaterSupply(
        owner=owner,
        part=np.append(1 / np.maximum(beside, 1), np.nan)[owner],
        tank_wh=tanks.losses_wh(context),
        systems=count,
        weight=count / total_by(table["dwelling"], count, context.size)[table["dwelling"]],
        distribution=distribution,
        solar_share=solar,
        recovered_tanks=_recovered_tanks(context, owner, row_id, count),
    )


def _recovered_tanks(context: Context, owner: Rows, row_id: Column, count: Floats) -> Floats:
    """How many tanks of each generator warm the rooms, as official values show.

    The dwelling's own where water is made in the heated volume, a shared one where it is said to stand there.
    """
    table, generator = context.stock["hot_water"], context.stock["hot_water_generator"]
    own = np.append(table["shared_id"] == 1, False)[owner]
    made_inside = np.append(np.where(member(row_id, _HEATED_ROWS), count, 0.0), 0.0)[owner]
    said = np.where(
        generator["tank_in_heated_volume"] < 0, generator["in_heated_volume"], generator["tank_in_heated_volume"]
    )
    return np.where(own, made_inside, (said == 1).astype(np.float64))


def consumption(context: Context, generators: Generators, need: HotWaterNeed, supplied: WaterSupply) -> HotWaterUse:
    """Final energy of each hot water generator, kWh a year."""
    owner = supplied.owner
    installation_kwh = need.annual_kwh[context.stock["hot_water"]["dwelling"]] * supplied.weight
    need_kwh = np.append(installation_kwh, np.nan)[owner] * supplied.part
    each_wh = 1000 * need_kwh / np.append(supplied.systems, np.nan)[owner]
    carried = np.append(supplied.distribution, np.nan)[owner]
    generation, storage = efficiencies(context, generators, each_wh, supplied)
    context.refusals.unknown("hot_water_generator", np.isnan(generation * storage) & (each_wh > 0), "type_id")
    bought = 1 - np.append(supplied.solar_share, np.nan)[owner]
    return HotWaterUse(
        final_kwh=need_kwh * bought / (carried * generation * storage),
        need_kwh=need_kwh,
        installation_kwh=installation_kwh,
        generation_efficiency=generation,
        storage_efficiency=storage,
        distribution_efficiency=supplied.distribution,
        solar_share=supplied.solar_share,
    )


def recovered_wh(context: Context, occupants: Behaviour, need: HotWaterNeed, supplied: WaterSupply) -> Floats:
    """Losses of distribution and tanks that warm the rooms in each month, Wh, (dwellings, 12) (§9.1)."""
    installation = context.stock["hot_water"]
    lost = np.where(installation["shared_id"] == 1, _LOSS_INDIVIDUAL, _LOSS_SHARED)
    dwelling = installation["dwelling"]
    distribution = total_by(dwelling, lost * 1000 * need.annual_kwh[dwelling] * supplied.weight, context.size)
    generator = context.stock["hot_water_generator"]
    standing = total_by(generator["dwelling"], supplied.tank_wh * supplied.recovered_tanks, context.size)
    return np.asarray(_RECOVERED / _HOURS * occupants.heating_hours_h * (distribution + standing)[:, None])


def systems(context: Context) -> Floats:
    """How many equal systems each row of `hot_water` stands for: more than 1 where flats have one each."""
    table = context.stock["hot_water"]
    many = context.of("hot_water", context.is_building | context.from_building)
    written = np.fmax(table["multiplier"], table["dwellings"])
    rows = np.bincount(table["dwelling"], minlength=context.size)
    spread = context.of("hot_water", context.dwellings / np.maximum(rows, 1))
    count = np.where(written >= 1, written, spread)
    return np.where(many & (table["shared_id"] == 1), np.maximum(count, 1.0), 1.0)


def _distribution_rows(context: Context, owner: Rows) -> Column:
    """Row of the distribution table of each row of `hot_water`, -1 where it is not known (§11.5).

    The declared row says where the hot water is made and whether the rooms it serves adjoin, which the form asks
    nowhere else. Without it, rooms count as adjoining, and the generator says whether it stands in the heated volume.
    """
    table = context.stock["hot_water"]
    insulated, loop = table["insulated_pipes"] == 1, table["loop_id"]
    shared = choose([loop == _TRACED, insulated & (loop == _LOOPED), insulated], [8, 6, 8], 4)
    own = np.where(_made_in_heated_volume(context, owner), 1, 3)
    by_rules = choose([table["shared_id"] == 1, table["shared_id"] > 1], [own, shared], -1)
    return np.where(table["distribution_row_id"] > 0, table["distribution_row_id"], by_rules)


def _made_in_heated_volume(context: Context, owner: Rows) -> Bools:
    """Whether a generator of the installation stands in the heated volume (not said: outside)."""
    table = context.stock["hot_water_generator"]
    inside = (table["in_heated_volume"] == 1).astype(np.float64)
    return np.asarray(total_by(owner, inside, len(context.stock["hot_water"])) > 0)


def solar_share(context: Context) -> Floats:
    """Fecs of each row of `hot_water`: as entered, else by zone, system and building; 0 without solar (§11.3)."""
    table = context.stock["hot_water"]
    listed = lookup("solar_coverage", "climate_zone_id", "solar_type_id", "house", "heating").find(
        "share",
        context.of("hot_water", context.climate_zone_id),
        table["solar_type_id"],
        context.of("hot_water", context.is_house.astype(np.int32)),
        np.zeros(len(table), dtype=np.int32),
    )
    declared = lookup("solar_coverage", "row_id").find("share", table["solar_row_id"])
    listed = np.where(np.isnan(listed), declared, listed)
    share = np.where(np.isnan(table["solar_share_entered"]), listed, table["solar_share_entered"])
    solar = (table["layout_id"] == _WITH_SOLAR) | (table["solar_share_entered"] > 0)
    return np.where(solar, share, 0.0)


def efficiencies(
    context: Context, generators: Generators, need_wh: Floats, supplied: WaterSupply
) -> tuple[Floats, Floats]:
    """Rg (or Rg·Rs where one formula gives both) and Rs of each hot water generator.

    Args:
        context: of the dwellings.
        generators: their characteristics.
        need_wh: yearly need of one system, Wh.
        supplied: their tanks and pipes.
    """
    pipes = context.stock["hot_water"]
    # Plants that serve several buildings count as a heat network (§14.3), whatever heats the water.
    network = np.append(pipes["shared_id"] == _SEVERAL_BUILDINGS, False)[supplied.owner]
    family = np.where(network, WaterHeater.NETWORK, generators.hot_water.family)
    generation = _generation(context, generators, family, need_wh, supplied)
    measured = context.stock["hot_water_generator"]["measured_efficiency"]
    return np.where(measured > 0, measured, generation), _storage(context, family, need_wh, supplied)


def _storage(context: Context, family: Column, need_wh: Floats, supplied: WaterSupply) -> Floats:
    """Rs of electric tanks (§11.6), 1 for the others."""
    kind = context.stock["hot_water_generator"]["type_id"]
    carried = np.append(supplied.distribution, np.nan)[supplied.owner]
    electric = (family == WaterHeater.ELECTRIC_TANK) | (family == WaterHeater.ELECTRIC_BOILER)
    storage = np.where(electric, 1 / (1 + supplied.tank_wh * carried / need_wh), 1.0)
    return np.where(kind == _CLASS_C, np.minimum(_CLASS_C_GAIN * storage, 1.0), storage)


def _generation(
    context: Context, generators: Generators, family: Column, need_wh: Floats, supplied: WaterSupply
) -> Floats:
    """Rg by family (§14), NaN where a characteristic is not known."""
    table, water = context.stock["hot_water_generator"], generators.hot_water
    insulated_pipes = np.append(context.stock["hot_water"]["insulated_pipes"] == 1, False)[supplied.owner]
    insulated = member(table["type_id"], _INSULATED_NETWORKS) | insulated_pipes
    standby, pilot = water.qp0_w / need_wh, water.pilot_w / need_wh
    tank, inverse = supplied.tank_wh / need_wh, 1 / water.rpn
    boiler = 1 / (inverse + _STANDBY_H * standby + tank + _PILOT_H * 0.5 * pilot)
    return choose(
        [family == each for each in _FORMULAS],
        [
            water_cop(context),
            table["measured_cop"],
            1 / (inverse + _ALL_YEAR_H * standby + tank + _PILOT_H * pilot),
            1 / (inverse + _STANDBY_H * standby + _PILOT_H * pilot),
            np.ones(len(table)),
            np.ones(len(table)),
            np.full(len(table), _ELECTRIC_BOILER),
            np.where(insulated, _NETWORK_INSULATED, _NETWORK_BARE),
            boiler,
            boiler,
        ],
        np.nan,
    )


def _installation(context: Context) -> Rows:
    """Row of `hot_water` of each generator, -1 where it names none."""
    table = context.stock["hot_water_generator"]
    return context.row("hot_water", table["dwelling"], table["hot_water_number"])
