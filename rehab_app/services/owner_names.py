"""Whose home is which: names for the adviser's search. Personal: never logged nor exported."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehab_app.storage.project import Project


def owner_names(project: "Project") -> list[tuple[str, int]]:
    """Name of the owner and id of each home whose owner has a name, in order of the homes."""
    owners = project.columns("owner", ("name",))
    names = dict(zip(owners["id"].tolist(), owners["name"].tolist(), strict=True))
    homes = project.columns("dwelling", ("owner_id",))
    owned = zip(homes["id"].tolist(), homes["owner_id"].tolist(), strict=True)
    return [(names[owner], home) for home, owner in owned if names.get(owner)]
