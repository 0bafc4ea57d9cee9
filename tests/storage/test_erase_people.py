"""The people of a home ask to be erased: nothing of them is left in the project or beside it, the home itself stays."""

import json
from pathlib import Path

import pypdfium2
import pytest

from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.document_files import Brought
from rehab_app.services.documents import add_documents, change_document, documents_folder, documents_of
from rehab_app.services.papers import folder_of
from rehab_app.services.people import fields, read_people, write_person
from rehab_app.services.personal_data import PersonalData, home_of, personal_data
from rehab_app.services.personal_paper import print_personal_data
from rehab_app.services.unfinished import Unfinished, keep
from rehab_app.services.visits import visits_of, write_visit
from rehab_app.storage.backup import back_up
from rehab_app.storage.opening import open_file
from rehab_app.storage.project import Location, Project
from tests.storage.lived_homes import BILL, DAY, PLANTED, WHO, erased, named, two_lived_in
from tests.storage.test_erasing import everything


@pytest.fixture
def homes(project: Project) -> list[int]:
    return two_lived_in(project)


def stored(project: Project) -> str:
    """All rows that could tell of people, with the history."""
    tables = ("owner", "household", "home_contact", "visit", "bill", "document", "sending", "dwelling", "draft")
    return str([project.rows(table) for table in (*tables, "journal", "journal_change")])


def written(value: str, content: bytes) -> bool:
    """Whether bytes hold a text, as it is or as JSON escapes it."""
    return value.encode() in content or json.dumps(value)[1:-1].encode() in content


def lines(data: PersonalData) -> str:
    return "\n".join(f"{name} {value}" for part in data.parts for name, value in part.lines).replace("\u202f", "")


def test_everything_held_is_told_and_printed_for_them(project: Project, homes: list[int]) -> None:
    told = lines(personal_data(project, homes[0]))
    for value in PLANTED[:15]:
        assert value in told
    assert "Voisin" not in told
    (paper,) = print_personal_data(project, homes[0], DAY)
    document = pypdfium2.PdfDocument(paper)
    said = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    assert "Zéphirine Imaginaire" in said
    assert "Voisin" not in said


def test_the_owner_of_a_let_home_and_its_household_get_a_paper_each(project: Project, homes: list[int]) -> None:
    with project.write(WHO, "Loué") as writer:
        (home,) = writer.rows("dwelling", id=homes[1])
        writer.update("dwelling", homes[1], home["version"], {"tenure": "rented"})
    assert "Les Voisins" not in lines(personal_data(project, homes[1], "owner"))
    assert "Odette" not in lines(personal_data(project, homes[1], "household"))
    assert len(print_personal_data(project, homes[1], DAY)) == 2


def test_nothing_of_them_is_left_and_the_home_stays(project: Project, homes: list[int]) -> None:
    print_personal_data(project, homes[0], DAY)
    stock = project.stock([homes[0]])[0]
    said = stored(project)
    assert [one for one in PLANTED if one not in said] == []
    done = erased(project, homes[0])
    said = stored(project)
    assert [one for one in PLANTED if one in said] == []
    assert "Les Voisins" in said
    assert "Odette Voisine" in said
    (history,) = personal_data(project, homes[0]).parts  # that there were visits, on which days
    assert all("1 rue" in label for _day, label in history.lines)
    assert list(documents_folder(project).iterdir()) == []
    assert list(folder_of(project.neighbourhood()["name"]).iterdir()) == []
    assert done.files == 5
    assert done.compacted
    assert project.stock([homes[0]])[0]["wall"]["area_m2"].tolist() == stock["wall"]["area_m2"].tolist()
    assert [visit.visited_on for visit in visits_of(project, homes[0])] == [DAY]
    assert project.history(1, {"dwelling": [homes[0]]})[0]["id"] == done.change.journal_id


