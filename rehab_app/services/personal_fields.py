"""What a project holds that says something about the people of one home, and where (RGPD, articles 4, 15 and 17).

Everything else about a home is a technical fact: its description, answers of the survey, estimates, works, quotes,
invoices, calendar. See docs/privacy.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rehab_app.domain.catalogue.records import RECORD_TABLES
from rehab_app.domain.fields import Field, Kind, TableSpec
from rehab_app.services.plain_text import says

if TYPE_CHECKING:
    from rehab_app.storage.reading import Reader

SPECS: Mapping[str, TableSpec] = {spec.name: spec for spec in RECORD_TABLES}
# A private landlord is a person too; companies and social landlords are not, and keep what is recorded of them.
PERSONS = frozenset({"person", "landlord", ""})
# Rows that are about people as a whole.
WHOLE = ("household", "home_contact", "bill")
# Columns that say something about people beside those that the catalogue marks as personal.
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "dwelling": ("stage_note", "access", "availability"),
    "owner": ("consent_on",),
    "visit": ("next_on",),
    "show_home": ("consent_on", "note"),
    "show_visit": ("note",),
    "acceptance": ("note",),
    "member": ("availability",),
}
# Tables of which only these columns are blanked, with the column that names the home.
BLANKED = {"visit": "dwelling_id", "show_home": "dwelling_id", "acceptance": "dwelling_id", "member": "dwelling_id"}
# Columns in which people are named, so that a label of the history could repeat them. No address: that is the home's.
NAMING = ("name", "email", "phone", "title", "sent_to")


def personal(table: str) -> tuple[Field, ...]:
    """Columns of a table that say something about people; all but links for rows that are about people as a whole."""
    fields = SPECS[table].fields
    if table in WHOLE:
        return tuple(field for field in fields if field.kind is not Kind.RECORD)
    return tuple(field for field in fields if field.personal or field.name in _BESIDE.get(table, ()))


def names(table: str) -> tuple[str, ...]:
    """Names of these columns."""
    return tuple(field.name for field in personal(table))


def naming_texts(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Names, numbers and titles that rows hold."""
    return {str(row[name]) for row in rows for name in NAMING if row.get(name)}


def household_dossiers(reader: "Reader", dwelling_id: int) -> Sequence[Mapping[str, Any]]:
    """Editions of the home's own dossier in the archive."""
    return reader.rows("dossier", dwelling_id=dwelling_id, audience="household")


def concerns_home(draft: Mapping[str, Any], dwelling_id: int, texts: Iterable[str]) -> bool:
    """Whether an unfinished form, as the store keeps it, is about a home or repeats one of these texts."""
    content = draft.get("content")
    if not isinstance(content, dict):
        return False
    typed = content.get("typed")
    if isinstance(typed, dict) and typed.get("home") == dwelling_id:
        return True
    said = "\n".join(_leaves(content))
    return any(says(said, text) for text in texts)


def _leaves(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one)]
    return [str(value)]
