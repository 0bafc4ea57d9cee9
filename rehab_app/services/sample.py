"""The fictional neighbourhood as a project: made with the imports a town uses, on the files of resources/samples."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.paths import resource
from rehab_app.core.progress import Progress
from rehab_app.services.importing import import_paths
from rehab_app.services.intake.report import ImportReport
from rehab_app.services.sampling.files import (
    COMMUNE,
    COMMUNE_INSEE,
    FIRM_LIST,
    FOOTPRINTS,
    LIST,
    NEIGHBOURHOOD,
    SURVEYS,
)
from rehab_app.storage.project import Project


def sample_folder() -> Path:
    """Where the files of the fictional neighbourhood are."""
    return resource("samples", "quartier-ouest")


def build_sample(location: Path, progress: Progress, who: str = "") -> ImportReport:
    """Make the project of the fictional neighbourhood, with its homes imported and its firms.

    It is made beside its place and moved there when it is whole, so that a stop leaves nothing half done.

    Args:
        location: path of the project file; it must not exist.
        progress: may cancel.
        who: the person who acts, as the history shows it.

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
            report = import_sample(project, who or _("Sample"), progress)
        unfinished.rename(location)
    finally:
        unfinished.unlink(missing_ok=True)
    return report


def import_sample(project: Project, who: str, progress: Progress) -> ImportReport:
    """Import footprints, surveys and the list of homes as a town would, and add the firms."""
    folder = sample_folder()
    report = import_paths(project, [folder / name for name in (FOOTPRINTS, SURVEYS, LIST)], who, progress)
    with project.write(who, _("Firms of the sample")) as writer:
        writer.insert("firm", list(_firms(folder / FIRM_LIST)))
    return report


def _firms(path: Path) -> Iterator[dict[str, Any]]:
    """Firms with their qualifications, which have a row each in the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for siret in dict.fromkeys(row["siret"] for row in rows):
        own = [row for row in rows if row["siret"] == siret]
        yield {
            "name": own[0]["nom_entreprise"],
            "siret": siret,
            "lots": own[0]["lots"].split("|"),
            "qualifications": [
                {"domain": row["domaine"], "from": row["lien_date_debut"], "until": row["lien_date_fin"]} for row in own
            ],
            "crews": float(own[0]["equipes"]),
            "address": own[0]["adresse"],
            "fictional": 1,
        }
