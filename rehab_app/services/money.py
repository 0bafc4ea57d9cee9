"""Use case, in columns: what k bundles cost n homes, who pays, what is left, the month before and after.

Values are in the order of `works.evaluate`: bundle after bundle. Each line is rounded to the cent before it is summed,
so that a total is the sum of its lines wherever it is shown.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from rehab_app.aids.loans import Loans, loans
from rehab_app.aids.parameters import parameters_at
from rehab_app.aids.vat import vat_pct
from rehab_app.aids.ways import Ways, ways
from rehab_app.domain.table import Column, Table
from rehab_app.domain.town import TownRules
from rehab_app.domain.works import Price
from rehab_app.services.situations import Households, Spending, situations
from rehab_app.works.bills import Bills, bills, bills_after, with_measured
from rehab_app.works.catalogue import entry
from rehab_app.works.costs import BOUNDS, Cost, prices
from rehab_app.works.evaluation import Evaluation
from rehab_app.works.parts.home import built_by
from rehab_app.works.self_build import FIRM, SelfBuilt, check, self_built
from rehab_app.works.sharing import in_group

_ENERGY_KINDS = ("energy", "panels")
# Works that the grants and the zero-rate loan count: for energy, and those they entail. Panels, gas boilers, electric
# heaters and the upkeep of the house are not among them (arrêté du 14 janvier 2020; CGI art. 244 quater U).
_AIDED_KINDS = ("energy", "entailed")


@dataclass(frozen=True, slots=True)
class Terms:
    """What the plan is made for.

    Attributes:
        on: date of filing and of the rules; quoted_on: date of the quotes, `on` by default.
        prices: unit prices; the library by default.
        done_by: for a work, "supervised" or "own" where the household does it.
        own_money_eur: what the owner puts in before any loan.
        homes_together: neighbours who do the same works, for what they share.
        assistance_bill_eur: bill of the adviser with tax, the most that counts by default.
        offers_eur: by work, offers for certificates that quotes name, one value a home (NaN: none).
    """

    on: datetime.date
    quoted_on: datetime.date | None = None
    prices: Mapping[str, Price] | None = None
    done_by: Mapping[str, str] = field(default_factory=dict)
    own_money_eur: float = 0.0
    homes_together: int = 1
    assistance_bill_eur: float | None = None
    offers_eur: Mapping[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One work by place: costs by bound before and with tax, to the cent."""

    ht_eur: Mapping[str, Column]
    vat_pct: Column
    ttc_eur: Mapping[str, Column]
    built: SelfBuilt | None

    @property
    def by_firm(self) -> bool:
        return self.built is None


@dataclass(frozen=True, slots=True)
class Money:
    """The plan of each place (k·n values), euros.

    Attributes:
        lines: by work; ht_eur, ttc_eur: their sums by bound.
        situations, ways: what the aids were told, and both ways, at typical costs.
        aids_eur: of the chosen way, by bound of the costs.
        assistance_eur: bill of the adviser where the chosen way asks for one.
        left_eur: rest to pay by bound.
        loans: for the typical rest.
        before, after: bills a year.
    """

    found: Evaluation
    terms: Terms
    town: TownRules
    households: Households
    lines: Mapping[str, Line]
    ht_eur: Mapping[str, Column]
    ttc_eur: Mapping[str, Column]
    situations: Table
    ways: Ways
    aids_eur: Mapping[str, Column]
    assistance_eur: Column
    left_eur: Mapping[str, Column]
    loans: Loans
    before: Bills
    after: Bills


