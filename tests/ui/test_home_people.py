"""Owner and household on the page of a home: written when left, the income behind a lock."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rehab_app.storage.project import Project
from rehab_app.ui.home.home_people import PeopleTab
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.services.priced_street import PLANTED_INCOME
from tests.ui.visible import clipped
from tests.ui.windows import home_page

PLANTED = f"{PLANTED_INCOME:.0f}"


@pytest.fixture
def town(priced_town: Path) -> Path:
    return priced_town


def met(window: MainWindow, place: int = 0) -> PeopleTab:
    page = home_page(window, place)
    page.tabs.setCurrentWidget(page.people)
    settle(window)
    return page.people


def typed(window: MainWindow, tab: PeopleTab, table: str, name: str, text: str) -> None:
    line = tab.editors[table, name].editor
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(window)


def everything_said(root: QWidget) -> str:
    """All texts of a widget, hidden ones too, digits without their spaces."""
    words = []
    for widget in [root, *root.findChildren(QWidget)]:
        words += [str(widget.property("text") or ""), widget.toolTip(), widget.accessibleName()]
    return "\n".join(words).replace("\u202f", "")


def test_a_name_is_written_when_it_is_left_and_can_be_undone(window: MainWindow, town: Path) -> None:
    tab = met(window)
    typed(window, tab, "household", "name", "Famille Imaginaire")
    typed(window, tab, "household", "people", "4")
    typed(window, tab, "owner", "name", "Bailleur Imaginaire")
    with Project.open(town) as project:
        (household,) = project.rows("household", id=1)
        assert (household["name"], household["people"]) == ("Famille Imaginaire", 4)
        assert project.rows("owner")[0]["name"] == "Bailleur Imaginaire"
    assert "Annuler" in window.commands.undo.text()
    assert "Imaginaire" not in window.commands.undo.text()
    window.commands.undo.trigger()
    settle(window)
    line = tab.editors["owner", "name"].editor
    assert isinstance(line, QLineEdit)
    assert line.text() == ""
    assert clipped(tab) == []


def test_the_income_shows_only_on_request_and_locks_itself(window: MainWindow, qtbot: QtBot) -> None:
    tab = met(window)
    assert PLANTED not in everything_said(window)
    assert not tab.editors["household", "income_eur"].isVisible()
    tab.lock.click()
    settle(window)
    assert PLANTED in everything_said(tab)
    window.frame.show_page("quartier")
    settle(window)
    assert PLANTED not in everything_said(window)
    assert not tab.unlocked


def test_another_home_locks_the_income(window: MainWindow) -> None:
    tab = met(window)
    tab.lock.click()
    settle(window)
    assert tab.unlocked
    met(window, 1)
    assert not tab.unlocked
    assert PLANTED not in everything_said(window)


def test_an_income_is_written_and_named_in_no_message(
    window: MainWindow, town: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tab = met(window)
    tab.lock.click()
    settle(window)
    typed(window, tab, "household", "income_eur", "vingtmille777")
    assert "777" not in tab.editors["household", "income_eur"].error.text()
    typed(window, tab, "household", "income_eur", "31777")
    with Project.open(town) as project:
        assert project.rows("household", id=1)[0]["income_eur"] == 31_777
        assert "31777" not in " ".join(entry["label"] for entry in project.history(5))
    window.frame.show_page("home")
    tab.lock_income()
    assert "31777" not in everything_said(window)
    assert "777" not in caplog.text


def test_a_class_declared_is_under_the_same_lock(window: MainWindow, town: Path) -> None:
    with Project.open(town) as project, project.write("", "Tranche") as writer:
        (row,) = writer.rows("household", id=1)
        writer.update("household", 1, row["version"], {"income_eur": None, "income_class": "modeste"})
    tab = met(window)
    texts = everything_said(tab)
    assert "Tranche de revenus déclarée sans montant, cachée" in texts
    choice = tab.editors["household", "income_class"].editor
    assert isinstance(choice, Choice)
    assert not choice.isVisible()
    assert choice.currentData() == ""
    tab.lock.click()
    settle(window)
    assert choice.isVisible()
    assert choice.currentData() == "modeste"
    choice.setCurrentIndex(choice.findData("intermediaire"))
    choice.activated.emit(choice.currentIndex())
    settle(window)
    with Project.open(town) as project:
        assert project.rows("household", id=1)[0]["income_class"] == "intermediaire"
        assert not any("ntermédiaire" in entry["label"] for entry in project.history(5))
    tab.lock.click()
    assert choice.currentData() == "", "nothing of it stays in the window"


def test_a_home_of_nobody_gets_its_people(window: MainWindow, town: Path) -> None:
    with Project.open(town) as project, project.write("Testeuse", "Sans personne") as writer:
        (home,) = writer.rows("dwelling", id=3)
        writer.update("dwelling", 3, home["version"], {"owner_id": None})
        writer.delete("household", [3])
    tab = met(window, 2)
    typed(window, tab, "household", "name", "Nouvelle Famille")
    typed(window, tab, "owner", "email", "nouvelle@exemple.invalid")
    with Project.open(town) as project:
        assert project.rows("household", dwelling_id=3)[0]["name"] == "Nouvelle Famille"
        owner = project.rows("dwelling", id=3)[0]["owner_id"]
        assert project.rows("owner", id=owner)[0]["email"] == "nouvelle@exemple.invalid"
