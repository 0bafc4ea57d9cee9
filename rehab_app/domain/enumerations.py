"""Official enumerations of the DPE: ids, their French labels, and what is shown of them.

Source: ADEME, observatoire DPE-Audit, enumerations of the XSD 2.6 (Licence Ouverte 2.0), in
resources/catalogue/enumerations.csv. The French label is the official one: it is what is read, kept in saved views and
shown in French. Its English is a translation of ours, resources/i18n/en/official.po, made only where a label is shown.
"""

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from rehab_app.core.i18n import from_french, from_french_in_each_language
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
    """French labels by id, in the official order; KeyError when there is no such enumeration."""
    return _all()[enumeration]


def identifiers(enumeration: str) -> dict[str, int]:
    """Ids by label in each language, to read what a file says; KeyError when there is no such enumeration."""
    return {
        written: identifier
        for identifier, label in choices(enumeration).items()
        for written in from_french_in_each_language(label)
    }


def shown_choices(enumeration: str) -> dict[int, str]:
    """Labels by id as they are shown; KeyError when there is no such enumeration."""
    return {identifier: from_french(label) for identifier, label in choices(enumeration).items()}