def test_no_byte_of_them_is_left_beside_the_file_either(place: Location, project: Project, homes: list[int]) -> None:
    if not isinstance(place, Path):
        pytest.skip("the bytes of a server are its own")
    before = everything(place.parent)
    assert [one for one in PLANTED if not written(one, before)] == []
    assert BILL in before
    erased(project, homes[0])
    after = everything(place.parent)
    assert [one for one in PLANTED if written(one, after)] == []
    assert BILL not in after
    assert b"Les Voisins" in after
    project.close()
    open_file(place).close()  # checks that the file is whole


def test_what_came_before_cannot_be_undone_and_what_comes_after_can(project: Project, homes: list[int]) -> None:
    erased(project, homes[0])
    with pytest.raises(RehabError, match="1 rue inventée"):
        project.undo(WHO)
    named(project, homes[0], "household", "name", "Nouveaux Venus")
    project.undo(WHO)
    assert "Nouveaux" not in str(project.rows("household"))
    with pytest.raises(RehabError, match="1 rue inventée"):
        project.undo(WHO)
    assert [one for one in PLANTED if one in stored(project)] == []


def test_an_owner_of_other_homes_keeps_them_unless_all_are_asked_for(project: Project, homes: list[int]) -> None:
    owner = project.rows("dwelling", id=homes[0])[0]["owner_id"]
    with project.write(WHO, "Deux logements") as writer:
        (second,) = writer.rows("dwelling", id=homes[1])
        writer.update("dwelling", homes[1], second["version"], {"owner_id": owner})
    assert home_of(project, homes[0]).owned == 2
    erased(project, homes[0])
    first, second = project.rows("dwelling")
    assert (first["owner_id"], second["owner_id"]) == (None, owner)
    assert project.rows("owner", id=owner)[0]["phone"] == "0600990099"
    erased(project, homes[1], all_homes=True)
    (row,) = project.rows("owner", id=owner)
    assert (row["kind"], row["name"], row["phone"]) == ("person", "", "")
    assert [one for one in (*PLANTED, "Odette") if one in stored(project)] == []


def test_a_company_is_no_person(project: Project, homes: list[int]) -> None:
    with project.write(WHO, "Société") as writer:
        (company,) = writer.insert("owner", [{"kind": "company", "name": "SCI Inventée"}])
        (home,) = writer.rows("dwelling", id=homes[1])
        writer.update("dwelling", homes[1], home["version"], {"owner_id": company})
    erased(project, homes[1])
    assert project.rows("owner", id=company)[0]["name"] == "SCI Inventée"
    assert project.rows("dwelling", id=homes[1])[0]["owner_id"] == company
    assert "Odette" not in stored(project)
    assert "Les Voisins" not in stored(project)


def test_only_the_owner_or_only_the_household_may_go(project: Project, homes: list[int]) -> None:
    erased(project, homes[1], household=False)
    assert "Odette" not in stored(project)
    assert "Les Voisins" in stored(project)
    erased(project, homes[0], owner=False)
    assert project.rows("owner", phone="0600990099")[0]["name"] == "Zéphirine Imaginaire"
    assert project.rows("household", dwelling_id=homes[0]) == []


def test_photographs_of_the_building_may_stay_without_a_name(project: Project, homes: list[int]) -> None:
    (facade,) = (one for one in documents_of(project, homes[0]) if one.for_firms)
    change_document(project, WHO, facade, {"title": "Chez Zéphirine Imaginaire"})
    done = erased(project, homes[0], keep_photos=True)
    (kept,) = documents_of(project, homes[0])
    assert (kept.title, kept.path.is_file()) == ("Chez …", True)
    assert done.files == 3
    assert [one for one in PLANTED if one in stored(project)] == []


