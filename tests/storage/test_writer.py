"""One action is written whole or not at all, and nothing that somebody else wrote is overwritten."""

from typing import Any

import numpy as np
import pytest

from rehab_app.domain.catalogue.stock import stock_from_rows
from rehab_app.storage.database import Conflict
from rehab_app.storage.project import Location, Project
from tests.storage.samples import IDENTITY, two_homes
from tests.storage.test_project import assert_same


def imported(project: Project) -> list[int]:
    with project.write("essai", "import") as writer:
        return writer.insert_stock(two_homes(), IDENTITY)


def test_a_change_names_the_rows_it_touched(project: Project) -> None:
    with project.write("essai", "import") as writer:
        ids = writer.insert_stock(two_homes(), IDENTITY)
    change = writer.change
    assert change.rows["dwelling"] == frozenset(ids)
    assert len(change.rows["wall"]) == 3
    assert change.touches("wall")
    assert not change.touches("owner")
    assert project.rows("journal", id=change.journal_id)[0]["label"] == "import"


def test_an_action_that_fails_leaves_nothing_behind(project: Project) -> None:
    with pytest.raises(ValueError, match="one dwelling"), project.write("essai", "import") as writer:
        writer.replace_parts(writer.insert_stock(two_homes(), IDENTITY)[0], two_homes())
    assert project.rows("dwelling") == []
    assert project.undo_label() is None


def test_an_action_that_changes_nothing_is_not_in_the_journal(project: Project) -> None:
    first, _ = imported(project)
    before = project.history()
    row = project.rows("dwelling", id=first)[0]
    with project.write("essai", "rien") as writer:
        writer.update("dwelling", first, row["version"], {"stage": "sensed", "living_area_m2": 82.5})
        writer.insert("owner", [])
        writer.replace_parts(first, two_homes().take([0]))
    assert writer.change.journal_id == -1
    assert project.history() == before
    assert project.rows("dwelling", id=first) == [row]


def test_the_second_writer_is_told_and_overwrites_nothing(place: Location, project: Project) -> None:
    first, second = imported(project)
    with Project.open(place) as other_window:
        seen = other_window.rows("dwelling", id=first)[0]
        with project.write("Anne", "étape changée") as writer:
            writer.update("dwelling", first, seen["version"], {"stage": "committed"})
        versions = [seen["version"], seen["version"]]
        stages = {"stage": ["quoted", "withdrawn"]}
        with pytest.raises(Conflict, match=r"Anne.*étape changée"), other_window.write("Luc", "autre") as writer:
            writer.update_columns("dwelling", [second, first], versions, stages)
        assert [row["stage"] for row in other_window.rows("dwelling")] == ["committed", "interested"]
        assert other_window.undo_label() == "étape changée"


def test_a_row_undone_and_edited_again_is_not_taken_for_the_one_seen(project: Project) -> None:
    first, _ = imported(project)
    start = project.rows("dwelling", id=first)[0]["version"]
    with project.write("Anne", "un") as writer:
        writer.update("dwelling", first, start, {"stage": "committed"})
    seen = project.rows("dwelling", id=first)[0]["version"]
    project.undo("Anne")
    assert project.rows("dwelling", id=first)[0]["version"] == start
    with project.write("Anne", "deux") as writer:
        writer.update("dwelling", first, start, {"stage": "quoted"})
    with pytest.raises(Conflict), project.write("Luc", "trois") as writer:
        writer.update("dwelling", first, seen, {"stage": "works"})


def test_a_row_that_is_gone_is_told(project: Project) -> None:
    first, second = imported(project)
    version = project.rows("dwelling", id=first)[0]["version"]
    with project.write("Anne", "suppression") as writer:
        writer.delete("dwelling", [first], [version])
    assert {row["dwelling_id"] for row in project.rows("wall")} == {second}
    with pytest.raises(Conflict), project.write("Luc", "trop tard") as writer:
        writer.update("dwelling", first, version, {"stage": "works"})
    with pytest.raises(Conflict), project.write("Luc", "trop tard") as writer:
        writer.delete("dwelling", [second, first])
    assert len(project.rows("dwelling")) == 1


def test_a_record_still_referred_to_is_not_removed(project: Project) -> None:
    with project.write("essai", "saisie") as writer:
        (owner,) = writer.insert("owner", [{"name": "Bailleur fictif", "kind": "social_landlord"}])
        writer.insert("dwelling", [{"owner_id": owner}])
    with pytest.raises(Conflict), project.write("essai", "suppression") as writer:
        writer.delete("owner", [owner])
    with pytest.raises(Conflict), project.write("essai", "saisie") as writer:
        writer.insert("dwelling", [{"owner_id": 4_000}])
    assert len(project.rows("owner")) == len(project.rows("dwelling")) == 1


def test_many_rows_are_changed_at_once(project: Project) -> None:
    ids = imported(project)
    versions = project.columns("dwelling", [])["version"]
    columns: dict[str, Any] = {"stage": ["quoted", "quoted"], "living_area_m2": np.array([82.5, np.nan])}
    with project.write("essai", "étape de 2 logements") as writer:
        writer.update_columns("dwelling", np.array(ids[::-1]), versions[::-1], columns)
    rows = project.rows("dwelling")
    assert [row["stage"] for row in rows] == ["quoted", "quoted"]
    assert [row["living_area_m2"] for row in rows] == [None, 82.5]
    with pytest.raises(ValueError, match="twice"), project.write("essai", "étape") as writer:
        writer.update_columns("dwelling", [ids[0], ids[0]], [1, 1], {"stage": ["works", "quoted"]})


def test_an_imported_again_dwelling_changes_only_where_it_differs(project: Project) -> None:
    first, second = imported(project)
    again = stock_from_rows({"wall": [{"dwelling": 0, "number": 1, "area_m2": 33.0}], "dwelling": [{}]})
    windows = project.rows("window")
    with project.write("essai", "import") as writer:
        parts = two_homes().take([0])
        writer.replace_parts(first, parts.replace(wall=again["wall"]))
    assert set(writer.change.rows) == {"wall"}
    assert project.rows("window") == windows
    assert [row["area_m2"] for row in project.rows("wall", dwelling_id=first)] == [33.0]
    assert [row["area_m2"] for row in project.rows("wall", dwelling_id=second)] == [19.0]


def test_the_writer_reads_what_it_has_written(project: Project) -> None:
    with project.write("essai", "import") as writer:
        writer.insert_stock(two_homes(), IDENTITY)
        assert_same(writer.stock()[0], two_homes())
        assert len(writer.rows("wall", number=1)) == 2
        assert project.rows("wall") == []


def test_an_id_is_never_given_twice(project: Project) -> None:
    ids = imported(project)
    project.undo("essai")
    assert not set(ids) & set(imported(project))


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"area_m2": "douze"}, ValueError),
        ({"area_m2": float("inf")}, ValueError),
        ({"orientation_id": 1.5}, ValueError),
        ({"description": 12}, TypeError),
    ],
)
def test_a_value_that_does_not_fit_its_field_is_refused(
    project: Project, values: dict[str, object], error: type[Exception]
) -> None:
    (first, _) = imported(project)
    with pytest.raises(error, match=next(iter(values))), project.write("essai", "saisie") as writer:
        writer.insert("wall", [{"dwelling_id": first, "number": 3, **values}])


def test_the_journal_is_written_by_the_store_alone(project: Project) -> None:
    with pytest.raises(ValueError, match="journal"), project.write("essai", "faux") as writer:
        writer.insert("journal", [{"who": "personne"}])
