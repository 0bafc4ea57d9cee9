"""A session through real windows: a home is opened, its household chooses by keyboard, keeps, has its paper, leaves."""

import gc
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from rehab_app.core import i18n
from rehab_app.storage.project import Project
from rehab_app.ui.home.page import HomePage
from rehab_app.ui.pictures import settle
from rehab_app.ui.seance.edges import STEPS
from rehab_app.ui.seance.window import SeanceWindow
from rehab_app.ui.shell.help_page import HelpPage
from rehab_app.ui.window import MainWindow
from tests.services.priced_street import PLANTED_INCOME, priced_street
from tests.ui.visible import clipped, shown, texts
from tests.ui.windows import home_page

OWN, NEIGHBOUR = "3 rue de l’Essai", "5 rue de l’Essai"
PLANTED = ("Voisinplanté", "Propriétaireplanté", "Noteplantée", "Souhaitplanté", "Chantierplanté", NEIGHBOUR)
LARGEST = 3  # clicks on « A + » to the largest text


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Three homes with planted names and notes: none of them may show in a session, but the home's own address."""
    path = tmp_path / "essai.rehab"
    project, homes = priced_street(path)
    with project, project.write("Testeuse", "Noms plantés") as writer:
        (owner,) = writer.rows("owner")
        writer.update("owner", owner["id"], owner["version"], {"name": "Propriétaireplanté"})
        notes = {"stage_note": "Souhaitplanté", "site_note": "Chantierplanté"}
        for place, home in enumerate(homes):
            (row,) = writer.rows("dwelling", id=home)
            address = (OWN, NEIGHBOUR, "7 rue de l’Essai")[place]
            writer.update("dwelling", home, row["version"], {"address": address, **notes})
            (household,) = writer.rows("household", dwelling_id=home)
            writer.update("household", household["id"], household["version"], {"name": "Voisinplanté"})
            writer.insert("visit", [{"dwelling_id": home, "notes": "Noteplantée"}])
    return path


def sat_down(window: MainWindow, width: int = 1440, height: int = 900) -> SeanceWindow:
    """The session on the first home, opened from its page."""
    page = home_page(window)
    page.commands.session.click()
    (session,) = [widget for widget in window.findChildren(QWidget) if isinstance(widget, SeanceWindow)]
    session.showNormal()
    session.resize(width, height)
    settle(window)
    return session


def dismissed(session: SeanceWindow, window: MainWindow) -> None:
    session.close()
    settle(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def tab_to(wanted: type[QWidget], name: str, limit: int = 60) -> QWidget:
    """Go with Tab until a widget of that kind and name has the focus."""
    for _step in range(limit):
        found = QApplication.focusWidget()
        if isinstance(found, wanted) and name in found.accessibleName() + str(found.property("text")):
            return found
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {name}")


def all_words(session: SeanceWindow) -> str:
    """Every text of the window, shown or not, with what a screen reader says."""
    words = [session.windowTitle()]
    for widget in [session, *session.findChildren(QWidget)]:
        words += [str(widget.property("text") or ""), widget.toolTip(), widget.accessibleName()]
        words += [widget.accessibleDescription(), widget.whatsThis(), widget.statusTip()]
    return "\n".join(words)


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


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("larger", [0, LARGEST])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080)])
def test_every_text_fits_at_any_size(window: MainWindow, language: str, larger: int, width: int, height: int) -> None:
    window.desk.settings.language = language
    window.rebuild_in_steps("home")
    settle(window)
    session = sat_down(window, width, height)
    for _click in range(larger):
        session.resize_text(1)
    session.steps.works.starts[-1].click()
    for step in range(len(STEPS)):
        session.show_step(step)
        settle(window)
        assert session.width() == width, f"step {step + 1} asks for more room than the screen has"
        assert clipped(session) == [], f"step {step + 1}"
    dismissed(session, window)


def test_no_english_is_left_in_french(window: MainWindow) -> None:
    english = {m.id for m in i18n.catalogue("fr") if isinstance(m.id, str) and m.id != m.string and len(m.id) > 3}
    french = {m.string for m in i18n.catalogue("fr")}
    session = sat_down(window)
    session.steps.works.starts[-1].click()
    for step in range(len(STEPS)):
        session.show_step(step)
        settle(window)
        assert [text for text in texts(session) if text in english - french] == []
    dismissed(session, window)


def test_a_screen_reader_finds_names_roles_and_an_order(window: MainWindow) -> None:
    session = sat_down(window)
    session.show_step(1)
    settle(window)
    buttons = [widget for widget in shown(session) if isinstance(widget, QAbstractButton)]
    for button in buttons:
        told = QAccessible.queryAccessibleInterface(button)
        assert told is not None
        assert told.text(QAccessible.Text.Name), f"no name: {button}"
    radios = [button for button in buttons if isinstance(button, QRadioButton)]
    assert {QAccessible.queryAccessibleInterface(radio).role() for radio in radios} == {QAccessible.Role.RadioButton}
    names = [radio.accessibleName() for radio in radios]
    assert len(names) == len(set(names)), "each choice says what it is about"
    session.steps.works.starts[-1].click()
    spoken = session.steps.works.results.accessibleName()
    for word in ("Étiquette énergie F", "Reste à payer", "entre", "Chaque mois"):
        assert word in spoken
    order = [radio.mapTo(session, radio.rect().topLeft()) for radio in radios]
    rows = [(point.y(), point.x()) for point in order]
    assert rows == sorted(rows), "the order of the focus is that of reading"
    dismissed(session, window)


def test_the_choice_outlives_a_change_of_size(window: MainWindow) -> None:
    session = sat_down(window)
    session.show_step(1)
    session.steps.works.starts[-1].click()
    before, choice = session.steps.works.results.left.value.text(), session.choice
    session.resize_text(1)
    settle(window)
    assert (session.steps.works.results.left.value.text(), session.choice, session.step) == (before, choice, 1)
    session.resize(800, 900)
    settle(window)
    assert session.choice == choice
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
    assert [timer for timer in window.findChildren(QTimer) if timer.isActive()] == []
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


def test_a_class_chosen_counts_at_once_and_says_that_it_is_not_kept(window: MainWindow) -> None:
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
    assert "n’est pas gardée" in box.note.text()
    dismissed(session, window)
