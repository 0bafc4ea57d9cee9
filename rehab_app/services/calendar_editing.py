"""Changes to the calendar by hand: each is one journalled action, undone by name."""

import datetime
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.planning.workdays import WorkCalendar
from rehab_app.services.calendar_conflicts import lot_name
from rehab_app.services.calendar_view import Stay

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_STATES = ("promised", "begun")


def move_stay(project: "Project", who: str, stay: Stay, start: datetime.date) -> Change:
    """Let a stay begin on the first working day on or after a date; it keeps its working days.

    Raises:
        RehabError: it has begun, or was promised.
        Conflict: somebody else changed it since it was read.
    """
    if stay.begun:
        raise RehabError(_("These works have begun: they cannot be moved."), _place(stay))
    if stay.promised:
        raise RehabError(
            _("These dates were promised."),
            _place(stay),
            _("Take the promise back first, and tell the people concerned."),
        )
    days = WorkCalendar(start)
    length = WorkCalendar(stay.starts_on).day(stay.ends_on)
    first = days.date(0)
    label = _("Move {lot}, {address}, to {day}").format(lot=lot_name(stay.lot), address=stay.address, day=day(first))
    values = {"starts_on": first, "ends_on": days.date(max(length, 0))}
    return _write(project, who, label, stay, values)


def mark_stay(project: "Project", who: str, stay: Stay, state: str, on: bool) -> Change:
    """Note whether a stay was promised to the owner and the firm (`state` "promised"), or has begun ("begun").

    Raises:
        Conflict: somebody else changed it since it was read.
    """
    if state not in _STATES:
        raise ValueError(f"a stay is {' or '.join(_STATES)}, not {state}")
    texts = {
        ("promised", True): _("Promise {lot}, {address}"),
        ("promised", False): _("Take back the promise of {lot}, {address}"),
        ("begun", True): _("Begin {lot}, {address}"),
        ("begun", False): _("Not begun yet: {lot}, {address}"),
    }
    label = texts[state, on].format(lot=lot_name(stay.lot), address=stay.address)
    return _write(project, who, label, stay, {state: int(on)})


def give_firm(project: "Project", who: str, stay: Stay, firm_id: int, name: str) -> Change:
    """Give a stay to a firm, or to none yet (-1); `name` is that of the firm, for the history.

    Raises:
        RehabError: the works have begun with another firm.
        Conflict: somebody else changed the stay since it was read.
    """
    if stay.begun:
        raise RehabError(_("These works have begun: their firm cannot be changed."), _place(stay))
    label = _("{lot}, {address}: {firm}").format(lot=lot_name(stay.lot), address=stay.address, firm=name)
    return _write(project, who, label, stay, {"firm_id": firm_id if firm_id > 0 else None})


def _write(project: "Project", who: str, label: str, stay: Stay, values: dict[str, Any]) -> Change:
    with project.write(who, label) as writer:
        writer.update("calendar_entry", stay.entry_id, stay.version, values)
    return writer.change


def _place(stay: Stay) -> str:
    return f"{lot_name(stay.lot)}, {stay.address}"
