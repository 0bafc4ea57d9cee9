"""What the page Suivi tells: indicators with formula and source, progress by stage, quotes beside the estimate."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.codes import STAGES
from rehab_app.domain.town_dossier import AskedPrice, Chapter, Indicator, Tally
from rehab_app.services.neighbourhood import Neighbourhood, totals
from rehab_app.works.catalogue import entries

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

# Direct jobs of a year (full time) for a million euros of energy renovation of homes: 205 000 to 218 000 for 30.6 G€,
# making and selling of the equipment included (ADEME, marchés et emplois, residential buildings, 2017).
JOBS_PER_MILLION_EUR = (6.7, 7.1)


@dataclass(frozen=True, slots=True)
class HomeGap:
    """A home with quotes: what the works quoted were estimated at, and what the firms ask, euros before tax.

    Attributes:
        works: how many works have a quote.
        low, typical, high: their estimate; asked: the latest quote of each.
    """

    home_id: int
    address: str
    works: int
    low: float
    typical: float
    high: float
    asked: float

    @property
    def gap(self) -> float:
        """Asked over estimated, less one: 0.12 for 12 % more."""
        return self.asked / self.typical - 1 if self.typical else float("nan")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All of the page; `problem` says why the chapters are missing, None when they are not."""

    chapters: tuple[Chapter, ...] = ()
    stages: tuple[Tally, ...] = ()
    asked: tuple[AskedPrice, ...] = ()
    gaps: tuple[HomeGap, ...] = ()
    problem: RehabError | None = None


def read_follow_up(project: "Project", homes: Neighbourhood, on: datetime.date, progress: Progress) -> FollowUp:
    """Everything, with the rules and prices of that day."""
    # The engine behind the aids is heavy; a window that only looks never loads it.
    from rehab_app.services.town_after import after_works
    from rehab_app.services.town_checks import asked_prices
    from rehab_app.services.town_figures import chapters
    from rehab_app.services.town_report import tally

    progress.step(0, 3, _("Reading the estimates"))
    after = after_works(project, homes)
    stage = homes.columns["stage"]
    names = [*((code, _(words)) for code, words in STAGES.items()), ("", _("not approached yet"))]
    stages = tuple(tally(homes, after, np.flatnonzero(stage == code), code, name) for code, name in names)
    progress.step(1, 3, _("Counting works, aids and jobs"))
    problem = None
    try:
        found = (*chapters(project, homes, after, on, progress), _employment(homes))
    except RehabError as error:  # a rule or a work that cannot be read: progress and quotes are told all the same
        found, problem = (), error
    progress.step(2, 3, _("Reading the quotes"))
    return FollowUp(found, stages, asked_prices(project), tuple(home_gaps(project)), problem)


def _employment(homes: Neighbourhood) -> Chapter:
    """Jobs that the works chosen sustain, from the national ratio: the local share is not known."""
    found = totals(homes)
    low, high = JOBS_PER_MILLION_EUR
    jobs = Indicator(
        _("Jobs sustained, in France"),
        found.works_low_eur_ht / 1e6 * low if found.composed else None,
        found.works_high_eur_ht / 1e6 * high if found.composed else None,
        _("full-time years"),
        _("works chosen before tax, M€ × 6.7 to 7.1 direct jobs; the local share is not known"),
        _("ADEME, homes, year 2017"),
        0,
        found.composed,
        found.homes,
    )
    return Chapter(_("Employment"), (jobs,))


def home_gaps(project: "Project") -> list[HomeGap]:
    """Homes with quotes, in the order of their records."""
    quotes = _latest_quotes(project)
    if not quotes:
        return []
    homes = sorted({home for home, _work in quotes})
    chosen = {row["dwelling_id"]: row["id"] for row in project.rows("scenario", chosen=1, dwelling_id=homes)}
    names = {row["id"]: row["address"] for row in project.rows("dwelling", id=homes)}
    found = []
    for home in homes:
        rows = project.rows("works", scenario_id=chosen[home]) if home in chosen else []
        priced = [(row, quotes[home, row["work"]]) for row in rows if (home, row["work"]) in quotes]
        if priced:
            found.append(_gap(home, names.get(home, ""), priced))
    return found


def _latest_quotes(project: "Project") -> dict[tuple[int, str], Mapping[str, Any]]:
    known = [
        row for row in project.rows("quote") if row["dwelling_id"] and row["unit_price_eur_ht"] and row["quoted_on"]
    ]
    return {(row["dwelling_id"], row["work"]): row for row in sorted(known, key=lambda row: row["quoted_on"])}


def _gap(home: int, address: str, priced: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> HomeGap:
    def total(bound: str) -> float:
        return float(sum(row[f"cost_{bound}_eur_ht"] or 0.0 for row, _quote in priced))

    return HomeGap(
        home_id=home,
        address=address or _("Home {id}").format(id=home),
        works=len(priced),
        low=total("low"),
        typical=total("typical"),
        high=total("high"),
        asked=float(sum(quote["unit_price_eur_ht"] * (quote["quantity"] or row["quantity"]) for row, quote in priced)),
    )


def work_choices() -> dict[str, str]:
    """Works that a quote may be for, in the user's language, with their unit."""
    return {code: f"{_(item.work.label)} ({item.work.unit})" for code, item in entries().items()}


def firm_choices(project: "Project") -> dict[int, str]:
    """Firms of the project by id."""
    return {row["id"]: row["name"] for row in project.rows("firm")}
