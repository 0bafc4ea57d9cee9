"""Conventional cost of energy by dated tariff (arrêté du 31 mars 2021, annexe 7; arrêté du 25 mars 2024).

The band of an energy is chosen on the whole yearly consumption that one contract covers; its mean price then holds for
every use. The dwelling buys its own energy; what shared systems and their pumps consume is bought for the building.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.context import Context
from rehab_app.energy.final import ENERGIES, ON_SITE, Final
from rehab_app.energy.shares import virtual_ratio
from rehab_app.energy.tables import Floats, Rows, sheet

_BANDS = 5


@dataclass(frozen=True, slots=True)
class _Tariffs:
    """Prices by tariff and energy: shape (tariffs, energies, bands)."""

    from_date: Column
    above_kwh: Floats
    fixed_eur: Floats
    eur_per_kwh: Floats


@cache
def _tariffs() -> _Tariffs:
    table = sheet("energy_prices")
    dates = sorted(set(table.texts("from_date")))
    shape = (len(dates), ENERGIES, _BANDS)
    above, fixed, price = np.full(shape, np.inf), np.full(shape, np.nan), np.full(shape, np.nan)
    filled = np.zeros(shape[:2], dtype=np.intp)
    for date, energy, floor, part, unit in zip(
        table.texts("from_date"),
        table.texts("energy_id"),
        table.numbers("above_kwh"),
        table.numbers("fixed_eur"),
        table.numbers("eur_per_kwh"),
        strict=True,
    ):
        place = dates.index(date), int(energy)
        band = filled[place]
        above[(*place, band)], fixed[(*place, band)], price[(*place, band)] = floor, part, unit
        filled[place] += 1
    above[:, ON_SITE, 0], fixed[:, ON_SITE, 0], price[:, ON_SITE, 0] = 0.0, 0.0, 0.0
    return _Tariffs(np.array(dates, dtype="datetime64[D]"), above, fixed, price)


def tariff(assessed_on: Column) -> Rows:
    """Tariff in force at each date: the first one before it began or without a date."""
    begins = _tariffs().from_date
    place = np.searchsorted(begins, assessed_on, side="right") - 1
    return np.where(np.isnat(assessed_on), 0, np.clip(place, 0, len(begins) - 1))


def mean_price_eur(assessed_on: Column, yearly_kwh: Floats) -> Floats:
    """Mean price of each energy, €/kWh, shape (dwellings, energies), at that yearly consumption; NaN without price."""
    prices, when = _tariffs(), tariff(assessed_on)
    band = np.zeros(yearly_kwh.shape, dtype=np.intp)
    for place in range(1, _BANDS):
        band += yearly_kwh >= prices.above_kwh[:, :, place][when]
    energy = np.arange(ENERGIES)
    fixed = prices.fixed_eur[when[:, None], energy, band]
    unit = prices.eur_per_kwh[when[:, None], energy, band]
    return np.asarray(unit + fixed / np.where(yearly_kwh > 0, yearly_kwh, 1.0))


def cost_eur(context: Context, final: Final) -> Floats:
    """Cost of each use a year, €, shape (dwellings, uses)."""
    own = final.kwh - final.shared_kwh
    # Each home of a building that is assessed as a whole has a contract of its own.
    homes = np.where(context.is_building, context.dwellings, 1.0)[:, None]
    spent = _spent_eur(context, own, own.sum(axis=1) / homes)
    if final.shared_kwh.any():
        spent = spent + _spent_eur(context, final.shared_kwh, final.shared_kwh.sum(axis=1) * building_factor(context))
    return spent


def _spent_eur(context: Context, kwh: Floats, contract_kwh: Floats) -> Floats:
    price = mean_price_eur(context.assessed_on, contract_kwh)
    price = np.where(contract_kwh == 0, 0.0, price)
    return np.asarray(np.matmul(kwh, price[:, :, None])[:, :, 0])


def building_factor(context: Context) -> Floats:
    """How much the building consumes for each kWh of the dwelling in shared systems, shape (dwellings, 1)."""
    factor = np.where(context.from_building, context.area_m2 / context.area_out_m2, 1.0)
    for use in ("heating", "hot_water"):
        np.maximum.at(factor, context.stock[use]["dwelling"], 1 / virtual_ratio(context, use))
    air = context.stock["ventilation"]
    alone = air["dwelling"][air["shared"] == 1]
    by_area = (context.building_area_m2 / context.area_out_m2)[alone]
    factor[alone] = np.where((factor[alone] == 1) & (by_area > 1), by_area, factor[alone])
    return factor[:, None]
