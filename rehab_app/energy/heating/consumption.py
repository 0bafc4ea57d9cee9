"""Final energy of heating (arrêté du 31 mars 2021, annexe 1, §9).

conso = part · need · Σ S·INT/(Re·Rr·Rd) / Σ S / Rg, by generator.
"""

from dataclasses import dataclass

import numpy as np

from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Behaviour, Envelope, HeatingNeed
from rehab_app.energy.families import Heater, burns
from rehab_app.energy.heating import emission, load_curve, shared_base, temperatures
from rehab_app.energy.heating.generators import Generators
from rehab_app.energy.heating.heat_pumps import feeds_floor, heating_cop
from rehab_app.energy.heating.layouts import RANKS, Layout, layout
from rehab_app.energy.tables import Bools, Floats, Ints, Rows, lookup


@dataclass(frozen=True, slots=True)
class HeatingUse:
    """What heating consumes; shapes (rows of heating_generator,) unless said otherwise."""

    final_kwh: Floats
    need_kwh: Floats  # part of the need that the generator meets
    part: Floats  # the same over the need of the installation
    efficiency: Floats  # Rg or SCOP
    chain: Floats  # INT / (Re·Rr·Rd)
    layout: Layout


def consumption(
    context: Context,
    envelope: Envelope,
    behaviour: Behaviour,
    generators: Generators,
    need: HeatingNeed,
    intermittence: Floats,
) -> HeatingUse:
    """Final energy of each heat generator, kWh a year; an efficiency that the tables lack refuses the dwelling."""
    arranged = layout(context, generators)
    emitted = emission.efficiency(context)
    chain = _chain(context, arranged, intermittence / emitted)
    efficiency = generator_efficiency(context, envelope, behaviour, generators, arranged)
    context.refusals.unknown("heating_generator", np.isnan(efficiency), "type_id")
    part = arranged.share * np.append(1 - arranged.solar_share, np.nan)[arranged.installation]
    passed = 1 / _chain(context, arranged, 1 / emitted)
    part = shared_base.parts(context, behaviour, generators, arranged, need, part, passed)
    need_kwh = part * np.append(need.installation_kwh, np.nan)[arranged.installation]
    return HeatingUse(
        final_kwh=need_kwh * chain / efficiency,
        need_kwh=need_kwh,
        part=part,
        efficiency=efficiency,
        chain=chain,
        layout=arranged,
    )


def generator_efficiency(
    context: Context, envelope: Envelope, behaviour: Behaviour, generators: Generators, arranged: Layout
) -> Floats:
    """Rg of each heat generator: measured, by table, by the load curve, or the SCOP of a heat pump (§12.4, §13)."""
    table, family = context.stock["heating_generator"], generators.heating.family
    fixed = _fixed(context, family)
    cop = heating_cop(context, _serves_floor(context, arranged))
    burning = _burning_efficiency(context, envelope, behaviour, generators, arranged)
    pump = (family == Heater.HEAT_PUMP) | (family == Heater.GAS_HEAT_PUMP)
    found = np.select([pump, burns(family)], [cop, burning], fixed)
    measured = table["measured_efficiency"]
    return np.where(measured > 0, measured, found)


def _fixed(context: Context, family: Ints) -> Floats:
    """Efficiency of stoves, direct electricity and networks; unknown shared systems have that of their family."""
    table = context.stock["heating_generator"]
    by_type = lookup("heating_generators", "generator_id").find("efficiency_row_id", table["type_id"])
    by_family = np.select(
        [family == Heater.JOULE, family == Heater.ELECTRIC_BOILER, family == Heater.NETWORK], [29, 30, 31], -1
    )
    listed = np.where(np.isnan(by_type), -1, by_type).astype(np.int32)
    row = np.where(listed > 0, listed, np.where(by_family > 0, by_family, table["efficiency_row_id"]))
    return emission.declared("generation")[np.where((row > 0) & (row <= 31), row, -1)]


