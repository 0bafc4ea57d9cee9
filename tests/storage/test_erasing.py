"""What is erased is nowhere any more: not in its table, not in the journal, not among the free pages of the file."""

import sqlite3
from pathlib import Path

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.storage.erasing import compact, erasing
from rehab_app.storage.opening import open_file
from rehab_app.storage.project import Location, Project
from tests.storage.samples import IDENTITY, two_homes

NAME, FORMER, PHONE = "Zéphirine Imaginaire", "Barnabé Imaginaire", "0600990099"


def lived_in(project: Project) -> int:
    """A home whose household was named, renamed, and one of whose contacts was removed; beside another home."""
    with project.write("Anne", "import") as writer:
        first, second = writer.insert_stock(two_homes(), IDENTITY)
        writer.insert("household", [{"dwelling_id": second, "name": "Voisin"}])
        (household,) = writer.insert("household", [{"dwelling_id": first, "name": FORMER}])
        (contact,) = writer.insert("home_contact", [{"dwelling_id": first, "phone": PHONE}])
    with project.write("Anne", f"Nommer {NAME}") as writer:
        (row,) = writer.rows("household", id=household)
        writer.update("household", household, row["version"], {"name": NAME, "income_eur": 31_777})
    with project.write("Luc", "Retirer un contact") as writer:
        writer.delete("home_contact", [contact])
    project.save_draft("home", "x", {"home": first, "typed": PHONE})
    return first


def erase(project: Project, home: int) -> None:
    with erasing(project, "Anne", "Effacer") as eraser:
        for table in ("household", "home_contact"):
            ids = eraser.ever(table, "dwelling_id", home)
            eraser.remove(table, ids)
            found = eraser.scrub(table, ids)
            eraser.scrub_labels(found.actions, found.texts.get("name", set()))
        eraser.blank("dwelling", [home], ["access"])
        assert eraser.drop_drafts(lambda draft: draft["content"]["home"] == home) == 1
    assert compact(project, ["household", "home_contact"])


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_no_value_is_left_in_tables_or_journal(project: Project) -> None:
    home = lived_in(project)
    erase(project, home)
    said = str([project.rows(table) for table in ("household", "home_contact", "journal", "journal_change", "draft")])
    for gone in (NAME, FORMER, PHONE, "31777"):
        assert gone not in said
    assert "Voisin" in said
    assert [row["label"] for row in project.rows("journal")][-1] == "Effacer"


def test_no_byte_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    place = tmp_path / "quartier.rehab"
    with Project.create(place, "Cité des essais", "62528") as project:
        home = lived_in(project)
        assert NAME.encode() in everything(tmp_path)
        erase(project, home)
        for gone in (NAME, FORMER, PHONE, "31777"):
            assert gone.encode() not in everything(tmp_path)
        assert b"Voisin" in everything(tmp_path)
    open_file(place).close()  # checks that the file is whole


def test_undo_and_redo_stop_at_an_erasure_and_say_why(project: Project) -> None:
    home = lived_in(project)
    project.undo("Luc")
    assert project.redo_label() == "Retirer un contact"
    erase(project, home)
    assert project.redo_label() is None
    assert project.undo_label() == "Effacer"
    for of in ("", "Luc"):
        with pytest.raises(RehabError, match="Effacer"):
            project.undo("Luc", of=of)
    with project.write("Luc", "Depuis") as writer:
        (row,) = writer.rows("dwelling", id=home)
        writer.update("dwelling", home, row["version"], {"access": "par la cour"})
    project.undo("Luc")
    assert project.rows("dwelling", id=home)[0]["access"] == ""
    assert project.redo_label() == "Depuis"


def test_another_window_goes_on_after_an_erasure(place: Location, project: Project) -> None:
    home = lived_in(project)
    with Project.open(place) as other:
        erase(project, home)
        assert other.rows("household", dwelling_id=home) == []
        (row,) = other.rows("dwelling", id=home)
        with other.write("Luc", "Depuis") as writer:
            writer.update("dwelling", home, row["version"], {"access": "par la cour"})


def test_a_state_that_another_window_still_reads_is_told(tmp_path: Path) -> None:
    place = tmp_path / "quartier.rehab"
    with Project.create(place, "Cité des essais", "62528") as project:
        home = lived_in(project)
        other = sqlite3.connect(place)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM household").fetchone()
        with erasing(project, "Anne", "Effacer") as eraser:
            eraser.remove("household", eraser.ever("household", "dwelling_id", home))
        assert not compact(project, ["household"])
        other.close()
        assert compact(project, ["household"])


def test_an_erasure_that_fails_erases_nothing(project: Project) -> None:
    home = lived_in(project)
    before = project.rows("journal_change")
    with pytest.raises(KeyError), erasing(project, "Anne", "Effacer") as eraser:
        eraser.remove(
            "nothing", sorted(eraser.scrub("household", eraser.ever("household", "dwelling_id", home)).actions)
        )
    assert project.rows("journal_change") == before
