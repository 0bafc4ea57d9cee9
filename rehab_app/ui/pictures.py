"""Pictures of the pages, for the README and to be looked at."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QThread
from PySide6.QtWidgets import QApplication

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.ui.window import MainWindow

_SIZE = (1440, 900)
_PATIENCE_MS = 60_000
_PAUSE_MS = 5  # without it this loop takes the interpreter from the jobs it waits for
_SETTLED_MS = 150  # for what is drawn a moment after its data


def settle(window: MainWindow) -> None:
    """Let the window finish its jobs and draw.

    Raises:
        RehabError: it was not ready after a minute.
    """
    deadline = QDeadlineTimer(_PATIENCE_MS)
    while window.desk.homes is None or window.rebuilding or not window.desk.tasks.idle:
        if deadline.hasExpired():
            raise RehabError(_("The window was not ready after a minute."))
        _turn()
    quiet = QDeadlineTimer(_SETTLED_MS)
    while not quiet.hasExpired():
        _turn()


def _turn() -> None:
    """One turn of the event loop, with a pause that leaves the processor to the workers."""
    QApplication.processEvents()
    QThread.msleep(_PAUSE_MS)


def write_pictures(window: MainWindow, pages: Sequence[str], folder: Path, suffix: str) -> Iterator[Path]:
    """One PNG a page, `<page>-<suffix>.png`; the window shows a project already."""
    folder.mkdir(parents=True, exist_ok=True)
    window.resize(*_SIZE)
    window.show()
    settle(window)
    for page in pages:
        window.frame.show_page(page)
        settle(window)
        path = folder / f"{page}-{suffix}.png"
        if not window.grab().save(str(path)):
            raise RehabError(_("The picture could not be written."), where=str(path))
        yield path