def _burning_efficiency(
    context: Context, envelope: Envelope, behaviour: Behaviour, generators: Generators, arranged: Layout
) -> Floats:
    """Rg of combustion generators by the load curve, NaN for the others."""
    table, boilers = context.stock["heating_generator"], generators.heating
    owner = table["dwelling"]
    pn_w = np.where(burns(boilers.family), boilers.pn_w, 0.0)
    coldest_w = envelope.gv_w_k * (behaviour.indoor_c - context.climate.base_c)
    size = total_by(owner, pn_w, context.size) / coldest_w
    full_c, part_c = _water_c(context, generators, arranged)
    burner = load_curve.Burner(
        family=boilers.family,
        pn_w=boilers.pn_w,
        rpn=boilers.rpn,
        rpint=boilers.rpint,
        qp0_w=boilers.qp0_w,
        pilot_w=boilers.pilot_w,
        gross_per_net=lookup("calorific_ratios", "energy_id").find("gross_per_net", table["energy_id"]),
        temperature_100_c=full_c,
        temperature_30_c=np.where(table["burner_control"] == 1, part_c, full_c),
    )
    return load_curve.seasonal_efficiency(burner, size[owner])


def _water_c(context: Context, generators: Generators, arranged: Layout) -> tuple[Floats, Floats]:
    """Water temperatures of each generator at full and 30 % load: the hottest its emitters ask, or as measured."""
    emitter, table = context.stock["heating_emitter"], context.stock["heating_generator"]
    period = temperatures.emitter_period(
        emitter["period_id"],
        context.of("heating_emitter", context.year),
        context.of("heating_emitter", context.period_id),
    )
    group, wanted = _groups(context, arranged)
    family = generators.heating.family
    old = temperatures.before_1990(generators.heating.modelled_id)
    column = temperatures.column(family, old)
    hottest = [np.full(len(table), -np.inf), np.full(len(table), -np.inf)]
    level = temperatures.level(emitter["temperature_id"])
    # Nine kinds of emitters at most: for each, whether the generator serves one of it.
    for level_id in (temperatures.LOW, temperatures.MEDIUM, temperatures.HIGH):
        for period_id in (1, 2, 3):
            of_kind = (level == level_id) & (period == period_id)
            served = _any_in_group(group, of_kind, wanted)
            levels = np.full(len(table), level_id), np.full(len(table), period_id)
            values = (
                temperatures.full_load_c(family, *levels),
                temperatures.part_load_c(column, family, *levels),
            )
            hottest = [np.where(served, np.fmax(a, b), a) for a, b in zip(hottest, values, strict=True)]
    full, part = (np.where(np.isinf(values), np.nan, values) for values in hottest)
    measured = table["measured_temperature_100_c"], table["measured_temperature_30_c"]
    return np.where(measured[0] > 0, measured[0], full), np.where(measured[1] > 0, measured[1], part)


def _serves_floor(context: Context, arranged: Layout) -> Bools:
    """Whether the emitters of each generator are floors or ceilings fed with water, all of them."""
    emitter = context.stock["heating_emitter"]
    group, wanted = _groups(context, arranged)
    other = ~feeds_floor(emitter["type_id"])
    return ~_any_in_group(group, other, wanted)


def _chain(context: Context, arranged: Layout, loss: Floats) -> Floats:
    """Mean of INT/(Re·Rr·Rd) over the emitters of each generator, weighted by the area they heat."""
    area = context.stock["heating_emitter"]["heated_area_m2"]
    group, wanted = _groups(context, arranged)
    size = (len(context.stock["heating"]) + 1) * RANKS
    # Emitters without area count alike: in a group of one, the area does not matter.
    weight = np.where(area > 0, area, 1.0)
    total = total_by(group, weight, size)
    mean = total_by(group, weight * loss, size) / np.where(total == 0, np.nan, total)
    return np.asarray(mean[wanted])


def _any_in_group(group: Rows, chosen: Bools, wanted: Rows) -> Bools:
    size = int(max(group.max(initial=0), wanted.max(initial=0))) + 1
    return np.asarray(np.bincount(group[chosen], minlength=size)[wanted] > 0)


def _groups(context: Context, arranged: Layout) -> tuple[Rows, Rows]:
    """Group (installation and rank) of each emitter, and of the emitters each generator feeds.

    A generator whose rank has no emitter feeds those of the main rank.
    """
    rows = len(context.stock["heating"])
    own = np.where(arranged.emitter_installation >= 0, arranged.emitter_installation, rows)
    group = own * RANKS + arranged.emitter_rank
    there = np.bincount(group, minlength=(rows + 1) * RANKS) > 0
    mine = np.where(arranged.installation >= 0, arranged.installation, rows)
    ranked, main = mine * RANKS + arranged.rank, mine * RANKS + 1
    second = mine * RANKS + 2
    fallback = np.where(there[main], main, np.where(there[second], second, mine * RANKS + 3))
    return group.astype(np.intp), np.where(there[ranked], ranked, fallback).astype(np.intp)
