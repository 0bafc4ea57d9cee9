"""One value for many homes, cells corrected in place, views of the table kept and found again."""

import json
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rehab_app.core import settings as stored
from rehab_app.core.settings import Settings
from rehab_app.domain.catalogue.records import RECORD_TABLES
from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.services import editing
from rehab_app.services.catalogue_columns import catalogue_columns
from rehab_app.services.home_filters import Condition
from rehab_app.services.neighbourhood import HOME_COLUMNS
from rehab_app.storage.project import Project
from rehab_app.ui.pictures import settle
from rehab_app.ui.quartier.cell_editor import ValueAndOrigin
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.window import MainWindow
from tests.ui.visible import out_of_order
from tests.ui.windows import dismiss, show_page

COLUMN = {column.name: at for at, column in enumerate(HOME_COLUMNS)}


def quartier(window: MainWindow) -> QuartierPage:
    return show_page(window, "quartier", QuartierPage)


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


def test_what_is_corrected_in_place_keeps_the_origin_that_the_adviser_gives(window: MainWindow, town: Path) -> None:
    page = quartier(window)
    for row, origin in ((0, "official"), (1, "official")):  # the second keeps what was said of the first
        cell = page.table.index(row, COLUMN["construction_year"])
        page.view.edit(cell)
        editor = page.view.viewport().findChild(ValueAndOrigin)
        assert isinstance(editor, ValueAndOrigin)
        if row == 0:
            assert editor.origin.currentData() == "said"
            editor.origin.choose(origin)
        editor.line.setText("1931")
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
        settle(window)
    with Project.open(town) as project:
        homes = project.rows("dwelling", construction_year=1931)
    assert [home["origins"]["dwelling.0.construction_year"] for home in homes] == ["official", "official"]


def test_homes_of_a_street_stay_under_a_row_with_its_sums(window: MainWindow) -> None:
    page = quartier(window)
    page.table.sort(COLUMN["living_area_m2"], Qt.SortOrder.DescendingOrder)
    page.grouped.click()
    table = page.table
    streets = [row for row in range(table.rowCount()) if table.rows.is_street(row)]
    assert streets == [0, 13]
    assert [table.text(row, COLUMN["street"]) for row in streets] == ["Rue de l’Essai (12)", "Rue du Modèle (12)"]
    assert [table.text(row, COLUMN["living_area_m2"]) for row in streets] == ["954", "954"]
    assert table.text(0, COLUMN["label"]) == "67\u202f% FG"
    assert table.text(0, COLUMN["works_typical_eur_ht"]) == "7\u202f300 – 10\u202f700"
    assert [table.text(row, COLUMN["living_area_m2"]) for row in range(1, 13)] == [str(a) for a in range(85, 73, -1)]
    assert {table.text(row, COLUMN["street"]) for row in range(1, 13)} == {""}

    page.filters.want(Condition("label", values=("C",)))
    assert [table.text(row, COLUMN["street"]) for row in (0, 2)] == ["Rue de l’Essai (1)", "Rue du Modèle (1)"]
    page.filters.restore({})
    assert window.desk.homes is not None
    page.view.clicked.emit(table.index(13, 0))
    assert window.desk.selection.ids == tuple(sorted(window.desk.selection.ids, reverse=True))
    assert len(window.desk.selection.ids) == 12
    assert page.view.copied().count("\n") == 12  # the headings and twelve homes: the street is none
    page.view.selectAll()
    assert len(window.desk.selection.ids) == 24


def test_a_view_is_kept_in_the_project_and_found_by_a_colleague(window: MainWindow, town: Path) -> None:
    page = quartier(window)
    page.filters.typed.setText("modele")
    page.view.setColumnHidden(COLUMN["tenure"], True)
    page.columns.show_column("window.area_m2", True)
    settle(window)
    page.view.sortByColumn(COLUMN["label"], Qt.SortOrder.DescendingOrder)
    page.views.name.setText("Modèle, sans occupation")
    page.views.keep()
    settle(window)
    assert window.commands.undo.text().endswith("Garder la vue «\u202fModèle, sans occupation\u202f»")

    colleague = MainWindow(Settings(adviser="Collègue"))
    colleague.show()
    colleague.files.open(town)
    settle(colleague)
    other = quartier(colleague)
    other.views.show_view("Modèle, sans occupation")
    settle(colleague)
    assert other.table.rowCount() == 12
    assert other.view.isColumnHidden(COLUMN["tenure"])
    areas = len(HOME_COLUMNS)
    assert other.table.columns[areas].name == "window.area_m2"
    assert not other.view.isColumnHidden(areas)
    assert {other.table.text(row, areas) for row in range(12)} == {"9"}
    assert other.table.index(0, COLUMN["label"]).data(other.table.LETTER_ROLE) == "G"
    other.views.fill()
    assert "Modèle, sans occupation" in [action.text() for action in other.views.menu().actions()]
    other.views.forget("Modèle, sans occupation")
    settle(colleague)
    assert other.views.views == {}
    dismiss(colleague)


