"""Use case: an hour beside the owner of one home.

All that may be chosen is reckoned once, in columns, when the session opens; a choice is then only looked up. Nothing of
another home and no note of the adviser is read.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.financing import Option, Range, cents
from rehab_app.domain.table import Column, Stock
from rehab_app.domain.town import TownRules, town_rules
from rehab_app.domain.works import Price
from rehab_app.services.bundling import households
from rehab_app.services.composing import surroundings, with_town
from rehab_app.services.money import Money, Terms, money
from rehab_app.services.options import options_of
from rehab_app.services.pricing import home_quotes, project_prices
from rehab_app.services.seance_choices import (
    HANDS,
    Choice,
    Subject,
    choices,
    done_by,
    single_packages,
    starts,
    useful_subjects,
    works_of,
)
from rehab_app.services.seance_facts import Facts, facts_of, month_of, with_bill
from rehab_app.services.seance_income import Income, applied, counts, recorded
from rehab_app.services.situations import Households
from rehab_app.storage.project import Project
from rehab_app.works.catalogue import bundles, entry
from rehab_app.works.costs import BOUNDS
from rehab_app.works.evaluate import evaluate
from rehab_app.works.evaluation import Evaluation, Package
from rehab_app.works.self_build import FIRM
from rehab_app.works.surroundings import Surroundings

_STEPS = 3


@dataclass(frozen=True, slots=True)
class Basis:
    """One home as the works see it, read once."""

    dwelling_id: int
    stock: Stock
    around: Surroundings
    town: TownRules
    prices: Mapping[str, Price]
    quoted: Mapping[str, Column]
    offers_eur: Mapping[str, Column]
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Answer:
    """What a choice is to the home: the figures that move when something is clicked.

    Attributes:
        works: names of the works that do something here, those of the household marked; own_hours: that they take it.
        label_before, label_after: letters, "" when not estimated.
        total_eur: works with tax and the adviser's bill.
        aids_eur: aids counted; left_eur: left to pay after them.
        payment_month_eur: payment of the loan counted.
        month_before_eur, month_after_eur: energy bill a month to expect; after the works, with the payment.
    """

    works: tuple[str, ...]
    own_hours: float
    label_before: str
    label_after: str
    total_eur: Range
    aids_eur: float
    left_eur: Range
    payment_month_eur: float
    month_before_eur: Range
    month_after_eur: Range


@dataclass(frozen=True, slots=True)
class Seance:
    """An open session: the home, what may be chosen, and every answer.

    Attributes:
        evaluation: every set of works on this home; places: position of each.
        people: the household as it described itself; income: what it said.
        reckoned: passes by who does the works (the ways of `HANDS`), each made when it is first asked for.
    """

    basis: Basis
    facts: Facts
    subjects: tuple[Subject, ...]
    starts: tuple[tuple[str, Choice], ...]
    evaluation: Evaluation
    places: Mapping[Package, int]
    people: Households = field(repr=False)
    income: Income
    reckoned: dict[str, Money] = field(default_factory=dict, repr=False)

    @property
    def found(self) -> Money:
        """The pass in which firms do everything."""
        return self.plan({})

    def plan(self, choice: Choice) -> Money:
        """The pass with those who do the works in a choice."""
        hands = choice.get(HANDS, FIRM)
        if hands not in self.reckoned:
            self.reckoned[hands] = _plan(self.basis, self.evaluation, self.people, hands)
        return self.reckoned[hands]

    @property
    def income_counts(self) -> bool:
        """Whether the aids look at the income of who lives here."""
        return counts(self.people)

    @property
    def tenure_known(self) -> bool:
        """Whether it is recorded who lives here; until it is, no aid can be counted."""
        return bool(self.people.tenure[0])

    def with_income(self, income: Income) -> "Seance":
        """The same session, its aids and bills counted with what the household says of itself."""
        people = applied(self.people, income, self.basis.on)
        said = replace(self, people=people, income=income, reckoned={})
        return replace(said, facts=with_bill(self.facts, said.found))

    def done_by(self, choice: Choice) -> dict[str, str]:
        """Works of a choice that the household does itself, and how."""
        return done_by(choice.get(HANDS, FIRM), self.works(choice))

    def started(self, choice: Choice, start: Choice) -> Choice:
        """A choice to start from, with who does the works as it was said in the choice before."""
        return {**start, HANDS: choice[HANDS]} if HANDS in choice else dict(start)

    def works(self, choice: Choice) -> Package:
        """The works of a choice that do something in this home."""
        wanted = works_of(self.subjects, choice)
        at = self.places[wanted]
        return tuple(work for work in wanted if self.evaluation.quantities[work][at] > 0)

    def answer(self, choice: Choice) -> Answer:
        """The figures of a choice; looked up, not reckoned."""
        found, at = self.plan(choice), self.places[works_of(self.subjects, choice)]
        own = [found.lines[work].built for work in self.done_by(choice)]
        payment = 0.0
        if str(found.households.tenure[0]) != "rented":  # there the tenant pays the energy, the landlord the loan
            payment = cents(float(found.loans.eco_month_eur[at]))
        return Answer(
            works=tuple(self._named(work, choice) for work in self.works(choice)),
            own_hours=sum(float(built.hours_own[at]) for built in own if built is not None),
            label_before=self.facts.label,
            label_after=str(found.found.result.totals["classe_bilan_dpe"][at]),
            total_eur=_range(found.ttc_eur, at, float(found.assistance_eur[at])),
            aids_eur=cents(float(found.aids_eur["typical"][at])),
            left_eur=_range(found.left_eur, at),
            payment_month_eur=payment,
            month_before_eur=self.facts.month_eur,
            # Without works the bill stays what it is, its range too.
            month_after_eur=month_of(found.after, at, payment) if self.works(choice) else self.facts.month_eur,
        )

    def _named(self, work: str, choice: Choice) -> str:
        name = _(entry(work).work.label)
        return _("{work}, by us").format(work=name) if work in self.done_by(choice) else name

    def details(self, choice: Choice) -> Option:
        """Everything about a choice: each aid with its reason, the loan, comfort, rules to come. Takes longer."""
        at = self.places[works_of(self.subjects, choice)]
        (told,) = options_of(self.plan(choice), self.basis.dwelling_id, {at: self.reference(choice)})
        return told

    def reference(self, choice: Choice) -> str:
        """Code of the reference bundle that is the same works in this home, all by firms; "" when none is."""
        if self.done_by(choice):
            return ""
        mine = set(self.works(choice))
        doing = {work for work, amounts in self.evaluation.quantities.items() if np.any(amounts > 0)}
        for code, known in bundles().items():
            if set(known.works) <= set(self.evaluation.quantities) and set(known.works) & doing == mine:
                return code
        return ""


def open_seance(project: Project, dwelling_id: int, on: datetime.date, progress: Progress) -> Seance:
    """Read one home and reckon every choice there is.

    Raises:
        RehabError: the home has gone, or a rule of the town cannot be read.
    """
    progress.step(0, _STEPS, _("Reading the home"))
    basis = read_basis(project, dwelling_id, on)
    progress.step(1, _STEPS, _("Looking at what can be done"))
    people = households(project, np.array([dwelling_id], dtype=np.int64), on)
    alone = evaluate(basis.stock, basis.around, single_packages(), on, basis.prices, basis.quoted)
    subjects = useful_subjects({work for work, amounts in alone.quantities.items() if np.any(amounts > 0)})
    progress.step(2, _STEPS, _("Reckoning every choice"))
    of_works = [subject for subject in subjects if subject.code != HANDS]  # who does them makes no other works
    packages = list(dict.fromkeys(works_of(of_works, choice) for choice in choices(of_works))) or [()]
    found = evaluate(basis.stock, basis.around, packages, on, basis.prices, basis.quoted)
    firms = _plan(basis, found, people, FIRM)
    return Seance(
        basis=basis,
        facts=facts_of(project, dwelling_id, firms, on),
        subjects=subjects,
        starts=tuple(starts(subjects)),
        evaluation=found,
        places={package: at for at, package in enumerate(packages)},
        people=people,
        income=recorded(people),
        reckoned={FIRM: firms},
    )


def _plan(basis: Basis, found: Evaluation, people: Households, hands: str) -> Money:
    terms = Terms(basis.on, prices=basis.prices, done_by=done_by(hands, found.quantities), offers_eur=basis.offers_eur)
    return money(found, people, basis.town, terms)


def read_basis(project: Project, dwelling_id: int, on: datetime.date) -> Basis:
    """One home, its façades, the prices and the rules of its town on a day."""
    stock, ids = project.stock([dwelling_id])
    town = town_rules(project.neighbourhood()["rules"])
    quotes = home_quotes(project, ids, on)
    return Basis(
        dwelling_id=dwelling_id,
        stock=stock,
        around=with_town(surroundings(project, ids), town),
        town=town,
        prices=project_prices(project, town, on),
        quoted=quotes.unit_prices_eur_ht,
        offers_eur=quotes.offers_eur,
        on=on,
    )


def _range(columns: Mapping[str, Column], at: int, added_eur: float = 0.0) -> Range:
    low, typical, high = (cents(float(columns[bound][at]) + added_eur) for bound in BOUNDS)
    return Range(min(low, typical), typical, max(high, typical))
