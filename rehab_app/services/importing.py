"""Bringing files into a project: DPE files, tables, footprints, one by one, as folders or in archives.

Everything is read and checked before the project is locked; then one transaction writes it all, as one action that one
undo takes back. A file that cannot be taken is told in the report and the rest goes in. Cancelling leaves nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.exchange.dpe_xml import read_dpe
from rehab_app.exchange.footprints import FootprintFile, read_footprints
from rehab_app.exchange.grid import decode, first_headings
from rehab_app.exchange.mapping import Family, checked, require_enough
from rehab_app.exchange.open_data import OpenDwelling, is_open_data, read_open_data
from rehab_app.exchange.sources import Source, SourceKind, find_sources
from rehab_app.services.intake.buildings import derive, take_buildings
from rehab_app.services.intake.drafts import DwellingDraft, draft_from_dpe, draft_from_open_data
from rehab_app.services.intake.dwellings import take_dwellings
from rehab_app.services.intake.firms import take_firms
from rehab_app.services.intake.mappings import Remembered, TablePreview, known_mappings, preview, read_grid, remember
from rehab_app.services.intake.report import ImportReport
from rehab_app.services.intake.tables import FirmRow, dwelling_drafts, firm_rows
from rehab_app.storage.project import Project


@dataclass(slots=True)
class _Gathered:
    """What was read, before anything is written."""

    footprints: list[FootprintFile] = field(default_factory=list)
    dwellings: list[DwellingDraft] = field(default_factory=list)
    firms: list[FirmRow] = field(default_factory=list)
    mappings: list[Remembered] = field(default_factory=list)


def import_paths(
    project: Project,
    paths: Iterable[Path],
    who: str,
    progress: Progress,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
) -> ImportReport:
    """Import files, folders and archives; the kind of each file is told by its content.

    Args:
        project: open project; it is written once, at the end.
        paths: files, folders (walked) and zip archives, in any mixture.
        who: the person who acts, as the history shows it.
        progress: told after each file; may cancel until the end.
        mappings: columns of a table as the user corrected them, by name of the source; remembered for tables with
            the same headings. Other tables use the mapping remembered for their headings, else the one proposed.

    Returns:
        The report of every file and row; `report.change` says what changed.

    Raises:
        Cancelled: at the user's request; the project is as it was.
        Conflict, Busy: the project was being changed by somebody else; nothing was written.
    """
    report = ImportReport()
    sources = list(find_sources(paths))
    try:
        gathered = _gather(project, sources, mappings or {}, report, progress)
        with project.write(who, _label(gathered)) as writer:
            drawn = take_buildings(writer, gathered.footprints, report, progress)
            named = take_dwellings(writer, gathered.dwellings, report, progress)
            progress.step(0, 1, _("Deriving façades"))
            derive(writer, drawn | named, gathered.footprints, report)
            take_firms(writer, gathered.firms, report)
            remember(writer, gathered.mappings)
    except Cancelled as stopped:
        raise Cancelled(_("The import was stopped; nothing of it is in the project.")) from stopped
    report.change = writer.change
    report.order([source.where if isinstance(source, RehabError) else source.name for source in sources])
    return report


def preview_table(project: Project, path: Path) -> TablePreview:
    """The columns of a CSV or XLSX file with the mapping remembered or proposed for them, to show and correct.

    Raises:
        RehabError: the file is no table that can be read.
    """
    if not path.is_file():
        raise RehabError(_("There is no such file."), str(path))
    source, *others = find_sources([path])
    if others:
        told = _("This is an archive of several files, not a table.")
        raise RehabError(told, path.name, _("Import it whole, or take the table out of it."))
    if isinstance(source, RehabError):
        raise source
    return preview(read_grid(source), known_mappings(project))


def _gather(
    project: Project,
    sources: Sequence[Source | RehabError],
    mappings: Mapping[str, Mapping[str, str]],
    report: ImportReport,
    progress: Progress,
) -> _Gathered:
    gathered = _Gathered()
    remembered = known_mappings(project)
    for position, source in enumerate(sources):
        if isinstance(source, RehabError):
            report.refuse(source)
            continue
        progress.step(position, len(sources), source.name)
        try:
            if source.kind is SourceKind.XML:
                gathered.dwellings.append(draft_from_dpe(read_dpe(source.read(), source.name)))
            elif source.kind is SourceKind.GEOJSON:
                gathered.footprints.append(read_footprints(source.read(), source.name))
            else:
                _gather_table(gathered, source, mappings.get(source.name), remembered, report)
        except RehabError as error:
            report.refuse(error, source.name)
    return gathered


def _gather_table(
    gathered: _Gathered,
    source: Source,
    given: Mapping[str, str] | None,
    remembered: Mapping[tuple[str, ...], Mapping[str, str]],
    report: ImportReport,
) -> None:
    if given is None and source.kind is SourceKind.TABLE:
        data = source.read()
        if is_open_data(first_headings(data, source.name), source.name):
            _gather_open_data(gathered, source.name, data, report)
            return
    grid = read_grid(source)
    if given is not None:
        proposal = checked(given, grid.headings, source.name)
        gathered.mappings.append(Remembered(source.name, grid.headings, proposal.mapping))
    else:
        proposal = preview(grid, remembered).proposal
        require_enough(proposal, source.name)
    if proposal.unknown:
        told = _("{file}: columns left out, as no field was found for them: {columns}.")
        report.notes.append(told.format(file=source.name, columns=", ".join(proposal.unknown)))
    if proposal.family is Family.FIRMS:
        gathered.firms.extend(firm_rows(grid, proposal, report))
    else:
        gathered.dwellings.extend(dwelling_drafts(grid, proposal, report))


def _gather_open_data(gathered: _Gathered, name: str, data: bytes, report: ImportReport) -> None:
    text, _encoding = decode(data, name)
    for row in read_open_data(text, name):
        if isinstance(row, OpenDwelling):
            gathered.dwellings.append(draft_from_open_data(name, row))
        else:
            report.refuse(row[1], name, row[0])


def _label(gathered: _Gathered) -> str:
    dwellings, firms = len(gathered.dwellings), len(gathered.firms)
    buildings = sum(len(file.footprints) for file in gathered.footprints)
    if dwellings:
        return ngettext("Import of {count} dwelling", "Import of {count} dwellings", dwellings).format(count=dwellings)
    if buildings or not firms:
        return ngettext("Import of {count} building", "Import of {count} buildings", buildings).format(count=buildings)
    return ngettext("Import of {count} row on firms", "Import of {count} rows on firms", firms).format(count=firms)
