"""Which files want their columns shown before they are imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.places import HOUSEHOLD, OWNER
from rehab_app.exchange.grid import first_headings
from rehab_app.exchange.open_data import is_open_data
from rehab_app.exchange.sources import Source, SourceKind, find_sources
from rehab_app.services.importing import preview_table
from rehab_app.services.intake.mappings import TablePreview
from rehab_app.storage.project import Project


@dataclass(frozen=True, slots=True)
class TableToMap:
    """A table whose columns the user may correct before the import.

    Attributes:
        path, name: of the file; the name is the key of its mapping in `import_paths`.
        preview: its columns and the mapping proposed.
        fields: what a column may stand for, in the user's language, by key.
    """

    path: Path
    name: str
    preview: TablePreview
    fields: dict[str, str]


def table_to_map(project: Project, paths: Sequence[Path]) -> TableToMap | None:
    """The table to show when the user chose one table of any kind; None for everything that explains itself.

    A file that cannot be read is None too: the import refuses it with its reason.
    """
    if len(paths) != 1 or not paths[0].is_file():
        return None
    source = next(iter(find_sources(paths)), None)
    if not isinstance(source, Source) or source.kind not in (SourceKind.TABLE, SourceKind.SHEET):
        return None
    try:
        if source.kind is SourceKind.TABLE and is_open_data(first_headings(source.read(), source.name), source.name):
            return None
        found = preview_table(project, paths[0])
    except RehabError:
        return None
    labels = {key: _whose(key, _(label)) for key, label in found.choices[found.proposal.family].items()}
    return TableToMap(paths[0], source.name, found, labels)


def _whose(key: str, label: str) -> str:
    """A field of a person, said with whose it is: both have a name and a consent."""
    whose = {spec.name: spec.label for spec in (OWNER, HOUSEHOLD)}.get(key.split(".")[0])
    return label if whose is None else _("{name}: {value}").format(name=_(whose), value=label)
