"""The order of the steps of the 3CL-DPE 2021 method, and nothing else (arrêté du 31 mars 2021, annexe 1).

Every step takes columns and gives columns; monthly arrays have the shape (dwellings, 12). Parts, needs and losses are
at the scale of the building for a flat generated from its building (`Context.from_building`), of the dwelling or
building itself otherwise; `final` and `totals` bring them to the dwelling.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from rehab_app.core.i18n import _
from rehab_app.domain.table import Column, Stock
from rehab_app.energy import auxiliaries, cooling, hot_water, lighting
from rehab_app.energy.batches import BATCH, batches, in_rows_of, joined
from rehab_app.energy.building import Refusal, Refusals, check_dwellings, check_sizes
from rehab_app.energy.codes import with_official_codes
from rehab_app.energy.context import Context, context
from rehab_app.energy.final import Consumption
from rehab_app.energy.gains import gains, south_area_m2
from rehab_app.energy.heating import consumption as heating
from rehab_app.energy.heating import standby
from rehab_app.energy.losses.whole import Losses, losses
from rehab_app.energy.need import (
    adult_equivalents,
    before_recovery_wh,
    behaviour,
    heating_need,
    hot_water_need,
    useful_gains_share,
)
from rehab_app.energy.results import Course, named, part_values, without_refused
from rehab_app.energy.systems import Systems, systems
from rehab_app.energy.tables import Floats


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the method finds.

    Attributes:
        totals: columns by dwelling, named and counted as in the block `sortie` of the official file; NaN (labels "")
            for refused dwellings.
        parts: by part table (and "dwelling"), columns of intermediate values by row of that table.
        refusals: why dwellings have no result, by dwelling.
    """

    totals: Mapping[str, Column]
    parts: Mapping[str, Mapping[str, Column]]
    refusals: tuple[Refusal, ...]


def estimate(stock: Stock, on: datetime.date | None = None) -> Estimate:
    """Estimate every dwelling of the stock.

    Args:
        stock: the dwellings with all their parts.
        on: date of prices, factors and thresholds for all dwellings; each one's own `assessed_on` by default.
    """
    if stock.size <= BATCH:
        return _estimate(stock, on)
    done = [_estimate(batch, on) for batch in batches(stock)]
    parts = {table: joined([each.parts[table] for each in done]) for table in done[0].parts}
    return Estimate(
        totals=joined([each.totals for each in done]),
        parts={
            table: columns if table == "dwelling" else in_rows_of(stock[table], columns)
            for table, columns in parts.items()
        },
        refusals=tuple(
            replace(refusal, dwelling=refusal.dwelling + place * BATCH)
            for place, each in enumerate(done)
            for refusal in each.refusals
        ),
    )


def _estimate(stock: Stock, on: datetime.date | None) -> Estimate:
    dates = stock["dwelling"]["assessed_on"]
    refusals = Refusals(stock)
    # Missing inputs are NaN and refuse their dwelling by name; they must not warn on the way.
    with np.errstate(all="ignore"):
        if on is not None:
            dates = np.full(stock.size, np.datetime64(on, "D"))
        stock = with_official_codes(stock, refusals)
        refusals.missing("dwelling", np.isnat(dates), "assessed_on")
        check_dwellings(stock, refusals)
        check_sizes(stock, refusals)
        known = context(stock, refusals, dates)
        lost = losses(known)
        machines = systems(known, lost.envelope)
        south = south_area_m2(known, lost.windows)
        usual, spending = (_course(known, lost, machines, south, spender=spender) for spender in (False, True))
        totals = named(known, lost, usual, spending)
        parts = part_values(known, lost, machines, usual)
    unknown = ~np.isfinite(totals["ep_conso_5_usages"]) & ~refusals.mask(stock.size)
    refusals.add("dwelling", unknown, "ep_conso_5_usages", _("a value of the method could not be calculated"))
    refused = refusals.mask(stock.size)
    in_order = sorted(refusals.found, key=lambda refusal: refusal.dwelling)
    return Estimate(without_refused(totals, refused), parts, tuple(in_order))


def _course(known: Context, lost: Losses, machines: Systems, south: Floats, *, spender: bool) -> Course:
    occupants, envelope = behaviour(known, spender=spender), lost.envelope
    adults = adult_equivalents(known)
    water_need = hot_water_need(known, occupants, adults)
    free = gains(known, occupants, south, adults)
    share = useful_gains_share(known, envelope, occupants, free)
    before = before_recovery_wh(envelope, occupants, share)
    from_water = hot_water.recovered_wh(known, occupants, water_need, machines.hot_water)
    from_generators = standby.recovered_wh(known, occupants, machines.generators, before)
    need = heating_need(known, before, from_water + from_generators)
    heat = heating.consumption(known, envelope, occupants, machines.generators, need, machines.heating)
    water = hot_water.consumption(known, machines.generators, water_need, machines.hot_water)
    found = Consumption(
        generators=machines.generators,
        heating=heat,
        hot_water=water,
        cooling=cooling.consumption(known, envelope, occupants, free),
        auxiliaries=auxiliaries.auxiliaries(known, envelope, occupants, machines.generators, heat, water_need, water),
        lighting_kwh=lighting.consumption_kwh(known),
    )
    return Course(free, share, from_water, from_generators, need, water_need, found)
