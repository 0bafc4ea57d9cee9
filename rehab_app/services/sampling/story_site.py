"""What the firms must know of the homes of the story before they come, and the visits of the adviser."""

import datetime
from collections.abc import Sequence
from typing import Any

from rehab_app.domain.catalogue.places import BUILDING
from rehab_app.services.editing import Cell, home_field, write_cell, write_field
from rehab_app.services.home_site import HomeContact, add_contact
from rehab_app.services.sampling.story_plot import Cast, homes_of, texts
from rehab_app.services.visits import Visit, add_visit
from rehab_app.storage.project import Project

_SURVEYED_DAYS_AGO = 120
_UNKNOWN_EACH = 4  # one home in so many of the groups that are not printed yet still has to be asked


def describe_sites(
    project: Project, who: str, sure: Sequence[int], partly: Sequence[int], today: datetime.date
) -> None:
    """Contacts, access, networks, asbestos and lead of homes.

    Args:
        project: written to.
        who: the person who acts.
        sure: homes of which all is known.
        partly: homes of which some are not yet asked.
        today: surveys were made some months before.
    """
    homes = [*sure, *(home for at, home in enumerate(partly) if at % _UNKNOWN_EACH)]
    said = texts()["site"]
    for at, home in enumerate(homes):
        add_contact(project, who, home, _contact(project, home, at), _address(project, home))
        _networks(project, who, home, said["networks"][at % len(said["networks"])])
    for name, origin in (("access", "said"), ("site_note", "seen"), ("asbestos", "official"), ("lead", "official")):
        choices = said["notes" if name == "site_note" else name]
        for text in dict.fromkeys(choices):
            own = [home for at, home in enumerate(homes) if text and choices[at % len(choices)] == text]
            _give(project, who, own, name, text, origin)
            if name in ("asbestos", "lead") and text != "ordered":
                made_on = today - datetime.timedelta(days=_SURVEYED_DAYS_AGO)
                _give(project, who, own, f"{name}_on", made_on, origin)


def tell_visits(project: Project, who: str, cast: Cast, today: datetime.date) -> None:
    """The visits of the adviser; where a group has fewer members than the file counts, the first comes next."""
    adviser = texts()["town"][0]["name"]
    for one in texts()["visits"]:
        homes = homes_of(project, list(cast.groups[one["stage"]]))
        home = homes[one["member"] % len(homes)]
        coming = one.get("next_in_days")
        visit = Visit(
            visited_on=today - datetime.timedelta(days=one["days_ago"]),
            adviser=adviser,
            met=one["met"],
            seen=one["seen"],
            notes=one["notes"],
            next_on=today + datetime.timedelta(days=coming) if coming else None,
            next_about=one.get("next_about", ""),
        )
        add_visit(project, who, home, visit, _address(project, home))


def _contact(project: Project, home: int, at: int) -> HomeContact:
    """Nobody's name: the number of the house stands for it; one in five has not agreed to be named to the firms."""
    roles, number = texts()["site"]["roles"], at + 1
    name, phone = f"Contact Exemple {number:02d} (fictif)", f"06 39 98 {number // 100:02d} {number % 100:02d}"
    return HomeContact(roles[at % len(roles)], name, phone, for_firms=number % 5 != 0)


def _networks(project: Project, who: str, home: int, text: str) -> None:
    (row,) = project.rows("dwelling", id=home)
    if not row["building_id"]:
        return
    (building,) = project.rows("building", id=row["building_id"])
    field = BUILDING.field("networks")
    cell = Cell("building", building["id"], building["version"], field, home, 0, row["address"])
    write_cell(project, who, cell, text, "seen")


def _give(project: Project, who: str, homes: Sequence[int], name: str, value: Any, origin: str) -> None:
    if homes:
        versions = {row["id"]: row["version"] for row in project.rows("dwelling", id=list(homes))}
        write_field(project, who, versions, home_field(name), value, origin)


def _address(project: Project, home: int) -> str:
    return str(project.rows("dwelling", id=home)[0]["address"])
