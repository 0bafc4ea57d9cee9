"""The table of homes: ordered, filtered and written as an adviser expects."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rehab_app.core.progress import Progress
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.home_filters import house_number
from rehab_app.services.neighbourhood import HOME_COLUMNS, Neighbourhood
from rehab_app.services.plain_text import plain
from rehab_app.storage.project import Project
from rehab_app.ui.quartier.home_table import HomeTable

COLUMN = {column.name: at for at, column in enumerate(HOME_COLUMNS)}


@pytest.fixture
def homes(town: Path) -> Neighbourhood:
    with Project.open(town) as project:
        return read_neighbourhood(project, Progress())


@pytest.fixture
def table(homes: Neighbourhood) -> HomeTable:
    made = HomeTable()
    made.show_homes(homes)
    return made


def shown(table: HomeTable, column: str) -> list[str]:
    return [str(table.index(row, COLUMN[column]).data()) for row in range(table.rowCount())]


def test_it_is_a_sound_model(table: HomeTable, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table)  # type: ignore[no-untyped-call]


def test_a_street_is_ordered_by_house_number_not_by_its_text(table: HomeTable) -> None:
    table.sort(COLUMN["street"])
    assert shown(table, "house_number")[:12] == [str(n) for n in range(1, 24, 2)]


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_what_is_not_known_comes_last_in_both_directions(table: HomeTable, order: Qt.SortOrder) -> None:
    table.sort(COLUMN["works_typical_eur_ht"], order)
    written = shown(table, "works_typical_eur_ht")
    assert written[:2] == ["7\u202f300 – 10\u202f700"] * 2
    assert set(written[2:]) == {"–"}


def test_sorting_by_label_puts_the_best_first(table: HomeTable) -> None:
    table.sort(COLUMN["label"])
    assert shown(table, "label") == [*"CC", *"DD", *"EEEE", *"FFFFFFFF", *"GGGGGGG", "–"]


def test_a_filter_ignores_case_and_accents_and_wants_every_word(table: HomeTable, homes: Neighbourhood) -> None:
    table.keep(table.matching("MODELE rue"))
    assert table.rowCount() == 12
    table.keep(table.matching("modele essai"))
    assert table.rowCount() == 0
    table.keep(table.matching(""))
    assert table.rowCount() == len(homes)


def test_rows_and_homes_find_each_other(table: HomeTable, homes: Neighbourhood) -> None:
    table.sort(COLUMN["label"], Qt.SortOrder.DescendingOrder)
    rows = range(table.rowCount())
    assert [table.rows.row_of(identifier) for identifier in table.rows.ids_at(np.array(rows))] == list(rows)
    table.keep(np.zeros(len(homes), bool))
    assert table.rows.row_of(int(homes.ids[0])) is None


@pytest.mark.usefixtures("qtbot")
def test_a_row_kept_in_view_follows_its_home_through_a_sort(table: HomeTable) -> None:
    from PySide6.QtCore import QPersistentModelIndex

    held = QPersistentModelIndex(table.index(0, 0))
    identifier = table.rows.id_at(0)
    table.sort(COLUMN["living_area_m2"], Qt.SortOrder.DescendingOrder)
    assert table.rows.id_at(held.row()) == identifier


def test_units_stand_in_the_heading(table: HomeTable) -> None:
    heading = table.headerData(COLUMN["living_area_m2"], Qt.Orientation.Horizontal)
    assert heading == "Surface\nm²"
    assert shown(table, "living_area_m2")[0] == "74"


@given(st.integers(0, 9999), st.sampled_from(["", " bis", " ter", "A"]))
def test_house_numbers_are_ordered_as_on_the_street(number: int, suffix: str) -> None:
    assert house_number(f"{number}{suffix}") >= house_number(str(number))
    assert house_number(f"{number}{suffix}") < house_number(str(number + 1))


@given(st.text())
def test_plain_text_is_stable(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_columns_are_kept_when_the_town_has_no_home(qtbot: QtBot, tmp_path: Path) -> None:
    with Project.create(tmp_path / "vide.rehab", "Vide", "62528") as project:
        empty = read_neighbourhood(project, Progress())
    table = HomeTable()
    table.show_homes(empty)
    assert (table.rowCount(), table.columnCount()) == (0, len(HOME_COLUMNS))


def test_a_home_known_by_its_survey_shows_its_range_and_likeliest_label(town: Path) -> None:
    with Project.open(town) as project:
        home = int(project.columns("dwelling", [])["id"][0])
        known = {"energy_low_kwh_m2": 210, "energy_central_kwh_m2": 260, "energy_high_kwh_m2": 330}
        with project.write("essai", "Enquête") as writer:
            writer.insert("range_estimate", [{"dwelling_id": home, "label": "E", "label_probability": 0.62, **known}])
        homes = read_neighbourhood(project, Progress())
    table = HomeTable()
    table.show_homes(homes)
    row = next(row for row in range(table.rowCount()) if table.rows.id_at(row) == home)
    assert shown(table, "range_central_kwh_m2")[row] == "210 – 330"
    assert shown(table, "likely_label")[row] == "E · 62\u202f%"
    assert shown(table, "range_central_kwh_m2").count("–") == table.rowCount() - 1
    table.sort(COLUMN["range_central_kwh_m2"])
    assert table.rows.id_at(0) == home
