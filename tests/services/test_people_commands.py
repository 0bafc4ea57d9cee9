"""`rehab access` and `rehab erase`: all that is kept is told, nothing goes unasked, and then nothing is left."""

import json
from pathlib import Path

import pytest

from rehab_app.cli import main
from rehab_app.storage.project import Project
from tests.storage.lived_homes import PLANTED, two_lived_in


@pytest.fixture
def location(tmp_path: Path) -> str:
    path = tmp_path / "quartier.rehab"
    with Project.create(path, "Cité des essais (fictive)", "62528") as project:
        (home, _other) = two_lived_in(project)
        with project.write("Conseillère", "Escalier") as writer:
            (row,) = writer.rows("dwelling", id=home)
            writer.update("dwelling", home, row["version"], {"site_note": "Escalier raide, voir Mme Imaginaire"})
    return str(path)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", "")


def test_access_tells_all_to_the_one_who_asks(
    location: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["access", location, "--home", "1 RUE INVENTEE"]) == 0
    told = said(capsys)
    assert "Revenu fiscal de référence : 31777€" in told
    assert "Barnabé Imaginaire" in told, "what was corrected is kept by the history"
    assert "Les Voisins" not in told
    file = tmp_path / "acces.json"
    assert main(["access", location, "--home", "1", "--json", str(file)]) == 0
    kept = json.loads(file.read_text("utf-8"))
    assert kept["home"] == "1 rue inventée"
    assert {"name": "Téléphone", "value": "0600990099"} in kept["kept"]["Propriétaire"]
    assert said(capsys) == ""


def test_owner_and_tenant_are_never_told_together(location: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Project.open(location) as project, project.write("Conseillère", "Louer") as writer:
        (row,) = writer.rows("dwelling", id=1)
        writer.update("dwelling", 1, row["version"], {"tenure": "rented"})
    assert main(["access", location, "--home", "1"]) == 1
    assert capsys.readouterr().out == ""
    assert main(["access", location, "--home", "1", "--whose", "owner"]) == 0
    told = said(capsys)
    assert "zephirine@exemple.invalid" in told
    assert "31777" not in told


def test_what_would_go_is_listed_and_stays_until_it_is_said_again(
    location: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["erase", location, "--home", "1"]) == 0
    told = said(capsys)
    assert "Factures d’énergie : 1 valeur" in told
    assert "1. Logement : À surveiller" in told
    assert "Rien n’a été effacé" in told
    assert [one for one in PLANTED if one in told] == [], "the list tells what there is, not what it says"
    with Project.open(location) as project:
        assert project.rows("household", dwelling_id=1)


def test_nothing_of_them_is_left_and_what_was_spared_is(location: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", location, "--home", "1", "--keep-text", "9", "--yes"]) == 1
    assert main(["erase", location, "--home", "1", "--yes", "--who", "Anne"]) == 0
    assert "Les données personnelles sont effacées." in said(capsys)
    with Project.open(location) as project:
        assert project.rows("household", dwelling_id=1) == []
        assert project.rows("dwelling", id=1)[0]["site_note"] == "Escalier raide, voir Mme …"
        (action,) = project.history(1)
        assert (action["who"], action["kind"]) == ("Anne", "erasure")
        tables = ("owner", "household", "visit", "bill", "document", "dwelling", "draft", "journal", "journal_change")
        stored = str([project.rows(table) for table in tables])
    assert [one for one in PLANTED if one in stored] == []


def test_a_home_that_is_not_there_is_an_expected_error(location: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", location, "--home", "12 rue d’Ailleurs", "--yes"]) == 1
    assert main(["access", location, "--home", "77"]) == 1
    assert "12 rue d’Ailleurs" in capsys.readouterr().err
