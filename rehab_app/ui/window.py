"""The main window: one desk, its actions and its frame; remade as a whole when the language or the theme changes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QLibraryInfo, QTimer, QTranslator
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QWidget

from rehab_app.core import i18n
from rehab_app.core import settings as stored
from rehab_app.core.i18n import _
from rehab_app.core.settings import Settings
from rehab_app.services.jobs import Lane
from rehab_app.services.unfinished import Unfinished
from rehab_app.ui import style
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import FORMS_OF_PAGES, HOME_DRAFT, PART_DRAFT
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.seance.opening import open_session_window
from rehab_app.ui.shell.about import About
from rehab_app.ui.shell.actions import Actions
from rehab_app.ui.shell.files import Files
from rehab_app.ui.shell.frame import Frame
from rehab_app.ui.shell.help_page import HelpPage
from rehab_app.ui.shell.history import History
from rehab_app.ui.shell.menus import fill_menus, recent_menu
from rehab_app.ui.shell.printing import PagePrinter
from rehab_app.ui.shell.reader import HomesReader
from rehab_app.ui.shell.settings_page import SettingsPage
from rehab_app.ui.shell.topbar import names_itself_fictional

_FIRST_SIZE = (1440, 900)
_BREATH_MS = 5  # between two steps of making the window anew: what waits is answered and painted
_NEXT_PAGES = (
    "rehab_app.ui.home.page",
    "rehab_app.ui.groups.page",
    "rehab_app.ui.calendar.page",
    "rehab_app.ui.dossiers.page",
    "rehab_app.ui.follow_up.page",
    "rehab_app.ui.catalogue.page",
    "rehab_app.ui.seance.window",
)


class MainWindow(QMainWindow):
    """Holds nothing of the work itself; the desk does."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.desk = Desk(settings, self)
        self._qt_words = QTranslator(self)
        self._actions: Actions | None = None
        self._steps: Iterator[None] | None = None
        self._reader = HomesReader(self.desk)
        self.desk.selection.opened.connect(self._open_home)
        self.desk.page_wanted.connect(self._show_page)
        self.desk.opened.connect(self._leave_extra)
        self.desk.read.connect(self._name_window)
        self.desk.read.connect(self._load_pages)
        self.resize(*_FIRST_SIZE)
        if settings.window:
            self.restoreGeometry(QByteArray.fromBase64(settings.window.encode()))
        self.rebuild("quartier")

    @property
    def commands(self) -> Actions:
        assert self._actions is not None
        return self._actions

    @property
    def rebuilding(self) -> bool:
        """True while the window is being made anew, step by step."""
        return self._steps is not None

    def rebuild(self, page: str) -> None:
        """Make the actions and the pages in the language and theme of the settings, and show a page."""
        self._steps = None
        for _step in self._rebuild(page):
            pass

    def rebuild_in_steps(self, page: str) -> None:
        """As `rebuild`, from the next turn of the event loop on; `rebuilding` tells when it is done."""
        # Not now: the button that asks for it would be deleted while it is being pressed.
        self._steps = self._rebuild(page)
        QTimer.singleShot(0, self, self._next_step)

    def _rebuild(self, page: str) -> Iterator[None]:
        """The steps of `rebuild`: each is short enough to answer between two of them."""
        if self._actions is not None:
            yield from self.frame.leave()
        i18n.set_language(self.desk.settings.language)
        self._clear()
        self._dress()
        before, self._actions = self._actions, Actions(self.desk.theme, self)
        if before is not None:
            before.deleteLater()
        self.files = Files(self.desk, self._actions, self, self._show_extra)
        History(self.desk, self._actions)
        self._connect(self._actions)
        bar = QMenuBar(self)
        file_menu = fill_menus(bar, self._actions, recent_menu(self.desk.settings, bar, self.files.open))
        self.setMenuBar(bar)
        self.frame: Frame = Frame(self.desk, self._actions, file_menu, self._makers(self._actions))
        self.setCentralWidget(self.frame)
        self.desk.drafts.openers[PART_DRAFT] = self._take_up_part
        for key, forms in FORMS_OF_PAGES.items():
            for form in forms:
                self.desk.drafts.openers[form] = partial(self._take_up_form, key)
        self.desk.drafts.openers[HOME_DRAFT] = self._take_up_tab
        self.frame.show()
        self._name_window()
        yield
        self.frame.make_page(page)
        yield
        self.frame.show_page(page)

    def _clear(self) -> None:
        """Take the old pages away at once, so that they are not dressed anew before they go."""
        before = self.takeCentralWidget()
        if before is not None:
            before.deleteLater()
            QCoreApplication.sendPostedEvents(before, QEvent.Type.DeferredDelete)

    def _dress(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        style.dress(self, self.desk.theme)
        application.removeTranslator(self._qt_words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if i18n.language() == "fr" and self._qt_words.load("qtbase_fr", folder):
            application.installTranslator(self._qt_words)

    def _connect(self, actions: Actions) -> None:
        settings = self.desk.settings
        actions.dark.setChecked(settings.theme == "dark")
        actions.french.setChecked(settings.language == "fr")
        actions.english.setChecked(settings.language == "en")
        actions.dark.toggled.connect(self._set_dark)
        actions.french.triggered.connect(lambda: self._set_language("fr"))
        actions.english.triggered.connect(lambda: self._set_language("en"))
        actions.refresh.triggered.connect(self._reader.read)
        actions.session.triggered.connect(lambda: open_session_window(self.desk, self))
        actions.quit.triggered.connect(self.close)
        actions.print.triggered.connect(PagePrinter(self.desk, lambda: self.frame, actions).print_page)
        actions.help.triggered.connect(lambda: self._show_extra(HelpPage(self.frame.page)))
        actions.about.triggered.connect(lambda: self._show_extra(About()))

    def _makers(self, actions: Actions) -> dict[str, Callable[[], QWidget]]:
        desk = self.desk
        return {
            "quartier": lambda: QuartierPage(desk, actions),
            "home": self._home_page,
            "groups": self._groups_page,
            "calendar": self._calendar_page,
            "dossiers": self._dossiers_page,
            "follow_up": self._follow_up_page,
            "catalogue": self._catalogue_page,
            "settings": lambda: SettingsPage(desk, actions),
        }

    def _home_page(self) -> QWidget:
        # Imported when first shown: the first window does not wait for pages nobody has opened.
        from rehab_app.ui.home.page import HomePage

        return HomePage(self.desk)

    def _groups_page(self) -> QWidget:
        from rehab_app.ui.groups.page import GroupsPage

        return GroupsPage(self.desk)

    def _calendar_page(self) -> QWidget:
        from rehab_app.ui.calendar.page import CalendarPage

        return CalendarPage(self.desk)

    def _follow_up_page(self) -> QWidget:
        from rehab_app.ui.follow_up.page import FollowUpPage

        return FollowUpPage(self.desk)

    def _catalogue_page(self) -> QWidget:
        from rehab_app.ui.catalogue.page import CataloguePage

        return CataloguePage(self.desk)

    def _dossiers_page(self) -> QWidget:
        from rehab_app.ui.dossiers.page import DossiersPage

        return DossiersPage(self.desk)

    def _take_up_form(self, page: str, entry: Unfinished) -> None:
        found: Any = self.frame.show_page(page)  # the pages of `FORMS_OF_PAGES` take up their forms
        found.take_up(entry)

    def _take_up_part(self, entry: Unfinished) -> None:
        from rehab_app.ui.home.page import HomePage

        page = self.frame.show_page("home")
        assert isinstance(page, HomePage)
        page.open_part(entry.content["home"], entry.content["table"], entry.content["number"])

    def _take_up_tab(self, entry: Unfinished) -> None:
        from rehab_app.ui.home.page import HomePage

        page = self.frame.show_page("home")
        assert isinstance(page, HomePage)
        page.open_tab(entry.content["home"], entry.content["tab"])

    def _open_home(self, _identifier: int) -> None:
        self.frame.show_page("home")

    def _show_page(self, page: str) -> None:
        self.frame.show_page(page)

    def _show_extra(self, widget: QWidget) -> None:
        self.frame.show_extra(widget)

    def _leave_extra(self) -> None:
        """Show the neighbourhood that was opened, not the form or report of the one before."""
        if self.frame.extra is not None:
            self.frame.show_page("quartier")

    def _load_pages(self) -> None:
        """Load the pages likely to be opened next, on another thread, once there is something to open."""
        self.desk.read.disconnect(self._load_pages)
        self.desk.tasks.read(
            self, lambda _progress: [import_module(name) for name in _NEXT_PAGES], lambda _loaded: None
        )

    def _name_window(self) -> None:
        homes = self.desk.homes
        if homes is None:
            self.setWindowTitle("Réhab Quartier")
            return
        told = homes.fictional and not names_itself_fictional(homes.name)
        name = _("{name} (fictional)").format(name=homes.name) if told else homes.name
        self.setWindowTitle(f"{name} – Réhab Quartier")

    def _set_dark(self, dark: bool) -> None:
        self.desk.settings.theme = "dark" if dark else "light"
        self._keep_and_rebuild()

    def _set_language(self, language: str) -> None:
        if self.desk.settings.language != language:
            self.desk.settings.language = language
            self._keep_and_rebuild()

    def _keep_and_rebuild(self) -> None:
        kept = replace(self.desk.settings)
        # A disk that is busy takes its time to replace a file.
        self.desk.tasks.start(self, Lane.WRITE, "", lambda _progress: stored.save(kept), shown=False)
        self.rebuild_in_steps(self.frame.page)

    def _next_step(self) -> None:
        if self._steps is None:
            return
        try:
            next(self._steps)
        except StopIteration:
            self._steps = None
        else:
            QTimer.singleShot(_BREATH_MS, self, self._next_step)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.settings.window = bytes(self.saveGeometry().toBase64().data()).decode()
        self.desk.close()
        stored.save(self.desk.settings)  # last: no job writes older ones any more
        super().closeEvent(event)
