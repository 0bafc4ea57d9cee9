"""The household's dossier, "my home": what is lost where, what can be done, what it costs, what comes next."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from reportlab.platypus import Flowable, PageBreak

from rehab_app.core.format import UNKNOWN, day, euros, figure, month, percent, span
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.codes import TENURES
from rehab_app.domain.household_dossier import HomeOption, HouseholdDossier, State, cost_range, shares
from rehab_app.reports.charts import Calendar, EnergyLabel, period
from rehab_app.reports.document import Head, gap, height_of, section, write
from rehab_app.reports.group_share import shared_costs
from rehab_app.reports.house_section import PARTS, HouseSection
from rehab_app.reports.household_money import amount, money, within
from rehab_app.reports.household_next import closing
from rehab_app.reports.style import HEIGHT, WARNING_GROUND, WIDTH, bullet, text
from rehab_app.reports.tables import Column, card, key_figures, side_by_side, table
from rehab_app.reports.wording import calendar_row, lot_name

_OPTIONS_ACROSS = 3
_FIRST_COLUMN, _TODAY = 98.0, 80.0
_HEADING = 40.0


def household_pdf(dossier: HouseholdDossier, target: BinaryIO) -> int:
    """Write the dossier as a PDF and return the number of pages; same dossier, same bytes."""
    title = _("My home, {address}").format(address=dossier.address or UNKNOWN)
    subject = _("State of a home, options, costs and next steps, for the people who live in it")
    head = Head(title, subject, title)
    story = [
        *_now(dossier),
        *_losses(dossier),
        *_options(dossier),
        *_costs(dossier),
        *_calendar(dossier),
        *closing(dossier),
    ]
    return write(target, story, head, dossier.edition)


def _now(dossier: HouseholdDossier) -> list[Flowable]:
    edition = dossier.edition
    place = " · ".join(part for part in (edition.operation, edition.town) if part)
    story: list[Flowable] = [
        gap(8),
        text(place, "cover_second"),
        gap(4),
        text(dossier.address or _("My home"), "cover"),
        text(_known(dossier), "cover_second"),
        gap(16),
    ]
    if dossier.now is None:
        return [*story, text(_no_estimate(dossier.refusal), "large_body")]
    chosen = dossier.chosen
    today = _label_block(_("Today"), dossier.now)
    if chosen and chosen.after:
        after = _label_block(_("After the works you chose"), chosen.after)
        story.append(side_by_side(today, after, (WIDTH - 16) / 2))
    else:
        story += today
    words = _(
        "A home labelled A needs very little energy, a home labelled G a great deal. The label is worked out for an "
        "ordinary way of living: it is not your bill, which may be much lower or higher."
    )
    return [*story, gap(12), *_in_short(dossier), text(words, "large_body"), *_how_sure(dossier)]


def _in_short(dossier: HouseholdDossier) -> list[Flowable]:
    """What is left to pay, the month and the days on site, of the option that is told."""
    option = dossier.told
    if option is None or option.plan is None:
        return []
    plan, saving = option.plan, option.plan.tenant_month_saving_eur
    if dossier.let:
        figures = [] if saving is None else [(within(saving), _("less for energy a month, whoever lives here"))]
    else:
        words = _("left to pay after the aids, for “{option}”").format(option=option.name)
        figures = [(euros(plan.left_to_pay_eur.typical), words)]
        words = _("a month for energy, instead of {today}")
        if plan.payment_month_eur:
            words = _("a month for energy and loan, instead of {today}")
        words = words.format(today=euros(plan.month_before_eur.typical))
        figures.append((euros(plan.month_after_eur.typical), words))
    if dossier.calendar:
        first, last = min(b.starts_on for b in dossier.calendar), max(b.ends_on for b in dossier.calendar)
        figures.append((month(first), _("first day on site; the last is {date}").format(date=day(last))))
    return [key_figures(figures, large=True), gap(12)] if figures else []


def _how_sure(dossier: HouseholdDossier) -> list[Flowable]:
    """Range of the estimate and what would narrow it, where it is known."""
    if dossier.range_kwh_m2 is None:
        return []
    low, high = dossier.range_kwh_m2
    words = _("What is not known yet leaves between {range} a square metre and year.")
    told = [words.format(range=span(low, high, "kWh"))]
    if dossier.label_chances:
        chances = ", ".join(f"{letter} {percent(chance)}" for letter, chance in dossier.label_chances)
        told.append(_("Chances of each letter: {chances}.").format(chances=chances))
    if dossier.ask_next:
        told.append(_("To know better, look at: {items}.").format(items=", ".join(dossier.ask_next)))
    return [text(" ".join(told), "large_body")]


def _known(dossier: HouseholdDossier) -> str:
    parts = [dossier.complement]
    if dossier.living_area_m2 is not None:
        parts.append(figure(dossier.living_area_m2, "m²"))
    if dossier.year_built is not None:
        parts.append(_("built in {year}").format(year=dossier.year_built))
    if dossier.tenure:
        parts.append(_(TENURES[dossier.tenure]))
    return " · ".join(part for part in parts if part)


def _no_estimate(reason: str) -> str:
    words = _("This home cannot be estimated yet.")
    return f"{words} {reason}" if reason else words


def _label_block(title: str, state: State) -> list[Flowable]:
    energy = _("{energy} a square metre and year").format(energy=figure(state.primary_kwh_m2, "kWh"))
    emissions = _("{emissions} a square metre and year").format(emissions=figure(state.emissions_kg_m2, "kg CO₂"))
    return [
        text(title, "large_strong"),
        gap(4),
        EnergyLabel(state.label, 224, 34),
        gap(4),
        text(energy, "large_cell_second"),
        text(emissions, "large_cell_second"),
    ]


def _losses(dossier: HouseholdDossier) -> list[Flowable]:
    if dossier.now is None:
        return []
    story = [gap(16), *section(_("Where the heat goes"), "losses", needs=335)]
    parts = shares(dossier.now.losses_w_k)
    if not parts:
        return [*story, text(_("The losses of this home are not known part by part."), "large_body")]
    words = _(
        "Of 100 parts of heat that leave the house in winter, this is where they go. First: {first}, then {second}."
    )
    names = [_(PARTS.get(part, part)).lower() for part, _share in (*parts, *parts)]
    return [*story, text(words.format(first=names[0], second=names[1]), "large_body"), HouseSection(parts)]


def _options(dossier: HouseholdDossier) -> list[Flowable]:
    opening = PageBreak() if dossier.now else gap(16)  # a home that is not estimated fills no first page
    story = [opening, *section(_("What can be done"), "options")]
    if not dossier.options:
        return [*story, text(_("No works have been looked at for your home yet: ask for a visit."), "large_body")]
    for first in range(0, len(dossier.options), _OPTIONS_ACROSS):
        story += [_option_table(dossier, dossier.options[first : first + _OPTIONS_ACROSS]), gap(12)]
    words = _(
        "Energy and yearly cost are those of the official method, for an ordinary way of living, at its own prices."
    )
    return [*story, text(words, "large_cell_second")]


def _option_table(dossier: HouseholdDossier, options: Sequence[HomeOption]) -> Flowable:
    names = [
        _("{option} (your choice)").format(option=option.name) if option.chosen else option.name for option in options
    ]
    columns = [Column("", _FIRST_COLUMN), Column(_("Today"), _TODAY), *(Column(name) for name in names)]
    states = [dossier.now, *(option.after for option in options)]
    rows: list[list[object]] = [
        [_("Label"), *(state.label if state and state.label else UNKNOWN for state in states)],
        [_("Energy in a year"), *(figure(state.final_kwh if state else None, "kWh") for state in states)],
        [_("Cost of energy by the label, a year"), *(euros(state.cost_eur if state else None) for state in states)],
        [_("Works before tax and aids"), UNKNOWN, *(_range(option) for option in options)],
    ]
    if any(option.plan for option in options):
        rows += _money_rows(options, dossier.let)
    rows.append([_("Works"), "", *([bullet(w.name, "–", "large_item") for w in option.works] for option in options)])
    return table(columns, rows, large=True)


def _money_rows(options: Sequence[HomeOption], let: bool) -> list[list[object]]:
    """Costs with tax, aids, what is left, the month; what was not reckoned stays open."""
    plans = [option.plan for option in options]
    before = next(plan.month_before_eur for plan in plans if plan)
    month = _("Energy a month") if let else _("Energy and loan a month")
    return [
        [_("Works with tax"), UNKNOWN, *(within(plan.cost_eur) if plan else UNKNOWN for plan in plans)],
        [_("Aids"), UNKNOWN, *(euros(plan.aids_eur) if plan else UNKNOWN for plan in plans)],
        [_("Left to pay"), UNKNOWN, *(within(plan.left_to_pay_eur) if plan else UNKNOWN for plan in plans)],
        [month, within(before), *(within(p.month_after_eur) if p else UNKNOWN for p in plans)],
    ]


def _range(option: HomeOption) -> str:
    if option.plan is not None:  # quotes are counted in it
        return within(option.plan.cost_eur_ht)
    known = cost_range(option.works)
    return span(*known, "€") if known else UNKNOWN


def _costs(dossier: HouseholdDossier) -> list[Flowable]:
    option = dossier.told
    if option is None:
        return []
    if option.plan is not None:
        return money(dossier, option.plan, option.name)
    story = [gap(16), *section(_("What it costs"), "costs", needs=260)]
    story.append(text(_("For “{option}”, before tax and before aids.").format(option=option.name), "large_body"))
    columns = [Column(_("Work")), Column(_("Quantity"), 90, figures=True), Column(_("Cost before tax (€)"), 130, True)]
    rows = [
        [work.name, amount(work.quantity, work.unit), span(work.low_eur_ht, work.high_eur_ht)] for work in option.works
    ]
    known = cost_range(option.works)
    totals = [_("Total"), "", span(*known) if known else UNKNOWN]
    story += [table(columns, rows, totals, large=True), gap(8)]
    years = sorted({work.price_year for work in option.works if work.price_year})
    if years:
        period_of_prices = str(years[0]) if years[0] == years[-1] else f"{years[0]} – {years[-1]}"
        story.append(
            text(_("Prices of {years}; a local quote replaces them.").format(years=period_of_prices), "large_body")
        )
    if any(work.assumed for work in option.works):
        story.append(text(_("Some prices are assumptions of ours, for want of a published figure."), "large_body"))
    words = _("The range depends on what firms ask, on access, and on what is found when walls are opened.")
    story.append(text(words, "large_body"))
    words = _("Aids are not counted in this dossier. The adviser works them out with you, with the papers they need.")
    if option.outdated:
        words = _("The home was described anew since: the works must be composed again before aids are counted.")
    return [*story, card([text(words, "large_body")], colour=WARNING_GROUND, ground=WARNING_GROUND)]


def _calendar(dossier: HouseholdDossier) -> list[Flowable]:
    if dossier.group:
        words = ngettext(
            "Your home is in the group “{group}”, with {count} home in all. Works done together share the site.",
            "Your home is in the group “{group}”, with {count} homes in all. Works done together share the site.",
            dossier.group_homes,
        ).format(group=dossier.group, count=dossier.group_homes)
    else:
        words = _("Your home is in no group yet.")
    told: list[Flowable] = [text(words, "large_body"), *_shared(dossier), *_days(dossier)]
    needs = min(height_of(told) + _HEADING, HEIGHT / 2)
    return [gap(16), *section(_("When, and with whom"), "calendar", needs=needs), *told]


def _shared(dossier: HouseholdDossier) -> list[Flowable]:
    """Works that this home alone chose, and its part of what the group shares."""
    story: list[Flowable] = [text(line, "large_body") for line in dossier.own_choice]
    if dossier.share is None:
        return story
    words = _("The group also shares costs, which come on top of the works above:")
    return [*story, text(words, "large_body"), *shared_costs(dossier.share, _("Your part (€)"), large=True), gap(8)]


def _days(dossier: HouseholdDossier) -> list[Flowable]:
    lots = dict.fromkeys(bar.lot for bar in sorted(dossier.calendar, key=lambda bar: bar.starts_on))
    rows = [
        calendar_row(lot_name(lot), [replace(bar, ours=True) for bar in dossier.calendar if bar.lot == lot])
        for lot in lots
    ]
    between = period(rows)
    if between is None:
        return [text(_("No date is planned yet."), "large_body")]
    words = _("Dark: date promised. Pale: date planned, it may still move.")
    bars = Calendar(rows, between, names=206, dates=146, size=12)
    return [gap(4), bars, gap(4), text(words, "large_cell_second")]
