"""Whose neighbour a home is: rows of joined buildings, streets, homes of the same kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.services.survey_knowledge import Knowledge

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_MOST_DONORS = 8
_ALIKE = 0.25  # ground areas of the same kind differ by a quarter at most


@dataclass(frozen=True, slots=True)
class Places:
    """Where homes stand: street, row of joined buildings, ground area, height and year; parallel to the homes."""

    street: NDArray[np.int64]
    row: NDArray[np.int64]
    ground_m2: NDArray[np.float64]
    storeys: NDArray[np.float64]
    period: NDArray[np.int16]


def find_donors(knowledge: Knowledge, places: Places) -> dict[int, NDArray[np.intp]]:
    """For each home of which walls or heating are not known, positions of measured homes alike, the nearest ids first;
    homes that find none are left out."""
    measured = knowledge.measured
    found: dict[int, NDArray[np.intp]] = {}
    for at in np.flatnonzero(~measured).tolist():
        alike = measured & _alike(places, at)
        for same in (places.row == places.row[at], places.street == places.street[at]):
            near = np.flatnonzero(alike & same)
            if len(near):
                order = np.argsort(np.abs(knowledge.ids[near] - knowledge.ids[at]), kind="stable")
                found[at] = near[order][:_MOST_DONORS]
                break
    return found


def _alike(places: Places, at: int) -> NDArray[np.bool_]:
    def same(values: NDArray[Any], missing: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.asarray(missing | missing[at] | (values == values[at]))

    ground = places.ground_m2
    near = np.abs(ground - ground[at]) <= _ALIKE * ground[at]
    return np.asarray(
        same(places.storeys, np.isnan(places.storeys))
        & same(places.period, places.period < 0)
        & (near | np.isnan(ground) | np.isnan(ground[at]))
    )


def places_of(project: "Project", knowledge: Knowledge) -> Places:
    """Street, row and size of the building of each home that `knowledge` is about."""
    homes = project.columns("dwelling", ("building_id",))
    building_of = dict(zip(homes["id"].tolist(), homes["building_id"].tolist(), strict=True))
    buildings = project.columns("building", ("street_id", "footprint_area_m2", "storeys"))
    place = {int(each): at for at, each in enumerate(buildings["id"])}
    row = _rows(project, place)
    at = np.array([place.get(building_of[int(home)], -1) for home in knowledge.ids], dtype=np.intp)
    nowhere = at < 0
    apart = -1 - np.arange(len(at))

    def of(values: NDArray[Any], missing: Any) -> NDArray[Any]:
        return np.where(nowhere, missing, values[at]) if len(values) else np.broadcast_to(missing, at.shape)

    return Places(
        street=of(buildings["street_id"], apart),
        row=of(row, apart),
        ground_m2=of(buildings["footprint_area_m2"], np.nan),
        storeys=of(buildings["storeys"], np.nan),
        period=knowledge.known.columns["period"],
    )


def _rows(project: "Project", place: Mapping[int, int]) -> NDArray[np.int64]:
    """Row of each building: buildings joined by party walls, directly or through others, share the smallest place."""
    facades = project.columns("facade", ("building_id", "neighbour_id"))
    pairs = [
        (place[one], place[other])
        for one, other in zip(facades["building_id"].tolist(), facades["neighbour_id"].tolist(), strict=True)
        if one in place and other in place
    ]
    row = np.arange(len(place))
    if not pairs:
        return row
    first, second = np.array(pairs).T
    while True:
        before = row.copy()
        least = np.minimum(row[first], row[second])
        np.minimum.at(row, first, least)
        np.minimum.at(row, second, least)
        row = np.minimum(row, row[row])
        if (row == before).all():
            return row


def homes_of_the_street(project: "Project", dwelling_id: int) -> list[int]:
    """The home and all homes of its street; the home alone where its building is not known."""
    homes = project.columns("dwelling", ("building_id",))
    buildings = project.columns("building", ("street_id",))
    street = dict(zip(buildings["id"].tolist(), buildings["street_id"].tolist(), strict=True))
    of_home = {
        home: street.get(building, -1)
        for home, building in zip(homes["id"].tolist(), homes["building_id"].tolist(), strict=True)
    }
    own = of_home.get(dwelling_id, -1)
    return [home for home, each in of_home.items() if each == own] if own >= 0 else [dwelling_id]
