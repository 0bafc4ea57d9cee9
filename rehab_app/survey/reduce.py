"""What a visitor would have answered in homes that an assessor has described.

No U value, no thickness of insulation but that of an attic that can be looked into, nothing of junctions, linings,
pipes or controls that only an assessor notes. Sizes are rounded as a tape and a map give them.
"""

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.survey_questions import ITEMS
from rehab_app.domain.table import Stock
from rehab_app.survey import official as o
from rehab_app.survey.known import CODES, FIGURES, MEASURED, YEARS, Known
from rehab_app.survey.read_envelope import ground_m2, outer_walls_m2, read_envelope, storey_m2
from rehab_app.survey.read_systems import read_systems
from rehab_app.survey.variables import BY_NAME, Columns, blank

# Variables that a visitor sees or is told, with the step to which numbers are rounded.
SEEN = {
    "area_m2": 1.0,
    "ceiling_m": 0.1,
    "wall_cm": 5.0,
    "insulated_share": 0.1,
    "second_share": 0.1,
    "attic_share": 0.1,
    "attic_cm": 5.0,
    "single_share": 0.1,
    "south_share": 0.1,
    "backup_share": 0.05,
    "tank_l": 10.0,
}
CHOICES = (
    "period",
    "storeys",
    "wall",
    "wall_insulation",
    "second_wall",
    "wall_when",
    "attic",
    "attic_insulation",
    "attic_when",
    "below",
    "floor",
    "floor_insulation",
    "floor_when",
    "glazing",
    "frame",
    "shutters",
    "heating",
    "emitters",
    "control",
    "backup",
    "hot_water",
    "tank_heated",
    "ventilation",
)
_AREA_STEP_M2 = {"window_m2": 1.0}
_OTHER_AREAS_STEP_M2 = 5.0
_RECENT = 8  # years assumed since an appliance that is open-ended in the official lists


def described(stock: Stock) -> Columns:
    """All variables of described homes; -1 or NaN where the description does not say."""
    columns = blank(stock.size)
    with np.errstate(all="ignore"):
        read_envelope(stock, columns)
        read_systems(stock, columns)
    return columns


def visited(stock: Stock, footprint: bool = True) -> Known:
    """What a visitor would know of each home.

    Args:
        stock: described homes.
        footprint: True where a map or a tape gives the areas of ground, outer walls and roof.
    """
    full, size = described(stock), stock.size
    columns = blank(size)
    for name in CHOICES:
        columns[name] = full[name].copy()
    for name, step in SEEN.items():
        columns[name] = np.round(full[name] / step) * step
    lost = BY_NAME["attic"].values.index("lost")
    columns["attic_cm"] = np.where(full["attic"] == lost, columns["attic_cm"], np.nan)
    figures = _figures(full, size, footprint)
    codes = {name: np.full(size, -1, dtype=np.int16) for name in CODES}
    codes["energy"] = heating_energy(stock)
    dwelling = stock["dwelling"]
    nothing = np.zeros(size, dtype=bool)
    return Known(
        columns,
        figures,
        codes,
        dwelling["climate_zone_id"],
        dwelling["altitude_class_id"],
        dict.fromkeys(ITEMS, nothing),
    )


def at_an_address(stock: Stock) -> Known:
    """Only the period, the living area, the kind of home and the energy of the heating."""
    full, size = described(stock), stock.size
    columns = blank(size)
    columns["period"], columns["area_m2"] = full["period"].copy(), full["area_m2"].copy()
    codes = {name: np.full(size, -1, dtype=np.int16) for name in CODES}
    codes["energy"] = heating_energy(stock)
    dwelling = stock["dwelling"]
    nothing = np.zeros(size, dtype=bool)
    return Known(
        columns,
        {name: np.full(size, np.nan) for name in FIGURES},
        codes,
        dwelling["climate_zone_id"],
        dwelling["altitude_class_id"],
        dict.fromkeys(ITEMS, nothing),
    )


def heating_energy(stock: Stock) -> NDArray[np.int16]:
    """Index in `CODES["energy"]` of the energy that heats most of each home; -1 where it is not known."""
    generator, heating = stock["heating_generator"], stock["heating"]
    width = 1000
    area = np.zeros(stock.size * width)
    area[heating["dwelling"].astype(np.intp) * width + heating["number"]] = np.nan_to_num(heating["heated_area_m2"])
    weight = area[generator["dwelling"].astype(np.intp) * width + np.maximum(generator["heating_number"], 0)]
    weight = (weight + 1e-3) * np.where(generator["link_id"] == 1, 1.0, 0.3)
    best = np.full(stock.size, -1, dtype=np.int16)
    names = CODES["energy"]
    sums = np.zeros((stock.size, len(names)))
    for at, name in enumerate(names):
        runs = np.isin(generator["energy_id"], o.ENERGY_IDS[name])
        np.add.at(sums[:, at], generator["dwelling"][runs], weight[runs])
    some = sums.sum(axis=1) > 0
    best[some] = sums[some].argmax(axis=1)
    return best


def _figures(full: Columns, size: int, footprint: bool) -> dict[str, NDArray[np.float64]]:
    figures = {name: np.full(size, np.nan) for name in FIGURES}
    ground, outer = ground_m2(full), outer_walls_m2(full)
    areas = {
        "ground_m2": ground,
        "outer_wall_m2": outer,
        "unheated_wall_m2": full["unheated_ratio"] * outer,
        "roof_m2": full["roof_ratio"] * storey_m2(full),
        "window_m2": full["window_share"] * full["area_m2"],
    }
    for name in MEASURED:
        step = _AREA_STEP_M2.get(name, _OTHER_AREAS_STEP_M2)
        if footprint or name == "window_m2":
            figures[name] = np.round(areas[name] / step) * step
    for item, (name, family_name) in YEARS.items():
        figures[item] = _year(full[name] + 1, family_name)
    return figures


def _year(official: NDArray[np.int16], family_name: str) -> NDArray[np.float64]:
    """A year in the middle of those in which appliances of an official kind were installed; NaN where it is open."""
    family = o.family(family_name)
    first = np.where(np.isinf(family.first_year), family.last_year - _RECENT, family.first_year)
    last = np.where(np.isinf(family.last_year), family.first_year + _RECENT, family.last_year)
    with np.errstate(invalid="ignore"):
        middle = np.round((first + last) / 2)
    found = np.full(180, np.nan)
    for row in range(len(family.ids) - 1, -1, -1):
        found[family.ids[row]] = np.nan if not np.isfinite(middle[row]) else middle[row]
    return found[official]
