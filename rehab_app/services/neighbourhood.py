"""A neighbourhood as the map, the table and the totals read it: columns of one length, footprints in metres."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import mark

Column = NDArray[Any]
LABELS = "ABCDEFG"
POOR_LABELS = "FG"


@dataclass(frozen=True)
class Footprints:
    """Outer rings of the buildings, one after another.

    Attributes:
        xy_m: (points, 2) metres east and north of the neighbourhood's middle.
        starts: (rings + 1,) first point of each ring, then the number of points.
        building_id: (rings,) building of each ring.
    """

    xy_m: NDArray[np.float64]
    starts: NDArray[np.intp]
    building_id: NDArray[np.int64]

    @cached_property
    def boxes_m(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(rings, 2) lowest and (rings, 2) highest corner of each ring."""
        firsts = self.starts[:-1]
        return np.minimum.reduceat(self.xy_m, firsts), np.maximum.reduceat(self.xy_m, firsts)

    @cached_property
    def centres_m(self) -> NDArray[np.float64]:
        """(rings, 2) middle of the corners' box of each ring."""
        if not len(self.building_id):
            return np.zeros((0, 2))
        low, high = self.boxes_m
        middle: NDArray[np.float64] = (low + high) / 2
        return middle


@dataclass(frozen=True, slots=True)
class StreetName:
    """Where a street's name is written; the angle is counter-clockwise from east, within ±90°."""

    name: str
    x_m: float
    y_m: float
    angle_deg: float


@dataclass(frozen=True, slots=True)
class HomeColumn:
    """A column the table of homes can show.

    Attributes:
        name: key in `Neighbourhood.columns`.
        heading: English source text.
        unit: printed in the heading.
        form: how a cell is written: text, number, year, house_number, label, official_label, works (the range of the
            works chosen, ordered by their typical cost), energy_range (80 % range, ordered by its middle),
            likeliest (a label with its probability) or a list of codes.
        decimals: of a number.
        shown: in the table at first.
    """

    name: str
    heading: str
    unit: str = ""
    form: str = "text"
    decimals: int = 0
    shown: bool = True


HOME_COLUMNS = (
    HomeColumn("street", mark("Street")),
    HomeColumn("house_number", mark("No."), form="house_number"),
    HomeColumn("complement", mark("Complement"), shown=False),
    HomeColumn("label", mark("Label"), form="label"),
    HomeColumn("official_label", mark("Official"), form="official_label"),
    HomeColumn("label_after", mark("After"), form="label"),
    HomeColumn("living_area_m2", mark("Area"), "m²", "number", 0),
    HomeColumn("primary_kwh_m2", mark("Primary"), "kWh/m²", "number", 0),
    HomeColumn("range_central_kwh_m2", mark("Primary, 80 % range"), "kWh/m²", "energy_range", shown=False),
    HomeColumn("likely_label", mark("Likeliest label"), form="likeliest", shown=False),
    HomeColumn("emissions_kg_m2", mark("CO₂"), "kg/m²", "number", 0),
    HomeColumn("works_typical_eur_ht", mark("Works before tax"), "€", "works"),
    HomeColumn("stage", mark("Stage"), form="stages"),
    HomeColumn("tenure", mark("Occupancy"), form="tenures"),
    HomeColumn("owner_kind", mark("Owner"), form="owner_kinds", shown=False),
    HomeColumn("group", mark("Group"), shown=False),
    HomeColumn("construction_year", mark("Year built"), form="year", shown=False),
    HomeColumn("final_kwh", mark("Final energy"), "kWh", "number", 0, shown=False),
    HomeColumn("cost_eur", mark("Conventional yearly cost"), "€", "number", 0, shown=False),
    HomeColumn("missing", mark("Missing data"), "", "number", 0),
)


@dataclass(frozen=True)
class Neighbourhood:
    """All homes of a project.

    Attributes:
        name, town: as printed.
        fictional: invented for demonstration; shown wherever the name is.
        ids: (homes,) id of each dwelling.
        building_ids: (homes,) building of each dwelling, -1 unknown.
        columns: (homes,) by name, see `HOME_COLUMNS`, and what the totals need besides.
        footprints, streets: the map.
    """

    name: str
    town: str
    fictional: bool
    ids: NDArray[np.int64]
    building_ids: NDArray[np.int64]
    columns: Mapping[str, Column]
    footprints: Footprints
    streets: tuple[StreetName, ...]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def position(self) -> Mapping[int, int]:
        """Position of each home by its id."""
        return {identifier: at for at, identifier in enumerate(self.ids.tolist())}

    @cached_property
    def ring_homes(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Pairs (ring, home) of a footprint and a home in it, ordered by ring."""
        order = np.argsort(self.building_ids, kind="stable")
        known = self.building_ids[order]
        first = np.searchsorted(known, self.footprints.building_id, "left")
        last = np.searchsorted(known, self.footprints.building_id, "right")
        counts = last - first
        rings = np.repeat(np.arange(len(counts)), counts)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return rings, order[np.repeat(first, counts) + within]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over some homes; each comes with the number of homes it could not count.

    Attributes:
        homes: number of homes; estimated: those with a figure of ours; located: those with a footprint.
        poor: of the estimated, those labelled F or G.
        final_kwh: sum of the final energy of the estimated homes.
        emissions_kg: sum of their emissions.
        works_low_eur_ht, works_high_eur_ht: range of the works chosen, before tax; composed: homes that have works.
        labels, labels_after: homes by label.
    """

    homes: int
    estimated: int
    located: int
    poor: int
    final_kwh: float
    emissions_kg: float
    works_low_eur_ht: float
    works_high_eur_ht: float
    composed: int
    labels: Mapping[str, int]
    labels_after: Mapping[str, int]


def totals(neighbourhood: Neighbourhood, rows: NDArray[np.intp] | None = None) -> Totals:
    """Sums over these rows, over all homes when `rows` is None."""
    columns = neighbourhood.columns
    chosen = np.arange(len(neighbourhood)) if rows is None else rows
    label, after = columns["label"][chosen], columns["label_after"][chosen]
    low = columns["works_low_eur_ht"][chosen]
    located = np.isin(neighbourhood.building_ids[chosen], neighbourhood.footprints.building_id)
    return Totals(
        homes=len(chosen),
        estimated=int((label != "").sum()),
        located=int(located.sum()),
        poor=int(np.isin(label.astype(str), list(POOR_LABELS)).sum()),
        final_kwh=float(np.nansum(columns["final_kwh"][chosen])),
        emissions_kg=float(np.nansum(columns["emissions_kg"][chosen])),
        works_low_eur_ht=float(np.nansum(low)),
        works_high_eur_ht=float(np.nansum(columns["works_high_eur_ht"][chosen])),
        composed=int(np.isfinite(low).sum()),
        labels={letter: int((label == letter).sum()) for letter in LABELS},
        labels_after={letter: int((after == letter).sum()) for letter in LABELS},
    )
