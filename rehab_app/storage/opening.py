"""Making and opening projects: what is refused, what is checked, what is brought up to date."""

import os
import struct
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import ArgumentError, DBAPIError

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.storage import journal, migrate
from rehab_app.storage.backup import back_up, backups
from rehab_app.storage.database import APPLICATION_ID, Busy, Database
from rehab_app.storage.rows import allocate, insert_rows
from rehab_app.storage.schema import REVISION, metadata, spec_of
from rehab_app.storage.values import plain

_SQLITE_HEADER = b"SQLite format 3\0"
# Every table with each of its columns, in one question: opening stays quick.
_COLUMNS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    ),
}


class Unusable(RehabError):
    """A project file that this application will never read: it is damaged or lacks a part. It was not changed."""


class Incomplete(Unusable):
    """A project of this version that lacks a table or a column."""


def create_file(path: Path, neighbourhood: Mapping[str, Any]) -> None:
    """Make a project that holds its neighbourhood. It appears under its name only when it is whole."""
    if path.exists():
        raise RehabError(_("There is already a file of this name."), str(path), _("Choose another name."))
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with closing(Database(partial, enforce_references=False)) as database:
            database.mark_file()
            with database.writing() as connection:
                _fill(connection, neighbourhood)
        partial.replace(path)
    except (OSError, DBAPIError) as error:
        raise RehabError(
            _("The project cannot be created here."), str(path), _("Choose a folder that exists and may be written.")
        ) from error
    finally:
        for leftover in path.parent.glob(f"{partial.name}*"):
            leftover.unlink(missing_ok=True)


def create_on_server(url: str, neighbourhood: Mapping[str, Any]) -> None:
    """Make a project that holds its neighbourhood in an empty database of a server."""
    with closing(_reachable(url)) as database, database.writing() as connection:
        if inspect(connection).get_table_names():
            raise RehabError(
                _("This database is not empty."), database.name, _("Have an empty database made for the project.")
            )
        _fill(connection, neighbourhood)


def _fill(connection: Connection, neighbourhood: Mapping[str, Any]) -> None:
    migrate.upgrade(connection)
    record = journal.Recorder(journal.next_number(connection))
    row_id = allocate(connection, "neighbourhood", 1)
    spec = spec_of("neighbourhood")
    columns = {name: [plain(spec.field(name), value)] for name, value in neighbourhood.items()}
    insert_rows(connection, "neighbourhood", [row_id], {"version": [record.number], **columns})
    record.inserted("neighbourhood", [row_id], [record.number])
    record.write(connection, {"who": "", "label": neighbourhood["name"], "kind": "creation", "undone": 0})


def open_file(path: Path) -> Database:
    """Check a project file, bring it up to date (with a backup before) and open it."""
    _check_header(path)
    database = Database(path)
    try:
        with database.reading() as connection:
            report = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            revision = migrate.revision_of(connection)
    except DBAPIError as error:
        database.close()
        raise _unreadable(path, error) from error
    if report != "ok" or revision is None:
        database.close()
        raise _damaged(path)
    if revision != REVISION:
        database.close()
        _bring_up_to_date(path, revision)
        database = Database(path)
    _refuse_incomplete(database, _("Restore a backup, or create the project again and import its files."))
    return database


def open_on_server(url: str) -> Database:
    """Check a project on a server, bring it up to date and open it."""
    database = _reachable(url)
    with database.reading() as connection:
        revision = migrate.revision_of(connection)
    if revision is None:
        database.close()
        raise RehabError(
            _("This database holds no project."), database.name, _("Check its name, or create a project in it.")
        )
    if revision != REVISION:
        migrate.refuse_newer(revision, database.name)
        with database.writing() as connection:
            migrate.upgrade(connection)
    _refuse_incomplete(database, _("Have it restored from a backup of the server, or create the project again."))
    return database


def _refuse_incomplete(database: Database, remedy: str) -> None:
    """Close and refuse a project that says it is of this version and lacks a table or a column of it.

    A trial version of the application wrote it, or somebody changed it by hand: reading it would fail later, anywhere.
    """
    with database.reading() as connection:
        found = {tuple(row) for row in connection.exec_driver_sql(_COLUMNS[connection.dialect.name])}
    wanted = ((table.name, column.name) for table in metadata.sorted_tables for column in table.columns)
    absent = next((pair for pair in wanted if pair not in found), None)
    if absent is not None:
        database.close()
        raise Incomplete(
            _("This project lacks {table}.{column}: it was written by a trial version of the application.").format(
                table=absent[0], column=absent[1]
            ),
            database.name,
            remedy,
        )


def _check_header(path: Path) -> None:
    where = str(path)
    if not path.is_file():
        raise RehabError(_("There is no project file of this name."), where, _("Check the name and the folder."))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise RehabError(_("This file may not be read."), where, _("Ask for the right to read it.")) from error
    if not header:
        raise RehabError(_("This file is empty."), where, _restore(path))
    number = struct.unpack(">I", header[68:72])[0] if len(header) == 100 else 0
    if not header.startswith(_SQLITE_HEADER) or number != APPLICATION_ID:
        raise RehabError(
            _("This file is not a project of Réhab Quartier."),
            where,
            _("Open a file whose name ends in .rehab, or import this file into a project."),
        )


def _unreadable(path: Path, error: DBAPIError) -> RehabError:
    told = str(error.orig)
    if "readonly" in told or "unable to open" in told:
        return RehabError(
            _("This project may not be written."),
            str(path),
            _("Copy it to a folder of yours, or ask for the right to write there."),
        )
    if "locked" in told:
        return Busy(
            _("Another application holds this project for itself."),
            str(path),
            _("Close it there, then open it again."),
        )
    return _damaged(path)


def _damaged(path: Path) -> Unusable:
    return Unusable(_("This project file is damaged. It has not been changed."), str(path), _restore(path))


def _restore(path: Path) -> str:
    kept = backups(path)
    if not kept:
        return _("Restore it from a copy of yours.")
    return _("Open the latest backup: {name}.").format(name=kept[-1].name)


def _bring_up_to_date(path: Path, revision: str) -> None:
    migrate.refuse_newer(revision, str(path))
    try:
        back_up(path, revision)
    except OSError as error:
        raise RehabError(
            _("No backup could be made before bringing the project up to date; it has not been changed."),
            str(path),
            _("Make room on the disk, then open it again."),
        ) from error
    with closing(Database(path, enforce_references=False)) as database, database.writing() as connection:
        if migrate.revision_of(connection) != REVISION:  # another window may have been faster
            migrate.upgrade(connection)


def _reachable(url: str) -> Database:
    name = ""
    try:
        database = Database(url)
        name = database.name
        database.engine.connect().close()
    except (DBAPIError, ArgumentError, ValueError) as error:
        raise RehabError(
            _("The database does not answer."), name, _("Check the address, the network and the password.")
        ) from error
    return database
