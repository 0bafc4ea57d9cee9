"""A proof is the edition that printing would write, byte for byte, and leaves no trace."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehab_app.core.progress import Progress
from rehab_app.services.papers import OFFERED_AUDIENCES, print_offers, read_papers, read_proof
from rehab_app.storage.project import Project
from tests.services.prints import print_plan
from tests.services.small_group import small_group

TODAY = datetime.date(2026, 11, 22)
LATER = datetime.date(2026, 12, 1)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = small_group(tmp_path / "essai.rehab")
    yield opened
    opened.close()


@pytest.mark.parametrize("audience", OFFERED_AUDIENCES)
def test_a_proof_is_what_printing_writes(project: Project, audience: str) -> None:
    for offer in read_papers(project, Progress()).offers[audience][:2]:
        seen = read_proof(project, offer, TODAY, Progress())
        assert not seen.again
        assert not project.rows("dossier", audience=audience, title=offer.title)
        (path,) = print_offers(project, [offer], "Testeuse", TODAY, Progress()).paths
        assert (path.name, path.read_bytes()) == (seen.name, seen.pdf)


def test_what_is_printed_already_is_shown_as_it_was(project: Project, tmp_path: Path) -> None:
    printed = print_plan(project, 1, "facade", tmp_path, "Testeuse", TODAY)
    offer = next(one for one in read_papers(project, Progress()).offers["artisan"] if one.lot == "facade")
    seen = read_proof(project, offer, LATER, Progress())
    assert seen.again
    assert seen.pdf == printed.path.read_bytes()
