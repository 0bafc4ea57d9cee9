"""Writing: one action of a user is one transaction with one row in the journal."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.stock import DWELLING_TABLE, PART_TABLES
from rehab_app.domain.change import Change
from rehab_app.domain.table import Stock, Table
from rehab_app.storage import journal
from rehab_app.storage.database import Conflict, Database
from rehab_app.storage.reading import Reader
from rehab_app.storage.rows import allocate, delete_rows, insert_rows, read_rows, update_rows
from rehab_app.storage.schema import OWN_TABLES, PART_NAMES, TABLES, spec_of
from rehab_app.storage.values import plain, plain_column

Numbers = Sequence[int] | NDArray[np.integer[Any]]


class Writer(Reader):
    """One action. Leaving the `with` block commits it; an exception undoes all of it.

    Reads inside the block see what it has written. `change` says after the block what was changed; its `journal_id` is
    -1 when nothing was.
    """

    def __init__(self, database: Database, who: str, label: str, kind: str = "action") -> None:
        self.change = Change(label)
        self._database = database
        self._values: dict[str, Any] = {"who": who, "label": label, "kind": kind, "undone": 0}
        self._transaction: AbstractContextManager[Connection] | None = None
        self._connection: Connection
        self._record: journal.Recorder

    def __enter__(self) -> Self:
        self._transaction = self._database.writing()
        self._connection = self._transaction.__enter__()
        self._record = journal.Recorder(journal.next_number(self._connection))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        transaction, self._transaction = self._transaction, None
        assert transaction is not None
        written = False
        if error is None:
            try:
                written = self._record.write(self._connection, self._values)
            except BaseException as failure:
                transaction.__exit__(type(failure), failure, failure.__traceback__)
                raise
        if error is None and not written:
            self._connection.get_transaction().rollback()  # type: ignore[union-attr]
        transaction.__exit__(kind, error, trace)
        if written:
            touched = {table: frozenset(ids) for table, ids in self._record.touched.items()}
            self.change = Change(self.change.label, touched, self._record.number)

    @property
    def number(self) -> int:
        """Number of this action in the journal, and the version of the rows it writes."""
        return self._record.number

    def insert(self, table: str, records: Sequence[Mapping[str, Any]]) -> list[int]:
        """New rows; absent keys and None are missing. Their ids, in the order given.

        Raises:
            KeyError, TypeError, ValueError: a key or a value does not fit the table.
        """
        spec = _writable(table)
        names = dict.fromkeys(name for record in records for name in record)
        columns = {name: [plain(spec.field(name), record.get(name)) for record in records] for name in names}
        return self._insert(table, len(records), columns)

    def update(self, table: str, row_id: int, version: int, values: Mapping[str, Any]) -> None:
        """Change columns of one row as it was read with that version; values that are the same are not written.

        Raises:
            Conflict: the row has been changed or removed since it was read.
        """
        self.update_columns(table, [row_id], [version], {name: [value] for name, value in values.items()})

    def update_columns(
        self, table: str, row_ids: Numbers, versions: Numbers, columns: Mapping[str, Sequence[Any] | NDArray[Any]]
    ) -> None:
        """Change the same columns of many rows at once; rows in which nothing differs are left as they are.

        Raises:
            Conflict: one of the rows has been changed or removed since it was read; nothing is written.
        """
        spec = _writable(table)
        order = sorted(range(len(row_ids)), key=row_ids.__getitem__)
        after = {name: [plain(spec.field(name), values[n]) for n in order] for name, values in columns.items()}
        expected = {int(row_ids[n]): int(versions[n]) for n in order}
        if len(expected) != len(row_ids):
            raise ValueError(f"{table}: the same row twice in one change")
        before = self._checked(table, expected, list(after))
        ids = before.pop("id")
        different = [n for n in range(len(ids)) if any(before[name][n] != after[name][n] for name in after)]
        if not different:
            return
        ids = [ids[n] for n in different]
        before = {name: [values[n] for n in different] for name, values in before.items()}
        after = {name: [values[n] for n in different] for name, values in after.items()}
        numbers = [self.number] * len(ids)
        update_rows(self._connection, table, ids, {**after, "version": numbers})
        self._record.updated(table, ids, numbers, before, after)

    def erased_since(self, table: str, row_id: int, version: int) -> bool:
        """Whether personal data of a row were erased after it was read with that version."""
        return journal.erased_since(self._connection, table, row_id, version)

    def delete(self, table: str, row_ids: Numbers, versions: Numbers | None = None) -> None:
        """Remove rows; a dwelling goes with its parts.

        Raises:
            Conflict: a row is gone already, is still referred to by other records or, where versions are given, has
                been changed since it was read.
        """
        _writable(table)
        given = versions if versions is not None else [-1] * len(row_ids)
        expected = {int(row_id): int(version) for row_id, version in zip(row_ids, given, strict=True)}
        before = self._checked(table, expected, spec_of(table).names)
        if table == "dwelling":
            self._delete_parts(before["id"])
        self._delete(table, before)

    def insert_stock(self, stock: Stock, dwelling_records: Sequence[Mapping[str, Any]]) -> list[int]:
        """New dwellings with all their parts; one record of identity (records.HOME) each. Ids of the dwellings."""
        if len(dwelling_records) != stock.size:
            raise ValueError(f"{stock.size} dwellings, {len(dwelling_records)} records of identity")
        spec = _writable("dwelling")
        names = dict.fromkeys(name for record in dwelling_records for name in record)
        identity = {name: [plain(spec.field(name), row.get(name)) for row in dwelling_records] for name in names}
        ids = self._insert("dwelling", stock.size, {**_plain_columns(stock["dwelling"]), **identity})
        self._insert_parts(stock, ids)
        return ids

    def replace_parts(self, dwelling_id: int, stock: Stock) -> None:
        """Give a dwelling the parts of a stock of one; part tables that are the same already are left as they are."""
        if stock.size != 1:
            raise ValueError(f"one dwelling is needed, not {stock.size}")
        present, _ids = self.stock([dwelling_id])
        different = {spec.name for spec in PART_TABLES if not _same(present[spec.name], stock[spec.name])}
        self._delete_parts([dwelling_id], different)
        self._insert_parts(stock, [dwelling_id], different)

    def reverse(self, number: int) -> None:
        """Write the opposite of what another action did (undo, redo).

        Raises:
            Conflict: a row is not as that action left it.
        """
        self._values["opposite_of_id"] = number
        for change_id in journal.changes_backwards(self._connection, number):
            self._reverse(journal.change(self._connection, change_id))
        journal.mark(self._connection, number, self._values["kind"])

    def _reverse(self, change: Any) -> None:
        table, first, count = change.table_name, change.row_id, change.row_count
        ids = list(range(first, first + count))
        if change.before is None:
            self._take_back(table, dict.fromkeys(ids, change.row_version))
        elif change.after is None:
            insert_rows(self._connection, table, ids, change.before)
            self._record.inserted(table, ids, change.before["version"])
        else:
            names = list(change.after)
            after = self._checked(table, dict.fromkeys(ids, change.row_version), names)
            update_rows(self._connection, table, after.pop("id"), change.before)
            self._record.updated(table, ids, change.before["version"], after, change.before)

    def _take_back(self, table: str, expected: Mapping[int, int]) -> None:
        """Remove rows that an action had inserted; parts that somebody else gave a dwelling are not lost with it."""
        before = self._checked(table, expected, spec_of(table).names)
        if table == "dwelling":
            for name in PART_NAMES:
                parts = self._parts_of(name, before["id"])
                if parts["id"]:
                    raise conflict(self._connection, name, parts["id"][0], parts["version"][0])
        self._delete(table, before)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        yield self._connection

    def _insert(self, table: str, count: int, columns: Mapping[str, Sequence[Any]]) -> list[int]:
        if not count:
            return []
        first = allocate(self._connection, table, count)
        ids = list(range(first, first + count))
        numbers = [self.number] * count
        insert_rows(self._connection, table, ids, {"version": numbers, **columns})
        self._record.inserted(table, ids, numbers)
        return ids

    def _insert_parts(self, stock: Stock, ids: Sequence[int], only: set[str] | None = None) -> None:
        owners = np.asarray(ids, dtype=np.int64)
        for spec in PART_TABLES:
            table = stock[spec.name]
            if len(table) and (only is None or spec.name in only):
                owner = owners[table["dwelling"]].tolist()
                self._insert(spec.name, len(table), {"dwelling_id": owner, **_plain_columns(table)})

    def _delete_parts(self, dwelling_ids: Sequence[int], only: set[str] | None = None) -> None:
        for name in PART_NAMES:
            if only is None or name in only:
                self._delete(name, self._parts_of(name, dwelling_ids))

    def _parts_of(self, table: str, dwelling_ids: Sequence[int]) -> dict[str, list[Any]]:
        stored = TABLES[table].c
        ids: list[int] = []
        for start in range(0, len(dwelling_ids), 1_000):
            owned = select(stored.id).where(stored.dwelling_id.in_(dwelling_ids[start : start + 1_000]))
            ids.extend(self._connection.execute(owned).scalars())
        return read_rows(self._connection, table, ids, spec_of(table).names)

    def _delete(self, table: str, before: dict[str, list[Any]]) -> None:
        ids = before.pop("id")
        if ids:
            delete_rows(self._connection, table, ids)
            self._record.deleted(table, ids, before)

    def _checked(self, table: str, expected: Mapping[int, int], names: Sequence[str]) -> dict[str, list[Any]]:
        """The rows as they stand; Conflict when one is gone or is not at the version expected (-1: any)."""
        before = read_rows(self._connection, table, list(expected), names)
        found = dict(zip(before["id"], before["version"], strict=True))
        for row_id, version in expected.items():
            if row_id not in found or version not in (-1, found[row_id]):
                raise conflict(self._connection, table, row_id, found.get(row_id))
        return before


def conflict(connection: Connection, table: str, row_id: int, version: int | None) -> Conflict:
    """What to tell whoever wrote second."""
    where = f"{_(spec_of(table).label)} {row_id}"
    if version is None:
        return Conflict(
            _("This record has been removed in the meantime."), where, _("Refresh the list. Nothing was written.")
        )
    who, label = journal.author(connection, version) or ("?", "?")
    return Conflict(
        _("{who} changed this record in the meantime ({label}).").format(who=who, label=label),
        where,
        _("Look at its present state, then repeat your change. Nothing was written."),
    )


def _writable(table: str) -> Any:
    if table in OWN_TABLES:
        raise ValueError(f"the store writes {table} itself")
    return spec_of(table)


def _plain_columns(table: Table) -> dict[str, list[Any]]:
    """Columns of a stock's table that hold anything, the position of the dwelling left out."""
    found: dict[str, list[Any]] = {}
    for field in table.spec.fields:
        if field.name == "dwelling" and table.spec is not DWELLING_TABLE:
            continue
        values = plain_column(field, table[field.name])
        if values is not None:
            found[field.name] = values
    return found


def _same(first: Table, second: Table) -> bool:
    return len(first) == len(second) and _plain_columns(first) == _plain_columns(second)
