"""Widgets that nobody holds any more are destroyed on the main thread, whatever jobs do meanwhile."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehab_app.core.progress import Progress
from rehab_app.ui.tasks import Tasks

PATIENCE_MS = 30_000


class Page(QWidget):
    """A page that holds itself, as pages do whose buttons call their methods."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def many_objects(_progress: Progress) -> int:
    """As reading a large project: far more than Python makes between two searches."""
    return len([{"row": number} for number in range(300_000)])


def destroyed_in(page: Page) -> list[str]:
    """Name of the thread in which a page is destroyed, once it is."""
    found: list[str] = []
    page.destroyed.connect(
        lambda _gone: found.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection
    )
    return found


def test_a_page_that_was_replaced_is_not_destroyed_by_a_job(qtbot: QtBot, tasks: Tasks) -> None:
    where = destroyed_in(Page())
    results: list[int] = []
    tasks.read(tasks, many_objects, results.append)
    qtbot.waitUntil(lambda: bool(results), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: bool(where), timeout=PATIENCE_MS)
    assert where == [threading.main_thread().name]


def test_garbage_is_found_when_nobody_does_anything(qtbot: QtBot, tasks: Tasks) -> None:
    assert tasks.idle
    where = destroyed_in(Page())
    qtbot.waitUntil(lambda: bool(where), timeout=PATIENCE_MS)


def test_python_searches_by_itself_again_when_the_jobs_are_closed(tasks: Tasks) -> None:
    assert not gc.isenabled()
    tasks.close()
    assert gc.isenabled()
