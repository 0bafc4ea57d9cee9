"""The town's report of a neighbourhood: where it stands, what moves, what the figures are worth, their sources."""

from collections.abc import Sequence
from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from rehab_app.core.format import UNKNOWN, cost_span, figure, percent, span
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.town_dossier import Indicator, Tally, TownDossier, TownMap
from rehab_app.reports.charts import Calendar, Row, Span, period
from rehab_app.reports.document import Contents, Head, gap, height_of, section, write
from rehab_app.reports.style import HEIGHT, WIDTH, markup, text, typeset
from rehab_app.reports.tables import Column, key_figures, table
from rehab_app.reports.town_map import TownDrawing
from rehab_app.reports.town_method import agreement, asked, sources
from rehab_app.reports.town_real import real_costs, real_use, show_homes
from rehab_app.reports.wording import dates, sentence

_LOWEST_MAP, _HIGHEST_MAP = 200.0, 420.0
_MAP = (HEIGHT - 2 * 34 - 24) / 2  # two on a page, each under its title


def town_pdf(dossier: TownDossier, target: BinaryIO) -> int:
    """Write the report as a PDF and return the number of pages; same dossier, same bytes."""
    title = _("Report of the neighbourhood {name}").format(name=dossier.edition.operation)
    subject = _("Indicators, maps, progress, estimate against real, sources and method")
    story = [
        *_cover(dossier),
        PageBreak(),
        *_indicators(dossier),
        *_maps(dossier),
        *_progress(dossier),
        gap(16),
        *real_costs(dossier),
        gap(16),
        *real_use(dossier),
        gap(12),
        *show_homes(dossier),
        gap(16),
        *agreement(dossier),
        gap(16),
        *asked(dossier),
        gap(16),
        *sources(dossier),
    ]
    return write(target, story, Head(title, subject, title), dossier.edition)


def _cover(dossier: TownDossier) -> list[Flowable]:
    edition = dossier.edition
    top: list[Flowable] = [
        gap(8),
        text(edition.town, "cover_second"),
        gap(4),
        text(edition.operation, "cover"),
        gap(4),
        text(_("Report of the neighbourhood"), "cover_second"),
        gap(16),
        key_figures(_key_figures(dossier)),
        gap(16),
    ]
    contents = [(_("Indicators"), "indicators")]
    if dossier.rings and len(dossier.maps) > 1:
        contents.append((_("Maps"), "maps"))
    contents += [
        (_("Progress"), "progress"),
        (_("Costs: estimate and real"), "real_costs"),
        (_("Bills after works"), "real_use"),
        (_("Labels: ours and official"), "agreement"),
        (_("Prices: library and quotes"), "asked"),
        (_("Sources and method"), "sources"),
    ]
    words = _("For the services of the town: maps show homes one by one and are not to be published as they stand.")
    bottom = [gap(8), text(words, "note"), gap(12), text(_("In this dossier"), "subheading"), Contents(contents, WIDTH)]
    if not dossier.rings or not dossier.maps:
        return [*top, text(_("The footprints of these houses are not in the project: no map."), "note"), *bottom]
    cover = _cover_map(dossier)
    title = text(cover.title, "subheading")
    free = HEIGHT - height_of([*top, title, *bottom]) - 8
    high = min(max(free, _LOWEST_MAP), _HIGHEST_MAP)
    return [*top, title, TownDrawing(dossier.rings, dossier.street_names, cover, high), *bottom]


def _key_figures(dossier: TownDossier) -> list[tuple[str, str]]:
    everything = dossier.stages
    homes, composed = sum(one.homes for one in everything), sum(one.composed for one in everything)
    poor, estimated = sum(one.poor for one in everything), sum(one.estimated for one in everything)
    return [
        (figure(homes), ngettext("home", "homes", homes)),
        (percent(poor / estimated if estimated else None), _("labelled F or G, of those estimated")),
        (figure(composed), _("with works chosen")),
        (figure(len(dossier.groups)), ngettext("group", "groups", len(dossier.groups))),
    ]


def _indicators(dossier: TownDossier) -> list[Flowable]:
    story = section(_("Indicators"), "indicators")
    columns = [
        Column(_("Indicator, and how it is reckoned")),
        Column(_("Value"), 112, figures=True),
        Column(_("Homes counted"), 54, figures=True),
        Column(_("Source"), 130),
    ]
    rows: list[list[object]] = []
    strong: list[int] = []
    for chapter in dossier.chapters:
        strong.append(len(rows))
        rows.append([chapter.title, "", "", ""])
        rows += [_indicator(one) for one in chapter.indicators]
    if not rows:
        return [*story, text(_("Nothing is recorded in this neighbourhood yet."), "body")]
    return [*story, table(columns, rows, strong_rows=strong)]


