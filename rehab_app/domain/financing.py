"""What a bundle of works is to one home, as plain data: works, costs, aids, what is left, the month before and after.

Texts are in the user's language. Sums of lines equal their totals to the cent: every line is rounded to the cent first
and totals are sums of the rounded lines. Nothing here says an income.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rehab_app.core.i18n import mark


def cents(value: float) -> float:
    """The sum rounded to the cent."""
    return round(value + 0.0, 2)


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with its low and high ends."""

    low: float
    typical: float
    high: float


def total(ranges: Iterable[Range]) -> Range:
    """Sum of ranges, to the cent."""
    found = list(ranges)
    return Range(
        cents(sum(one.low for one in found)),
        cents(sum(one.typical for one in found)),
        cents(sum(one.high for one in found)),
    )


class Paid(StrEnum):
    """When an aid reaches the owner."""

    ADVANCE = "advance"  # before the works
    QUOTE = "quote"  # taken off the firm's bill
    BALANCE = "balance"  # after the works
    YEARLY = "yearly"  # through taxes, over years


class State(StrEnum):
    """What becomes of an aid."""

    COUNTED = "counted"
    REFUSED = "refused"
    BESIDE = "beside"  # comes besides the plan, over the years
    OTHER_WAY = "other_way"  # belongs to the way that is not chosen
    TO_ENTER = "to_enter"  # not known to the application: the town enters it


STATES = {
    State.COUNTED: mark("counted"),
    State.REFUSED: mark("refused"),
    State.BESIDE: mark("besides the plan"),
    State.OTHER_WAY: mark("with the other way"),
    State.TO_ENTER: mark("to be entered by the town"),
}
PAID = {
    Paid.ADVANCE: mark("before the works"),
    Paid.QUOTE: mark("taken off the bill"),
    Paid.BALANCE: mark("after the works"),
    Paid.YEARLY: mark("over the years, through taxes"),
}
WAYS = {
    "ampleur": mark("whole renovation (rénovation d’ampleur)"),
    "geste": mark("work by work (par geste)"),
    "": mark("no aid"),
}
DONE_BY = {
    "firm": mark("done by a firm"),
    "supervised": mark("done by the household with a supervisor"),
    "own": mark("done by the household"),
}


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One work of the plan.

    Attributes:
        work: code of the catalogue; label: its words.
        lot: code of `domain.works.LOTS`.
        cost_eur_ht: before tax; labour_eur_ht: the part of the usual cost that is labour.
        vat_pct: rate of the tax; with materials bought by the household, 20.
        cost_eur: with tax.
        done_by: code of `DONE_BY`.
        hours_own: hours the household works; hours_supervised: hours of the supervisor; both 0 with a firm.
        year, source: of the price; assumption: the price has no published source, or not all of its ends.
        measure: the aid's word for the work, "" when it has none.
        notes: what the work asks or loses in this home.
    """

    work: str
    label: str
    lot: str
    quantity: float
    unit: str
    cost_eur_ht: Range
    vat_pct: float
    cost_eur: Range
    done_by: str = "firm"
    hours_own: float = 0.0
    hours_supervised: float = 0.0
    year: int = 0
    source: str = ""
    assumption: bool = False
    measure: str = ""
    labour_eur_ht: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AidLine:
    """One aid, given or not, with its reason.

    Attributes:
        aid: code; label: its words; payer: who pays.
        amount_eur: counted or, with the other way, what it would have been; 0 when refused.
        state: see `State`; only counted aids enter the plan.
        reason: why this amount or none, as a sentence.
        rules_on: date that decided the rules; source: the text of law.
        mark: how sure the rule is, "A" to "C"; "R" when it is not known.
        to_confirm: shown « à confirmer »: a rule of mark C, or a condition that is not known.
        paid: when it reaches the owner.
    """

    aid: str
    label: str
    payer: str
    amount_eur: float
    state: State
    reason: str
    rules_on: datetime.date
    source: str
    mark: str
    to_confirm: bool
    paid: Paid

    @property
    def counted(self) -> bool:
        return self.state is State.COUNTED


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan of the plan, or one that could carry it.

    Attributes:
        loan: "eco_ptz", "par_plus" or "ordinary".
        capital_eur: what is borrowed; ceiling_eur: the most that may be lent.
        rate_pct: yearly; monthly_eur: constant payment, 0 for a loan paid back at the sale.
        interest_eur: total cost of the loan.
        chosen: carries the plan; reason: why not, or what it asks.
    """

    loan: str
    label: str
    capital_eur: float
    ceiling_eur: float
    years: float
    rate_pct: float
    monthly_eur: float
    interest_eur: float
    chosen: bool
    reason: str
    mark: str
    to_confirm: bool


