"""Reading a whole neighbourhood for the screens: columns by home, footprints, streets. Nothing here writes."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.collector import collector_paused
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.survey_choices import PERIODS
from rehab_app.services.aligned import last_of, looked_up
from rehab_app.services.background import EARTH_RADIUS_M
from rehab_app.services.catalogue_columns import read_columns
from rehab_app.services.neighbourhood import NEEDED, Column, Footprints, Neighbourhood, StreetName
from rehab_app.survey.official import FIRST_YEARS

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_PORTION = 1_000  # footprints converted at once
Columns = Mapping[str, NDArray[Any]]


def read_neighbourhood(
    project: "Project", progress: Progress, same_places: Neighbourhood | None = None, more: Sequence[str] = ()
) -> Neighbourhood:
    """All homes of a project as columns, with the map.

    Args:
        project: read in parts; a change made meanwhile is read the next time.
        progress: told each part.
        same_places: an earlier reading whose buildings and streets still stand; its map is used again.
        more: names of `catalogue_columns` to be read besides.
    """
    with collector_paused():
        return _read(project, progress, same_places, more)


def _read(
    project: "Project", progress: Progress, same_places: Neighbourhood | None, more: Sequence[str]
) -> Neighbourhood:
    steps = 5
    record = project.neighbourhood()
    progress.step(0, steps, _("Reading the homes"))
    homes = project.columns("dwelling")
    shape = () if same_places else ("footprint",)
    buildings = project.columns("building", ("street_id", "house_number", "construction_year", *shape))
    streets = project.columns("street", ("name",))
    progress.step(1, steps, _("Reading the estimates"))
    columns = _identity(homes, buildings, streets) | _people(project, homes) | _results(project, homes["id"])
    columns |= _ranges(project, homes["id"])
    progress.step(2, steps, _("Reading the works"))
    columns |= _works(project, homes["id"])
    progress.step(3, steps, _("Looking for what is missing"))
    columns |= _missing(project, homes)
    columns |= _heating(project, homes["id"])
    if more:
        columns |= read_columns(project, homes["id"], homes["building_id"], more)
    progress.step(4, steps, _("Drawing the map"))
    footprints = same_places.footprints if same_places else _footprints(buildings)
    return Neighbourhood(
        name=record["name"],
        town=record["commune_name"],
        fictional=record["fictional"] == 1,
        ids=homes["id"],
        building_ids=homes["building_id"],
        columns=columns,
        footprints=footprints,
        streets=same_places.streets if same_places else _street_names(footprints, buildings, streets),
    )


def _identity(homes: Columns, buildings: Columns, streets: Columns) -> dict[str, Column]:
    of_building = looked_up(homes["building_id"], buildings["id"], buildings["street_id"], -1)
    street = looked_up(of_building, streets["id"], streets["name"], "")
    # A home that stands in no street of the project, as one taken from a DPE, is named by its own address.
    named = np.where(street == "", homes["address"], street)
    recorded = homes["construction_year"]
    built = looked_up(homes["building_id"], buildings["id"], buildings["construction_year"], np.nan)
    year = np.where(np.isnan(recorded), built, recorded)
    return {
        "version": homes["version"],
        "street": named,
        "house_number": looked_up(homes["building_id"], buildings["id"], buildings["house_number"], ""),
        "address": homes["address"],
        "complement": homes["complement"],
        "living_area_m2": homes["living_area_m2"],
        "construction_year": year,
        "period": _period(homes, year),
        "stage": homes["stage"],
        "tenure": homes["tenure"],
        "group_wish": homes["group_wish"],
        "origin": homes["origin"],
    }


def _people(project: "Project", homes: Columns) -> dict[str, Column]:
    owners = project.columns("owner", ("kind",))
    members = project.columns("member", ("group_id", "dwelling_id", "stage"))
    groups = project.columns("owner_group", ("name",))
    inside = members["stage"] != "withdrawn"
    group = last_of(homes["id"], members["dwelling_id"][inside], members["group_id"][inside], -1)
    return {
        "owner_kind": looked_up(homes["owner_id"], owners["id"], owners["kind"], ""),
        "group": looked_up(group, groups["id"], groups["name"], ""),
    }


def _results(project: "Project", ids: NDArray[np.int64]) -> dict[str, Column]:
    names = ("conso_5_usages", "ep_conso_5_usages_m2", "emission_ges_5_usages", "emission_ges_5_usages_m2")
    wanted = ("dwelling_id", "scenario_id", "state", "classe_bilan_dpe", "cout_5_usages", *names)
    estimates = project.columns("estimate", wanted)
    official = project.columns("reference_result", ("dwelling_id", "classe_bilan_dpe"))
    scenarios = project.columns("scenario", ("dwelling_id", "chosen"))
    today = (estimates["scenario_id"] == -1) & (estimates["state"] == "done")
    chosen = np.isin(estimates["scenario_id"], scenarios["id"][scenarios["chosen"] == 1])
    after = chosen & (estimates["state"] == "done")

    def last(name: str, rows: NDArray[np.bool_], missing: object) -> Column:
        return last_of(ids, estimates["dwelling_id"][rows], estimates[name][rows], missing)

    return {
        "label": last("classe_bilan_dpe", today, ""),
        "label_after": last("classe_bilan_dpe", after, ""),
        "official_label": last_of(ids, official["dwelling_id"], official["classe_bilan_dpe"], ""),
        "final_kwh": last("conso_5_usages", today, np.nan),
        "primary_kwh_m2": last("ep_conso_5_usages_m2", today, np.nan),
        "emissions_kg": last("emission_ges_5_usages", today, np.nan),
        "emissions_kg_m2": last("emission_ges_5_usages_m2", today, np.nan),
        "cost_eur": last("cout_5_usages", today, np.nan),
    }


def _ranges(project: "Project", ids: NDArray[np.int64]) -> dict[str, Column]:
    """Range and likeliest label of the homes described by a survey, NaN and "" for the others."""
    numbers = ("energy_low_kwh_m2", "energy_central_kwh_m2", "energy_high_kwh_m2", "label_probability")
    ranges = project.columns("range_estimate", ("dwelling_id", "label", *numbers))
    low, central, high, probability = (last_of(ids, ranges["dwelling_id"], ranges[name], np.nan) for name in numbers)
    return {
        "range_low_kwh_m2": low,
        "range_central_kwh_m2": central,
        "range_high_kwh_m2": high,
        "likely_label": last_of(ids, ranges["dwelling_id"], ranges["label"], ""),
        "label_probability": probability,
    }


def _works(project: "Project", ids: NDArray[np.int64]) -> dict[str, Column]:
    """Sums of the works of the scenario chosen for each home, NaN where none is."""
    scenarios = project.columns("scenario", ("dwelling_id", "chosen"))
    works = project.columns("works", ("scenario_id", "cost_low_eur_ht", "cost_typical_eur_ht", "cost_high_eur_ht"))
    home = looked_up(works["scenario_id"], scenarios["id"], scenarios["dwelling_id"], -1)
    chosen = looked_up(works["scenario_id"], scenarios["id"], scenarios["chosen"], -1) == 1
    position = np.searchsorted(ids, home[chosen])
    counted = np.bincount(position, minlength=len(ids)) > 0
    sums = {}
    for name in ("low", "typical", "high"):
        costs = works[f"cost_{name}_eur_ht"][chosen]
        total = np.bincount(position, weights=costs, minlength=len(ids)).astype(float)
        sums[f"works_{name}_eur_ht"] = np.where(counted, total, np.nan)
    return sums


def _missing(project: "Project", homes: Columns) -> dict[str, Column]:
    """Which of the things an estimate needs are not known, as bits in the order of `NEEDED`, and how many."""
    bits = np.zeros(len(homes["id"]), dtype=np.int64)
    for at, name in enumerate(NEEDED):
        if name == "construction_year":
            unknown = np.isnan(homes[name]) & (homes["construction_period_id"] < 0)
        elif name in homes:
            unknown = np.isnan(homes[name]) if homes[name].dtype.kind == "f" else homes[name] < 0
        else:  # a table with a row at least
            unknown = ~np.isin(homes["id"], project.columns(name, ("dwelling_id",))["dwelling_id"])
        bits |= unknown.astype(np.int64) << at
    return {"missing_what": bits, "missing": np.bitwise_count(bits).astype(float)}


def _heating(project: "Project", ids: NDArray[np.int64]) -> dict[str, Column]:
    """Energies of the heating appliances of each home, as texts."""
    return {"heating": read_columns(project, ids, ids, ("heating_generator.energy_id",))["heating_generator.energy_id"]}


def _period(homes: Columns, year: Column) -> Column:
    """Code of the official period: the one recorded, else that of the year; "" when neither is known."""
    of_year = np.where(np.isnan(year), 0, np.searchsorted(FIRST_YEARS[1:], year, "right") + 1)
    recorded = homes["construction_period_id"]
    codes = np.array(["", *PERIODS], dtype=object)
    found: Column = codes[np.where(recorded >= 1, recorded, of_year).astype(int)]
    return found


def _footprints(buildings: Columns) -> Footprints:
    """Outer rings in metres around their middle.

    An equirectangular projection on the mean latitude: over a town its error stays under a thousandth, which a screen
    does not show; areas and lengths are never computed from it.
    """
    rings: list[list[list[float]]] = []
    owners: list[int] = []
    for identifier, shape in zip(buildings["id"].tolist(), buildings["footprint"].tolist(), strict=True):
        for ring in _outer_rings(shape):
            rings.append(ring)
            owners.append(identifier)
    if not rings:
        return Footprints(np.zeros((0, 2)), np.zeros(1, np.intp), np.zeros(0, np.int64))
    lengths = np.array([len(ring) for ring in rings])
    # By portions: one long conversion would keep the interpreter, and with it the window, from everything else.
    portions = [rings[first : first + _PORTION] for first in range(0, len(rings), _PORTION)]
    degrees = np.concatenate([np.array([point[:2] for ring in some for point in ring], float) for some in portions])
    middle = (degrees.min(axis=0) + degrees.max(axis=0)) / 2
    metres = np.radians(degrees - middle) * EARTH_RADIUS_M
    metres[:, 0] *= math.cos(math.radians(middle[1]))
    starts = np.concatenate(([0], np.cumsum(lengths)))
    return Footprints(metres, starts, np.array(owners, dtype=np.int64), (float(middle[0]), float(middle[1])))


def _outer_rings(shape: Any) -> list[list[list[float]]]:
    if not isinstance(shape, dict):
        return []
    if shape.get("type") == "Polygon":
        return [shape["coordinates"][0]]
    if shape.get("type") == "MultiPolygon":
        return [polygon[0] for polygon in shape["coordinates"]]
    return []


def _street_names(footprints: Footprints, buildings: Columns, streets: Columns) -> tuple[StreetName, ...]:
    """Each name in the middle of the houses of its street, along their longest direction."""
    positions = np.arange(len(streets["id"]))
    street = looked_up(
        looked_up(footprints.building_id, buildings["id"], buildings["street_id"], -1), streets["id"], positions, -1
    )
    x, y = footprints.centres_m[street >= 0].T
    street = street[street >= 0]
    count = np.bincount(street, minlength=len(positions))

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(street, values, len(positions)) / np.maximum(count, 1)

    middle_x, middle_y = mean(x), mean(y)
    dx, dy = x - middle_x[street], y - middle_y[street]
    # Direction of the longer axis of the ellipse of inertia.
    angles = np.degrees(np.arctan2(2 * mean(dx * dy), mean(dx * dx) - mean(dy * dy)) / 2)
    return tuple(
        StreetName(name, float(middle_x[at]), float(middle_y[at]), (float(angles[at]) + 90) % 180 - 90)
        for at, name in enumerate(streets["name"].tolist())
        if count[at] > 1
    )
