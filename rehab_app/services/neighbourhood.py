"""A neighbourhood as the map, the table and the totals read it: columns of one length, footprints in metres."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import mark
from rehab_app.services.plain_text import plain

Column = NDArray[Any]
LABELS = "ABCDEFG"
POOR_LABELS = "FG"
HIGHEST = "highest:"  # before the name of a column whose values differ from part to part
_AMOUNTS = frozenset({"number", "year", "works", "energy_range", "spread"})


@dataclass(frozen=True)
class Footprints:
    """Outer rings of the buildings, one after another.

    Attributes:
        xy_m: (points, 2) metres east and north of the neighbourhood's middle.
        starts: (rings + 1,) first point of each ring, then the number of points.
        building_id: (rings,) building of each ring.
        middle_deg: longitude and latitude of the neighbourhood's middle.
    """

    xy_m: NDArray[np.float64]
    starts: NDArray[np.intp]
    building_id: NDArray[np.int64]
    middle_deg: tuple[float, float] = (0.0, 0.0)

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
            likeliest (a label with its probability), spread (a number that differs from part to part: its lowest; the
            highest is the column `HIGHEST + name`), date, yes_no, period, listed (official labels in French, which
            `listed.shown` gives in the user's language), or a list of codes.
        decimals: of a number.
        shown: in the table at first.
        of_street: what stands for a street in this column: sum, mean, poor (share labelled F or G) or nothing.
        family: what the column is about, in the list to choose columns from.
    """

    name: str
    heading: str
    unit: str = ""
    form: str = "text"
    decimals: int = 0
    shown: bool = True
    of_street: str = ""
    family: str = mark("Overview")

    @property
    def counted(self) -> bool:
        """True when its values are amounts: ordered and filtered as numbers."""
        return self.form in _AMOUNTS


HOME_COLUMNS = (
    HomeColumn("street", mark("Street")),
    HomeColumn("house_number", mark("No."), form="house_number"),
    HomeColumn("complement", mark("Complement"), shown=False),
    HomeColumn("label", mark("Label"), form="label", of_street="poor"),
    HomeColumn("official_label", mark("Official"), form="official_label", of_street="poor"),
    HomeColumn("label_after", mark("After"), form="label", of_street="poor"),
    HomeColumn("living_area_m2", mark("Area"), "m²", "number", of_street="sum"),
    HomeColumn("primary_kwh_m2", mark("Primary"), "kWh/m²", "number", of_street="mean"),
    HomeColumn("range_central_kwh_m2", mark("Primary, 80 % range"), "kWh/m²", "energy_range", shown=False),
    HomeColumn("likely_label", mark("Likeliest label"), form="likeliest", shown=False),
    HomeColumn("emissions_kg_m2", mark("CO₂"), "kg/m²", "number", of_street="mean"),
    HomeColumn("works_typical_eur_ht", mark("Works before tax"), "€", "works", of_street="sum"),
    HomeColumn("stage", mark("Stage"), form="stages"),
    HomeColumn("tenure", mark("Occupancy"), form="tenures"),
    HomeColumn("owner_kind", mark("Owner"), form="owner_kinds", shown=False),
    HomeColumn("group", mark("Group"), shown=False),
    HomeColumn("group_wish", mark("Proposed in groups"), form="group_wishes", shown=False),
    HomeColumn("construction_year", mark("Year built"), form="year", shown=False),
    HomeColumn("period", mark("Period built"), form="period", shown=False),
    HomeColumn("heating", mark("Heating energy"), form="listed", shown=False),
    HomeColumn("final_kwh", mark("Final energy"), "kWh", "number", shown=False, of_street="sum"),
    HomeColumn("cost_eur", mark("Conventional yearly cost"), "€", "number", shown=False, of_street="sum"),
    HomeColumn("missing", mark("Missing data"), "", "number", of_street="sum"),
)
# What an estimate needs, in the order of the bits of the column `missing_what`: key and English source text.
NEEDED = {
    "living_area_m2": mark("Living area"),
    "ceiling_height_m": mark("Ceiling height"),
    "climate_zone_id": mark("Climate zone"),
    "altitude_class_id": mark("Altitude class"),
    "construction_year": mark("Year or period built"),
    "wall": mark("Walls"),
    "floor": mark("Floors"),
    "roof": mark("Roofs and ceilings"),
    "window": mark("Windows"),
    "ventilation": mark("Ventilation"),
    "heating_generator": mark("Heating appliance"),
    "hot_water_generator": mark("Hot water appliance"),
}


