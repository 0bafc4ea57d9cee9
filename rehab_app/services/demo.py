"""The whole road on the fictional neighbourhood, from the import to the artisans' dossiers, and what came of it."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.calendar import CalendarResult
from rehab_app.planning.workdays import WorkCalendar
from rehab_app.services.printing import Batch, plans, print_plans
from rehab_app.services.sample import SampleReport, build_sample
from rehab_app.services.sampling.story_plot import COMMITTED, QUOTED
from rehab_app.storage.project import Project

PROJECT = "quartier-ouest-fictif.rehab"
REPORT = "import.csv"
DOSSIERS = "dossiers"
_CALENDAR_S = 6.0
_GROUPS_PRINTED = 6


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demonstration did.

    Attributes:
        made: import, estimates, works, groups and what became of them, calendar.
        printed: dossiers of the groups that are farthest; printable: dossiers that could be printed.
        homes: dwellings of the project.
        labels_before, labels_after: homes by label, of those that have both.
        stages: homes by stage, "" for those not approached yet.
        site_days: working days from the first to the last on site of a home: the median and the longest.
        price_years: first and last year of the prices used.
        project, report, dossiers: where the files are.
        seconds: time of each step, in order.
    """

    made: SampleReport
    printed: Batch
    printable: int
    homes: int
    labels_before: Mapping[str, int]
    labels_after: Mapping[str, int]
    stages: Mapping[str, int]
    site_days: tuple[float, int]
    price_years: tuple[int, int]
    project: Path
    report: Path
    dossiers: Path
    seconds: Mapping[str, float]


def run_demo(folder: Path, today: datetime.date, who: str, progress: Progress) -> DemoReport:
    """Make the fictional neighbourhood in a folder and lead it to the artisans' dossiers.

    Args:
        folder: made when absent; a demonstration made there before is replaced.
        today: day of the parameters and of the dossiers, from which the site is planned.
        who: the person who acts, as the history shows it.
        progress: told each step.

    Raises:
        RehabError: the folder cannot be written.
    """
    location, report, dossiers = _place(folder)
    made = build_sample(location, progress, who, today, _CALENDAR_S)
    made.imported.save(report)
    with Project.open(location) as project:
        name = _("Printing the dossiers")
        progress.step(len(made.seconds), len(made.seconds) + 1, name)
        start = perf_counter()
        possible = plans(project)
        first = _first_groups(made)
        wanted = [plan for plan in possible if plan.group_id in first]
        printed = print_plans(project, wanted, dossiers, who, today)
        seconds = {**made.seconds, name: perf_counter() - start}
        stages = Counter(project.columns("dwelling", ("stage",))["stage"].tolist())
        before, after = _labels(project)
        years = _price_years(project)
    return DemoReport(
        made, printed, len(possible), stages.total(), before, after, stages, site_days(made.planned.result), years,
        location, report, dossiers, seconds,
    )  # fmt: skip


def _place(folder: Path) -> tuple[Path, Path, Path]:
    """Project, report and folder of dossiers; what an earlier demonstration left there is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    location, report, dossiers = folder / PROJECT, folder / REPORT, folder / DOSSIERS
    for old in (location, *dossiers.glob("*.pdf"), *dossiers.glob("*.xlsx")):
        old.unlink(missing_ok=True)
    return location, report, dossiers


def _first_groups(made: SampleReport) -> list[int]:
    """The groups that have their quotes, those that are committed, then those whose works begin first."""
    planned = sorted(made.planned.result.planned, key=lambda task: task.starts_on)
    by_start = (task.task.group_id for task in planned)
    return list(dict.fromkeys((*made.told.of(QUOTED, COMMITTED), *by_start)))[:_GROUPS_PRINTED]


def site_days(found: CalendarResult) -> tuple[float, int]:
    """Working days from the first to the last on site of a home: the median of all homes and the longest."""
    if not found.planned:
        return 0.0, 0
    days = WorkCalendar(min(task.starts_on for task in found.planned))
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for task in found.planned:
        home = task.task.dwelling_id
        first[home] = min(first.get(home, days.day(task.starts_on)), days.day(task.starts_on))
        last[home] = max(last.get(home, 0), days.day(task.ends_on))
    spans = [last[home] - first[home] + 1 for home in first]
    return median(spans), max(spans)


def _labels(project: Project) -> tuple[Counter[str], Counter[str]]:
    names = ("dwelling_id", "scenario_id", "classe_bilan_dpe")
    rows = project.columns("estimate", names)
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for home, scenario, label in zip(*(rows[name].tolist() for name in names), strict=True):
        if label:
            (before if scenario < 0 else after)[home] = label
    both = before.keys() & after.keys()
    return Counter(before[home] for home in both), Counter(after[home] for home in both)


def _price_years(project: Project) -> tuple[int, int]:
    years = [int(row["prices"]["year"]) for row in project.rows("works") if row["prices"]]
    return (min(years), max(years)) if years else (0, 0)
