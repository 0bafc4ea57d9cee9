"""Several bundles for many homes in one columnar pass: parts after, quantities, costs, energy before and after.

Results of k bundles for n homes have k·n values, bundle after bundle: the value of bundle b and home h is at b·n + h.
"""

import datetime
from collections.abc import Mapping, Sequence

import numpy as np

from rehab_app.domain.table import Column, Stock
from rehab_app.domain.works import Price
from rehab_app.energy.estimate import estimate
from rehab_app.works.apply import apply_targets
from rehab_app.works.costs import costs, total
from rehab_app.works.evaluation import Evaluation, Package
from rehab_app.works.quantities import quantities
from rehab_app.works.surroundings import Surroundings
from rehab_app.works.targets import Selection, targets


def selection_of(packages: Sequence[Package], homes: int) -> Selection:
    """For each work, the flags of the homes whose bundle has it (k·n values)."""
    works = dict.fromkeys(work for package in packages for work in package)
    return {work: np.repeat([work in package for package in packages], homes) for work in works}


def evaluate(
    stock: Stock,
    around: Surroundings,
    packages: Sequence[Package],
    on: datetime.date,
    prices: Mapping[str, Price] | None = None,
    quoted: Mapping[str, Column] | None = None,
) -> Evaluation:
    """All bundles for all homes.

    Args:
        stock: n homes.
        around: façades of their buildings.
        packages: works of each of k bundles.
        on: date of the parameters of the estimates.
        prices: unit prices by code; the library by default.
        quoted: by work, unit prices that firms asked for these homes, NaN where none did.

    Raises:
        RehabError: a work is not in the catalogue.
    """
    times = len(packages)
    tiled, wide = stock.take(np.tile(np.arange(stock.size), times)), around.tiled(times)
    selection = selection_of(packages, stock.size)
    return _evaluation(stock, tiled, wide, selection, tuple(packages), on, prices, quoted)


def evaluate_own(
    stock: Stock,
    around: Surroundings,
    selection: Selection,
    on: datetime.date,
    prices: Mapping[str, Price] | None = None,
    quoted: Mapping[str, Column] | None = None,
) -> Evaluation:
    """Each home with the works of its own, in one pass: n values, as of one bundle.

    Args:
        stock: n homes.
        around: façades of their buildings.
        selection: for each work, the flags of the homes that do it.
        on: date of the parameters of the estimates.
        prices: unit prices by code; the library by default.
        quoted: by work, unit prices that firms asked for these homes, NaN where none did.

    Raises:
        RehabError: a work is not in the catalogue.
    """
    return _evaluation(stock, stock, around, selection, (tuple(selection),), on, prices, quoted)


def _evaluation(
    stock: Stock,
    tiled: Stock,
    wide: Surroundings,
    selection: Selection,
    packages: tuple[Package, ...],
    on: datetime.date,
    prices: Mapping[str, Price] | None,
    quoted: Mapping[str, Column] | None,
) -> Evaluation:
    found = targets(tiled, wide, selection)
    after = apply_targets(tiled, found)
    amounts = quantities(tiled, found)
    asked = {work: np.tile(column, len(packages)) for work, column in (quoted or {}).items()}
    priced = costs(amounts, prices, asked)
    return Evaluation(
        packages=packages,
        stock=stock, tiled=tiled, after=after, around=wide,
        before=estimate(stock, on), result=estimate(after, on),
        found=found, quantities=amounts, costs=priced, total=total(priced, tiled.size),
    )  # fmt: skip
