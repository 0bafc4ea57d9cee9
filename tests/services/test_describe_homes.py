"""Many homes described at once from a town's list: size, age and heating are needed, what is made up is marked."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehab_app.core.errors import Cancelled
from rehab_app.core.progress import Progress
from rehab_app.domain.catalogue.stock import PART_TABLES
from rehab_app.domain.survey import Answer
from rehab_app.services.describing import describe_homes, write_description
from rehab_app.services.editing import Cell, write_cell
from rehab_app.services.estimating import estimate_project
from rehab_app.services.importing import import_paths
from rehab_app.services.surveying import save_answers
from rehab_app.storage.project import Project

ON = datetime.date(2026, 3, 2)
LIST = """Adresse;Code postal;Code INSEE;Surface;Année de construction
1 rue Inventée;62750;62528;72;1925
3 rue Inventée;62750;62528;81;1930
5 rue Inventée;62750;62528;;1930
7 rue Inventée;62750;62528;64;
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    town = tmp_path / "liste.csv"
    town.write_text(LIST, encoding="utf-8")
    with Project.create(tmp_path / "essai.rehab", "Essai (fictif)", "62528") as opened:
        import_paths(opened, [town], "Testeuse", Progress())
        for home in homes(opened):
            save_answers(opened, "Testeuse", home, [Answer("heating", "gas_boiler", "said", ON)])
        yield opened


def homes(project: Project) -> list[int]:
    return [row["id"] for row in project.rows("dwelling")]


def test_homes_of_known_size_age_and_heating_are_described_and_the_others_counted(project: Project) -> None:
    first, second, third, fourth = homes(project)
    report = describe_homes(project, "Testeuse", homes(project), ON, Progress())
    assert report.described == (first, second)
    assert (report.assessed, report.corrected, report.unknown) == (0, 0, 2)
    estimated = estimate_project(project, "Testeuse", ON, Progress(), report.described)
    assert estimated.estimated == 2
    record = project.rows("dwelling", id=first)[0]
    assert record["living_area_m2"] == 72
    assert record["origins"]["dwelling.0.storeys"] == "default"
    assert record["origins"]["wall.1"] == "default"
    assert not project.rows("wall", dwelling_id=fourth)
    assert not project.rows("wall", dwelling_id=third)


def test_a_home_whose_heating_nobody_knows_gets_no_label(project: Project) -> None:
    first, *_others = homes(project)
    save_answers(project, "Testeuse", first, [Answer("heating", None, "said", ON)])
    report = describe_homes(project, "Testeuse", [first], ON, Progress())
    assert (report.described, report.unknown) == ((), 1)


def test_what_was_answered_counts_and_says_so(project: Project) -> None:
    *_known, third, _fourth = homes(project)
    save_answers(project, "Testeuse", third, [Answer("area_m2", 90.0, "seen", ON)])
    report = describe_homes(project, "Testeuse", [third], ON, Progress())
    assert report.described == (third,)
    record = project.rows("dwelling", id=third)[0]
    assert record["living_area_m2"] == 90
    assert record["origins"]["dwelling.0.living_area_m2"] == "seen"


def test_what_was_corrected_by_hand_is_not_described_over(project: Project) -> None:
    first, second, *_unknown = homes(project)
    describe_homes(project, "Testeuse", homes(project), ON, Progress())
    (wall,) = project.rows("wall", dwelling_id=first, number=1)
    (table,) = [table for table in PART_TABLES if table.name == "wall"]
    cell = Cell("wall", wall["id"], wall["version"], table.field("thickness_cm"), first, 1, "1 rue Inventée")
    write_cell(project, "Testeuse", cell, 34.0, "seen")
    report = describe_homes(project, "Testeuse", homes(project), ON, Progress())
    assert report.described == (second,)
    assert report.corrected == 1
    assert project.rows("wall", dwelling_id=first, number=1)[0]["thickness_cm"] == 34
    # Asked for on the page of the home itself it is, and nothing of the new parts claims to have been seen.
    write_description(project, "Testeuse", first, ON)
    origins = project.rows("dwelling", id=first)[0]["origins"]
    assert not [key for key in origins if key.startswith("wall.1.")]


def test_one_undo_takes_all_descriptions_away(project: Project) -> None:
    describe_homes(project, "Testeuse", homes(project), ON, Progress())
    assert project.rows("wall")
    project.undo("Testeuse")
    assert not project.rows("wall")
    assert len(project.rows("dwelling")) == 4


def test_stopping_writes_nothing(project: Project) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        describe_homes(project, "Testeuse", homes(project), ON, progress)
    assert not project.rows("wall")
