"""Printing dossiers: one or a batch, written whole or not at all, and kept in the project's archive."""

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.i18n import _, language, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.dossier import ArtisanDossier, lot_number
from rehab_app.reports.artisan import artisan_pdf
from rehab_app.reports.document import Attachment
from rehab_app.reports.price_sheet import price_sheet
from rehab_app.reports.wording import lot_name, lot_title
from rehab_app.services.work_plans import Plan, WorkPlans
from rehab_app.storage.project import Project

_LONGEST_NAME = 60
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NO_YEAR = datetime.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Printed:
    """A dossier on disk.

    Attributes:
        path: the PDF; sheet: the price schedule, beside it and inside it.
        sha256: fingerprint of the PDF.
        again: True when nothing had changed and an edition of before was printed again.
    """

    plan: Plan
    path: Path
    sheet: Path
    pages: int
    version: int
    sha256: str
    again: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A dossier that could not be made, and why."""

    plan: Plan
    error: RehabError


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a batch; `stopped` when it was cancelled: what was printed before stays."""

    printed: tuple[Printed, ...] = ()
    failures: tuple[Failure, ...] = ()
    stopped: bool = False


@dataclass(slots=True)
class _Archive:
    """Editions printed before, and the rows to add."""

    last: dict[tuple[int, str], dict[str, Any]]
    added: list[dict[str, Any]] = field(default_factory=list)


def plans(project: Project) -> list[Plan]:
    """Dossiers that can be made for artisans: each lot at work in each group."""
    return WorkPlans(project).plans()


def print_plan(project: Project, group_id: int, lot: str, folder: Path, who: str, today: datetime.date) -> Printed:
    """Print the dossier of one lot of a group.

    Raises:
        RehabError: there is no such group or lot, or the folder cannot be written.
    """
    batch = print_plans(project, [Plan(group_id, "", lot)], folder, who, today)
    for failure in batch.failures:
        raise failure.error
    return batch.printed[0]


def print_plans(
    project: Project,
    wanted: Sequence[Plan],
    folder: Path,
    who: str,
    today: datetime.date,
    progress: Progress | None = None,
) -> Batch:
    """Print many dossiers; one that fails does not lose the others, and a cancel keeps what was printed before.

    A dossier whose content is that of its last edition is printed again as it was, with its version and date.

    Args:
        project: read once; a row of `dossier` is added for each new edition, all in one action of the journal.
        wanted: see `plans`.
        folder: made when absent.
        who: the person who prints, as the history shows it.
        today: date on new editions.
        progress: told each dossier.
    """
    progress = progress or Progress()
    _make_folder(folder)
    source = WorkPlans(project)
    archive = _Archive({(row["group_id"], row["lot"]): row for row in project.rows("dossier", audience="artisan")})
    printed: list[Printed] = []
    failures: list[Failure] = []
    stopped = False
    try:
        for position, plan in enumerate(wanted):
            progress.step(position, len(wanted), f"{plan.group} – {lot_name(plan.lot)}")
            try:
                printed.append(_print(source, archive, plan, folder, today))
            except Cancelled:
                raise
            except RehabError as error:
                failures.append(Failure(plan, error))
        progress.step(len(wanted), len(wanted))
    except Cancelled:
        stopped = True
    if archive.added:
        count = len(archive.added)
        label = ngettext("Print {count} dossier", "Print {count} dossiers", count).format(count=count)
        with project.write(who, label) as writer:
            writer.insert("dossier", archive.added)
    return Batch(tuple(printed), tuple(failures), stopped)


def _print(source: WorkPlans, archive: _Archive, plan: Plan, folder: Path, today: datetime.date) -> Printed:
    dossier = source.dossier(plan.group_id, plan.lot, 0, _NO_YEAR)
    content = _fingerprint(dossier)
    before = archive.last.get((plan.group_id, plan.lot))
    frozen = (before or {}).get("frozen") or {}
    again = frozen.get("content") == content
    version = frozen.get("version", 0) + (0 if again else 1)
    made_on = datetime.date.fromisoformat(frozen["made_on"]) if again else today
    dossier = replace(dossier, edition=replace(dossier.edition, version=version, made_on=made_on))
    pdf, sheet = BytesIO(), BytesIO()
    price_sheet(dossier, sheet)
    path = folder / f"{_file_name(dossier)}.pdf"
    beside = path.with_suffix(".xlsx")
    pages = artisan_pdf(dossier, pdf, [Attachment(beside.name, _XLSX, _("Price schedule"), sheet.getvalue())])
    write_whole(beside, sheet.getvalue())
    write_whole(path, pdf.getvalue())
    printed = Printed(plan, path, beside, pages, version, hashlib.sha256(pdf.getvalue()).hexdigest(), again)
    if not again:
        archive.added.append(_record(dossier, printed, content))
    return printed


def _record(dossier: ArtisanDossier, printed: Printed, content: str) -> dict[str, Any]:
    edition = dossier.edition
    return {
        "audience": "artisan",
        "group_id": printed.plan.group_id,
        "lot": dossier.lot,
        "title": f"{lot_title(dossier)}, {dossier.group}",
        "file_name": printed.path.name,
        "sha256": printed.sha256,
        "made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "frozen": {
            "version": edition.version,
            "made_on": edition.made_on.isoformat(),
            "parameters_on": edition.parameters_on.isoformat() if edition.parameters_on else None,
            "engine_version": edition.engine_version,
            "language": language(),
            "houses": len(dossier.houses),
            "content": content,
        },
    }


def _fingerprint(dossier: ArtisanDossier) -> str:
    """What tells two contents apart, whatever their version and date."""
    return hashlib.sha256(f"{language()} {dossier!r}".encode()).hexdigest()


def _file_name(dossier: ArtisanDossier) -> str:
    """`lot-06-isolation-exterieure_rue-hoche-pair_v2`, without accents or spaces."""
    lot = f"lot-{lot_number(dossier.lot):02d}-{_plain(lot_name(dossier.lot))}"
    return f"{lot}_{_plain(dossier.group) or 'groupe'}_v{dossier.edition.version}"


def _plain(words: str) -> str:
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
