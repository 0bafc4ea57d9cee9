"""Printing any dossier: editions, files whole or absent, a batch that survives a failure, the project's archive."""

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.i18n import _, language, ngettext
from rehab_app.core.progress import Progress
from rehab_app.core.version import app_version
from rehab_app.storage.project import Project

UNDATED = datetime.date(1970, 1, 1)
_LONGEST_NAME = 60

Key = tuple[int | None, int | None, str, str]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A dossier as bytes: the PDF, what goes beside it by suffix (".xlsx"), and its number of pages."""

    pdf: bytes
    pages: int
    beside: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A dossier that has no edition yet.

    Attributes:
        group_id, dwelling_id, lot, about: what it is about; the archive tells dossiers apart by them.
        title: as the archive lists it; stem: of its files, without version.
        content: everything it says but its version and date, as data with a faithful `repr`.
        parameters_on: date of the parameters; None when nothing depends on them.
        render: version, date and name of the PDF to its bytes.
    """

    title: str
    stem: str
    content: object
    render: Callable[[int, datetime.date, str], Rendering]
    group_id: int | None = None
    dwelling_id: int | None = None
    lot: str = ""
    about: str = ""
    parameters_on: datetime.date | None = None

    @property
    def key(self) -> Key:
        return self.group_id, self.dwelling_id, self.lot, self.about


@dataclass(frozen=True, slots=True)
class Pressed:
    """A dossier on disk; `again` when nothing had changed and the last edition was printed once more."""

    path: Path
    beside: tuple[Path, ...]
    pages: int
    version: int
    sha256: str
    again: bool


class Press:
    """Prints dossiers of one audience into a folder, which is made when absent."""

    def __init__(self, project: Project, audience: str, folder: Path, today: datetime.date) -> None:
        self._project, self._audience, self._folder, self._today = project, audience, folder, today
        self._last: dict[Key, dict[str, Any]] = {}
        for row in project.rows("dossier", audience=audience):
            frozen = row["frozen"] or {}
            self._last[row["group_id"], row["dwelling_id"], row["lot"], frozen.get("about", "")] = frozen
        self._added: list[dict[str, Any]] = []

    def run(
        self, drafts: Sequence[tuple[str, Callable[[], Draft]]], who: str, progress: Progress
    ) -> tuple[list[Pressed | RehabError], bool]:
        """Print dossiers in order; a result or an error for each, and whether it was stopped before the end.

        Args:
            drafts: what is being done, in words, and how the draft is made.
            who: the person who prints; all new editions are one action in the history.
            progress: told each dossier; a cancel keeps what was printed before.

        Raises:
            RehabError: the folder cannot be made.
        """
        _make_folder(self._folder)
        results: list[Pressed | RehabError] = []
        stopped = False
        try:
            for position, (doing, draft) in enumerate(drafts):
                progress.step(position, len(drafts), doing)
                try:
                    results.append(self._press(draft()))
                except Cancelled:
                    raise
                except RehabError as error:
                    results.append(error)
            progress.step(len(drafts), len(drafts))
        except Cancelled:
            stopped = True
        self._archive(who)
        return results, stopped

    def _press(self, draft: Draft) -> Pressed:
        content = hashlib.sha256(f"{language()} {draft.content!r}".encode()).hexdigest()
        frozen = self._last.get(draft.key, {})
        again = frozen.get("content") == content
        version = frozen.get("version", 0) + (0 if again else 1)
        made_on = datetime.date.fromisoformat(frozen["made_on"]) if again else self._today
        path = self._folder / f"{draft.stem}_v{version}.pdf"
        rendering = draft.render(version, made_on, path.name)
        beside = tuple(path.with_suffix(suffix) for suffix in rendering.beside)
        for other, written in zip(beside, rendering.beside.values(), strict=True):
            write_whole(other, written)
        write_whole(path, rendering.pdf)
        pressed = Pressed(path, beside, rendering.pages, version, hashlib.sha256(rendering.pdf).hexdigest(), again)
        if not again:
            self._keep(draft, pressed, content)
        return pressed

    def _keep(self, draft: Draft, pressed: Pressed, content: str) -> None:
        frozen = {
            "version": pressed.version,
            "made_on": self._today.isoformat(),
            "parameters_on": draft.parameters_on.isoformat() if draft.parameters_on else None,
            "engine_version": app_version(),
            "language": language(),
            "about": draft.about,
            "content": content,
        }
        self._last[draft.key] = frozen
        self._added.append(
            {
                "audience": self._audience,
                "group_id": draft.group_id,
                "dwelling_id": draft.dwelling_id,
                "lot": draft.lot,
                "title": draft.title,
                "file_name": pressed.path.name,
                "sha256": pressed.sha256,
                "made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                "frozen": frozen,
            }
        )

    def _archive(self, who: str) -> None:
        if not self._added:
            return
        count = len(self._added)
        label = ngettext("Print {count} dossier", "Print {count} dossiers", count).format(count=count)
        with self._project.write(who, label) as writer:
            writer.insert("dossier", self._added)
        self._added = []


def plain_name(words: str) -> str:
    """Words as a part of a file name: small letters, digits and hyphens."""
    ascii_only = unicodedata.normalize("NFKD", re.sub(r"\W+", "-", words)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:_LONGEST_NAME].rstrip("-")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        RehabError: the folder cannot be written.
    """
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise RehabError(
            _("This file cannot be written: {reason}.").format(reason=error.strerror or error),
            where=str(path),
            remedy=_("Close it where it is open, or choose another folder."),
        ) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RehabError(
            _("This folder cannot be made: {reason}.").format(reason=error.strerror or error),
            where=str(folder),
            remedy=_("Choose another folder."),
        ) from error
