"""Saved views of the table of homes: what is filtered, which columns, in which order. Kept in the project, for all."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rehab_app.core.i18n import _
from rehab_app.core.settings import Settings
from rehab_app.domain.change import Change

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

State = Mapping[str, Any]


def saved_views(project: "Project") -> dict[str, State]:
    """The views of a project by name, in the order of their names."""
    rows = project.rows("saved_view")
    return {row["name"]: row["state"] or {} for row in sorted(rows, key=lambda row: str(row["name"]).casefold())}


def keep_view(project: "Project", who: str, name: str, state: State) -> Change:
    """Keep a view, in place of the one of the same name, as one action.

    Raises:
        Conflict: a colleague kept a view of that name meanwhile.
    """
    return _keep(project, who, {name: state}, _("Keep the view “{name}”").format(name=name))


def forget_view(project: "Project", who: str, name: str) -> Change:
    """Forget a view, as one action; nothing happens when there is none of that name."""
    with project.write(who, _("Forget the view “{name}”").format(name=name)) as writer:
        writer.delete("saved_view", [row["id"] for row in writer.rows("saved_view", name=name)])
    return writer.change


def bring_over(project: "Project", who: str, settings: Settings) -> Change | None:
    """Move the views that earlier versions kept in a person's settings into their project.

    Their filters come along; widths and order of the columns were written in a form of that version and do not.
    A view of the same name in the project stays.

    Returns:
        What was written, None when there was nothing to move; the caller stores the settings.
    """
    everything = _stored(settings)
    views = everything.pop(project.location, None)
    if not isinstance(views, dict):
        return None
    present = saved_views(project)
    moved = {
        str(name): _renewed(view) for name, view in views.items() if name not in present and isinstance(view, dict)
    }
    settings.views = json.dumps(everything, ensure_ascii=False) if everything else ""
    return _keep(project, who, moved, _("Share my views")) if moved else None


def _keep(project: "Project", who: str, views: Mapping[str, State], label: str) -> Change:
    with project.write(who, label) as writer:
        for name, state in views.items():
            record = {"name": name, "state": dict(state)}
            known = writer.rows("saved_view", name=name)
            if known:
                writer.update("saved_view", known[0]["id"], known[0]["version"], record)
            else:
                writer.insert("saved_view", [record])
    return writer.change


def _renewed(view: State) -> State:
    facets = view.get("facets")
    filters = [
        {"column": name, "values": [value]} if value else {"column": name, "known": False}
        for name, value in (facets.items() if isinstance(facets, dict) else ())
    ]
    return {"typed": str(view.get("typed", "")), "filters": filters, "grouped": bool(view.get("grouped"))}


def _stored(settings: Settings) -> dict[str, Any]:
    try:
        stored = json.loads(settings.views or "{}")
    except ValueError:
        return {}
    return stored if isinstance(stored, dict) else {}