def test_views_that_an_earlier_version_kept_in_the_settings_join_the_project(qtbot: QtBot, town: Path) -> None:
    mine = {"typed": "essai", "facets": {"label": "G"}, "columns": "20:AAAA", "grouped": True}
    elsewhere = {"Ailleurs": {"typed": "x"}}
    settings = Settings(views=json.dumps({str(town): {"Les G": mine}, "/ailleurs.rehab": elsewhere}))
    window = MainWindow(settings)
    window.show()
    window.files.open(town)
    settle(window)
    page = quartier(window)
    page.views.show_view("Les G")
    assert {page.table.letter(row, COLUMN["label"]) for row in range(1, page.table.rowCount())} == {"G"}
    assert page.table.grouped
    assert json.loads(stored.load().views) == {"/ailleurs.rehab": elsewhere}
    dismiss(window)


def test_conditions_on_columns_combine_and_each_chip_takes_one_away(window: MainWindow) -> None:
    page = quartier(window)
    page.filters.ask("label")
    sheet = page.filters.sheet
    assert sheet is not None
    texts = [sheet.values.item(at).text() for at in range(sheet.values.count())]
    assert texts == ["C (2)", "D (2)", "E (4)", "F (8)", "G (7)", "Non renseigné (1)"]
    for at in (3, 4):
        sheet.values.item(at).setCheckState(Qt.CheckState.Checked)
    assert page.table.rowCount() == 15

    page.filters.ask("street")
    streets = page.filters.sheet
    assert streets is not None
    QTest.keyClicks(streets.typed, "modele")
    assert page.table.rowCount() == 7

    page.view.heads.filter_wanted.emit(COLUMN["living_area_m2"])
    areas = page.filters.sheet
    assert areas is not None
    QTest.keyClicks(areas.low, "grand")
    assert areas.error.isVisible()
    assert page.table.rowCount() == 7
    areas.low.clear()
    QTest.keyClicks(areas.low, "80,5")
    assert not areas.error.isVisible()
    assert page.table.rowCount() == 2
    assert [chip.text() for chip in page.chips.chips] == [
        "Étiquette\u00a0: F, G",
        "Rue\u00a0: «\u202fmodele\u202f»",
        "Surface\u00a0: à partir de 80,5\u202fm²",
    ]
    page.chips.chips[0].click()
    assert page.table.rowCount() == 5
    page.chips.chips[0].click()
    page.chips.chips[0].click()
    assert page.table.rowCount() == 24
    assert not page.chips.isVisible()


def test_what_is_missing_is_a_filter_and_so_is_what_is_not_known(window: MainWindow) -> None:
    page = quartier(window)
    page.filters.ask("missing")
    sheet = page.filters.sheet
    assert sheet is not None
    texts = [sheet.values.item(at).text() for at in range(sheet.values.count())]
    assert texts == [
        "Année ou période de construction (24)",
        "Appareil de chauffage (24)",
        "Appareil d’eau chaude (24)",
    ]
    page.filters.ask("primary_kwh_m2")
    bounds = page.filters.sheet
    assert bounds is not None
    bounds.known.setCurrentIndex(1)
    assert page.table.rowCount() == 1
    assert [chip.text() for chip in page.chips.chips] == ["Primaire\u00a0: non renseigné"]


def test_any_field_of_the_catalogue_is_a_column_to_sort_and_filter_by(window: MainWindow) -> None:
    page = quartier(window)
    page.columns.open()
    page.columns.typed.setText("murs structure")
    assert [top.text(0) for top in page.columns.tops if not top.isHidden()] == ["Murs"]
    page.columns.show_column("wall.thickness_cm", True)
    page.columns.show_column("wall.area_m2", True)
    settle(window)
    thickness, area = len(HOME_COLUMNS), len(HOME_COLUMNS) + 1
    assert page.table.text(0, thickness) == "34"
    assert page.table.text(0, area) == "45,5"
    page.filters.want(Condition("wall.thickness_cm", low=30.0))
    assert page.table.rowCount() == 24
    page.filters.want(Condition("wall.thickness_cm", high=30.0))
    assert page.table.rowCount() == 0


def test_a_column_read_later_follows_a_change_of_the_project(window: MainWindow, town: Path) -> None:
    page = quartier(window)
    page.columns.show_column("dwelling.storeys", True)
    settle(window)
    storeys = len(HOME_COLUMNS)
    assert page.table.text(0, storeys) == "–"
    homes = window.desk.homes
    assert homes is not None
    versions = dict(zip(homes.ids.tolist(), homes.columns["version"].tolist(), strict=True))
    field = editing.home_field("storeys")
    window.desk.write(lambda session: editing.write_field(session.project, "essai", versions, field, 2.0, "seen"))
    settle(window)
    assert page.table.text(0, storeys) == "2"


def test_nothing_personal_is_offered_as_a_column() -> None:
    personal = {
        f"{spec.name}.{field.name}"
        for spec in (*STOCK_TABLES, *RECORD_TABLES)
        for field in spec.fields
        if field.personal
    }
    assert personal
    assert not personal & set(catalogue_columns())


def test_the_form_that_opens_late_is_reached_before_the_bar_under_it(window: MainWindow) -> None:
    page = window.frame.show_page("quartier")
    assert isinstance(page, QuartierPage)
    page.view.selectAll()
    settle(window)
    page.bar.edit_button.click()
    settle(window)
    assert out_of_order(page) == []
