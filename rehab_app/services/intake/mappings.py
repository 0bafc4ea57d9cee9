"""Mappings of tables: shown before an import, remembered after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rehab_app.core.errors import RehabError
from rehab_app.exchange.grid import Grid, read_csv_grid, read_sheet_grid
from rehab_app.exchange.mapping import Family, Proposal, checked, fields_of, propose_mapping
from rehab_app.exchange.sources import Source, SourceKind
from rehab_app.storage.reading import Reader
from rehab_app.storage.writer import Writer

_SAMPLE_ROWS = 5


@dataclass(frozen=True, slots=True)
class TablePreview:
    """A table before its import.

    Attributes:
        headings: its columns.
        samples: its first rows.
        row_count: of all rows.
        proposal: the mapping remembered for these headings, else the one proposed.
        remembered: True when it was used before.
        choices: every field that may be chosen for a column, by key, with its English label.
        personal: keys of the fields that say something about a person, to be marked where they are chosen.
    """

    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    row_count: int
    proposal: Proposal
    remembered: bool
    choices: Mapping[Family, Mapping[str, str]]
    personal: frozenset[str]


@dataclass(frozen=True, slots=True)
class Remembered:
    """A mapping that the user gave for a file with these headings."""

    name: str
    headings: tuple[str, ...]
    mapping: Mapping[str, str]


def read_grid(source: Source) -> Grid:
    """The table of a CSV or XLSX source; RehabError when it cannot be read."""
    if source.kind is SourceKind.SHEET:
        return read_sheet_grid(source.read(), source.name)
    return read_csv_grid(source.read(), source.name)


def known_mappings(reader: Reader) -> dict[tuple[str, ...], Mapping[str, str]]:
    """Mappings remembered in the project, by headings; the latest wins."""
    return {tuple(row["headings"]): row["mapping"] for row in reader.rows("import_mapping")}


def preview(grid: Grid, remembered: Mapping[tuple[str, ...], Mapping[str, str]]) -> TablePreview:
    """What to show of a table before its import. A mapping remembered by a version that knew other fields is left."""
    proposal, used = propose_mapping(grid.headings), False
    if grid.headings in remembered:
        try:
            proposal, used = checked(remembered[grid.headings], grid.headings, grid.name), True
        except RehabError:
            used = False
    return TablePreview(
        headings=grid.headings,
        samples=tuple(cells for _number, cells in grid.rows[:_SAMPLE_ROWS]),
        row_count=len(grid.rows),
        proposal=proposal,
        remembered=used,
        choices={family: {key: field.label for key, field in fields_of(family).items()} for family in Family},
        personal=frozenset(key for family in Family for key, field in fields_of(family).items() if field.personal),
    )


def offered_fields() -> dict[str, str]:
    """English label of every field a column may be mapped to, by key."""
    return {key: field.label for family in Family for key, field in fields_of(family).items()}


def remember(writer: Writer, mappings: Sequence[Remembered]) -> None:
    """Keep mappings for the next file with the same headings."""
    present = {tuple(row["headings"]): row for row in writer.rows("import_mapping")}
    for given in mappings:
        record = {"name": given.name, "headings": list(given.headings), "mapping": dict(given.mapping)}
        known = present.get(given.headings)
        if known is None:
            writer.insert("import_mapping", [record])
        elif known["mapping"] != record["mapping"]:
            writer.update("import_mapping", known["id"], known["version"], record)
