"""The end of an artisan's dossier: joints with the other lots, acceptance, the quote, the price schedule."""

from reportlab.platypus import CondPageBreak, Flowable

from rehab_app.core.format import UNKNOWN, figure
from rehab_app.core.i18n import _, from_french, ngettext
from rehab_app.domain.dossier import ArtisanDossier, Interface, group_total, pieces
from rehab_app.reports.document import gap, height_of, section
from rehab_app.reports.style import HAIRLINE, HEIGHT, WIDTH, bullet, text
from rehab_app.reports.tables import Column, Command, card, facts, side_by_side, table
from rehab_app.reports.wording import lot_name, quantity_text, sentence

_SIGNING_WIDTH = 170.0
_BETWEEN = 40.0  # spaces between two parts
_ROOM_TO_BEGIN = 110.0  # a heading, and two lines of the table under it


def closing(dossier: ArtisanDossier) -> list[Flowable]:
    """Interfaces and acceptance, then the price schedule and what the quote must carry, each whole where it fits."""
    prices, asked = _prices(dossier), _quote(dossier)
    return [
        *_interfaces(dossier),
        gap(16),
        *_acceptance(dossier),
        gap(16),
        CondPageBreak(min(height_of(prices) + _BETWEEN, HEIGHT)),
        *prices,
        gap(16),
        CondPageBreak(min(height_of(asked) + _BETWEEN, HEIGHT)),
        *asked,
    ]


def _interfaces(dossier: ArtisanDossier) -> list[Flowable]:
    story = section(_("With whom to agree"), "interfaces")
    if not dossier.interfaces:
        return [*story, text(_("No other lot of this group touches this one."), "body")]
    words = _(
        "Agreed before starting, photographed before closing, signed by both. "
        "Common practice of the trades: whoever leads the site may decide otherwise."
    )
    story.append(text(words, "lead"))
    for interface in dossier.interfaces:
        story += [_joint(interface), gap(8)]
    return story


def _joint(interface: Interface) -> Flowable:
    inside = WIDTH - 20
    pairs = [
        (_("Order of the lots"), f"{lot_name(interface.before)} → {lot_name(interface.after)}"),
        (_("Supplied by"), sentence(interface.supplies)),
        (_("Fitted by"), sentence(interface.fits)),
        (_("Rule to keep"), interface.rule),
    ]
    left = inside - _SIGNING_WIDTH - 16
    explained = [text(interface.place, "subheading"), facts(pairs, 56, left)]
    done = _("☐ Photograph before closing") if interface.photo else _("☐ Agreed on site")
    rows = [[done], [lot_name(interface.before)], [lot_name(interface.after)]]
    boxes = table([Column(_("Date and signature of both"))], rows, width=_SIGNING_WIDTH)
    boxes.setStyle([("BOTTOMPADDING", (0, 2), (-1, 3), 18)])
    return card([side_by_side(explained, [boxes], _SIGNING_WIDTH, inside)])


def _acceptance(dossier: ArtisanDossier) -> list[Flowable]:
    story = section(_("What is looked at on acceptance"), "acceptance")
    if not dossier.checks:
        return [*story, text(_("No check is recorded for this lot."), "body")]
    columns = [
        Column(_("Looked at")),
        Column(_("Expected"), 190),
        Column(_("Seen, value"), 90),
        Column(_("As expected"), 62),
    ]
    rows = [[check.what, check.expected, "", "☐"] for check in dossier.checks]
    return [*story, table(columns, rows), gap(12), *_visits(dossier)]


def _visits(dossier: ArtisanDossier) -> list[Flowable]:
    """One line a house to sign on the day."""
    if not dossier.houses:
        return []
    columns = [
        Column(_("No."), 34),
        Column(_("Address")),
        Column(_("Date"), 70),
        Column(_("To be put right"), 160),
        Column(_("Signatures"), 100),
    ]
    rows = [[house.key, house.address or UNKNOWN, "", "", ""] for house in dossier.houses]
    roomy: list[Command] = [("BOTTOMPADDING", (0, 1), (-1, -1), 12)]
    title = text(_("House by house, on the day"), "free_subheading")
    return [CondPageBreak(_ROOM_TO_BEGIN), title, table(columns, rows, commands=roomy)]


def _quote(dossier: ArtisanDossier) -> list[Flowable]:
    """What a quote must carry, the qualification asked for, what the group has agreed."""
    story = section(_("Your quote"), "quote")
    story.append(text(_("It must carry, or the aids of the households are lost:"), "body"))
    story += [bullet(mention, "☐") for mention in dossier.mentions]
    for item in dossier.items:
        if item.mentions:
            words = _("{item} {name}: {mentions}").format(
                item=item.number, name=item.short, mentions=", ".join(map(from_french, item.mentions))
            )
            story.append(bullet(words, "☐"))
    if dossier.rge_domains:
        story += [gap(8), text(_("RGE qualification asked for"), "subheading")]
        story += [bullet(from_french(domain)) for domain in dossier.rge_domains]
    if dossier.clauses:
        story += [gap(8), text(_("What the group has agreed"), "subheading")]
        story += [bullet(clause) for clause in dossier.clauses]
    return story


def _prices(dossier: ArtisanDossier) -> list[Flowable]:
    story = section(_("Price schedule"), "prices")
    if not dossier.items:
        return [*story, text(_("Nothing to price: no work is planned."), "body")]
    words = _("To be filled in and sent back with one quote a home. Quantities for all houses of the group together.")
    story.append(text(words, "lead"))
    columns = [
        Column(_("No."), 34),
        Column(_("Designation")),
        Column(_("Unit"), 36),
        Column(_("Quantity"), 62, figures=True),
        Column(_("Unit price before tax (€)"), 84, figures=True),
        Column(_("Total before tax (€)"), 84, figures=True),
    ]
    rows = []
    for item in dossier.items:
        quantity = quantity_text(group_total(dossier, item), item.unit)
        openings = sum(pieces(house.lines, item) for house in dossier.houses)
        counted = ngettext("{name} ({count} piece)", "{name} ({count} pieces)", openings)
        name = counted.format(name=item.designation, count=figure(openings)) if openings else item.designation
        rows.append([item.number, name, from_french(item.unit), quantity, "", ""])
    roomy: list[Command] = [("TOPPADDING", (0, 1), (-1, -1), 6), ("BOTTOMPADDING", (0, 1), (-1, -1), 8)]
    roomy += [("LINEAFTER", (column, 1), (column, -1), 0.4, HAIRLINE) for column in (3, 4)]
    totals = ["", _("Total before tax"), "", "", "", ""]
    return [*story, table(columns, rows, totals, commands=roomy), gap(16), *_signing()]


def _signing() -> list[Flowable]:
    pairs = [(_("Firm, address, SIRET"), " "), (_("RGE certificate, valid until"), " "), (_("Date and signature"), " ")]
    block = facts(pairs, 150)
    block.setStyle([("BOTTOMPADDING", (0, 0), (-1, -1), 18)])
    return [block]
