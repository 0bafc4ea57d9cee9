"""Invented homes for tests: a small detached house, and a flat with its own heating."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from rehab_app.domain.catalogue.stock import stock_from_rows
from rehab_app.domain.table import Stock
from rehab_app.energy.building import Refusals, check_dwellings, check_sizes
from rehab_app.energy.context import Context, context

Row = dict[str, Any]
Rows = dict[str, list[Row]]

OUTDOORS, GARAGE, ATTIC, CRAWL_SPACE, SLAB, NEIGHBOUR = 1, 8, 11, 3, 5, 22


def house_rows() -> Rows:
    """A brick house of 1935 near Loos, 80 m² on two floors, with a gas boiler; nothing is insulated but the attic."""
    wall: Row = {"material_id": 8, "thickness_cm": 34, "lining_id": 2, "insulation_id": 2, "u0_method_id": 2}
    walls = [
        {**wall, "dwelling": 0, "number": n + 1, "area_m2": 22.0, "u_method_id": 1, "adjacency_id": OUTDOORS}
        | {"orientation_id": n + 1, "description": f"Wall {n + 1}"}
        for n in range(4)
    ]
    pane: Row = {"type_id": 4, "frame_id": 5, "glazing_id": 2, "gas_id": 1, "gap_mm": 12, "low_emissivity": 0}
    windows = [
        {**pane, "dwelling": 0, "number": n + 1, "area_m2": 3.5, "adjacency_id": OUTDOORS, "orientation_id": n + 1}
        | {"tilt_id": 3, "fitting_id": 2, "shutter_id": 4, "frame_width_cm": 5, "seals": 1, "wall_number": n + 1}
        for n in range(4)
    ]
    return {
        "dwelling": [
            {
                "dpe_model_id": 1,
                "method_id": 1,
                "construction_year": 1935,
                "living_area_m2": 80.0,
                "storeys": 2,
                "ceiling_height_m": 2.5,
                "climate_zone_id": 1,
                "altitude_class_id": 1,
                "inertia_class_id": 3,
                "assessed_on": np.datetime64("2026-03-02", "D"),
            }
        ],
        "wall": walls,
        "floor": [
            {"dwelling": 0, "number": 1, "area_m2": 40.0, "type_id": 9, "insulation_id": 2, "u0_method_id": 2}
            | {"u_method_id": 1, "adjacency_id": SLAB, "ground_perimeter_m": 26.0, "ground_calculation": 1}
        ],
        "roof": [
            {"dwelling": 0, "number": 1, "area_m2": 40.0, "type_id": 4, "insulation_id": 3, "u0_method_id": 2}
            | {"u_method_id": 3, "insulation_thickness_cm": 20.0, "adjacency_id": ATTIC, "buffer_insulation_id": 4}
            | {"buffer_inner_area_m2": 40.0, "buffer_outer_area_m2": 60.0}
        ],
        "window": windows,
        "door": [
            {"dwelling": 0, "number": 1, "area_m2": 2.0, "method_id": 1, "type_id": 1, "adjacency_id": OUTDOORS}
            | {"seals": 1, "fitting_id": 2, "frame_width_cm": 5, "wall_number": 1}
        ],
        "bridge": [
            {"dwelling": 0, "number": 1, "type_id": 1, "length_m": 26.0, "method_id": 1, "wall_number": 1}
            | {"floor_number": 1},
            {"dwelling": 0, "number": 2, "type_id": 5, "length_m": 24.0, "method_id": 1, "wall_number": 1}
            | {"window_number": 1},
        ],
        "ventilation": [{"dwelling": 0, "number": 1, "type_id": 4, "several_facades": 1, "after_2012": 0}],
        "heating": [{"dwelling": 0, "number": 1, "layout_id": 1, "shared_id": 1, "heated_area_m2": 80.0, "storeys": 2}],
        "heating_emitter": [
            {"dwelling": 0, "number": 1, "heating_number": 1, "heated_area_m2": 80.0, "type_id": 34}
            | {"heating_kind_id": 2, "control_id": 2, "regulation_id": 2, "temperature_id": 3, "period_id": 2}
            | {"link_id": 1, "insulated_pipes": 0}
        ],
        "heating_generator": [
            {"dwelling": 0, "number": 1, "heating_number": 1, "type_id": 95, "use_id": 1, "energy_id": 2}
            | {"characteristics_method_id": 1, "link_id": 1, "in_heated_volume": 1, "burner_control": 1}
            | {"fan_flue": 1}
        ],
        "hot_water": [
            {"dwelling": 0, "number": 1, "layout_id": 1, "shared_id": 1, "living_area_m2": 80.0, "dwellings": 1}
            | {"storeys": 1}
        ],
        "hot_water_generator": [
            {"dwelling": 0, "number": 1, "hot_water_number": 1, "type_id": 69, "use_id": 2, "energy_id": 1}
            | {"characteristics_method_id": 1, "storage_id": 3, "storage_l": 150.0, "in_heated_volume": 1}
        ],
    }


def changed(rows: Rows, table: str, number: int = 1, /, **fields: Any) -> Rows:
    """The same home in which one part has other fields (number 0: all parts of the table)."""
    parts = [
        {**part, **fields} if number == 0 or part.get("number", 1) == number else dict(part) for part in rows[table]
    ]
    return {**rows, table: parts}


def flat_rows() -> Rows:
    """A flat of 55 m² on a middle floor: two walls outdoors, the rest towards heated neighbours."""
    rows = house_rows()
    rows = changed(rows, "dwelling", method_id=2, living_area_m2=55.0, storeys=1)
    rows = changed(rows, "heating", heated_area_m2=55.0, storeys=1)
    rows = changed(rows, "floor", area_m2=55.0, adjacency_id=NEIGHBOUR)
    rows = changed(rows, "roof", area_m2=55.0, adjacency_id=NEIGHBOUR, buffer_insulation_id=None)
    rows = changed(rows, "wall", 3, adjacency_id=NEIGHBOUR)
    return changed(rows, "wall", 4, adjacency_id=NEIGHBOUR)


def stock(rows: Mapping[str, Sequence[Row]]) -> Stock:
    return stock_from_rows(rows)


def context_of(rows: Mapping[str, Sequence[Row]]) -> Context:
    """The context of the home, whose inputs must be complete."""
    homes = stock(rows)
    refusals = Refusals(homes)
    check_dwellings(homes, refusals)
    check_sizes(homes, refusals)
    found = context(homes, refusals, homes["dwelling"]["assessed_on"])
    assert not refusals.found
    return found
