"""Costs that all members of a group share: kept with the group, divided by the key agreed on, undone by name.

`owner_group.shared_costs` is a list of `{"name", "amount_eur_ht", "town_half": 0 or 1}`: what for, how much in all
before tax, and whether the town was asked for half of it (which counts once that is agreed).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.fields import number
from rehab_app.services.editing import parsed
from rehab_app.services.group_agreements import cost_key, group_row, town_pays_half
from rehab_app.services.group_prices import SharedCost

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_AMOUNT = number("amount_eur_ht", "Amount before tax", "€")
_ASSUMED_KEY = "equal"

Row = Mapping[str, Any]


def shared_costs(group: Row) -> tuple[SharedCost, ...]:
    """What members of a group (a row of `owner_group`) share, by their key; the same for each until there is one."""
    key, half = cost_key(group) or _ASSUMED_KEY, town_pays_half(group)
    return tuple(
        SharedCost(str(one["name"]), float(one["amount_eur_ht"]), half and one.get("town_half") == 1, key)
        for one in group["shared_costs"] or ()
    )


def shared_cost(name: str, amount: str, town_half: bool) -> dict[str, Any]:
    """A cost as it is stored, from what was typed.

    Raises:
        RehabError: it has no name, or no amount above zero; `where` is the field.
    """
    if not name.strip():
        raise RehabError(_("Say what this cost is for."), "name")
    try:
        value = parsed(_AMOUNT, amount)
    except RehabError as error:
        raise RehabError(error.problem, "amount_eur_ht", error.remedy) from error
    if value is None or not value > 0:
        raise RehabError(_("Give an amount above zero."), "amount_eur_ht")
    return {"name": name.strip(), "amount_eur_ht": value, "town_half": int(town_half)}


def share_cost(project: "Project", who: str, group_id: int, version: int, cost: Row) -> Change:
    """Add a shared cost (`shared_cost`) to a group.

    Raises:
        RehabError: the group is not there any more.
        Conflict: somebody else changed the group since it was read with that version.
    """
    group = group_row(project, group_id)
    label = _("{group}: share {cost}").format(group=group["name"], cost=cost["name"])
    return _write(project, who, label, group_id, version, [*(group["shared_costs"] or ()), dict(cost)])


def drop_cost(project: "Project", who: str, group_id: int, version: int, position: int) -> Change:
    """Take a shared cost away, by its position in the list.

    Raises:
        RehabError: there is no such cost.
        Conflict: somebody else changed the group since it was read with that version.
    """
    group = group_row(project, group_id)
    known = list(group["shared_costs"] or ())
    if not 0 <= position < len(known):
        raise RehabError(_("There is no such cost."), group["name"], _("Refresh and choose again."))
    gone = known.pop(position)
    label = _("{group}: no longer share {cost}").format(group=group["name"], cost=gone["name"])
    return _write(project, who, label, group_id, version, known)


def _write(project: "Project", who: str, label: str, group_id: int, version: int, costs: list[Any]) -> Change:
    with project.write(who, label) as writer:
        writer.update("owner_group", group_id, version, {"shared_costs": costs})
    return writer.change
