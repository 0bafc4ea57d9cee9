"""The same import into a PostgreSQL database gives the same project as into a file."""

from pathlib import Path

import numpy as np
import pytest

from rehab_app.core.progress import Progress
from rehab_app.services.importing import import_paths
from rehab_app.services.intake.report import Outcome
from rehab_app.storage.project import Project
from tests.exchange.town import AXIS, collection, row_of_three
from tests.storage import postgresql

DATA = Path(__file__).parent.parent / "exchange" / "data"


def test_a_batch_of_all_kinds_lands_alike_in_a_file_and_in_postgresql(tmp_path: Path) -> None:
    programs = postgresql.binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    folder = tmp_path / "lot"
    folder.mkdir()
    for path in DATA.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "plan.geojson").write_bytes(collection(*row_of_three(), AXIS))
    (folder / "liste.csv").write_text("adresse;propriétaire;date du DPE\n3 rue Inventée;Mme Exemple;06/05/2024\n")
    with (
        postgresql.server(programs) as address,
        Project.create(postgresql.new_database(address, "imports"), "Essai", "") as served,
        Project.create(tmp_path / "essai.rehab", "Essai", "") as file,
    ):
        reports = [import_paths(project, [folder], "Testeuse", Progress()) for project in (served, file)]
        assert reports[0].lines == reports[1].lines
        assert reports[0].count(Outcome.TAKEN) == 7
        for table in ("dwelling", "building", "facade", "owner", "reference_result", "wall", "bridge"):
            assert served.rows(table) == file.rows(table), table
        for name, stored in served.stock()[0].tables.items():
            for column, values in stored.columns.items():
                np.testing.assert_array_equal(values, file.stock()[0][name][column])
        assert import_paths(served, [folder], "Testeuse", Progress()).count(Outcome.DUPLICATE) == 7
        served.undo("Testeuse")
        assert served.rows("dwelling") == served.rows("facade") == []