@dataclass(frozen=True, slots=True)
class Due:
    """Money that moves at one moment of the works: what the owner pays out, and what comes in."""

    moment: str
    label: str
    paid_eur: float
    received_eur: float


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the long view: what has been spent in all since the works, with and without them."""

    year: int
    without_eur: Range
    with_eur: Range


@dataclass(frozen=True, slots=True)
class Landlord:
    """What the works change for a landlord.

    Attributes:
        letting_until: last day on which the home may be let anew as it stands, None when no ban is known for its label.
        letting_until_after: the same after the works.
        rent_month_eur: rent counted, None when it is not known.
        tax_relief_year_eur: Loc'Avantages a year, by level ("loc1", "loc2", "loc3"), with intermediation apart.
        denormandie_eur: over the years of letting; 0 when refused.
        reasons: why not, or what it asks.
    """

    letting_until: datetime.date | None
    letting_until_after: datetime.date | None
    rent_month_eur: float | None
    tax_relief_year_eur: dict[str, float]
    denormandie_eur: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A bundle of works for one home, from the works to the month.

    Attributes:
        dwelling_id: the home; bundle: code, "" for a free composition; name: its words.
        works: lines of the works; assistance_bill_eur: bill of the adviser (Mon Accompagnateur Rénov'), with tax.
        cost_eur_ht, cost_eur: sums of the works before and with tax; total_eur: typical cost with the adviser's bill.
        label_before, label_after: energy labels, "" when not estimated; emissions_before, emissions_after: alike.
        final_kwh_before, final_kwh_after, primary_kwh_m2_before, primary_kwh_m2_after: conventional.
        conventional_eur_before, conventional_eur_after: conventional yearly cost, never a bill.
        way: code of `WAYS`; other_way_eur: aids of the other way, for comparison.
        aids: all aids looked at; aids_eur: sum of those counted.
        left_to_pay_eur: after the aids; fronted_eur: most that the owner has out of pocket at any moment.
        loans: loans; own_money_eur: what no chosen loan carries.
        payment_month_eur: payments of the chosen loans.
        month_before_eur: expected energy bill a month; month_after_eur: the same after the works with the payment;
            of the tenant, without the payment, in a home that is let.
        bill_basis: how the bills were reckoned.
        schedule: money by moment; years: the long view.
        comfort: what changes for the household, in words.
        weeks: on site.
        area_lost_m2: living area taken by internal lining.
        steps: works by step in an order without dead ends; issues: what the choice lacks or spoils.
        warnings: changes of rule to come, opinions to ask.
        rules_on, priced_on: dates of the rules and of the prices.
        refusal: why it has no estimate, "" when it has one.
        landlord: for a home that is let; tenant_month_saving_eur: what the tenant's bill loses.
    """

    dwelling_id: int
    bundle: str
    name: str
    works: tuple[WorkLine, ...]
    cost_eur_ht: Range
    cost_eur: Range
    assistance_bill_eur: float
    total_eur: float
    label_before: str
    label_after: str
    emissions_before: str
    emissions_after: str
    final_kwh_before: float
    final_kwh_after: float
    primary_kwh_m2_before: float
    primary_kwh_m2_after: float
    conventional_eur_before: float
    conventional_eur_after: float
    way: str
    other_way_eur: float
    aids: tuple[AidLine, ...]
    aids_eur: float
    left_to_pay_eur: Range
    fronted_eur: float
    loans: tuple[LoanLine, ...]
    own_money_eur: float
    payment_month_eur: float
    month_before_eur: Range
    month_after_eur: Range
    bill_basis: str
    schedule: tuple[Due, ...]
    years: tuple[Year, ...]
    comfort: tuple[str, ...]
    weeks: Range
    area_lost_m2: float
    steps: tuple[tuple[str, ...], ...]
    issues: tuple[str, ...]
    warnings: tuple[str, ...]
    rules_on: datetime.date
    priced_on: datetime.date
    refusal: str = ""
    landlord: Landlord | None = None
    tenant_month_saving_eur: Range | None = None

    def aids_by_payer(self) -> dict[str, float]:
        """Counted aids by payer, euros, in the order met."""
        sums: dict[str, float] = {}
        for line in self.aids:
            if line.counted and line.amount_eur:
                sums[line.payer] = cents(sums.get(line.payer, 0.0) + line.amount_eur)
        return sums
