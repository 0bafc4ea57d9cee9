"""The artisan's dossier: the work plan of one lot of a group, enough to price it and to build it."""

import datetime
from collections.abc import Sequence
from typing import BinaryIO

from reportlab.platypus import Flowable, KeepTogether, PageBreak

from rehab_app.core.format import UNKNOWN, day, figure
from rehab_app.core.i18n import _, from_french, ngettext
from rehab_app.domain.dossier import ArtisanDossier, Item, group_total, total, unmeasured
from rehab_app.domain.works import Criterion
from rehab_app.reports import artisan_closing, artisan_house
from rehab_app.reports.charts import Calendar, period
from rehab_app.reports.document import Attachment, Contents, Head, gap, height_of, section, write
from rehab_app.reports.maps import SiteDrawing
from rehab_app.reports.style import HEIGHT, WARNING_GROUND, WIDTH, bullet, text
from rehab_app.reports.tables import Column, card, facts, key_figures, side_by_side, table
from rehab_app.reports.wording import calendar_row, dates, lot_title, quantity_text

_ITEMS_ACROSS = 5
_NARROWEST, _WIDEST = 62.0, 110.0
_KEY_FIGURES = 3
_LOWEST_MAP, _HIGHEST_MAP = 140.0, 330.0


def artisan_pdf(dossier: ArtisanDossier, target: BinaryIO, attachments: Sequence[Attachment] = ()) -> int:
    """Write the dossier as a PDF with files inside, and return the number of pages; same dossier, same bytes."""
    return write(target, _story(dossier), _head(dossier), dossier.edition, attachments)


def _head(dossier: ArtisanDossier) -> Head:
    title = _("{lot}, group {group}").format(lot=lot_title(dossier), group=dossier.group)
    running = " · ".join(part for part in (dossier.group, lot_title(dossier)) if part)
    subject = _("Work plan for an artisan: quantities, requirements, calendar, price schedule")
    return Head(title, subject, running, tuple(item.designation for item in dossier.items))


def _story(dossier: ArtisanDossier) -> list[Flowable]:
    return [
        *_cover(dossier),
        PageBreak(),
        *_summary(dossier),
        gap(16),
        *_calendar(dossier),
        gap(16),
        *_requirements(dossier),
        *artisan_house.sheets(dossier),
        PageBreak(),
        *artisan_closing.closing(dossier),
    ]


def _titles(dossier: ArtisanDossier) -> list[tuple[str, str]]:
    """Headings of the contents with the keys of their anchors."""
    titles = [(_("What, where, how much"), "summary"), (_("When"), "calendar"), (_("How well"), "requirements")]
    if dossier.houses:
        titles.append((_("House by house"), "houses"))
    titles += [(_("With whom to agree"), "interfaces"), (_("What is looked at on acceptance"), "acceptance")]
    return [*titles, (_("Price schedule"), "prices"), (_("Your quote"), "quote")]


# --- cover ---------------------------------------------------------------------------------------------------------


def _cover(dossier: ArtisanDossier) -> list[Flowable]:
    edition = dossier.edition
    place = " · ".join(part for part in (edition.operation, edition.town) if part)
    top: list[Flowable] = [
        gap(8),
        text(place, "cover_second"),
        gap(4),
        text(lot_title(dossier), "cover"),
        gap(4),
        text(_("Work plan of the group {group}").format(group=dossier.group), "cover_second"),
        gap(16),
        *_key_figures(dossier),
        gap(16),
    ]
    half = WIDTH * 0.44
    left = [*_contacts(dossier), gap(12), _warning(WIDTH - half - 16)]
    right = [*_identity(dossier), gap(12), text(_("In this dossier"), "subheading"), Contents(_titles(dossier), half)]
    bottom = side_by_side(left, right, half)
    if not dossier.site or not dossier.site.outlines:
        return [
            *top,
            text(_("The footprints of these houses are not in the project: no map."), "note"),
            gap(12),
            bottom,
        ]
    note = [gap(4), text(_map_note(dossier), "note"), gap(12)]
    free = HEIGHT - height_of([*top, *note, bottom]) - 8
    return [*top, SiteDrawing(dossier.site, min(max(free, _LOWEST_MAP), _HIGHEST_MAP)), *note, bottom]


def _key_figures(dossier: ArtisanDossier) -> list[Flowable]:
    houses = len(dossier.houses)
    figures = [(figure(houses), ngettext("house", "houses", houses))]
    for item in dossier.items[:_KEY_FIGURES]:
        unit = item.unit if item.unit == "m²" else ""
        figures.append((figure(group_total(dossier, item), unit), item.short))
    return [key_figures(figures)]


def _map_note(dossier: ArtisanDossier) -> str:
    numbers = _("The numbers are those of the house sheets.")
    source = dossier.site.source if dossier.site else ""
    return f"{numbers} {source}".strip()


def _contacts(dossier: ArtisanDossier) -> list[Flowable]:
    story: list[Flowable] = [text(_("Who to call"), "subheading")]
    if not dossier.contacts:
        return [*story, text(_("No contact is recorded in the project yet."), "cell_second")]
    pairs = []
    for contact in dossier.contacts:
        lines = [text(contact.name, "cell")]
        reach = " · ".join(part for part in (contact.phone, contact.email) if part)
        if reach:
            lines.append(text(reach, "cell_second"))
        pairs.append((contact.role, lines))
    return [*story, facts(pairs, 112, WIDTH * 0.56 - 16)]


