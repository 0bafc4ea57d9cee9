"""Every place of the application, one after the other: to draw pictures of them, and to check them."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QThread
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.ui.shell.rail import PAGES, SETTINGS
from rehab_app.ui.window import MainWindow

SIZE = (1440, 900)
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


def rooms(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Show each page, each of its tabs, what stands in no rail, and the steps of a session on the home selected.

    Yields:
        a name in plain letters, and the window that shows the place; it has settled.
    """
    for key, _word, _picture in (*PAGES, SETTINGS):
        page = window.frame.show_page(key)
        settle(window)
        if key == "groups":
            _open_group(window, page)
        for tab in _tabs(page):
            settle(window)
            yield "-".join(filter(None, (key, tab))), window
    commands = window.commands
    for name, action in (("new", commands.new), ("help", commands.help), ("about", commands.about)):
        action.trigger()
        settle(window)
        yield name, window
    window.frame.show_page(PAGES[0][0])
    yield from _session(window)


def _open_group(window: MainWindow, page: QWidget) -> None:
    """Show the first group where there is one: its tabs are places too."""
    # Imported here: what only looks at pages does not load it.
    from rehab_app.ui.groups.page import GroupsPage

    assert isinstance(page, GroupsPage)
    if page.groups:
        page.open_group(page.groups[0].group_id)


def _tabs(page: QWidget) -> Iterator[str]:
    """Show each tab of a page in turn; gives its place and words, "" for a page that has none."""
    tabs = page.findChild(QTabWidget)
    if tabs is None or not tabs.isVisibleTo(page):
        yield ""
        return
    first = tabs.currentIndex()
    for at in range(tabs.count()):
        if tabs.isTabVisible(at):
            tabs.setCurrentIndex(at)
            yield f"{at + 1}-{_plain(tabs.tabText(at))}"
    tabs.setCurrentIndex(first)


def _session(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The steps of a session in which the household has chosen the most there is."""
    # Imported here: what only looks at pages does not load it.
    from rehab_app.ui.seance.edges import STEPS
    from rehab_app.ui.seance.window import SeanceWindow

    session = SeanceWindow(window.desk, window.desk.selection.ids[-1], window)
    session.resize(*SIZE)
    session.show()
    settle(window)
    seance = session.seance
    if seance is None:
        raise RehabError(_("The session cannot be opened on this home."))
    session.choose(seance.starts[-1][1])
    for step in range(len(STEPS)):
        session.show_step(step)
        settle(window)
        yield f"session-{step + 1}", session
    session.close()


def _plain(text: str) -> str:
    """A text as part of the name of a file: small letters without accents, hyphens between words."""
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def write_pictures(window: MainWindow, folder: Path, suffix: str) -> Iterator[Path]:
    """One PNG a place, `<place>-<suffix>.png`; the window shows a project and has a home selected."""
    folder.mkdir(parents=True, exist_ok=True)
    window.resize(*SIZE)
    window.show()
    settle(window)
    for place, shown in rooms(window):
        path = folder / f"{place}-{suffix}.png"
        if not shown.grab().save(str(path)):
            raise RehabError(_("The picture could not be written."), where=str(path))
        yield path
