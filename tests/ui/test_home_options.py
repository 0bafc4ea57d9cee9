"""The comparison of bundles on the page of a home, through a real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from rehab_app.storage.project import Project
from rehab_app.ui.home.home_options import MOST, OptionsTab
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.services.priced_street import priced_street
from tests.ui.visible import clipped, shown, texts
from tests.ui.windows import home_page


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "essai.rehab"
    project, homes = priced_street(path)
    with project, project.write("Testeuse", "Un choix à soi") as writer:
        (mine,) = writer.insert("scenario", [{"dwelling_id": homes[0], "name": "Le toit", "bundle": "Le toit"}])
        writer.insert("works", [{"scenario_id": mine, "work": "loft_mineral", "lot": "roof"}])
    return path


def compared(window: MainWindow) -> OptionsTab:
    page = home_page(window)
    page.tabs.setCurrentWidget(page.bundles)
    settle(window)
    filled(page.bundles)
    settle(window)
    return page.bundles


def filled(tab: OptionsTab) -> None:
    while not tab.filled:  # column after column, a turn of the event loop each
        QApplication.processEvents()


def test_bundles_stand_side_by_side_with_label_sums_aids_and_reasons(window: MainWindow) -> None:
    tab = compared(window)
    assert len(tab.options) == 4
    shown = texts(tab)
    for option in tab.options:
        assert f"Étiquette énergie F aujourd’hui, {option.label_after} après les travaux" in shown
    assert any("MaPrimeRénov’ rénovation d’ampleur" in text for text in shown)
    assert "à confirmer" in shown
    assert any("à avancer" in text for text in shown)
    assert any("pas une facture" in text for text in shown)
    assert clipped(tab) == []


def test_a_column_is_added_changed_and_removed_up_to_five(window: MainWindow) -> None:
    tab = compared(window)
    tab.add.click()
    settle(window)
    assert len(tab.options) == MOST
    assert not tab.add.isEnabled()
    tab.choose(0, "heating")
    settle(window)
    assert tab.options[0].bundle == "heating"
    tab.remove(0)
    settle(window)
    assert len(tab.options) == MOST - 1
    assert all(option.bundle != "heating" for option in tab.options)


def test_five_columns_fit_a_small_screen_or_scroll_under_the_names_of_the_rows(window: MainWindow) -> None:
    window.resize(1366, 768)
    tab = compared(window)
    tab.add.click()
    settle(window)
    filled(tab)
    settle(window)
    assert len(tab.options) == MOST
    assert tab.more.isVisible(), "the drawing stands beside them"
    before = tab.more.text()
    names = [one for one in tab.sheet.findChildren(QLabel) if one.text() == "Reste à payer"]
    at = names[0].mapTo(tab.sheet, QPoint(0, 0))
    tab.more.click()
    settle(window)
    assert tab.sheet.horizontalScrollBar().value() > 0
    assert tab.more.text() != before
    assert abs(names[0].mapTo(tab.sheet, QPoint(0, 0)).x() - at.x()) <= 1, "the names of the rows stay in view"
    home_page(window).wider.click()
    settle(window)
    assert not tab.more.isVisible()
    assert tab.sheet.horizontalScrollBar().maximum() == 0
    assert clipped(tab) == []


def test_neighbours_together_pay_less(window: MainWindow) -> None:
    tab = compared(window)
    alone = {option.name: option.cost_eur.typical for option in tab.options}
    tab.together.setValue(5)
    settle(window)
    together = {option.name: option.cost_eur.typical for option in tab.options}
    assert together["Rénovation complète"] < alone["Rénovation complète"]


def test_a_choice_of_ones_own_can_be_chosen_and_undone(window: MainWindow, town: Path) -> None:
    tab = compared(window)
    assert [work.work for work in tab.options[0].works] == ["loft_mineral"]
    takes = [one for one in shown(tab.sheet) if isinstance(one, QPushButton) and one.text() == "Choisir"]
    takes[0].click()
    settle(window)
    with Project.open(town) as project:
        assert project.rows("scenario", id=1)[0]["chosen"] == 1
        project.undo("Testeuse")
        assert project.rows("scenario", id=1)[0]["chosen"] != 1


def test_nothing_in_the_comparison_tells_the_income(window: MainWindow) -> None:
    tab = compared(window)
    assert "22000" not in "".join(texts(tab)).replace("\u202f", "")


def test_what_the_household_does_itself_costs_less_loses_its_aids_and_is_kept(window: MainWindow, town: Path) -> None:
    tab = compared(window)
    before = next(option for option in tab.options if option.bundle == "whole")
    tab.fold.click()
    assert tab.hands.isVisible()
    box = tab.hands.boxes["loft_mineral"]
    box.setCurrentIndex(box.findData("own"))
    box.activated.emit(box.currentIndex())
    settle(window)
    after = next(option for option in tab.options if option.bundle == "whole")
    line = next(work for work in after.works if work.work == "loft_mineral")
    assert line.done_by == "own"
    assert line.hours_own > 0
    assert after.cost_eur.typical < before.cost_eur.typical
    filled(tab)
    assert any(text.startswith("par le ménage, environ") for text in texts(tab))
    assert "heat_pump" not in tab.hands.boxes

    filled(tab)
    name = "Choisir Rénovation complète pour ce logement"
    next(one for one in tab.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()).click()
    settle(window)
    with Project.open(town) as project:
        home = int(project.columns("dwelling", ())["id"][0])
        (scenario,) = project.rows("scenario", dwelling_id=home, chosen=1)
        rows = {row["work"]: row["done_by"] for row in project.rows("works", scenario_id=scenario["id"])}
        assert rows["loft_mineral"] == "own"
        assert rows["heat_pump"] == ""
    filled(tab)
    settle(window)
    assert clipped(tab) == []
