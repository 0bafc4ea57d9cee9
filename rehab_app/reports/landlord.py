"""The social landlord's dossier: its homes among the groups, what can be shared and when, what to decide."""

from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from rehab_app.core.format import UNKNOWN, day, figure, percent, span
from rehab_app.core.i18n import _, from_french, mark, ngettext
from rehab_app.domain.household_dossier import cost_range
from rehab_app.domain.landlord_dossier import RELATIONS, LandlordDossier, LandlordHome, Sharing
from rehab_app.reports.charts import Calendar, period
from rehab_app.reports.document import Contents, Head, gap, height_of, section, write
from rehab_app.reports.group_share import shared_costs
from rehab_app.reports.landlord_homes import annexes
from rehab_app.reports.maps import SiteDrawing
from rehab_app.reports.style import HEIGHT, WIDTH, bullet, text
from rehab_app.reports.tables import Column, facts, key_figures, table
from rehab_app.reports.who_to_ask import who_to_ask
from rehab_app.reports.wording import calendar_row, dates, lot_name, quantity_text, sentence

_RELATIONS = {
    "member": mark("in the group"),
    "touching": mark("shares a wall with the group"),
    "street": mark("on the same street"),
    "apart": mark("no group on its street"),
}
_LOWEST_MAP, _HIGHEST_MAP = 160.0, 380.0
_HEADING = 60.0


def landlord_pdf(dossier: LandlordDossier, target: BinaryIO) -> int:
    """Write the dossier as a PDF and return the number of pages; same dossier, same bytes."""
    title = _("Homes of {landlord} among the groups").format(landlord=dossier.landlord)
    head = Head(title, _("What a social landlord can share with its neighbours: homes, works, period, keys"), title)
    story = [
        *_cover(dossier),
        PageBreak(),
        *_where(dossier),
        gap(16),
        *_shared(dossier),
        gap(16),
        *_before_after(dossier),
        gap(16),
        *_costs(dossier),
        gap(16),
        *_decisions(dossier),
        *annexes(dossier),
    ]
    return write(target, story, head, dossier.edition)


def _cover(dossier: LandlordDossier) -> list[Flowable]:
    edition = dossier.edition
    homes = len(dossier.homes)
    close = len(dossier.related("member")) + len(dossier.related("touching"))
    top: list[Flowable] = [
        gap(8),
        text(" · ".join(part for part in (edition.operation, edition.town) if part), "cover_second"),
        gap(4),
        text(dossier.landlord, "cover"),
        gap(4),
        text(_("Your homes among the groups of private owners"), "cover_second"),
        gap(16),
        key_figures(
            [
                (figure(homes), ngettext("home of yours", "homes of yours", homes)),
                (figure(close), _("in a group or sharing a wall with one")),
                (figure(len(dossier.sharings)), ngettext("group beside", "groups beside", len(dossier.sharings))),
            ]
        ),
        gap(16),
    ]
    contents = [
        (_("Where your homes stand"), "where"),
        (_("What can be shared, and when"), "shared"),
        (_("Before and after"), "before"),
        (_("Costs and sharing keys"), "costs"),
        (_("What we ask you to decide"), "decisions"),
    ]
    if dossier.homes:
        contents.append((_("Home by home"), "homes"))
    bottom = [gap(12), text(_("In this dossier"), "subheading"), Contents(contents, WIDTH)]
    if not dossier.site or not dossier.site.outlines:
        return [*top, text(_("The footprints of these houses are not in the project: no map."), "note"), *bottom]
    note = [gap(4), text(_("Dark blue: your homes. Pale blue: private homes in a group. Grey: the others."), "note")]
    free = HEIGHT - height_of([*top, *note, *bottom]) - 8
    return [*top, SiteDrawing(dossier.site, min(max(free, _LOWEST_MAP), _HIGHEST_MAP)), *note, *bottom]


