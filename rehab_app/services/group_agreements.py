"""What the members of a group agree on, among themselves, with the town, with the landlord next door.

`owner_group.agreements` is a list of `{"kind": code of AGREEMENTS, "state": code of AGREEMENT_STATES, …}` with
`"agreed_on"` (ISO date, needed once agreed), `"note"`, `"document_id"`, and by kind `"homes"` (ids, party wall),
`"from"` and `"until"` (window of the landlord), `"key"` (code of COST_KEYS). Older projects hold plain sentences there.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import day
from rehab_app.core.i18n import _, mark
from rehab_app.domain.change import Change

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

AGREEMENTS = {
    "party_wall": mark("works on a party wall"),
    "town_half": mark("shared half and half with the town"),
    "landlord": mark("agreed with the social landlord"),
    "landlord_window": mark("works window of the landlord"),
    "cost_key": mark("key of the shared costs"),
    "other": mark("other agreement"),
}
AGREEMENT_STATES = {
    "wanted": mark("to be asked"),
    "asked": mark("asked, no answer yet"),
    "agreed": mark("agreed"),
    "refused": mark("refused"),
}
COST_KEYS = {
    "equal": mark("the same for each home"),
    "works": mark("by the price of each home’s works"),
}
AGREED = "agreed"
_COST_KEY, _WINDOW = "cost_key", "landlord_window"
_ALONE = (_COST_KEY, "town_half")  # a group has one of each at a time

Row = Mapping[str, Any]


def agree(
    project: "Project", who: str, group_id: int, version: int, agreement: dict[str, Any], position: int | None = None
) -> Change:
    """Add an agreement to a group, or put it in place of the one at a position.

    A new key of the shared costs takes the place of the old.

    Raises:
        RehabError: it is of no known kind or state, its key or its dates cannot be read, or the position is not there.
        Conflict: somebody else changed the group since it was read with that version.
    """
    checked(agreement)
    group = group_row(project, group_id)
    known = list(group["agreements"] or ())
    if position is not None:
        _at(known, position, group)
        known[position] = dict(agreement)
    else:
        known = [one for one in known if agreement["kind"] not in _ALONE or kind_of(one) != agreement["kind"]]
        known.append(dict(agreement))
    kind = AGREEMENTS[agreement["kind"]]
    label = _("{group}: {agreement}").format(group=group["name"], agreement=_(kind))
    return _write(project, who, label, group_id, version, known)


def take_back(project: "Project", who: str, group_id: int, version: int, position: int) -> Change:
    """Take an agreement back, by its position in the list.

    Raises:
        RehabError: there is no such agreement.
        Conflict: somebody else changed the group since it was read with that version.
    """
    group = group_row(project, group_id)
    known = list(group["agreements"] or ())
    gone = _at(known, position, group)
    del known[position]
    label = _("Take back, {group}: {agreement}").format(
        group=group["name"], agreement=_(AGREEMENTS.get(kind_of(gone), AGREEMENTS["other"]))
    )
    return _write(project, who, label, group_id, version, known)


def kind_of(agreement: Row | str) -> str:
    """Kind of an agreement as stored; a plain sentence is "other"."""
    return "other" if isinstance(agreement, str) else str(agreement.get("kind", ""))


def is_agreed(agreement: Row | str) -> bool:
    """Whether it holds; one without a state was agreed when it was written down."""
    return isinstance(agreement, str) or agreement.get("state", AGREED) == AGREED


def agreement_state(agreement: Row | str) -> tuple[str, datetime.date | None]:
    """Its state in the user's language, and the day on which it was agreed where that is known."""
    state = AGREEMENT_STATES[AGREED if isinstance(agreement, str) else agreement.get("state", AGREED)]
    dated = not isinstance(agreement, str) and agreement.get("agreed_on")
    return _(state), agreement_day(agreement, "agreed_on") if dated and not isinstance(agreement, str) else None


def note_of(agreement: Row | str) -> str:
    """What was noted with it."""
    return agreement if isinstance(agreement, str) else str(agreement.get("note") or "")


def cost_key(group: Row) -> str:
    """Key on which a group (a row of `owner_group`) agreed, "" when it did not yet."""
    keys = [one["key"] for one in group["agreements"] or () if kind_of(one) == _COST_KEY and is_agreed(one)]
    return str(keys[-1]) if keys else ""


def town_pays_half(group: Row) -> bool:
    """Whether the town agreed to share half and half."""
    return any(kind_of(one) == "town_half" and is_agreed(one) for one in group["agreements"] or ())


