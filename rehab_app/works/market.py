"""The prices of a town at a date: the library, followed in time by building indices, moved by local quotes.

- A price that the town entered takes the place of the library's; it is one of its own region already.
- Region factor and indices are entered by the town. An index moves a price from its year to the date asked; without a
  value for both, the price stays that of its year, which is shown.
- Quotes gradually replace the library: n of them for a price count for n / 5, from five on they alone make its range
  (an assumption of the application; the rule is here and nowhere else).
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rehab_app.core.i18n import _
from rehab_app.domain.town import TownRules
from rehab_app.domain.works import Price
from rehab_app.works.catalogue import entry
from rehab_app.works.costs import prices

ENOUGH_QUOTES = 5
TOWN = "T"  # quality of a price that the town entered


@dataclass(frozen=True, slots=True)
class QuotedPrice:
    """A unit price that a firm asked, € before tax.

    Attributes:
        work: of the catalogue; firm: who asked it; on: when; labour_share: None when the quote does not say.
    """

    work: str
    unit_price_eur_ht: float
    firm: str
    on: datetime.date
    labour_share: float | None = None


def book(town: TownRules, quotes: Sequence[QuotedPrice], on: datetime.date) -> dict[str, Price]:
    """Unit prices by code for that day.

    Args:
        town: region factor and indices.
        quotes: local prices that count; those dated later are left out.
        on: the day.
    """
    by_price: dict[str, list[QuotedPrice]] = {}
    for quote in quotes:
        if quote.on <= on:
            by_price.setdefault(entry(quote.work).work.price, []).append(quote)
    return {
        code: _with_quotes(_in_time(price, town, on), by_price.get(code, ()), town, on)
        for code, price in ((code, _of_town(price, town)) for code, price in prices().items())
    }


def _of_town(price: Price, town: TownRules) -> Price:
    """The price that the town entered in place of the library's."""
    own = town.prices.get(price.price)
    if own is None:
        return price
    return replace(
        price,
        low=own.low,
        typical=own.typical,
        high=own.high,
        year=own.year,
        source=own.source,
        quality=TOWN,
        assumption=False,
        assumed_bounds=(),
        labour_share=price.labour_share if own.labour_share is None else own.labour_share,
    )


def index_ratio(indices: Mapping[str, float], year: int, on: datetime.date) -> float | None:
    """Index of the day over that of the price's year; None when one of them is not entered.

    The index of a day is the latest entered up to it, at most a year old; that of a year, the mean of its months.
    """
    of_year = [value for month, value in indices.items() if month.startswith(f"{year}-")]
    oldest = f"{on.year - 1}-{on.month:02d}"
    recent = [month for month in indices if oldest <= month <= f"{on.year}-{on.month:02d}"]
    if not of_year or not recent:
        return None
    return float(indices[max(recent)] / np.mean(of_year))


def _in_time(price: Price, town: TownRules, on: datetime.date) -> Price:
    ratio = index_ratio(town.indices.get(price.index, {}), price.year, on)
    region = 1.0 if price.quality == TOWN else town.region_factor
    factor = region * (ratio or 1.0)
    if factor == 1.0:
        return price
    source = price.source
    if ratio is not None:
        source = _("{source}; followed by the index {index}").format(source=_(source), index=price.index)
    return replace(
        price,
        low=price.low * factor,
        typical=price.typical * factor,
        high=price.high * factor,
        year=on.year if ratio is not None else price.year,
        source=source,
    )


def _with_quotes(price: Price, quotes: Sequence[QuotedPrice], town: TownRules, on: datetime.date) -> Price:
    if not quotes:
        return price
    asked = np.array([one.unit_price_eur_ht * (_since(one, price, town, on)) for one in quotes])
    weight = min(len(asked) / ENOUGH_QUOTES, 1.0)
    low, typical, high = (
        (1 - weight) * library + weight * local
        for library, local in zip(
            (price.low, price.typical, price.high), (asked.min(), float(np.median(asked)), asked.max()), strict=True
        )
    )
    labour = [one.labour_share for one in quotes if one.labour_share is not None]
    firms = ", ".join(dict.fromkeys(one.firm for one in quotes))
    whole = weight == 1.0
    local_words = _("local quotes ({count}): {firms}").format(count=len(quotes), firms=firms)
    return replace(
        price,
        low=float(low),
        typical=float(typical),
        high=float(high),
        year=max(one.on.year for one in quotes) if whole else price.year,
        source=local_words if whole else _("{first}; {second}").format(first=local_words, second=_(price.source)),
        quality="A" if whole else price.quality,
        assumption=not whole and price.assumption,
        assumed_bounds=() if whole else price.assumed_bounds,
        labour_share=float(np.mean(labour)) if labour else price.labour_share,
    )


def _since(quote: QuotedPrice, price: Price, town: TownRules, on: datetime.date) -> float:
    """What the index did since the quote; 1 when it is not entered."""
    return index_ratio(town.indices.get(price.index, {}), quote.on.year, on) or 1.0
