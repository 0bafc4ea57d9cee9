"""A session through real windows: a home is opened, its household chooses by keyboard, keeps, has its paper, leaves."""

import gc
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from rehab_app.storage.project import Project
from rehab_app.ui.home.page import HomePage
from rehab_app.ui.pictures import settle
from rehab_app.ui.seance.window import SeanceWindow
from rehab_app.ui.shell.help_page import HelpPage
from rehab_app.ui.window import MainWindow
from tests.journeys.sitting import (
    OWN,
    PLANTED,
    all_words,
    dismissed,
    planted_street,
    press,
    sat_down,
    tab_to,
)
from tests.services.priced_street import PLANTED_INCOME
from tests.ui.visible import texts


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return planted_street(tmp_path / "essai.rehab")


def test_a_household_chooses_by_keyboard_keeps_and_leaves_with_its_paper(
    window: MainWindow, town: Path, qtbot: QtBot, home: Path
) -> None:
    session = sat_down(window)
    session.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=20_000)
    nothing = session.steps.works.results.left.value.text()
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert session.step == 1

    tab_to(QAbstractButton, "Tout")
    press(Qt.Key.Key_Space)
    whole = session.steps.works.results.left.value.text()
    assert whole != nothing
    assert "rien" not in session.steps.works.results.left.note.text()
    first = session.choice
    radio = tab_to(QRadioButton, "Le chauffage")
    assert "Pompe à chaleur" in radio.accessibleName()
    press(Qt.Key.Key_Right)
    assert session.choice["heating"] == "pellets"
    assert session.steps.works.results.left.value.text() != whole
    press(Qt.Key.Key_Left)
    assert session.choice == {**first, "heating": "heat_pump"}
    assert session.steps.works.results.left.value.text() == whole

    press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle(window)
    assert any("MaPrimeRénov’" in text for text in texts(session.steps.cost))
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert not session.steps.kept.keep.isEnabled(), "without the agreement nothing is kept"
    tab_to(QAbstractButton, "Je suis d’accord")
    press(Qt.Key.Key_Space)
    tab_to(QAbstractButton, "Garder et imprimer")
    press(Qt.Key.Key_Space)
    settle(window)
    assert "C’est gardé" in session.steps.kept.told.text()
    papers = list(home.rglob("*.pdf"))
    assert len(papers) == 1
    assert papers[0].read_bytes().startswith(b"%PDF")

    words = all_words(session)
    assert [planted for planted in PLANTED if planted in words] == []
    assert f"{PLANTED_INCOME:.0f}" not in words.replace("\u202f", "")
    assert OWN in words
    dismissed(session, window)
    with Project.open(town) as project:
        (scenario,) = project.rows("scenario", chosen=1)
        assert scenario["bundle"] == "whole"
        assert project.rows("household", dwelling_id=scenario["dwelling_id"])[0]["consent_on"] is not None
        assert project.history(2)[1]["label"] == f"Gardé en séance, {OWN}"


def test_the_home_page_shows_what_was_kept_and_undo_takes_it_back(window: MainWindow) -> None:
    session = sat_down(window)
    session.steps.works.starts[-1].click()
    session.show_step(3)
    session.steps.kept.consent.setChecked(True)
    session.steps.kept.keep.click()
    settle(window)
    page = window.frame.show_page("home")
    assert isinstance(page, HomePage)
    assert page.view is not None
    assert page.view.chosen is not None
    assert page.view.chosen.name == "Rénovation complète"
    dismissed(session, window)


def test_f1_tells_how_a_session_goes_and_esc_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    session = sat_down(window)
    session.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=20_000)
    press(Qt.Key.Key_F1)
    (page,) = session.findChildren(HelpPage)
    assert page.isVisible()
    assert "Ce que je garde" in page.text.toPlainText()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=20_000)
    press(Qt.Key.Key_Escape)
    settle(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert session.findChildren(HelpPage) == []
    dismissed(session, window)


def test_without_a_home_it_says_what_to_do(window: MainWindow) -> None:
    window.desk.selection.choose(())
    window.commands.session.trigger()
    assert "Choisissez d’abord un logement" in window.frame.notice.text
    assert window.findChildren(SeanceWindow) == []


def test_a_closed_session_leaves_nothing_behind(qtbot: QtBot, window: MainWindow) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dismissed(sat_down(window), window)  # the page of the home stays, with its lists
    before = {*application.topLevelWidgets()}
    timed = [timer for timer in window.findChildren(QTimer) if timer.isActive()]  # the search for garbage goes on
    threads = {thread.name for thread in threading.enumerate() if thread.name.startswith("rehab")}
    session = sat_down(window)
    session.steps.works.starts[-1].click()
    session.resize_text(1)
    dismissed(session, window)
    del session
    for _round in range(3):
        gc.collect()
        qtbot.wait(20)  # the time of collecting is the test’s, not that of what the window does next
    assert [widget for widget in application.topLevelWidgets() if widget not in before] == []
    assert window.findChildren(SeanceWindow) == []
    assert [timer for timer in window.findChildren(QTimer) if timer.isActive() and timer not in timed] == []
    window.close()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("rehab")] == []
    assert threads


