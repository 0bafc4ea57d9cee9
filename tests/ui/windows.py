"""A real window on a real project, and nothing of it left afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from rehab_app.core.settings import Settings
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow

ADVISER = "Conseillère"


@contextmanager
def opened(project: Path) -> Iterator[MainWindow]:
    """A window that shows a project and has finished reading it."""
    window = MainWindow(Settings(adviser=ADVISER))
    window.show()
    window.files.open(project)
    settle(window)
    try:
        yield window
    finally:
        dismiss(window)


def dismiss(window: MainWindow) -> None:
    """Close a window and delete it now."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
