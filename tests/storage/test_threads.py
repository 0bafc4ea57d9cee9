"""Many may read while one writes; a second writer waits, and is told when that lasts too long."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from rehab_app.storage import database
from rehab_app.storage.database import Busy
from rehab_app.storage.project import Location, Project
from tests.storage.samples import IDENTITY, two_homes


def test_a_reader_sees_whole_actions_only(project: Project) -> None:
    stop = Event()

    def read() -> int:
        reads = 0
        while not stop.is_set() or reads == 0:
            stock, ids = project.stock()
            assert len(stock["wall"]["area_m2"]) == 3 * len(ids) // 2
            reads += 1
        return reads

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for _ in range(10):
            with project.write("essai", "import") as writer:
                writer.insert_stock(two_homes(), IDENTITY)
        stop.set()
        assert all(reader.result() > 0 for reader in readers)
    assert project.stock()[0].size == 20


def test_writers_of_several_threads_and_windows_wait_for_each_other(place: Location, project: Project) -> None:
    def add(window: Project) -> None:
        for _ in range(10):
            with window.write("essai", "propriétaire") as writer:
                known = len(writer.rows("owner"))
                writer.insert("owner", [{"name": f"Exemple {known}"}])

    with Project.open(place) as other, ThreadPoolExecutor(4) as pool:
        list(pool.map(add, [project, other, project, other]))
    assert [row["name"] for row in project.rows("owner")] == [f"Exemple {n}" for n in range(40)]


@pytest.mark.parametrize("same_window", [True, False])
def test_a_writer_that_would_wait_too_long_is_told(
    place: Location, monkeypatch: pytest.MonkeyPatch, same_window: bool
) -> None:
    monkeypatch.setattr(database, "WAIT_S", 0.2)
    Project.create(place, "Attente", "62528").close()
    with Project.open(place) as project, Project.open(place) as other, ThreadPoolExecutor(1) as pool:
        second = project if same_window else other
        with project.write("Anne", "longue saisie") as writer:
            writer.insert("owner", [{"name": "Mme Exemple"}])
            with pytest.raises(Busy, match="autre fenêtre"):
                pool.submit(second.save_draft, "survey", "1", {}).result()
        pool.submit(second.save_draft, "survey", "1", {}).result()
        assert len(project.drafts()) == len(project.rows("owner")) == 1


def test_a_write_inside_a_write_is_a_mistake_told_at_once(project: Project) -> None:
    with project.write("Anne", "saisie"), pytest.raises(RuntimeError, match="inside a write"):
        project.drop_draft("survey", "1")
    project.drop_draft("survey", "1")