def money(found: Evaluation, households: Households, town: TownRules, terms: Terms) -> Money:
    """Plans of all places in one pass.

    Raises:
        RehabError: a work is given to the household that only a firm may do.
    """
    check(terms.done_by)
    lines = _lines(found, town, terms)
    n = found.tiled.size
    ht = {bound: _total([line.ht_eur[bound] for line in lines.values()], n) for bound in BOUNDS}
    ttc = {bound: _total([line.ttc_eur[bound] for line in lines.values()], n) for bound in BOUNDS}
    told, both = _both_ways(found, households, town, terms, lines, "typical")
    by_ampleur = both.by_ampleur
    aids = {"typical": np.where(by_ampleur, both.ampleur_eur, both.geste_eur)}
    for bound in ("low", "high"):
        _told, other = _both_ways(found, households, town, terms, lines, bound)
        aids[bound] = np.where(by_ampleur, other.ampleur_eur, other.geste_eur)
    bill = np.where(by_ampleur, _assistance(terms), 0.0)
    left = {bound: np.round(ttc[bound] + bill - aids[bound], 2) for bound in BOUNDS}
    told = told.replace(loan_works=_loan_works(told, by_ampleur))
    own = _total([line.ttc_eur["typical"] for line in lines.values() if not line.by_firm], n)
    beside = _total([line.ttc_eur["typical"] for work, line in lines.items() if line.by_firm and not is_aided(work)], n)
    before, after = _bills(found, households, terms.on)
    # The owner's money goes first to what the zero-rate loan does not carry.
    rest = np.maximum(left["typical"] - own - np.maximum(terms.own_money_eur, beside), 0.0)
    return Money(
        found, terms, town, households, lines, ht, ttc, told, both, aids, bill, left,
        loans(told, both.income, rest, terms.on, town.ordinary_loan_rate_pct), before, after,
    )  # fmt: skip


def _lines(found: Evaluation, town: TownRules, terms: Terms) -> dict[str, Line]:
    listed = prices() if terms.prices is None else terms.prices
    age = terms.on.year - built_by(found.tiled)
    energy = np.zeros(found.tiled.size, dtype=bool)
    for work, amount in found.quantities.items():
        if entry(work).vat in _ENERGY_KINDS:
            energy |= amount > 0
    lines = {}
    for work, cost in in_group(found.costs, terms.homes_together, town.group).items():
        item, mode = entry(work), terms.done_by.get(work, FIRM)
        built = None if mode == FIRM else self_built(cost, listed[item.work.price], mode, town.supervisor_eur_h)
        paid = cost if built is None else built.cost
        own = np.full(found.tiled.size, built is not None)
        rate = vat_pct(item.vat, age, terms.on, own, energy)
        ht = {bound: np.round(_bound(paid, bound), 2) for bound in BOUNDS}
        ttc = {bound: np.round(ht[bound] * (1 + rate / 100), 2) for bound in BOUNDS}
        lines[work] = Line(ht, rate, ttc, built)
    return lines


def _bound(cost: Cost, bound: str) -> Column:
    column: Column = getattr(cost, f"{bound}_eur_ht")
    return column


def _total(columns: list[Column], n: int) -> Column:
    return np.asarray(np.round(sum(columns, np.zeros(n)), 2))


def _assistance(terms: Terms) -> float:
    if terms.assistance_bill_eur is not None:
        return terms.assistance_bill_eur
    return float(parameters_at("other", terms.on)["assistance"]["bill_eur"])


def _both_ways(
    found: Evaluation, households: Households, town: TownRules, terms: Terms, lines: Mapping[str, Line], bound: str
) -> tuple[Table, Ways]:
    firms = {work: line for work, line in lines.items() if line.by_firm}
    aided = [line for work, line in firms.items() if is_aided(work)]
    n = found.tiled.size
    spending = Spending(
        quantities={work: found.quantities[work] for work in firms},
        with_tax_eur={work: line.ttc_eur[bound] for work, line in firms.items()},
        ht_eur=_total([line.ht_eur[bound] for line in aided], n),
        ttc_eur=_total([line.ttc_eur[bound] for line in aided], n),
        offers_eur={work: found.repeated(column) for work, column in terms.offers_eur.items()},
    )
    told = situations(found, households, spending, town, terms.on, _assistance(terms))
    tenures = np.tile(households.tenure, len(found.packages))
    return told, ways(told, tenures, spending.with_tax_eur, town, terms.on, terms.quoted_on)


def is_aided(work: str) -> bool:
    """Whether the grants and the zero-rate loan count a work."""
    return entry(work).vat in _AIDED_KINDS


def _loan_works(told: Table, by_ampleur: Column) -> Column:
    """A whole renovation that the Anah helps opens the loan of whole renovations."""
    return np.where(by_ampleur, "whole", told["loan_works"]).astype(object)


def _bills(found: Evaluation, households: Households, on: datetime.date) -> tuple[Bills, Bills]:
    income = np.where(households.income_eur > 0, households.income_eur, np.nan)
    once = bills(found.stock, found.before, income, on)
    before = Bills(*(found.repeated(getattr(once, name)) for name in once.__slots__))
    after = bills_after(before, bills(found.after, found.result, found.repeated(income), on))
    if households.bills_eur is None:
        return before, after
    return with_measured(before, after, found.repeated(households.bills_eur))