@dataclass(frozen=True)
class Coded:
    """A column of texts as codes: `values[codes]` is the column."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The values as they are compared with what somebody types."""
        return tuple(map(plain, self.values))


@dataclass(frozen=True)
class Neighbourhood:
    """All homes of a project.

    Attributes:
        name, town: as printed.
        fictional: invented for demonstration; shown wherever the name is.
        ids: (homes,) id of each dwelling, ascending.
        building_ids: (homes,) building of each dwelling, -1 unknown.
        columns: (homes,) by name, see `HOME_COLUMNS`, and what the totals need besides; columns that are read later,
            when somebody wants to see them, join them here.
        footprints, streets: the map.
    """

    name: str
    town: str
    fictional: bool
    ids: NDArray[np.int64]
    building_ids: NDArray[np.int64]
    columns: dict[str, Column]
    footprints: Footprints
    streets: tuple[StreetName, ...]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def position(self) -> Mapping[int, int]:
        """Position of each home by its id."""
        return {identifier: at for at, identifier in enumerate(self.ids.tolist())}

    def rows_of(self, ids: Sequence[int]) -> NDArray[np.intp]:
        """Positions of some homes in the order asked; those that are not there any more are left out."""
        asked = np.asarray(ids, dtype=np.int64)
        if not len(self.ids):
            return np.zeros(0, np.intp)
        at = np.minimum(np.searchsorted(self.ids, asked), len(self.ids) - 1)
        found: NDArray[np.intp] = at[self.ids[at] == asked]
        return found

    @cached_property
    def located(self) -> NDArray[np.bool_]:
        """(homes,) which have a footprint."""
        return np.isin(self.building_ids, self.footprints.building_id)

    @cached_property
    def _coded(self) -> dict[str, Coded]:
        return {}

    def coded(self, name: str) -> Coded:
        """A column of texts as codes, made once."""
        if name not in self._coded:
            places: dict[str, int] = {}
            listed = [places.setdefault(value, len(places)) for value in self.columns[name].tolist()]
            self._coded[name] = Coded(tuple(places), np.array(listed, dtype=np.int32))
        return self._coded[name]

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
    low = columns["works_low_eur_ht"][chosen]
    labels, after = (_by_label(neighbourhood, name, chosen) for name in ("label", "label_after"))
    return Totals(
        homes=len(chosen),
        estimated=sum(labels.values()),
        located=int(neighbourhood.located[chosen].sum()),
        poor=sum(labels[letter] for letter in POOR_LABELS),
        final_kwh=float(np.nansum(columns["final_kwh"][chosen])),
        emissions_kg=float(np.nansum(columns["emissions_kg"][chosen])),
        works_low_eur_ht=float(np.nansum(low)),
        works_high_eur_ht=float(np.nansum(columns["works_high_eur_ht"][chosen])),
        composed=int(np.isfinite(low).sum()),
        labels=labels,
        labels_after=after,
    )


def _by_label(neighbourhood: Neighbourhood, name: str, rows: NDArray[np.intp]) -> dict[str, int]:
    coded = neighbourhood.coded(name)
    counts = np.bincount(coded.codes[rows], minlength=len(coded.values)).tolist()
    known = dict(zip(coded.values, counts, strict=True))
    return {letter: known.get(letter, 0) for letter in LABELS}
