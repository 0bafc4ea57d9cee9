"""The connection to a project: a SQLite file or a PostgreSQL database, the same code for both.

Threads: each read takes a connection of its own from the pool and sees one consistent state (a WAL snapshot, or a
repeatable read); any number may read while one writes. One writer at a time: a lock among threads, then
`BEGIN IMMEDIATE` (SQLite) or an advisory lock (PostgreSQL) among processes, each waiting `WAIT_S` at most.
A commit has reached the disk when it returns (WAL with synchronous FULL).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, get_ident
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import IntegrityError, OperationalError

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _

WAIT_S = 10.0
APPLICATION_ID = 0x52454842  # "REHB": marks our SQLite files and names the writers' lock of PostgreSQL


class Conflict(RehabError):
    """Somebody else changed what was about to be written; nothing was written."""


class Busy(RehabError):
    """Somebody else is writing and has not finished in time; nothing was written."""


class Database:
    """Connections to one project.

    Args:
        location: path of a file or address of a PostgreSQL database.
        enforce_references: False only while tables are built (SQLite).
    """

    def __init__(self, location: str | Path, enforce_references: bool = True) -> None:
        self.is_file = not is_url(location)
        self.path = Path(location) if self.is_file else None
        self.name = str(location) if self.is_file else make_url(str(location)).render_as_string(hide_password=True)
        self.engine = (
            _sqlite_engine(Path(location), enforce_references) if self.is_file else _postgres_engine(str(location))
        )
        self._write_lock = Lock()
        self._writer = -1

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the project."""
        options: dict[str, Any] = {} if self.is_file else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one connection that may write; committed at the end, rolled back by an exception."""
        if self._writer == get_ident():
            raise RuntimeError("a write inside a write of the same thread would wait for itself")
        if not self._write_lock.acquire(timeout=WAIT_S):
            raise self._busy()
        self._writer = get_ident()
        try:
            engine = self.engine.execution_options(rehab_writes=True)
            with self._translated(), engine.begin() as connection:
                if not self.is_file:
                    connection.execute(text(f"SET LOCAL lock_timeout = {int(WAIT_S * 1000)}"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})"))
                yield connection
        finally:
            self._writer = -1
            self._write_lock.release()

    def mark_file(self) -> None:
        """Write into the header of a new file that it is ours."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.commit()

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Errors of the database that a user can meet, in words."""
        try:
            yield
        except IntegrityError as error:
            raise Conflict(
                _("A record that this change needs has been removed, or one it would remove is still used."),
                where=self.name,
                remedy=_("Look at the records again, then repeat the change. Nothing was written."),
            ) from error
        except OperationalError as error:
            if "locked" in str(error.orig) or "lock timeout" in str(error.orig):
                raise self._busy() from error
            raise RehabError(
                _("The project could not be written: {reason}.").format(reason=error.orig),
                where=self.name,
                remedy=_("Check that the disk is not full and that the folder may be written. Nothing was written."),
            ) from error

    def _busy(self) -> Busy:
        return Busy(
            _("Another window has been writing in this project for more than {seconds} seconds.").format(
                seconds=round(WAIT_S)
            ),
            where=self.name,
            remedy=_("Wait until it has finished, then try again. Nothing was written."),
        )


def is_url(location: str | Path) -> bool:
    """True for the address of a database server, False for the path of a file."""
    return isinstance(location, str) and location.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def _sqlite_engine(path: Path, enforce_references: bool) -> Engine:
    pragmas = (
        f"busy_timeout = {int(WAIT_S * 1000)}",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"foreign_keys = {'ON' if enforce_references else 'OFF'}",
    )

    def prepare(connection: Any, record: object) -> None:
        connection.isolation_level = None  # the driver must not begin or commit on its own
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    # Values of a project are in no message: an error that nobody expected is told with its statement alone.
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)
    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("rehab_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres_engine(url: str) -> Engine:
    return create_engine(make_url(url).set(drivername="postgresql+psycopg"), hide_parameters=True)
