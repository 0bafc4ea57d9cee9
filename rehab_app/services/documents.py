"""Photographs and papers of homes and groups: the files stand beside the project, each under its fingerprint.

A photograph is kept upright, at a size that prints well, without what the camera wrote into it (place, device, owner).
A PDF is kept as it is: a survey report must stay the one that was signed. A document that is removed keeps its file, so
that undo brings it back whole.
"""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.paths import user_folder
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.domain.edition import Photo
from rehab_app.services.document_files import Brought, Ready, ready
from rehab_app.services.editing import write_seen
from rehab_app.services.press import make_folder, write_whole
from rehab_app.storage.database import is_url
from rehab_app.storage.project import Project


@dataclass(frozen=True, slots=True)
class Document:
    """A photograph or paper of a home.

    Attributes:
        kind: code of `codes.DOCUMENT_KINDS`; shows: code of `codes.DOCUMENT_SUBJECTS`, "" when not said.
        for_firms: printed in the dossiers of the artisans.
        path: where the file is; it may have gone.
    """

    id: int
    version: int
    kind: str
    title: str
    shows: str
    dated_on: datetime.date | None
    for_firms: bool
    path: Path

    @property
    def is_pdf(self) -> bool:
        return self.path.suffix == ".pdf"


def documents_folder(project: Project) -> Path:
    """Beside a project file, under its name; in the user's data for a project on a server."""
    if is_url(project.location):
        name = hashlib.sha256(project.location.encode()).hexdigest()[:16]
        return user_folder("data") / f"documents-{name}"
    file = Path(project.location)
    return file.with_name(f"{file.stem}-documents")


def documents_of(project: Project, dwelling_id: int) -> list[Document]:
    """Photographs and papers of a home, in the order they were added."""
    return _documents(project, dwelling_id=dwelling_id)


def group_documents(project: Project, group_id: int) -> list[Document]:
    """Photographs and papers of a whole group, in the order they were added."""
    return _documents(project, group_id=group_id)


def _documents(project: Project, **whose: int) -> list[Document]:
    folder = documents_folder(project)
    return [
        Document(
            id=row["id"],
            version=row["version"],
            kind=row["kind"],
            title=row["title"],
            shows=row["shows"],
            dated_on=row["dated_on"],
            for_firms=row["for_firms"] == 1,
            path=folder / row["file_name"],
        )
        for row in project.rows("document", **whose)
    ]


def add_documents(
    project: Project,
    who: str,
    dwelling_id: int | None,
    brought: Sequence[Brought],
    progress: Progress,
    group_id: int | None = None,
) -> tuple[Change | None, list[RehabError]]:
    """Keep files of a home, or of a group, as one action, and say why others were refused; None when all were.

    Photographs and PDF are told apart by their content, whatever their name says.
    """
    rows, refused = [], []
    for at, one in enumerate(brought):
        progress.step(at, len(brought), one.name)
        try:
            found = ready(one)
            fingerprint = _kept(documents_folder(project), found)
        except RehabError as error:
            refused.append(error)
            continue
        row = _row(found, fingerprint, Path(one.name).stem)
        rows.append({**row, "dwelling_id": dwelling_id, "group_id": group_id})
    progress.step(len(brought), len(brought))
    if not rows:
        return None, refused
    told = ngettext("Add {count} document", "Add {count} documents", len(rows)).format(count=len(rows))
    with project.write(who, told) as writer:
        writer.insert("document", rows)
    return writer.change, refused


def change_document(project: Project, who: str, document: Document, values: Mapping[str, Any]) -> Change:
    """Write what is said of a document (title, shows, dated_on, for_firms), as one action.

    Raises:
        Conflict: somebody else changed it since it was read.
    """
    with project.write(who, _("Describe a document")) as writer:
        write_seen(writer, "document", {**asdict(document), "for_firms": int(document.for_firms)}, values)
    return writer.change


def drop_document(project: Project, who: str, document: Document) -> Change:
    """Remove a document, as one action; its file stays for as long as the project, for undo.

    Raises:
        Conflict: somebody else changed or removed it since it was read.
    """
    with project.write(who, _("Remove the document")) as writer:
        writer.delete("document", [document.id], [document.version])
    return writer.change


def photo(project: Project, row: Mapping[str, Any]) -> Photo:
    """A row of `document` as what a dossier prints."""
    return Photo(row["title"], row["dated_on"], row["sha256"], documents_folder(project) / row["file_name"])


def photos_for_firms(project: Project) -> Mapping[int, Sequence[Photo]]:
    """Photographs of each home that firms may see, the oldest first."""
    found: dict[int, list[Photo]] = {}
    for row in project.rows("document", kind="photo", for_firms=1):
        if row["dwelling_id"] is not None:
            found.setdefault(row["dwelling_id"], []).append(photo(project, row))
    return found


def _row(kept: Ready, fingerprint: str, title: str) -> dict[str, Any]:
    return {
        "kind": kept.kind,
        "title": title,
        "dated_on": kept.dated_on,
        "file_name": f"{fingerprint}{kept.suffix}",
        "sha256": fingerprint,
        "for_firms": 0,
    }


def _kept(folder: Path, kept: Ready) -> str:
    """Write the file under its fingerprint, and give that."""
    fingerprint = hashlib.sha256(kept.content).hexdigest()
    make_folder(folder)
    write_whole(folder / f"{fingerprint}{kept.suffix}", kept.content)
    return fingerprint
