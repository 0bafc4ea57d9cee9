"""The survey on the page of a home: answers written when left, the range that follows, what to ask next."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from rehab_app.domain.survey_questions import QUESTIONS
from rehab_app.storage.project import Project
from rehab_app.ui.home.home_visit import VisitTab
from rehab_app.ui.home.home_visit_drawings import DRAWINGS
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.ui.visible import clipped, shown, texts
from tests.ui.windows import home_page, opened
from tests.works.houses import row_of_houses


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """One home of which only the town is known."""
    path = tmp_path / "essai.rehab"
    project = Project.create(path, "Quartier d’essai (fictif)", "62528", "Ville-Inventée", True)
    with project, project.write("Testeuse", "Un logement") as writer:
        writer.insert("dwelling", [{"address": "1 rue de l’Essai", "commune_insee": "62528", "climate_zone_id": 1}])
    return path


def visited(window: MainWindow) -> VisitTab:
    page = home_page(window)
    page.tabs.setCurrentWidget(page.visit)
    settle(window)
    return page.visit


def choose(window: MainWindow, tab: VisitTab, question: str, item: str, value: str) -> None:
    tab.ask(question)
    box = tab.form.editors[item].editor
    assert isinstance(box, Choice)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    settle(window)


def type_number(window: MainWindow, tab: VisitTab, question: str, item: str, text: str) -> None:
    tab.ask(question)
    line = tab.form.editors[item].editor
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(window)


def test_every_question_has_its_drawing() -> None:
    assert {question.drawing for question in QUESTIONS} == set(DRAWINGS)


def test_answers_are_written_with_their_origin_and_narrow_the_range(window: MainWindow, town: Path) -> None:
    tab = visited(window)
    before = tab.strip.told
    choose(window, tab, "built", "period", "1")
    type_number(window, tab, "size", "area_m2", "72")
    choose(window, tab, "heating", "heating", "gas_boiler")
    assert tab.strip.told != before
    assert "kWh/m²" in tab.strip.told
    with Project.open(town) as project:
        rows = {row["item"]: row for row in project.rows("survey_answer")}
        assert rows["period"]["choice"] == "1"
        assert rows["area_m2"]["number"] == 72
        assert {row["origin"] for row in rows.values()} == {"seen"}
    assert "(1/3)" in tab.questions.item(0).text()


def test_not_knowing_forgets_an_answer_and_undo_brings_it_back(window: MainWindow, town: Path) -> None:
    tab = visited(window)
    choose(window, tab, "built", "period", "1")
    box = tab.form.editors["period"].editor
    assert isinstance(box, Choice)
    box.setCurrentIndex(0)
    box.activated.emit(0)
    settle(window)
    with Project.open(town) as project:
        assert project.rows("survey_answer") == []
    window.commands.undo.trigger()
    settle(window)
    assert box.currentData() == "1"


def test_what_to_ask_next_leads_to_its_question(window: MainWindow) -> None:
    tab = visited(window)
    type_number(window, tab, "size", "area_m2", "72")
    buttons = [widget for widget in shown(tab.strip) if isinstance(widget, QPushButton)]
    assert 1 <= len(buttons) <= 3
    assert all("explique" in button.accessibleName() for button in buttons)
    buttons[0].click()
    item = buttons[0].text().rsplit(" (", 1)[0]
    assert item in texts(tab.form)


def test_a_home_is_described_from_its_answers_and_estimated(window: MainWindow, town: Path) -> None:
    """From the survey to a label: what was not answered is a default, marked as one."""
    tab = visited(window)
    assert not tab.describe.isVisible()
    choose(window, tab, "built", "period", "1")
    type_number(window, tab, "size", "area_m2", "72")
    assert tab.describe.isVisible()
    assert clipped(tab) == []
    tab.describe.click()
    settle(window)
    with Project.open(town) as project:
        (home,) = project.rows("dwelling")
        assert project.rows("wall", dwelling_id=home["id"])
        assert home["origins"]["wall.1"] == "default"
        (estimate,) = project.rows("estimate")
        assert estimate["classe_bilan_dpe"] in "ABCDEFG"
    assert tab.describe.isVisible(), "more answers may be given, and the home described again"


def test_a_home_that_an_assessor_described_is_not_written_over(qtbot: QtBot, town: Path) -> None:
    with Project.open(town) as project, project.write("Testeuse", "DPE") as writer:
        writer.insert_stock(row_of_houses(1), [{"address": "3 rue de l’Essai", "commune_insee": "62528"}])
    with opened(town) as window:
        page = home_page(window, 1)
        page.tabs.setCurrentWidget(page.visit)
        settle(window)
        type_number(window, page.visit, "size", "area_m2", "72")
        assert not page.visit.describe.isVisible()


def test_a_number_out_of_bounds_stays_with_its_error_beside_it(window: MainWindow, town: Path) -> None:
    tab = visited(window)
    type_number(window, tab, "size", "area_m2", "3")
    assert tab.form.editors["area_m2"].error.isVisible()
    with Project.open(town) as project:
        assert project.rows("survey_answer") == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_question_fits(window: MainWindow, language: str) -> None:
    window.desk.settings.language = language
    window.rebuild("home")
    settle(window)
    window.resize(1440, 900)
    tab = visited(window)
    for at in range(len(QUESTIONS)):
        tab.questions.setCurrentRow(at)
        settle(window)
        assert clipped(tab) == [], QUESTIONS[at].code
