"""Firms of the RGE directory, which says neither trades nor crews, and whose tables lose a zero in a spreadsheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rehab_app.core.progress import Progress
from rehab_app.services.importing import import_paths
from rehab_app.services.intake.report import Outcome
from rehab_app.storage.project import Project

HEADING = "siret,nom_entreprise,telephone,domaine,lien_date_debut,lien_date_fin"
FIRM, DAYS = "00000000000018,Ouvertures Exemple,321000000", "2025-01-01,2029-06-30"
ROWS = (
    f'{FIRM},"Fenêtres, volets, portes donnant sur l\'extérieur",{DAYS}',
    f"{FIRM},Ventilation mécanique,{DAYS}",
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.rehab", "Rue Exemple", "62528") as opened:
        yield opened


def load(project: Project, tmp_path: Path, *rows: str) -> list[Outcome]:
    listing = tmp_path / "rge.csv"
    listing.write_text("\n".join((HEADING, *rows)) + "\n", encoding="utf-8")
    return [line.outcome for line in import_paths(project, [listing], "Testeuse", Progress()).lines]


def test_a_firm_has_the_trades_of_its_domains_and_its_telephone_whole(project: Project, tmp_path: Path) -> None:
    assert load(project, tmp_path, *ROWS) == [Outcome.TAKEN, Outcome.TAKEN]
    (firm,) = project.rows("firm")
    assert firm["lots"] == ["joinery", "ventilation"]
    assert firm["phone"] == "0321000000"
    assert load(project, tmp_path, *ROWS) == [Outcome.DUPLICATE, Outcome.DUPLICATE]


def test_trades_that_the_adviser_chose_are_not_replaced(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, *ROWS)
    (firm,) = project.rows("firm")
    with project.write("Testeuse", "Choisir les lots") as writer:
        writer.update("firm", firm["id"], firm["version"], {"lots": ["joinery"]})
    later = (row.replace("2029-06-30", "2031-06-30") for row in ROWS)
    assert load(project, tmp_path, *later) == [Outcome.CHANGED, Outcome.CHANGED]
    assert project.rows("firm")[0]["lots"] == ["joinery"]


def test_a_number_that_the_form_would_refuse_is_refused_at_the_import(project: Project, tmp_path: Path) -> None:
    assert load(project, tmp_path, ROWS[0].replace("00018", "00019")) == [Outcome.REFUSED]
    assert not project.rows("firm")
