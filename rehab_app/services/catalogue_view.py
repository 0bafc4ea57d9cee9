"""Works, prices and firms as the page Catalogue lists them. Nothing here writes."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rehab_app.core.i18n import _, from_french
from rehab_app.core.progress import Progress
from rehab_app.domain.edition import Contact
from rehab_app.domain.works import CONDITIONS, LOTS, SELF_BUILD, SHORT_LOTS, VAT_KINDS, Criterion, Price
from rehab_app.services.contacts import town_contacts
from rehab_app.services.rule_history import RuleChange, rule_changes
from rehab_app.services.sharing_forms import in_use
from rehab_app.works.catalogue import Entry, entries

if TYPE_CHECKING:
    from rehab_app.storage.reading import Reader

WARN_DAYS = 90


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work of the catalogue.

    Attributes:
        label, lot: in the user's language; trade: the lot in few words.
        price: in use in this town on the day asked; library: as published.
        criteria: what aids ask; mentions: what the quote must name, in the user's language.
        notes: tax, who may do it, what must be settled first.
        family: works of one family are variants; rule: what the town may forbid, "" for nothing.
    """

    code: str
    label: str
    lot: str
    trade: str
    unit: str
    price: Price
    library: Price
    rge_domain: str
    criteria: tuple[Criterion, ...]
    mentions: tuple[str, ...]
    notes: tuple[str, ...]
    biosourced: bool
    family: str
    rule: str

    @property
    def local(self) -> bool:
        """True when the town's indices or quotes moved the price."""
        return self.price != self.library


@dataclass(frozen=True, slots=True)
class Certificate:
    """An RGE qualification; None for a day that is not known."""

    domain: str
    begins: datetime.date | None
    ends: datetime.date | None

    def days_left(self, on: datetime.date) -> int | None:
        """Days until it ends, below 0 when it has ended; None when its end is not known."""
        return None if self.ends is None else (self.ends - on).days


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm as stored (`row`), with its qualifications."""

    row: Mapping[str, Any]
    certificates: tuple[Certificate, ...]

    def ending(self, on: datetime.date) -> list[Certificate]:
        """Qualifications that have ended, or will within three months."""
        left = ((certificate, certificate.days_left(on)) for certificate in self.certificates)
        return [certificate for certificate, days in left if days is not None and days <= WARN_DAYS]


@dataclass(frozen=True, slots=True)
class LocalPrice:
    """A unit price that a firm asked, by a quote or an invoice, € before tax.

    Attributes:
        quote_id: 0 for an invoice, which always counts; used: it counts among the local prices.
    """

    quote_id: int
    firm: str
    on: datetime.date
    unit_price_eur_ht: float
    used: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it.

    Attributes:
        rules: what the town entered, as stored; changes: who changed it, the last first.
        local: unit prices asked, by price of the library, the last first.
        sharing: what neighbours save together, as in use.
        contacts: who to call at the town hall.
    """

    works: tuple[WorkLine, ...] = ()
    firms: tuple[Firm, ...] = ()
    rules: Mapping[str, Any] | None = None
    changes: tuple[RuleChange, ...] = ()
    local: Mapping[str, Sequence[LocalPrice]] = field(default_factory=dict)
    sharing: Sequence[Mapping[str, Any]] = ()
    contacts: tuple[Contact, ...] = ()


def read_catalogue(project: "Reader", on: datetime.date, progress: Progress) -> Catalogue:
    """Works with the prices of the town on that day, firms and rules."""
    from rehab_app.services.pricing import project_prices
    from rehab_app.services.town import read_rules
    from rehab_app.works.costs import prices

    progress.step(0, 1, _("Reading the catalogue"))
    book, library = project_prices(project, read_rules(project), on), prices()
    works = (_work(item, book[item.work.price], library[item.work.price]) for item in entries().values())
    record = project.neighbourhood()
    rules = record["rules"]
    firms = sorted((_firm(row) for row in project.rows("firm")), key=lambda firm: str(firm.row["name"]))
    changes = tuple(rule_changes(project))
    return Catalogue(tuple(works), tuple(firms), rules, changes, _local(project), in_use(rules), town_contacts(record))


def _local(project: "Reader") -> dict[str, list[LocalPrice]]:
    """Quotes and paid invoices by price of the library."""
    from rehab_app.services.invoices import invoiced

    firms = {row["id"]: row["name"] for row in project.rows("firm")}
    found: dict[str, list[LocalPrice]] = {}

    def put(work: str, line: LocalPrice) -> None:
        if work in entries():
            found.setdefault(entries()[work].work.price, []).append(line)

    for row in project.rows("quote"):
        if row["unit_price_eur_ht"] is not None and row["quoted_on"] is not None:
            firm, used = firms.get(row["firm_id"], ""), row["used"] == 1
            put(row["work"], LocalPrice(row["id"], firm, row["quoted_on"], row["unit_price_eur_ht"], used))
    for (_home, work), bill in invoiced(project).items():
        if bill.unit_price_eur_ht is not None:
            put(work, LocalPrice(0, firms.get(bill.firm_id, ""), bill.on, bill.unit_price_eur_ht, True))
    return {code: sorted(lines, key=lambda line: line.on, reverse=True) for code, lines in found.items()}


def _work(item: Entry, price: Price, library: Price) -> WorkLine:
    notes = [
        _("Tax: {kind}").format(kind=_(VAT_KINDS[item.vat])),
        _("Who: {who}").format(who=_(SELF_BUILD[item.self_build])),
    ]
    notes += [_(CONDITIONS[condition]) for condition in item.work.conditions]
    return WorkLine(
        code=item.work.code,
        label=_(item.work.label),
        lot=_(LOTS[item.work.lot]),
        trade=_(SHORT_LOTS[item.work.lot]),
        unit=item.work.unit,
        price=price,
        library=library,
        rge_domain=item.work.rge_domain,
        criteria=item.work.criteria,
        mentions=tuple(map(from_french, item.work.quote_mentions)),
        notes=tuple(notes),
        biosourced=item.biosourced,
        family=item.family,
        rule=item.rule,
    )


def _firm(row: Mapping[str, Any]) -> Firm:
    found = (
        Certificate(str(entry.get("domain", "")), _day(entry.get("from")), _day(entry.get("until")))
        for entry in row["qualifications"] or ()
    )
    return Firm(row, tuple(found))


def _day(stored: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(stored) if stored else None


def rge_domains() -> list[str]:
    """Official names of the qualifications that the works ask for."""
    return sorted({item.work.rge_domain for item in entries().values()} - {""})
