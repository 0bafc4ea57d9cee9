"""References between parts of a DPE file, resolved to the numbers of the parts; and values in a wrong unit.

References are strings of the assessor's software; they are compared without blanks, accents and case.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]

# enum_type_liaison_id: what a thermal bridge joins with a wall.
_JOINED: Mapping[int, tuple[str, ...]] = {
    1: ("floor",),
    2: ("floor", "roof"),  # intermediate floor
    3: ("roof",),
    4: (),  # partition wall
    5: ("window", "door"),
}
_REFERENCED = ("wall", "floor", "roof", "window", "door")
_BUILT_ALIKE = ("material_id", "type_id", "insulation_id", "u_method_id", "adjacency_id")
_MILLIMETRES_ABOVE = 100.0  # no wall is thicker than 1 m in the tables of the method: it was typed in mm
_KILOWATTS_BELOW = 10.0  # standby losses and pilot lights are tens of watts: below that they were typed in kW


def normalised(reference: str) -> str:
    """A reference without blanks, accents and case."""
    if reference.isascii():
        return "".join(reference.split()).casefold()
    decomposed = unicodedata.normalize("NFKD", reference)
    return "".join(c for c in decomposed if not unicodedata.combining(c) and not c.isspace()).casefold()


def _numbers(rows: Sequence[Row]) -> dict[str, int]:
    """Number of the part by reference.

    Software repeats a reference for pieces of one wall; the first stands for all as long as they are built alike. A
    reference repeated for parts that differ names none.
    """
    found: dict[str, Row] = {}
    unclear: set[str] = set()
    for row in rows:
        if "reference" in row:
            reference = normalised(row["reference"])
            first = found.setdefault(reference, row)
            if first is not row and any(first.get(column) != row.get(column) for column in _BUILT_ALIKE):
                unclear.add(reference)
    return {reference: row["number"] for reference, row in found.items() if reference not in unclear}


def resolve_links(rows: Mapping[str, Sequence[Row]]) -> None:
    """Fill the `…_number` links of windows, doors and bridges in place; a reference to nothing leaves no link."""
    known = {table: _numbers(rows.get(table, ())) for table in _REFERENCED}
    walls = known["wall"]
    for table in ("window", "door"):
        for row in rows.get(table, ()):
            number = walls.get(normalised(row.get("wall_reference", "")))
            if number is not None:
                row["wall_number"] = number
    for row in rows.get("bridge", ()):
        _resolve_bridge(row, known)


def _resolve_bridge(row: Row, known: Mapping[str, Mapping[str, int]]) -> None:
    references = [normalised(row[column]) for column in ("reference_1", "reference_2") if column in row]
    for reference in references:
        if reference in known["wall"]:
            row["wall_number"] = known["wall"][reference]
            break
    for table in _JOINED.get(row.get("type_id", -1), ()):
        for reference in references:
            if reference in known[table]:
                row[f"{table}_number"] = known[table][reference]
                return


def repair_units(rows: Mapping[str, Sequence[Row]]) -> None:
    """Bring values that software writes in another unit back to the unit of their column, in place."""
    for row in rows.get("wall", ()):
        if row.get("thickness_cm", 0.0) > _MILLIMETRES_ABOVE:
            row["thickness_cm"] /= 10.0
    for table in ("heating_generator", "hot_water_generator"):
        for row in rows.get(table, ()):
            for column in ("measured_qp0_w", "measured_pilot_w"):
                if 0.0 < row.get(column, 0.0) < _KILOWATTS_BELOW:
                    row[column] *= 1000.0
