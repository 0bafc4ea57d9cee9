"""Unfinished forms kept beside the records, so that a crash loses nothing typed. They are no part of the history."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError

if TYPE_CHECKING:
    from rehab_app.storage.project import Project


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was typed in a form and not written yet.

    Attributes:
        form: kind of form; whoever opens forms knows it.
        key: which of its kind.
        title: what it is about, as the user is told.
        content: what was typed, a JSON structure that the form understands.
        saved_at: None while it was typed in this session.
    """

    form: str
    key: str
    title: str
    content: Mapping[str, Any]
    saved_at: datetime.datetime | None = None


def keep(project: "Project", who: str, entry: Unfinished, since: int | None = None) -> None:
    """Keep an entry of a person, in place of the one kept before.

    Args:
        project: the project.
        who: that person.
        entry: what is typed.
        since: number of the latest action that the window knew when the form was opened, None where it cannot say.

    Raises:
        Erased: the people of the home that it is about were erased since, in another window.
    """
    # With it come the tables: a window that begins does not wait for them.
    from rehab_app.services.personal_fields import concerns_home

    content = {"who": who, "title": entry.title, "typed": dict(entry.content)}

    def about(home: int) -> bool:
        rows = project.rows("dwelling", id=home)
        return concerns_home({"content": content}, home, [row["address"] for row in rows if row["address"]])

    project.save_draft(entry.form, _stored_key(who, entry.key), content, since, about)


def keep_all(
    project: "Project", who: str, taken: Mapping[tuple[str, str], Unfinished | None], since: int | None
) -> dict[int, RehabError]:
    """Keep entries by form and key, forget those that are None; why nothing was kept of the forms of some homes."""
    from rehab_app.storage.drafts import Erased

    refused: dict[int, RehabError] = {}
    for (form, key), entry in taken.items():
        if entry is None:
            forget(project, who, form, key)
            continue
        try:
            keep(project, who, entry, since)
        except Erased as error:
            refused[error.dwelling_id] = error
    return refused


def forget(project: "Project", who: str, form: str, key: str) -> None:
    """The form was finished or given up."""
    project.drop_draft(form, _stored_key(who, key))


def left_behind(project: "Project", who: str) -> list[Unfinished]:
    """What this person left unfinished, the latest first; a database may hold that of others."""
    return [
        Unfinished(
            form=row["form"],
            key=row["key"].removeprefix(_stored_key(who, "")),
            title=row["content"]["title"],
            content=row["content"]["typed"],
            saved_at=datetime.datetime.fromisoformat(row["saved_at"]),
        )
        for row in project.drafts()
        if isinstance(row["content"], dict) and row["content"].get("who") == who
    ]


def _stored_key(who: str, key: str) -> str:
    return f"{who}\n{key}"
