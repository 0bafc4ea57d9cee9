"""kill -9 in the middle of an import: the journal is whole, an import is there whole or not at all."""

import random
import time
from itertools import count
from pathlib import Path

import pytest
from lxml import etree

from rehab_app.core.progress import Progress
from rehab_app.services.importing import import_paths
from rehab_app.storage.project import Project
from tests.storage import crash

HOUSE = Path(__file__).parent.parent / "exchange" / "data" / "maison_fictive.xml"
BATCH = 15

crash.preload("tests.services.test_importing_crash")


def imports(path: Path, confirm: crash.Confirm) -> None:
    """Import one folder of houses after another; confirm the number of dwellings after each."""
    with Project.open(path) as project:
        for turn in count():
            folder = path.with_suffix(f".{turn}")
            write_batch(folder, turn)
            import_paths(project, [folder], "essai", Progress())
            confirm(len(project.columns("dwelling", [])["id"]))


def write_batch(folder: Path, turn: int) -> None:
    folder.mkdir()
    root = etree.fromstring(HOUSE.read_bytes())
    for house in range(BATCH):
        next(root.iter("numero_dpe")).text = f"{turn:06d}E{house:06d}"
        number = str(turn * BATCH + house + 1)
        next(root.iter("ban_housenumber")).text = number
        next(root.iter("label_brut")).text = f"{number} rue de l’Exemple 00000 Ville-Fictive"
        (folder / f"{house}.xml").write_bytes(etree.tostring(root))


def one_import_s(folder: Path) -> float:
    """How long one import lasts on this machine just now, so that kills fall within imports under any load."""
    path = folder / "mesure.rehab"
    Project.create(path, "Mesure", "").close()
    write_batch(folder / "mesure", 0)
    with Project.open(path) as project:
        begun = time.perf_counter()
        import_paths(project, [folder / "mesure"], "essai", Progress())
    return time.perf_counter() - begun


def kill_often(folder: Path, times: int, seed: int) -> None:
    """Kill imports at random moments, the first or a later one, and check each time."""
    chance = random.Random(seed)
    longest_s = one_import_s(folder)
    for turn in range(times):
        path = folder / f"{turn}.rehab"
        Project.create(path, "Panne", "").close()
        confirmed = crash.killed(imports, path, chance.randrange(3), chance.uniform(0.0, longest_s))
        crash.assert_whole(path)
        with Project.open(path) as project:
            dwellings = len(project.columns("dwelling", [])["id"])
            buildings = len(project.columns("building", [])["id"])
            results = len(project.columns("reference_result", [])["id"])
            walls = len(project.columns("wall", [])["id"])
        assert dwellings in {len(confirmed) * BATCH, (len(confirmed) + 1) * BATCH}
        assert (buildings, results, walls) == (dwellings, dwellings, 2 * dwellings)


def test_an_import_is_there_whole_or_not_at_all_after_a_kill(tmp_path: Path) -> None:
    kill_often(tmp_path, 4, seed=3)


@pytest.mark.slow
def test_an_import_is_there_whole_or_not_at_all_after_fifty_kills(tmp_path: Path) -> None:
    kill_often(tmp_path, 50, seed=4)
