"""Columns that every part of a dwelling has."""

from rehab_app.domain.fields import Field, Kind, text

DWELLING = Field("dwelling", Kind.LINK, "Dwelling", table="dwelling")
NUMBER = Field("number", Kind.LINK, "No.")
DESCRIPTION = text("description", "Description", dpe="description")


def part(*fields: Field) -> tuple[Field, ...]:
    """Columns of a part table: position of the dwelling, number within it, description, then its own."""
    return (DWELLING, NUMBER, DESCRIPTION, *fields)
