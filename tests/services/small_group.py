"""An invented street of four houses, two of them in a group, as a project holds it once works are planned."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rehab_app.domain.catalogue.stock import stock_from_rows
from rehab_app.domain.works import Spared, Takeoff, Treated, takeoff_to_json
from rehab_app.storage.project import Project

LONGITUDE, LATITUDE = 2.79, 50.45
DEGREES_EAST, DEGREES_NORTH = 7 / 70_900, 9 / 111_200  # a house of 7 m by 9 m
PLANTED_NAME = "Wierzbicka-Planté"
PLANTED_INCOME = 23_456


def small_group(path: Path, fictional: bool = True) -> Project:
    """A project with one group: numbers 1 and 3 of the street; 5, of a social landlord, has left; 7 was never in it."""
    project = Project.create(path, "Quartier d’essai (fictif)", "62528", "Ville-Inventée", fictional)
    with project.write("Testeuse", "Préparer") as writer:
        neighbourhood = writer.neighbourhood()["id"]
        (street,) = writer.insert("street", [{"neighbourhood_id": neighbourhood, "name": "rue de l’Essai"}])
        buildings = writer.insert("building", [_building(street, position) for position in range(4)])
        writer.insert("facade", [row for p, building in enumerate(buildings) for row in _facades(building, p)])
        owner, social = writer.insert(
            "owner",
            [
                {"kind": "person", "name": PLANTED_NAME, "phone": "01 99 00 00 09"},
                {"kind": "social_landlord", "name": "Habitat d’essai (fictif)"},
            ],
        )
        homes = writer.insert_stock(_stock(4), [_home(buildings[p], social if p == 2 else owner, p) for p in range(4)])
        writer.insert(
            "household",
            [{"dwelling_id": homes[0], "name": PLANTED_NAME, "people": 3, "income_eur": PLANTED_INCOME}],
        )
        scenarios = writer.insert(
            "scenario", [{"dwelling_id": home, "name": "Essai", "bundle": "whole", "chosen": 1} for home in homes]
        )
        writer.insert("works", [row for p in range(3) for row in _works(scenarios[p], p)])
        writer.insert(
            "estimate",
            [{"dwelling_id": homes[0], "scenario_id": scenarios[0], "state": "done", "parameters_on": "2026-07-01"}],
        )
        (group,) = writer.insert("owner_group", [{"name": "Rue de l’Essai, impairs", "street_id": street}])
        stages = ("committed", "interested", "withdrawn")
        writer.insert(
            "member",
            [
                {"group_id": group, "dwelling_id": homes[p], "scenario_id": scenarios[p], "stage": stages[p]}
                for p in range(3)
            ],
        )
        (firm,) = writer.insert("firm", [{"name": "Façades Exemple (fictif)", "phone": "01 99 00 00 03"}])
        writer.insert("calendar_entry", _entries(group, homes, firm))
    return project


def _building(street: int, position: int) -> dict[str, Any]:
    return {
        "street_id": street,
        "house_number": str(2 * position + 1),
        "footprint": {"type": "Polygon", "coordinates": [[*_corners(position), _corners(position)[0]]]},
        "construction_year": 1924 if position else None,
        "heritage": "unesco_buffer",
        "subsidence": "settlement",
    }


def _corners(position: int) -> list[list[float]]:
    """South-west, south-east, north-east, north-west."""
    west, south = LONGITUDE + position * DEGREES_EAST, LATITUDE
    east, north = west + DEGREES_EAST, south + DEGREES_NORTH
    return [[west, south], [east, south], [east, north], [west, north]]


def _facades(building: int, position: int) -> list[dict[str, Any]]:
    corners = _corners(position)
    sides = ("street", "gable" if position == 3 else "party", "back", "gable" if position == 0 else "party")
    return [
        {
            "building_id": building,
            "position": n + 1,
            "side": side,
            "length_m": 9.0 if n % 2 else 7.0,
            "azimuth_deg": (180.0, 90.0, 0.0, 270.0)[n],
            "heritage": "unesco_buffer" if side == "street" else "none",
            "line": {"type": "LineString", "coordinates": [corners[n], corners[(n + 1) % 4]]},
            "neighbour_id": building + (1 if n == 1 else -1) if side == "party" else None,
        }
        for n, side in enumerate(sides)
    ]


def _stock(homes: int) -> Any:
    return stock_from_rows(
        {"dwelling": [{"living_area_m2": 80.0, "construction_year": 1931} for _home in range(homes)]}
    )


def _home(building: int, owner: int, position: int) -> dict[str, Any]:
    return {
        "building_id": building,
        "owner_id": owner,
        "address": f"{2 * position + 1} rue de l’Essai" if position else "",
        "tenure": ("owner_occupied", "rented", "social", "vacant")[position],
        "stage_note": f"note de {PLANTED_NAME}",
    }


def _works(scenario: int, position: int) -> list[dict[str, Any]]:
    area = 30.004 + position
    treated = tuple(
        Treated("wall", n, f"Mur {n}", side, "north", "none", part, 1, part)
        for n, side, part in ((2, "back", area), (3, "gable", 10.004))
    )
    spared = (Spared("wall", 1, "Mur sur rue", "street", "south", "unesco_buffer", 31.2, 1, "heritage_front"),)
    walls = Takeoff("wall_external_mineral", area + 10.004, "m²", treated, spared, ("clear_days", "structural_advice"))
    doors = (Treated("door", 1, "Porte d’entrée", "street", "south", "", 2.0, 1, 1.0),)
    return [
        _row(scenario, "facade", walls),
        _row(scenario, "joinery", Takeoff("doors", 1.0, "u", doors, (), ())),
    ]


def _row(scenario: int, lot: str, takeoff: Takeoff) -> dict[str, Any]:
    return {
        "scenario_id": scenario,
        "work": takeoff.work,
        "lot": lot,
        "quantity": takeoff.quantity,
        "unit": takeoff.unit,
        "takeoff": takeoff_to_json(takeoff),
    }


def _entries(group: int, homes: Sequence[int], firm: int) -> list[dict[str, Any]]:
    first = datetime.date(2027, 3, 1)
    entries = []
    for position, home in enumerate(homes[:3]):
        start = first + datetime.timedelta(days=7 * position)
        for lot, days in (("joinery", -14), ("facade", 0)):
            entries.append(
                {
                    "group_id": group,
                    "dwelling_id": home,
                    "firm_id": firm if lot == "facade" else None,
                    "lot": lot,
                    "starts_on": start + datetime.timedelta(days=days),
                    "ends_on": start + datetime.timedelta(days=days + 4),
                    "promised": 1,
                }
            )
    return entries
