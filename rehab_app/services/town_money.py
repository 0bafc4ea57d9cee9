"""Costs with tax, aids and bills of the works that each home of a town chose, in columns, a portion at a time.

Quantities and prices are those of the day on which the works were composed, as kept with them: so a town's sums before
and with tax are of the same prices, those that the households were told.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.table import Stock
from rehab_app.domain.town import TownRules, town_rules
from rehab_app.services.bundling import households
from rehab_app.services.composing import surroundings, with_town
from rehab_app.services.money import Money, Terms, money
from rehab_app.services.pricing import home_quotes, project_prices
from rehab_app.storage.project import Project
from rehab_app.works.bills import savings
from rehab_app.works.catalogue import entries
from rehab_app.works.costs import BOUNDS, Cost
from rehab_app.works.costs import total as cost_total
from rehab_app.works.evaluate import evaluate_own
from rehab_app.works.evaluation import Evaluation

_PORTION = 1_000  # homes reckoned between two looks at whether the user has had enough
_QUANTITY = "quantity"
_AMOUNTS = (_QUANTITY, *(f"cost_{bound}_eur_ht" for bound in BOUNDS))
Column = NDArray[Any]
Ids = np.ndarray[tuple[int], np.dtype[np.int64]]
DoneBy = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChosenWorks:
    """Works of the scenario that each home chose, one row a work.

    Attributes:
        ids: (homes,) homes that have works, ascending; those with a work of no catalogue are left out.
        home: (rows,) place of the home in `ids`; work: (rows,) its code.
        amounts: (rows,) quantity and euros before tax by column of the table, NaN where they were not kept.
        done_by: (homes,) what somebody else than a firm does, sorted pairs of work and way; usually nothing.
    """

    ids: Ids
    home: Column
    work: Column
    amounts: Mapping[str, Column]
    done_by: list[DoneBy]

    def selection(self, homes: Column) -> dict[str, Column]:
        """For each work of these homes (places in `ids`), the flags of those that do it."""
        found = {}
        for code, _rows, at in self._doing(homes):
            found[code] = np.zeros(len(homes), dtype=bool)
            found[code][at] = True
        return found

    def as_composed(self, found: Evaluation, homes: Column) -> Evaluation:
        """What was evaluated for these homes, with the quantities and costs kept when their works were composed."""
        quantities, priced = {}, {}
        for code, rows, at in self._doing(homes):
            columns = {name: np.zeros(len(homes)) for name in _AMOUNTS}
            for name, column in columns.items():
                column[at] = self.amounts[name][rows]
            quantities[code] = columns.pop(_QUANTITY)
            priced[code] = Cost(**{name.removeprefix("cost_"): column for name, column in columns.items()})
        return replace(found, quantities=quantities, costs=priced, total=cost_total(priced, len(homes)))

    def _doing(self, homes: Column) -> Iterator[tuple[str, Column, Column]]:
        """Of each work of these homes its code, its rows, and the places in `homes` that do it."""
        place = np.full(len(self.ids), -1)
        place[homes] = np.arange(len(homes))
        here = np.flatnonzero(place[self.home] >= 0)
        for code in entries():
            rows = here[self.work[here] == code]
            if len(rows):
                yield code, rows, place[self.home[rows]]


@dataclass(frozen=True, slots=True)
class TownMoney:
    """Euros of each home that chose works (homes,), NaN where a figure is not known.

    Attributes:
        ids: the homes, ascending.
        ttc_low_eur, ttc_eur, ttc_high_eur: works with tax.
        aids_eur: of the better way; by_ampleur: whether that is the whole renovation, with aids.
        left_low_eur, left_eur, left_high_eur: left to pay at low, usual and high prices.
        saved_low_eur, saved_eur, saved_high_eur: on the bills to expect, a year.
    """

    ids: Column
    ttc_low_eur: Column
    ttc_eur: Column
    ttc_high_eur: Column
    aids_eur: Column
    by_ampleur: Column
    left_low_eur: Column
    left_eur: Column
    left_high_eur: Column
    saved_low_eur: Column
    saved_eur: Column
    saved_high_eur: Column


def chosen_works(project: Project) -> ChosenWorks:
    """What every home of the project chose."""
    scenarios = project.columns("scenario", ("dwelling_id", "chosen"))
    chosen = scenarios["chosen"] == 1
    # The last one of a home counts, should two be marked.
    last = dict(zip(scenarios["dwelling_id"][chosen].tolist(), scenarios["id"][chosen].tolist(), strict=True))
    rows = project.columns("works", ("scenario_id", "work", "done_by", *_AMOUNTS))
    kept = np.isin(rows["scenario_id"], list(last.values()))
    home_of = {scenario: home for home, scenario in last.items()}
    homes = np.array([home_of[scenario] for scenario in rows["scenario_id"][kept].tolist()], dtype=np.int64)
    works, builders = rows["work"][kept].astype(str), rows["done_by"][kept].astype(str)
    known = ~np.isin(homes, homes[~np.isin(works, list(entries()))])
    homes, works, builders = homes[known], works[known], builders[known]
    amounts = {name: rows[name][kept][known] for name in _AMOUNTS}
    ids, at = np.unique(homes, return_inverse=True)
    others: dict[int, list[tuple[str, str]]] = {}
    for row in np.flatnonzero(~np.isin(builders, ("", "firm"))).tolist():
        others.setdefault(int(at[row]), []).append((str(works[row]), str(builders[row])))
    done_by = [tuple(sorted(others.get(place, ()))) for place in range(len(ids))]
    return ChosenWorks(ids, at, works, amounts, done_by)


def town_money(project: Project, on: datetime.date, progress: Progress) -> TownMoney:
    """All homes with the works they chose, each with its own, in one pass a portion.

    Args:
        project: the project.
        on: day of filing and of the rules.
        progress: told after each portion, and asked whether to go on.

    Raises:
        RehabError: a rule of the town cannot be read.
    """
    chosen = chosen_works(project)
    found = [_columns(chosen.ids[homes], plan) for homes, plan in _passes(project, chosen, on, progress)]
    ids = np.concatenate([chosen.ids[:0], *(one.ids for one in found)])
    order, nothing = np.argsort(ids), np.zeros(0)
    columns = {
        field.name: np.concatenate([nothing, *(getattr(one, field.name) for one in found)])[order]
        for field in fields(TownMoney)
    }
    return TownMoney(**{**columns, "ids": ids[order]})


def _passes(
    project: Project, chosen: ChosenWorks, on: datetime.date, progress: Progress
) -> Iterator[tuple[Column, Money]]:
    """Places of the homes and their plans; those done in the same way by the same hands go together."""
    town = town_rules(project.neighbourhood()["rules"])
    prices = project_prices(project, town, on)
    stock, _ids = project.stock(chosen.ids)
    ways: dict[DoneBy, list[int]] = {}
    for place, done_by in enumerate(chosen.done_by):
        ways.setdefault(done_by, []).append(place)
    done = 0
    for done_by, places in ways.items():
        for first in range(0, len(places), _PORTION):
            progress.step(done, len(chosen.ids), _("Counting works and aids"))
            homes = np.array(places[first : first + _PORTION], dtype=np.intp)
            yield homes, _pass(project, chosen, homes, stock, town, Terms(on, prices=prices, done_by=dict(done_by)))
            done += len(homes)


def _pass(project: Project, chosen: ChosenWorks, homes: Column, stock: Stock, town: TownRules, terms: Terms) -> Money:
    ids = chosen.ids[homes]
    around = with_town(surroundings(project, ids), town)
    own = evaluate_own(stock.take(homes), around, chosen.selection(homes), terms.on, terms.prices)
    offered: Mapping[str, Column] = home_quotes(project, ids, terms.on).offers_eur
    terms = Terms(terms.on, prices=terms.prices, done_by=terms.done_by, offers_eur=offered)
    return money(chosen.as_composed(own, homes), households(project, ids, terms.on), town, terms)


def _columns(ids: Ids, plan: Money) -> TownMoney:
    saved_low, saved, saved_high = savings(plan.before, plan.after)
    return TownMoney(
        ids=ids,
        ttc_low_eur=plan.ttc_eur["low"],
        ttc_eur=plan.ttc_eur["typical"],
        ttc_high_eur=plan.ttc_eur["high"],
        aids_eur=plan.aids_eur["typical"],
        by_ampleur=np.asarray(plan.ways.by_ampleur & (plan.aids_eur["typical"] > 0)),
        left_low_eur=plan.left_eur["low"],
        left_eur=plan.left_eur["typical"],
        left_high_eur=plan.left_eur["high"],
        saved_low_eur=saved_low,
        saved_eur=saved,
        saved_high_eur=saved_high,
    )
