"""The tables that together describe dwellings to the energy engine, in the order they are stored and shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from rehab_app.domain.catalogue import dwelling, envelope, systems
from rehab_app.domain.fields import TableSpec
from rehab_app.domain.table import Stock, empty, from_rows

DWELLING_TABLE = dwelling.DWELLING

PART_TABLES: tuple[TableSpec, ...] = (
    envelope.WALL,
    envelope.FLOOR,
    envelope.ROOF,
    envelope.WINDOW,
    envelope.WINDOW_MASK,
    envelope.DOOR,
    envelope.BRIDGE,
    envelope.SUNSPACE,
    envelope.SUNSPACE_WINDOW,
    envelope.VENTILATION,
    systems.HEATING,
    systems.HEATING_EMITTER,
    systems.HEATING_GENERATOR,
    systems.HOT_WATER,
    systems.HOT_WATER_GENERATOR,
    systems.COOLING,
    dwelling.PANEL,
    dwelling.SAMPLED_DWELLING,
)

STOCK_TABLES: tuple[TableSpec, ...] = (DWELLING_TABLE, *PART_TABLES)


def empty_stock() -> Stock:
    """A stock with no dwelling."""
    return Stock({spec.name: empty(spec) for spec in STOCK_TABLES})


def stock_from_rows(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Stock:
    """A stock from records by table name; tables not named are empty, unknown tables are refused."""
    unknown = rows.keys() - {spec.name for spec in STOCK_TABLES}
    if unknown:
        raise KeyError(f"no table {sorted(unknown)[0]} in the field catalogue")
    return Stock({spec.name: from_rows(spec, rows.get(spec.name, ())) for spec in STOCK_TABLES})
