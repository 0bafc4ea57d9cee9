"""What a project knows of its homes, as the survey's trade takes it: assessments, footprints, answers."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.paths import resource
from rehab_app.domain.survey_questions import ITEMS
from rehab_app.domain.table import Stock
from rehab_app.survey.known import Known, known_homes
from rehab_app.survey.official import period_of
from rehab_app.survey.reduce import described
from rehab_app.survey.variables import BY_NAME, VARIABLES, Columns, blank

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_SOME = 900
_LOWLAND = 1  # altitude class of homes below 400 m, taken where the record says nothing
_WALL_M = 0.35
MADE_ORIGINS = ("default", "borrowed")
_OWN = {
    "period": "construction_period_id",
    "area_m2": "living_area_m2",
    "storeys": "storeys",
    "ceiling_m": "ceiling_height_m",
}


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Homes of a project.

    Attributes:
        ids: of the dwellings, in the order of `known`.
        known: what is known of each.
        assessed: True where a whole description (walls, heating) is in the project.
        answers: of each home, by item.
        origins: number of answers of each home by origin.
    """

    ids: NDArray[np.int64]
    known: Known
    assessed: NDArray[np.bool_]
    answers: Sequence[Mapping[str, float | str]]
    origins: Sequence[Mapping[str, int]]

    @property
    def measured(self) -> NDArray[np.bool_]:
        """Homes of which enough is known to lend to neighbours: walls and heating."""
        columns = self.known.columns
        return np.asarray((columns["wall"] >= 0) & (columns["heating"] >= 0))

    def take(self, rows: NDArray[np.intp]) -> "Knowledge":
        """These homes, in that order."""
        return Knowledge(
            self.ids[rows],
            self.known.take(rows),
            self.assessed[rows],
            [self.answers[row] for row in rows.tolist()],
            [self.origins[row] for row in rows.tolist()],
        )


def gather(project: "Project", ids: Sequence[int] | NDArray[np.int64] | None = None) -> Knowledge:
    """What is known of homes: answers first, then the description in the project, then the footprint."""
    stock, found = project.stock(ids)
    answers, origins = _answers(project, found)
    zone = _zones(project, stock, found)
    altitude = stock["dwelling"]["altitude_class_id"]
    altitude = np.where(altitude > 0, altitude, _LOWLAND).astype(np.int32)
    said = known_homes(answers, zone, altitude)
    made, defaults = _own_making(project, found)
    assessed = _has(stock, "wall") & _has(stock, "heating_generator") & ~made
    base = _base(stock, assessed)
    for name, rows in defaults.items():
        base[name][rows] = -1 if BY_NAME[name].is_choice else np.nan
    # A period that was made up of the year recorded is known as well as the year is.
    of_year = period_of(stock["dwelling"]["construction_year"])
    base["period"] = np.where(defaults["period"], of_year, base["period"]).astype(base["period"].dtype)
    _merge(said.columns, base)
    _from_footprints(project, found, said, assessed)
    return Knowledge(found, said, assessed, answers, origins)


def _answers(project: "Project", ids: NDArray[np.int64]) -> tuple[list[dict[str, float | str]], list[dict[str, int]]]:
    place = {int(home): at for at, home in enumerate(ids)}
    values: list[dict[str, float | str]] = [{} for _home in ids]
    origins: list[dict[str, int]] = [defaultdict(int) for _home in ids]
    for row in _rows(project, ids):
        at = place.get(row["dwelling_id"])
        if at is None or row["item"] not in ITEMS:
            continue
        value = row["choice"] or row["number"]
        if value is not None:
            values[at][row["item"]] = value
            origins[at][row["origin"]] += 1
    return values, [dict(each) for each in origins]


def _rows(project: "Project", ids: NDArray[np.int64]) -> list[dict[str, Any]]:
    if len(ids) > _SOME:
        return list(project.rows("survey_answer"))
    return list(project.rows("survey_answer", dwelling_id=[int(each) for each in ids]))


def _own_making(project: "Project", ids: NDArray[np.int64]) -> tuple[NDArray[np.bool_], dict[str, NDArray[np.bool_]]]:
    """Homes whose description was itself made from the survey, which says no more than the answers do; and of each
    variable of the dwelling, the homes in which its value is a default."""
    records = project.columns("dwelling", ("origin", "origins"))
    made = dict(zip(records["id"].tolist(), np.isin(records["origin"], MADE_ORIGINS).tolist(), strict=True))
    origins = dict(zip(records["id"].tolist(), records["origins"].tolist(), strict=True))
    of_homes = [origins.get(home) or {} for home in ids.tolist()]
    defaults = {
        name: np.array([of.get(f"dwelling.0.{field}") in MADE_ORIGINS for of in of_homes], dtype=bool)
        for name, field in _OWN.items()
    }
    return np.array([made.get(home, False) for home in ids.tolist()], dtype=bool), defaults


