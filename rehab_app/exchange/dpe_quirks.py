"""What some assessors' software writes otherwise than it calculates, brought back to what it calculates.

Each entry was seen on every official file of that software: the official intermediate values follow the corrected
input exactly and never the written one.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from rehab_app.exchange.dpe_links import normalised

Row = dict[str, Any]

# Writes "one façade exposed" for homes that it calculates with several (losses by infiltration).
_ONE_FACADE_SOFTWARE = re.compile(r"7\.5|WinDpe.*|3\.0\.0\.\d+")
# Writes the four sectors of obstacles before windows to the east and west from the wrong end.
_MIRRORED_SOFTWARE = re.compile(r"[12]\.[01]\.\d+")
# Files the junctions that it counts and no others, also those of walls on common circulations, which the method and
# other software count for nothing. Named by no wall, they count by the row that the file names.
_FILES_WHAT_COUNTS = re.compile(r"LICIEL.*")
_CIRCULATIONS = frozenset({14, 15, 16, 17, 18})
_EAST_WEST = (3, 4)
_OPENING = 5  # enum_type_liaison_id: window or door and wall
_HEIGHTS = 4  # rows of the obstacle table go by sector, four heights each
# Ventilation of a whole building, which only the description says ("VMC SF Auto réglable avant 1982 (collective)").
_SHARED_AIR = re.compile(r"\(collective\)", re.IGNORECASE)
# Lining that the description names while the field says unknown (type_doublage).
_LINING_UNKNOWN = 1
# Thickness of the structure that only the description says ("d'épaisseur ≤ 20 cm", "Ep 23cm").
_THICKNESS = re.compile(r"(?:épaisseur|Ep)\s*(?:≤|<=|≥|>=)?\s*(\d+(?:[.,]\d+)?)\s*cm")
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
    if _MIRRORED_SOFTWARE.fullmatch(software):
        _mirror_sectors(rows)
    _link_by_words(rows)
    if _FILES_WHAT_COUNTS.fullmatch(software):
        _unlink_from_circulations(rows)
    for row in rows.get("ventilation", ()):
        if _SHARED_AIR.search(row.get("description", "")):
            row["shared"] = 1
    for row in rows.get("wall", ()):
        written = None if "thickness_cm" in row else _THICKNESS.search(row.get("description", ""))
        if written:
            row["thickness_cm"] = float(written.group(1).replace(",", "."))
        if row.get("lining_id") == _LINING_UNKNOWN:
            row["lining_id"] = _described_lining(row.get("description", ""))


def _link_by_words(rows: Mapping[str, Sequence[Row]]) -> None:
    """Name the wall and the opening of junctions that have no reference but say both: "Porte 1-Mur 2", "Mur 2 (…"."""
    named = {
        table: {row["description"]: row["number"] for row in rows.get(table, ()) if row.get("description")}
        for table in ("wall", "window", "door")
    }
    for row in rows.get("bridge", ()):
        if "wall_number" in row:
            continue
        opening, dash, wall = row.get("description", "").rpartition("-")
        wall = wall or opening.partition(" (")[0]
        if not dash or wall not in named["wall"]:
            continue
        row["wall_number"] = named["wall"][wall]
        for table in ("window", "door"):  # a junction has one opening; a name that both carry means the window
            if row.get("type_id") == _OPENING and opening in named[table]:
                row[f"{table}_number"] = named[table][opening]
                break


def _unlink_from_circulations(rows: Mapping[str, Sequence[Row]]) -> None:
    """Take the wall off junctions of walls on common circulations that have a row of the table."""
    walls = {row["number"]: row for row in rows.get("wall", ()) if row.get("adjacency_id") in _CIRCULATIONS}
    for row in rows.get("bridge", ()):
        if row.get("k_row_id", 0) > 0 and row.get("wall_number") in walls:
            named = normalised(walls[row.pop("wall_number")].get("reference", ""))
            for column in ("reference_1", "reference_2"):
                if normalised(row.get(column, "")) == named:
                    row.pop(column, None)


def _mirror_sectors(rows: Mapping[str, Sequence[Row]]) -> None:
    """Give each sector of an east or west window the height written for the opposite one."""
    sides = {row["number"] for row in rows.get("window", ()) if row.get("orientation_id") in _EAST_WEST}
    masks: dict[int, list[Row]] = {}
    for row in rows.get("window_mask", ()):
        if row.get("window_number") in sides and row.get("mask_row_id", 0) > 0:
            masks.setdefault(row["window_number"], []).append(row)
    for sectors in masks.values():
        heights = [(row["mask_row_id"] - 1) % _HEIGHTS for row in sectors]
        for row, own, opposite in zip(sectors, heights, reversed(heights), strict=True):
            row["mask_row_id"] += opposite - own


def _described_lining(description: str) -> int:
    for pattern, lining in _DESCRIBED_LININGS:
        if pattern.search(description):
            return lining
    return _LINING_UNKNOWN
