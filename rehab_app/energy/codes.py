"""Codes on entry: a choice outside its official enumeration refuses the dwelling and is not looked up anywhere."""

from functools import cache

import numpy as np

from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.domain.enumerations import choices
from rehab_app.domain.fields import Kind
from rehab_app.domain.table import Column, Stock, Table
from rehab_app.energy.building import Refusals
from rehab_app.energy.tables import Bools

# No table of the method has more rows than the list of heat networks.
_LAST_ROW = 2_000


def with_official_codes(stock: Stock, refusals: Refusals) -> Stock:
    """The stock in which choices outside their enumeration are missing; the dwellings that had some are refused."""
    tables = {name: _checked(name, table, refusals) for name, table in stock.tables.items()}
    return stock if all(tables[name] is stock[name] for name in tables) else Stock(tables)


def _checked(name: str, table: Table, refusals: Refusals) -> Table:
    replaced: dict[str, Column] = {}
    for field, known in _choices(name):
        column = table[field]
        if not len(column):
            break
        official = known[np.minimum(column, len(known) - 2)]
        if not official.all():
            refusals.add(name, ~official, field, _("not a code of the official list"))
            replaced[field] = np.where(official, column, -1).astype(np.int32)
    return table.replace(**replaced) if replaced else table


@cache
def _choices(table: str) -> tuple[tuple[str, Bools], ...]:
    """Fields of a table that hold codes, each with its known codes; the last place is that of a missing one."""
    [spec] = (spec for spec in STOCK_TABLES if spec.name == table)
    return tuple((field.name, _known(field.choices)) for field in spec.fields if field.kind is Kind.CHOICE)


@cache
def _known(enumeration: str) -> Bools:
    ids = [*choices(enumeration)] if enumeration else range(_LAST_ROW)
    known = np.zeros(max(ids) + 3, dtype=bool)
    known[[*ids, -1]] = True
    return known
