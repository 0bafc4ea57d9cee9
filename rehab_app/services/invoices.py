"""Invoices of firms: recorded, taken back, and the real unit price that they give to a work of a home."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.storage.reading import Reader
from rehab_app.works.catalogue import entry

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

NEEDED = ("firm_id", "dwelling_id", "amount_eur_ht", "invoiced_on")


@dataclass(frozen=True, slots=True)
class Invoiced:
    """All invoices of one work of one home.

    Attributes:
        firm_id: who made the last one; on: its date.
        amount_eur_ht: their sum; quantity: that of all of them, None when one does not tell.
        final: nothing more will be asked.
    """

    firm_id: int
    on: datetime.date
    amount_eur_ht: float
    quantity: float | None
    final: bool

    @property
    def unit_price_eur_ht(self) -> float | None:
        """What a unit cost in the end; None as long as it is not known."""
        return self.amount_eur_ht / self.quantity if self.final and self.quantity else None


def record_invoice(project: "Project", who: str, invoice: Mapping[str, Any]) -> tuple[int, Change]:
    """Keep an invoice: firm, home, work, amount before tax and date at least.

    Raises:
        RehabError: the work is not in the catalogue, or something needed is missing or not an amount.
    """
    item = entry(str(invoice.get("work", "")))
    for name in NEEDED:
        if invoice.get(name) in (None, ""):
            raise RehabError(_("The invoice is not complete."), name, _("Give firm, home, work, amount and date."))
    if not invoice["amount_eur_ht"] > 0:
        raise RehabError(_("An amount is above zero."), "amount_eur_ht", _("Give the amount before tax."))
    row = {"final": 1, "unit": item.work.unit, **invoice}
    with project.write(who, _("Record an invoice: {work}").format(work=_(item.work.label))) as writer:
        (identifier,) = writer.insert("invoice", [row])
    return identifier, writer.change


def drop_last(project: "Project", who: str, dwelling_id: int, work: str) -> Change:
    """Take back the last invoice of a work of a home, its last quote when it has no invoice.

    Raises:
        RehabError: it has neither any more.
    """
    told = _(entry(work).work.label)
    for table, label in (("invoice", _("Remove an invoice: {work}")), ("quote", _("Remove a quote: {work}"))):
        rows = project.rows(table, dwelling_id=dwelling_id, work=work)
        if rows:
            with project.write(who, label.format(work=told)) as writer:
                writer.delete(table, [rows[-1]["id"]])
            return writer.change
    raise RehabError(_("This work has no quote and no invoice any more."), told)


def invoiced(project: Reader, on: datetime.date | None = None) -> dict[tuple[int, str], Invoiced]:
    """Sums by home and work, of the invoices up to a day when one is given."""
    found: dict[tuple[int, str], Invoiced] = {}
    rows = [row for row in project.rows("invoice") if row["amount_eur_ht"] is not None and row["invoiced_on"]]
    for row in sorted(rows, key=lambda each: each["invoiced_on"]):
        if on is not None and row["invoiced_on"] > on:
            continue
        at = int(row["dwelling_id"] or 0), str(row["work"])
        before = found.get(at)
        quantity = row["quantity"]
        if before is not None:
            quantity = None if quantity is None or before.quantity is None else before.quantity + quantity
        found[at] = Invoiced(
            firm_id=int(row["firm_id"] or 0),
            on=row["invoiced_on"],
            amount_eur_ht=row["amount_eur_ht"] + (before.amount_eur_ht if before else 0.0),
            quantity=quantity,
            final=row["final"] == 1 or (before is not None and before.final),
        )
    return found
