"""A real window on a real project, watched while it is used, and nothing of it left afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from rehab_app.core.settings import Settings
from rehab_app.ui.home.page import HomePage
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.ui.watchdog import Watchdog

ADVISER = "Conseillère"

Page = TypeVar("Page", bound=QWidget)


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
    stalls = [stall.told for stall in dog.too_long]
    assert not stalls, f"the window did not answer meanwhile: {'; '.join(stalls)}"


def dismiss(window: MainWindow) -> None:
    """Close a window and delete it now."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def show_page(window: MainWindow, key: str, kind: type[Page]) -> Page:
    """A page of the window, shown and read."""
    page = window.frame.show_page(key)
    assert isinstance(page, kind)
    settle(window)
    return page


def home_page(window: MainWindow, place: int = 0) -> HomePage:
    """The page of one home, by its place in the list."""
    assert window.desk.homes is not None
    window.desk.selection.open(int(window.desk.homes.ids[place]))
    settle(window)
    return show_page(window, "home", HomePage)
