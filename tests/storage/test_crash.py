"""kill -9 in the middle of edits, imports and undos: nothing confirmed is lost, nothing half done is kept."""

import random
import shutil
from pathlib import Path

import pytest

from rehab_app.domain.table import Stock
from rehab_app.storage.project import Project
from tests.storage import crash
from tests.storage.samples import IDENTITY, two_homes

crash.preload("tests.storage.test_crash")


def edits(path: Path, confirm: crash.Confirm) -> None:
    """Edit one dwelling again and again; confirm each area once the store has said it is written."""
    with Project.open(path) as project:
        area = 1
        while True:
            row = project.rows("dwelling")[0]
            with project.write("essai", f"surface {area}") as writer:
                writer.update("dwelling", row["id"], row["version"], {"living_area_m2": area})
            confirm(area)
            area += 1


def imports(path: Path, confirm: crash.Confirm) -> None:
    """Import batches of forty dwellings, undo and redo each; confirm the number of dwellings after each step."""
    batch: Stock = two_homes().take([0, 1] * 20)
    with Project.open(path) as project:
        while True:
            with project.write("essai", "import") as writer:
                writer.insert_stock(batch, IDENTITY * 20)
            confirm(len(project.columns("dwelling", [])["id"]))
            project.undo("essai")
            confirm(len(project.columns("dwelling", [])["id"]))
            project.redo("essai")
            confirm(len(project.columns("dwelling", [])["id"]))


def kill_often(folder: Path, times: int, seed: int) -> None:
    """Kill edits and imports in turn at random moments, the first or a later one, and check each time."""
    chance = random.Random(seed)
    whole = folder / "whole.rehab"
    with Project.create(whole, "Panne", "62528") as project, project.write("essai", "import") as writer:
        writer.insert_stock(two_homes(), IDENTITY)
    for turn in range(times):
        path = folder / f"{turn}.rehab"
        shutil.copy(whole, path)
        work, check = ((imports, _check_import), (edits, _check_edit))[turn % 2]
        confirmed = crash.killed(work, path, chance.randrange(4), chance.uniform(0.0, 0.1))
        crash.assert_whole(path)
        with Project.open(path) as project:
            check(project, confirmed)


def _check_edit(project: Project, confirmed: list[int]) -> None:
    """The area is the one confirmed last, or the one that was being written."""
    area = project.rows("dwelling")[0]["living_area_m2"]
    assert area in ((confirmed[-1], confirmed[-1] + 1) if confirmed else (82.5, 1))


def _check_import(project: Project, confirmed: list[int]) -> None:
    """The dwellings are as confirmed last, or as the step that followed left them."""
    dwellings = len(project.columns("dwelling", [])["id"])
    steps = [42, 2, 42]
    done = len(confirmed)
    expected = [2] + [steps[n % 3] + 40 * (n // 3) for n in range(done + 1)]
    assert confirmed == expected[1 : done + 1]
    assert dwellings in expected[done : done + 2]
    assert len(project.columns("wall", [])["id"]) == dwellings // 2 * 3


def test_nothing_confirmed_is_lost_in_a_few_kills(tmp_path: Path) -> None:
    kill_often(tmp_path, 4, seed=1)


@pytest.mark.slow
def test_nothing_confirmed_is_lost_in_fifty_kills(tmp_path: Path) -> None:
    kill_often(tmp_path, 50, seed=2)
