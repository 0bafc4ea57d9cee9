"""Invented dwellings for the tests of the store."""

from typing import Any

from rehab_app.domain.catalogue.stock import stock_from_rows
from rehab_app.domain.table import Stock

IDENTITY: tuple[dict[str, Any], ...] = (
    {"address": "1 rue inventée", "stage": "sensed", "origins": {"wall.1.area_m2": "seen"}},
    {"address": "3 rue inventée", "stage": "interested"},
)


def two_homes() -> Stock:
    """Two dwellings: the first with two walls and a window in the second, the other with one wall and a boiler."""
    return stock_from_rows(
        {
            "dwelling": [
                {"living_area_m2": 82.5, "construction_year": 1922, "assessed_on": "2024-05-06", "visited": 1},
                {"living_area_m2": 64.0, "climate_zone_id": 1},
            ],
            "wall": [
                {"dwelling": 0, "number": 1, "area_m2": 30.0, "description": "mur sur rue, brique"},
                {"dwelling": 0, "number": 2, "area_m2": 28.25, "heavy": 1},
                {"dwelling": 1, "number": 1, "area_m2": 19.0},
            ],
            "window": [{"dwelling": 0, "number": 1, "area_m2": 1.6, "wall_number": 2}],
            "heating_generator": [{"dwelling": 1, "number": 1, "heating_number": 1, "type_id": 85}],
        }
    )
