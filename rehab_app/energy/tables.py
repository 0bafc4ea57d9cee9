"""Lookup in the tables of the method by key columns; a miss is -1 and becomes an error that names the part.

A table is a CSV file under `resources/energy/` (English columns, units in names, `row_id` = official id of the row;
the first line names the law and section). In a key column a cell may list several ids (`1|2|5`) or a range (`75-97`);
an empty cell means that the criterion does not matter. Keys are expanded once into a dense array of row positions, so
that a lookup of a million parts is one fancy index.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.paths import resource
from rehab_app.domain.table import Column

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Rows = NDArray[np.intp]
Bools = NDArray[np.bool_]

MISS = -1


@dataclass(frozen=True)
class Sheet:
    """A table as read: columns of text cells."""

    name: str
    cells: dict[str, list[str]]

    def __len__(self) -> int:
        return len(next(iter(self.cells.values())))

    def texts(self, column: str) -> list[str]:
        return self.cells[column]

    def numbers(self, column: str) -> Floats:
        """The column as numbers; NaN where the cell is empty."""
        return np.array([float(cell) if cell else np.nan for cell in self.cells[column]])


@cache
def sheet(name: str) -> Sheet:
    """The table `resources/energy/<name>.csv`. Lines that start with # are notes on the source."""
    with resource("energy", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader(line for line in file if not line.startswith("#"))
        header = next(lines)
        rows = list(lines)
    return Sheet(name, {title: [row[at] for row in rows] for at, title in enumerate(header)})


def ids(cell: str) -> list[int]:
    """The ids a key cell lists: `1|3|20-22` gives 1, 3, 20, 21, 22."""
    found: list[int] = []
    for piece in cell.split("|"):
        first, _, last = piece.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return found


@dataclass(frozen=True)
class Lookup:
    """A table joined by integer keys: `rows(keys…)` gives positions of its rows, `take` the values there."""

    name: str
    keys: tuple[str, ...]
    index: NDArray[np.int32]
    values: dict[str, Floats] = field(repr=False)

    def rows(self, *keys: Column) -> Rows:
        """Position of the row that fits, -1 where none does (a key out of range or missing fits only empty cells)."""
        bounded = []
        for key, size in zip(keys, self.index.shape, strict=True):
            key = np.asarray(key)
            bounded.append(np.where((key < 0) | (key >= size - 1), size - 1, key))
        return self.index[tuple(bounded)].astype(np.intp)

    def take(self, column: str, rows: Rows) -> Floats:
        """Values of the column at those rows; NaN at -1."""
        return self.values[column][rows]

    def find(self, column: str, *keys: Column) -> Floats:
        """Values by keys; NaN where no row fits."""
        return self.values[column][self.rows(*keys)]


@cache
def lookup(name: str, *keys: str) -> Lookup:
    """The table `name` indexed by its key columns. Two rows for the same keys are an error of the table."""
    table = sheet(name)
    columns = [[ids(cell) if cell else None for cell in table.texts(key)] for key in keys]
    sizes = [max((max(cell) for cell in column if cell), default=0) + 2 for column in columns]
    index = np.full(sizes, MISS, dtype=np.int32)
    for at, cells in enumerate(zip(*columns, strict=True)):
        target = np.ix_(*[_axis(cell, size) for cell, size in zip(cells, sizes, strict=True)])
        if (index[target] != MISS).any():
            raise ValueError(f"resources/energy/{name}.csv: row {at + 1} repeats keys of another row: {cells}")
        index[target] = at
    return Lookup(name, keys, index, dict(_value_columns(table, keys)))


def _axis(cell: list[int] | None, size: int) -> list[int] | range:
    return range(size) if cell is None else cell


def _value_columns(table: Sheet, keys: Sequence[str]) -> Iterator[tuple[str, Floats]]:
    """Numeric columns other than keys, with NaN appended so that row -1 reads NaN."""
    for column in table.cells:
        if column in keys and column != "row_id":
            continue
        try:
            values = table.numbers(column)
        except ValueError:
            continue
        yield column, np.append(values, np.nan)


@cache
def cube(name: str, keys: tuple[str, ...], column: str, last: str = "month") -> Floats:
    """Dense array of a table complete in `keys`, with the months last: shape (…, 12), NaN where the table is empty.

    Key values index the axes directly; the last place of each axis stands for a missing key and holds NaN.
    """
    found = lookup(name, *keys, last)
    months = found.index[..., 1:13]
    return np.asarray(found.values[column][months])


def choose(conditions: Sequence[Column], values: Sequence[Any], default: Any) -> Column:
    """The value of the first condition that holds, else the default: `numpy.select`, much faster on short columns."""
    found = default
    for condition, value in zip(reversed(conditions), reversed(values), strict=True):
        found = np.where(condition, value, found)
    return np.asarray(found)


def interpolate(x: Column, low_x: Floats, high_x: Floats, low_y: Floats, high_y: Floats) -> Floats:
    """Straight line through (low_x, low_y) and (high_x, high_y) at x; low_y where both points are the same."""
    width = high_x - low_x
    share = np.where(width == 0, 0.0, (x - low_x) / np.where(width == 0, 1.0, width))
    return np.asarray(low_y + share * (high_y - low_y))


@dataclass(frozen=True)
class Curves:
    """Piecewise straight lines y(x), one a curve, prolonged beyond the ends by the two nearest points."""

    points_x: Floats
    points_y: Floats
    counts: Rows

    def at(self, curve: Rows, x: Column) -> Floats:
        """y at x on the named curves; NaN for curve -1 or x missing. A curve of one point is constant."""
        xs, ys = self.points_x[curve], self.points_y[curve]
        above = (xs <= np.asarray(x)[:, None]).sum(axis=1)
        last = np.maximum(self.counts[curve] - 1, 0)
        low = np.clip(above - 1, 0, np.maximum(last - 1, 0))
        high = np.minimum(low + 1, last)
        each = np.arange(len(curve))
        y = interpolate(x, xs[each, low], xs[each, high], ys[each, low], ys[each, high])
        return np.where((curve < 0) | np.isnan(x), np.nan, y)


def curves(groups: Sequence[Sequence[tuple[float, float]]]) -> Curves:
    """Curves from lists of (x, y) points in any order."""
    widest = max(len(points) for points in groups)
    x = np.full((len(groups) + 1, widest), np.inf)
    x[-1] = 0.0  # the curve that -1 reads: finite, without values
    y = np.full((len(groups) + 1, widest), np.nan)
    for at, points in enumerate(groups):
        for place, (px, py) in enumerate(sorted(points)):
            x[at, place], y[at, place] = px, py
    return Curves(x, y, np.array([*(len(points) for points in groups), 0], dtype=np.intp))


def combinations(*cells: str) -> Iterator[tuple[int, ...]]:
    """All combinations of the ids that the cells of one row list."""
    return product(*(ids(cell) for cell in cells))
