"""Tables of the store, derived from the field catalogue.

Kinds become column types: NUMBER double, CHOICE, LINK integer, FLAG small integer, TEXT text (never NULL), DATE date,
RECORD an indexed foreign key, STRUCTURE JSON. A missing value is NULL, a missing text is "". The identity of a
dwelling (records.HOME) and its energy columns (dwelling.DWELLING) are one table `dwelling`; a part names its dwelling
by `dwelling_id` and goes with it.
"""

from typing import Any

from sqlalchemy import JSON, Column, Date, Double, ForeignKey, Integer, MetaData, SmallInteger, Table, Text
from sqlalchemy.types import TypeEngine

from rehab_app.domain.catalogue.places import HOME
from rehab_app.domain.catalogue.records import RECORD_TABLES
from rehab_app.domain.catalogue.stock import DWELLING_TABLE, PART_TABLES
from rehab_app.domain.fields import Field, Kind, TableSpec, record

REVISION = "0001"  # head of db/versions, so that a project of today opens without loading Alembic

PART_NAMES = tuple(spec.name for spec in PART_TABLES)
OWN_TABLES = frozenset({"journal", "journal_change", "draft"})  # written by the store itself, never by a Writer

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def column_type(kind: Kind) -> TypeEngine[Any]:
    """Type of a column of this kind in the store."""
    types: dict[Kind, TypeEngine[Any]] = {
        Kind.NUMBER: Double(),
        Kind.CHOICE: Integer(),
        Kind.FLAG: SmallInteger(),
        Kind.LINK: Integer(),
        Kind.TEXT: Text(),
        Kind.DATE: Date(),
        Kind.RECORD: Integer(),
        Kind.STRUCTURE: JSON(none_as_null=True),
    }
    return types[kind]


def _store_specs() -> dict[str, TableSpec]:
    specs: dict[str, TableSpec] = {}
    for spec in RECORD_TABLES:
        own = (*HOME.fields, *DWELLING_TABLE.fields) if spec is HOME else spec.fields
        specs[spec.name] = TableSpec(spec.name, spec.label, own)
    for spec in PART_TABLES:
        owner = record("dwelling_id", "Dwelling", "dwelling")
        fields = tuple(owner if field.name == "dwelling" else field for field in spec.fields)
        specs[spec.name] = TableSpec(spec.name, spec.label, fields)
    return specs


SPECS: dict[str, TableSpec] = _store_specs()


def _column(field: Field, part: bool) -> Column[object]:
    kind = column_type(field.kind)
    if field.kind is Kind.RECORD:
        owner = part and field.name == "dwelling_id"
        target = ForeignKey(f"{field.table}.id", ondelete="CASCADE" if owner else None)
        return Column(field.name, kind, target, index=True, nullable=not owner)
    if field.kind is Kind.TEXT:
        return Column(field.name, kind, nullable=False, server_default="")
    return Column(field.name, kind)


def _table(spec: TableSpec) -> Table:
    return Table(
        spec.name,
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("version", Integer, nullable=False),
        *(_column(field, spec.name in PART_NAMES) for field in spec.fields),
    )


TABLES: dict[str, Table] = {name: _table(spec) for name, spec in SPECS.items()}

# Last id given in each table: ids are never given twice, so that a number held by a window never means another row.
ROW_COUNTER = Table(
    "row_counter",
    metadata,
    Column("table_name", Text, primary_key=True),
    Column("last_id", Integer, nullable=False),
)

# Tables so that those referred to come first.
ORDER: dict[str, int] = {table.name: position for position, table in enumerate(metadata.sorted_tables)}


def spec_of(table: str) -> TableSpec:
    """Columns of a table of the store (without id and version); KeyError names a table that does not exist."""
    if table not in SPECS:
        raise KeyError(f"the store has no table {table}")
    return SPECS[table]
