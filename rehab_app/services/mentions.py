"""Free texts that name the people of a home: of the home, its building and its groups; of other homes; papers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehab_app.core.i18n import _
from rehab_app.domain.fields import Field, Kind
from rehab_app.services import personal_fields
from rehab_app.services.naming import Naming
from rehab_app.services.papers import folder_of
from rehab_app.services.pdf_pages import text_of
from rehab_app.services.personal_fields import BLANKED, PERSONS, WHOLE
from rehab_app.services.personal_history import former_values
from rehab_app.storage.reading import Reader
from rehab_app.storage.schema import OWN_TABLES, SPECS

At = tuple[str, int, str]  # table, id of the row, column
PEOPLE = ("owner", "household", "home_contact")  # tables that say what people are called
CALLED = ("name", "email", "phone")
_REACH = 40  # characters shown on each side of a name
_RESULTS = frozenset({"estimate", "range_estimate", *OWN_TABLES})
# What is found again by them, whom the town employs, and structures that hold nothing anybody typed of a home.
_NO_FREE_TEXT = frozenset(
    {"file_name", "sha256", "adviser", "firm_reasons", "reasons", "frozen", "prices", "official", "origins"}
)
_OF_HOME = ("site_note", "complement")
_OF_BUILDING = ("networks",)
_OF_GROUPS = ("dossier", "quote", "calendar_entry", "document")
# Where somebody may be named in what is said of another home.
_ELSEWHERE = {
    "dwelling": ("stage_note", "access", "site_note"),
    "household": ("name",),
    "visit": ("met", "seen", "notes", "next_about"),
    "home_contact": ("name", "phone"),
    "acceptance": ("note",),
    "show_home": ("note",),
    "document": ("title",),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A free text that names the people of a home: where it stands, in words too, and the text around the name."""

    at: At
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Columns with free texts of rows of a table, which are told by their ids or by the home they belong to."""

    table: str
    fields: tuple[Field, ...]
    of: Mapping[str, Any]


def called(reader: Reader, dwelling_id: int, owner: bool = True, household: bool = True) -> set[str]:
    """Names, phones and e-mails of the people of a home as they stand and, as far as the history keeps them, stood."""
    (home,) = reader.rows("dwelling", id=dwelling_id)
    found: set[str] = set()
    if owner:
        rows = [row for row in reader.rows("owner", id=home["owner_id"] or -1) if row["kind"] in PERSONS]
        found |= _names_in(reader, "owner", rows)
    for table in ("household", "home_contact") if household else ():
        found |= _names_in(reader, table, reader.rows(table, dwelling_id=dwelling_id), dwelling_id)
    return found


def _names_in(
    reader: Reader, table: str, rows: Sequence[Mapping[str, Any]], dwelling_id: int | None = None
) -> set[str]:
    former = former_values(reader, table, {row["id"] for row in rows}, dwelling_id)
    present = {str(row[name]) for row in rows for name in CALLED if row.get(name)}
    return present | {str(value) for field, value in former if field.name in CALLED}


def texts_of(reader: Reader, dwelling_id: int) -> Iterator[Texts]:
    """Free texts of a home, its building and its groups."""
    (home,) = reader.rows("dwelling", id=dwelling_id)
    yield _texts("dwelling", {"id": [dwelling_id]}, _OF_HOME)
    if home["building_id"]:
        yield _texts("building", {"id": [home["building_id"]]}, _OF_BUILDING)
    for table, spec in SPECS.items():
        if "dwelling_id" in spec.names and table not in _RESULTS:
            yield _texts(table, {"dwelling_id": dwelling_id})
    scenarios = [row["id"] for row in reader.rows("scenario", dwelling_id=dwelling_id)]
    yield _texts("works", {"scenario_id": scenarios}, ("takeoff",))
    groups = sorted({row["group_id"] for row in reader.rows("member", dwelling_id=dwelling_id) if row["group_id"]})
    yield _texts("owner_group", {"id": groups})
    for table in _OF_GROUPS:
        yield _texts(table, {"group_id": groups})
    dossiers = [row["id"] for row in reader.rows("dossier", group_id=groups)]
    yield _texts("sending", {"dossier_id": dossiers})


def mentions(reader: Reader, dwelling_id: int, owner: bool = True, household: bool = True) -> list[Mention]:
    """What would be left of the people of a home in these texts when their data are erased."""
    naming = Naming(called(reader, dwelling_id, owner, household))
    going = dwelling_id if household else None
    texts = texts_of(reader, dwelling_id)
    return list({mention.at: mention for some in texts for mention in _named(reader, some, naming, going)}.values())


def elsewhere(reader: Reader, dwelling_id: int, naming: Naming) -> list[str]:
    """Records of other homes that hold a whole name, a phone or an e-mail, in words."""
    addresses = reader.columns("dwelling", ("address",))
    where = dict(zip(addresses["id"].tolist(), addresses["address"].tolist(), strict=True))
    found: dict[str, None] = {}
    for table, names in _ELSEWHERE.items():
        link = () if table == "dwelling" else ("dwelling_id",)
        columns = reader.columns(table, (*names, *link))
        homes = columns["dwelling_id" if link else "id"].tolist()
        for name in names:
            for home, text in zip(homes, columns[name].tolist(), strict=True):
                if text and home not in (dwelling_id, -1) and naming.certainly(text):
                    address = where.get(home) or _("Home {id}").format(id=home)
                    place = _("{what}, {address}").format(what=_(SPECS[table].label), address=address)
                    found[place] = None
    return list(found)


def papers_naming(reader: Reader, dwelling_id: int, naming: Naming) -> list[str]:
    """Files of the papers of its groups that lie in the folder of papers and name these people."""
    groups = sorted({row["group_id"] for row in reader.rows("member", dwelling_id=dwelling_id) if row["group_id"]})
    rows = reader.rows("dossier", group_id=groups) if groups else []
    folder = folder_of(reader.neighbourhood()["name"])
    files = dict.fromkeys(folder / row["file_name"] for row in rows if row["file_name"])
    return [file.name for file in files if _names(file, naming)]


def _names(file: Path, naming: Naming) -> bool:
    if file.suffix != ".pdf" or not file.is_file():
        return False
    return bool(naming.spans(file.stem) or naming.certainly(text_of(file.read_bytes())))


def _goes(table: str, name: str) -> bool:
    """Whether a text of a home goes with its household anyway."""
    return table in WHOLE or table == "document" or (table in BLANKED and name in personal_fields.names(table))


def _texts(table: str, of: Mapping[str, Any], names: Sequence[str] = ()) -> Texts:
    """These columns of a table, or all that hold free texts."""
    spec = SPECS[table]
    if names:
        return Texts(table, tuple(spec.field(name) for name in names), of)
    free = (field for field in spec.fields if field.kind in (Kind.TEXT, Kind.STRUCTURE) and not field.choices)
    return Texts(table, tuple(field for field in free if field.name not in _NO_FREE_TEXT), of)


def _named(reader: Reader, texts: Texts, naming: Naming, going: int | None) -> Iterator[Mention]:
    """Texts that name them, but those that go with the household of the home `going`."""
    for row in reader.rows(texts.table, **texts.of):
        for field in texts.fields:
            if going is not None and row.get("dwelling_id") == going and _goes(texts.table, field.name):
                continue
            if (shown := _around(row[field.name], naming)) is not None:
                place = _("{part}: {reason}").format(part=_(SPECS[texts.table].label), reason=_(field.label))
                yield Mention((texts.table, row["id"], field.name), place, shown)


def _around(value: Any, naming: Naming) -> str | None:
    """The first text that names somebody, cut around the name."""
    if isinstance(value, dict | list):
        inside: Iterable[Any] = value.values() if isinstance(value, dict) else value
        return next((found for one in inside if (found := _around(one, naming)) is not None), None)
    if not isinstance(value, str) or not (spans := naming.spans(value)):
        return None
    first, last = max(0, spans[0][0] - _REACH), spans[0][1] + _REACH
    return ("… " if first else "") + value[first:last].strip() + (" …" if last < len(value) else "")
