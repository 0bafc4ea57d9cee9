"""Builds a project of 24 invented homes with footprints, parts, estimates and one bundle of works."""

import datetime
from pathlib import Path
from typing import Any

from rehab_app.domain.catalogue.stock import stock_from_rows
from rehab_app.storage.project import Project
from rehab_app.storage.writer import Writer

STREETS = ("Rue de l’Essai", "Rue du Modèle")
HOUSES = 12
_LABELS = "GFEFGDFGECFG"
_LOSSES = {
    "wall": 118.0,
    "roof": 133.0,
    "floor": 34.0,
    "window": 41.0,
    "door": 12.0,
    "bridge": 15.0,
    "ventilation": 67.0,
}
_LON, _LAT = 2.79, 50.455


def build(path: Path) -> None:
    """Write the project; it is closed at the end."""
    project = Project.create(path, "Cité d’essai", "62528", "Loos-en-Gohelle", fictional=True)
    with project, project.write("", "Essai") as writer:
        streets = writer.insert("street", [{"neighbourhood_id": 1, "name": name} for name in STREETS])
        owners = writer.insert(
            "owner", [{"kind": "person", "name": "Fictif"}, {"kind": "social_landlord", "name": "Fictif"}]
        )
        for street in range(len(STREETS)):
            _street(writer, streets[street], street, owners)


def _street(writer: Writer, street_id: int, street: int, owners: list[int]) -> None:
    buildings = writer.insert(
        "building",
        [
            {
                "street_id": street_id,
                "house_number": str(2 * house + 1),
                "footprint": _footprint(street, house),
                "construction_year": 1924,
            }
            for house in range(HOUSES)
        ],
    )
    identity = [
        {
            "building_id": building,
            "owner_id": owners[house % 4 == 3],
            "address": f"{2 * house + 1} {STREETS[street]}",
            "tenure": "social" if house % 4 == 3 else "owner_occupied",
            "stage": ("sensed", "interested", "committed")[house % 3],
            "origin": "official",
        }
        for house, building in enumerate(buildings)
    ]
    dwellings = writer.insert_stock(stock_from_rows(_parts()), identity)
    for house, dwelling in enumerate(dwellings):
        if (street, house) != (1, HOUSES - 1):  # one home stays without an estimate
            writer.insert("estimate", [_estimate(dwelling, None, _LABELS[house], 1.0)])
    writer.insert(
        "reference_result", [{"dwelling_id": dwellings[0], "classe_bilan_dpe": "F", "ep_conso_5_usages_m2": 361.0}]
    )
    _bundle(writer, dwellings[0])


def _bundle(writer: Writer, dwelling: int) -> None:
    scenario = writer.insert(
        "scenario", [{"dwelling_id": dwelling, "name": "Bouquet complet", "bundle": "full", "chosen": 1}]
    )[0]
    works = (("roof_loft", "04", 42.0, "m²", 1900.0, 2600.0), ("windows", "06", 9.0, "m²", 5400.0, 8100.0))
    writer.insert(
        "works",
        [
            {
                "scenario_id": scenario,
                "work": work,
                "lot": lot,
                "quantity": quantity,
                "unit": unit,
                "cost_low_eur_ht": low,
                "cost_typical_eur_ht": (low + high) / 2,
                "cost_high_eur_ht": high,
            }
            for work, lot, quantity, unit, low, high in works
        ],
    )
    writer.insert("estimate", [_estimate(dwelling, scenario, "C", 0.35)])


def _estimate(dwelling: int, scenario: int | None, label: str, factor: float) -> dict[str, Any]:
    return {
        "dwelling_id": dwelling,
        "scenario_id": scenario,
        "state": "done",
        "parameters_on": datetime.date(2026, 1, 1),
        "engine_version": "1",
        "deperdition_enveloppe": 420.0 * factor,
        "conso_5_usages": 29_000.0 * factor,
        "ep_conso_5_usages": 31_000.0 * factor,
        "ep_conso_5_usages_m2": 378.0 * factor,
        "emission_ges_5_usages": 6_100.0 * factor,
        "emission_ges_5_usages_m2": 74.0 * factor,
        "cout_5_usages": 3_100.0 * factor,
        "details": {"losses_w_k": {name: w_k * factor for name, w_k in _LOSSES.items()}},
        "classe_bilan_dpe": label,
        "classe_emission_ges": label,
    }


def _parts() -> dict[str, list[dict[str, Any]]]:
    """Twelve homes alike: a wall to the street, one to the back, a ceiling, a floor, windows, a gas boiler."""
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("dwelling", "wall", "floor", "roof", "window", "ventilation")
    }
    for home in range(HOUSES):
        rows["dwelling"].append(
            {"living_area_m2": 74.0 + home, "ceiling_height_m": 2.5, "climate_zone_id": 1, "altitude_class_id": 1}
        )
        own = {"dwelling": home, "number": 1}
        rows["wall"].append(
            {**own, "description": "Mur sur rue", "area_m2": 21.5, "orientation_id": 1, "thickness_cm": 34}
        )
        rows["wall"].append({**own, "number": 2, "description": "Mur arrière", "area_m2": 24.0, "orientation_id": 2})
        rows["floor"].append({**own, "area_m2": 42.0})
        rows["roof"].append({**own, "area_m2": 42.0})
        rows["window"].append({**own, "area_m2": 9.0, "wall_number": 1})
        rows["ventilation"].append({**own, "type_id": 1})
    return rows


def _footprint(street: int, house: int) -> dict[str, Any]:
    west, south = _LON + house * 7.5e-5, _LAT + street * 4.5e-4 + house * 1.2e-5
    east, north = west + 7.5e-5, south + 7.2e-5
    ring = [[west, south], [east, south + 1.2e-5], [east, north + 1.2e-5], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
