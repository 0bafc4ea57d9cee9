"""What the firms of the story asked, and what they invoiced where the works are done."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from rehab_app.services.invoices import record_invoice
from rehab_app.services.pricing import record_quote
from rehab_app.services.sampling.draw import Draw
from rehab_app.services.sampling.story_firms import level_of
from rehab_app.services.sampling.story_plot import PILOT, QUOTED, UNDER_WAY, Cast, Row, works_of
from rehab_app.storage.project import Project

_VALID_DAYS = 90
_BEFORE_WORKS_DAYS = 55  # the quote of works that were done
_SIGNED_AFTER_DAYS = 18  # over the seven clear days that insulation asks for
_ASKED_DAYS_AGO = 26  # quotes that wait for an answer
_REDUCED_VAT_PCT = 5.5
_COMPARED = ("joinery",)  # lots for which several firms were asked
_FIRST_QUOTED = ("joinery", "roof")  # lots whose quotes are in; the others are still estimated

Stays = Mapping[tuple[int, str], Row]


def record_quotes(project: Project, who: str, cast: Cast, today: datetime.date, seed: int) -> None:
    """Quotes signed by the homes at work or done, and quotes that wait; several firms for one lot."""
    firms = project.rows("firm")
    stays = _stays(project)
    for home, work in works_of(project, cast.of(PILOT, UNDER_WAY)):
        stay = stays[home, work["lot"]]
        begins = min(one["starts_on"] for (place, _lot), one in stays.items() if place == home)
        asked = min(
            begins - datetime.timedelta(days=_BEFORE_WORKS_DAYS), today - datetime.timedelta(days=_ASKED_DAYS_AGO)
        )
        firm = next(one for one in firms if one["id"] == stay["firm_id"])
        signed = asked + datetime.timedelta(days=_SIGNED_AFTER_DAYS)
        record_quote(project, who, {**_quote(home, work, firm, asked, seed), "signed_on": signed})
    asked = today - datetime.timedelta(days=_ASKED_DAYS_AGO)
    for group in cast.groups[QUOTED]:
        for home, work in works_of(project, [group]):
            for firm in _asked(firms, work["lot"]) if work["lot"] in _FIRST_QUOTED else ():
                record_quote(project, who, {**_quote(home, work, firm, asked, seed), "group_id": group})


def record_invoices(project: Project, who: str, cast: Cast, today: datetime.date, seed: int) -> None:
    """Invoices of what is done: of the pilot group all of it, of the other the trades that have left each home."""
    stays, quotes = _stays(project), {(row["dwelling_id"], row["work"]): row for row in project.rows("quote")}
    for number, (home, work) in enumerate(works_of(project, cast.of(PILOT, UNDER_WAY)), start=1):
        stay, quote = stays[home, work["lot"]], quotes[home, work["work"]]
        invoiced_on = stay["ends_on"] + datetime.timedelta(days=12)
        if invoiced_on >= today:
            continue
        # Most end as quoted; a few find something under the old roof or behind the old wall.
        found = Draw(seed, home, _code(work["work"]), 1).weighted({1.0: 6, 1.02: 3, 0.985: 2, 1.07: 1})
        amount = quote["unit_price_eur_ht"] * quote["quantity"] * found
        invoice = {
            "firm_id": stay["firm_id"],
            "dwelling_id": home,
            "work": work["work"],
            "quantity": work["quantity"],
            "amount_eur_ht": round(amount, 2),
            "vat_pct": _REDUCED_VAT_PCT,
            "invoiced_on": invoiced_on,
            "invoice_number": f"EXEMPLE-{invoiced_on.year}-{number:03d}",
        }
        record_invoice(project, who, invoice)


def _stays(project: Project) -> dict[tuple[int, str], dict[str, Any]]:
    return {(row["dwelling_id"], row["lot"]): row for row in project.rows("calendar_entry")}


def _asked(firms: Sequence[dict[str, Any]], lot: str) -> list[dict[str, Any]]:
    """All firms of a trade that is compared, the first of any other."""
    able = [firm for firm in firms if lot in firm["lots"]]
    return able if lot in _COMPARED else able[:1]


def _quote(home: int, work: Row, firm: Row, asked: datetime.date, seed: int) -> dict[str, Any]:
    """A firm keeps its level from home to home, but for what it finds hard or easy in one."""
    typical = work["cost_typical_eur_ht"] / work["quantity"]
    here = Draw(seed, home, firm["id"], _code(work["work"])).between(0.97, 1.04, 0.005)
    own = Draw(seed, firm["id"], _code(work["work"])).between(0.96, 1.06, 0.01)
    return {
        "firm_id": firm["id"],
        "dwelling_id": home,
        "work": work["work"],
        "quantity": work["quantity"],
        "unit": work["unit"],
        "unit_price_eur_ht": round(typical * level_of(firm) * own * here, 2),
        "quoted_on": asked,
        "valid_until": asked + datetime.timedelta(days=_VALID_DAYS),
    }


def _code(work: str) -> int:
    """A number that stays the same for a work, as a key of draws."""
    return int.from_bytes(work.encode()[:6], "big")