def test_a_window_that_shows_the_people_as_they_were_may_not_write_them_again(
    project: Project, homes: list[int]
) -> None:
    """A form left open elsewhere: owner, household and visit that it shows are not there any more."""
    people, (visit,) = read_people(project, homes[0]), visits_of(project, homes[0])
    erased(project, homes[0])
    for table in ("owner", "household"):
        (name,) = (field for field in fields(table) if field.name == "name")
        with pytest.raises(RehabError):
            write_person(project, WHO, people, table, name, "Zéphirine", "1 rue inventée")
    with pytest.raises(RehabError):
        write_visit(project, WHO, visit, {"seen": "Zéphirine y était"}, "1 rue inventée")
    assert "Zéphirine" not in stored(project)
    named(project, homes[0], "owner", "name", "Odile Nouvelle")
    (visit,) = visits_of(project, homes[0])
    write_visit(project, WHO, visit, {"seen": "Personne"}, "1 rue inventée")


def test_a_draft_opened_before_the_erasure_is_kept_no_more(project: Project, homes: list[int]) -> None:
    known = project.last_action()
    done = erased(project, homes[0])
    about = (
        Unfinished("home", "x", "Personnes", {"home": homes[0], "texts": {"name": "Zéphirine"}}),
        Unfinished(
            "follow_up.acceptance", "y", "Réception", {"texts": {"home": "1 rue inventée", "note": "Zéphirine"}}
        ),
    )
    for one in about:
        with pytest.raises(RehabError, match="effacées"):
            keep(project, WHO, one, known)
    keep(project, WHO, Unfinished("home", "z", "Personnes", {"home": homes[1]}), known)
    assert [draft["form"] for draft in project.drafts()] == ["home"]
    keep(project, WHO, about[0], done.change.journal_id)
    assert len(project.drafts()) == 2


def test_a_form_about_eleven_is_not_about_number_one(project: Project, homes: list[int]) -> None:
    known = project.last_action()
    erased(project, homes[0])
    other = Unfinished("follow_up.acceptance", "y", "Réception, 11 rue inventée", {"texts": {"note": "à finir"}})
    keep(project, WHO, other, known)
    assert [draft["form"] for draft in project.drafts()] == ["follow_up.acceptance"]
    told = personal_data(project, homes[0])
    assert "à finir" not in str(told.parts), "nobody reads what is typed of a neighbour"


def test_the_history_does_not_say_that_somebody_is_old_or_disabled(project: Project, homes: list[int]) -> None:
    named(project, homes[0], "household", "adaptation_eur", 9_000)
    assert project.undo_label() == "Ménage, 1 rue inventée"


def test_a_file_that_another_home_needs_stays(project: Project, homes: list[int]) -> None:
    add_documents(project, WHO, homes[1], [Brought("a.pdf", BILL)], Progress())
    erased(project, homes[0])
    (document,) = documents_of(project, homes[1])
    assert document.path.read_bytes() == BILL


def test_backups_and_papers_of_the_firms_that_still_hold_something_are_named(
    place: Location, project: Project, homes: list[int]
) -> None:
    with project.write(WHO, "Lot") as writer:
        (group,) = writer.insert("owner_group", [{"name": "Les voisins"}])
        writer.insert("member", [{"group_id": group, "dwelling_id": homes[0]}])
        writer.insert("dossier", [{"audience": "artisan", "group_id": group, "file_name": "lot-06_voisins.pdf"}])
    kept = (back_up(place, "0001"),) if isinstance(place, Path) else ()
    done = erased(project, homes[0])
    assert done.backups == kept
    assert done.handed == ("lot-06_voisins.pdf",)


def test_a_file_that_cannot_be_deleted_stops_the_erasure(project: Project, homes: list[int]) -> None:
    stubborn = documents_of(project, homes[0])[0].path
    stubborn.unlink()
    stubborn.mkdir()
    with pytest.raises(RehabError, match=stubborn.name):
        erased(project, homes[0])
    assert project.rows("household", dwelling_id=homes[0])[0]["name"] == "Zéphirine Imaginaire"
    stubborn.rmdir()
    erased(project, homes[0])
    assert [one for one in PLANTED if one in stored(project)] == []