def _indicator(one: Indicator) -> list[object]:
    formula = f'<font size="8" color="#5B646D">{typeset(sentence(one.formula))}</font>'
    counted = _("{counted} of {of}").format(counted=figure(one.counted), of=figure(one.of)) if one.of else ""
    name = markup(f"{typeset(one.name)}<br/>{formula}", "cell")
    return [name, value_text(one), counted, text(one.source, "cell_second")]


def value_text(one: Indicator) -> str:
    """The figure with its unit, or its range; money no more exact than it is known, as on screen."""
    if one.high is None:
        return figure(one.low, one.unit, one.decimals)
    if one.unit.startswith("€"):
        return cost_span(one.low, one.high, one.unit)
    return span(one.low, one.high, one.unit, one.decimals)


def _cover_map(dossier: TownDossier) -> TownMap:
    """How far the homes have come; it is not shown a second time."""
    return next((one for one in dossier.maps if one.kind == "stage"), dossier.maps[0])


def _maps(dossier: TownDossier) -> list[Flowable]:
    others = [one for one in dossier.maps if one is not _cover_map(dossier)]
    if not dossier.rings or not others:
        return []
    story: list[Flowable] = [PageBreak(), *section(_("Maps"), "maps")]
    for position, coloured in enumerate(others):
        if position and position % 2 == 0:
            story.append(PageBreak())
        story += [
            text(coloured.title, "subheading"),
            TownDrawing(dossier.rings, dossier.street_names, coloured, _MAP - (14 if position < 2 else 0)),
            gap(8),
        ]
    return story


# --- progress ------------------------------------------------------------------------------------------------------


def _progress(dossier: TownDossier) -> list[Flowable]:
    story: list[Flowable] = [PageBreak(), *section(_("Progress"), "progress")]
    story += [text(_("Homes by stage"), "subheading"), tallies(dossier.stages, _("Stage")), gap(12)]
    story.append(text(_("By group"), "free_subheading"))
    if dossier.groups:
        story.append(tallies(dossier.groups, _("Group"), numbered=True))
        story += _calendar(dossier)
    else:
        story.append(text(_("No group has been formed yet."), "body"))
    story += [gap(12), CondPageBreak(120), text(_("By street"), "free_subheading")]
    story.append(tallies(dossier.streets, _("Street")))
    words = _("Saved: conventional energy of the official method, over the homes known before and after; never bills.")
    return [*story, gap(4), text(words, "note")]


def tallies(lines: Sequence[Tally], heading: str, numbered: bool = False) -> Flowable:
    """Homes, labels, works and energy saved by line, with their total."""
    columns = [
        Column(heading),
        Column(_("Homes"), 52, figures=True),
        Column(_("F or G / estimated"), 70, figures=True),
        Column(_("With works"), 48, figures=True),
        Column(_("Works before tax (€)"), 116, figures=True),
        Column(_("Saved (kWh/year)"), 74, figures=True),
    ]
    rows = [_tally(one, f"{one.key} · {one.name}" if numbered else sentence(one.name)) for one in lines]
    return table(columns, rows, _tally(_sum(lines), _("Total")))


def _tally(one: Tally, name: str) -> list[object]:
    cost = span(round(one.low_eur_ht), round(one.high_eur_ht)) if one.composed else UNKNOWN
    poor = f"{figure(one.poor)} / {figure(one.estimated)}"
    return [name, figure(one.homes), poor, figure(one.composed), cost, figure(one.saved_kwh)]


def _sum(lines: Sequence[Tally]) -> Tally:
    """The total of what is printed: sums of the rounded figures."""
    saved = [round(one.saved_kwh) for one in lines if one.saved_kwh is not None]
    return Tally(
        key="",
        name="",
        homes=sum(one.homes for one in lines),
        estimated=sum(one.estimated for one in lines),
        poor=sum(one.poor for one in lines),
        composed=sum(one.composed for one in lines),
        low_eur_ht=sum(round(one.low_eur_ht) for one in lines),
        high_eur_ht=sum(round(one.high_eur_ht) for one in lines),
        saved_kwh=float(sum(saved)) if saved else None,
        known=sum(one.known for one in lines),
    )


def _calendar(dossier: TownDossier) -> list[Flowable]:
    names = {one.key: f"{one.key} · {one.name}" for one in dossier.groups}
    rows = [
        Row(names.get(bar.house, bar.house), (Span(bar.starts_on, bar.ends_on, True),), dates([bar]))
        for bar in sorted(dossier.calendar, key=lambda bar: (bar.starts_on, bar.house))
    ]
    between = period(rows)
    if between is None:
        return [gap(8), text(_("The calendar of the groups is not made yet."), "body")]
    return [gap(12), CondPageBreak(140), text(_("When each group is on site"), "free_subheading"),
            Calendar(rows, between, names=170, dates=112)]  # fmt: skip
