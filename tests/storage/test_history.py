"""Undo and redo: named, across restarts, cut by a new action, and never over somebody else's work."""

import pytest

from rehab_app.storage.database import Conflict
from rehab_app.storage.project import Location, Project
from tests.storage.samples import IDENTITY, two_homes
from tests.storage.test_project import assert_same


def test_the_menu_names_what_it_undoes_also_after_a_restart(place: Location, project: Project) -> None:
    assert project.undo_label() is None
    assert project.undo("Anne") is None
    rename(project, "Anne", "Cité n° 9")
    project.close()
    with Project.open(place) as again:
        assert (again.undo_label(), again.redo_label()) == ("nom : Cité n° 9", None)
        change = again.undo("Luc")
        assert change is not None
        assert change.touches("neighbourhood")
        assert again.neighbourhood()["name"] == "Cité des essais"
        assert (again.undo_label(), again.redo_label()) == (None, "nom : Cité n° 9")
    with Project.open(place) as later:
        assert later.redo("Luc") is not None
        assert later.neighbourhood()["name"] == "Cité n° 9"
        assert later.redo("Luc") is None


def test_a_new_action_ends_what_could_be_redone(project: Project) -> None:
    for name in ("un", "deux", "trois"):
        rename(project, "Anne", name)
    project.undo("Anne")
    project.undo("Anne")
    assert project.redo_label() == "nom : deux"
    rename(project, "Anne", "quatre")
    assert project.redo_label() is None
    project.undo("Anne")
    assert project.redo_label() == "nom : quatre"
    assert project.neighbourhood()["name"] == "un"


def test_a_large_import_is_one_undo_and_one_redo(project: Project) -> None:
    stock = two_homes().take([0, 1] * 100)
    with project.write("Anne", "import de 200 fichiers") as writer:
        for position in range(0, 200, 20):
            writer.insert_stock(stock.take(range(position, position + 20)), IDENTITY * 10)
    before, ids = project.stock()
    assert len(project.rows("journal_change", journal_id=writer.change.journal_id)) == 4
    assert project.undo("Anne") is not None
    assert project.stock()[0].size == 0
    assert project.columns("window")["id"].tolist() == []
    assert project.redo("Anne") is not None
    after, same_ids = project.stock()
    assert same_ids.tolist() == ids.tolist()
    assert_same(after, before)


def test_the_history_says_who_did_what(project: Project) -> None:
    rename(project, "Anne", "un")
    project.undo("Luc")
    project.redo("Luc")
    told = [(row["who"], row["label"], row["kind"], row["rows"], row["turns"]) for row in project.history()]
    action = project.history()[2]["id"]
    assert told == [
        ("Luc", "nom : un", "redo", 1, action),
        ("Luc", "nom : un", "undo", 1, action),
        ("Anne", "nom : un", "action", 1, None),
        ("", "Cité des essais", "creation", 1, None),
    ]
    change = project.rows("journal_change", journal_id=action)[0]
    assert change["before"]["name"] == ["Cité des essais"]
    assert change["after"] == {"name": ["un"]}
    assert len(project.history(2)) == 2


def test_the_history_of_one_home_leaves_the_others_out(project: Project) -> None:
    with project.write("Anne", "import") as writer:
        first, second = writer.insert_stock(two_homes(), IDENTITY)
    stage(project, "Luc", first, "quoted")
    with project.write("Anne", "mur") as writer:
        wall = writer.rows("wall", dwelling_id=second)[0]
        writer.update("wall", wall["id"], wall["version"], {"area_m2": 21.0})
    told = [row["label"] for row in project.history(touching={"dwelling": [first]})]
    assert told == ["étape : quoted", "import"]
    told = [row["label"] for row in project.history(touching={"dwelling": [second], "wall": [wall["id"]]})]
    assert told == ["mur", "import"]
    assert project.history(touching={}) == []


def test_one_of_two_people_undoes_her_own_action(project: Project) -> None:
    with project.write("Anne", "import") as writer:
        first, second = writer.insert_stock(two_homes(), IDENTITY)
    stage(project, "Anne", first, "committed")
    stage(project, "Luc", second, "quoted")
    assert project.undo_label(of="Anne") == "étape : committed"
    assert project.undo("Anne", of="Anne") is not None
    assert [row["stage"] for row in project.rows("dwelling")] == ["sensed", "quoted"]
    assert (project.redo_label(of="Anne"), project.redo_label(of="Luc")) == ("étape : committed", None)
    assert project.redo("Anne", of="Anne") is not None
    assert [row["stage"] for row in project.rows("dwelling")] == ["committed", "quoted"]


def test_undo_is_refused_where_somebody_else_changed_the_row_since(project: Project) -> None:
    with project.write("Anne", "import") as writer:
        first, _ = writer.insert_stock(two_homes(), IDENTITY)
    stage(project, "Luc", first, "quoted")
    before = project.history()
    with pytest.raises(Conflict, match=r"Luc.*quoted"):
        project.undo("Anne", of="Anne")
    assert project.history() == before
    assert project.stock()[0].size == 2


def test_undo_does_not_take_along_what_somebody_else_added(project: Project) -> None:
    with project.write("Anne", "logement") as writer:
        (home,) = writer.insert("dwelling", [{"address": "5 rue inventée"}])
    with project.write("Luc", "mur") as writer:
        writer.insert("wall", [{"dwelling_id": home, "number": 1, "area_m2": 12.0}])
    with pytest.raises(Conflict):
        project.undo("Anne", of="Anne")
    with project.write("Luc", "ménage") as writer:
        writer.delete("wall", [row["id"] for row in writer.rows("wall")])
        writer.insert("household", [{"dwelling_id": home}])
    with pytest.raises(Conflict):
        project.undo("Anne", of="Anne")
    assert len(project.rows("dwelling")) == len(project.rows("household")) == 1


def rename(project: Project, who: str, name: str) -> None:
    with project.write(who, f"nom : {name}") as writer:
        present = writer.neighbourhood()
        writer.update("neighbourhood", present["id"], present["version"], {"name": name})


def stage(project: Project, who: str, dwelling_id: int, code: str) -> None:
    with project.write(who, f"étape : {code}") as writer:
        version = writer.rows("dwelling", id=dwelling_id)[0]["version"]
        writer.update("dwelling", dwelling_id, version, {"stage": code})
