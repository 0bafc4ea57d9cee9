"""Every test that takes `place` runs twice: on a file and on a PostgreSQL server."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from rehab_app.storage.project import Location, Project
from tests.storage import postgresql

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Address of a server that lives as long as the tests; skipped where PostgreSQL is not installed."""
    programs = postgresql.binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    with postgresql.server(programs) as address:
        yield address


@pytest.fixture(params=["file", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """Where a project can be made: a file that does not exist yet, or an empty database."""
    if request.param == "file":
        return tmp_path / "quartier.rehab"
    return postgresql.new_database(request.getfixturevalue("postgresql_server"), f"essai_{next(_numbers)}")


@pytest.fixture
def project(place: Location) -> Iterator[Project]:
    """A new project, open."""
    with Project.create(place, "Cité des essais", "62528", "Loos-en-Gohelle", fictional=True) as made:
        yield made