def _where(dossier: LandlordDossier) -> list[Flowable]:
    story = section(_("Where your homes stand"), "where")
    if not dossier.homes:
        return [*story, text(_("No home of yours is recorded in this neighbourhood."), "body")]
    columns = [Column(_("No."), 30), Column(_("Address")), Column(_("To the group"), 118), Column(_("Group"), 150)]
    rows = [
        [home.key, home.address or UNKNOWN, _(_RELATIONS[home.relation]), home.group or UNKNOWN]
        for home in sorted(dossier.homes, key=lambda home: RELATIONS.index(home.relation))
    ]
    return [*story, table(columns, rows)]


def _shared(dossier: LandlordDossier) -> list[Flowable]:
    if not dossier.sharings:
        story = section(_("What can be shared, and when"), "shared")
        return [*story, text(_("No group stands on a street where you have homes."), "body")]
    needs = height_of(_sharing(dossier.sharings[0])) + _HEADING
    story = section(_("What can be shared, and when"), "shared", needs=min(needs, HEIGHT))
    for sharing in dossier.sharings:
        block = _sharing(sharing)
        story += [CondPageBreak(min(height_of(block) + 20, HEIGHT)), *block, gap(12)]
    return story


def _sharing(sharing: Sharing) -> list[Flowable]:
    both = ", ".join(lot_name(lot) for lot in sharing.lots)
    pairs = [
        (_("Private homes"), figure(sharing.private_homes)),
        (_("Your homes"), ", ".join(sharing.homes) or UNKNOWN),
        (_("Lots on both sides"), both or _("none: works of your homes not looked at, or others")),
        (_("Period of the group"), dates(sharing.calendar) if sharing.calendar else _("not planned yet")),
        (_("Firms of the group"), ", ".join(sharing.firms) or _("not chosen yet")),
    ]
    title = sharing.group
    story: list[Flowable] = [text(title, "free_subheading"), facts(pairs, 110), *_agreements(sharing)]
    lots = dict.fromkeys(bar.lot for bar in sorted(sharing.calendar, key=lambda bar: bar.starts_on))
    rows = [calendar_row(lot_name(lot), [bar for bar in sharing.calendar if bar.lot == lot]) for lot in lots]
    between = period(rows)
    return [*story, gap(4), Calendar(rows, between, names=150)] if between else story


def _agreements(sharing: Sharing) -> list[Flowable]:
    """What the group agreed on or asked for, each with its state and day."""
    if not sharing.agreements:
        return []
    columns = [Column(_("Agreement")), Column(_("State"), 130), Column(_("Date"), 92)]
    rows = [[sentence(one.what), one.state, day(one.on) if one.on else UNKNOWN] for one in sharing.agreements]
    return [gap(6), table(columns, rows)]


def _before_after(dossier: LandlordDossier) -> list[Flowable]:
    story = section(_("Before and after"), "before")
    looked_at = [home for home in dossier.homes if home.works]
    if not looked_at:
        return [*story, text(_("No works have been looked at for your homes yet."), "body")]
    columns = [
        Column(_("No."), 30),
        Column(_("Address")),
        Column(_("Label"), 50),
        Column(_("Energy before (kWh/year)"), 84, figures=True),
        Column(_("Energy after (kWh/year)"), 84, figures=True),
        Column(_("Emissions before → after (kg CO₂/(m²·year))"), 116, figures=True),
    ]
    rows = []
    for home in looked_at:
        before, after = home.before, home.after
        label = f"{before.label if before else UNKNOWN} → {after.label if after else UNKNOWN}"
        emissions = (
            f"{figure(before.emissions_kg_m2 if before else None)} → {figure(after.emissions_kg_m2 if after else None)}"
        )
        rows.append([home.key, home.address or UNKNOWN, label, _energy(home, True), _energy(home, False), emissions])
    words = _("Conventional energy of the official method: it is not what the tenants pay.")
    return [*story, table(columns, rows, _energy_totals(looked_at)), gap(4), text(words, "note")]


def _energy(home: LandlordHome, before: bool) -> str:
    state = home.before if before else home.after
    return figure(state.final_kwh if state else None)


