"""A quote and an invoice entered by hand: firm, work, home, price, date."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox

from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.follow_up_records import INVOICE
from rehab_app.domain.catalogue.records import QUOTE
from rehab_app.domain.change import Change
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import INVOICE_DRAFT, QUOTE_DRAFT
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.home_entry import HomeEntry


def _firm_problem(values: Mapping[str, Any]) -> dict[str, str]:
    return {} if values["firm_id"] else {"firm_id": _("Enter a firm in the catalogue first.")}


def _with_numbers(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "firm_id": int(values["firm_id"])}


class QuoteForm(EntryForm):
    """For one home, or for any home of the neighbourhood when no address is given."""

    def __init__(self, desk: Desk) -> None:
        lines = {
            "firm_id": FormLine(_("Firm"), Choice(_("Firm"))),
            "work": FormLine(_("Work"), Choice(_("Work"), list_px=420)),
            "dwelling_id": FormLine(_("Home"), HomeEntry(), _("empty: any home")),
            "unit_price_eur_ht": FormLine(_("Unit price before tax, €")),
            "quantity": FormLine(_("Quantity"), example=_("that of the works chosen")),
            "quoted_on": FormLine(_("Date of the quote")),
            "valid_until": FormLine(_("Valid until")),
        }
        typed = {name: QUOTE.field(name) for name in ("unit_price_eur_ht", "quantity", "quoted_on", "valid_until")}
        super().__init__(desk, QUOTE_DRAFT, _("Record a quote"), _("Save the quote"), lines, typed)

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        found = _firm_problem(values)
        if not (values["unit_price_eur_ht"] or 0) > 0:
            found["unit_price_eur_ht"] = _("A price is above zero.")
        if values["quoted_on"] is None:
            found["quoted_on"] = _("The date is needed: prices are followed in time.")
        return found

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        from rehab_app.services.pricing import record_quote

        return record_quote(session.project, session.who, _with_numbers(values))[1]


class InvoiceForm(EntryForm):
    """One work of one home; several invoices of a work are summed."""

    def __init__(self, desk: Desk) -> None:
        lines = {
            "firm_id": FormLine(_("Firm"), Choice(_("Firm"))),
            "work": FormLine(_("Work"), Choice(_("Work"), list_px=420)),
            "dwelling_id": FormLine(_("Home"), HomeEntry(), _("address")),
            "amount_eur_ht": FormLine(_("Amount before tax, €")),
            "quantity": FormLine(_("Quantity invoiced"), example=_("for the unit price")),
            "vat_pct": FormLine(_("VAT, %")),
            "invoiced_on": FormLine(_("Date of the invoice")),
            "invoice_number": FormLine(_("Number of the invoice")),
            "final": FormLine(_("Balance"), QCheckBox(_("nothing more will be asked"))),
        }
        names = ("amount_eur_ht", "quantity", "vat_pct", "invoiced_on", "invoice_number")
        typed = {name: INVOICE.field(name) for name in names}
        super().__init__(desk, INVOICE_DRAFT, _("Record an invoice"), _("Save the invoice"), lines, typed)

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        found = _firm_problem(values)
        if values["dwelling_id"] is None:
            found["dwelling_id"] = _("Say which home it is for.")
        if not (values["amount_eur_ht"] or 0) > 0:
            found["amount_eur_ht"] = _("An amount is above zero.")
        if values["invoiced_on"] is None:
            found["invoiced_on"] = _("The date is needed: prices are followed in time.")
        return found

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        from rehab_app.services.invoices import record_invoice

        return record_invoice(session.project, session.who, _with_numbers(values))[1]
