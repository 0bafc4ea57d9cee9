"""Groups made and taken apart by hand, each as one journalled action, undone by name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.change import Change
from rehab_app.services.group_editing import leave_calendar
from rehab_app.services.group_view import WITHDRAWN

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

Row = dict[str, Any]
_LEAST = 2


def form_group(project: "Project", who: str, home_ids: Sequence[int]) -> tuple[int, Change]:
    """Make a group of homes with the works that each chose; its id. Homes that are in a group already leave it.

    Raises:
        RehabError: fewer than two of them have chosen works.
    """
    homes = {row["id"]: row for row in project.rows("dwelling", id=list(home_ids))}
    chosen = {row["dwelling_id"]: row for row in project.rows("scenario", chosen=1, dwelling_id=list(home_ids))}
    ready = [homes[home] for home in home_ids if home in homes and home in chosen]
    if len(ready) < _LEAST:
        raise RehabError(
            _("A group needs two homes with chosen works at least."),
            remedy=_("Select neighbours on the page Quartier and compose works for them."),
        )
    group = _group(project, ready, [chosen[home["id"]] for home in ready])
    with project.write(who, _("Form the group {name}").format(name=group["name"])) as writer:
        for member in writer.rows("member", dwelling_id=[home["id"] for home in ready]):
            if member["stage"] != WITHDRAWN:
                leave_calendar(writer, member)
                writer.delete("member", [member["id"]])
        (group_id,) = writer.insert("owner_group", [group])
        writer.insert(
            "member",
            [
                {
                    "group_id": group_id,
                    "dwelling_id": home["id"],
                    "scenario_id": chosen[home["id"]]["id"],
                    "stage": home["stage"] or "sensed",
                }
                for home in ready
            ],
        )
    return group_id, writer.change


def _group(project: "Project", homes: Sequence[Row], scenarios: Sequence[Row]) -> Row:
    """Its name from the street and the numbers, its lead trade from the costs."""
    buildings = {row["id"]: row for row in project.rows("building", id=[home["building_id"] or 0 for home in homes])}
    placed = [buildings[home["building_id"]] for home in homes if home["building_id"] in buildings]
    streets = {row["id"]: row["name"] for row in project.rows("street")}
    names = sorted({streets.get(row["street_id"], "") for row in placed} - {""})
    numbers = sorted((row["house_number"] for row in placed if row["house_number"]), key=_number)
    street = names[0] if len(names) == 1 else ""
    place = f"{street} {numbers[0]}–{numbers[-1]}" if street and numbers else ", ".join(names)
    count = ngettext("Group of {count} home", "Group of {count} homes", len(homes)).format(count=len(homes))
    costs: dict[str, float] = {}
    for row in project.rows("works", scenario_id=[scenario["id"] for scenario in scenarios]):
        costs[row["lot"]] = costs.get(row["lot"], 0.0) + (row["cost_typical_eur_ht"] or 0.0)
    bundles = {scenario["bundle"] for scenario in scenarios}
    return {
        "name": place or count,
        "street_id": placed[0]["street_id"] if street else None,
        "stage": "interested",  # not "sensed": those are proposals, which the next proposal takes away
        "bundle": bundles.pop() if len(bundles) == 1 else "",
        "lead_lot": max(sorted(costs), key=costs.__getitem__) if costs else "",
        "reasons": [],
    }


def _number(text: str) -> tuple[int, str]:
    digits = "".join(letter for letter in text if letter.isdigit())
    return (int(digits) if digits else 0, text)


def take_apart(project: "Project", who: str, group_id: int, version: int, name: str) -> Change:
    """Remove a group; its homes are free again, its dates leave the calendar.

    Raises:
        RehabError: dates were promised, or works have begun.
        Conflict: somebody else changed the group since it was read, or papers were made for it.
    """
    entries = project.rows("calendar_entry", group_id=group_id)
    if any(row["promised"] == 1 or row["begun"] == 1 for row in entries):
        raise RehabError(
            _("Dates of this group were promised, or its works have begun."),
            name,
            _("Take the promises back in the calendar first."),
        )
    with project.write(who, _("Take apart the group {name}").format(name=name)) as writer:
        for table in ("calendar_entry", "member"):
            writer.delete(table, [row["id"] for row in writer.rows(table, group_id=group_id)])
        writer.delete("owner_group", [group_id], [version])
    return writer.change
