"""Composition root: the one module that sees everything. It starts the window on a project."""

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from rehab_app.core import settings as stored
from rehab_app.core.i18n import LANGUAGES
from rehab_app.core.log import start_log
from rehab_app.core.paths import resource
from rehab_app.core.settings import Settings
from rehab_app.services.jobs import failure_place
from rehab_app.services.session import sample_location
from rehab_app.ui.pace import Pace
from rehab_app.ui.pictures import settle, write_help_pictures, write_pictures
from rehab_app.ui.theme import THEMES
from rehab_app.ui.window import MainWindow


def application() -> QApplication:
    """The one Qt application of this process."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    made = QApplication(sys.argv[:1])
    QGuiApplication.setApplicationDisplayName("Réhab Quartier")
    QGuiApplication.setDesktopFileName("rehab-quartier")
    QGuiApplication.setWindowIcon(QIcon(str(resource("icons", "rehab-quartier.svg"))))
    return made


def first_location(settings: Settings) -> str:
    """What a start without a file opens: the project opened last, else the fictional sample."""
    for location in settings.recent:
        if location.startswith("postgresql") or Path(location).is_file():
            return location
    return str(sample_location())


def make_window(location: str | None = None, settings: Settings | None = None) -> MainWindow:
    """A window that opens a project as soon as its event loop runs; the sample is made when it is not there yet."""
    chosen = settings or stored.load()
    window = MainWindow(chosen)
    Pace(window.desk)
    place = location or first_location(chosen)
    if place == str(sample_location()):
        window.files.open_sample()
    else:
        window.files.open(place)
    return window


def run(location: str | None) -> int:
    """Open the window and stay until it is closed. Exit code of Qt."""
    start_log()
    made = application()
    window = make_window(location)
    sys.excepthook = _reporter(window)
    window.show()
    return made.exec()


def _reporter(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What to do with an error nobody expected: keep its place in the log, tell the user, go on."""

    def report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        logging.getLogger("rehab_app").error("unexpected: %s", failure_place(error))
        if isinstance(error, Exception):
            window.desk.tell_error(error)

    return report


def screenshots(folder: Path) -> Iterator[Path]:
    """A picture of each page, tab and step of a session, on the fictional sample, in both languages and themes."""
    for window in _sample_windows([(language, theme) for language in LANGUAGES for theme in THEMES]):
        settings = window.desk.settings
        yield from write_pictures(window, folder, f"{settings.language}-{settings.theme}")


def help_pictures(folder: Path) -> Iterator[Path]:
    """The pictures of the help, on the fictional sample, in a folder a language."""
    for window in _sample_windows([(language, "light") for language in LANGUAGES]):
        yield from write_help_pictures(window, folder / window.desk.settings.language)


def _sample_windows(looks: Sequence[tuple[str, str]]) -> Iterator[MainWindow]:
    """A window on the sample in each language and theme, of which each page has something to show.

    The sample, its papers and the settings are those of a user who does not exist: nothing of the real one is touched.
    """
    with TemporaryDirectory() as home:
        os.environ["REHAB_HOME"] = home
        application()
        for language, theme in looks:
            window = make_window(str(sample_location()), Settings(language=language, theme=theme, toured="yes"))
            window.show()
            settle(window)
            _prepare(window)
            yield window
            window.close()


def _prepare(window: MainWindow) -> None:
    """Choose a home whose works are composed and print the first work plan: each page has something to show."""
    from rehab_app.ui.dossiers.page import DossiersPage

    homes = window.desk.homes
    assert homes is not None
    composed = homes.ids[(homes.columns["label"] != "") & (homes.columns["label_after"] != "")]
    window.desk.selection.choose(composed[:1].tolist())
    page = window.frame.show_page("dossiers")
    assert isinstance(page, DossiersPage)
    settle(window)
    page.plans.offer_ticks([row == 0 for row in range(page.plans.rowCount())])
    page.print_ticked()
    settle(window)
    window.frame.notice.hide()
