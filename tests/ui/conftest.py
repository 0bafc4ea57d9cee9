"""A small real project for the windows: two streets of invented houses, in a temporary file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rehab_app.ui.window import MainWindow
from tests.ui.small_town import build
from tests.ui.windows import opened


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Path of a project of 24 invented homes."""
    path = tmp_path / "essai.rehab"
    build(path)
    return path


@pytest.fixture
def window(qtbot: QtBot, town: Path) -> Iterator[MainWindow]:
    """A window on the small project, read and shown."""
    with opened(town) as made:
        yield made
