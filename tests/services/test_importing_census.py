"""A census as a town hall makes one: Windows-1252, abbreviated headings, values not known, several faults in a row."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rehab_app.core.progress import Progress
from rehab_app.services.importing import import_paths, preview_table
from rehab_app.services.intake.report import Outcome
from rehab_app.services.table_import import table_to_map
from rehab_app.storage.project import Project

HEADINGS = "Adresse du logement;Propriétaire;Occupation;Type;Année constr.;Surface hab. (m²);Revenu fiscal;Nb pers."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "essai.rehab", "Essai", "") as opened:
        yield opened


def census(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "recensement.csv"
    path.write_bytes("\r\n".join((HEADINGS, *rows)).encode("cp1252"))
    return path


def test_abbreviated_headings_are_known_and_a_bare_type_is_that_of_the_home(project: Project, tmp_path: Path) -> None:
    table = census(tmp_path, "2 rue Inventée;Éloïse Fictive;PB;maison;1925;82,5;18 500;2")
    assert dict(preview_table(project, table).proposal.mapping) == {
        "Adresse du logement": "dwelling.address",
        "Propriétaire": "owner.name",
        "Occupation": "dwelling.tenure",
        "Type": "dwelling.kind",
        "Année constr.": "dwelling.construction_year",
        "Surface hab. (m²)": "dwelling.living_area_m2",
        "Revenu fiscal": "household.income_eur",
        "Nb pers.": "household.people",
    }
    report = import_paths(project, [table], "Testeuse", Progress())
    assert [line.outcome for line in report.lines] == [Outcome.TAKEN]
    (home,) = project.rows("dwelling")
    assert (home["tenure"], home["living_area_m2"]) == ("rented", 82.5)


def test_a_value_that_is_said_not_to_be_known_is_missing(project: Project, tmp_path: Path) -> None:
    table = census(
        tmp_path, "2 rue Inventée;;n.c.;maison;?;82,5;nc;inconnu", "4 rue Inventée;Nc;;maison;-;64;NC;non renseigné"
    )
    report = import_paths(project, [table], "Testeuse", Progress())
    assert [line.outcome for line in report.lines] == [Outcome.TAKEN] * 2
    assert [home["construction_year"] for home in project.rows("dwelling")] == [None, None]
    assert [owner["name"] for owner in project.rows("owner")] == ["Nc"]


def test_a_class_of_income_is_read_by_its_name_or_its_colour_and_never_repeated(
    project: Project, tmp_path: Path
) -> None:
    table = tmp_path / "profils.csv"
    rows = ("2 rue Inventée;bleu;2", "4 rue Inventée;Intermédiaires;3", "6 rue Inventée;très riche;1")
    table.write_text("\n".join(("Adresse du logement;Tranche de revenus;Nb pers.", *rows)), "utf-8")
    report = import_paths(project, [table], "Testeuse", Progress())
    kept = [(one["income_class"], one["people"]) for one in project.rows("household")]
    assert kept == [("tres_modeste", 2), ("intermediaire", 3)]
    (refused,) = report.of(Outcome.REFUSED)
    assert "riche" not in refused.reason
    assert "modeste" in refused.remedy


def test_all_that_is_wrong_in_a_row_is_told_at_once(project: Project, tmp_path: Path) -> None:
    table = census(tmp_path, "2 rue Inventée;;prêté;maison;vers 1910;-12;cent mille;2")
    (line,) = import_paths(project, [table], "Testeuse", Progress()).lines
    assert line.outcome is Outcome.REFUSED
    for column in ("Occupation", "Année constr.", "Surface hab. (m²)", "Revenu fiscal"):
        assert f"colonne {column} : " in line.reason.replace("\u00a0", " ")
    assert "cent mille" not in line.reason
    assert "propriétaire occupant" in line.remedy


def test_fields_of_owner_and_household_are_told_apart_where_a_column_is_chosen(
    project: Project, tmp_path: Path
) -> None:
    table = table_to_map(project, [census(tmp_path, "2 rue Inventée;;;;;;;")])
    assert table is not None
    labels = list(table.fields.values())
    assert len(labels) == len(set(labels))
    assert table.fields["owner.name"].replace("\u00a0", " ") == "Propriétaire : Nom"
