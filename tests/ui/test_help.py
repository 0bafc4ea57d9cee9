"""Help and tour: offline, in the user's language, true to the window; neither stops the work."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from rehab_app.app import make_window
from rehab_app.core import settings as stored
from rehab_app.core.paths import resource
from rehab_app.core.settings import Settings
from rehab_app.services.session import sample_location
from rehab_app.ui.pictures import settle
from rehab_app.ui.shell.help_page import TOPICS, HelpPage
from rehab_app.ui.shell.rail import PAGES
from rehab_app.ui.window import MainWindow
from tests.ui.windows import dismiss


def texts(language: str) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in resource("help", language).glob("*.md")}


def test_both_languages_have_every_topic() -> None:
    assert texts("fr").keys() == texts("en").keys() == set(TOPICS)


def test_f1_opens_the_text_of_the_page_with_its_picture(window: MainWindow) -> None:
    for page in ("quartier", "home", "groups", "calendar", "dossiers", "follow_up", "catalogue"):
        window.frame.show_page(page)
        window.commands.help.trigger()
        shown = window.frame.stack.currentWidget()
        assert isinstance(shown, HelpPage)
        assert TOPICS[shown.topics.currentRow()] == page
        image = shown.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"{page}.png"))
        assert image is not None
        assert f"{page}.png" in shown.text.toHtml()


def test_every_shortcut_the_help_names_exists(window: MainWindow) -> None:
    for page, _word, _picture in PAGES:
        window.frame.show_page(page)
        settle(window)
    known = {action.shortcut().toString() for action in window.findChildren(QAction)}
    known |= {button.shortcut().toString() for button in window.findChildren(QAbstractButton)}
    known |= {"Ctrl+C", "F2"}  # of every table
    known |= {"Ctrl+W"}  # of the session
    for language in ("fr", "en"):
        named = set(re.findall(r"\b(?:Ctrl\+(?:Shift\+)?[A-Z0-9,]|F\d)", " ".join(texts(language).values())))
        assert named - known == set()


def test_pictures_are_small() -> None:
    pictures = list(Path(resource("help", "pictures")).rglob("*.png"))
    assert {path.parent.name for path in pictures} == {"fr", "en"}
    assert all(path.stat().st_size < 80_000 for path in pictures)


def test_every_picture_the_help_names_is_there_in_its_language() -> None:
    for language in ("fr", "en"):
        named = set(re.findall(r"\((\w+\.png)\)", " ".join(texts(language).values())))
        assert named == {path.name for path in Path(resource("help", "pictures", language)).glob("*.png")}


def test_the_tour_is_shown_once_on_the_sample_and_again_when_asked(qtbot: QtBot) -> None:
    made = make_window(str(sample_location()), Settings())
    made.show()
    settle(made)
    tour = made.frame.tour
    assert tour.isVisible()
    seen = [made.frame.page]
    while tour.next_button.isVisible():
        tour.next_button.click()
        settle(made)
        seen.append(made.frame.page)
    assert set(seen) == {page for page, _word, _picture in PAGES}
    tour.close_button.click()
    assert not tour.isVisible()
    assert stored.load().toured == "yes"
    made.commands.tour.trigger()
    assert tour.isVisible()
    assert made.frame.page == "quartier"
    dismiss(made)


@pytest.mark.parametrize("page", ["quartier", "home"])
def test_a_project_of_ones_own_has_no_tour(window: MainWindow, page: str) -> None:
    window.frame.show_page(page)
    assert not window.frame.tour.isVisible()
