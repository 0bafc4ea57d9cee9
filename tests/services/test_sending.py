"""To whom dossiers went: noted, listed, undone, never lost; photographs kept without what the camera wrote."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from rehab_app.cli import main
from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.document_files import read_files
from rehab_app.services.documents import (
    add_documents,
    change_document,
    documents_folder,
    documents_of,
    photos_for_firms,
)
from rehab_app.services.sending import record_sending, sendings
from rehab_app.services.work_plans import WorkPlans
from rehab_app.storage.project import Project
from tests.reports.reading import pages, plain
from tests.services.prints import print_plan
from tests.services.small_group import small_group

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = small_group(tmp_path / "essai.rehab")
    yield opened
    opened.close()


def test_an_edition_may_go_to_several_people_and_each_is_found_again(project: Project, tmp_path: Path) -> None:
    print_plan(project, 1, "facade", tmp_path, "Testeuse", TODAY)
    (row,) = project.rows("dossier")
    record_sending(project, row["id"], "Façades Exemple", "email", "Testeuse")
    record_sending(project, row["id"], " Enduits du Nord ", "hand", "Testeuse")
    first, second = sendings(project)[row["id"]]
    assert (first.sent_to, first.way) == ("Façades Exemple", "email")
    assert second.sent_to == "Enduits du Nord"
    assert datetime.datetime.fromisoformat(first.sent_at).tzinfo is not None
    assert project.history(1)[0]["who"] == "Testeuse"
    assert plain(str(project.undo_label())).startswith("Noter l’envoi de « Lot 6")
    project.undo("Testeuse")
    assert len(sendings(project)[row["id"]]) == 1


def test_a_sending_names_a_dossier_somebody_and_a_way(project: Project, tmp_path: Path) -> None:
    print_plan(project, 1, "facade", tmp_path, "Testeuse", TODAY)
    (row,) = project.rows("dossier")
    with pytest.raises(RehabError, match="99"):
        record_sending(project, 99, "Façades Exemple", "email", "Testeuse")
    with pytest.raises(RehabError, match="Personne"):
        record_sending(project, row["id"], " ", "email", "Testeuse")
    with pytest.raises(RehabError, match="pigeon"):
        record_sending(project, row["id"], "Façades Exemple", "pigeon", "Testeuse")


def test_the_command_lists_the_archive_with_its_sendings(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.close()
    path, out = str(tmp_path / "essai.rehab"), str(tmp_path / "papiers")
    assert main(["print", path, "--town", "--out", out, "--date", "2026-11-22"]) == 0
    assert "rapport-du-quartier" in capsys.readouterr().out
    assert main(["print", path, "--homes", "--out", out, "--date", "2026-11-22"]) == 0
    capsys.readouterr()
    assert main(["print", path, "--sent", "1", "--to", "Service habitat", "--way", "hand"]) == 0
    listed = capsys.readouterr().out
    assert "Service habitat, en main propre" in listed
    assert listed.count(".pdf") == 5


def filed(project: Project, home: int, file: Path, told: dict[str, Any]) -> None:
    """Bring a file to a home and say what it is."""
    brought, _unread = read_files([file])
    _change, refused = add_documents(project, "Testeuse", home, brought, Progress())
    for error in refused:
        raise error
    change_document(project, "Testeuse", documents_of(project, home)[-1], told)


def test_a_photograph_loses_what_the_camera_wrote_and_is_printed_for_firms(project: Project, tmp_path: Path) -> None:
    home = project.rows("dwelling")[1]["id"]
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Planté"
    Image.new("RGB", (2400, 1200), "#a04a2a").save(tmp_path / "cour.jpg", exif=exif)
    filed(project, home, tmp_path / "cour.jpg", {"title": "Mur sur cour", "dated_on": TODAY, "for_firms": 1})
    filed(project, home, tmp_path / "cour.jpg", {"title": "Chambre"})
    (kept,) = documents_folder(project).iterdir()
    with Image.open(kept) as read:
        assert read.size == (1600, 800)
        assert not read.getexif()
    assert [photo.title for photo in photos_for_firms(project)[home]] == ["Mur sur cour"]
    printed = print_plan(project, 1, "facade", tmp_path, "Testeuse", TODAY)
    text = plain(" ".join(pages(printed.path.read_bytes())))
    assert "Mur sur cour, 22 novembre 2026" in text
    assert "Chambre" not in text
    kept.unlink()
    again = print_plan(project, 1, "facade", tmp_path / "b", "Testeuse", TODAY)
    assert "n’est pas à côté du projet" in plain(" ".join(pages(again.path.read_bytes())))


def test_what_is_no_photograph_is_refused(project: Project, tmp_path: Path) -> None:
    (tmp_path / "note.jpg").write_text("pas une image")
    with pytest.raises(RehabError, match="photographie"):
        filed(project, project.rows("dwelling")[0]["id"], tmp_path / "note.jpg", {})
    assert project.rows("document") == []


def test_the_artisan_reads_access_networks_agreements_and_contacts(project: Project, tmp_path: Path) -> None:
    with project.write("Testeuse", "Préciser") as writer:
        town, (group,) = writer.neighbourhood(), project.rows("owner_group")
        contacts = [{"role": "Conseillère habitat", "name": "Mairie (fictive)", "phone": "01 99 00 00 01"}]
        writer.update("neighbourhood", town["id"], town["version"], {"contacts": contacts})
        asked = {"wall_external_mineral": {"products": "Enduit à la chaux imposé"}}
        agreed = {"agreements": ["Chantier fermé le week-end."], "products": asked}
        writer.update("owner_group", group["id"], group["version"], agreed)
        home, building = project.rows("dwelling")[1], project.rows("building")[1]
        place = {"access": "Cour par le portillon.", "site_note": "Chien dans la cour."}
        writer.update("dwelling", home["id"], home["version"], place)
        writer.update("building", building["id"], building["version"], {"networks": "Gaz sous le trottoir"})
    text = plain(" ".join(pages(print_plan(project, 1, "facade", tmp_path, "T", TODAY).path.read_bytes())))
    for words in (
        "Mairie (fictive)", "Enduit à la chaux imposé", "Chantier fermé le week-end.", "Cour par le portillon.",
        "Chien dans la cour.", "Gaz sous le trottoir", "biosourcé",
    ):  # fmt: skip
        assert words in text, words


def test_where_nobody_is_recorded_at_the_town_hall_the_dossiers_say_so(project: Project, tmp_path: Path) -> None:
    plan = print_plan(project, 1, "facade", tmp_path, "T", TODAY).path
    assert "personne d’enregistré encore" in plain(" ".join(pages(plan.read_bytes())))
    with project.write("Testeuse", "Un contact") as writer:
        town = writer.neighbourhood()
        told = [{"role": "Conseil habitat", "name": "Mairie (fictive)", "email": "mairie@example.org"}]
        writer.update("neighbourhood", town["id"], town["version"], {"contacts": told})
    text = plain(" ".join(pages(print_plan(project, 1, "facade", tmp_path, "T", TODAY).path.read_bytes())))
    assert "mairie@example.org" in text
    assert "personne d’enregistré" not in text


def test_what_owners_do_themselves_is_no_firm_s_to_price(project: Project) -> None:
    doors = project.rows("works", work="doors")
    with project.write("Testeuse", "Castors") as writer:
        writer.update("works", doors[0]["id"], doors[0]["version"], {"done_by": "own"})
    plans = WorkPlans(project)
    joinery = plans.dossier(1, "joinery", 1, TODAY)
    assert [house.address for house in joinery.houses] == ["3 rue de l’Essai"]
    first, _second = plans.dossier(1, "facade", 1, TODAY).houses
    assert [plain(words) for words in first.owner_works] == ["Remplacement des portes d’entrée : par le ménage"]
