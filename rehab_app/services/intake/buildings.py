"""Footprints into the project: buildings with their streets, and the façades derived from all outlines together."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.exchange.addresses import house_number_key, street_key
from rehab_app.exchange.footprints import Footprint, FootprintFile, shapes_of
from rehab_app.exchange.geometry import FootprintIndex, as_geojson, same_outlines, shapes_in_metres
from rehab_app.services.intake.facades import write_facades
from rehab_app.services.intake.places import Places
from rehab_app.services.intake.report import ImportReport, Outcome
from rehab_app.storage.writer import Writer

_STEPS = 2


@dataclass(slots=True)
class _Known:
    """Buildings of the project by what a footprint can say of them.

    Attributes:
        rows: records by id.
        drawn: ids of those that have an outline; `shapes` are these outlines in metres.
        by_source: those that have an outline.
        by_address: those that have none yet.
    """

    rows: dict[int, dict[str, Any]]
    drawn: list[int]
    shapes: NDArray[Any]
    by_source: dict[str, int] = field(default_factory=dict)
    by_address: dict[tuple[int, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, writer: Writer) -> "_Known":
        rows = {row["id"]: row for row in writer.rows("building")}
        drawn = [row for row in rows.values() if row["footprint"]]
        return cls(
            rows,
            [row["id"] for row in drawn],
            shapes_in_metres([row["footprint"] for row in drawn]),
            {row["source_id"]: row["id"] for row in drawn if row["source_id"]},
            {
                (row["street_id"], house_number_key(row["house_number"])): row["id"]
                for row in rows.values()
                if not row["footprint"] and row["street_id"] and row["house_number"]
            },
        )

    def find(self, values: Mapping[str, Any], same: Sequence[int]) -> int:
        """The building of a footprint: same identifier, same outline (positions in `drawn`), or same address without
        outline; -1 for none."""
        source = values.get("source_id", "")
        if source in self.by_source:
            return self.by_source[source]
        if same:
            return self.drawn[same[0]]
        address = (values.get("street_id", -1), house_number_key(values.get("house_number", "")))
        return self.by_address.get(address, -1)


@dataclass(slots=True)
class _Inside:
    """Dwellings whose coordinates lie in a footprint.

    Attributes:
        buildings: their buildings, as far as these have no outline.
        homeless: ids and versions of those without a building.
    """

    buildings: set[int] = field(default_factory=set)
    homeless: list[tuple[int, int]] = field(default_factory=list)


def take_buildings(
    writer: Writer, files: Sequence[FootprintFile], report: ImportReport, progress: Progress
) -> set[int]:
    """Write the footprints of these files and tell each in the report. Ids of the buildings that are new or changed."""
    if not files:
        return set()
    progress.step(0, _STEPS, _("Matching footprints"))
    places = Places(writer)
    for file in files:
        places.streets(list(file.streets))
        for row, error in file.refusals:
            report.refuse(error, file.name, row)
    batch = [(file.name, footprint) for file in files for footprint in file.footprints]
    streets = places.streets([footprint.values.get("street", "") for _name, footprint in batch])
    return _write(writer, batch, streets, report, progress)


def derive(writer: Writer, buildings: set[int], files: Sequence[FootprintFile], report: ImportReport) -> None:
    """Façades of buildings that are new, changed or newly on a street, with the axes that these files give."""
    axes = {street_key(name): lines for file in files for name, lines in file.streets.items()}
    unknown = write_facades(writer, buildings, axes)
    if unknown:
        told = ngettext(
            "The street side of {count} building is not known; its free façades are neither front nor back.",
            "The street side of {count} buildings is not known; their free façades are neither front nor back.",
            unknown,
        )
        report.notes.append(told.format(count=unknown))


def _write(
    writer: Writer,
    batch: Sequence[tuple[str, Footprint]],
    streets: Sequence[int],
    report: ImportReport,
    progress: Progress,
) -> set[int]:
    """Insert and update buildings. Ids of those that are new or changed."""
    known = _Known.of(writer)
    inside = _dwellings_inside(writer, known, [footprint for _name, footprint in batch])
    outlines = as_geojson(np.array([footprint.outline for _name, footprint in batch], dtype=object)) if batch else []
    progress.step(1, _STEPS, _("Writing buildings"))
    new: dict[int, dict[str, Any]] = {}
    shapes = shapes_of([footprint for _name, footprint in batch])
    same, again = same_outlines(shapes, known.shapes), same_outlines(shapes, shapes)
    changed: set[int] = set()
    for position, ((name, footprint), street, outline) in enumerate(zip(batch, streets, outlines, strict=True)):
        values = _values(footprint, street, outline)
        if again[position][0] < position:
            report.add(name, footprint.row, Outcome.DUPLICATE, _("The same outline stands earlier in the import."))
            continue
        building = known.find(values, same[position])
        if building < 0 and position in inside and len(inside[position].buildings) == 1:
            (building,) = inside[position].buildings
        if building < 0:
            new[position] = values
            report.add(name, footprint.row, Outcome.TAKEN, _repair(footprint))
        elif _differs(known.rows[building], values):
            writer.update("building", building, known.rows[building]["version"], values)
            changed.add(building)
            report.add(name, footprint.row, Outcome.CHANGED, _("The building was completed with this outline."))
        else:
            report.add(name, footprint.row, Outcome.DUPLICATE, _("The same outline is in the project already."))
    ids = writer.insert("building", [{"heritage": "none", "subsidence": "none", **new[at]} for at in new])
    _house(writer, {row_id: inside[at] for at, row_id in zip(new, ids, strict=True) if at in inside})
    return changed | set(ids)


def _values(footprint: Footprint, street: int, outline: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of the `building` table that a footprint gives."""
    values = {name: value for name, value in footprint.values.items() if name != "street"}
    if street >= 0:
        values["street_id"] = street
    return {**values, "footprint": outline}


