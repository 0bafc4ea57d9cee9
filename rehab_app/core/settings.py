"""The user's own settings: language, theme, recent files, where the window was. Nothing of any home."""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from rehab_app.core.paths import user_folder

_RECENT_KEPT = 8


@dataclass(slots=True)
class Settings:
    """Read once at start, written at each change.

    Attributes:
        language: `fr` or `en`.
        theme: `light` or `dark`.
        adviser: name written in the journal.
        recent: paths of projects, last opened first.
        window: opaque text with the window's place and size; empty at first.
        toured: "yes" when the tour of the first start was seen.
        map_mode: how the map is coloured.
        columns: opaque text with the widths and order of the table of homes.
        views: saved views of the table that an earlier version kept here; they move to their project.
        background: "yes" when tiles are drawn under the map.
        background_address: of the tiles, or of the server that is asked for its layers, as typed.
        background_layer: name of the layer chosen there.
        background_tiles: address of a tile with {z}, {x} and {y}.
        background_last_level: the finest level of the tiles.
        background_attribution: printed on the map.
    """

    language: str = "fr"
    theme: str = "light"
    adviser: str = ""
    recent: tuple[str, ...] = ()
    window: str = ""
    toured: str = ""
    map_mode: str = "label"
    columns: str = ""
    views: str = ""
    background: str = ""
    background_address: str = ""
    background_layer: str = ""
    background_tiles: str = ""
    background_last_level: str = ""
    background_attribution: str = ""

    def opened(self, path: Path | str) -> None:
        """Put a project first among the recent ones."""
        others = [known for known in self.recent if known != str(path)]
        self.recent = (str(path), *others)[:_RECENT_KEPT]


def load() -> Settings:
    """The stored settings; a file that is absent or spoilt gives the defaults, a strange entry is left out."""
    try:
        stored: Any = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    settings = Settings()
    for field in fields(Settings):
        value = stored.get(field.name)
        if field.name == "recent" and isinstance(value, list):
            settings.recent = tuple(str(path) for path in value)
        elif isinstance(value, str) and field.name != "recent":
            setattr(settings, field.name, value)
    return settings


def save(settings: Settings) -> None:
    """Write the settings whole or not at all."""
    partial = _file().with_suffix(f".{os.getpid()}")
    partial.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(_file())


def _file() -> Path:
    return user_folder("config") / "settings.json"