def _has(stock: Stock, table: str) -> NDArray[np.bool_]:
    return np.bincount(stock[table]["dwelling"], minlength=stock.size) > 0


def _base(stock: Stock, assessed: NDArray[np.bool_]) -> Columns:
    full, columns = described(stock), blank(stock.size)
    for variable in VARIABLES:
        values = full[variable.name]
        if variable.name in _OWN:
            columns[variable.name] = values.copy()
        else:
            columns[variable.name][assessed] = values[assessed]
    columns["storeys"] = np.where(stock["dwelling"]["storeys"] > 0, full["storeys"], -1).astype(np.int16)
    return columns


def _merge(said: Columns, base: Columns) -> None:
    """Put what the project describes where nothing was answered, but for what hangs on an answer that changed it."""
    stale: dict[str, NDArray[np.bool_]] = {}
    for variable in VARIABLES:
        name, own = variable.name, base[variable.name]
        unknown = said[name] < 0 if variable.is_choice else np.isnan(said[name])
        gone = stale.get(variable.given, np.zeros(len(own), dtype=bool))
        if variable.is_choice:
            stale[name] = (~unknown & (said[name] != own)) | (gone & unknown)
        keep = unknown & ~gone
        said[name][keep] = own[keep]


def _zones(project: "Project", stock: Stock, ids: NDArray[np.int64]) -> NDArray[np.int32]:
    """Climate zone of each home: as recorded, else that of its department; -1 where neither is known."""
    zone = stock["dwelling"]["climate_zone_id"].copy()
    missing = np.flatnonzero(zone < 0)
    if len(missing):
        records = project.columns("dwelling", ("commune_insee",))
        insee = dict(zip(records["id"].tolist(), records["commune_insee"].tolist(), strict=True))
        town = str(project.neighbourhood()["commune_insee"])
        zone[missing] = [_department_zone(insee.get(int(ids[at])) or town) for at in missing]
    return np.asarray(zone, dtype=np.int32)


@cache
def _departments() -> Mapping[str, int]:
    with resource("survey", "climate_zones.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["department"]: int(row["climate_zone_id"]) for row in lines}


def _department_zone(insee: str) -> int:
    return _departments().get(insee[:2], -1)


def _from_footprints(project: "Project", ids: NDArray[np.int64], known: Known, assessed: NDArray[np.bool_]) -> None:
    """Ground, roof and outer walls of homes that have a building to themselves and are not described."""
    homes = project.columns("dwelling", ("building_id",))
    building_of = dict(zip(homes["id"].tolist(), homes["building_id"].tolist(), strict=True))
    _values, counts = np.unique(homes["building_id"], return_counts=True)
    alone = dict(zip(_values.tolist(), (counts == 1).tolist(), strict=True))
    buildings = project.columns("building", ("footprint_area_m2", "storeys"))
    area = dict(zip(buildings["id"].tolist(), buildings["footprint_area_m2"].tolist(), strict=True))
    facades = project.columns("facade", ("building_id", "length_m", "neighbour_id"))
    free: dict[int, float] = defaultdict(float)
    around: dict[int, float] = defaultdict(float)
    rows = zip(*(facades[name].tolist() for name in ("building_id", "length_m", "neighbour_id")), strict=True)
    for building, length, neighbour in rows:
        around[building] += length
        free[building] += length if neighbour < 0 else 0.0
    for at, home in enumerate(ids.tolist()):
        building = building_of.get(home, -1)
        outside = area.get(building, float("nan"))
        if assessed[at] or not alone.get(building, False) or not outside > 0 or not around.get(building, 0.0):
            continue
        inside = max(outside - _WALL_M * around[building], 0.5 * outside)
        for item in ("ground_m2", "roof_m2"):
            if np.isnan(known.figures[item][at]):
                known.figures[item][at] = inside
        storeys, ceiling = known.columns["storeys"][at], known.columns["ceiling_m"][at]
        if np.isnan(known.figures["outer_wall_m2"][at]) and storeys >= 0 and not np.isnan(ceiling):
            known.figures["outer_wall_m2"][at] = free[building] * (storeys + 1) * ceiling
        if np.isnan(known.columns["area_m2"][at]) and storeys >= 0:
            known.columns["area_m2"][at] = 0.85 * inside * (storeys + 1)
