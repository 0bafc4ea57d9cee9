"""Reading a project: records for editing, columns for calculation, the stock for the energy engine."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, select

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.stock import DWELLING_TABLE, PART_TABLES
from rehab_app.domain.fields import Field, Kind
from rehab_app.domain.table import Stock, Table
from rehab_app.storage.schema import TABLES, spec_of
from rehab_app.storage.values import array_expression, plain, to_array

_FEW = 500  # dwellings asked by name; more than that are cheaper to read with all others
_KEYS = {"id": Field("id", Kind.RECORD, "Id"), "version": Field("version", Kind.RECORD, "Version")}


class Reader:
    """What can be read from a project, alike on the project and inside a write."""

    def _reading(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def rows(self, table: str, **equals: Any) -> list[dict[str, Any]]:
        """Records in order of id, with `id` and `version`; missing values are None ("" in texts).

        Args:
            table: a table of the store.
            equals: columns with the value they must have; None means missing.
        """
        found = TABLES[spec_of(table).name]
        with self._reading() as connection:
            query = _filtered(select(found), table, equals).order_by(found.c.id)
            return [dict(row) for row in connection.execute(query).mappings()]

    def columns(self, table: str, names: Sequence[str] | None = None, **equals: Any) -> dict[str, NDArray[Any]]:
        """Columns in order of id, with `id` and `version` (int64); missing values as `Field.missing` has them.

        Args:
            table: a table of the store.
            names: the columns wanted; all when None.
            equals: columns with the value they must have; None means missing.
        """
        wanted = spec_of(table).names if names is None else tuple(names)
        with self._reading() as connection:
            query = _filtered(_selected(table, wanted), table, equals).order_by(TABLES[table].c.id)
            return _arrays(connection, query, table, wanted)

    def stock(self, dwelling_ids: Sequence[int] | NDArray[np.int64] | None = None) -> tuple[Stock, NDArray[np.int64]]:
        """Dwellings with their parts, and the id of each position: in the order asked, or of id when all are read.

        Raises:
            RehabError: a dwelling asked for is not in the project.
        """
        asked = None if dwelling_ids is None else np.asarray(dwelling_ids, dtype=np.int64)
        few = asked is not None and len(asked) <= _FEW
        with self._reading() as connection:
            stock, ids = _read_stock(connection, asked.tolist() if asked is not None and few else None)
        if asked is None:
            return stock, ids
        positions = np.searchsorted(ids, asked)
        absent = positions == len(ids)
        absent[~absent] = ids[positions[~absent]] != asked[~absent]
        if absent.any():
            raise RehabError(
                _("Dwelling {id} is not in the project any more.").format(id=int(asked[absent][0])),
                remedy=_("Refresh the list and choose again."),
            )
        return stock.take(positions), asked

    def neighbourhood(self) -> dict[str, Any]:
        """The record of the project's neighbourhood."""
        return self.rows("neighbourhood")[0]


def _filtered(query: Select[Any], table: str, equals: Mapping[str, Any]) -> Select[Any]:
    for name, value in equals.items():
        column = TABLES[table].c[_field(table, name).name]
        wanted = plain(_field(table, name), value)
        query = query.where(column.is_(None) if wanted is None else column == _typed(column.type, wanted))
    return query


def _typed(kind: Any, value: Any) -> Any:
    """Plain dates are texts, a typed comparison wants a date."""
    return kind.python_type.fromisoformat(value) if kind.__visit_name__ == "date" else value


def _field(table: str, name: str) -> Field:
    return _KEYS.get(name) or spec_of(table).field(name)


def _selected(table: str, names: Sequence[str]) -> Select[Any]:
    wanted = ("id", "version", *names)
    return select(*(array_expression(_field(table, name), TABLES[table].c[name]).label(name) for name in wanted))


def _arrays(connection: Connection, query: Select[Any], table: str, names: Sequence[str]) -> dict[str, NDArray[Any]]:
    wanted = ("id", "version", *names)
    found = connection.execute(query).all()
    columns: Sequence[Sequence[Any]] = list(zip(*found, strict=True)) if found else [()] * len(wanted)
    return {name: to_array(_field(table, name), values) for name, values in zip(wanted, columns, strict=True)}


def _read_stock(connection: Connection, asked: Sequence[int] | None) -> tuple[Stock, NDArray[np.int64]]:
    query = _selected("dwelling", DWELLING_TABLE.names).order_by(TABLES["dwelling"].c.id)
    if asked is not None:
        query = query.where(TABLES["dwelling"].c.id.in_(asked))
    own = _arrays(connection, query, "dwelling", DWELLING_TABLE.names)
    ids = own["id"]
    tables = {"dwelling": Table(DWELLING_TABLE, {name: own[name] for name in DWELLING_TABLE.names})}
    for spec in PART_TABLES:
        stored = TABLES[spec.name].c
        query = _selected(spec.name, spec_of(spec.name).names).order_by(stored.dwelling_id, stored.number, stored.id)
        if asked is not None:
            query = query.where(stored.dwelling_id.in_(asked))
        found = _arrays(connection, query, spec.name, spec_of(spec.name).names)
        position = np.searchsorted(ids, found["dwelling_id"]).astype(np.int32)
        columns = {name: position if name == "dwelling" else found[name] for name in spec.names}
        tables[spec.name] = Table(spec, columns)
    return Stock(tables), ids