def _identity(dossier: ArtisanDossier) -> list[Flowable]:
    edition = dossier.edition
    ours = [bar for bar in dossier.calendar if bar.ours]
    pairs = [
        (_("Firm"), dossier.firm or _("not chosen yet")),
        (_("On site"), dates(ours) if ours else _("not planned yet")),
        (_("RGE qualification"), ", ".join(map(from_french, dossier.rge_domains)) or _("none asked for this lot")),
        (_("Version"), _("{number} of {date}").format(number=edition.version, date=day(edition.made_on))),
        (_("Criteria and prices of"), day(edition.parameters_on)),
    ]
    return [text(_("This edition"), "subheading"), facts(pairs, 96, WIDTH * 0.44)]


def _warning(width: float) -> Flowable:
    words = _(
        "Quantities come from the survey of each home. They serve to price and to plan; "
        "measure on site before ordering, and tell us what differs."
    )
    return card([text(words, "warning")], width, colour=WARNING_GROUND, ground=WARNING_GROUND)


# --- summary, requirements, calendar -------------------------------------------------------------------------------


def _summary(dossier: ArtisanDossier) -> list[Flowable]:
    story = section(_("What, where, how much"), "summary")
    if not dossier.houses or not dossier.items:
        return [*story, text(_("No work of this lot is planned in this group yet."), "body")]
    blocks = [dossier.items[n : n + _ITEMS_ACROSS] for n in range(0, len(dossier.items), _ITEMS_ACROSS)]
    for items in blocks:
        story += [_summary_table(dossier, items), gap(8)]
    for item in dossier.items:
        missing = unmeasured(dossier, item)
        if missing:
            words = _("{item}: the total leaves out the houses not measured yet ({houses}).")
            story.append(text(words.format(item=item.number, houses=", ".join(missing)), "note"))
    return story


def _summary_table(dossier: ArtisanDossier, items: tuple[Item, ...]) -> Flowable:
    columns = [Column(_("No."), 34), Column(_("Address"))]
    across = min(max((WIDTH - 190) / len(items), _NARROWEST), _WIDEST)
    heads = (f"{item.number} {item.short} ({from_french(item.unit)})" for item in items)
    columns += [Column(head, across, figures=True) for head in heads]
    rows = []
    for house in dossier.houses:
        cells = []
        for item in items:
            wanted = [line for line in house.lines if line.item == item.number]
            value = total(wanted, item)
            cells.append(
                _("to measure") if wanted and value is None else quantity_text(value, item.unit) if wanted else ""
            )
        rows.append([house.key, house.address or UNKNOWN, *cells])
    totals = ["", _("Total"), *(quantity_text(group_total(dossier, item), item.unit) for item in items)]
    return table(columns, rows, totals)


def _requirements(dossier: ArtisanDossier) -> list[Flowable]:
    if not dossier.items:
        return [*section(_("How well"), "requirements"), text(_("No requirement: no work is planned."), "body")]
    columns = [
        Column(_("No."), 34),
        Column(_("Work planned"), 150),
        Column(_("To be reached")),
        Column(_("Standard form"), 74),
        Column(_("Source and date"), 112),
    ]
    rows = []
    for item in dossier.items:
        criteria = item.criteria or (None,)
        for position, criterion in enumerate(criteria):
            head = (item.number, item.designation) if position == 0 else ("", "")
            if criterion is None:
                rows.append([*head, _("No threshold is recorded for this work."), UNKNOWN, UNKNOWN])
                continue
            wanted = _(criterion.text)
            if criterion.status == "to_confirm":
                wanted = _("{criterion} (to be confirmed)").format(criterion=wanted)
            rows.append([*head, wanted, criterion.form or UNKNOWN, text(_source(criterion), "cell_second")])
    story: list[Flowable] = [table(columns, rows), gap(6), *_products(dossier.items)]
    needs = height_of(story)
    return [*section(_("How well"), "requirements", needs=needs + 28 if needs < HEIGHT / 2 else 120), *story]


def _products(items: Sequence[Item]) -> list[Flowable]:
    """What may be laid, side by side where both are asked; works under the same terms share a line."""
    products = _terms(_("Products"), items, [item.products for item in items])
    variants = _terms(_("Biosourced variant"), items, [item.biosourced for item in items])
    if products and variants:
        return [side_by_side(products, variants, (WIDTH - 16) / 2)]
    return [KeepTogether([*products, *variants])] if products or variants else []


def _terms(title: str, items: Sequence[Item], terms: Sequence[str]) -> list[Flowable]:
    lines: list[Flowable] = []
    for words in dict.fromkeys(filter(None, terms)):
        numbers = ", ".join(item.number for item, one in zip(items, terms, strict=True) if one == words)
        lines.append(bullet(_("{items}: {words}").format(items=numbers, words=words), "–", "small_bullet"))
    return [text(title, "subheading"), *lines] if lines else []


def _source(criterion: Criterion) -> str:
    if not criterion.valid_from:
        return from_french(criterion.source) or UNKNOWN
    since = day(datetime.date.fromisoformat(criterion.valid_from))
    return _("{source}, from {date}").format(source=from_french(criterion.source), date=since)


def _calendar(dossier: ArtisanDossier) -> list[Flowable]:
    story = section(_("When"), "calendar")
    rows = [
        calendar_row(f"{house.key} · {house.address}", (bar for bar in dossier.calendar if bar.house == house.key))
        for house in dossier.houses
    ]
    whole_group = [bar for bar in dossier.calendar if not bar.house]
    if whole_group:
        rows.insert(0, calendar_row(_("All houses"), whole_group))
    between = period(rows)
    if between is None:
        return [*story, text(_("The calendar of this group is not made yet."), "body")]
    words = _(
        "Blue: this lot (pale blue: not promised yet). Grey: the other lots. Dates are first and last day on site."
    )
    return [*story, text(words, "note"), gap(4), Calendar(rows, between, names=150)]
