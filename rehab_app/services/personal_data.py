"""What a project holds about the people of one home, to be read and to be given to them (RGPD, article 15)."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import day, euros, figure, short_day
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.codes import BILL_ENERGIES, BILL_UNITS, CONTACT_ROLES, DOCUMENT_KINDS, LISTS, SENDING_WAYS
from rehab_app.domain.fields import Field, Kind
from rehab_app.services.dwelling_view import address_of
from rehab_app.services.personal_fields import PERSONS, SPECS, WHOLE, concerns_home, household_dossiers, personal
from rehab_app.services.personal_history import former_values

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_ACTIONS = 500  # of the history, the latest: more than a home ever sees
_HISTORY_OF = (*WHOLE, "visit", "document", "show_home", "acceptance")
_FORMER_OF = (*_HISTORY_OF, "member")
Row = Mapping[str, Any]
Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class HomeOf:
    """A home whose people are asked about.

    Attributes:
        number: what must be typed before its people are erased: house number, else the address.
        owned: homes of its owner; 0 when the owner is no person, or nobody is recorded.
        apart: the owner does not live there: they and the household must not be shown each other's data.
        firm_photos: photographs that the firms are shown.
    """

    dwelling_id: int
    address: str
    number: str
    owned: int
    apart: bool
    firm_photos: int


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what is held under it: name and value, one a line."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All that is held; parts of which nothing is held are left out. `whose` is "owner", "household" or both ("")."""

    home: HomeOf
    whose: str
    parts: tuple[Part, ...]


def home_of(project: "Project", dwelling_id: int) -> HomeOf:
    """The home and what must be known before its people are erased.

    Raises:
        RehabError: it is not in the project any more.
    """
    homes = project.rows("dwelling", id=dwelling_id)
    if not homes:
        raise RehabError(_("This home is not in the project any more."), remedy=_("Choose another in the list."))
    (home,) = homes
    buildings = project.rows("building", id=home["building_id"]) if home["building_id"] else []
    address = address_of(project, home, buildings[0] if buildings else None)
    owners = _owners(project, home)
    shown = project.rows("document", dwelling_id=dwelling_id, kind="photo", for_firms=1)
    return HomeOf(
        dwelling_id=dwelling_id,
        address=address,
        number=_number(buildings[0]["house_number"] if buildings else "", address),
        owned=len(project.rows("dwelling", owner_id=owners[0]["id"])) if owners else 0,
        apart=bool(owners) and home["tenure"] in ("rented", "social"),
        firm_photos=len(shown),
    )


def personal_data(project: "Project", dwelling_id: int, whose: str = "") -> PersonalData:
    """All that is held about the people of a home.

    Args:
        project: the project.
        dwelling_id: the home.
        whose: "owner" or "household" alone, where they are not the same people; both when empty.

    Raises:
        RehabError: the home is not in the project any more.
    """
    home = home_of(project, dwelling_id)
    (row,) = project.rows("dwelling", id=dwelling_id)
    parts = [*_owner(project, row)] if whose != "household" else []
    if whose != "owner":
        parts += _household(project, row)
        parts += _papers(project, dwelling_id)
        parts += _unfinished(project, home)
        parts += _history(project, dwelling_id)
    parts += _former(project, row, whose)
    return PersonalData(home, whose, tuple(part for part in parts if part.lines))


def _number(house_number: str, address: str) -> str:
    found = re.match(r"\d+\s?(?:bis|ter|quater|[a-z]\b)?", address, re.IGNORECASE)
    return house_number or (found.group().strip() if found else address)


def _owners(project: "Project", home: Row) -> list[dict[str, Any]]:
    rows = project.rows("owner", id=home["owner_id"]) if home["owner_id"] else []
    return [row for row in rows if row["kind"] in PERSONS]


def _owner(project: "Project", home: Row) -> Iterator[Part]:
    for row in _owners(project, home):
        owned = len(project.rows("dwelling", owner_id=row["id"]))
        told = (_("Homes in the project"), ngettext("{count} home", "{count} homes", owned).format(count=owned))
        known = _lines("owner", row)
        yield Part(_("Owner"), (*known, told) if known else ())


def _household(project: "Project", home: Row) -> Iterator[Part]:
    here = home["id"]
    for row in project.rows("household", dwelling_id=here):
        yield Part(_("Household"), _lines("household", row))
    contacts = [
        (_(CONTACT_ROLES.get(row["role"], row["role"])), _joined(row["name"], row["phone"], _given(row)))
        for row in project.rows("home_contact", dwelling_id=here)
    ]
    yield Part(_("Contacts for the works"), tuple(contacts))
    yield Part(_("Said about the home"), _lines("dwelling", home))
    for visit in project.rows("visit", dwelling_id=here):
        yield Part(_("Visit of {day}").format(day=day(visit["visited_on"])), _lines("visit", visit))
    yield Part(_("Energy bills"), tuple(_bill(row) for row in project.rows("bill", dwelling_id=here)))
    members = [row["availability"] or [] for row in project.rows("member", dwelling_id=here)]
    days = tuple((_("Days said for the works"), _day_words(one)) for known in members for one in known)
    yield Part(_("Availability"), days)
    for table in ("acceptance", "show_home"):
        for row in project.rows(table, dwelling_id=here):
            yield Part(_(SPECS[table].label), _lines(table, row))


