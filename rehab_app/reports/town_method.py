"""What the town's figures are worth: labels beside the official ones, prices beside quotes, sources and versions."""

from reportlab.platypus import Flowable

from rehab_app.core.format import UNKNOWN, figure, percent, span
from rehab_app.core.i18n import _, from_french, ngettext
from rehab_app.domain.town_dossier import FEWEST_HOMES, LABELS, Agreement, TownDossier
from rehab_app.reports.document import gap, section
from rehab_app.reports.style import ACCENT_TINT, WIDTH, text
from rehab_app.reports.tables import Column, Command, table

_LABEL_COLUMN = 44.0


def agreement(dossier: TownDossier) -> list[Flowable]:
    """The table of labels, official by row, ours by column."""
    found = dossier.agreement
    story = section(_("Labels: ours and official"), "agreement", needs=240)
    if found is None or not found.homes:
        return [*story, text(_("No home has both an estimate and an official DPE."), "body")]
    words = ngettext(
        "Of {count} home with both, {same} have the same letter, {near} the same or the next one.",
        "Of {count} homes with both, {same} have the same letter, {near} the same or the next one.",
        found.homes,
    )
    told = words.format(
        count=figure(found.homes), same=percent(found.same / found.homes), near=percent(found.within_one / found.homes)
    )
    if found.gap is not None:
        told += " " + _("Half of them differ by {gap} at most in primary energy.").format(gap=percent(found.gap))
    note = _("Ours has the parameters of its own date, the official one those of its day: part of the gap is that.")
    return [*story, text(told, "body"), _labels(found), gap(4), text(note, "note")]


def _labels(found: Agreement) -> Flowable:
    columns = [Column(_("Official (rows), ours (columns)")), *(Column(x, _LABEL_COLUMN, True) for x in LABELS)]
    columns.append(Column(_("Homes"), _LABEL_COLUMN, figures=True))
    rows: list[list[object]] = []
    for letter, counts in zip(LABELS, found.counts, strict=True):
        rows.append([letter, *(figure(n) if n else "" for n in counts), figure(sum(counts))])
    totals = [_("Homes"), *(figure(sum(row[at] for row in found.counts)) for at in range(7)), figure(found.homes)]
    same: list[Command] = [("BACKGROUND", (n + 1, n + 1), (n + 1, n + 1), ACCENT_TINT) for n in range(7)]
    return table(columns, rows, totals, commands=same, width=WIDTH)


def asked(dossier: TownDossier) -> list[Flowable]:
    """Unit prices of quotes beside the library's."""
    story = section(_("Prices: library and quotes"), "asked", needs=160)
    if not dossier.asked:
        return [*story, text(_("No quote is recorded yet: nothing to compare with."), "body")]
    columns = [
        Column(_("Work")),
        Column(_("Unit"), 36),
        Column(_("Quotes"), 44, figures=True),
        Column(_("Asked before tax (€)"), 92, figures=True),
        Column(_("Median (€)"), 54, figures=True),
        Column(_("Library (€)"), 92, figures=True),
        Column(_("Within"), 44, figures=True),
    ]
    rows = [
        [
            f"{one.work} ({one.year})",
            from_french(one.unit),
            figure(one.quotes),
            span(one.asked_low, one.asked_high) if one.quotes >= FEWEST_HOMES else UNKNOWN,
            figure(one.asked_median) if one.quotes >= FEWEST_HOMES else UNKNOWN,
            span(one.low, one.high),
            figure(one.within) if one.quotes >= FEWEST_HOMES else UNKNOWN,
        ]
        for one in dossier.asked
    ]
    words = _(
        "Year of the library’s price after the work; within: quotes inside the library’s range. Prices asked are shown "
        "from three quotes on."
    )
    return [*story, table(columns, rows), gap(4), text(words, "note")]


def sources(dossier: TownDossier) -> list[Flowable]:
    """Where the figures come from, with versions."""
    columns = [Column(_("Figures"), 110), Column(_("Source and method")), Column(_("Version, dates"), 176)]
    rows = [[one.what, one.source, one.version] for one in dossier.origins]
    return [*section(_("Sources and method"), "sources", needs=200), table(columns, rows)]
