"""A window on a real project in a temporary file: two streets of invented houses, or what a module has as `town`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rehab_app.ui.window import MainWindow
from tests.services.priced_street import priced_street
from tests.ui.small_town import build
from tests.ui.windows import opened


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Path of a project of 24 invented homes."""
    path = tmp_path / "essai.rehab"
    build(path)
    return path


@pytest.fixture
def priced_town(tmp_path: Path) -> Path:
    """Path of a project of three homes whose owners' households are recorded."""
    path = tmp_path / "essai.rehab"
    priced_street(path)[0].close()
    return path


@pytest.fixture
def window(qtbot: QtBot, town: Path) -> Iterator[MainWindow]:
    """A window on the town, read and shown; that it never stalls is checked."""
    with opened(town) as made:
        yield made
