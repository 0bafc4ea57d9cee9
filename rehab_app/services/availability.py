"""On which days works are possible with a member of a group: absences, and the only days accepted."""

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import day
from rehab_app.core.i18n import _, mark
from rehab_app.domain.change import Change
from rehab_app.services.firm_editing import day as typed_day

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

AVAILABILITY = {
    "absent": mark("nobody may work there"),
    "only": mark("works only then"),
}
Row = Mapping[str, Any]


def days_typed(kind: str, first: str, last: str) -> dict[str, Any]:
    """Days of a household as they are stored, from what was typed.

    Raises:
        RehabError: a day is missing or cannot be read, or the last comes before the first; `where` is the field.
    """
    dates = dict(zip(("from", "until"), period(first, last), strict=True))
    return {"kind": kind, **{name: when.isoformat() for name, when in dates.items()}}


def period(first: str, last: str) -> tuple[datetime.date, datetime.date]:
    """First and last day as people write them.

    Raises:
        RehabError: one is missing or cannot be read, or they are the wrong way round; `where` is "from" or "until".
    """
    found = []
    for name, typed in (("from", first), ("until", last)):
        try:
            value = typed_day(typed)
        except RehabError as error:
            raise RehabError(error.problem, name, error.remedy) from error
        if value is None:
            raise RehabError(_("Give both days."), name)
        found.append(value)
    if found[1] < found[0]:
        raise RehabError(_("It ends before it begins."), "until")
    return found[0], found[1]


def days_text(known: Row) -> str:
    """`works only then: from … to …`."""
    first, last = (day(datetime.date.fromisoformat(str(known[name]))) for name in ("from", "until"))
    text = AVAILABILITY[known["kind"]]
    return _("{what}: from {first} to {last}").format(what=_(text), first=first, last=last)


def set_availability(
    project: "Project", who: str, member_id: int, version: int, address: str, known: Sequence[Row]
) -> Change:
    """Keep all days of a member; `address` is for the history.

    Raises:
        Conflict: somebody else changed the member since it was read with that version.
    """
    with project.write(who, _("Days of {address}").format(address=address)) as writer:
        writer.update("member", member_id, version, {"availability": [dict(one) for one in known]})
    return writer.change
