"""Whose home is which: names for the adviser's search. Personal: never logged, exported or shown to another household."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehab_app.storage.project import Project


def owner_names(project: "Project") -> list[tuple[str, int]]:
    """Name of the owner and id of each home whose owner has a name, in order of the homes."""
    owners = project.columns("owner", ("name",))
    names = dict(zip(owners["id"].tolist(), owners["name"].tolist(), strict=True))
    homes = project.columns("dwelling", ("owner_id",))
    named = (
        (names.get(owner, ""), home)
        for home, owner in zip(homes["id"].tolist(), homes["owner_id"].tolist(), strict=True)
    )
    return [(name, home) for name, home in named if name]
