"""Columns for calculation: a table is a set of equally long NumPy columns, a stock is a set of tables.

One dwelling, a street, a town and a thousand random draws of one home are the same thing with more or fewer rows.
Every part table carries `dwelling` (int32 position in the `dwelling` table of the same stock) and `number` (int32,
1, 2, … within the dwelling and the table). Parts name each other by `number`, so that rows may be taken, tiled and
stored without rewriting links.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.fields import Kind, TableSpec

Column = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Immutable set of named columns of one length."""

    spec: TableSpec
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        first = next(iter(self.columns.values()), None)
        return 0 if first is None else len(first)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def take(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> "Table":
        """The rows named by positions or by a mask, in that order."""
        return Table(self.spec, {name: column[rows] for name, column in self.columns.items()})

    def replace(self, **columns: Column) -> "Table":
        """A copy in which the named columns are others; unknown names and other lengths are refused."""
        for name, column in columns.items():
            self.spec.field(name)
            if len(column) != len(self):
                raise ValueError(f"{self.spec.name}.{name}: {len(column)} values for {len(self)} rows")
        return Table(self.spec, {**self.columns, **columns})


def empty(spec: TableSpec, rows: int = 0) -> Table:
    """A table of `rows` rows in which everything is missing."""
    return Table(spec, {f.name: np.full(rows, f.missing, dtype=f.dtype) for f in spec.fields})


def from_rows(spec: TableSpec, rows: Sequence[Mapping[str, Any]]) -> Table:
    """A table from records; absent keys and None are missing, unknown keys are refused with their name."""
    given: set[str] = set().union(*rows)
    unknown = given - set(spec.names)
    if unknown:
        raise KeyError(f"{spec.name} has no field {sorted(unknown)[0]}")
    blanks: dict[Kind, Column] = {}
    columns: dict[str, Column] = {}
    for field in spec.fields:
        name, kind = field.name, field.kind
        if name in given:
            values = [record.get(name) for record in rows]
            if None in values:
                values = [field.missing if value is None else value for value in values]
            columns[name] = np.array(values, dtype=field.dtype)
        else:
            if kind not in blanks:
                blanks[kind] = np.full(len(rows), field.missing, dtype=field.dtype)
            columns[name] = blanks[kind].copy()
    return Table(spec, columns)


@dataclass(frozen=True, slots=True)
class Stock:
    """Dwellings with all their parts, as tables that share the `dwelling` position."""

    tables: Mapping[str, Table]

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    @property
    def size(self) -> int:
        """Number of dwellings."""
        return len(self.tables["dwelling"])

    def replace(self, **tables: Table) -> "Stock":
        return Stock({**self.tables, **tables})

    def take(self, dwellings: Sequence[int] | NDArray[np.intp]) -> "Stock":
        """The named dwellings with their parts, renumbered 0, 1, … in the order asked; repeats are allowed."""
        wanted = np.asarray(dwellings, dtype=np.intp)
        taken: dict[str, Table] = {}
        for name, table in self.tables.items():
            if name == "dwelling":
                taken[name] = table.take(wanted)
                continue
            rows, owner = _rows_of(table["dwelling"], wanted, self.size)
            taken[name] = table.take(rows).replace(dwelling=owner.astype(np.int32))
        return Stock(taken)


def _rows_of(owner: Column, wanted: NDArray[np.intp], size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows of the wanted dwellings, and for each row the position of its dwelling in `wanted`."""
    order = np.argsort(owner, kind="stable")
    counts = np.bincount(owner, minlength=size)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    lengths = counts[wanted]
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    rows = order[np.repeat(starts[wanted], lengths) + within]
    return rows, np.repeat(np.arange(len(wanted)), lengths)


def concatenate(stocks: Iterable[Stock]) -> Stock:
    """One stock of all dwellings in order. At least one stock is needed."""
    parts = list(stocks)
    offsets = np.cumsum([0] + [stock.size for stock in parts])
    tables: dict[str, Table] = {}
    for name, first in parts[0].tables.items():
        columns: dict[str, Column] = {}
        for column in first.columns:
            pieces = [stock[name][column] for stock in parts]
            if column == "dwelling":
                pieces = [piece + offset for piece, offset in zip(pieces, offsets, strict=False)]
            columns[column] = np.concatenate(pieces).astype(first[column].dtype)
        tables[name] = Table(first.spec, columns)
    return Stock(tables)
