"""A small real project for the windows: two streets of invented houses, in a temporary file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from rehab_app.core.settings import Settings
from rehab_app.ui.window import MainWindow
from tests.ui.small_town import build


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Path of a project of 24 invented homes."""
    path = tmp_path / "essai.rehab"
    build(path)
    return path


@pytest.fixture
def window(qtbot: QtBot, town: Path) -> Iterator[MainWindow]:
    """A window on the small project, read and shown."""
    made = MainWindow(Settings(adviser="Conseillère"))
    made.show()
    with qtbot.waitSignal(made.desk.read, timeout=10_000):
        made.files.open(town)
    yield made
    made.close()
    made.deleteLater()
