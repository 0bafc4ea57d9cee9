"""The people of a home are named where technical facts, groups and neighbours are told: what becomes of these texts."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from rehab_app.core.errors import RehabError
from rehab_app.services.mentions import mentions
from rehab_app.services.naming import Naming
from rehab_app.services.papers import folder_of
from rehab_app.storage.project import Project
from tests.storage.lived_homes import WHO, erased, named, two_lived_in


@pytest.fixture
def homes(project: Project) -> list[int]:
    return two_lived_in(project)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mme IMAGINAIRE veut attendre", "Mme … veut attendre"),
        ("zephirine imaginaire, la fille", "…, la fille"),
        ("clé chez Imaginaire Zéphirine", "clé chez …"),
        ("appeler le +33 (0)6 00 99 00 99 le soir", "appeler le … le soir"),
        ("appeler le 06.00.99.00.99", "appeler le …"),
        ("écrire à Z.I@Exemple.invalid.", "écrire à …."),
        ("chez M. et Mme d’Hondt", "chez M. et Mme d’…"),
        ("vu avec Pierre", "vu avec …"),
        ("mur en pierre de 3 m", "mur en pierre de 3 m"),
        ("ouverture de 3 m pierre de taille", "ouverture de 3 m pierre de taille"),
        ("compteur 0600990099123", "compteur 0600990099123"),
        ("chez M. Li, pas celui de la ligne", "chez M. …, pas celui de la ligne"),
    ],
)
def test_people_are_known_again_as_anybody_writes_of_them(text: str, left: str) -> None:
    called = ["Zéphirine Imaginaire", "06 00 99 00 99", "z.i@exemple.invalid", "M. Pierre d’Hondt", "Li"]
    assert Naming(called).without(text) == left
    assert Naming([]).without(text) == text


def wrote(project: Project, home: int, other: int) -> dict[str, int]:
    """People named where technical facts and neighbours are told; ids of the rows by table."""
    with project.write(WHO, "Écrire") as writer:
        (building,) = writer.insert("building", [{"networks": "compteur chez M. IMAGINAIRE"}])
        (row,) = writer.rows("dwelling", id=home)
        writer.update("dwelling", home, row["version"], {"site_note": "Tante Zéphirine au 2", "building_id": building})
        (scenario,) = writer.insert("scenario", [{"dwelling_id": home, "name": "Choix de Zephirine"}])
        agreed = {"scaffold": {"note": "voir Mme Imaginaire (+33 6 00 99 00 99)", "agreed": 1}}
        (group,) = writer.insert("owner_group", [{"name": "Les voisins", "agreements": agreed}])
        writer.insert("member", [{"group_id": group, "dwelling_id": home}])
        why = [{"reason": "nearest", "values": {"firm": "Toitures Imaginaire (fictif)"}}]
        writer.insert("calendar_entry", [{"group_id": group, "dwelling_id": home, "firm_reasons": why}])
        (visit,) = writer.insert("visit", [{"dwelling_id": other, "notes": "amie de zéphirine imaginaire"}])
        wall = writer.rows("wall", dwelling_id=home)[0]
        writer.update("wall", wall["id"], wall["version"], {"description": "Mur côté Imaginaire"})
    with project.write(WHO, "Corriger") as writer:
        (row,) = writer.rows("dwelling", id=home)
        writer.update("dwelling", home, row["version"], {"site_note": "Escalier raide, clé chez Mme Imaginaire"})
    return {"building": building, "scenario": scenario, "owner_group": group, "visit": visit, "wall": wall["id"]}


def texts(project: Project, ids: dict[str, int], home: int) -> list[object]:
    (building,), (wall,) = project.rows("building", id=ids["building"]), project.rows("wall", id=ids["wall"])
    (scenario,), (group,) = project.rows("scenario", id=ids["scenario"]), project.rows("owner_group")
    (row,) = project.rows("dwelling", id=home)
    agreed = group["agreements"]["scaffold"]["note"]
    return [row["site_note"], building["networks"], scenario["name"], agreed, wall["description"]]


def test_texts_about_the_building_and_the_group_name_them_no_more(project: Project, homes: list[int]) -> None:
    ids = wrote(project, *homes)
    shown = mentions(project, homes[0])
    assert {mention.at[0] for mention in shown} == {"dwelling", "building", "scenario", "owner_group", "wall"}
    assert "clé chez Mme Imaginaire" in " ".join(mention.text for mention in shown)
    done = erased(project, homes[0])
    assert texts(project, ids, homes[0]) == [
        "Escalier raide, clé chez Mme …", "compteur chez M. …", "Choix de …", "voir Mme … (…)", "Mur côté …",
    ]  # fmt: skip
    assert done.replaced == 5
    assert project.rows("calendar_entry")[0]["firm_reasons"][0]["values"]["firm"] == "Toitures Imaginaire (fictif)"
    assert "Imaginaire" not in str(project.rows("journal_change"))
    assert "Zéphirine" not in str(project.rows("journal_change"))
    assert mentions(project, homes[0]) == []
    with pytest.raises(RehabError):
        project.undo(WHO)


def test_papers_of_the_group_that_name_them_are_shown_before(project: Project, homes: list[int]) -> None:
    """Those of the home go with it; those of the group stay and lose the name, so that the adviser sees them first."""
    ids = wrote(project, *homes)
    with project.write(WHO, "Papiers") as writer:
        title = {"title": "Accord de Mme Imaginaire", "kind": "paper"}
        writer.insert("document", [{"group_id": ids["owner_group"], **title}, {"dwelling_id": homes[0], **title}])
    assert [mention.text for mention in mentions(project, homes[0]) if mention.at[0] == "document"] == [title["title"]]
    erased(project, homes[0])
    assert [row["title"] for row in project.rows("document") if row["group_id"]] == ["Accord de Mme …"]


def test_where_another_home_names_them_is_told_and_left_to_the_adviser(project: Project, homes: list[int]) -> None:
    ids = wrote(project, *homes)
    done = erased(project, homes[0])
    assert done.elsewhere == ("Visite, 3 rue inventée",)
    assert project.rows("visit", id=ids["visit"])[0]["notes"] == "amie de zéphirine imaginaire"


def test_a_word_that_is_no_name_here_can_be_spared(project: Project, homes: list[int]) -> None:
    """Mme Brique owns a house of brick: the adviser sees both and keeps the one."""
    named(project, homes[0], "owner", "name", "Zéphirine Brique")
    with project.write(WHO, "Mur") as writer:
        first, second = writer.rows("wall", dwelling_id=homes[0])[:2]
        writer.update("wall", first["id"], first["version"], {"description": "Brique pleine"})
        writer.update("wall", second["id"], second["version"], {"description": "mur en brique, vu avec Mme Brique"})
    shown = mentions(project, homes[0])
    assert [mention.text for mention in shown] == ["Brique pleine", "mur en brique, vu avec Mme Brique"]
    erased(project, homes[0], spared=frozenset({shown[0].at}))
    told = [row["description"] for row in project.rows("wall", id=[first["id"], second["id"]])]
    assert told == ["Brique pleine", "mur en brique, vu avec Mme …"]


def test_a_paper_of_the_group_that_names_them_is_told(project: Project, homes: list[int]) -> None:
    wrote(project, *homes)
    with project.write(WHO, "Papiers") as writer:
        (group,) = writer.rows("owner_group")
        files = ("lot-06.pdf", "lot-07.pdf")
        writer.insert("dossier", [{"audience": "artisan", "group_id": group["id"], "file_name": f} for f in files])
        writer.delete("home_contact", [row["id"] for row in writer.rows("home_contact")])
    folder = folder_of(project.neighbourhood()["name"])
    for name, text in zip(files, ("Clé chez Mme Imaginaire", "Rien"), strict=True):
        canvas = Canvas(str(folder / name))
        canvas.drawString(72, 700, text)
        canvas.save()
    assert erased(project, homes[0]).handed == ("lot-06.pdf",)
