"""Copies of a project file, kept beside it: `name.backup-<UTC time>-<revision>.rehab`. The last few are kept."""

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

_KEPT = 5


def backups(path: Path) -> list[Path]:
    """Backups of a project file, the oldest first."""
    return sorted(path.parent.glob(f"{_escaped(path.stem)}.backup-*{path.suffix}"))


def back_up(path: Path, revision: str) -> Path:
    """Copy a project file, also while it is open, and forget all but the last few backups.

    Raises:
        OSError, sqlite3.Error: the copy could not be written; nothing of it is left.
    """
    now = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
    target = path.with_name(f"{path.stem}.backup-{now}-{revision}{path.suffix}")
    partial = target.with_suffix(".part")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    for old in backups(path)[:-_KEPT]:
        old.unlink(missing_ok=True)
    return target


def _escaped(stem: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in stem)
