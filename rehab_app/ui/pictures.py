"""Every place of the application, one after the other: to draw pictures of them, and to check them."""

import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QDeadlineTimer, Qt, QThread
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.ui.shell.rail import PAGES, SETTINGS
from rehab_app.ui.window import MainWindow

SIZE = (1440, 900)
# The place of which the help shows a picture, by topic; the first whose name begins so.
_HELPED = {
    "quartier": "quartier",
    "home": "home-4",
    "session": "session-2",
    "groups": "groups",
    "calendar": "calendar",
    "dossiers": "dossiers",
    "follow_up": "follow_up-1",
    "catalogue": "catalogue-1",
}
_HELP_PX = 800
_PATIENCE_MS = 300_000
_PAUSE_MS = 5  # without it this loop takes the interpreter from the jobs it waits for
_STILL_TURNS = 30  # turns of the loop in a row in which nothing is made: some pages are filled step by step
_STILL_S = 0.003  # of processor time; less is no work


def settle(window: MainWindow) -> None:
    """Let the window finish its jobs and draw.

    Raises:
        RehabError: it was not ready after five minutes.
    """
    deadline = QDeadlineTimer(_PATIENCE_MS)
    still = 0
    while still < _STILL_TURNS:
        if deadline.hasExpired():
            raise RehabError(_("The window was not ready after five minutes."))
        began = time.thread_time()
        _turn()
        ready = window.desk.homes is not None and not window.rebuilding and window.desk.tasks.idle
        still = still + 1 if ready and time.thread_time() - began < _STILL_S else 0


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
            yield key, window
            if not _open_group(window, page):
                continue
        for tab in _tabs(page):
            settle(window)
            yield "-".join(filter(None, (key, tab))), window
    commands = window.commands
    for name, action in (
        ("new", commands.new),
        ("new_home", commands.new_home),
        ("help", commands.help),
        ("about", commands.about),
    ):
        action.trigger()
        settle(window)
        yield name, window
    window.frame.show_page(PAGES[0][0])
    yield from _session(window)


def _open_group(window: MainWindow, page: QWidget) -> bool:
    """Show the first group where there is one: its tabs are places too."""
    # Imported here: what only looks at pages does not load it.
    from rehab_app.ui.groups.page import GroupsPage

    assert isinstance(page, GroupsPage)
    if page.groups:
        page.open_group(page.groups[0].group_id)
        settle(window)
    return bool(page.groups)


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
    for place, shown in _sized_rooms(window):
        yield _saved(shown.grab().toImage(), folder / f"{place}-{suffix}.png")


def write_help_pictures(window: MainWindow, folder: Path) -> Iterator[Path]:
    """The pictures of the help, `<topic>.png`: small, in few colours."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = dict(_HELPED)
    for place, shown in _sized_rooms(window):
        topic = next((topic for topic, start in wanted.items() if place.startswith(start)), None)
        if topic is not None:
            del wanted[topic]
            image = shown.grab().toImage().scaledToWidth(_HELP_PX, Qt.TransformationMode.SmoothTransformation)
            yield _saved(_with_few_colours(image), folder / f"{topic}.png")


def _sized_rooms(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    window.resize(*SIZE)
    window.show()
    settle(window)
    yield from rooms(window)


def _with_few_colours(image: QImage) -> QImage:
    """The image in its 256 most frequent colours: a page has few, and the file is a third as large."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), dtype=np.uint32)
    colours, counts = np.unique(pixels & 0xFFF8F8F8, return_counts=True)  # steps that the eye does not see
    kept = colours[np.argsort(-counts)[:256]]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, [int(colour) for colour in kept])


def _saved(image: QImage, path: Path) -> Path:
    if not image.save(str(path)):
        raise RehabError(_("The picture could not be written."), where=str(path))
    return path
