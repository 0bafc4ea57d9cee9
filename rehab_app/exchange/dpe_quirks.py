"""What some assessors' software writes otherwise than it calculates, brought back to what it calculates.

Each entry was seen on every official file of that software: the official intermediate values follow the corrected
input exactly and never the written one.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

Row = dict[str, Any]

# Writes "one façade exposed" for homes that it calculates with several (losses by infiltration).
_ONE_FACADE_SOFTWARE = re.compile(r"7\.5|WinDpe.*|3\.0\.0\.\d+")
# Lining that the description names while the field says unknown (type_doublage).
_LINING_UNKNOWN = 1
_DESCRIBED_LININGS = (
    (re.compile(r"doublage connu"), 5),
    (re.compile(r"doublage indéterminé avec lame d'air sup"), 4),
    (re.compile(r"doublage indéterminé"), 3),
)


def repair_quirks(root: etree._Element, rows: Mapping[str, Sequence[Row]]) -> None:
    """Correct known writing habits in place."""
    software = (root.findtext("administratif/diagnostiqueur/version_logiciel") or "").strip()
    if _ONE_FACADE_SOFTWARE.fullmatch(software):
        for row in rows.get("ventilation", ()):
            row["several_facades"] = 1
    for row in rows.get("wall", ()):
        if row.get("lining_id") == _LINING_UNKNOWN:
            row["lining_id"] = _described_lining(row.get("description", ""))


def _described_lining(description: str) -> int:
    for pattern, lining in _DESCRIBED_LININGS:
        if pattern.search(description):
            return lining
    return _LINING_UNKNOWN
