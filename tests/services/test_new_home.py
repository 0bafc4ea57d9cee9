"""A home recorded by its address alone, then surveyed, described and estimated."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.domain.survey import Answer
from rehab_app.services.describing import write_description
from rehab_app.services.estimating import estimate_project
from rehab_app.services.new_home import add_home
from rehab_app.services.surveying import save_answers
from rehab_app.storage.project import Project

ON = datetime.date(2026, 3, 2)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "essai.rehab", "Essai", "62528") as opened:
        yield opened


def test_a_home_stands_in_the_building_of_its_address_and_one_undo_takes_it_away(project: Project) -> None:
    change, home = add_home(project, "Testeuse", "12 bis rue Inventée", postcode="62750", tenure="owner_occupied")
    assert change.rows["dwelling"] == {home}
    (record,) = project.rows("dwelling")
    (building,) = project.rows("building")
    assert (record["id"], record["address"], record["building_id"]) == (home, "12 bis rue Inventée", building["id"])
    assert building["house_number"] == "12 bis"
    assert record["tenure"] == "owner_occupied"
    project.undo("Testeuse")
    assert not project.rows("dwelling")
    assert not project.rows("building")


def test_flats_of_one_address_are_told_apart_by_their_door(project: Project) -> None:
    add_home(project, "Testeuse", "14 rue Inventée", "porte 1", kind="flat")
    add_home(project, "Testeuse", "14 Rue INVENTEE", "porte 2", kind="flat")
    assert len(project.rows("dwelling")) == 2
    assert len(project.rows("building")) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"address": "2 RUE INVENTEE"}, "address"),
        ({"address": "quelque part"}, "address"),
        ({"address": "4 rue Inventée", "postcode": "6275"}, "postcode"),
        ({"address": "4 rue Inventée", "kind": "flat"}, "complement"),
    ],
)
def test_what_names_no_new_home_is_refused_beside_its_field(project: Project, said: dict[str, str], field: str) -> None:
    add_home(project, "Testeuse", "2 rue Inventée")
    with pytest.raises(RehabError) as refused:
        add_home(project, "Testeuse", **said)
    assert refused.value.where == field
    assert len(project.rows("dwelling")) == 1


def test_a_home_without_parts_is_sent_to_its_survey_and_estimated_after_it(project: Project) -> None:
    _change, home = add_home(project, "Testeuse", "2 rue Inventée")
    report = estimate_project(project, "Testeuse", ON, Progress())
    (reason,) = report.refused
    assert "relevé" in reason
    save_answers(project, "Testeuse", home, [Answer("area_m2", 82.0, "said", ON)])
    write_description(project, "Testeuse", home, ON)
    assert estimate_project(project, "Testeuse", ON, Progress()).estimated == 1


def test_an_answer_that_is_corrected_is_brought_into_the_dwelling_and_its_parts_with_its_origin(
    project: Project,
) -> None:
    _change, home = add_home(project, "Testeuse", "2 rue Inventée")
    described = {}
    for area in (80.0, 100.0):
        answers = [Answer("area_m2", area, "said", ON), Answer("storeys", 2.0, "seen", ON)]
        save_answers(project, "Testeuse", home, answers)
        write_description(project, "Testeuse", home, ON)
        (record,) = project.rows("dwelling")
        described[area] = record["living_area_m2"], sum(row["area_m2"] for row in project.rows("roof"))
    assert (described[80.0][0], described[100.0][0]) == (80.0, 100.0)
    assert described[100.0][1] == pytest.approx(described[80.0][1] * 100.0 / 80.0)
    origins = record["origins"]
    assert origins["dwelling.0.living_area_m2"] == "said"
    assert origins["dwelling.0.storeys"] == "seen"
    assert origins["dwelling.0.ceiling_height_m"] == "default"
