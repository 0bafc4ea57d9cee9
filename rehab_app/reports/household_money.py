"""The money of "my home": what it costs, which aids and why, who pays what and when, the month before and after."""

from functools import reduce

from reportlab.platypus import CondPageBreak, Flowable

from rehab_app.core.format import NARROW, UNKNOWN, day, euros, figure, span
from rehab_app.core.i18n import _, from_french, ngettext
from rehab_app.domain.financing import DONE_BY, LoanLine, Option, Range
from rehab_app.domain.household_dossier import EDITION_DAY, HouseholdDossier
from rehab_app.reports.charts import RangeBars
from rehab_app.reports.document import gap, section
from rehab_app.reports.household_aids import aids
from rehab_app.reports.style import WARNING_GROUND, bullet, text
from rehab_app.reports.tables import Column, card, table
from rehab_app.reports.wording import quantity_text, sentence

_COUNTED = ("u", "ens")
_EUROS = 112.0


def money(dossier: HouseholdDossier, option: Option, name: str) -> list[Flowable]:
    """All of it, for one option."""
    return [
        *_costs(dossier, option, name),
        *aids(option),
        *_payers(dossier, option),
        *_month(dossier, option),
        *_steps(option),
    ]


def amount(quantity: float | None, unit: str) -> str:
    """With its unit where a household measures it so; pieces and sets are plain counts."""
    written = quantity_text(quantity, unit)
    return written if quantity is None or unit in _COUNTED else f"{written}{NARROW}{from_french(unit)}"


def within(known: Range, unit: str = "€") -> str:
    """`1 900 – 2 600 €`."""
    return span(known.low, known.high, unit)


def _costs(dossier: HouseholdDossier, option: Option, name: str) -> list[Flowable]:
    story = [gap(16), *section(_("What it costs"), "costs", needs=260)]
    words = _("For “{option}”, tax included, at the prices of {date}.")
    story.append(
        text(
            words.format(option=name, date=day(dossier.edition.parameters_on or dossier.edition.made_on)), "large_body"
        )
    )
    columns = [Column(_("Work")), Column(_("Quantity"), 92, True), Column(_("Usual price (€)"), _EUROS, True)]
    rows: list[list[object]] = []
    for line in option.works:
        label = line.label if line.done_by == "firm" else f"{line.label} ({_(DONE_BY[line.done_by])})"
        rows.append([label, amount(line.quantity, line.unit), _cents(line.cost_eur.typical)])
    if option.assistance_bill_eur:
        rows.append([_("Adviser for the works (Mon Accompagnateur Rénov’)"), "", _cents(option.assistance_bill_eur)])
    story += [table(columns, rows, [_("Total"), "", _cents(option.total_eur)], large=True), gap(8)]
    words = _("From one firm to another, the works may cost {range}, tax included.")
    story.append(text(words.format(range=within(option.cost_eur)), "large_body"))
    story.append(text(_prices(option), "large_body"))
    words = _("The range depends on what firms ask, on access, and on what is found when walls are opened.")
    return [*story, text(words, "large_body")]


def _prices(option: Option) -> str:
    years = sorted({line.year for line in option.works if line.year})
    between = "" if not years else str(years[0]) if years[0] == years[-1] else f"{years[0]} – {years[-1]}"
    words = _("Prices of {years}; a local quote replaces them.").format(years=between or UNKNOWN)
    if any(line.assumption for line in option.works):
        words += " " + _("Some prices are assumptions of ours, for want of a published figure.")
    return words


def _payers(dossier: HouseholdDossier, option: Option) -> list[Flowable]:
    story = [gap(16), *section(_("Who pays what, and when"), "payers", needs=260)]
    if dossier.let:
        story.append(text(_("The owner pays for the works; whoever lives here pays for the energy."), "large_body"))
    loans = [loan for loan in option.loans if loan.chosen and loan.capital_eur]
    rows = [[payer, _cents(value)] for payer, value in option.aids_by_payer().items()]
    rows += [[_loan(loan), _cents(loan.capital_eur)] for loan in loans]
    rows.append([_("Own money"), _cents(option.own_money_eur)])
    columns = [Column(_("Who pays")), Column(_("Amount (€)"), _EUROS, True)]
    story.append(table(columns, rows, [_("Total"), _cents(option.total_eur)], large=True))
    words = _("Left to pay after the aids: {amount}, within {range}.")
    left = words.format(amount=euros(option.left_to_pay_eur.typical), range=within(option.left_to_pay_eur))
    story += [gap(6), text(left, "large_body")]
    moments = [Column(_("When")), Column(_("To be paid (€)"), 100, True), Column(_("Coming in (€)"), 100, True)]
    due = [[sentence(one.label), _cents(one.paid_eur), _cents(one.received_eur)] for one in option.schedule]
    story += [gap(6), table(moments, due, large=True), gap(6)]
    words = _("The most to be advanced at any moment, until the last aids are paid: {amount}.")
    story.append(text(words.format(amount=euros(option.fronted_eur)), "large_body"))
    return story


