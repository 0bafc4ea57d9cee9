"""What works cost: dated ranges before tax from resources/works/prices.csv, by dwelling and in one pass.

Each figure of the file keeps its own year, quality and source. A figure without a source is an assumption of the
application and is shown as one; ceilings of subsidies are not prices and are not in the file.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from rehab_app.core.paths import resource
from rehab_app.domain.table import Column
from rehab_app.domain.works import Price
from rehab_app.works.catalogue import entry
from rehab_app.works.effects import BOUNDS as BOUNDS
from rehab_app.works.effects import by_quantity


@dataclass(frozen=True, slots=True)
class Cost:
    """Euros before tax by dwelling."""

    low_eur_ht: Column
    typical_eur_ht: Column
    high_eur_ht: Column


@cache
def prices() -> Mapping[str, Price]:
    """The price library by code; ValueError names a line that is incomplete or out of order."""
    lines: dict[str, dict[str, dict[str, str]]] = {}
    with resource("works", "prices.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lines.setdefault(row["price"], {})[row["bound"]] = row
    return MappingProxyType({code: _price(code, bounds) for code, bounds in lines.items()})


def _price(code: str, bounds: Mapping[str, Mapping[str, str]]) -> Price:
    if set(bounds) != set(BOUNDS):
        raise ValueError(f"resources/works/prices.csv: {code} needs low, typical and high")
    low, typical, high = (float(bounds[name]["euros_ht"]) for name in BOUNDS)
    if not 0 < low <= typical <= high:
        raise ValueError(f"resources/works/prices.csv: {code} is not in order low, typical, high")
    main, parts = bounds["typical"], _parts()
    if code not in parts:
        raise ValueError(f"resources/works/price_parts.csv: {code} has no line")
    labour, index = parts[code]
    assumed = tuple(name for name in BOUNDS if not bounds[name]["quality"])
    return Price(
        price=code,
        unit=main["unit"],
        low=low,
        typical=typical,
        high=high,
        year=int(main["year"]),
        source=main["source"],
        quality=main["quality"],
        assumption="typical" in assumed,
        assumed_bounds=assumed,
        labour_share=labour,
        index=index,
    )


@cache
def _parts() -> Mapping[str, tuple[float, str]]:
    """Labour share and building index of each price; ValueError when a share is not between 0 and 1."""
    found = {}
    with resource("works", "price_parts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            share = float(row["labour_share"])
            if not 0 <= share <= 1:
                raise ValueError(f"resources/works/price_parts.csv: {row['price']} has a labour share of {share}")
            found[row["price"]] = (share, row["index"])
    return found


def price_of(work: str) -> Price:
    """The price a work is counted at."""
    return prices()[entry(work).work.price]


def costs(
    amounts: Mapping[str, Column],
    book: Mapping[str, Price] | None = None,
    quoted: Mapping[str, Column] | None = None,
) -> dict[str, Cost]:
    """Cost of each work by dwelling from its quantities.

    Args:
        amounts: quantities (`works.quantities`).
        book: unit prices by code; the library by default.
        quoted: by work, the unit price that a firm asked for that very dwelling, NaN where none did: it has no range.
    """
    listed = prices() if book is None else book
    found = {}
    for work, quantity in amounts.items():
        item = entry(work).work
        price = listed[item.price]
        low, typical, high = (
            quantity * unit * factor
            for unit, factor in zip(
                (price.low, price.typical, price.high), by_quantity(item.lot, item.unit, quantity), strict=True
            )
        )
        asked = (quoted or {}).get(work)
        if asked is not None:
            known = ~np.isnan(asked)
            low, typical, high = (np.where(known, quantity * asked, each) for each in (low, typical, high))
        found[work] = Cost(low, typical, high)
    return found


def total(parts: Mapping[str, Cost], dwellings: int) -> Cost:
    """Sum of the works by dwelling."""
    nothing = np.zeros(dwellings)
    return Cost(
        sum((part.low_eur_ht for part in parts.values()), nothing),
        sum((part.typical_eur_ht for part in parts.values()), nothing),
        sum((part.high_eur_ht for part in parts.values()), nothing),
    )
