"""`rehab group` in a project of which no home has works: it says what comes first."""

from pathlib import Path

import pytest

from rehab_app.cli import main
from rehab_app.services.new_home import add_home
from rehab_app.storage.project import Project


def test_without_chosen_works_the_command_names_the_step_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "neuf.rehab"
    with Project.create(path, "Quartier neuf", "62528") as project:
        add_home(project, "Testeuse", "12 rue Hoche")
    assert main(["group", str(path)]) == 0
    told = capsys.readouterr().out
    assert "rehab compose" in told
    assert "Au mieux" not in told
