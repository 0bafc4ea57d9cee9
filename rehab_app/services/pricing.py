"""Use case: the prices of a project — library, indices of the town, local quotes — and recording a quote."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rehab_app.aids.offer import offer_in_time
from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.table import Column
from rehab_app.domain.town import TownRules
from rehab_app.domain.works import Price
from rehab_app.services.invoices import invoiced
from rehab_app.storage.project import Project
from rehab_app.storage.reading import Reader
from rehab_app.works.catalogue import entries, entry
from rehab_app.works.market import QuotedPrice, book


@dataclass(frozen=True, slots=True)
class HomeQuotes:
    """Quotes of the homes of a pass, by work; NaN where a home has none.

    Attributes:
        unit_prices_eur_ht: unit price before tax.
        offers_eur: offers for energy certificates; 0 where one came too late.
    """

    unit_prices_eur_ht: Mapping[str, Column]
    offers_eur: Mapping[str, Column]


def project_prices(project: Reader, town: TownRules, on: datetime.date) -> dict[str, Price]:
    """Unit prices of the project's town on that day, local quotes counted; an invoice takes the place of its quote."""
    firms = {row["id"]: row["name"] for row in project.rows("firm")}
    paid = {
        at: bill for at, bill in invoiced(project).items() if bill.unit_price_eur_ht is not None and at[1] in entries()
    }
    quotes = [
        QuotedPrice(work, bill.unit_price_eur_ht or 0.0, firms.get(bill.firm_id, _("firm not named")), bill.on)
        for (_home, work), bill in paid.items()
    ]
    quotes += [
        QuotedPrice(row["work"], row["unit_price_eur_ht"], firms.get(row["firm_id"], _("firm not named")),
                    row["quoted_on"], row["labour_share"])
        for row in project.rows("quote", used=1)
        if row["unit_price_eur_ht"] is not None and row["quoted_on"] is not None
        and (row["dwelling_id"], row["work"]) not in paid
    ]  # fmt: skip
    return book(town, quotes, on)


def home_quotes(project: Reader, dwelling_ids: Sequence[int] | Column, on: datetime.date) -> HomeQuotes:
    """The latest quote of each home and work up to that day; an invoice takes the place of its price."""
    place = {int(home): at for at, home in enumerate(dwelling_ids)}
    units: dict[str, Column] = {}
    offers: dict[str, Column] = {}
    rows = [row for row in project.rows("quote") if row["dwelling_id"] in place and row["quoted_on"] is not None]
    for row in sorted(rows, key=lambda each: each["quoted_on"]):
        if row["quoted_on"] > on:
            continue
        for columns, name in ((units, "unit_price_eur_ht"), (offers, "cee_offer_eur")):
            value = row[name]
            late = name == "cee_offer_eur" and not offer_in_time(row["cee_offered_on"], row["signed_on"])
            if value is not None:
                column = columns.setdefault(row["work"], np.full(len(place), np.nan))
                column[place[row["dwelling_id"]]] = 0.0 if late else value
    for (home, work), bill in invoiced(project, on).items():
        if home in place and bill.unit_price_eur_ht is not None:
            units.setdefault(work, np.full(len(place), np.nan))[place[home]] = bill.unit_price_eur_ht
    return HomeQuotes(units, offers)


def record_quote(project: Project, who: str, quote: Mapping[str, Any]) -> tuple[int, Change]:
    """Keep a quote: `firm_id`, `work`, `unit_price_eur_ht` and `quoted_on` at least.

    Raises:
        RehabError: the work is not in the catalogue, or something needed is missing or not a price.
    """
    item = entry(str(quote.get("work", "")))
    for name in ("firm_id", "unit_price_eur_ht", "quoted_on"):
        if quote.get(name) in (None, ""):
            raise RehabError(_("The quote is not complete."), name, _("Give firm, work, unit price and date."))
    if not quote["unit_price_eur_ht"] > 0:
        raise RehabError(_("A price is above zero."), "unit_price_eur_ht", _("Give the unit price before tax."))
    row = {"used": 1, "unit": item.work.unit, **quote}
    with project.write(who, _("Record a quote: {work}").format(work=_(item.work.label))) as writer:
        (identifier,) = writer.insert("quote", [row])
    return identifier, writer.change
