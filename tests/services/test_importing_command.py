"""`rehab import`: counts, refusals with reasons, the report, a mapping from a file."""

import json
from pathlib import Path

import pytest

from rehab_app.cli import main
from rehab_app.storage.project import Project

HOUSE = Path(__file__).parent.parent / "exchange" / "data" / "maison_fictive.xml"


@pytest.fixture
def location(tmp_path: Path) -> Path:
    path = tmp_path / "essai.rehab"
    Project.create(path, "Essai", "").close()
    return path


def test_counts_refusals_and_the_report_are_given(
    location: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "vide.xml").write_bytes(b"")
    report = tmp_path / "rapport.csv"
    assert main(["import", str(location), str(HOUSE), str(tmp_path / "vide.xml"), "--report", str(report)]) == 0
    printed = capsys.readouterr().out
    assert "pris : 1" in printed.replace("\u00a0", " ")
    assert "refusé : 1" in printed.replace("\u00a0", " ")
    assert "vide.xml" in printed
    assert len(report.read_text("utf-8-sig").splitlines()) == 3


def test_a_script_knows_when_nothing_was_imported(
    location: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("vide.xml", "rien.csv"):
        (tmp_path / name).write_bytes(b"")
    report = tmp_path / "rapport.csv"
    refused = [str(tmp_path / "vide.xml"), str(tmp_path / "rien.csv")]
    assert main(["import", str(location), *refused, "--report", str(report)]) == 1
    assert "refusé : 2" in capsys.readouterr().out.replace("\u00a0", " ")
    assert len(report.read_text("utf-8-sig").splitlines()) == 3
    assert main(["import", str(location), str(HOUSE)]) == 0
    assert main(["import", str(location), str(HOUSE), *refused]) == 0, "what is already there was not refused"


def test_a_mapping_from_a_file_is_used(location: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "liste.csv").write_text("où;grandeur\n1 rue Inventée;80\n", "utf-8")
    mapping = tmp_path / "colonnes.json"
    mapping.write_text(json.dumps({"où": "dwelling.address", "grandeur": "dwelling.living_area_m2"}), "utf-8")
    assert main(["import", str(location), str(tmp_path / "liste.csv"), "--mapping", str(mapping)]) == 0
    with Project.open(location) as project:
        assert project.rows("dwelling")[0]["living_area_m2"] == 80
        assert project.rows("journal")[-1]["who"] != ""
    mapping.write_text("[]", "utf-8")
    assert main(["import", str(location), str(tmp_path / "liste.csv"), "--mapping", str(mapping)]) == 1
    assert "colonnes.json" in capsys.readouterr().err


def test_the_fields_a_column_may_be_mapped_to_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--fields"]) == 0
    printed = capsys.readouterr().out
    assert "dwelling.address" in printed
    assert "owner.name" in printed
    assert "qualification.until" in printed


def test_a_project_that_does_not_exist_is_an_expected_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "absent.rehab"), str(HOUSE)]) == 1
    assert "absent.rehab" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "absent.rehab")]) == 1
