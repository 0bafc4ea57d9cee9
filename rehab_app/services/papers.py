"""Dossiers that can be made and dossiers that were made, as a list shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehab_app.core.i18n import _
from rehab_app.core.paths import user_folder
from rehab_app.core.progress import Progress
from rehab_app.domain.works import LOTS

if TYPE_CHECKING:
    from rehab_app.services.work_plans import Plan
    from rehab_app.storage.project import Project


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier of the archive; `path` is where its file was written, which may have been moved since."""

    row: Mapping[str, Any]
    path: Path

    @property
    def version(self) -> int:
        return int((self.row["frozen"] or {}).get("version", 0))


@dataclass(frozen=True, slots=True)
class Papers:
    """Work plans for artisans that the groups ask for, and what was printed, the latest first."""

    plans: "tuple[Plan, ...]"
    made: tuple[Made, ...]


def read_papers(project: "Project", progress: Progress) -> Papers:
    # What knows the work plans brings the printing library with it: it is loaded by the job that reads them.
    from rehab_app.services.work_plans import WorkPlans

    progress.step(0, 1)
    folder = folder_of(project.neighbourhood()["name"])
    rows = sorted(project.rows("dossier"), key=lambda row: (row["made_at"], row["id"]), reverse=True)
    return Papers(tuple(WorkPlans(project).plans()), tuple(Made(row, folder / row["file_name"]) for row in rows))


def folder_of(neighbourhood: str) -> Path:
    """Where the dossiers of a neighbourhood are written."""
    safe = "".join(letter if letter.isalnum() or letter in " -_’'()" else "-" for letter in neighbourhood).strip()
    return user_folder("documents") / (safe or "quartier")


def lot_words(lot: str) -> str:
    """Name of a trade; one that is not of the list keeps its code."""
    return _(LOTS[lot]) if lot in LOTS else lot
