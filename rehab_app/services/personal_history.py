"""Former values that the history keeps of the people of a home, so that a change can be undone."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rehab_app.domain.fields import Field
from rehab_app.services.personal_fields import SPECS, personal

if TYPE_CHECKING:
    from rehab_app.storage.reading import Reader

Row = Mapping[str, Any]


def former_values(
    project: "Reader", table: str, row_ids: Collection[int], dwelling_id: int | None = None
) -> list[tuple[Field, Any]]:
    """Values that rows no longer have, once each, as the store keeps them: dates are ISO texts.

    Args:
        project: the project.
        table: whose rows.
        row_ids: the rows.
        dwelling_id: rows that were removed count too when they named this home.
    """
    fields = (SPECS[table].field("title"),) if table == "document" else personal(table)
    present = {(field.name, str(row[field.name])) for row in project.rows(table, id=list(row_ids)) for field in fields}
    found: dict[tuple[str, str], tuple[Field, Any]] = {}
    for change in project.rows("journal_change", table_name=table):
        for columns in (change["before"], change["after"]):
            for at in _places(change, columns or {}, row_ids, dwelling_id):
                for field in fields:
                    value = (columns.get(field.name) or {at: None})[at]
                    if value not in (None, "") and (field.name, str(value)) not in present:
                        found[field.name, str(value)] = (field, value)
    return list(found.values())


def _places(change: Row, columns: Row, row_ids: Collection[int], dwelling_id: int | None) -> Iterator[int]:
    homes = columns.get("dwelling_id")
    for at in range(change["row_count"] if columns else 0):
        if change["row_id"] + at in row_ids or (dwelling_id and homes and homes[at] == dwelling_id):
            yield at
