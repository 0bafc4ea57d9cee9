"""Homes for the tests: answers as a visitor gives them, and a street of miners' houses in a project (invented)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from rehab_app.domain.table import Stock
from rehab_app.storage.project import Project
from rehab_app.survey import stored
from rehab_app.survey.draw import middle
from rehab_app.survey.known import Known, known_homes
from rehab_app.survey.ranges import describe

Given = Mapping[str, float | str]
FEW: Given = {"period": "1", "area_m2": 75.0, "energy": "gas"}
MANY: Given = {
    **FEW,
    "archetype": "coron",
    "storeys": 2.0,
    "ceiling_m": 2.6,
    "ground_m2": 40.0,
    "outer_wall_m2": 60.0,
    "roof_m2": 40.0,
    "wall": "brick",
    "wall_cm": 34.0,
    "wall_insulation": "no",
    "attic": "lost",
    "attic_insulation": "no",
    "below": "cellar",
    "floor_insulation": "no",
    "glazing": "double",
    "window_m2": 10.0,
    "heating": "gas_boiler",
    "heating_year": 2005.0,
    "backup": "none",
    "hot_water": "with_heating",
    "ventilation": "windows",
}
DAY = np.datetime64("2026-01-01", "D")


def homes(*answers: Given) -> Known:
    """Homes of the north of France (H1a, below 400 m)."""
    ones = np.ones(len(answers), dtype=np.int32)
    return known_homes(answers, ones, ones)


def described_home(answers: Given) -> Stock:
    """The whole description of a home, unknowns at their middle."""
    known = homes(answers)
    columns = middle(known, stored.counted())
    return describe(known, columns, np.zeros(1, dtype=np.intp), np.array([DAY]))


def street(path: Path, houses: Sequence[Given | None]) -> Project:
    """A project with a row of joined houses; None is a house of which only the footprint is known."""
    project = Project.create(path, "Essai (fictif)", "62528", "Loos-en-Gohelle", fictional=True)
    with project.write("test", "street") as writer:
        (place,) = writer.insert("street", [{"name": "rue des Essais (fictif)"}])
        buildings = writer.insert(
            "building",
            [
                {"street_id": place, "house_number": str(n), "footprint_area_m2": 50.0, "storeys": 2}
                for n in range(len(houses))
            ],
        )
        walls = []
        for at, building in enumerate(buildings):
            walls += [
                {"building_id": building, "side": side, "length_m": 6.0, "azimuth_deg": azimuth}
                for side, azimuth in (("street", 180.0), ("back", 0.0))
            ]
            walls += [
                {
                    "building_id": building,
                    "side": "party",
                    "length_m": 8.0,
                    "azimuth_deg": 90.0,
                    "neighbour_id": buildings[other],
                }
                for other in (at - 1, at + 1)
                if 0 <= other < len(buildings)
            ]
        writer.insert("facade", walls)
        for building, given in zip(buildings, houses, strict=True):
            identity = {"building_id": building, "commune_insee": "62528", "address": "rue des Essais (fictif)"}
            if given is None:
                writer.insert("dwelling", [identity])
            else:
                writer.insert_stock(described_home(given), [identity])
    return project
