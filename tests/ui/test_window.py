"""The window as a whole: every page, both languages, both themes; every action can be named and reached."""

import gc
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from rehab_app.core import settings as stored
from rehab_app.core.settings import Settings
from rehab_app.domain.change import Change
from rehab_app.services.session import Session
from rehab_app.storage.project import Project
from rehab_app.ui.pictures import settle
from rehab_app.ui.shell.rail import PAGES, SETTINGS
from rehab_app.ui.window import MainWindow
from tests.ui.visible import texts
from tests.ui.windows import dismiss

KEYS = [key for key, _word, _picture in (*PAGES, SETTINGS)]
WITHOUT_SHORTCUT = {"sample", "french", "english", "about", "tour"}


def dressed(window: MainWindow, language: str, theme: str, page: str) -> None:
    """The window in a language and theme, with a home selected, on a page."""
    window.desk.settings.language, window.desk.settings.theme = language, theme
    window.rebuild_in_steps(page)
    settle(window)
    assert window.desk.homes is not None
    window.desk.selection.choose([int(window.desk.homes.ids[0])])
    settle(window)


def test_every_action_has_words_and_where_usual_a_shortcut(window: MainWindow) -> None:
    actions = {name: value for name, value in vars(window.commands).items() if isinstance(value, QAction)}
    assert [name for name, action in actions.items() if not action.text() or not action.toolTip()] == []
    assert {name for name, action in actions.items() if action.shortcut().isEmpty()} == WITHOUT_SHORTCUT


def test_no_two_actions_share_a_shortcut(window: MainWindow) -> None:
    for page in KEYS:
        window.frame.show_page(page)
        settle(window)
    keys = [action.shortcut().toString() for action in window.findChildren(QAction)]
    keys += [button.shortcut().toString() for button in window.findChildren(QAbstractButton)]
    used = [key for key in keys if key and not key.startswith("Alt+")]
    assert sorted(used) == sorted(set(used))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_drawn_in_both_themes(window: MainWindow, theme: str) -> None:
    for page in KEYS:
        dressed(window, "fr", theme, page)
        image = window.grab().toImage()
        assert image.pixelColor(image.width() - 3, image.height() - 3).name().upper() in {
            window.desk.theme.ground.upper(),
            window.desk.theme.card.upper(),
        }, page


def test_the_language_changes_at_once_and_is_kept(window: MainWindow) -> None:
    window.commands.english.trigger()
    settle(window)
    assert "Search an address, an owner, an action (Ctrl+K)" in texts(window)
    assert stored.load().language == "en"
    window.commands.french.trigger()
    settle(window)
    assert "Chercher une adresse, un propriétaire, une action (Ctrl+K)" in texts(window)


def test_a_window_in_another_language_goes_on_working(window: MainWindow, town: Path) -> None:
    """What is written renames “Undo”, and the setting of the map is heard, by the pages that are there now alone."""
    window.commands.english.trigger()
    settle(window)

    def write(session: Session) -> Change:
        with session.project.write("Testeuse", "Étape") as writer:
            (home,) = writer.rows("dwelling", id=1)
            writer.update("dwelling", 1, home["version"], {"stage_note": "plus tard"})
        return writer.change

    window.desk.write(write)
    settle(window)
    window.desk.background_changed.emit()
    window.commands.undo.trigger()
    settle(window)
    with Project.open(town) as project:
        assert project.rows("dwelling", id=1)[0]["stage_note"] == ""


def test_the_theme_changes_step_by_step_and_the_page_in_front_stays(window: MainWindow) -> None:
    window.frame.show_page("groups")
    window.commands.dark.trigger()
    assert window.rebuilding
    settle(window)
    assert not window.rebuilding
    assert (window.desk.theme.name, window.frame.page) == ("dark", "groups")
    assert stored.load().theme == "dark"


def test_a_second_change_while_the_first_is_under_way_is_the_one_that_stays(window: MainWindow) -> None:
    window.commands.dark.trigger()
    window.commands.english.trigger()
    settle(window)
    assert window.desk.theme.name == "dark"
    assert "Search an address, an owner, an action (Ctrl+K)" in texts(window)


def test_the_fictional_mark_stands_beside_the_name_and_in_the_title(window: MainWindow) -> None:
    assert "fictif" in texts(window.frame.topbar)
    assert window.windowTitle() == "Cité d’essai (fictif) – Réhab Quartier"


def test_place_and_size_are_found_again(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.screen().availableGeometry()
    window.setMinimumSize(1, 1)
    window.resize(screen.width() - 60, screen.height() - 60)
    size = window.size()
    window.close()
    again = MainWindow(Settings())
    again.setMinimumSize(1, 1)
    assert again.restoreGeometry(QByteArray.fromBase64(stored.load().window.encode()))
    assert again.size() == size
    dismiss(again)


def test_a_closed_window_leaves_nothing_behind(qtbot: QtBot, window: MainWindow) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settle(window)
    threads = {thread.name for thread in threading.enumerate() if thread.name.startswith("rehab")}
    assert threads
    before = application.topLevelWidgets()
    second = MainWindow(Settings())
    second.show()
    for page in KEYS:
        second.frame.show_page(page)
        QApplication.processEvents()
    second.rebuild("quartier")
    dismiss(second)
    del second
    for _round in range(3):
        gc.collect()
        qtbot.wait(20)  # the time of collecting is the test’s, not that of what the window does next
    after = [widget for widget in application.topLevelWidgets() if widget not in before]
    assert after == []
    window.close()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("rehab")] == []
    assert [timer for timer in window.findChildren(QTimer) if timer.isActive()] == []
