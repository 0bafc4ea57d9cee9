"""A renovation from end to end, in columns: works chosen, parts after, quantities, costs, energy after."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rehab_app.domain.table import Column, Stock
from rehab_app.domain.works import Price, Takeoff
from rehab_app.energy.estimate import Estimate, estimate
from rehab_app.works.apply import apply_targets
from rehab_app.works.catalogue import bundle
from rehab_app.works.costs import Cost, costs, total
from rehab_app.works.quantities import quantities, takeoffs
from rehab_app.works.surroundings import Surroundings
from rehab_app.works.targets import Selection, targets


@dataclass(frozen=True, slots=True)
class Renovation:
    """What a selection of works does to n dwellings.

    Attributes:
        stock: the part tables after the works.
        estimate: energy after the works.
        quantities: by work, n values in its unit; 0 where it finds nothing to treat.
        costs: by work, n values; total: their sums. Euros before tax.
        takeoffs: for each dwelling, the take-off of each work that treats something there.
    """

    stock: Stock
    estimate: Estimate
    quantities: dict[str, Column]
    costs: dict[str, Cost]
    total: Cost
    takeoffs: list[dict[str, Takeoff]]


def bundle_selection(code: str, dwellings: int) -> Selection:
    """All works of a reference bundle, for all dwellings."""
    return {work: np.ones(dwellings, dtype=bool) for work in bundle(code).works}


def renovate(
    stock: Stock,
    around: Surroundings,
    selection: Selection,
    on: datetime.date,
    prices: Mapping[str, Price] | None = None,
    quoted: Mapping[str, Column] | None = None,
) -> Renovation:
    """Apply, take off, price and estimate again by the same engine, with the parameters of one day.

    Args:
        stock: n homes.
        around: façades of their buildings.
        selection: works of each home.
        on: date of the parameters of the estimate.
        prices: unit prices by code; the library by default.
        quoted: by work, unit prices that firms asked for these homes, NaN where none did.
    """
    found = targets(stock, around, selection)
    after = apply_targets(stock, found)
    amounts = quantities(stock, found)
    priced = costs(amounts, prices, quoted)
    return Renovation(
        stock=after,
        estimate=estimate(after, on),
        quantities=amounts,
        costs=priced,
        total=total(priced, stock.size),
        takeoffs=takeoffs(stock, around, found),
    )
