"""A real window on a real project, watched while it is used, and nothing of it left afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from rehab_app.core.settings import Settings
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.ui.watchdog import Watchdog

ADVISER = "Conseillère"


@contextmanager
def opened(project: Path) -> Iterator[MainWindow]:
    """A window that shows a project and has finished reading it; that it never stalls is checked at the end."""
    window = MainWindow(Settings(adviser=ADVISER))
    window.show()
    window.files.open(project)
    settle(window)
    dog = Watchdog()
    try:
        with dog.watching():
            yield window
    finally:
        dismiss(window)
    assert [stall.told for stall in dog.too_long] == [], "the window did not answer meanwhile"


def dismiss(window: MainWindow) -> None:
    """Close a window and delete it now."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
