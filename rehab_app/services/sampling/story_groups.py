"""How far the groups of the story are, and what they have agreed on."""

import datetime

from rehab_app.services.availability import days_typed, set_availability
from rehab_app.services.group_agreements import agree, group_row
from rehab_app.services.group_costs import share_cost, shared_cost
from rehab_app.services.group_editing import set_group_stage, set_member_stage
from rehab_app.services.home_site import ProductTerm, read_site, write_product
from rehab_app.services.sampling.story_plot import COMMITTED, INTERESTED, PILOT, QUOTED, UNDER_WAY, Cast, texts
from rehab_app.services.sampling.story_plot import members_of as members
from rehab_app.storage.project import Project

_LOFT = "loft_mineral"
_ABSENT_DAYS = ((95, 109), (150, 160))  # from today


def give_stages(project: Project, who: str, cast: Cast) -> None:
    """Give the groups their stages; owners who had gone further alone stay there, and one withdraws."""
    for stage in (QUOTED, COMMITTED, INTERESTED):
        for group in cast.groups[stage]:
            further = [row["id"] for row in members(project, [group]) if row["stage"] == COMMITTED]
            set_group_stage(project, who, group, group_row(project, group)["version"], stage)
            for member in further if stage == INTERESTED else ():
                _member_stage(project, who, member, COMMITTED)
    leaves = members(project, cast.groups[COMMITTED][-1:])[-1]
    _member_stage(project, who, leaves["id"], "withdrawn")


def end_stages(project: Project, who: str, cast: Cast) -> None:
    """The pilot group has its works behind it, another is in the middle of them.

    In winter façades wait for their season and the works of that other have not begun: it has its dates, and is where
    its quotes have brought it.
    """
    for stage in (PILOT, UNDER_WAY):
        for group in cast.groups[stage]:
            begun = project.rows("calendar_entry", group_id=group, begun=1)
            stage = stage if begun else QUOTED
            set_group_stage(project, who, group, group_row(project, group)["version"], stage)


def agree_together(project: Project, who: str, cast: Cast, today: datetime.date) -> None:
    """Shared costs with their key, half and half, a party wall, the landlord asked, products, absences."""
    said = texts()["notes"]
    first, second = cast.groups[QUOTED][0], cast.groups[QUOTED][-1]
    day = (today - datetime.timedelta(days=30)).isoformat()
    for one in (
        {"kind": "cost_key", "key": "equal"},
        {"kind": "town_half"},
    ):
        _agree(project, who, first, {**one, "agreed_on": day, "state": "agreed", "note": said[one["kind"]]})
    for cost in texts()["shared_costs"]:
        told = shared_cost(cost["name"], cost["amount_eur_ht"], cost["town_half"])
        share_cost(project, who, first, group_row(project, first)["version"], told)
    wall = _neighbours(project, second)
    if wall:
        kept = {"kind": "party_wall", "homes": wall, "agreed_on": day, "state": "agreed", "note": said["party_wall"]}
        _agree(project, who, second, kept)
    _agree(project, who, second, {"kind": "landlord", "state": "asked", "note": said["landlord"]})
    _ask_products(project, who, first)
    for row, (begins, ends) in zip(members(project, [second]), _ABSENT_DAYS, strict=False):
        days = [(today + datetime.timedelta(days=each)).isoformat() for each in (begins, ends)]
        place = project.rows("dwelling", id=row["dwelling_id"])[0]["address"]
        set_availability(project, who, row["id"], row["version"], place, [days_typed("absent", *days)])


def _agree(project: Project, who: str, group: int, agreement: dict[str, object]) -> None:
    agree(project, who, group, group_row(project, group)["version"], agreement)


def _member_stage(project: Project, who: str, member: int, stage: str) -> None:
    (row,) = project.rows("member", id=member)
    set_member_stage(project, who, member, row["version"], stage)


def _neighbours(project: Project, group: int) -> list[int]:
    """The first two members of a group that share a wall; none where they stand apart."""
    homes = project.rows("dwelling", id=[row["dwelling_id"] for row in members(project, [group])])
    of_building = {home["building_id"]: home["id"] for home in homes}
    for wall in project.rows("facade", side="party", building_id=list(of_building)):
        if wall["neighbour_id"] in of_building:
            return [of_building[wall["building_id"]], of_building[wall["neighbour_id"]]]
    return []


def _ask_products(project: Project, who: str, group: int) -> None:
    site = read_site(project, members(project, [group])[0]["dwelling_id"])
    for term in site.products:
        if term.work == _LOFT:
            asked = ProductTerm(term.work, term.label, term.products, term.biosourced)
            write_product(project, who, group, asked, "biosourced", texts()["notes"]["products"])
