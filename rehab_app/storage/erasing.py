"""Erasing for good: values leave their tables, the journal and the file itself, so that nothing can bring them back.

An erasure is one action of the journal that keeps which rows it changed and no value of them. Undo stops at it: what
was done before was done to rows whose contents are gone.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, text, update

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.fields import Kind
from rehab_app.storage.database import WAIT_S, Database
from rehab_app.storage.journal import ERASURE
from rehab_app.storage.project import Project
from rehab_app.storage.rows import delete_rows, read_rows, update_rows
from rehab_app.storage.schema import TABLES, spec_of
from rehab_app.storage.values import plain
from rehab_app.storage.writer import Writer

_JOURNAL, _CHANGE, _DRAFT = TABLES["journal"], TABLES["journal_change"], TABLES["draft"]
_PORTION = 500  # change rows in memory at once: one may describe 2,000 rows
_READERS_WAIT_MS = 2_000  # for other windows to finish what they read
_GONE = "…"


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What the journal held of some rows.

    Attributes:
        texts: the texts that were taken out of it, by column.
        actions: numbers of the actions that changed these rows.
    """

    texts: dict[str, set[str]] = field(default_factory=dict)
    actions: set[int] = field(default_factory=set)

    def add(self, other: "Scrubbed") -> None:
        """Take over what was found about other rows."""
        self.actions.update(other.actions)
        for name, texts in other.texts.items():
            self.texts.setdefault(name, set()).update(texts)


class Eraser(Writer):
    """One action that erases. Use it in a `with` block, then `compact`."""

    def __init__(self, database: Database, who: str, label: str) -> None:
        super().__init__(database, who, label, kind=ERASURE)

    def ever(self, table: str, name: str, value: int) -> list[int]:
        """Ids of rows that have this value in a column, or had it once as the journal says; in order."""
        found = {int(row["id"]) for row in self.rows(table, **{name: value})}
        for change in self._changes(table):
            for columns in (change.before, change.after):
                for at, told in enumerate((columns or {}).get(name, ())):
                    if told == value:
                        found.add(change.row_id + at)
        return sorted(found)

    def former(self, table: str, row_ids: Iterable[int], name: str) -> set[Any]:
        """Values that the journal keeps of a column of these rows, missing ones left out."""
        wanted = frozenset(row_ids)
        found: set[Any] = set()
        for change in self._changes(table):
            for at in _within(change, wanted):
                found.update((columns or {}).get(name, {at: None})[at] for columns in (change.before, change.after))
        return found - {None, ""}

    def kept(self, table: str, row_ids: Iterable[int], names: Collection[str]) -> Iterator[tuple[int, str, Any]]:
        """Values that the journal keeps of these columns of these rows: id, column, value."""
        wanted = frozenset(row_ids)
        for change in self._changes(table):
            for at in _within(change, wanted):
                for columns in (change.before, change.after):
                    yield from (
                        (change.row_id + at, name, columns[name][at]) for name in names if name in (columns or ())
                    )

    def rewrite(self, table: str, row_id: int, values: Mapping[str, Any]) -> None:
        """Put other values into a row; what stood there is kept nowhere."""
        (before,) = read_rows(self._connection, table, [row_id], ())["version"]
        spec = spec_of(table)
        columns = {name: [plain(spec.field(name), value)] for name, value in values.items()}
        update_rows(self._connection, table, [row_id], {**columns, "version": [self.number]})
        self._record.updated(table, [row_id], [self.number], {"version": [before]}, {})

    def blank(self, table: str, row_ids: Sequence[int], names: Sequence[str]) -> None:
        """Make columns of those of these rows that exist missing."""
        spec = spec_of(table)
        present = read_rows(self._connection, table, row_ids, ())
        ids = present["id"]
        if not ids:
            return
        numbers = [self.number] * len(ids)
        missing = {name: [plain(spec.field(name), None)] * len(ids) for name in names}
        update_rows(self._connection, table, ids, {**missing, "version": numbers})
        self._record.updated(table, ids, numbers, {"version": present["version"]}, {})

    def remove(self, table: str, row_ids: Sequence[int]) -> None:
        """Delete those of these rows that exist."""
        present = read_rows(self._connection, table, row_ids, ())
        if present["id"]:
            delete_rows(self._connection, table, present["id"])
            self._record.deleted(table, present["id"], {"version": present["version"]})

    def scrub(self, table: str, row_ids: Iterable[int], names: Sequence[str] = ()) -> Scrubbed:
        """Make missing what the journal keeps of columns of these rows; of all but links to others when none is named.

        Of rows that are gone it goes on saying what they belonged to.
        """
        spec, wanted, found = spec_of(table), frozenset(row_ids), Scrubbed()
        fields = [spec.field(name) for name in names] or [one for one in spec.fields if one.kind is not Kind.RECORD]
        for change in self._changes(table):
            places = _within(change, wanted)
            if not places:
                continue
            found.actions.add(change.journal_id)
            values = {}
            for side in ("before", "after"):
                columns = getattr(change, side)
                touched = [one for one in fields if columns and one.name in columns]
                for one in touched:
                    texts = found.texts.setdefault(one.name, set())
                    texts.update(str(columns[one.name][at]) for at in places if isinstance(columns[one.name][at], str))
                    columns[one.name] = _without(columns[one.name], places, plain(one, None))
                if touched:
                    values[side] = columns
            if values:
                self._connection.execute(update(_CHANGE).where(_CHANGE.c.id == change.id).values(**values))
        return found

    def scrub_labels(self, actions: Iterable[int], texts: Iterable[str]) -> None:
        """Put "…" for these texts in the labels of actions."""
        longest_first = sorted((one for one in texts if one.strip()), key=len, reverse=True)
        numbers = sorted(actions)
        for start in range(0, len(numbers), _PORTION):
            among = _JOURNAL.c.id.in_(numbers[start : start + _PORTION])
            for number, label in self._connection.execute(select(_JOURNAL.c.id, _JOURNAL.c.label).where(among)).all():
                told = label
                for one in longest_first:
                    told = told.replace(one, _GONE)
                if told != label:
                    self._connection.execute(update(_JOURNAL).where(_JOURNAL.c.id == number).values(label=told))

    def drop_drafts(self, concerned: Callable[[Mapping[str, Any]], bool]) -> int:
        """Delete drafts, given with `form`, `key` and `content`; how many there were."""
        found = self._connection.execute(select(_DRAFT)).mappings()
        ids = [int(row["id"]) for row in found if concerned(dict(row))]
        for start in range(0, len(ids), _PORTION):
            self._connection.execute(delete(_DRAFT).where(_DRAFT.c.id.in_(ids[start : start + _PORTION])))
        return len(ids)

    def _changes(self, table: str) -> Iterator[Any]:
        """Change rows about a table, those of new rows too."""
        last = 0
        query = select(_CHANGE).where(_CHANGE.c.table_name == table).order_by(_CHANGE.c.id).limit(_PORTION)
        while portion := self._connection.execute(query.where(_CHANGE.c.id > last)).all():
            yield from portion
            last = portion[-1].id


