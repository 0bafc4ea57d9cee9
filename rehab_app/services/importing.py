"""Bringing files into a project: DPE files, tables, footprints, one by one, as folders or in archives.

Everything is read and checked before the project is locked; then one transaction writes it all, as one action that one
undo takes back. A file that cannot be taken is told in the report and the rest goes in. Cancelling leaves nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.exchange.dpe_xml import read_dpe
from rehab_app.exchange.footprints import FootprintFile, read_footprints
from rehab_app.exchange.sources import Source, SourceKind, find_sources
from rehab_app.services.intake.buildings import take_buildings
from rehab_app.services.intake.drafts import DwellingDraft, draft_from_dpe
from rehab_app.services.intake.dwellings import take_dwellings
from rehab_app.services.intake.report import ImportReport
from rehab_app.storage.project import Project


@dataclass(slots=True)
class _Gathered:
    """What was read, before anything is written."""

    footprints: list[FootprintFile] = field(default_factory=list)
    dwellings: list[DwellingDraft] = field(default_factory=list)


def import_paths(project: Project, paths: Iterable[Path], who: str, progress: Progress) -> ImportReport:
    """Import files, folders and archives; the kind of each file is told by its content.

    Args:
        project: open project; it is written once, at the end.
        paths: files, folders (walked) and zip archives, in any mixture.
        who: the person who acts, as the history shows it.
        progress: told after each file; may cancel until the end.

    Returns:
        The report of every file and row; `report.change` says what changed.

    Raises:
        Cancelled: at the user's request; the project is as it was.
        Conflict, Busy: the project was being changed by somebody else; nothing was written.
    """
    report = ImportReport()
    sources = list(find_sources(paths))
    try:
        gathered = _gather(sources, report, progress)
        with project.write(who, _label(gathered)) as writer:
            take_buildings(writer, gathered.footprints, report, progress)
            take_dwellings(writer, gathered.dwellings, report, progress)
    except Cancelled as stopped:
        raise Cancelled(_("The import was stopped; nothing of it is in the project.")) from stopped
    report.change = writer.change
    report.order([source.where if isinstance(source, RehabError) else source.name for source in sources])
    return report


def _gather(sources: Sequence[Source | RehabError], report: ImportReport, progress: Progress) -> _Gathered:
    gathered = _Gathered()
    for position, source in enumerate(sources):
        if isinstance(source, RehabError):
            report.refuse(source)
            continue
        progress.step(position, len(sources), source.name)
        try:
            _read(source, gathered, report)
        except RehabError as error:
            report.refuse(error, source.name)
    return gathered


def _read(source: Source, gathered: _Gathered, report: ImportReport) -> None:
    if source.kind is SourceKind.XML:
        gathered.dwellings.append(draft_from_dpe(read_dpe(source.read(), source.name)))
    elif source.kind is SourceKind.GEOJSON:
        gathered.footprints.append(read_footprints(source.read(), source.name))


def _label(gathered: _Gathered) -> str:
    dwellings = len(gathered.dwellings)
    buildings = sum(len(file.footprints) for file in gathered.footprints)
    if not dwellings:
        return ngettext("Import of {count} building", "Import of {count} buildings", buildings).format(count=buildings)
    return ngettext("Import of {count} dwelling", "Import of {count} dwellings", dwellings).format(count=dwellings)