def _energy_totals(homes: list[LandlordHome]) -> list[str]:
    """Sums over the homes known both before and after; the row says how many these are."""
    known = [home for home in homes if home.before and home.after]
    pairs = [(h.before.final_kwh, h.after.final_kwh) for h in known if h.before and h.after]
    whole = [(round(b), round(a)) for b, a in pairs if b is not None and a is not None]
    name = _("Total of {count}, known before and after").format(count=len(whole))
    if not whole:
        return ["", name, "", UNKNOWN, UNKNOWN, ""]
    return ["", name, "", figure(sum(b for b, _a in whole)), figure(sum(a for _b, a in whole)), ""]


def _costs(dossier: LandlordDossier) -> list[Flowable]:
    story = section(_("Costs and sharing keys"), "costs")
    ranges = [known for home in dossier.homes if home.works and (known := cost_range(home.works))]
    if ranges:
        low, high = sum(known[0] for known in ranges), sum(known[1] for known in ranges)
        words = ngettext(
            "Works on {count} home of yours: {range} before tax.",
            "Works on {count} homes of yours: {range} before tax.",
            len(ranges),
        )
        story.append(text(words.format(count=len(ranges), range=span(low, high, "€")), "body"))
    else:
        story.append(text(_("No cost is known for your homes yet."), "body"))
    years = sorted({work.price_year for home in dossier.homes for work in home.works if work.price_year})
    if years:
        words = _("Published prices of {first} to {last}; quotes replace them.")
        story.append(text(words.format(first=years[0], last=years[-1]), "note"))
    story += [gap(8), *_sharing_keys(dossier)]
    for sharing in dossier.sharings:
        if sharing.share is not None:
            title = _("Shared by the members of “{group}”").format(group=sharing.group)
            told = [text(title, "subheading"), *shared_costs(sharing.share, _("Your homes (€)"), large=False)]
            story += [gap(8), CondPageBreak(height_of(told)), *told]
    return story


def _sharing_keys(dossier: LandlordDossier) -> list[Flowable]:
    rows: list[list[str]] = []
    strong: list[int] = []
    for sharing in dossier.sharings:
        if not sharing.keys:
            continue
        strong.append(len(rows))
        rows.append([sharing.group, "", "", "", ""])
        for key in sharing.keys:
            own, others = quantity_text(key.own, key.unit), quantity_text(key.others, key.unit)
            rows.append([key.work, from_french(key.unit), own, others, percent(key.share)])
    if not rows:
        return [text(_("No work is planned on both sides yet: no sharing key."), "body")]
    columns = [
        Column(_("Group and work")),
        Column(_("Unit"), 36),
        Column(_("Your homes"), 76, figures=True),
        Column(_("Private homes"), 76, figures=True),
        Column(_("Your share"), 70, figures=True),
    ]
    words = _(
        "A key by quantity, for what a firm charges once for both: installation, lifting, access. A proposal: what is "
        "agreed already stands with each group, under “What can be shared, and when”."
    )
    return [table(columns, rows, strong_rows=strong), gap(4), text(words, "note")]


def _decisions(dossier: LandlordDossier) -> list[Flowable]:
    asked = _("{group}: join the works, with which homes?")
    lines = [asked.format(group=sharing.group) for sharing in dossier.sharings]
    if dossier.sharings:
        lines += [
            _("One scaffolding and one site for both: who holds the contract?"),
            _("Same firms, or each its own under your purchasing rules?"),
            _("The period of the groups, or another?"),
            _("The keys above, or others?"),
            _("Who tells the tenants, and when?"),
        ]
    story = section(_("What we ask you to decide"), "decisions")
    if not lines:
        return [*story, text(_("Nothing for now: no group stands beside your homes."), "body")]
    columns = [Column(""), Column(_("Your answer"), 150), Column(_("Date"), 70)]
    story.append(table(columns, [[bullet(line, "☐", "small_bullet"), "", ""] for line in lines]))
    story += [gap(12), text(_("Who to call"), "subheading")]
    return [*story, *who_to_ask(dossier.contacts, "body")]
