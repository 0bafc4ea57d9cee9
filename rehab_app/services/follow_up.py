"""What the page Suivi tells: indicators with formula and source, progress, real costs, real bills, show homes."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rehab_app.core.collector import collector_paused
from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.i18n import _, from_french
from rehab_app.core.progress import Progress
from rehab_app.domain.codes import STAGES
from rehab_app.domain.town_dossier import AskedPrice, Chapter, RealUse, Tally, WorkGap
from rehab_app.services.neighbourhood import Neighbourhood
from rehab_app.works.catalogue import entries

if TYPE_CHECKING:
    from rehab_app.services.real_bills import HomeUse
    from rehab_app.services.real_costs import HomeGap
    from rehab_app.services.show_homes import ShowHome
    from rehab_app.storage.project import Project


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All of the page.

    Attributes:
        chapters: indicators; problem: why they are missing, None when they are not.
        stages: progress; asked: unit prices of the quotes beside the library's.
        works, gaps: estimate against quotes and invoices, by work and by home.
        uses: bills before and after, by home; use: their sum, None while it would show a single home.
        shows: the show homes; weather: degree days as stored.
    """

    chapters: tuple[Chapter, ...] = ()
    stages: tuple[Tally, ...] = ()
    asked: tuple[AskedPrice, ...] = ()
    works: tuple[WorkGap, ...] = ()
    gaps: tuple["HomeGap", ...] = ()
    uses: tuple["HomeUse", ...] = ()
    use: RealUse | None = None
    shows: tuple["ShowHome", ...] = ()
    weather: tuple[Mapping[str, Any], ...] = ()
    problem: RehabError | None = None


def read_follow_up(project: "Project", homes: Neighbourhood, on: datetime.date, progress: Progress) -> FollowUp:
    """Everything, with the rules and prices of that day."""
    with collector_paused():
        return _read(project, homes, on, progress)


def _read(project: "Project", homes: Neighbourhood, on: datetime.date, progress: Progress) -> FollowUp:
    # The engine behind the aids is heavy; a window that only looks never loads it.
    from rehab_app.services.real_bills import real_uses, summed
    from rehab_app.services.real_costs import cost_lines, home_gaps, work_gaps
    from rehab_app.services.show_homes import agreed, show_homes
    from rehab_app.services.town_after import after_works
    from rehab_app.services.town_checks import asked_prices
    from rehab_app.services.town_figures import chapters
    from rehab_app.services.town_real import real_chapter
    from rehab_app.services.town_report import tally

    progress.step(0, 4, _("Reading the estimates"))
    after = after_works(project, homes)
    stage = homes.columns["stage"]
    names = [*((code, _(words)) for code, words in STAGES.items()), ("", _("not approached yet"))]
    stages = tuple(tally(homes, after, np.flatnonzero(stage == code), code, name) for code, name in names)
    progress.step(1, 4, _("Counting works, aids and jobs"))
    problem: RehabError | None = None
    found: tuple[Chapter, ...] = ()
    uses: list[HomeUse] = []
    try:
        found = chapters(project, homes, after, on, progress)
        progress.step(2, 4, _("Reading the bills after works"))
        uses = real_uses(project, on, progress)
    except Cancelled:
        raise
    except RehabError as error:  # a rule or a work that cannot be read: progress and quotes are told all the same
        problem = error
    progress.step(3, 4, _("Reading quotes and invoices"))
    lines = cost_lines(project)
    gaps = tuple(home_gaps(lines))
    shows = show_homes(project, homes, gaps, uses)
    use = summed(uses, agreed(shows))
    if problem is None:
        found = (*found, real_chapter(homes, lines, use, len(uses), shows))
    return FollowUp(
        found, stages, asked_prices(project), work_gaps(lines), gaps, tuple(uses), use, shows,
        tuple(project.rows("degree_days")), problem,
    )  # fmt: skip


def work_choices() -> dict[str, str]:
    """Works that a quote may be for, in the user's language, with their unit."""
    return {code: f"{_(item.work.label)} ({from_french(item.work.unit)})" for code, item in entries().items()}


def firm_choices(project: "Project") -> dict[int, str]:
    """Firms of the project by id."""
    return {row["id"]: row["name"] for row in project.rows("firm")}


def home_names(homes: Neighbourhood) -> dict[int, str]:
    """How each home is named when one is chosen by its address: two alike are told apart by their number."""
    address, complement = homes.columns["address"].tolist(), homes.columns["complement"].tolist()
    named = [", ".join(filter(None, pair)) for pair in zip(address, complement, strict=True)]
    seen: dict[str, int] = {}
    for name in named:
        seen[name] = seen.get(name, 0) + 1
    alone = _("Home {id}")
    return {
        home: name if name and seen[name] == 1 else f"{name} · {alone.format(id=home)}".removeprefix(" · ")
        for home, name in zip(homes.ids.tolist(), named, strict=True)
    }
