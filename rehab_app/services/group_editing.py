"""Changes to groups of owners: who is in, how far they are. Each is one journalled action, undone by name."""

from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.codes import STAGES
from rehab_app.services.group_view import WITHDRAWN

if TYPE_CHECKING:
    from rehab_app.storage.project import Project
    from rehab_app.storage.writer import Writer

Row = dict[str, Any]


def set_group_stage(project: "Project", who: str, group_id: int, version: int, stage: str) -> Change:
    """Give a group a stage, and with it its members that have not withdrawn, and their homes.

    Raises:
        Conflict: somebody else changed the group since it was read with that version.
    """
    name = _group_name(project, group_id)
    with project.write(who, _("{group}: {stage}").format(group=name, stage=_(STAGES[stage]))) as writer:
        writer.update("owner_group", group_id, version, {"stage": stage})
        members = [row for row in writer.rows("member", group_id=group_id) if row["stage"] != WITHDRAWN]
        _give_stage(writer, members, stage)
    return writer.change


def set_member_stage(project: "Project", who: str, member_id: int, version: int, stage: str) -> Change:
    """Give one member and its home a stage; one that withdraws leaves the calendar, where nothing was promised.

    Raises:
        Conflict: somebody else changed the member since it was read with that version.
    """
    (member,) = _found(project, member_id)
    place = _address(project, member["dwelling_id"])
    with project.write(who, _("{address}: {stage}").format(address=place, stage=_(STAGES[stage]))) as writer:
        _give_stage(writer, [{**member, "version": version}], stage)
        if stage == WITHDRAWN:
            leave_calendar(writer, member)
    return writer.change


def take_out(project: "Project", who: str, member_id: int, version: int) -> Change:
    """Take a home out of its group; its works leave the calendar, where nothing was promised.

    Raises:
        Conflict: somebody else changed the member since it was read with that version.
    """
    (member,) = _found(project, member_id)
    label = _("Take {address} out of {group}").format(
        address=_address(project, member["dwelling_id"]), group=_group_name(project, member["group_id"])
    )
    with project.write(who, label) as writer:
        leave_calendar(writer, member)
        writer.delete("member", [member_id], [version])
        (home,) = writer.rows("dwelling", id=member["dwelling_id"])
        if member["availability"]:
            writer.update("dwelling", home["id"], home["version"], {"availability": member["availability"]})
    return writer.change


def take_in(project: "Project", who: str, group_id: int, home_id: int) -> Change:
    """Add a home to a group with the works it chose; it leaves the group it was in, and comes back if it had withdrawn.

    Raises:
        RehabError: no works are chosen for it, so it has no price.
    """
    address = _address(project, home_id)
    chosen = [row for row in project.rows("scenario", dwelling_id=home_id) if row["chosen"] == 1]
    if not chosen:
        raise RehabError(
            _("No works are chosen for this home, so it has no price in a group."),
            address,
            _("Compose works for it first."),
        )
    (home,) = project.rows("dwelling", id=home_id)
    stage = home["stage"] if home["stage"] not in ("", WITHDRAWN) else "sensed"
    label = _("Take {address} into {group}").format(address=address, group=_group_name(project, group_id))
    with project.write(who, label) as writer:
        days = home["availability"]
        for member in writer.rows("member", dwelling_id=home_id):
            days = member["availability"] or days
            if member["stage"] != WITHDRAWN or member["group_id"] == group_id:
                leave_calendar(writer, member)
                writer.delete("member", [member["id"]])
        row = {"group_id": group_id, "dwelling_id": home_id, "scenario_id": chosen[-1]["id"], "stage": stage}
        writer.insert("member", [{**row, "availability": days}])
        if home["stage"] != stage:
            writer.update("dwelling", home_id, home["version"], {"stage": stage})
    return writer.change


def _found(project: "Project", member_id: int) -> list[Row]:
    found = project.rows("member", id=member_id)
    if not found:
        raise RehabError(_("This home is not in the group any more."), remedy=_("Refresh the list and choose again."))
    return found


def _give_stage(writer: "Writer", members: list[Row], stage: str) -> None:
    writer.update_columns(
        "member",
        [member["id"] for member in members],
        [member["version"] for member in members],
        {"stage": [stage] * len(members)},
    )
    homes = writer.rows("dwelling", id=[member["dwelling_id"] for member in members])
    writer.update_columns(
        "dwelling", [home["id"] for home in homes], [home["version"] for home in homes], {"stage": [stage] * len(homes)}
    )


def leave_calendar(writer: "Writer", member: Row) -> None:
    """Take the dates of a member out of the calendar; what was promised or begun stays: somebody has to be told."""
    entries = writer.rows("calendar_entry", group_id=member["group_id"], dwelling_id=member["dwelling_id"])
    writer.delete("calendar_entry", [row["id"] for row in entries if row["promised"] != 1 and row["begun"] != 1])


def _group_name(project: "Project", group_id: int) -> str:
    found = project.rows("owner_group", id=group_id)
    if not found:
        raise RehabError(_("This group is not in the project any more."), remedy=_("Refresh and choose again."))
    return str(found[0]["name"])


def _address(project: "Project", home_id: int) -> str:
    found = project.rows("dwelling", id=home_id)
    return str(found[0]["address"]) if found and found[0]["address"] else _("Home {id}").format(id=home_id)
