"""Who heats what: parts of the need by layout 1 to 11 of an installation (arrêté du 31 mars 2021, annexe 1, §9).

Each generator has a rank in the layout (main, back-up, bathroom); the need is first split by rank, then among the
generators of a rank. Emitters are linked to generators by rank.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context
from rehab_app.energy.families import Heater, burns
from rehab_app.energy.heating.generators import Generators
from rehab_app.energy.tables import Bools, Floats, Ints, Rows, choose, lookup

RANKS = 4  # ranks 1 to 3; 0 is not used
WOOD_BACKUP, ROOM_STOVE_FIRST, BACKUP_AND_BATHROOM, WOOD_FIRST, SOLAR_AND_WOOD = 3, 4, 5, 6, 7
BOILER_BEHIND_PUMP, ALL_THREE, SHARED_BASE, TWO_CIRCUITS = 8, 9, 10, 11
SHARED_CIRCUIT = 0.6  # of convectors on two circuits
_BATHROOM = 3
_COMBINED = 4  # type_installation_solaire: heating and hot water
_SOLAR = (2, SOLAR_AND_WOOD)


@dataclass(frozen=True, slots=True)
class Layout:
    """Links and ranks.

    Attributes:
        installation: row of `heating` of each generator, -1 where it names none.
        emitter_installation: the same of each emitter.
        rank: 1 to 3, of each generator.
        emitter_rank: 1 to 3, of each emitter.
        share: part of the need of the installation that each generator meets, before solar; layout 10 is settled
            month by month elsewhere and has its even split here.
        solar_share: Fch of each installation, shape (rows of heating,).
    """

    installation: Rows
    emitter_installation: Rows
    rank: Ints
    emitter_rank: Ints
    share: Floats
    solar_share: Floats


def layout(context: Context, generators: Generators) -> Layout:
    """The layout of every installation; an installation without generator or emitter refuses the dwelling."""
    heating = context.stock["heating"]
    generator, emitter = context.stock["heating_generator"], context.stock["heating_emitter"]
    owner = context.row("heating", generator["dwelling"], generator["heating_number"])
    emitter_owner = context.row("heating", emitter["dwelling"], emitter["heating_number"])
    for table, rows in (("heating_generator", owner), ("heating_emitter", emitter_owner)):
        context.refusals.missing(table, rows < 0, "heating_number")
        context.refusals.missing("heating", np.bincount(rows[rows >= 0], minlength=len(heating)) == 0, table)
    kind = np.append(np.where(heating["layout_id"] > 0, heating["layout_id"], 1), 1)
    of_generator, of_emitter = kind[owner], kind[emitter_owner]
    family = generators.heating.family
    hybrid = lookup("heating_generators", "generator_id").find("hybrid", generator["type_id"]) == 1
    order = _order(owner, generator["number"])
    rank = _rank(owner, of_generator, family, hybrid, generator["link_id"], order)
    emitter_rank = np.clip(emitter["link_id"], 1, _BATHROOM)
    emitter_order = _order(emitter_owner, emitter["number"])
    emitter_rank = np.where(of_emitter == SHARED_BASE, np.minimum(emitter_order, 2), emitter_rank)
    beside = _within_rank(context, generators, owner, rank, hybrid)
    return Layout(
        installation=owner,
        emitter_installation=emitter_owner,
        rank=rank,
        emitter_rank=emitter_rank.astype(np.int32),
        share=_rank_share(of_generator, rank, owner, len(heating), hybrid) * beside,
        solar_share=solar_share(context),
    )


def solar_share(context: Context) -> Floats:
    """Fch of each row of `heating`: as entered, else by zone; 0 without solar heating (§9.2, §18.4).

    Panels described with the hot water as serving heating too count here as well.
    """
    heating, water = context.stock["heating"], context.stock["hot_water"]
    combined = np.bincount(water["dwelling"], weights=water["solar_type_id"] == _COMBINED, minlength=context.size) > 0
    listed = lookup("solar_coverage", "climate_zone_id", "solar_type_id", "house", "heating").find(
        "share",
        context.of("heating", context.climate_zone_id),
        np.ones(len(heating), dtype=np.int32),
        np.ones(len(heating), dtype=np.int32),
        np.ones(len(heating), dtype=np.int32),
    )
    share = np.where(np.isnan(heating["solar_share_entered"]), listed, heating["solar_share_entered"])
    return np.where(np.isin(heating["layout_id"], _SOLAR) | context.of("heating", combined), share, 0.0)


def _order(owner: Rows, number: Column) -> Ints:
    """Place of each part in its installation, from 1."""
    order = np.lexsort((number, owner))
    sorted_owner = owner[order]
    starts = np.flatnonzero(np.diff(sorted_owner, prepend=-2))
    within = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    place = np.empty(len(order), dtype=np.int32)
    place[order] = within + 1
    return place


def _rank(owner: Rows, kind: Column, family: Ints, hybrid: Bools, link: Column, order: Ints) -> Ints:
    """Rank of each generator: by what it is where the layout names it, else by its link, else 1."""
    stove, pump = family == Heater.STOVE, family == Heater.HEAT_PUMP
    solid, joule = family == Heater.BOILER_SOLID, family == Heater.JOULE
    linked = np.where((link >= 1) & (link <= _BATHROOM), link, order)
    # A plant that neither burns nor is a heat pump (a network) stands where the file puts it.
    with_pump = np.bincount(owner[owner >= 0], weights=pump[owner >= 0], minlength=int(owner.max(initial=0)) + 1)
    with_fire = np.bincount(
        owner[owner >= 0], weights=burns(family)[owner >= 0], minlength=int(owner.max(initial=0)) + 1
    )
    clear = (with_pump[owner] > 0) & (with_fire[owner] > 0)
    behind_pump = np.where(clear, np.where(pump | hybrid, 1, 2), order)
    rank = choose(
        [
            (kind == WOOD_BACKUP) | (kind == SOLAR_AND_WOOD),
            kind == ROOM_STOVE_FIRST,
            kind == BACKUP_AND_BATHROOM,
            kind == WOOD_FIRST,
            kind == BOILER_BEHIND_PUMP,
            kind == ALL_THREE,
            kind == SHARED_BASE,
        ],
        [
            np.where(stove, 2, np.where(linked == 2, 2, 1)),
            np.where(joule, _BATHROOM, 1),
            np.where(stove, 2, np.where(linked == _BATHROOM, 3, 1)),
            np.where(solid, 1, 2),
            behind_pump,
            np.where(stove, 3, behind_pump),
            np.minimum(order, 2),
        ],
        1,
    )
    return np.asarray(np.clip(rank, 1, _BATHROOM), dtype=np.int32)


@cache
def _shares() -> Floats:
    """Part of the need by layout and rank, before solar; 1 for rank 1 of a layout that is not split."""
    found = lookup("heating_layout_shares", "layout_id", "rank")
    shares = found.take("share", found.index[:12, :RANKS].astype(np.intp))
    return np.nan_to_num(shares)


def _rank_share(kind: Column, rank: Ints, owner: Rows, size: int, hybrid: Bools) -> Floats:
    """Part of the need that the rank of each generator meets.

    Where a generator of the layout is not described, the ones that are meet the whole need. Both parts of a hybrid
    heat pump are one generator here; their split has its own table.
    """
    table = _shares()
    base = np.where(kind == SHARED_BASE, 1.0, table[np.clip(kind, 0, 11), rank])
    base = np.where(kind == TWO_CIRCUITS, 1.0, base)
    of_hybrid = np.where(kind == ALL_THREE, table[ALL_THREE, 1] + table[ALL_THREE, 2], 1.0)
    base = np.where(hybrid & ((kind == BOILER_BEHIND_PUMP) | (kind == ALL_THREE)), of_hybrid, base)
    group = owner * RANKS + rank
    first = np.zeros(len(owner), dtype=bool)
    first[np.unique(group, return_index=True)[1]] = True
    present = total_by(np.where(owner >= 0, owner, size), np.where(first, base, 0.0), size + 1)[owner]
    ranked = np.isin(kind, (SHARED_BASE, TWO_CIRCUITS))
    return np.where(ranked | (present == 0), base, base / np.where(present == 0, 1.0, present))


def _within_rank(context: Context, generators: Generators, owner: Rows, rank: Ints, hybrid: Bools) -> Floats:
    """Part of each generator among those of its rank: hybrids by zone, boilers by power, others evenly."""
    appliances = generators.heating
    zone = context.of("heating_generator", context.climate_zone_id)
    split = lookup("hybrid_heat_pump_shares", "climate_zone_id")
    row = split.rows(zone)
    pump = appliances.family == Heater.HEAT_PUMP
    by_zone = np.where(pump, split.take("heat_pump", row), split.take("boiler", row))
    size = (len(context.stock["heating"]) + 1) * RANKS
    group = np.where(owner >= 0, owner, len(context.stock["heating"])) * RANKS + rank
    fire = burns(appliances.family)
    fires = total_by(group, fire.astype(np.float64), size)[group]
    many = np.bincount(group, minlength=size)[group]
    power = np.where(fire, appliances.pn_w, 0.0)
    weight = np.where(fires == many, power, 1.0)
    weight = np.where(hybrid & (many > 1), by_zone, weight)
    return np.where(many == 1, 1.0, weight / np.where(many == 1, 1.0, total_by(group, weight, size)[group]))