def _repair(footprint: Footprint) -> str:
    return _("The outline crossed itself and was repaired.") if footprint.repaired else ""


def _differs(row: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    return any(row[name] != value for name, value in values.items())


def _dwellings_inside(writer: Writer, known: _Known, footprints: Sequence[Footprint]) -> dict[int, _Inside]:
    """Dwellings with coordinates that have no building, or one without outline, by position of the footprint."""
    found: dict[int, _Inside] = defaultdict(_Inside)
    points = _points(writer)
    dwellings = writer.columns("dwelling", ("building_id",))
    rows = [
        (row_id, version, building)
        for row_id, version, building in zip(
            *(dwellings[n].tolist() for n in ("id", "version", "building_id")), strict=True
        )
        if row_id in points and (building < 0 or not known.rows[building]["footprint"])
    ]
    if not rows or not footprints:
        return found
    index = FootprintIndex([footprint.shape for footprint in footprints])
    held = index.holding(np.array([points[row_id] for row_id, _version, _building in rows]))
    for (row_id, version, building), position in zip(rows, held.tolist(), strict=True):
        if position >= 0 and building >= 0:
            found[position].buildings.add(building)
        elif position >= 0:
            found[position].homeless.append((row_id, version))
    return found


def _points(writer: Writer) -> dict[int, tuple[float, float]]:
    """Lambert-93 coordinates of dwellings, as their official files gave them."""
    columns = writer.columns("reference_result", ("dwelling_id", "official"))
    return {
        int(dwelling): (official["x_m"], official["y_m"])
        for dwelling, official in zip(columns["dwelling_id"], columns["official"], strict=True)
        if official and math.isfinite(official.get("x_m", math.nan) + official.get("y_m", math.nan))
    }


def _house(writer: Writer, inside: Mapping[int, _Inside]) -> None:
    """Give dwellings without a building the new building that holds them."""
    rows = [(row_id, version, building) for building, found in inside.items() for row_id, version in found.homeless]
    if rows:
        ids, versions, buildings = zip(*rows, strict=True)
        writer.update_columns("dwelling", ids, versions, {"building_id": buildings})
