"""An invented street of three houses whose owners' households are recorded, for plans of money."""

from pathlib import Path
from typing import Any

import numpy as np

from rehab_app.domain.table import Stock
from rehab_app.storage.project import Project
from tests.works.houses import row_of_houses

PLANTED_INCOME = 22_000.0


def priced_street(
    path: Path,
    stock: Stock | None = None,
    rules: dict[str, Any] | None = None,
    tenure: str = "owner_occupied",
    income_eur: float | None = PLANTED_INCOME,
    heritage: str = "none",
) -> tuple[Project, list[int]]:
    """A project and its dwellings: street front south, garden north, party walls; two people in each home."""
    homes = row_of_houses(3) if stock is None else stock
    project = Project.create(path, "Quartier d’essai (fictif)", "62528", "Ville-Inventée", True)
    with project.write("Testeuse", "Préparer") as writer:
        neighbourhood = writer.neighbourhood()
        writer.update("neighbourhood", neighbourhood["id"], neighbourhood["version"], {"rules": rules or {}})
        (street,) = writer.insert("street", [{"neighbourhood_id": neighbourhood["id"], "name": "rue de l’Essai"}])
        (owner,) = writer.insert("owner", [{"kind": "person" if tenure != "rented" else "landlord"}])
        buildings = writer.insert("building", [_building(street, heritage)] * homes.size)
        writer.insert("facade", [side for building in buildings for side in _facades(building)])
        rows = [
            {"building_id": building, "owner_id": owner, "tenure": tenure, "commune_insee": "62528"}
            for building in buildings
        ]
        ids = [int(home) for home in writer.insert_stock(homes, rows)]
        writer.insert("household", [{"dwelling_id": home, "people": 2, "income_eur": income_eur} for home in ids])
    return project, ids


def _building(street: int, heritage: str) -> dict[str, Any]:
    return {"street_id": street, "heritage": heritage, "subsidence": "none"}


def _facades(building: int) -> list[dict[str, Any]]:
    sides = (("street", 170.0, 5.0), ("back", 350.0, 5.0), ("party", 80.0, 8.0), ("party", 260.0, 8.0))
    return [
        {"building_id": building, "position": place, "side": side, "azimuth_deg": azimuth, "length_m": length}
        for place, (side, azimuth, length) in enumerate(sides)
    ]


def electric(house: Stock) -> Stock:
    """The house heated by electric radiators, with an electric tank."""
    emitter = house["heating_emitter"]
    generator = house["heating_generator"]
    water = house["hot_water_generator"]
    whole = {name: np.full(house.size, value) for name, value in (("type_id", 3), ("heating_kind_id", 1))}
    return house.replace(
        heating_emitter=emitter.replace(
            **{name: value.astype(np.int32) for name, value in whole.items()},
            temperature_id=np.full(len(emitter), 1, dtype=np.int32),
            emission_row_id=np.full(len(emitter), -1, dtype=np.int32),
        ),
        heating_generator=generator.replace(
            type_id=np.full(len(generator), 100, dtype=np.int32),
            energy_id=np.full(len(generator), 1, dtype=np.int32),
            use_id=np.full(len(generator), 1, dtype=np.int32),
            combustion_row_id=np.full(len(generator), -1, dtype=np.int32),
            measured_pn_w=np.full(len(generator), np.nan),
        ),
        hot_water_generator=water.replace(
            type_id=np.full(len(water), 69, dtype=np.int32),
            energy_id=np.full(len(water), 1, dtype=np.int32),
            use_id=np.full(len(water), 2, dtype=np.int32),
            storage_id=np.full(len(water), 2, dtype=np.int32),
            storage_l=np.full(len(water), 150.0),
        ),
    )
