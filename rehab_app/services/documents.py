"""Photographs and papers of homes and groups: the files stand beside the project, each under its fingerprint.

A photograph is kept upright, at a size that prints well, without what the camera wrote into it (place, device, owner).
"""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.paths import user_folder
from rehab_app.domain.change import Change
from rehab_app.domain.edition import Photo
from rehab_app.services.press import write_whole
from rehab_app.storage.database import is_url
from rehab_app.storage.project import Project

_LONGEST_PX = 1600
_QUALITY = 85


def documents_folder(project: Project) -> Path:
    """Beside a project file, under its name; in the user's data for a project on a server."""
    if is_url(project.location):
        name = hashlib.sha256(project.location.encode()).hexdigest()[:16]
        return user_folder("data") / f"documents-{name}"
    file = Path(project.location)
    return file.with_name(f"{file.stem}-documents")


def add_photo(
    project: Project,
    file: Path,
    title: str,
    who: str,
    dwelling_id: int | None = None,
    group_id: int | None = None,
    taken_on: datetime.date | None = None,
    for_firms: bool = False,
) -> Change:
    """Keep a photograph of a home or of a group, as one action of the history.

    Args:
        project: the project.
        file: the photograph; it is copied.
        title: what it shows.
        who: the person who adds it.
        dwelling_id: the home it shows.
        group_id: the group it shows.
        taken_on: when.
        for_firms: printed in the artisans' dossiers; what shows how people live is not.

    Raises:
        RehabError: the file is not a photograph, or cannot be kept.
    """
    fingerprint = _kept(documents_folder(project), _upright(file))
    row = {
        "dwelling_id": dwelling_id,
        "group_id": group_id,
        "kind": "photo",
        "title": title,
        "dated_on": taken_on,
        "file_name": f"{fingerprint}.jpg",
        "sha256": fingerprint,
        "for_firms": int(for_firms),
    }
    with project.write(who, _("Add a photograph: {title}").format(title=title)) as writer:
        writer.insert("document", [row])
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


def _kept(folder: Path, content: bytes) -> str:
    """Write the file under its fingerprint, and give that."""
    fingerprint = hashlib.sha256(content).hexdigest()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = _("This folder cannot be made: {reason}.").format(reason=error.strerror)
        raise RehabError(reason, str(folder)) from error
    write_whole(folder / f"{fingerprint}.jpg", content)
    return fingerprint


def _upright(file: Path) -> bytes:
    try:
        with Image.open(file) as read:
            turned = ImageOps.exif_transpose(read).convert("RGB")
    except (OSError, UnidentifiedImageError) as error:
        raise RehabError(
            _("This file is no photograph that can be read."), file.name, _("Choose a JPEG or PNG file.")
        ) from error
    turned.thumbnail((_LONGEST_PX, _LONGEST_PX))
    written = BytesIO()
    turned.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()
