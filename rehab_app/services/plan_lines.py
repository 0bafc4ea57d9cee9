"""A work of a home as a line of a work plan."""

from collections.abc import Mapping
from typing import Any

from rehab_app.domain.dossier import Line, rounded
from rehab_app.domain.works import takeoff_from_json


def plan_line(row: Mapping[str, Any], numbers: Mapping[str, str]) -> Line:
    """A work of a home; its quantity is the sum of its parts as they are printed."""
    unit = row["unit"]
    if not row["takeoff"]:
        quantity = None if row["quantity"] is None else rounded(row["quantity"], unit)
        return Line(numbers[row["work"]], quantity)
    takeoff = takeoff_from_json(row["takeoff"])
    quantity = rounded(sum(rounded(part.quantity, unit) for part in takeoff.treated), unit)
    return Line(numbers[row["work"]], quantity, takeoff.treated, takeoff.spared, takeoff.conditions)
