"""Saved views of the table of homes: what is filtered, which columns, in which order. Each person's own, by project."""

import json
from collections.abc import Mapping
from typing import Any

from rehab_app.core.settings import Settings


def saved_views(settings: Settings, location: str) -> dict[str, Any]:
    """The views of a project by name; spoilt settings hold none."""
    found = _everything(settings).get(location, {})
    return dict(found) if isinstance(found, dict) else {}


def keep_view(settings: Settings, location: str, name: str, view: Mapping[str, Any]) -> None:
    """Keep a view, in place of the one of the same name."""
    _store(settings, location, {**saved_views(settings, location), name: dict(view)})


def forget_view(settings: Settings, location: str, name: str) -> None:
    """Forget a view; nothing happens when there is none of that name."""
    kept = {known: view for known, view in saved_views(settings, location).items() if known != name}
    _store(settings, location, kept)


def _store(settings: Settings, location: str, views: Mapping[str, Any]) -> None:
    settings.views = json.dumps({**_everything(settings), location: views}, ensure_ascii=False)


def _everything(settings: Settings) -> dict[str, Any]:
    try:
        stored = json.loads(settings.views or "{}")
    except ValueError:
        return {}
    return stored if isinstance(stored, dict) else {}
