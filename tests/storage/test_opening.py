"""What is not a sound project of this version is refused in words, and never changed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rehab_app.core import paths
from rehab_app.core.errors import RehabError
from rehab_app.storage import database as database_module
from rehab_app.storage import migrate, opening
from rehab_app.storage.backup import back_up, backups
from rehab_app.storage.database import Database
from rehab_app.storage.project import Project
from tests.storage import postgresql
from tests.storage.samples import IDENTITY, two_homes

_NEXT_REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    rebuilt = "always" if op.get_bind().dialect.name == "sqlite" else "auto"
    with op.batch_alter_table("dwelling", recreate=rebuilt) as dwelling:
        dwelling.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="brique"))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with two dwellings, closed."""
    made = tmp_path / "quartier.rehab"
    with Project.create(made, "Ouverture", "62528") as project, project.write("essai", "import") as writer:
        writer.insert_stock(two_homes(), IDENTITY)
    return made


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A later version of the application, with one revision more: the file of that revision."""
    folder = tmp_path / "db %"
    shutil.copytree(paths.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    revision = folder / "versions" / "0002_next.py"
    revision.write_text(_NEXT_REVISION)
    monkeypatch.setattr(migrate, "migrations", lambda: folder)
    monkeypatch.setattr(opening, "REVISION", "0002")
    return revision


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "aucun fichier"),
        (b"", "vide"),
        (b"PK\x03\x04 un classeur", "pas un projet"),
        (b"SQLite format 3\0", "pas un projet"),
        ("foreign", "pas un projet"),
    ],
)
def test_what_is_not_a_project_is_refused(tmp_path: Path, content: bytes | str | None, told: str) -> None:
    path = tmp_path / "autre.rehab"
    if content == "foreign":
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE recipe (name TEXT)")
            other.commit()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(RehabError, match=told) as refusal:
        Project.open(path)
    assert refusal.value.where == str(path)
    assert refusal.value.remedy
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_folder_is_not_a_project(tmp_path: Path) -> None:
    with pytest.raises(RehabError, match="aucun fichier"):
        Project.open(tmp_path)
    with pytest.raises(RehabError, match="dossier"):
        Project.create(tmp_path / "nowhere" / "q.rehab", "Nulle part", "62528")


@pytest.mark.parametrize("damage", ["truncated", "overwritten"])
def test_a_damaged_file_is_refused_and_the_latest_backup_named(path: Path, damage: str) -> None:
    for _ in range(2):
        kept = back_up(path, "0001")
    whole = path.read_bytes()
    half = len(whole) // 2
    path.write_bytes(whole[:half] if damage == "truncated" else whole[:half] + b"\xff" * 9_000 + whole[half + 9_000 :])
    with pytest.raises(RehabError, match="endommagé") as refusal:
        Project.open(path)
    assert kept.name in refusal.value.remedy
    with Project.open(kept) as restored:
        assert restored.stock()[0].size == 2


def test_an_older_project_is_backed_up_then_brought_up_to_date(path: Path, next_version: Path) -> None:
    with Project.open(path) as project:
        assert project.stock()[0]["wall"]["area_m2"].tolist() == [30.0, 28.25, 19.0]
        assert project.undo("essai") is not None
        assert project.redo("essai") is not None
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT DISTINCT colour FROM dwelling").fetchall() == [("brique",)]
    (kept,) = backups(path)
    assert "-0001" in kept.name
    with closing(sqlite3.connect(kept)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert raw.execute("SELECT count(*) FROM wall").fetchall() == [(3,)]
    Project.open(path).close()
    assert len(backups(path)) == 1


def test_an_older_project_on_a_server_is_brought_up_to_date(
    postgresql_server: str, request: pytest.FixtureRequest
) -> None:
    address = postgresql.new_database(postgresql_server, "ancien")
    with Project.create(address, "Serveur", "62528") as project, project.write("essai", "import") as writer:
        writer.insert_stock(two_homes(), IDENTITY)
    request.getfixturevalue("next_version")
    with Project.open(address) as project:
        assert project.stock()[0].size == 2
    with Project.open(address) as project:
        assert project.stock()[0]["wall"]["area_m2"].tolist() == [30.0, 28.25, 19.0]


def test_a_project_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    before = path.read_bytes()
    with pytest.raises(RehabError, match="plus récente"):
        Project.open(path)
    assert path.read_bytes() == before
    assert backups(path) == []


def test_a_migration_that_fails_leaves_the_project_as_it_was(path: Path, next_version: Path) -> None:
    next_version.write_text(_NEXT_REVISION + "    raise RuntimeError('half way')\n")
    with pytest.raises(RuntimeError, match="half way"):
        Project.open(path)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert raw.execute("SELECT count(*) FROM wall").fetchall() == [(3,)]
    next_version.write_text(_NEXT_REVISION)
    with Project.open(path) as project:
        assert project.stock()[0].size == 2


def test_only_the_last_few_backups_are_kept(path: Path) -> None:
    made = [back_up(path, "0001") for _ in range(7)]
    assert backups(path) == made[-5:]


def test_a_database_that_holds_something_else_is_refused(postgresql_server: str) -> None:
    address = postgresql.new_database(postgresql_server, "autre")
    with pytest.raises(RehabError, match="aucun projet"):
        Project.open(address)
    Project.create(address, "Serveur", "62528").close()
    with pytest.raises(RehabError, match="pas vide"):
        Project.create(address, "Serveur", "62528")


@pytest.mark.parametrize("host", ["127.0.0.1:1", "127.0.0.1:un"])
def test_a_server_that_does_not_answer_is_told_without_the_password(host: str) -> None:
    with pytest.raises(RehabError, match="ne répond pas") as refusal:
        Project.open(f"postgresql+psycopg://anne:motdepasse@{host}/quartier")
    assert "motdepasse" not in refusal.value.text


@pytest.mark.parametrize(
    ("damage", "lacking"),
    [("ALTER TABLE dwelling DROP COLUMN stage_note", "dwelling.stage_note"), ("DROP TABLE show_visit", "show_visit.")],
)
def test_a_project_that_lacks_a_part_of_this_version_is_refused_and_left_alone(
    path: Path, damage: str, lacking: str
) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(damage)
        raw.commit()
    before = path.read_bytes()
    with pytest.raises(RehabError, match=f"manque {lacking}") as refusal:
        Project.open(path)
    assert "sauvegarde" in refusal.value.remedy
    assert path.read_bytes() == before


def test_a_server_project_that_lacks_a_column_is_refused(postgresql_server: str) -> None:
    address = postgresql.new_database(postgresql_server, "incomplet")
    Project.create(address, "Serveur", "62528").close()
    with closing(Database(address)) as database, database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE dwelling DROP COLUMN stage_note")
    with pytest.raises(RehabError, match=r"manque dwelling\.stage_note"):
        Project.open(address)


def test_a_project_held_by_another_application_is_not_called_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "WAIT_S", 0.1)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RehabError, match="autre application") as refusal:
            Project.open(path)
        assert refusal.value.where == str(path)
    Project.open(path).close()
