"""Unfinished forms kept beside the records, so that a crash loses nothing typed. They are no part of the history."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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


def keep(project: "Project", who: str, entry: Unfinished) -> None:
    """Keep an entry of a person, in place of the one kept before."""
    content = {"who": who, "title": entry.title, "typed": dict(entry.content)}
    project.save_draft(entry.form, _stored_key(who, entry.key), content)


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
