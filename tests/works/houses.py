"""Small invented houses of a miners' row, as part tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from rehab_app.domain.catalogue.stock import stock_from_rows
from rehab_app.domain.table import Stock, concatenate
from rehab_app.works.surroundings import Surroundings

SOUTH, NORTH, EAST, WEST = 1, 2, 3, 4


def row_house(**dwelling: Any) -> Stock:
    """A brick house of 34 cm between two others: street front south, back north, loft, cellar, gas boiler."""
    brick = {
        "adjacency_id": 1,
        "material_id": 8,
        "thickness_cm": 34,
        "insulation_id": 2,
        "u0_method_id": 2,
        "u_method_id": 1,
        "u_row_id": 5,
        "u0_row_id": 12,
    }
    rows: dict[str, Sequence[Mapping[str, Any]]] = {
        "dwelling": [
            {
                "dpe_model_id": 1,
                "method_id": 1,
                "construction_year": 1912,
                "construction_period_id": 1,
                "living_area_m2": 70,
                "ceiling_height_m": 2.6,
                "climate_zone_id": 1,
                "altitude_class_id": 1,
                "heavy_walls": 1,
                "heavy_floor": 0,
                "heavy_roof": 0,
                "inertia_class_id": 3,
                "storeys": 2,
                **dwelling,
            }
        ],
        "wall": [
            {"dwelling": 0, "number": 1, "description": "rue", "area_m2": 24, "orientation_id": SOUTH, **brick},
            {"dwelling": 0, "number": 2, "description": "jardin", "area_m2": 26, "orientation_id": NORTH, **brick},
            {"dwelling": 0, "number": 3, "area_m2": 40, **brick, "adjacency_id": 22},
        ],
        "roof": [
            {
                "dwelling": 0,
                "number": 1,
                "area_m2": 40,
                "type_id": 9,
                "adjacency_id": 12,
                "insulation_id": 2,
                "u0_method_id": 2,
                "u_method_id": 1,
                "buffer_insulation_id": 2,
                "buffer_inner_area_m2": 40,
                "buffer_outer_area_m2": 52,
                "reduction_row_id": 60,
            }
        ],
        "floor": [
            {
                "dwelling": 0,
                "number": 1,
                "area_m2": 40,
                "type_id": 8,
                "adjacency_id": 6,
                "insulation_id": 2,
                "u0_method_id": 2,
                "u_method_id": 1,
                "ground_perimeter_m": 12,
                "ground_area_m2": 40,
            }
        ],
        "window": [
            {"dwelling": 0, "number": number, "orientation_id": side, "wall_number": wall, **_old_window()}
            for number, side, wall in ((1, SOUTH, 1), (2, NORTH, 2))
        ],
        "door": [
            {
                "dwelling": 0,
                "number": 1,
                "area_m2": 2,
                "count": 1,
                "method_id": 1,
                "type_id": 1,
                "adjacency_id": 1,
                "wall_number": 1,
                "fitting_id": 2,
                "frame_width_cm": 5,
            }
        ],
        "bridge": [
            {"dwelling": 0, "number": 1, "type_id": 5, "length_m": 12, "wall_number": 1, "window_number": 1, **_k(70)},
            {"dwelling": 0, "number": 2, "type_id": 5, "length_m": 12, "wall_number": 2, "window_number": 2, **_k(70)},
            {"dwelling": 0, "number": 3, "type_id": 1, "length_m": 10, **_k(1)},
        ],
        "ventilation": [
            {"dwelling": 0, "number": 1, "type_id": 1, "several_facades": 1, "q4pa_method_id": 1, "q4pa_row_id": 3}
        ],
        "heating": [
            {
                "dwelling": 0,
                "number": 1,
                "layout_id": 1,
                "shared_id": 1,
                "calculation_id": 1,
                "heated_area_m2": 70,
                "storeys": 2,
            }
        ],
        "heating_emitter": [
            {
                "dwelling": 0,
                "number": 1,
                "heating_number": 1,
                "type_id": 34,
                "heating_kind_id": 2,
                "control_id": 1,
                "regulation_id": 1,
                "temperature_id": 4,
                "period_id": 1,
                "link_id": 1,
                "heated_area_m2": 70,
                "insulated_pipes": 0,
                "emission_row_id": 4,
            }
        ],
        "heating_generator": [
            {
                "dwelling": 0,
                "number": 1,
                "heating_number": 1,
                "type_id": 88,
                "use_id": 3,
                "energy_id": 2,
                "characteristics_method_id": 1,
                "link_id": 1,
                "in_heated_volume": 1,
                "combustion_row_id": 9,
                "measured_pn_w": 24_000,
            }
        ],
        "hot_water": [
            {
                "dwelling": 0,
                "number": 1,
                "layout_id": 1,
                "shared_id": 1,
                "calculation_id": 1,
                "living_area_m2": 70,
                "storeys": 2,
            }
        ],
        "hot_water_generator": [
            {
                "dwelling": 0,
                "number": 1,
                "hot_water_number": 1,
                "type_id": 48,
                "use_id": 3,
                "energy_id": 2,
                "characteristics_method_id": 1,
                "storage_id": 1,
                "storage_l": 0,
                "in_heated_volume": 1,
            }
        ],
    }
    return stock_from_rows(rows)


def _old_window() -> dict[str, Any]:
    return {
        "area_m2": 6,
        "count": 4,
        "adjacency_id": 1,
        "type_id": 4,
        "frame_id": 3,
        "glazing_id": 1,
        "tilt_id": 3,
        "fitting_id": 2,
        "frame_width_cm": 5,
        "performance_method_id": 1,
        "shutter_id": 1,
        "ug_row_id": 1,
        "uw_row_id": 8,
        "sw_row_id": 9,
    }


def _k(row: int) -> dict[str, Any]:
    return {"method_id": 1, "k_row_id": row}


def row_of_houses(count: int) -> Stock:
    return concatenate([row_house() for _house in range(count)])


def between_street_and_garden(stock: Stock, heritage: str = "none", subsidence: str = "none") -> Surroundings:
    """For each dwelling a street front (south) with that rule, a garden front (north), party walls east and west."""
    n = stock.size
    sides = np.array(["street", "back", "party", "party"] * n, dtype=object)
    return Surroundings(
        dwelling=np.repeat(np.arange(n, dtype=np.int32), 4),
        side=sides,
        heritage=np.array([heritage, heritage, heritage, heritage] * n, dtype=object),
        azimuth_deg=np.array([170.0, 350.0, 80.0, 260.0] * n),
        length_m=np.array([5.0, 5.0, 8.0, 8.0] * n),
        subsidence=np.full(n, subsidence, dtype=object),
    )


def nothing_known(stock: Stock) -> Surroundings:
    """Nothing is recorded about the buildings."""
    nothing, none = np.empty(0, dtype=object), np.empty(0, dtype=np.float64)
    of_homes = np.full(stock.size, "", dtype=object)
    return Surroundings(np.empty(0, dtype=np.int32), nothing, nothing, none, none, of_homes)


def chosen(stock: Stock, *works: str) -> dict[str, Any]:
    return {work: np.ones(stock.size, dtype=bool) for work in works}
