"""The migrations and the field catalogue describe the same tables."""

from contextlib import closing
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from rehab_app.core.paths import migrations
from rehab_app.domain.catalogue.records import RECORD_TABLES
from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.storage.database import Database
from rehab_app.storage.project import Location, Project
from rehab_app.storage.schema import PART_NAMES, REVISION, SPECS, metadata


def test_from_empty_to_head_gives_the_tables_of_the_catalogue(place: Location, project: Project) -> None:
    project.close()
    with closing(Database(place)) as database, database.reading() as connection:
        differences: list[Any] = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), metadata
        )
    assert differences == [], "write a revision in db/versions for what the catalogue has and the migrations have not"


def test_the_store_knows_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations()))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_every_table_of_the_catalogue_is_stored_and_a_dwelling_is_one_table() -> None:
    assert {spec.name for spec in (*RECORD_TABLES, *STOCK_TABLES)} == set(SPECS)
    names = SPECS["dwelling"].names
    assert len(names) == len(set(names))
    assert {"address", "living_area_m2"} <= set(names)


def test_parts_go_with_their_dwelling_and_references_are_indexed(place: Location, project: Project) -> None:
    project.close()
    with closing(Database(place)) as database, database.reading() as connection:
        found = inspect(connection)
        for table in SPECS:
            indexed = {index["column_names"][0] for index in found.get_indexes(table)}
            for key in found.get_foreign_keys(table):
                (column,) = key["constrained_columns"]
                assert column in indexed
                cascades = key["options"].get("ondelete") == "CASCADE"
                assert cascades == (table in PART_NAMES and column == "dwelling_id")


def test_a_file_is_in_wal_mode_and_confirmed_edits_reach_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "q.rehab"
    Project.create(path, "Pragmas", "62528").close()
    assert [file.name for file in tmp_path.iterdir()] == ["q.rehab"]
    with closing(Database(path)) as database, database.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
