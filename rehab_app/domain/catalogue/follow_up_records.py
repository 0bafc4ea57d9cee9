"""What the follow-up keeps of works that were done: invoices, acceptance, show homes and who came to see them."""

from rehab_app.domain.fields import TableSpec, date, flag, number, record, text

# A firm's invoice for one work of one home, or a part of it; `final` when nothing more will be asked for that work.
INVOICE = TableSpec(
    "invoice",
    "Invoice",
    (
        record("firm_id", "Firm", "firm"),
        record("dwelling_id", "Dwelling", "dwelling"),
        text("work", "Work"),
        number("quantity", "Quantity"),
        text("unit", "Unit"),
        number("amount_eur_ht", "Amount before tax", "€"),
        number("vat_pct", "VAT", "%", high=100),
        date("invoiced_on", "Date of the invoice"),
        text("invoice_number", "Number of the invoice"),
        flag("final", "Nothing more will be asked for this work"),
    ),
)
# The real days of the works of a home: bills before the first and after the second are compared.
ACCEPTANCE = TableSpec(
    "acceptance",
    "Acceptance of the works",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        date("began_on", "Works begun on"),
        date("accepted_on", "Works accepted on"),
        text("note", "Remark"),
    ),
)
# A renovated home that neighbours may visit; its figures are shown to others from the day its household agreed.
SHOW_HOME = TableSpec(
    "show_home",
    "Show home",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        date("opened_on", "Open to visits from"),
        date("closed_on", "Until"),
        date("consent_on", "Consent given on"),
        text("note", "Remark"),
    ),
)
SHOW_VISIT = TableSpec(
    "show_visit",
    "Visit of a show home",
    (
        record("show_home_id", "Show home", "show_home"),
        date("visited_on", "Date"),
        number("visitors", "Visitors"),
        text("note", "Remark"),
    ),
)
FOLLOW_UP_TABLES: tuple[TableSpec, ...] = (INVOICE, ACCEPTANCE, SHOW_HOME, SHOW_VISIT)
