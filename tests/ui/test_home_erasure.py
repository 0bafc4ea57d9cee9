"""The people of a home ask what is kept of them and to be erased, in the window, and nothing of them is left."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from rehab_app.core.progress import Progress
from rehab_app.services.erasure import Request, erase_people
from rehab_app.services.papers import folder_of
from rehab_app.storage.backup import back_up
from rehab_app.storage.project import Project
from rehab_app.ui.home.home_people import PeopleTab
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.storage.test_erasing import everything
from tests.ui.test_home_people import met, typed
from tests.ui.visible import clipped, nameless, out_of_reach, overlapping
from tests.ui.windows import home_page

NAME = "Zephirine Imaginaire"


@pytest.fixture
def town(priced_town: Path) -> Path:
    return priced_town


def answered(window: MainWindow, tab: PeopleTab, text: str) -> None:
    entry = tab.rights.typed.entry
    assert isinstance(entry, QLineEdit)
    entry.setText(text)
    tab.rights.erase.click()
    settle(window)


def asked(window: MainWindow) -> PeopleTab:
    """The tab with a name in it, and what will be erased told."""
    tab = met(window)
    typed(window, tab, "household", "name", NAME)
    tab.rights.ask.click()
    settle(window)
    return tab


def test_nothing_goes_before_the_number_is_typed(window: MainWindow, town: Path) -> None:
    tab = asked(window)
    assert tab.rights.sheet.isVisible()
    assert clipped(tab) == []
    assert overlapping(tab) == []
    assert nameless(tab) == []
    assert out_of_reach(tab) == []
    answered(window, tab, "999")
    assert tab.rights.typed.error != ""
    with Project.open(town) as project:
        assert project.rows("household", id=1)[0]["name"] == NAME
    tab.rights.leave.click()
    assert not tab.rights.sheet.isVisible()
    assert tab.rights.ask.isEnabled()


def test_another_home_gives_the_erasure_up(window: MainWindow) -> None:
    tab = asked(window)
    met(window, 1)
    assert not tab.rights.sheet.isVisible()


def test_people_are_erased_and_the_backups_that_hold_them_are_named(window: MainWindow, town: Path) -> None:
    tab = asked(window)
    kept = back_up(town, "0001")
    home = tab.rights._home
    assert home is not None
    line = tab.editors["owner", "email"].editor
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "pas fini")
    answered(window, tab, home.number)
    assert kept.name in window.frame.notice.text
    kept.unlink()
    assert not tab.rights.sheet.isVisible()
    shown = tab.editors["household", "name"].editor
    assert isinstance(shown, QLineEdit)
    assert shown.text() == ""
    content = everything(town.parent)
    assert NAME.encode() not in content
    assert json.dumps(NAME)[1:-1].encode() not in content
    window.commands.undo.trigger()
    settle(window)
    assert "effacées" in window.frame.notice.text
    with Project.open(town) as project:
        assert project.rows("household", dwelling_id=1) == []
        assert len(project.rows("household")) == 2
        assert project.rows("owner")[0]["id"] == 1  # of the two other homes
        assert project.rows("dwelling", id=1)[0]["owner_id"] is None


def test_texts_that_name_them_are_shown_and_lose_the_name_unless_unticked(window: MainWindow, town: Path) -> None:
    with Project.open(town) as project, project.write("Testeuse", "Écrire") as writer:
        (row,) = writer.rows("dwelling", id=1)
        note = "Escalier raide ; clé chez Mme Imaginaire, deuxième porte à gauche en entrant par la cour commune"
        writer.update("dwelling", 1, row["version"], {"site_note": note})
        wall = writer.rows("wall", dwelling_id=1)[0]
        writer.update("wall", wall["id"], wall["version"], {"description": "Imaginaire"})
    tab = asked(window)
    boxes = list(tab.rights.texts.boxes.values())
    assert [box.text() for box in boxes] == ["Logement\u00a0: À surveiller sur le chantier", "Murs\u00a0: Description"]
    assert clipped(tab) == []
    assert overlapping(tab) == []
    assert nameless(tab) == []
    assert boxes[0].nextInFocusChain() is boxes[1]
    assert tab.rights.photos.nextInFocusChain() is boxes[0]
    boxes[1].click()
    home = tab.rights._home
    assert home is not None
    answered(window, tab, home.number)
    assert "1 texte" in window.frame.notice.text
    with Project.open(town) as project:
        assert project.rows("dwelling", id=1)[0]["site_note"].startswith("Escalier raide ; clé chez Mme …")
        assert project.rows("wall", dwelling_id=1)[0]["description"] == "Imaginaire"


def erase_elsewhere(town: Path) -> None:
    """Somebody else erases the people of the first home, in a window of their own."""
    with Project.open(town) as project:
        erase_people(project, Request(1), "Autre", Progress())


def refused(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the window has tried to keep what is typed, and says that it may not."""
    qtbot.waitUntil(lambda: "dans une autre fenêtre" in window.frame.notice.text, timeout=30_000)
    settle(window)


def test_what_a_stale_window_holds_of_erased_people_is_not_kept_again(
    window: MainWindow, town: Path, qtbot: QtBot
) -> None:
    tab = met(window)
    line = tab.editors["household", "name"].editor
    assert isinstance(line, QLineEdit)
    line.setFocus()
    erase_elsewhere(town)
    QTest.keyClicks(line, NAME)
    refused(window, qtbot)
    assert line.text() == ""
    with Project.open(town) as project:
        assert project.drafts() == []
        assert project.rows("household", dwelling_id=1) == []
    QTest.keyClicks(line, "Nouveaux")
    with Project.open(town) as project:  # what is typed with the home as it is now is kept again
        qtbot.waitUntil(lambda: "Nouveaux" in str(project.drafts()), timeout=30_000)


def test_what_was_typed_in_other_tabs_goes_with_the_people(window: MainWindow, town: Path, qtbot: QtBot) -> None:
    page = home_page(window)
    page.tabs.setCurrentWidget(page.visits)
    settle(window)
    page.visits.add.click()
    settle(window)
    erase_elsewhere(town)
    form = page.visits
    note = form.findChildren(QPlainTextEdit)[0]
    note.setFocus()
    QTest.keyClicks(note, f"{NAME} etait la")
    refused(window, qtbot)
    assert page.visits is not form
    shown = page.visits.findChildren(QPlainTextEdit)
    assert shown
    assert NAME not in "".join(one.toPlainText() for one in shown)
    with Project.open(town) as project:
        assert NAME not in str((project.drafts(), project.rows("visit")))


def test_the_paper_says_what_is_kept_and_goes_with_it(window: MainWindow, town: Path) -> None:
    tab = met(window)
    typed(window, tab, "household", "name", NAME)
    tab.rights.paper.click()
    settle(window)
    with Project.open(town) as project:
        folder = folder_of(project.neighbourhood()["name"])
    (paper,) = folder.glob("*.pdf")
    assert str(paper) in window.frame.notice.text
    tab.rights.ask.click()
    settle(window)
    home = tab.rights._home
    assert home is not None
    answered(window, tab, home.number)
    assert list(folder.glob("*.pdf")) == []


def test_it_is_reached_by_keyboard(window: MainWindow) -> None:
    tab = asked(window)
    entry = tab.rights.typed.entry
    entry.setFocus()
    QTest.keyClick(entry, Qt.Key.Key_Tab)
    assert tab.rights.erase.hasFocus() or tab.rights.leave.hasFocus()
