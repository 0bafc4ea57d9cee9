"""What is being typed when the application dies is offered again at the next start."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rehab_app.storage.project import Project
from rehab_app.ui.home.page import HomePage
from rehab_app.ui.pictures import settle
from rehab_app.ui.shell.new_project import NewProject
from rehab_app.ui.window import MainWindow
from tests.ui.windows import opened

_TYPE_AND_DIE = """
import os, sys
from PySide6.QtTest import QTest
from rehab_app.app import application
from rehab_app.core.settings import Settings
from rehab_app.storage.project import Project
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
application()
window = MainWindow(Settings(adviser="Conseillère"))
window.show()
window.files.open(sys.argv[1])
settle(window)
window.desk.selection.open(int(window.desk.homes.ids[3]))
settle(window)
page = window.frame.stack.currentWidget()
page.parts.choose_part("wall", 1)
line = page.parts.form.editors["thickness_cm"].editor
line.selectAll()
QTest.keyClicks(line, "37,25")
QTest.qWait(2_600)
settle(window)
os._exit(9)
"""


def thickness(window: MainWindow) -> QLineEdit:
    page = window.frame.stack.currentWidget()
    assert isinstance(page, HomePage)
    line = page.parts.form.editors["thickness_cm"].editor
    assert isinstance(line, QLineEdit)
    return line


def open_wall(window: MainWindow, at: int) -> None:
    assert window.desk.homes is not None
    window.desk.selection.open(int(window.desk.homes.ids[at]))
    settle(window)
    page = window.frame.stack.currentWidget()
    assert isinstance(page, HomePage)
    page.parts.choose_part("wall", 1)


def retype(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_what_was_being_typed_when_it_died_is_offered_taken_up_and_written(qtbot: QtBot, town: Path) -> None:
    died = subprocess.run([sys.executable, "-c", _TYPE_AND_DIE, str(town)], check=False, timeout=120)
    assert died.returncode == 9
    with opened(town) as window:
        offer = window.frame.drafts
        assert offer.isVisible()
        assert "Mur sur rue, 7 Rue de l’Essai" in offer.text.text()
        offer.take_button.click()
        settle(window)
        assert not offer.isVisible()
        assert thickness(window).text() == "37,25"
        thickness(window).setFocus()
        QTest.keyClick(thickness(window), Qt.Key.Key_Tab)
        settle(window)
        window.desk.drafts.flush()
    with Project.open(town) as project:
        assert project.rows("wall", thickness_cm=37.25)
        assert project.drafts() == []


def test_a_wrong_value_is_still_there_when_its_home_is_shown_again(window: MainWindow) -> None:
    open_wall(window, 0)
    retype(thickness(window), "mince")
    open_wall(window, 1)
    assert thickness(window).text() == "34"
    open_wall(window, 0)
    assert thickness(window).text() == "mince"
    page = window.frame.stack.currentWidget()
    assert isinstance(page, HomePage)
    assert "n’est pas un nombre" in page.parts.form.editors["thickness_cm"].error.text()


def test_closing_the_window_keeps_what_is_typed_and_forgetting_it_is_for_good(qtbot: QtBot, town: Path) -> None:
    with opened(town) as window:
        open_wall(window, 2)
        retype(thickness(window), "4")
        window.close()
    with opened(town) as window:
        assert window.frame.drafts.isVisible()
        window.frame.drafts.forget_button.click()
        assert not window.frame.drafts.isVisible()
    with opened(town) as window:
        assert not window.frame.drafts.isVisible()
        open_wall(window, 2)
        assert thickness(window).text() == "34"


def test_the_form_of_a_new_neighbourhood_is_taken_up(qtbot: QtBot, town: Path) -> None:
    with opened(town) as window:
        window.commands.new.trigger()
        form = window.frame.stack.currentWidget()
        assert isinstance(form, NewProject)
        QTest.keyClicks(form.name.entry, "Quartier 12")
    with opened(town) as window:
        assert "Nouveau quartier" in window.frame.drafts.text.text()
        window.frame.drafts.take_button.click()
        form = window.frame.stack.currentWidget()
        assert isinstance(form, NewProject)
        assert form.name.entry.text() == "Quartier 12"


def test_what_another_person_typed_is_not_offered(qtbot: QtBot, town: Path) -> None:
    with Project.open(town) as project:
        project.save_draft("part", "Autre\nwall.1", {"who": "Autre", "title": "Mur", "typed": {"home": 1}})
    with opened(town) as window:
        assert not window.frame.drafts.isVisible()