def agreement_text(agreement: Row | str, addresses: Mapping[int, str]) -> str:
    """An agreement as a line: what, between whom, by which key, when, in which state; `addresses` by home."""
    if isinstance(agreement, str):
        return agreement
    kind = kind_of(agreement)
    name = _(AGREEMENTS.get(kind, AGREEMENTS["other"]))
    parts = [name[:1].upper() + name[1:]]
    parts += [details(agreement, addresses)]
    state, agreed_on = agreement_state(agreement)
    if not is_agreed(agreement):
        parts.append(state)
    elif agreed_on:
        parts.append(_("agreed on {day}").format(day=day(agreed_on)))
    return ", ".join(part for part in (*parts, note_of(agreement)) if part)


def clauses(group: Row, addresses: Mapping[int, str]) -> tuple[str, ...]:
    """What the firms are told of what a group agreed on; how its members share costs is not theirs to know."""
    told = (one for one in group["agreements"] or () if is_agreed(one) and kind_of(one) not in (_COST_KEY, "town_half"))
    return tuple(agreement_text(one, addresses) for one in told)


def details(agreement: Row | str, addresses: Mapping[int, str]) -> str:
    """Between whom, from when to when, or by which key; "" where nothing of it belongs to its kind."""
    kind = kind_of(agreement)
    if isinstance(agreement, str) or kind not in ("party_wall", _WINDOW, _COST_KEY):
        return ""
    if kind == _COST_KEY:
        return _(COST_KEYS.get(str(agreement.get("key")), ""))
    if kind == _WINDOW:
        first, last = (datetime.date.fromisoformat(agreement[name]) for name in ("from", "until"))
        return _("from {first} to {last}").format(first=day(first), last=day(last))
    homes: Sequence[int] = agreement.get("homes") or ()
    return " – ".join(addresses.get(home, _("Home {id}").format(id=home)) for home in homes)


def group_row(project: "Project", group_id: int) -> dict[str, Any]:
    """A group as stored.

    Raises:
        RehabError: it is not there any more.
    """
    found = project.rows("owner_group", id=group_id)
    if not found:
        raise RehabError(_("This group is not in the project any more."), remedy=_("Refresh and choose again."))
    return dict(found[0])


def _at(known: Sequence[Row | str], position: int, group: Row) -> Row | str:
    if not 0 <= position < len(known):
        raise RehabError(_("There is no such agreement."), group["name"], _("Refresh and choose again."))
    return known[position]


def checked(agreement: dict[str, Any]) -> dict[str, Any]:
    """The agreement, when all that its kind and state need is there.

    Raises:
        RehabError: something is missing, unknown or the wrong way round; `where` is its name.
    """
    kind = str(agreement.get("kind"))
    if kind not in AGREEMENTS:
        raise RehabError(_("This kind of agreement is not known."), kind)
    if agreement.get("state", AGREED) not in AGREEMENT_STATES:
        raise RehabError(_("This state of an agreement is not known."), str(agreement.get("state")))
    if kind == _COST_KEY and agreement.get("key") not in COST_KEYS:
        raise RehabError(_("This key of the shared costs is not known."), str(agreement.get("key")))
    if kind == "party_wall" and len(agreement.get("homes") or ()) < 2:
        raise RehabError(_("A party wall stands between two homes."), "homes", _("Choose both."))
    if kind == "other" and not str(agreement.get("note") or "").strip():
        raise RehabError(_("Say what was agreed."), "note")
    needed = ["agreed_on"] if is_agreed(agreement) else []
    dates = {
        name: agreement_day(agreement, name) for name in (*needed, *(("from", "until") if kind == _WINDOW else ()))
    }
    if kind == _WINDOW and dates["until"] < dates["from"]:
        raise RehabError(_("It ends before it begins."), "until")
    return agreement


def agreement_day(agreement: Row, name: str) -> datetime.date:
    """A day of an agreement.

    Raises:
        RehabError: it is missing or cannot be read; `where` is its name.
    """
    try:
        return datetime.date.fromisoformat(str(agreement[name]))
    except (KeyError, ValueError) as error:
        raise RehabError(_("The date of the agreement cannot be read."), name) from error


def _write(
    project: "Project", who: str, label: str, group_id: int, version: int, agreements: Sequence[Row | str]
) -> Change:
    with project.write(who, label) as writer:
        writer.update("owner_group", group_id, version, {"agreements": list(agreements)})
    return writer.change