def _within(change: Any, wanted: frozenset[int]) -> list[int]:
    """Places in a change row of the rows wanted."""
    return [at for at in range(change.row_count) if change.row_id + at in wanted]


def _without(values: Sequence[Any], places: Sequence[int], missing: Any) -> list[Any]:
    kept = list(values)
    for at in places:
        kept[at] = missing
    return kept


def erasing(project: Project, who: str, label: str) -> Eraser:
    """Begin an erasure: `with erasing(project, who, label) as eraser: …`."""
    return Eraser(project._database, who, label)


def compact(project: Project, tables: Iterable[str]) -> bool:
    """Build the file anew without its free pages, or these tables of a server; what was erased is then in neither.

    Returns:
        False while another window reads an older state: what was erased stays in the file `-wal` until it is closed.

    Raises:
        RehabError: somebody writes, or the disk is full; the project is whole, free pages may still hold what was
            erased.
    """
    database = project._database
    try:
        return _compact_file(database) if database.is_file else _compact_tables(database, tables)
    except sqlite3.OperationalError as error:
        raise RehabError(
            _("The values are erased, but the file could not be built anew without its free pages: {reason}.").format(
                reason=error
            ),
            database.name,
            _("Close the other windows, make room on the disk, then erase again."),
        ) from error


def _compact_file(database: Database) -> bool:
    with closing(database.engine.raw_connection()) as pooled:
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        connection.execute("PRAGMA secure_delete = ON").close()
        connection.execute("VACUUM").close()
        connection.execute(f"PRAGMA busy_timeout = {_READERS_WAIT_MS}").close()
        with closing(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")) as answer:
            busy = answer.fetchone()[0]
        connection.execute(f"PRAGMA busy_timeout = {int(WAIT_S * 1000)}").close()
    return int(busy) == 0


def _compact_tables(database: Database, tables: Iterable[str]) -> bool:
    names = sorted({*tables, _JOURNAL.name, _CHANGE.name, _DRAFT.name})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = {int(WAIT_S * 1000)}"))
        for name in names:
            connection.execute(text(f'VACUUM (FULL) "{spec_of(name).name}"'))
        connection.execute(text("RESET lock_timeout"))
    return True
