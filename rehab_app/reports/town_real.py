"""What became of the estimates: costs beside quotes and invoices, bills before and after works, the show homes."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from rehab_app.core.format import UNKNOWN, figure, percent, span
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.town_dossier import FEWEST_HOMES, RealUse, ShownHome, TownDossier, WorkGap
from rehab_app.reports.document import gap, section
from rehab_app.reports.style import text
from rehab_app.reports.tables import Column, table


def real_costs(dossier: TownDossier) -> list[Flowable]:
    """Estimate against quotes and invoices, by work."""
    story = section(_("Costs: estimate and real"), "real_costs", needs=160)
    if not dossier.costs:
        return [*story, text(_("No quote and no invoice of a home is recorded yet."), "body")]
    columns = [
        Column(_("Work")),
        Column(_("Homes"), 62, figures=True),
        Column(_("Estimated before tax (€)"), 110, figures=True),
        Column(_("Known (€)"), 60, figures=True),
        Column(_("of which invoiced (€)"), 68, figures=True),
        Column(_("Gap"), 48, figures=True),
    ]
    told = [one for one in dossier.costs if not one.hidden]
    rows = [_cost(one) for one in dossier.costs]
    words = _(
        "Of the homes whose price is known: the invoices where all are there, else the latest quote. "
        "Gap: known ÷ usual estimate − 1."
    )
    if len(told) < len(dossier.costs):
        few = _("Works of fewer than three homes are not shown and not in the total: they would be somebody’s.")
        words = f"{words} {few}"
    return [*story, table(columns, rows, _cost(_sum(told)) if told else ()), gap(4), text(words, "note")]


def _cost(one: WorkGap) -> list[object]:
    homes = figure(one.homes) if one.homes else ""
    if one.hidden:
        return [one.work, _("fewer than {count}").format(count=FEWEST_HOMES), *(UNKNOWN,) * 4]
    estimated = span(round(one.low), round(one.high))
    return [one.work, homes, estimated, figure(one.known), figure(one.invoiced), signed(one.gap)]


def _sum(costs: Sequence[WorkGap]) -> WorkGap:
    """The total of what is printed; homes are not summed, as one does several works."""
    low, typical, high, known, invoiced = (
        float(sum(round(getattr(one, name)) for one in costs))
        for name in ("low", "typical", "high", "known", "invoiced")
    )
    return WorkGap(_("Total"), 0, low, typical, high, known, invoiced)


def signed(share: float) -> str:
    """`+ 12 %`, `− 5 %`."""
    if share != share:
        return UNKNOWN
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return f"{sign}\u202f{percent(abs(share))}".lstrip("\u202f")


def real_use(dossier: TownDossier) -> list[Flowable]:
    """Bills before and after works, beside the label."""
    story = section(_("Bills after works"), "real_use", needs=180)
    use = dossier.use
    if use is None:
        words = _(
            "Fewer than three homes have bills of a year before and after their works: "
            "their sum would show those of one."
        )
        return [*story, text(words, "body")]
    told = ngettext(
        "{count} home of {of} with accepted works has bills of a year before and after.",
        "{count} homes of {of} with accepted works have bills of a year before and after.",
        use.homes,
    ).format(count=figure(use.homes), of=figure(use.of))
    columns = [
        Column(_("Energy of these homes (kWh/year)")),
        Column(_("Before"), 96, figures=True),
        Column(_("After"), 96, figures=True),
        Column(_("Less"), 96, figures=True),
    ]
    less = use.label_before - use.label_after
    expected = span(round(use.expected_low), round(use.expected_high))
    rows: list[list[object]] = [
        [_("By the label (conventional use)"), figure(use.label_before), figure(use.label_after), figure(less)],
        [_("Bought, in a year of normal weather"), figure(use.before[1]), figure(use.after[1]), figure(use.saved)],
        [_("range"), _span(use.before), _span(use.after), ""],
        [_("Usually seen on bills for such works"), "", "", expected],
    ]
    return [*story, text(told, "body"), table(columns, rows, strong_rows=[1]), gap(4), text(_notes(use), "note")]


def _span(bounds: tuple[float, float, float]) -> str:
    return span(round(bounds[0]), round(bounds[2]))


def _notes(use: RealUse) -> str:
    told = [
        _("Bought: all bills of a home, appliances included; heating is corrected by normal ÷ real degree days."),
        _("The label’s saving is not one on bills: warmer rooms take a part of it."),
    ]
    if use.uncorrected:
        words = ngettext(
            "The weather is not taken out of the bills of {count} home.",
            "The weather is not taken out of the bills of {count} homes.",
            use.uncorrected,
        )
        told.append(words.format(count=figure(use.uncorrected)))
    return " ".join(told)


def show_homes(dossier: TownDossier) -> list[Flowable]:
    """Show homes whose household agreed."""
    if not dossier.show_homes:
        return []
    columns = [
        Column(_("Show home")),
        Column(_("Open since"), 88),
        Column(_("Visitors"), 50, figures=True),
        Column(_("Label"), 52),
        Column(_("Works before tax (€)"), 76, figures=True),
        Column(_("Bought before → after (kWh)"), 104, figures=True),
    ]
    words = _("Each of these households agreed that the figures of its home are shown.")
    return [
        text(_("Show homes"), "free_subheading"),
        table(columns, [_show(one) for one in dossier.show_homes]),
        gap(4),
        text(words, "note"),
    ]


def _show(one: ShownHome) -> list[object]:
    label = f"{one.label_before or UNKNOWN} → {one.label_after or UNKNOWN}"
    bought = UNKNOWN
    if one.before_kwh is not None and one.after_kwh is not None:
        bought = f"{figure(one.before_kwh)} → {figure(one.after_kwh)}"
    return [one.place, one.opened, figure(one.visitors), label, figure(one.known_eur_ht), bought]
