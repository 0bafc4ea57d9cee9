"""Large batches pressed by two processes: the same bytes as by one, one failure alone, a cancel that keeps."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehab_app.core.progress import Progress
from rehab_app.services import printing
from rehab_app.storage.project import Project
from tests.services.small_group import small_group

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = small_group(tmp_path / "essai.rehab")
    yield opened
    opened.close()


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_WORTH_A_CREW", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def homes_of(project: Project) -> list[int]:
    return [row["id"] for row in project.rows("dwelling")]


@pytest.mark.usefixtures("crew")
def test_two_processes_print_the_bytes_of_one(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = homes_of(project)
    together = printing.print_homes(project, [*homes, 999], tmp_path / "two", "Testeuse", TODAY)
    assert set(together.printed) == set(homes)
    assert "999" in together.failures[999].text
    monkeypatch.setattr(printing, "_WORTH_A_CREW", 99)
    alone = printing.print_homes(project, homes, tmp_path / "one", "Testeuse", TODAY)
    for home in homes:
        assert alone.printed[home].again
        assert alone.printed[home].path.read_bytes() == together.printed[home].path.read_bytes()
    assert [row["dwelling_id"] for row in project.rows("dossier")] == homes


@pytest.mark.usefixtures("crew")
def test_a_cancel_archives_what_was_printed(project: Project, tmp_path: Path) -> None:
    progress = Progress()

    def stop(done: int, _total: int, _doing: str) -> None:
        if done == 1:
            progress.cancel()

    progress.listener = stop
    homes = homes_of(project)
    batch = printing.print_homes(project, homes, tmp_path, "Testeuse", TODAY, progress)
    assert batch.stopped
    assert [row["dwelling_id"] for row in project.rows("dossier")] == list(batch.printed)
    assert 1 <= len(batch.printed) < len(homes)


def test_a_fault_in_one_dossier_does_not_lose_the_others(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rehab_app.services.home_plans import HomePlans

    homes, right = homes_of(project), HomePlans.dossier

    def faulty(self: HomePlans, dwelling_id: int, version: int, made_on: datetime.date) -> object:
        if dwelling_id == homes[1]:
            raise KeyError("Wierzbicka-Planté")
        return right(self, dwelling_id, version, made_on)

    monkeypatch.setattr(HomePlans, "dossier", faulty)
    batch = printing.print_homes(project, homes, tmp_path, "Testeuse", TODAY)
    assert set(batch.printed) == {homes[0], *homes[2:]}
    assert "Wierzbicka" not in batch.failures[homes[1]].text


def test_homes_with_works_or_a_group_have_something_to_tell(project: Project) -> None:
    assert printing.homes(project) == homes_of(project)
