"""The whole road on the fictional neighbourhood: import, estimate, works, groups, calendar, dossiers."""

import datetime
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from rehab_app.core.progress import Progress
from rehab_app.services.composing import ComposeReport, compose
from rehab_app.services.estimating import EstimateReport, estimate_project
from rehab_app.services.grouping import GroupingReport, group_neighbours
from rehab_app.services.intake.report import ImportReport
from rehab_app.services.printing import Batch, plans, print_plans
from rehab_app.services.sample import build_sample
from rehab_app.services.scheduling import ScheduleReport, schedule_groups
from rehab_app.storage.project import Project

BUNDLE = "whole"
PROJECT = "quartier-ouest-fictif.rehab"
REPORT = "import.csv"
DOSSIERS = "dossiers"
_IN_TOUCH = ("sensed", "interested", "committed", "quoted")
_LOOK_FOR_A_CALENDAR_S = 12.0
_SITE_OPENS_AFTER_DAYS = 60

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Labels:
    """Homes by label, as they stand and after the works; only homes that have both."""

    before: Mapping[str, int]
    after: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demonstration did.

    Attributes:
        imported: of the three files; homes: dwellings of the project afterwards.
        estimated: the homes as they stand.
        composed: works of the homes in touch with the town, whose owners form groups.
        labels: of all homes that can be estimated before and after.
        price_years: first and last year of the prices used.
        grouped, planned, printed: groups, calendar, dossiers.
        project, report, dossiers: where the files are.
        seconds: time of each step, in order.
    """

    imported: ImportReport
    homes: int
    estimated: EstimateReport
    composed: ComposeReport
    labels: Labels
    price_years: tuple[int, int]
    grouped: GroupingReport
    planned: ScheduleReport
    printed: Batch
    project: Path
    report: Path
    dossiers: Path
    seconds: Mapping[str, float]


class _Clock:
    """Runs steps and keeps how long each took."""

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    def step(self, name: str, work: Callable[[], Done]) -> Done:
        self._progress.step(len(self.seconds), len(STEPS), name)
        start = time.perf_counter()
        done = work()
        self.seconds[name] = time.perf_counter() - start
        return done


STEPS = ("import", "estimate", "works", "groups", "calendar", "dossiers")


def run_demo(folder: Path, today: datetime.date, who: str, progress: Progress) -> DemoReport:
    """Make the fictional neighbourhood in a folder and lead it to the artisans' dossiers.

    Args:
        folder: made when absent; a demonstration made there before is replaced.
        today: day of the parameters, of the dossiers, and from which the site is planned.
        who: the person who acts, as the history shows it.
        progress: told each step.

    Raises:
        RehabError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    location, dossiers, report = folder / PROJECT, folder / DOSSIERS, folder / REPORT
    location.unlink(missing_ok=True)
    for old in (*dossiers.glob("*.pdf"), *dossiers.glob("*.xlsx")):
        old.unlink()
    clock = _Clock(progress)
    imported = clock.step("import", lambda: build_sample(location, Progress(), who))
    imported.save(report)
    with Project.open(location) as project:
        estimated = clock.step("estimate", lambda: estimate_project(project, who, today, Progress()))
        composed = clock.step("works", lambda: _compose(project, today, who))
        grouped = clock.step("groups", lambda: group_neighbours(project, who, Progress()))
        opens = today + datetime.timedelta(days=_SITE_OPENS_AFTER_DAYS)
        planned = clock.step(
            "calendar",
            lambda: schedule_groups(project, who, opens, Progress(), seconds=_LOOK_FOR_A_CALENDAR_S),
        )
        printed = clock.step("dossiers", lambda: print_plans(project, plans(project), dossiers, who, today))
        return DemoReport(
            imported,
            len(project.columns("dwelling", ())["id"]),
            estimated,
            composed,
            _labels(project),
            _price_years(project),
            grouped,
            planned,
            printed,
            location,
            report,
            dossiers,
            clock.seconds,
        )


def _compose(project: Project, today: datetime.date, who: str) -> ComposeReport:
    """The same bundle for all homes; it is the choice of those whose owners are in touch with the town."""
    homes = project.columns("dwelling", ("stage",))
    in_touch = np.isin(homes["stage"].astype(str), _IN_TOUCH)
    compose(project, who, BUNDLE, today, Progress(), homes["id"][~in_touch].tolist(), choose=False)
    return compose(project, who, BUNDLE, today, Progress(), homes["id"][in_touch].tolist())


def _labels(project: Project) -> Labels:
    rows = project.columns("estimate", ("dwelling_id", "scenario_id", "classe_bilan_dpe"))
    labels: dict[bool, dict[int, str]] = {True: {}, False: {}}
    for home, scenario, label in zip(
        rows["dwelling_id"].tolist(), rows["scenario_id"].tolist(), rows["classe_bilan_dpe"].tolist(), strict=True
    ):
        if label:
            labels[scenario < 0][home] = label
    both = labels[True].keys() & labels[False].keys()
    return Labels(*(Counter(labels[standing][home] for home in both) for standing in (True, False)))


def _price_years(project: Project) -> tuple[int, int]:
    years = [int(row["prices"]["year"]) for row in project.rows("works") if row["prices"]]
    return (min(years), max(years)) if years else (0, 0)
