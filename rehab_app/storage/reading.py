"""Reading a project: records for editing, columns for calculation, the stock for the energy engine."""

import datetime
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Select, func, select, true

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.stock import DWELLING_TABLE, PART_TABLES
from rehab_app.domain.fields import Field, Kind
from rehab_app.domain.table import Stock, Table
from rehab_app.storage.schema import TABLES, spec_of
from rehab_app.storage.values import all_missing, array_expression, known_expression, plain, to_array

_PORTION = 2_000  # rows fetched at once
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
            equals: columns with the value they must have, or some thousands of values of which they must have one;
                None means missing.
        """
        found = TABLES[spec_of(table).name]
        query = select(found).where(_equal(table, equals)).order_by(found.c.id)
        with self._reading() as connection:
            result = connection.execute(query)
            names = tuple(result.keys())
            # By portions, as in `_arrays`; tuples, because a mapping a row takes twice the time.
            return [dict(zip(names, row, strict=True)) for some in result.partitions(_PORTION) for row in some]

    def columns(self, table: str, names: Sequence[str] | None = None, **equals: Any) -> dict[str, NDArray[Any]]:
        """Columns in order of id, with `id` and `version` (int64); missing values as `Field.missing` has them.

        Args:
            table: a table of the store.
            names: the columns wanted; all when None.
            equals: columns with the value they must have, or some thousands of values of which they must have one;
                None means missing.
        """
        wanted = spec_of(table).names if names is None else tuple(names)
        with self._reading() as connection:
            return _arrays(connection, table, wanted, _equal(table, equals), [TABLES[table].c.id])

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


def _field(table: str, name: str) -> Field:
    return _KEYS.get(name) or spec_of(table).field(name)


def _equal(table: str, equals: Mapping[str, Any]) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = true()
    for name, value in equals.items():
        column = TABLES[table].c[_field(table, name).name]
        if isinstance(value, (list, tuple, set, frozenset, np.ndarray)):
            condition &= column.in_([_comparable(_field(table, name), one) for one in value])
            continue
        wanted = _comparable(_field(table, name), value)
        condition &= column.is_(None) if wanted is None else column == wanted
    return condition


def _comparable(field: Field, value: Any) -> Any:
    wanted = plain(field, value)
    return datetime.date.fromisoformat(wanted) if field.kind is Kind.DATE and wanted is not None else wanted


@lru_cache(maxsize=256)
def _selected(table: str, names: tuple[str, ...]) -> Select[Any]:
    return select(*(array_expression(_field(table, name), TABLES[table].c[name]).label(name) for name in names))


@lru_cache(maxsize=256)
def _counted(table: str, names: tuple[str, ...]) -> Select[Any]:
    counts: list[ColumnElement[Any]] = [
        func.count(known_expression(_field(table, name), TABLES[table].c[name])) for name in names
    ]
    return select(*counts)


def _arrays(
    connection: Connection,
    table: str,
    names: Sequence[str],
    condition: ColumnElement[bool],
    order: Sequence[ColumnElement[Any]],
) -> dict[str, NDArray[Any]]:
    """`id`, `version` and the named columns. Columns that hold nothing (four of ten, usually) are not fetched."""
    wanted = tuple(dict.fromkeys(("id", "version", *names)))
    counts = connection.execute(_counted(table, wanted).where(condition)).one()
    filled = tuple(name for name, count in zip(wanted, counts, strict=True) if count)
    arrays = {name: all_missing(_field(table, name), counts[0]) for name in wanted}
    if filled:
        found = connection.execute(_selected(table, filled).where(condition).order_by(*order))
        parts: dict[str, list[NDArray[Any]]] = {name: [] for name in filled}
        # By portions: a long fetch would keep the interpreter, and with it the window, from everything else.
        for portion in found.partitions(_PORTION):
            for name, values in zip(filled, zip(*portion, strict=True), strict=True):
                parts[name].append(to_array(_field(table, name), values))
        arrays |= {name: np.concatenate(each) if len(each) > 1 else each[0] for name, each in parts.items()}
    return arrays


def _read_stock(connection: Connection, asked: Sequence[int] | None) -> tuple[Stock, NDArray[np.int64]]:
    key = TABLES["dwelling"].c.id
    own = _arrays(connection, "dwelling", DWELLING_TABLE.names, true() if asked is None else key.in_(asked), [key])
    ids = own["id"]
    tables = {"dwelling": Table(DWELLING_TABLE, {name: own[name] for name in DWELLING_TABLE.names})}
    for spec in PART_TABLES:
        stored = TABLES[spec.name].c
        condition = true() if asked is None else stored.dwelling_id.in_(asked)
        order = [stored.dwelling_id, stored.number, stored.id]
        found = _arrays(connection, spec.name, spec_of(spec.name).names, condition, order)
        position = np.searchsorted(ids, found["dwelling_id"]).astype(np.int32)
        tables[spec.name] = Table(spec, {name: position if name == "dwelling" else found[name] for name in spec.names})
    return Stock(tables), ids
