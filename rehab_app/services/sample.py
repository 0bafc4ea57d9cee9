"""The fictional neighbourhood as a project: imported from the files of resources/samples as a town would, then led to
estimates, works, groups, what became of them since, and a calendar by the same use cases as any other."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.paths import resource
from rehab_app.core.progress import Progress
from rehab_app.services.composing import ComposeReport, compose
from rehab_app.services.estimating import EstimateReport, estimate_project
from rehab_app.services.grouping import GroupingReport, group_neighbours
from rehab_app.services.importing import import_paths
from rehab_app.services.intake.report import ImportReport
from rehab_app.services.sampling.files import (
    COMMUNE,
    COMMUNE_INSEE,
    FIRM_LIST,
    FOOTPRINTS,
    LIST,
    NEIGHBOURHOOD,
    SEED,
    SURVEYS,
)
from rehab_app.services.sampling.story import tell_story
from rehab_app.services.sampling.story_plot import Cast
from rehab_app.services.scheduling import ScheduleReport, schedule_groups
from rehab_app.storage.project import Project

BUNDLE = "whole"
_FILES = (FOOTPRINTS, SURVEYS, LIST, FIRM_LIST)
_IN_TOUCH = ("sensed", "interested", "committed", "quoted")
_SITE_OPENS_AFTER_DAYS = 60
_CALENDAR_S = 6.0
_STEPS = 6

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What came of each use case.

    Attributes:
        imported: of the four files; estimated: homes as they stand.
        composed: works of the homes whose owners are in touch with the town, who form groups.
        grouped: groups proposed; told: what became of them since, by stage.
        planned: calendar of the works that are still to come.
        seconds: time of each of the six.
    """

    imported: ImportReport
    estimated: EstimateReport
    composed: ComposeReport
    grouped: GroupingReport
    told: Cast
    planned: ScheduleReport
    seconds: Mapping[str, float]


def sample_folder() -> Path:
    """Where the files of the fictional neighbourhood are."""
    return resource("samples", "quartier-ouest")


def build_sample(
    location: Path,
    progress: Progress,
    who: str = "",
    today: datetime.date | None = None,
    calendar_seconds: float = _CALENDAR_S,
) -> SampleReport:
    """Make the project of the fictional neighbourhood.

    It is made beside its place and moved there when it is whole, so that a stop leaves nothing half done.

    Args:
        location: path of the project file; it must not exist.
        progress: told each step; may cancel.
        who: the person who acts, as the history shows it.
        today: day of the parameters, from which the site is planned.
        calendar_seconds: time to look for a short calendar.

    Raises:
        RehabError: something is already there, or the folder cannot be written.
        Cancelled: at the user's request.
    """
    if location.exists():
        raise RehabError(_("There is already a file of this name."), location.name, _("Choose another name."))
    unfinished = location.with_name(f".{location.stem}-unfinished{location.suffix}")
    unfinished.unlink(missing_ok=True)
    try:
        with Project.create(unfinished, NEIGHBOURHOOD, COMMUNE_INSEE, COMMUNE, fictional=True) as project:
            steps = _Steps(project, who or _("Sample"), today or datetime.date.today(), progress)
            report = steps.run(calendar_seconds)
        unfinished.rename(location)
    finally:
        unfinished.unlink(missing_ok=True)
    return report


class _Steps:
    """The use cases one after the other, each timed."""

    def __init__(self, project: Project, who: str, today: datetime.date, progress: Progress) -> None:
        self._project, self._who, self._today = project, who, today
        self._progress = progress
        self._seconds: dict[str, float] = {}

    def run(self, calendar_seconds: float) -> SampleReport:
        project, who, today = self._project, self._who, self._today
        paths = [sample_folder() / name for name in _FILES]
        opens = today + datetime.timedelta(days=_SITE_OPENS_AFTER_DAYS)
        imported = self._step(_("Importing the files"), lambda quiet: import_paths(project, paths, who, quiet))
        estimated = self._step(_("Estimating the homes"), lambda quiet: estimate_project(project, who, today, quiet))
        composed = self._step(_("Composing the works"), self._compose)
        grouped = self._step(_("Choosing the groups"), lambda quiet: group_neighbours(project, who, quiet))
        told = self._step(
            _("Telling what became of the groups"), lambda quiet: tell_story(project, who, today, SEED, quiet)
        )
        planned = self._step(
            _("Looking for the shortest calendar"),
            lambda quiet: schedule_groups(project, who, opens, quiet, told.ahead, calendar_seconds),
        )
        return SampleReport(imported, estimated, composed, grouped, told, planned, self._seconds)

    def _step(self, name: str, work: Callable[[Progress], Done]) -> Done:
        at = len(self._seconds)
        self._progress.step(at, _STEPS, name)
        start = perf_counter()
        # Parts of a step are not told, but each asks whether to stop.
        done = work(Progress(lambda _done, _total, _doing: self._progress.step(at, _STEPS, name)))
        self._seconds[name] = perf_counter() - start
        return done

    def _compose(self, progress: Progress) -> ComposeReport:
        """The same bundle for all homes; it is the choice of those whose owners are in touch with the town."""
        homes = self._project.columns("dwelling", ("stage",))
        chosen = np.isin(homes["stage"].astype(str), _IN_TOUCH)
        others, in_touch = homes["id"][~chosen].tolist(), homes["id"][chosen].tolist()
        compose(self._project, self._who, BUNDLE, self._today, progress, others, choose=False)
        return compose(self._project, self._who, BUNDLE, self._today, progress, in_touch)
