"""What heating systems are, whoever lives there: chains of emitters, water temperatures, efficiencies that do not
depend on the load (arrêté du 31 mars 2021, annexe 1, §9, §12 and §13)."""

from dataclasses import dataclass, replace

import numpy as np

from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context
from rehab_app.energy.families import Heater, burns
from rehab_app.energy.heating import emission, load_curve, temperatures
from rehab_app.energy.heating.generators import Generators
from rehab_app.energy.heating.heat_pumps import feeds_floor, heating_cop
from rehab_app.energy.heating.layouts import RANKS, Layout, layout
from rehab_app.energy.tables import Bools, Floats, Ints, Rows, choose, lookup


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Shapes (rows of heating_generator,) unless said otherwise.

    Attributes:
        layout: who heats what.
        intermittence: INT of each emitter, shape (rows of heating_emitter,).
        chain: mean of INT / (Re·Rr·Rd) over the emitters of each generator, by area.
        passed: mean Re·Rr·Rd of the emitters of each generator.
        steady: efficiency that does not depend on the load (measured, by table, of a heat pump); NaN where it does.
        burner: what the load curve needs of combustion generators.
    """

    layout: Layout
    intermittence: Floats
    chain: Floats
    passed: Floats
    steady: Floats
    burner: load_curve.Burner


def arrange(context: Context, generators: Generators, intermittence: Floats) -> Arrangement:
    """The arrangement of all heating systems; what the tables do not know refuses the dwelling."""
    arranged = layout(context, generators)
    groups = _groups(context, arranged)
    emitted = emission.efficiency(context)
    return Arrangement(
        layout=arranged,
        intermittence=intermittence,
        chain=_mean(context, groups, intermittence / emitted),
        passed=1 / _mean(context, groups, 1 / emitted),
        steady=_steady_efficiency(context, generators, groups),
        burner=_burner(context, generators, _by_link(context, arranged)),
    )


def _steady_efficiency(context: Context, generators: Generators, groups: tuple[Rows, Rows]) -> Floats:
    """Efficiencies by table, SCOP of heat pumps, measured efficiencies; NaN where the load curve decides (§12.4)."""
    table, family = context.stock["heating_generator"], generators.heating.family
    pump = (family == Heater.HEAT_PUMP) | (family == Heater.GAS_HEAT_PUMP)
    cop = heating_cop(context, _serves_floor(context, groups))
    found = choose([pump, burns(family)], [cop, np.full(len(table), np.nan)], _fixed(context, family))
    measured = table["measured_efficiency"]
    return np.where(measured > 0, measured, found)


def _fixed(context: Context, family: Ints) -> Floats:
    """Efficiency of stoves, direct electricity and networks; unknown shared systems have that of their family."""
    table = context.stock["heating_generator"]
    by_type = lookup("heating_generators", "generator_id").find("efficiency_row_id", table["type_id"])
    by_family = choose(
        [family == Heater.JOULE, family == Heater.ELECTRIC_BOILER, family == Heater.NETWORK], [29, 30, 31], -1
    )
    listed = np.where(np.isnan(by_type), -1, by_type).astype(np.int32)
    row = np.where(listed > 0, listed, np.where(by_family > 0, by_family, table["efficiency_row_id"]))
    return emission.declared("generation")[np.where((row > 0) & (row <= 31), row, -1)]


def _burner(context: Context, generators: Generators, groups: tuple[Rows, Rows]) -> load_curve.Burner:
    table, boilers = context.stock["heating_generator"], generators.heating
    full_c, part_c = _water_c(context, generators, groups)
    return load_curve.Burner(
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


def _water_c(context: Context, generators: Generators, groups: tuple[Rows, Rows]) -> tuple[Floats, Floats]:
    """Water temperatures of each generator at full and 30 % load: the hottest its emitters ask, or as measured."""
    emitter, table = context.stock["heating_emitter"], context.stock["heating_generator"]
    period = temperatures.emitter_period(
        emitter["period_id"],
        context.of("heating_emitter", context.year),
        context.of("heating_emitter", context.period_id),
    )
    group, wanted = groups
    kinds = temperatures.KINDS
    kind = temperatures.kind(temperatures.level(emitter["temperature_id"]), period)
    size = (int(max(group.max(initial=0), wanted.max(initial=0))) + 1) * kinds
    served = np.bincount(group * kinds + kind, minlength=size).reshape(-1, kinds)[wanted] > 0
    family = generators.heating.family
    column = temperatures.column(family, temperatures.before_1990(generators.heating.modelled_id))
    full, part = (
        np.where(served, values, -np.inf).max(axis=1)
        for values in (temperatures.full_load_c(family), temperatures.part_load_c(column, family))
    )
    measured = table["measured_temperature_100_c"], table["measured_temperature_30_c"]
    full, part = np.where(np.isinf(full), np.nan, full), np.where(np.isinf(part), np.nan, part)
    return np.where(measured[0] > 0, measured[0], full), np.where(measured[1] > 0, measured[1], part)


def _serves_floor(context: Context, groups: tuple[Rows, Rows]) -> Bools:
    """Whether the emitters of each generator are floors or ceilings fed with water, all of them."""
    emitter = context.stock["heating_emitter"]
    group, wanted = groups
    other = ~feeds_floor(emitter["type_id"])
    return ~_any_in_group(group, other, wanted)


def _mean(context: Context, groups: tuple[Rows, Rows], values: Floats) -> Floats:
    """Mean of values by emitter over the emitters of each generator, weighted by the area they heat."""
    area = context.stock["heating_emitter"]["heated_area_m2"]
    group, wanted = groups
    size = (len(context.stock["heating"]) + 1) * RANKS
    # Emitters without area count alike: in a group of one, the area does not matter.
    weight = np.where(area > 0, area, 1.0)
    total = total_by(group, weight, size)
    mean = total_by(group, weight * values, size) / np.where(total == 0, np.nan, total)
    return np.asarray(mean[wanted])


def _any_in_group(group: Rows, chosen: Bools, wanted: Rows) -> Bools:
    size = int(max(group.max(initial=0), wanted.max(initial=0))) + 1
    return np.asarray(np.bincount(group[chosen], minlength=size)[wanted] > 0)


def _by_link(context: Context, arranged: Layout) -> tuple[Rows, Rows]:
    """The same by what the file links: base and back-up of a shared base may be on one link."""
    emitter, generator = context.stock["heating_emitter"], context.stock["heating_generator"]
    linked = np.clip(generator["link_id"], 1, RANKS - 1), np.clip(emitter["link_id"], 1, RANKS - 1)
    return _groups(context, replace(arranged, rank=linked[0], emitter_rank=linked[1]))


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
