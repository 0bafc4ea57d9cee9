"""A neighbourhood project: one SQLite file (`.rehab`) or one PostgreSQL database, read and written by the same code.

A project may be used from any thread: reads run side by side, writes one after the other (see database.py).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.storage import drafts, journal, opening
from rehab_app.storage.database import Database, is_url
from rehab_app.storage.reading import Reader
from rehab_app.storage.writer import Writer

Location = str | Path


class Project(Reader):
    """An open project. Use it in a `with` block or call `close`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def create(
        cls, location: Location, name: str, commune_insee: str, commune_name: str = "", fictional: bool = False
    ) -> Self:
        """Make a new project with its neighbourhood and open it.

        Args:
            location: path of the file to make (it must not exist), or address of an empty PostgreSQL database
                (`postgresql+psycopg://…`).
            name: the neighbourhood's.
            commune_insee: INSEE code of the town.
            commune_name: the town's name.
            fictional: True for an invented neighbourhood, which says so wherever it is shown.

        Raises:
            RehabError: something is already there, or the place cannot be written.
        """
        neighbourhood = {
            "name": name,
            "commune_insee": commune_insee,
            "commune_name": commune_name,
            "fictional": int(fictional),
        }
        if is_url(location):
            opening.create_on_server(str(location), neighbourhood)
        else:
            opening.create_file(Path(location), neighbourhood)
        return cls.open(location)

    @classmethod
    def open(cls, location: Location) -> Self:
        """Open a project that exists; one written by an older version is backed up and brought up to date.

        Raises:
            RehabError: there is none, it is not a project, it is damaged, or a newer version of the
                application wrote it.
        """
        return cls(opening.open_on_server(str(location)) if is_url(location) else opening.open_file(Path(location)))

    @property
    def location(self) -> str:
        """Where the project is, without any password."""
        return self._database.name

    def close(self) -> None:
        """Give back all connections; a file is left with nothing beside it."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, who: str, label: str) -> Writer:
        """Begin one action: `with project.write(who, label) as writer: …`, then `writer.change`.

        Args:
            who: the person who acts, as the history shows it.
            label: what is done, as the undo menu names it.
        """
        return Writer(self._database, who, label)

    def undo(self, who: str, of: str = "") -> Change | None:
        """Undo the latest action that stands; None when there is none.

        Args:
            who: the person who asks.
            of: undo the latest action of this person instead of anyone's.

        Raises:
            Conflict: a row has been changed since (possible with `of`); nothing is written.
            RehabError: that action, or one after it, erased personal data.
        """
        return self._turn("undo", who, of)

    def redo(self, who: str, of: str = "") -> Change | None:
        """Do again what was undone last, unless a new action came in between; None when there is nothing."""
        return self._turn("redo", who, of)

    def undo_label(self, of: str = "") -> str | None:
        """Label of the action that `undo` would reverse."""
        with self._reading() as connection:
            found = journal.undoable(connection, of)
        return None if found is None else found[1]

    def redo_label(self, of: str = "") -> str | None:
        """Label of the action that `redo` would do again."""
        with self._reading() as connection:
            found = journal.redoable(connection, of)
        return None if found is None else found[1]

    def history(self, limit: int = 100, touching: Mapping[str, Sequence[int]] | None = None) -> list[dict[str, Any]]:
        """The latest actions, the last first.

        Each has the columns of the journal, `rows` (how many it changed) and `turns` (number of the action that an undo
        or redo is about, else None).

        Args:
            limit: how many at most.
            touching: only actions that changed one of these rows, given as ids by table.
        """
        with self._reading() as connection:
            return journal.history(connection, limit, touching)

    def last_action(self) -> int:
        """Number of the latest action of the history."""
        with self._reading() as connection:
            return journal.last_number(connection)

    def save_draft(
        self, form: str, key: str, content: Any, since: int | None = None, about: Callable[[int], bool] | None = None
    ) -> None:
        """Keep an unfinished form (`content` is a JSON structure), in place of the draft kept before.

        Args:
            form: kind of form.
            key: which of its kind.
            content: what is typed in it.
            since: number of the latest action when it was opened; None for a form that is about no home.
            about: whether it is about the home of that id.

        Raises:
            Erased: the people of a home that it is about were erased since; nothing is kept.
        """
        with self._database.writing() as connection:
            gone = journal.erased_homes(connection, since) if since is not None and about is not None else []
            for home in gone:
                if about is not None and about(home):
                    raise drafts.Erased(home)
            drafts.save(connection, form, key, content)

    def drafts(self) -> list[dict[str, Any]]:
        """Drafts that were kept and not dropped, the latest first: `form`, `key`, `content`, `saved_at`."""
        with self._reading() as connection:
            return drafts.listed(connection)

    def drop_draft(self, form: str, key: str) -> None:
        """Forget a draft: its form was finished or given up."""
        with self._database.writing() as connection:
            drafts.drop(connection, form, key)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._database.reading() as connection:
            yield connection

    def _turn(self, kind: str, who: str, of: str) -> Change | None:
        find = journal.undoable if kind == "undo" else journal.redoable
        with self._reading() as connection:
            found = find(connection, of)
            erased = found is not None and journal.is_erasure(connection, found[0])
        if found is None:
            return None
        number, label = found
        if erased:
            raise RehabError(
                _("Personal data that was erased cannot be brought back, and undo goes no further back than that."),
                label,
                _("Type again what is still needed."),
            )
        with Writer(self._database, who, label, kind=kind) as writer:
            writer.reverse(number)
        return writer.change
