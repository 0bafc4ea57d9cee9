"""A large stock in batches: memory stays bounded and columns stay in the processor's caches."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from rehab_app.domain.table import Column, Stock, Table
from rehab_app.energy.tables import Rows

BATCH = 4_096


def batches(stock: Stock) -> Iterator[Stock]:
    """The dwellings in order, `BATCH` at a time, each batch a stock of its own; the rows of tables keep their order."""
    ordered = {name: _by_dwelling(table) for name, table in stock.tables.items() if name != "dwelling"}
    edges = [*range(0, stock.size, BATCH), stock.size]
    bounds = {name: np.searchsorted(table["dwelling"], edges) for name, table in ordered.items()}
    for place, (first, last) in enumerate(pairwise(edges)):
        tables = {"dwelling": _slice(stock["dwelling"], first, last)}
        for name, table in ordered.items():
            part = _slice(table, int(bounds[name][place]), int(bounds[name][place + 1]))
            tables[name] = part.replace(dwelling=(part["dwelling"] - first).astype(np.int32))
        yield Stock(tables)


def joined(pieces: list[Mapping[str, Column]]) -> dict[str, Column]:
    """Columns of all batches one after the other."""
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}


def in_rows_of(table: Table, columns: Mapping[str, Column]) -> Mapping[str, Column]:
    """Columns in the order of dwellings, put back in the order of the rows of the table."""
    order = _order(table)
    if order is None:
        return columns
    back = np.empty(len(order), dtype=np.intp)
    back[order] = np.arange(len(order))
    return {name: column[back] for name, column in columns.items()}


def _order(table: Table) -> Rows | None:
    """Rows by dwelling, None where they are so already."""
    owner = table["dwelling"]
    return None if (np.diff(owner) >= 0).all() else np.argsort(owner, kind="stable")


def _by_dwelling(table: Table) -> Table:
    order = _order(table)
    return table if order is None else table.take(order)


def _slice(table: Table, first: int, last: int) -> Table:
    return Table(table.spec, {name: column[first:last] for name, column in table.columns.items()})
