"""Conditions on columns: they combine, they are kept and read again, and they miss nobody."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.core.progress import Progress
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.catalogue_columns import catalogue_columns, read_columns
from rehab_app.services.home_filters import COMPLETE, Condition, condition_from, counts, meeting
from rehab_app.services.neighbourhood import HIGHEST, HOME_COLUMNS, Neighbourhood
from rehab_app.storage.project import Project
from tests.ui.small_town import build

COLUMNS = {column.name: column for column in HOME_COLUMNS}


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Neighbourhood:
    path = tmp_path_factory.mktemp("town") / "essai.rehab"
    build(path)
    with Project.open(path) as project:
        return read_neighbourhood(project, Progress())


_CONDITIONS = st.builds(
    Condition,
    column=st.sampled_from(sorted(COLUMNS)),
    contains=st.text(max_size=8),
    low=st.none() | st.floats(-1e6, 1e6),
    high=st.none() | st.floats(-1e6, 1e6),
    values=st.lists(st.text(max_size=5), max_size=4).map(tuple),
    known=st.none() | st.booleans(),
)


@given(_CONDITIONS)
def test_a_condition_is_kept_and_read_again(condition: Condition) -> None:
    assert condition_from(condition.as_json()) == condition


@pytest.mark.parametrize("spoilt", [{}, {"column": 3}, {"column": "label", "values": "F"}, {"column": "x", "low": "1"}])
def test_a_spoilt_condition_is_none(spoilt: dict[str, object]) -> None:
    assert condition_from(spoilt) is None


@pytest.mark.parametrize("column", sorted(COLUMNS))
def test_the_known_and_the_unknown_are_everybody_once(homes: Neighbourhood, column: str) -> None:
    sides = [meeting(homes, COLUMNS, [Condition(column, known=side)]) for side in (True, False)]
    assert np.array_equal(sides[0], ~sides[1])


@pytest.mark.parametrize("column", ["label", "stage", "street", "owner_kind", "tenure", "period", "house_number"])
def test_the_homes_of_all_values_are_everybody_once(homes: Neighbourhood, column: str) -> None:
    tally = counts(homes, COLUMNS[column], np.ones(len(homes), bool))
    found = [meeting(homes, COLUMNS, [Condition(column, values=(value,))]) for value in tally]
    assert [int(mask.sum()) for mask in found] == list(tally.values())
    assert np.array_equal(np.sum(found, axis=0), np.ones(len(homes)))


def test_conditions_combine(homes: Neighbourhood) -> None:
    some = [Condition("label", values=("F", "G")), Condition("living_area_m2", low=80), Condition("street", "modele")]
    together = meeting(homes, COLUMNS, some)
    assert np.array_equal(together, np.all([meeting(homes, COLUMNS, [one]) for one in some], axis=0))
    assert 0 < together.sum() < len(homes)


def test_a_column_that_is_not_there_holds_nobody_back(homes: Neighbourhood) -> None:
    assert meeting(homes, COLUMNS, [Condition("wall.thickness_cm", low=1000)]).all()


def test_a_home_misses_what_no_table_says_of_it(homes: Neighbourhood) -> None:
    def missing(*keys: str) -> int:
        return int(meeting(homes, COLUMNS, [Condition("missing", values=keys)]).sum())

    assert missing("heating_generator") == 24
    assert missing("wall") == missing(COMPLETE) == 0
    assert missing("wall", "hot_water_generator") == 24


def test_the_period_is_that_of_the_year_where_none_is_recorded(homes: Neighbourhood) -> None:
    assert set(homes.columns["period"]) == {"1"}  # 1924


def test_parts_are_added_up_spread_or_named(tmp_path: Path) -> None:
    path = tmp_path / "essai.rehab"
    build(path)
    names = ("wall.area_m2", "wall.thickness_cm", "wall.description", "ventilation.type_id")
    with Project.open(path) as project:
        first = project.rows("wall")[1]
        with project.write("essai", "Mesure") as writer:
            writer.update("wall", first["id"], first["version"], {"thickness_cm": 22.0})
        homes = project.columns("dwelling", ("building_id",))
        found = read_columns(project, homes["id"], homes["building_id"], (*names, "wall.gone", "gone.too"))
    assert found["wall.area_m2"].tolist() == [45.5] * 24
    assert (found["wall.thickness_cm"][0], found[HIGHEST + "wall.thickness_cm"][0]) == (22.0, 34.0)
    assert (found["wall.thickness_cm"][1], found[HIGHEST + "wall.thickness_cm"][1]) == (34.0, 34.0)
    assert set(found["wall.description"]) == {"Mur arrière · Mur sur rue"}
    assert all(found["ventilation.type_id"])
    assert "wall.gone" not in found
    assert "gone.too" not in found


def test_every_column_of_the_catalogue_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "essai.rehab"
    build(path)
    with Project.open(path) as project:
        homes = project.columns("dwelling", ("building_id",))
        found = read_columns(project, homes["id"], homes["building_id"], tuple(catalogue_columns()))
    assert catalogue_columns().keys() <= found.keys()
    assert {len(column) for column in found.values()} == {24}
