"""`rehab plan benchmark` prints one line an instance, readable by a person and by a program."""

from pathlib import Path

import pytest

from rehab_app.cli import main

# Two tasks of 3 and 2 units that both need the only unit of one resource, between a start and an end.
TINY = "4 1\n1\n0 0 2 2 3\n3 1 1 4\n2 1 1 4\n0 0 0\n"


def test_each_instance_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tiny.txt").write_text(TINY, encoding="ascii")
    (tmp_path / "best_known.csv").write_text(
        "file,problem,set,best_known_makespan\ntiny.txt,RCPSP,own,5\n", encoding="utf-8"
    )
    assert main(["plan", "benchmark", str(tmp_path), "--limit", "5"]) == 0
    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split() == ["file", "makespan", "bound", "best_known", "seconds"]
    assert line.split()[:4] == ["tiny.txt", "5", "5", "5"]


def test_a_folder_without_instances_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "benchmark", str(tmp_path)]) == 1
    assert "instance" in capsys.readouterr().err


def test_the_folder_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "benchmark"]) == 1
    assert "dossier" in capsys.readouterr().err
