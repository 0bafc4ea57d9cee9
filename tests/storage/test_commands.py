"""`rehab new`, `history`, `undo`, `redo` as typed."""

from pathlib import Path

import pytest

from rehab_app.cli import main
from rehab_app.storage.project import Project


def test_a_project_is_made_and_its_history_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.rehab"
    assert main(["new", str(path), "--name", "Essai", "--commune", "62528", "--town", "Loos-en-Gohelle"]) == 0
    assert str(path) in capsys.readouterr().out
    assert main(["undo", str(path)]) == 1
    assert capsys.readouterr().out == "Il n’y a rien à annuler.\n"
    with Project.open(path) as project, project.write("Anne", "2 propriétaires") as writer:
        assert project.neighbourhood()["commune_name"] == "Loos-en-Gohelle"
        writer.insert("owner", [{"name": "Mme Exemple"}, {"name": "M. Exemple"}])
    assert main(["undo", str(path)]) == 0
    assert main(["redo", str(path)]) == 0
    assert main(["undo", str(path)]) == 0
    assert "2 propriétaires" in capsys.readouterr().out
    assert main(["history", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert "2 lignes" in lines[0]
    assert "annule le n°\u00a02" in lines[0]
    assert "rétablit le n°\u00a02" in lines[1]
    assert "Anne" in lines[3]
    assert "projet créé" in lines[4]
    assert "Exemple" not in "".join(lines)
    assert main(["redo", str(path)]) == 0
    assert main(["redo", str(path)]) == 1


def test_mistakes_are_told_on_the_error_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "q.rehab")
    assert main(["new", path, "--name", "Essai", "--commune", "Loos"]) == 1
    assert "«\u202fLoos\u202f» n’est pas un code INSEE" in capsys.readouterr().err
    assert main(["history", path]) == 1
    assert "aucun fichier de projet" in capsys.readouterr().err
    assert main(["new", path, "--name", "Corse", "--commune", "2A004"]) == 0
    assert main(["new", path, "--name", "Encore", "--commune", "62528"]) == 1
    assert "déjà un fichier" in capsys.readouterr().err
