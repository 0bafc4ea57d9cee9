"""Printing any dossier: editions, files whole or absent, a batch that survives a failure, the project's archive.

A large batch of a project file is pressed by two processes, each with the project open for reading; one alone prints
the same bytes.
"""

import datetime
import hashlib
import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.i18n import _, language, ngettext
from rehab_app.core.progress import Progress
from rehab_app.core.version import app_version
from rehab_app.services.jobs import failure_place
from rehab_app.storage.project import Project

_log = logging.getLogger(__name__)
UNDATED = datetime.date(1970, 1, 1)
_LONGEST_NAME = 60

Key = tuple[int | None, int | None, int | None, str]


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
        group_id, dwelling_id, owner_id, lot: what it is about; the archive tells dossiers apart by them.
        title: as the archive lists it; stem: of its files, without version.
        content: everything it says but its version and date, as data with a faithful `repr`.
        parameters_on: from the date of the edition to that of its parameters; None when nothing depends on them.
        render: version, date and name of the PDF to its bytes.
    """

    title: str
    stem: str
    content: object
    render: Callable[[int, datetime.date, str], Rendering]
    group_id: int | None = None
    dwelling_id: int | None = None
    owner_id: int | None = None
    lot: str = ""
    parameters_on: Callable[[datetime.date], datetime.date | None] = lambda _made_on: None

    @property
    def key(self) -> Key:
        return self.group_id, self.dwelling_id, self.owner_id, self.lot


@dataclass(frozen=True, slots=True)
class Order:
    """A dossier to print: what is being done, in words, and what it is about.

    Attributes:
        group_id, lot: of a work plan; dwelling_id: of a home's dossier; owner_id: of a landlord's. None of them: the
            report of the neighbourhood.
    """

    doing: str
    group_id: int = -1
    lot: str = ""
    dwelling_id: int = -1
    owner_id: int = -1


@dataclass(frozen=True, slots=True)
class Pressed:
    """A dossier on disk; `again` when nothing had changed and the last edition was printed once more."""

    path: Path
    beside: tuple[Path, ...]
    pages: int
    version: int
    sha256: str
    again: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """A dossier as it would be printed; `again` when that edition is in the archive already."""

    name: str
    pdf: bytes
    again: bool


@dataclass(frozen=True, slots=True)
class Job:
    """Where and when dossiers of one audience are pressed; plain data, so that another process can do it.

    Attributes:
        last: what was frozen with the last edition of each dossier.
    """

    audience: str
    folder: Path
    today: datetime.date
    last: Mapping[Key, Mapping[str, Any]]


Result = tuple[Pressed, dict[str, Any]] | RehabError
"""A dossier on disk with its new row of the archive (empty when printed again), or why it could not be made."""


def press(job: Job, make: Callable[[], Draft]) -> Result:
    """Make one dossier and write its files."""
    try:
        draft = make()
        content, again, version, made_on = _edition(job, draft)
        path = job.folder / f"{draft.stem}_v{version}.pdf"
        rendering = draft.render(version, made_on, path.name)
        beside = tuple(path.with_suffix(suffix) for suffix in rendering.beside)
        for other, written in zip(beside, rendering.beside.values(), strict=True):
            write_whole(other, written)
        write_whole(path, rendering.pdf)
    except Cancelled:
        raise
    except RehabError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one dossier that cannot be made never loses the others
        _log.error("a dossier failed: %s", failure_place(error))
        return RehabError(_("This dossier could not be made."), remedy=_("The log says where it failed."))
    fingerprint = hashlib.sha256(rendering.pdf).hexdigest()
    pressed = Pressed(path, beside, rendering.pages, version, fingerprint, again)
    return pressed, {} if again else _archived(job, draft, pressed, content)


def _edition(job: Job, draft: Draft) -> tuple[str, bool, int, datetime.date]:
    """Fingerprint of what a draft says, whether that is its last edition again, its version and its date."""
    content = hashlib.sha256(f"{language()} {draft.content!r}".encode()).hexdigest()
    frozen = job.last.get(draft.key, {})
    again = frozen.get("content") == content
    made_on = datetime.date.fromisoformat(frozen["made_on"]) if again else job.today
    return content, again, frozen.get("version", 0) + (0 if again else 1), made_on


def proof(job: Job, draft: Draft) -> Proof:
    """The bytes that printing the draft would write; nothing is written nor archived."""
    _content, again, version, made_on = _edition(job, draft)
    name = f"{draft.stem}_v{version}.pdf"
    return Proof(name, draft.render(version, made_on, name).pdf, again)


def last_editions(project: Project, audience: str) -> dict[Key, Mapping[str, Any]]:
    """What was frozen with the last edition of each dossier of an audience."""
    last: dict[Key, Mapping[str, Any]] = {}
    for row in project.rows("dossier", audience=audience):
        last[row["group_id"], row["dwelling_id"], row["owner_id"], row["lot"]] = row["frozen"] or {}
    return last


def _archived(job: Job, draft: Draft, pressed: Pressed, content: str) -> dict[str, Any]:
    parameters_on = draft.parameters_on(job.today)
    frozen = {
        "version": pressed.version,
        "made_on": job.today.isoformat(),
        "parameters_on": parameters_on.isoformat() if parameters_on else None,
        "engine_version": app_version(),
        "language": language(),
        "content": content,
    }
    return {
        "audience": job.audience,
        "group_id": draft.group_id,
        "dwelling_id": draft.dwelling_id,
        "owner_id": draft.owner_id,
        "lot": draft.lot,
        "title": draft.title,
        "file_name": pressed.path.name,
        "sha256": pressed.sha256,
        "made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "frozen": frozen,
    }


Begin = Callable[[], Callable[[Order], Draft]]


class Press:
    """Prints dossiers of one audience into a folder, which is made when absent."""

    def __init__(self, project: Project, audience: str, folder: Path, today: datetime.date) -> None:
        self._project = project
        self._job = Job(audience, folder, today, last_editions(project, audience))

    def run(
        self, orders: Sequence[Order], begin: Begin, who: str, progress: Progress, processes: int
    ) -> tuple[list[Pressed | RehabError], bool]:
        """Print dossiers in order; a result or an error for each, and whether it was stopped before the end.

        Args:
            orders: what is printed.
            begin: reads the project once and gives what makes the draft of an order, in this process.
            who: the person who prints; all new editions are one action in the history.
            progress: told each dossier; a cancel keeps what was printed before.
            processes: how many work at once; 1 for this one alone.

        Raises:
            RehabError: the folder cannot be made.
        """
        make_folder(self._job.folder)
        results: list[Pressed | RehabError] = []
        added: list[dict[str, Any]] = []
        stopped = False
        try:
            for result in self._results(orders, begin, progress, processes):
                if isinstance(result, RehabError):
                    results.append(result)
                    continue
                results.append(result[0])
                added += [result[1]] if result[1] else []
            progress.step(len(orders), len(orders))
        except Cancelled:
            stopped = True
        self._archive(added, who)
        return results, stopped

    def _results(self, orders: Sequence[Order], begin: Begin, progress: Progress, processes: int) -> Iterator[Result]:
        done = 0
        if processes > 1:
            # Processes are a detail of large batches; what prints one dossier never loads them.
            from rehab_app.services.press_crew import BrokenCrew, pressed_together

            try:
                for result in pressed_together(self._project.location, self._job, orders, progress, processes):
                    yield result
                    done += 1
                return
            except BrokenCrew:
                _log.warning("a process of the press died: the others are printed without it")
        draft = begin()
        for position, order in enumerate(orders[done:], done):
            progress.step(position, len(orders), order.doing)
            yield press(self._job, partial(draft, order))

    def _archive(self, added: Sequence[dict[str, Any]], who: str) -> None:
        if not added:
            return
        count = len(added)
        label = ngettext("Print {count} dossier", "Print {count} dossiers", count).format(count=count)
        with self._project.write(who, label) as writer:
            writer.insert("dossier", added)


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


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; RehabError when it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RehabError(
            _("This folder cannot be made: {reason}.").format(reason=error.strerror or error),
            where=str(folder),
            remedy=_("Choose another folder."),
        ) from error
