"""Visits of the adviser to one home: when, who was there, what was seen, what follows. Each write is one action."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.format import short_day
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.services.editing import write_seen

if TYPE_CHECKING:
    from rehab_app.storage.project import Project


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit; `id` is 0 before it is written.

    Attributes:
        met: who was there; seen: what was seen; notes: for the adviser alone.
        next_on, next_about: the appointment made then, and what for.
    """

    visited_on: datetime.date
    adviser: str
    met: str = ""
    seen: str = ""
    notes: str = ""
    next_on: datetime.date | None = None
    next_about: str = ""
    id: int = 0
    version: int = 0


def visits_of(project: "Project", dwelling_id: int) -> list[Visit]:
    """Visits of a home, the latest first."""
    rows = project.rows("visit", dwelling_id=dwelling_id)
    found = [Visit(**{name: row[name] for name in Visit.__slots__}) for row in rows if row["visited_on"]]
    return sorted(found, key=lambda visit: (visit.visited_on, visit.id), reverse=True)


def next_appointment(visits: Sequence[Visit], today: datetime.date) -> Visit | None:
    """The visit that made the next appointment still to come, None when none is."""
    coming = [visit for visit in visits if visit.next_on is not None and visit.next_on >= today]
    return min(coming, key=lambda visit: visit.next_on or today, default=None)


def add_visit(project: "Project", who: str, dwelling_id: int, visit: Visit, place: str) -> Change:
    """Write a new visit. The label of the action names its day and the address, nothing of what was said."""
    with project.write(who, _label(visit, place)) as writer:
        values = {name: value for name, value in asdict(visit).items() if name not in ("id", "version")}
        writer.insert("visit", [{"dwelling_id": dwelling_id, **values}])
    return writer.change


def write_visit(project: "Project", who: str, visit: Visit, values: Mapping[str, Any], place: str) -> Change:
    """Correct values of a visit as it was read.

    Raises:
        Conflict: somebody else changed them or removed the visit since.
    """
    with project.write(who, _label(visit, place)) as writer:
        write_seen(writer, "visit", asdict(visit), values)
    return writer.change


def drop_visit(project: "Project", who: str, visit: Visit, place: str) -> Change:
    """Remove a visit.

    Raises:
        Conflict: somebody else changed or removed it since it was read.
    """
    label = _("Remove the visit of {day}, {place}").format(day=short_day(visit.visited_on), place=place)
    with project.write(who, label) as writer:
        writer.delete("visit", [visit.id], [visit.version])
    return writer.change


def _label(visit: Visit, place: str) -> str:
    return _("Visit of {day}, {place}").format(day=short_day(visit.visited_on), place=place)
