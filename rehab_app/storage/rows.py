"""Statements on runs of rows: many rows with one statement, whatever the database.

Everything here runs inside the one write transaction; values are in plain form (see values.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from rehab_app.domain.fields import Field, Kind
from rehab_app.storage.schema import ROW_COUNTER, TABLES, spec_of
from rehab_app.storage.values import encode, plain_expression

Columns = Mapping[str, Sequence[Any]]

_AT_ONCE = 5_000  # rows a statement takes, ids a list of values holds: SQLite allows 32,766 parameters
VERSION = Field("version", Kind.RECORD, "Version")


def allocate(connection: Connection, table: str, count: int) -> int:
    """First of `count` consecutive ids that no row of the table has ever had."""
    counter = ROW_COUNTER.c
    last = connection.execute(select(counter.last_id).where(counter.table_name == table)).scalar()
    if last is None:
        connection.execute(insert(ROW_COUNTER).values(table_name=table, last_id=count))
        return 1
    connection.execute(update(ROW_COUNTER).where(counter.table_name == table).values(last_id=last + count))
    return int(last) + 1


def insert_rows(connection: Connection, table: str, ids: Sequence[int], columns: Columns) -> None:
    """Insert rows; `columns` hold `version` and any others, columns not named are missing."""
    names = ["id", *columns]
    values = [ids, *(encode(_field(table, name), column) for name, column in columns.items())]
    marks = ", ".join([_mark(connection)] * len(names))
    _execute_many(connection, f"INSERT INTO {_names([table])} ({_names(names)}) VALUES ({marks})", values)


def update_rows(connection: Connection, table: str, ids: Sequence[int], columns: Columns) -> None:
    """Set columns, `version` among them, of the rows with these ids."""
    values = [*(encode(_field(table, name), column) for name, column in columns.items()), ids]
    mark = _mark(connection)
    sets = ", ".join(f"{_names([name])} = {mark}" for name in columns)
    _execute_many(connection, f"UPDATE {_names([table])} SET {sets} WHERE id = {mark}", values)


def delete_rows(connection: Connection, table: str, ids: Sequence[int]) -> None:
    """Delete the rows with these ids."""
    key = TABLES[table].c.id
    for first, count in runs(sorted(ids)):
        connection.execute(delete(TABLES[table]).where(key.between(first, first + count - 1)))


def read_rows(connection: Connection, table: str, ids: Sequence[int], names: Sequence[str]) -> dict[str, list[Any]]:
    """`id`, `version` and the named columns, in plain form, of those rows that exist, in order of id."""
    stored = TABLES[table].c
    wanted = ("id", "version", *names)
    query = select(*(plain_expression(_field(table, name), stored[name]) for name in wanted)).order_by(stored.id)
    found: list[Any] = []
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        part = ordered[start : start + _AT_ONCE]
        whole = part[-1] - part[0] + 1 == len(part)
        within = stored.id.between(part[0], part[-1]) if whole else stored.id.in_(part)
        found.extend(connection.execute(query.where(within)).all())
    return {name: [row[position] for row in found] for position, name in enumerate(wanted)}


def runs(ordered: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers as (first, how many), of numbers in ascending order."""
    start = 0
    for position in range(1, len(ordered) + 1):
        if position == len(ordered) or ordered[position] != ordered[position - 1] + 1:
            yield ordered[start], position - start
            start = position


def _field(table: str, name: str) -> Field:
    return VERSION if name in ("id", "version") else spec_of(table).field(name)


def _names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _execute_many(connection: Connection, statement: str, values: Sequence[Sequence[Any]]) -> None:
    """One prepared statement for all rows, past the per-value work of the expression language."""
    rows = list(zip(*values, strict=True))
    for start in range(0, len(rows), _AT_ONCE):
        connection.exec_driver_sql(statement, rows[start : start + _AT_ONCE])


def _mark(connection: Connection) -> str:
    """How the driver writes a parameter."""
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"
