"""The journal: one row for each action, with what it did to which rows; undo and redo read it.

A row's `version` is the number of the action that wrote it. Undo gives a row its former content and its former
version back, so equal versions always mean equal content and a window that holds an older state is always noticed.
Rows that are new keep nothing in the journal but their ids: undoing their insertion records what it removes, and redo
is the opposite of that undo.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, func, insert, or_, select, update

from rehab_app.storage.rows import Columns, allocate, runs
from rehab_app.storage.schema import ORDER, TABLES

_JOURNAL = TABLES["journal"]
_CHANGE = TABLES["journal_change"]
ERASURE = "erasure"  # kind of an action that keeps no value of what it changed: undo and redo stop at it
_CHUNK = 2_000  # rows a change row describes at most, so that no single JSON text grows without bound


@dataclass(slots=True)
class Recorder:
    """Collects what one action does; `write` puts it into the journal."""

    number: int
    changes: list[dict[str, Any]] = field(default_factory=list)
    touched: dict[str, set[int]] = field(default_factory=dict)
    _new: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def inserted(self, table: str, ids: Sequence[int], versions: Sequence[int]) -> None:
        """Rows were inserted; insertions in a row are gathered into runs."""
        self._touch(table, ids)
        for row_id, version in zip(ids, versions, strict=True):
            self._new.setdefault((table, version), []).append(row_id)

    def updated(self, table: str, ids: Sequence[int], versions: Sequence[int], before: Columns, after: Columns) -> None:
        """Columns of rows were changed; `before` holds `version` too. Ids ascend."""
        self._close_insertions()
        self._touch(table, ids)
        self._add(table, ids, versions, before, after)

    def deleted(self, table: str, ids: Sequence[int], before: Columns) -> None:
        """Rows were deleted; `before` holds all their columns and `version`. Ids ascend."""
        self._close_insertions()
        self._touch(table, ids)
        known = {name: values for name, values in before.items() if any(value not in (None, "") for value in values)}
        self._add(table, ids, None, known, None)

    def write(self, connection: Connection, values: Mapping[str, Any]) -> bool:
        """Write the action with its changes; False, and nothing written, when it changed nothing."""
        self._close_insertions()
        if not self.changes:
            return False
        connection.execute(insert(_JOURNAL).values(id=self.number, version=self.number, at=_now(), **values))
        first = allocate(connection, "journal_change", len(self.changes))
        own = {"version": self.number, "journal_id": self.number}
        rows = [{"id": first + n, **own, **change} for n, change in enumerate(self.changes)]
        connection.execute(insert(_CHANGE), rows)
        return True

    def _touch(self, table: str, ids: Sequence[int]) -> None:
        self.touched.setdefault(table, set()).update(ids)

    def _close_insertions(self) -> None:
        for (table, version), ids in sorted(self._new.items(), key=lambda item: ORDER[item[0][0]]):
            for first, count in runs(sorted(ids)):
                self.changes.append(_change(table, first, count, version, None, None))
        self._new.clear()

    def _add(
        self, table: str, ids: Sequence[int], versions: Sequence[int] | None, before: Columns, after: Columns | None
    ) -> None:
        start = 0
        for first, count in _pieces(ids, versions):
            rows = slice(start, start + count)
            version = None if versions is None else versions[start]
            cut_after = None if after is None else _cut(after, rows)
            self.changes.append(_change(table, first, count, version, _cut(before, rows), cut_after))
            start += count


def _pieces(ids: Sequence[int], versions: Sequence[int] | None) -> list[tuple[int, int]]:
    """Runs of consecutive ids with one version, none longer than a chunk."""
    pieces: list[tuple[int, int]] = []
    start = 0
    for position in range(1, len(ids) + 1):
        together = (
            position < len(ids)
            and ids[position] == ids[position - 1] + 1
            and position - start < _CHUNK
            and (versions is None or versions[position] == versions[start])
        )
        if not together:
            pieces.append((ids[start], position - start))
            start = position
    return pieces


def _cut(columns: Columns, rows: slice) -> dict[str, list[Any]]:
    return {name: list(values[rows]) for name, values in columns.items()}


def _change(
    table: str, first: int, count: int, version: int | None, before: Columns | None, after: Columns | None
) -> dict[str, Any]:
    return {
        "table_name": table,
        "row_id": first,
        "row_count": count,
        "row_version": version,
        "before": before,
        "after": after,
    }


def next_number(connection: Connection) -> int:
    """Number of the action that begins."""
    return allocate(connection, "journal", 1)


def undoable(connection: Connection, of: str) -> tuple[int, str] | None:
    """Number and label of the action that undo would reverse: the latest that stands, of that person or of anyone.

    Nobody's undo goes back behind an erasure, which is named then: see `is_erasure`.
    """
    query = select(_JOURNAL.c.id, _JOURNAL.c.label).where(_JOURNAL.c.undone == 0)
    wanted = _JOURNAL.c.kind == "action"
    if of:
        wanted = and_(wanted, _JOURNAL.c.who == of)
    query = query.where(or_(wanted, _JOURNAL.c.kind == ERASURE))
    row = connection.execute(query.order_by(_JOURNAL.c.id.desc()).limit(1)).first()
    return None if row is None else (row.id, row.label)


def is_erasure(connection: Connection, number: int) -> bool:
    """Whether an action erased what it changed."""
    found = connection.execute(select(_JOURNAL.c.kind).where(_JOURNAL.c.id == number)).scalar()
    return found == ERASURE


def last_number(connection: Connection) -> int:
    """Number of the latest action, 0 before the first."""
    return int(connection.execute(select(func.coalesce(func.max(_JOURNAL.c.id), 0))).scalar_one())


def erased_homes(connection: Connection, since: int) -> list[int]:
    """Ids of the dwellings whose people were erased after that action, in order."""
    found = select(_CHANGE.c.row_id, _CHANGE.c.row_count).join(_JOURNAL, _CHANGE.c.journal_id == _JOURNAL.c.id)
    found = found.where(_JOURNAL.c.kind == ERASURE, _JOURNAL.c.id > since, _CHANGE.c.table_name == "dwelling")
    return sorted({first + at for first, count in connection.execute(found).all() for at in range(count)})


def erased_since(connection: Connection, table: str, row_id: int, since: int) -> bool:
    """Whether an action after that one erased something of a row."""
    query = select(func.count()).select_from(_CHANGE.join(_JOURNAL, _CHANGE.c.journal_id == _JOURNAL.c.id))
    query = query.where(_JOURNAL.c.kind == ERASURE, _JOURNAL.c.id > since, _touched({table: [row_id]}))
    return bool(connection.execute(query).scalar_one())


def redoable(connection: Connection, of: str) -> tuple[int, str] | None:
    """Number and label of the undo that redo would reverse: the latest that stands, if no new action came after it."""
    new = _JOURNAL.c.kind == "action"
    query = select(_JOURNAL.c.id, _JOURNAL.c.label).where(_JOURNAL.c.kind == "undo", _JOURNAL.c.undone == 0)
    if of:
        new, query = and_(new, _JOURNAL.c.who == of), query.where(_JOURNAL.c.who == of)
    latest = select(func.coalesce(func.max(_JOURNAL.c.id), 0)).where(or_(new, _JOURNAL.c.kind == ERASURE))
    query = query.where(_JOURNAL.c.id > latest.scalar_subquery())
    row = connection.execute(query.order_by(_JOURNAL.c.id.desc()).limit(1)).first()
    return None if row is None else (row.id, row.label)


def history(
    connection: Connection, limit: int, touching: Mapping[str, Sequence[int]] | None = None
) -> list[dict[str, Any]]:
    """The latest actions, the last first: journal columns, `rows` changed, `turns`: the action undone or redone."""
    opposite = _JOURNAL.alias()
    rows = select(func.coalesce(func.sum(_CHANGE.c.row_count), 0)).where(_CHANGE.c.journal_id == _JOURNAL.c.id)
    query = select(
        _JOURNAL,
        rows.scalar_subquery().label("rows"),
        func.coalesce(opposite.c.opposite_of_id, opposite.c.id).label("turns"),
    ).outerjoin_from(_JOURNAL, opposite, _JOURNAL.c.opposite_of_id == opposite.c.id)
    if touching is not None:
        query = query.where(_JOURNAL.c.id.in_(select(_CHANGE.c.journal_id).where(_touched(touching))))
    found = connection.execute(query.order_by(_JOURNAL.c.id.desc()).limit(limit)).mappings()
    return [dict(row) for row in found]


def _touched(rows: Mapping[str, Sequence[int]]) -> ColumnElement[bool]:
    """Change rows about any of these rows."""
    last = _CHANGE.c.row_id + _CHANGE.c.row_count
    about = [
        and_(_CHANGE.c.table_name == table, _CHANGE.c.row_id < first + count, last > first)
        for table, ids in rows.items()
        for first, count in runs(sorted(ids))
    ]
    return or_(false(), *about)


def changes_backwards(connection: Connection, number: int) -> list[int]:
    """Ids of the change rows of an action, the last first."""
    query = select(_CHANGE.c.id).where(_CHANGE.c.journal_id == number).order_by(_CHANGE.c.id.desc())
    return list(connection.execute(query).scalars())


def change(connection: Connection, change_id: int) -> Any:
    """One change row."""
    return connection.execute(select(_CHANGE).where(_CHANGE.c.id == change_id)).one()


def mark(connection: Connection, number: int, kind: str) -> None:
    """Note that an action (kind "undo") or an undo (kind "redo") does not stand any more."""
    connection.execute(update(_JOURNAL).where(_JOURNAL.c.id == number).values(undone=1))
    if kind == "redo":
        action = select(_JOURNAL.c.opposite_of_id).where(_JOURNAL.c.id == number).scalar_subquery()
        connection.execute(update(_JOURNAL).where(_JOURNAL.c.id == action).values(undone=0))


def author(connection: Connection, number: int) -> tuple[str, str] | None:
    """Who did an action and how it is called."""
    row = connection.execute(select(_JOURNAL.c.who, _JOURNAL.c.label).where(_JOURNAL.c.id == number)).first()
    return None if row is None else (row.who, row.label)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
