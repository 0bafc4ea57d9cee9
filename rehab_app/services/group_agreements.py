"""What the members of a group agreed on: kept with the group, dated, undone by name; and the key of the shared costs.

`owner_group.agreements` is a list of `{"kind": code of AGREEMENTS, …}` with `"agreed_on"` (ISO date), `"note"`, and by
kind: `"homes"` (party wall), `"from"` and `"until"` (landlord's window), `"key"` (code of COST_KEYS).
"""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
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
}
COST_KEYS = {
    "equal": mark("the same for each home"),
    "works": mark("by the price of each home’s works"),
}
_COST_KEY = "cost_key"
_ALONE = (_COST_KEY,)  # a group has one of these at a time


def agree(project: "Project", who: str, group_id: int, version: int, agreement: Mapping[str, Any]) -> Change:
    """Add an agreement to a group; a new key of the shared costs takes the place of the old.

    Raises:
        RehabError: it is of no known kind, its key or its dates cannot be read.
        Conflict: somebody else changed the group since it was read with that version.
    """
    kind = str(agreement.get("kind"))
    _check(agreement, kind)
    group = _group(project, group_id)
    kept = [one for one in group["agreements"] or () if kind not in _ALONE or one.get("kind") != kind]
    label = _("{group}: {agreement}").format(group=group["name"], agreement=_(AGREEMENTS[kind]))
    with project.write(who, label) as writer:
        writer.update("owner_group", group_id, version, {"agreements": [*kept, dict(agreement)]})
    return writer.change


def take_back(project: "Project", who: str, group_id: int, version: int, position: int) -> Change:
    """Take an agreement back, by its position in the list.

    Raises:
        RehabError: there is no such agreement.
        Conflict: somebody else changed the group since it was read with that version.
    """
    group = _group(project, group_id)
    known = list(group["agreements"] or ())
    if not 0 <= position < len(known):
        raise RehabError(_("There is no such agreement."), group["name"], _("Refresh and choose again."))
    gone = known.pop(position)
    label = _("Take back, {group}: {agreement}").format(
        group=group["name"], agreement=_(AGREEMENTS.get(gone.get("kind"), ""))
    )
    with project.write(who, label) as writer:
        writer.update("owner_group", group_id, version, {"agreements": known})
    return writer.change


def cost_key(group: Mapping[str, Any]) -> str:
    """Key on which a group (a row of `owner_group`) agreed, "" when it did not yet."""
    keys = [one["key"] for one in group["agreements"] or () if one.get("kind") == _COST_KEY]
    return str(keys[-1]) if keys else ""


def shares(amount_eur: float, works_eur: Mapping[int, float], key: str) -> dict[int, float]:
    """What each home pays of a cost that all share, to the cent; the sum is the amount to the cent.

    Args:
        amount_eur: the shared cost.
        works_eur: price of the works of each home.
        key: code of `COST_KEYS`.

    Raises:
        RehabError: the key is not known, or no home has a price to divide by.
    """
    if key not in COST_KEYS:
        raise RehabError(_("This key of the shared costs is not known."), key)
    weights = dict.fromkeys(works_eur, 1.0) if key == "equal" else dict(works_eur)
    whole = sum(weights.values())
    if not whole > 0:
        raise RehabError(_("No home has a price by which to share."), remedy=_("Compose works for it first."))
    cents = round(amount_eur * 100)
    exact = {home: cents * weight / whole for home, weight in weights.items()}
    paid = {home: int(value) for home, value in exact.items()}
    # Cents left over go to those who lost most by rounding.
    order = sorted(exact, key=lambda home: (paid[home] - exact[home], home))
    for home in order[: cents - sum(paid.values())]:
        paid[home] += 1
    return {home: value / 100 for home, value in paid.items()}


def _check(agreement: Mapping[str, Any], kind: str) -> None:
    if kind not in AGREEMENTS:
        raise RehabError(_("This kind of agreement is not known."), kind)
    if kind == _COST_KEY and agreement.get("key") not in COST_KEYS:
        raise RehabError(_("This key of the shared costs is not known."), str(agreement.get("key")))
    for name in ("agreed_on", *(("from", "until") if kind == "landlord_window" else ())):
        try:
            datetime.date.fromisoformat(str(agreement[name]))
        except (KeyError, ValueError) as error:
            raise RehabError(_("The date of the agreement cannot be read."), name) from error


def _group(project: "Project", group_id: int) -> dict[str, Any]:
    found = project.rows("owner_group", id=group_id)
    if not found:
        raise RehabError(_("This group is not in the project any more."), remedy=_("Refresh and choose again."))
    return dict(found[0])
