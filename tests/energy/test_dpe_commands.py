"""`rehab dpe compute` and `rehab dpe explain` on files that anyone may write."""

import json
from pathlib import Path

import pytest

from rehab_app.cli import main
from rehab_app.exchange.dpe_writer import write_dpe
from tests.energy.houses import Rows, changed, flat_rows, house_rows, stock


def file(folder: Path, number: str, rows: Rows) -> Path:
    """The home as an official file."""
    path = folder / f"{number}.xml"
    path.write_bytes(write_dpe(stock(changed(rows, "dwelling", dpe_number=number))))
    return path


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_folder_gives_a_line_a_file_whatever_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file(tmp_path, "2600E0000001A", house_rows())
    file(tmp_path, "2600E0000002B", flat_rows())
    file(tmp_path, "2600E0000003C", changed(house_rows(), "wall", 1, u_method_id=3))
    (tmp_path / "2600E0000004D.xml").write_bytes(b"<dpe><logement>")
    assert main(["dpe", "compute", str(tmp_path), "--jsonl"]) == 0
    house, flat, incomplete, broken = lines(capsys)
    assert house["numero_dpe"] == "2600E0000001A"
    assert house["classe_bilan_dpe"] in set("ABCDEFG")
    assert isinstance(flat["ep_conso_5_usages"], float)
    assert incomplete["numero_dpe"] == "2600E0000003C"
    assert "insulation_thickness_cm" in str(incomplete["refused"])
    assert broken["numero_dpe"] == "2600E0000004D"
    assert "2600E0000004D.xml" in str(broken["refused"])


def test_files_are_estimated_as_they_would_be_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [file(tmp_path, "2600E0000001A", house_rows()), file(tmp_path, "2600E0000002B", flat_rows())]
    assert main(["dpe", "compute", *map(str, paths), "--jsonl"]) == 0
    together = lines(capsys)
    for path, record in zip(paths, together, strict=True):
        main(["dpe", "compute", str(path), "--jsonl"])
        assert lines(capsys) == [record]


def test_a_path_that_does_not_exist_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dpe", "compute", str(tmp_path / "nowhere.xml")]) == 1
    assert "nowhere.xml" in capsys.readouterr().err


def test_an_explanation_names_each_loss_with_its_share(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(tmp_path, "2600E0000001A", house_rows())
    assert main(["dpe", "explain", str(path)]) == 0
    text = capsys.readouterr().out
    for word in ("Wall 1", "W/K", "%", "§3.2.1", "Umur", "Bch", "Rpn", "GV"):
        assert word in text


def test_a_home_that_the_method_refuses_is_explained_by_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "2600E0000003C", changed(house_rows(), "wall", 1, u_method_id=3))
    assert main(["dpe", "explain", str(path)]) == 1
    assert "insulation_thickness_cm" in capsys.readouterr().err