def _loan(loan: LoanLine) -> str:
    words = _("{loan}: {month} a month for {years} years, {reason}")
    return words.format(
        loan=loan.label, month=euros(loan.monthly_eur, cents=True), years=figure(loan.years), reason=loan.reason
    )


def _month(dossier: HouseholdDossier, option: Option) -> list[Flowable]:
    story = [gap(16), *section(_("The month, before and after"), "month", needs=250)]
    saving = option.tenant_month_saving_eur
    if dossier.let and saving is not None:
        words = _("The energy bill of whoever lives here would fall by {range} a month.")
        story.append(text(words.format(range=within(saving)), "large_body"))
    else:
        story.append(
            text(_("Energy of the home a month; after the works, the payment of the loan is in it."), "large_body")
        )
    bars = [(_("Today"), option.month_before_eur), (_("After the works"), option.month_after_eur)]
    usual = _("{when}: {amount}")
    named = [(usual.format(when=name, amount=euros(one.typical)), one.low, one.typical, one.high) for name, one in bars]
    story.append(RangeBars(named, "€", 12))
    if option.payment_month_eur:
        words = _("Of which {payment} a month for the loan.")
        if dossier.let:
            words = _("The loan, {payment} a month, is the owner’s: it is not counted here.")
        story.append(text(words.format(payment=euros(option.payment_month_eur, cents=True)), "large_body"))
    basis = option.bill_basis.replace(EDITION_DAY, day(dossier.edition.parameters_on or dossier.edition.made_on))
    story.append(text(sentence(basis) + ".", "large_cell_second"))
    if option.years and not dossier.let:  # these are spent by two different people
        last = option.years[-1]
        words = ngettext(
            "In {years} year, spent in all at today’s energy prices: {without} without the works, {with_works} with.",
            "In {years} years, spent in all at today’s energy prices: {without} without the works, {with_works} with.",
            last.year,
        )
        story += [
            gap(6),
            text(
                words.format(years=last.year, without=within(last.without_eur), with_works=within(last.with_eur)),
                "large_body",
            ),
        ]
    words = _("What it depends on: the winter, how you heat, the price of energy, and what the home really was before.")
    block = [text(words, "large_body")]
    return [*story, card(block, colour=WARNING_GROUND, ground=WARNING_GROUND)]


def _after(first: str, second: str) -> str:
    return _("{first}; {second}").format(first=first, second=second)


def _steps(option: Option) -> list[Flowable]:
    story = [gap(16), *section(_("In which order"), "steps", needs=150)]
    labels = {line.work: line.label for line in option.works}
    for number, step in enumerate(option.steps, start=1):
        names = reduce(_after, (labels.get(work, work) for work in step))
        story.append(bullet(names, f"{number}.", "large_bullet"))
    weeks = span(option.weeks.low, option.weeks.high, "", 1)
    story.append(text(_("Works on site for {weeks} weeks, one firm after another.").format(weeks=weeks), "large_body"))
    if option.area_lost_m2:
        words = _("Insulation inside takes about {area} from the rooms.")
        story.append(text(words.format(area=figure(option.area_lost_m2, "m²", 1)), "large_body"))
    if option.comfort:
        story += [CondPageBreak(70), text(_("What you will feel"), "large_strong")]
        story += [bullet(sentence(words), "–", "large_bullet") for words in option.comfort]
    warned = (*option.issues, *option.warnings)
    if warned:
        story += [CondPageBreak(70), text(_("Watch out"), "large_strong")]
        story += [bullet(sentence(words), "!", "large_bullet") for words in warned]
    return story


def _cents(value: float) -> str:
    return figure(value, "", 2)
