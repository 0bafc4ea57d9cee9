"""A session can be read: every text fits at any size, in both languages, and a screen reader finds its way."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QRadioButton

from rehab_app.core import i18n
from rehab_app.ui.pictures import settle
from rehab_app.ui.seance.edges import STEPS
from rehab_app.ui.window import MainWindow
from tests.journeys.sitting import LARGEST, dismissed, planted_street, sat_down
from tests.ui.visible import clipped, shown, texts


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return planted_street(tmp_path / "essai.rehab")


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
