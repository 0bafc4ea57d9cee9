"""Official enumerations of the DPE: ids and their French labels.

Source: ADEME, observatoire DPE-Audit, enumerations of the XSD 2.6 (Licence Ouverte 2.0), in
resources/catalogue/enumerations.csv.
"""

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from rehab_app.core.paths import resource


@cache
def _all() -> Mapping[str, Mapping[int, str]]:
    found: dict[str, dict[int, str]] = {}
    with resource("catalogue", "enumerations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["enumeration"], {})[_number(row["id"])] = row["label_fr"]
    return MappingProxyType({name: MappingProxyType(labels) for name, labels in found.items()})


def _number(written: str) -> int:
    return int(float(written))


def choices(enumeration: str) -> Mapping[int, str]:
    """Labels by id, in the official order; KeyError when there is no such enumeration."""
    return _all()[enumeration]


def label(enumeration: str, identifier: int) -> str:
    """French label of an id, "" when it is missing (-1); KeyError names an id that is not official."""
    if identifier < 0:
        return ""
    labels = choices(enumeration)
    if identifier not in labels:
        raise KeyError(f"{enumeration} has no id {identifier}")
    return labels[identifier]
