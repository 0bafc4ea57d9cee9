"""Use case: what bundles of works are to one home — side by side, from the works to the month's budget."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from rehab_app.aids.income import class_ceiling_eur, class_places
from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.financing import Option
from rehab_app.domain.town import town_rules
from rehab_app.services.bills_paid import yearly_bills
from rehab_app.services.composing import surroundings, with_town
from rehab_app.services.money import Money, Terms, money
from rehab_app.services.options import options_of
from rehab_app.services.pricing import home_quotes, project_prices
from rehab_app.services.situations import Households
from rehab_app.storage.reading import Reader
from rehab_app.works.catalogue import bundle, variants_chosen_twice
from rehab_app.works.evaluate import evaluate
from rehab_app.works.evaluation import Package
from rehab_app.works.order import dead_ends

MOST = 5
Ids = np.ndarray[tuple[int], np.dtype[np.int64]]


def options(
    project: Reader,
    dwelling_id: int,
    bundles: Sequence[str | Sequence[str]],
    on: datetime.date | None = None,
    done_by: Mapping[str, str] | None = None,
    homes_together: int = 1,
    own_money_eur: float = 0.0,
    quoted_on: datetime.date | None = None,
) -> list[Option]:
    """Up to five bundles for one home, side by side.

    Args:
        project: the project.
        dwelling_id: the home.
        bundles: codes of reference bundles, or lists of works for a free composition.
        on: date of filing, of the rules and of the prices; today by default.
        done_by: works of the household: work to "supervised" or "own".
        homes_together: neighbours who do the same works, for what they share.
        own_money_eur: what the owner puts in before any loan.
        quoted_on: date of the quotes, which decides for the certificates; that of filing by default.

    Raises:
        RehabError: too many bundles, an unknown one, two variants of one work, a home that has gone.
    """
    if len(bundles) > MOST:
        raise RehabError(_("Too many bundles to compare."), "", _("Choose {count} at most.").format(count=MOST))
    if homes_together < 1:
        raise RehabError(_("Works are done by one home at least."), str(homes_together), _("Write 1 or more."))
    packages = [works_of(one) for one in bundles]
    day = on or datetime.date.today()
    terms = Terms(day, quoted_on, done_by=done_by or {}, own_money_eur=own_money_eur, homes_together=homes_together)
    found = home_money(project, dwelling_id, packages, terms)
    codes = {place: one if isinstance(one, str) else "" for place, one in enumerate(bundles)}
    told = options_of(found, dwelling_id, codes)
    official = official_label(project, dwelling_id)
    return [with_official_label(one, official) for one in told]


def step_options(
    project: Reader,
    dwelling_id: int,
    order: Sequence[Sequence[str]],
    on: datetime.date | None = None,
) -> tuple[list[Option], list[str]]:
    """What the home is after each step, all works up to it done at once, and the dead ends of that order.

    Args:
        project: the project.
        dwelling_id: the home.
        order: works of each step, five at most.
        on: date of filing, of the rules and of the prices; today by default.

    Raises:
        RehabError: as for `options`.
    """
    done = [tuple(work for step in order[: place + 1] for work in step) for place in range(len(order))]
    found = options(project, dwelling_id, done, on)
    named = [
        replace(one, name=_("Up to step {number}").format(number=place)) for place, one in enumerate(found, start=1)
    ]
    return named, dead_ends(order)


def official_label(project: Reader, dwelling_id: int) -> str:
    """Label of the latest official DPE of the home, "" when it has none."""
    rows = project.rows("reference_result", dwelling_id=dwelling_id)
    return str(rows[-1]["classe_bilan_dpe"] or "") if rows else ""


def with_official_label(one: Option, official: str) -> Option:
    """The option with a warning where the official label is not the one the plan counts with."""
    if not official or official == one.label_before:
        return one
    words = _("The official DPE says {official}, the estimate {label}: for the aids the DPE or the audit decides.")
    return replace(one, warnings=(*one.warnings, words.format(official=official, label=one.label_before or "–")))


def works_of(chosen: str | Sequence[str]) -> Package:
    """Works of a reference bundle, or those of a free composition; two variants of one work are refused."""
    if isinstance(chosen, str):
        return bundle(chosen).works
    twice = variants_chosen_twice(chosen)
    if twice:
        raise RehabError(_("Two works of this choice are variants of each other."), twice[0], _("Keep one of them."))
    return tuple(chosen)


def home_money(project: Reader, dwelling_id: int, packages: Sequence[Package], terms: Terms) -> Money:
    """Plans of one home with several bundles, in one columnar pass."""
    return homes_money(project, np.array([dwelling_id], dtype=np.int64), packages, terms)


def homes_money(
    project: Reader,
    dwelling_ids: Ids,
    packages: Sequence[Package],
    terms: Terms,
) -> Money:
    """Plans of some homes with several bundles, in one columnar pass: prices of the town, quotes of the homes."""
    stock, ids = project.stock(dwelling_ids)
    town = town_rules(project.neighbourhood()["rules"])
    around = with_town(surroundings(project, ids), town)
    quotes = home_quotes(project, ids, terms.on)
    prices = project_prices(project, town, terms.on) if terms.prices is None else terms.prices
    found = evaluate(stock, around, packages, terms.on, prices, quotes.unit_prices_eur_ht)
    terms = replace(terms, prices=prices, offers_eur={**quotes.offers_eur, **terms.offers_eur})
    return money(found, households(project, ids, terms.on), town, terms)


def households(project: Reader, ids: Ids, on: datetime.date) -> Households:
    """Who lives in and who owns these homes, in that order; the latest household of each.

    Where a household declared its class and not its income, the aids look at the highest income of that class by the
    rules of the day `on`.
    """
    homes = project.columns("dwelling", ("owner_id", "tenure", "commune_insee"))
    at = np.searchsorted(homes["id"], ids)
    owners = project.columns("owner", ("kind",))
    kinds = dict(zip(owners["id"].tolist(), owners["kind"].tolist(), strict=True))
    names = ("people", "income_eur", "mpr_paid_eur", "adaptation_eur")
    people = project.columns("household", ("dwelling_id", "income_class", *names))
    row = {home: place for place, home in enumerate(people["dwelling_id"].tolist())}
    place = np.array([row.get(int(home), -1) for home in ids], dtype=np.intp)
    commune = homes["commune_insee"][at]
    size, income, paid, adaptation = (np.append(people[name], np.nan)[place] for name in names)
    declared = np.append(class_places(people["income_class"]), -1)[place]
    declared = np.where(np.isnan(income), declared, -1)
    default = str(project.neighbourhood()["commune_insee"] or "")
    return Households(
        people=size,
        income_eur=income,
        tenure=homes["tenure"][at],
        owner_kind=np.array([kinds.get(owner, "") for owner in homes["owner_id"][at].tolist()], dtype=object),
        department=np.array([_department(str(code) or default) for code in commune], dtype=object),
        paid_eur=paid,
        adaptation_eur=adaptation,
        bills_eur=yearly_bills(project, ids, homes["tenure"][at]),
        declared_class=declared,
        class_ceiling_eur=class_ceiling_eur(size, declared, on),
    )


def _department(insee: str) -> str:
    """Department of a town: two characters, three overseas."""
    return insee[:3] if insee.startswith("97") else insee[:2]