def _papers(project: "Project", dwelling_id: int) -> Iterator[Part]:
    documents = [
        (_(DOCUMENT_KINDS.get(row["kind"], row["kind"])), _joined(row["title"], _dated(row["dated_on"])))
        for row in project.rows("document", dwelling_id=dwelling_id)
    ]
    yield Part(_("Photographs and papers"), tuple(documents))
    sendings = [
        (row["title"], _joined(sent["sent_to"], _(SENDING_WAYS.get(sent["way"], "")), sent["sent_at"][:10]))
        for row in household_dossiers(project, dwelling_id)
        for sent in project.rows("sending", dossier_id=row["id"])
        if sent["sent_to"]
    ]
    yield Part(_("Dossiers handed over"), tuple(sendings))


def _unfinished(project: "Project", home: HomeOf) -> Iterator[Part]:
    drafts = [row for row in project.drafts() if concerns_home(row, home.dwelling_id, [home.address])]
    lines = [
        (str(draft["content"].get("title", "")), "\n".join(_typed(draft["content"].get("typed")))) for draft in drafts
    ]
    yield Part(_("Typed and not written yet"), tuple(lines))


def _history(project: "Project", dwelling_id: int) -> Iterator[Part]:
    """When something about these people was written, not by whom: that is another person's data."""
    touching = {table: [row["id"] for row in project.rows(table, dwelling_id=dwelling_id)] for table in _HISTORY_OF}
    actions = project.history(_ACTIONS, touching)
    lines = [(short_day(datetime.date.fromisoformat(one["at"][:10])), str(one["label"])) for one in actions]
    yield Part(_("History"), tuple(lines))


def _former(project: "Project", home: Row, whose: str) -> Iterator[Part]:
    """What was corrected or removed; the history keeps it until it is erased."""
    found = []
    if whose != "household":
        found += former_values(project, "owner", {row["id"] for row in _owners(project, home)})
    if whose != "owner":
        found += former_values(project, "dwelling", {home["id"]})
        for table in _FORMER_OF:
            here = {row["id"] for row in project.rows(table, dwelling_id=home["id"])}
            found += former_values(project, table, here, home["id"])
    lines = tuple((_(field.label), _value(field, value)) for field, value in found)
    yield Part(_("Corrected or removed, kept so that it can be undone"), lines)


def _lines(table: str, row: Row) -> tuple[Line, ...]:
    pairs = ((_(field.label), _value(field, row.get(field.name))) for field in personal(table))
    return tuple((label, value) for label, value in pairs if value)


def _value(field: Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    if field.kind is Kind.DATE:
        return day(datetime.date.fromisoformat(value) if isinstance(value, str) else value)
    if field.kind is Kind.STRUCTURE:
        return "; ".join(_day_words(one) for one in value)
    if field.kind is Kind.NUMBER and not field.unit:
        return f"{value:.0f}"
    if field.kind is Kind.NUMBER:
        return figure(value, field.unit)
    if field.kind is Kind.FLAG:
        return _("yes") if value else _("no")
    return _(LISTS[field.choices].get(value, value)) if field.choices in LISTS else str(value)


def _bill(row: Row) -> Line:
    quantity = figure(row["quantity"], _(str(BILL_UNITS.get(row["unit"], row["unit"]))))
    between = _("{first} to {last}").format(first=short_day(row["starts_on"]), last=short_day(row["ends_on"]))
    cost = euros(row["cost_eur"]) if row["cost_eur"] is not None else ""
    return _(str(BILL_ENERGIES.get(row["energy"], row["energy"]))), _joined(between, quantity, cost)


def _given(contact: Row) -> str:
    return _("given to the firms") if contact["for_firms"] == 1 else _("not given to the firms")


def _dated(value: datetime.date | None) -> str:
    return "" if value is None else short_day(value)


def _day_words(one: Any) -> str:
    return _joined(*(str(value) for value in one.values())) if isinstance(one, dict) else str(one)


def _typed(value: Any) -> Sequence[str]:
    if isinstance(value, dict):
        return [line for key, one in value.items() if key not in ("home", "tab") for line in _typed(one)]
    if isinstance(value, list):
        return [line for one in value for line in _typed(one)]
    return [str(value)] if value not in (None, "") else []


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)
