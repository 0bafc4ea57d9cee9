"""One value for many homes, cells corrected in place, views of the table kept and found again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rehab_app.core import settings as stored
from rehab_app.services.neighbourhood import HOME_COLUMNS
from rehab_app.storage.project import Project
from rehab_app.ui.pictures import settle
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.window import MainWindow
from tests.ui.small_town import build
from tests.ui.windows import dismiss, opened

COLUMN = {column.name: at for at, column in enumerate(HOME_COLUMNS)}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "essai.rehab"
    build(path)
    return path


@pytest.fixture
def window(qtbot: QtBot, town: Path) -> Iterator[MainWindow]:
    with opened(town) as made:
        yield made


def quartier(window: MainWindow) -> QuartierPage:
    page = window.frame.show_page("quartier")
    assert isinstance(page, QuartierPage)
    return page


def test_a_field_of_many_homes_is_written_in_one_action_and_undone_in_one(window: MainWindow, town: Path) -> None:
    page = quartier(window)
    page.bar.edit_button.click()
    assert page.bulk.isVisible()
    page.filters.typed.setText("modele")
    page.view.selectAll()
    page.bulk.field.setCurrentIndex(page.bulk.field.findData("ceiling_height_m"))
    page.bulk.typed.setText("haut")
    page.bulk.write_button.click()
    assert "n’est pas un nombre" in page.bulk.error.text()

    page.bulk.typed.setText("2,8")
    page.bulk.write_button.click()
    settle(window)
    assert not page.bulk.error.isVisible()
    with Project.open(town) as project:
        assert len(project.rows("dwelling", ceiling_height_m=2.8)) == 12
        home = project.rows("dwelling", ceiling_height_m=2.8)[0]
    assert home["origins"]["dwelling.0.ceiling_height_m"] == "seen"
    assert window.commands.undo.text().endswith(", 12 logements")

    window.commands.undo.trigger()
    settle(window)
    with Project.open(town) as project:
        assert project.rows("dwelling", ceiling_height_m=2.8) == []
        assert len(project.rows("dwelling", ceiling_height_m=2.5)) == 24


def test_a_list_is_offered_for_a_field_of_codes(window: MainWindow, town: Path) -> None:
    page = quartier(window)
    page.view.selectAll()
    page.bulk.field.setCurrentIndex(page.bulk.field.findData("tenure"))
    page.bulk.chosen.choose("vacant")
    page.bulk.write()
    settle(window)
    with Project.open(town) as project:
        assert len(project.rows("dwelling", tenure="vacant")) == 24


def test_a_cell_is_corrected_in_place_from_the_keyboard(window: MainWindow, town: Path) -> None:
    page = quartier(window)
    cell = page.table.index(0, COLUMN["living_area_m2"])
    page.view.selectionModel().setCurrentIndex(cell, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    page.view.edit(cell)
    line = page.view.viewport().findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == "74"
    line.setText("81,5")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(window)
    with Project.open(town) as project:
        assert [row["address"] for row in project.rows("dwelling", living_area_m2=81.5)] == ["1 Rue de l’Essai"]
    assert window.commands.undo.text().endswith("Surface habitable, 1 Rue de l’Essai")


def test_homes_of_a_street_stay_together_and_the_street_is_named_once(window: MainWindow) -> None:
    page = quartier(window)
    page.table.sort(COLUMN["living_area_m2"], Qt.SortOrder.DescendingOrder)
    page.table.group(True)
    streets = [page.table.index(row, COLUMN["street"]).data() for row in range(24)]
    assert streets == ["Rue de l’Essai", *[""] * 11, "Rue du Modèle", *[""] * 11]
    areas = [page.table.index(row, COLUMN["living_area_m2"]).data() for row in range(24)]
    assert areas[:12] == [str(area) for area in range(85, 73, -1)]


def test_a_view_is_kept_for_its_project_and_found_again_at_the_next_start(window: MainWindow, town: Path) -> None:
    page = quartier(window)
    page.filters.typed.setText("modele")
    page.view.setColumnHidden(COLUMN["tenure"], True)
    page.view.sortByColumn(COLUMN["label"], Qt.SortOrder.DescendingOrder)
    page.views.name.setText("Modèle, sans occupation")
    page.views.keep()
    kept = stored.load()
    assert "Modèle, sans occupation" in kept.views

    again = MainWindow(kept)
    again.show()
    again.files.open(town)
    settle(again)
    other = quartier(again)
    other.views.show_view("Modèle, sans occupation")
    assert other.table.rowCount() == 12
    assert other.view.isColumnHidden(COLUMN["tenure"])
    assert other.table.index(0, COLUMN["label"]).data(other.table.LETTER_ROLE) == "G"
    other.views.fill()
    assert "Modèle, sans occupation" in [action.text() for action in other.views.menu().actions()]
    other.views.forget("Modèle, sans occupation")
    assert "Modèle" not in stored.load().views
    dismiss(again)