def test_a_session_closed_while_it_opens_is_no_error(window: MainWindow) -> None:
    assert window.desk.homes is not None
    window.desk.selection.open(int(window.desk.homes.ids[0]))
    window.commands.session.trigger()
    (session,) = window.findChildren(SeanceWindow)
    dismissed(session, window)
    assert window.frame.notice.isHidden()


def test_a_home_whose_occupancy_is_not_recorded_says_so_and_never_that_its_owner_lives_elsewhere(
    window: MainWindow, town: Path
) -> None:
    with Project.open(town) as project, project.write("Testeuse", "Sans occupation") as writer:
        for row in writer.rows("dwelling"):
            writer.update("dwelling", row["id"], row["version"], {"tenure": ""})
    session = sat_down(window)
    assert session.steps.works.results.warning.text() == "Occupation non renseignée\u00a0: aides non comptées"
    session.show_step(2)
    settle(window)
    told = " ".join(texts(session.steps.cost))
    assert "Il faut d’abord dire qui habite ici" in told
    assert "n’habite pas ici" not in told
    dismissed(session, window)


def test_the_income_is_typed_by_keyboard_hidden_kept_with_consent_and_nowhere_else(
    window: MainWindow, town: Path, qtbot: QtBot, home: Path
) -> None:
    with Project.open(town) as project, project.write("Testeuse", "Sans revenu") as writer:
        for household in writer.rows("household"):
            writer.update("household", household["id"], household["version"], {"income_eur": None})
    session = sat_down(window)
    session.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=20_000)
    session.steps.works.starts[-1].click()
    assert session.steps.works.results.warning.text() == "Revenu non indiqué\u00a0: aides comptées au plus bas"
    lowest = session.steps.works.results.left.value.text()
    session.show_step(2)
    settle(window)
    box = session.steps.cost.income
    assert box.warning.isVisible()
    tab_to(QAbstractButton, "Une personne de plus")
    press(Qt.Key.Key_Space)
    assert box.people.text() == "3"
    assert box.classes[0].text() == "jusqu’à 30\u202f540\u202f€"
    QTest.keyClicks(tab_to(QLineEdit, "Revenu fiscal"), "31x417")
    press(Qt.Key.Key_Return)
    assert "euros entiers" in box.problem.text()
    assert "31" not in box.problem.text()
    box.amount.setText("")
    QTest.keyClicks(box.amount, "31 417")
    press(Qt.Key.Key_Return)
    assert box.told.text() == "3 personnes, revenus modestes"
    assert not box.amount.isVisible()
    assert not box.warning.isVisible()
    assert session.steps.works.results.left.value.text() != lowest
    settle(window)
    assert "31417" not in all_words(session).replace("\u202f", "").replace(" ", "")
    session.resize_text(1)
    settle(window)
    assert session.steps.cost.income.told.text() == "3 personnes, revenus modestes"
    session.show_step(3)
    session.steps.kept.consent.setChecked(True)
    session.steps.kept.keep.click()
    settle(window)
    dismissed(session, window)
    with Project.open(town) as project:
        kept = [row for row in project.rows("household") if row["consent_on"] is not None]
        assert [(row["people"], row["income_eur"]) for row in kept] == [(3.0, 31_417.0)]
    written = [path for path in home.rglob("*") if path.is_file() and path.suffix in (".log", ".json", ".txt", ".toml")]
    assert not [path for path in written if b"31417" in path.read_bytes()]


def test_a_class_chosen_counts_at_once_and_is_kept_with_the_consent(window: MainWindow, town: Path, home: Path) -> None:
    session = sat_down(window)
    session.steps.works.starts[-1].click()
    session.show_step(2)
    settle(window)
    box = session.steps.cost.income
    assert box.told.text() == "2 personnes, revenus très modestes", "what is on record, without its amount"
    before = session.steps.cost.aids.value.text()
    box.change.click()
    box.classes[3].click()
    assert session.steps.cost.aids.value.text() != before
    box.ready.click()
    assert box.told.text() == "2 personnes, revenus supérieurs"
    assert "que si vous êtes d’accord" in box.note.text()
    asked = session.steps.cost.aids.value.text()
    session.show_step(3)
    settle(window)
    assert "tranche de revenus que j’ai choisie" in all_words(session)
    session.steps.kept.consent.setChecked(True)
    session.steps.kept.keep.click()
    settle(window)
    dismissed(session, window)
    with Project.open(town) as project:
        (kept,) = [row for row in project.rows("household") if row["consent_on"] is not None]
        assert (kept["income_eur"], kept["income_class"]) == (None, "superieure")
    again = sat_down(window)
    again.steps.works.starts[-1].click()
    again.show_step(2)
    settle(window)
    assert again.steps.cost.income.told.text() == "2 personnes, revenus supérieurs", "it is on record"
    assert again.steps.cost.aids.value.text() == asked
    dismissed(again, window)
