"""What is typed at the desk: read as people write it, bounded, written once with its origin, undone by name."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.domain.catalogue.envelope import WALL
from rehab_app.domain.fields import choice, code, date, flag, number, text
from rehab_app.services import editing
from rehab_app.services.editing import Cell, choices, parsed, write_cell
from rehab_app.storage.database import Conflict
from rehab_app.storage.project import Project
from tests.ui.small_town import build

AREA = number("area_m2", "Opaque area", "m²", high=500)
THICKNESS = WALL.field("thickness_cm")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("22,5", 22.5),
        ("22.5", 22.5),
        ("1 240", 1240.0),
        ("1\u202f240,5", 1240.5),
        ("1\u00a0240", 1240.0),
        ("  7 ", 7.0),
    ],
)
def test_numbers_are_taken_as_people_write_them(typed: str, value: float) -> None:
    assert parsed(number("x", "X"), typed) == value


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_entry_means_not_known(typed: str) -> None:
    assert parsed(AREA, typed) is None
    assert parsed(text("note", "Note"), typed) == ""


@pytest.mark.parametrize("typed", ["abc", "1,2,3", "nan", "inf", "12 m²", "--4", "501", "-0,1"])
def test_what_is_no_value_of_the_field_is_refused_with_its_name(typed: str) -> None:
    with pytest.raises(RehabError) as refused:
        parsed(AREA, typed)
    assert refused.value.where == "Surface opaque"


def test_bounds_are_told_with_their_unit() -> None:
    with pytest.raises(RehabError, match="500\u202fm²"):
        parsed(AREA, "900")


@pytest.mark.parametrize("typed", ["12/03/2026", "2026-03-12", "12.03.2026"])
def test_dates_are_taken_in_the_forms_people_use(typed: str) -> None:
    assert parsed(date("on", "Date"), typed) == datetime.date(2026, 3, 12)


@given(st.floats(0, 500, allow_nan=False))
def test_a_figure_as_shown_can_be_typed_back(value: float) -> None:
    assert parsed(AREA, figure(value, "", 3)) == pytest.approx(value, abs=0.0006)


@given(st.text(max_size=30))
def test_any_text_gives_a_value_in_bounds_or_a_polite_refusal(typed: str) -> None:
    try:
        value = parsed(AREA, typed)
    except RehabError:
        return
    assert value is None or 0 <= value <= 500


def test_choices_are_official_words_our_own_codes_or_yes_and_no() -> None:
    assert choices(flag("heavy", "Heavy")) == {1: "Oui", 0: "Non"}
    assert choices(code("stage", "Stage", "stages"))["committed"] == "engagé"
    assert choices(choice("zone", "Zone", "zone_climatique"))[1] == "h1a"
    assert choices(AREA) == {}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    build(tmp_path / "p.rehab")
    return Project.open(tmp_path / "p.rehab")


def cell_of(project: Project) -> Cell:
    wall = project.rows("wall", dwelling_id=1, number=1)[0]
    return Cell("wall", wall["id"], wall["version"], THICKNESS, 1, 1, "1 Rue de l’Essai")


def test_a_value_and_its_origin_are_one_action(project: Project) -> None:
    with project:
        change = write_cell(project, "Anne", cell_of(project), 36.0, "seen")
        assert change.touches("wall")
        assert project.rows("wall", dwelling_id=1, number=1)[0]["thickness_cm"] == 36
        assert project.rows("dwelling", id=1)[0]["origins"] == {"wall.1.thickness_cm": "seen"}
        assert project.undo_label() == "Épaisseur de la structure, 1 Rue de l’Essai"
        editing.undo(project, "Anne")
        assert project.rows("wall", dwelling_id=1, number=1)[0]["thickness_cm"] == 34
        assert project.rows("dwelling", id=1)[0]["origins"] is None
        assert editing.history_labels(project) == ("Essai", "Épaisseur de la structure, 1 Rue de l’Essai")


def test_the_second_writer_of_a_row_is_told_and_nothing_is_written(project: Project) -> None:
    with project:
        held = cell_of(project)
        write_cell(project, "Anne", held, 36.0, "seen")
        with pytest.raises(Conflict, match="Anne"):
            write_cell(project, "Bruno", held, 40.0, "said")
        assert project.rows("wall", dwelling_id=1, number=1)[0]["thickness_cm"] == 36
        assert project.rows("dwelling", id=1)[0]["origins"] == {"wall.1.thickness_cm": "seen"}


def test_a_stage_is_given_to_many_homes_at_once_or_to_none(project: Project) -> None:
    with project:
        homes = {row["id"]: row["version"] for row in project.rows("dwelling")[:5]}
        editing.write_stage(project, "Anne", homes, "works")
        assert [row["stage"] for row in project.rows("dwelling")[:5]] == ["works"] * 5
        with pytest.raises(Conflict):
            editing.write_stage(project, "Bruno", homes, "accepted")
        assert {row["stage"] for row in project.rows("dwelling")[:5]} == {"works"}
