"""Between the survey's codes and ids of the official enumerations (ADEME, XSD of the DPE, version 2.6)."""

import csv
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.paths import resource

OUTDOORS, BURIED, CRAWL_SPACE, ON_GROUND, CELLAR, HEATED_NEIGHBOUR = 1, 2, 3, 5, 6, 22
UNHEATED_ROOM = 8  # a garage, when it is not known which room it is
LOST_ATTICS = (7, 8, 9, 11, 12, 13)
ATTIC = 11
SOUTH, NORTH, EAST, WEST = 1, 2, 3, 4

# The first id of each code is written; all of them are read.
WALLS = {
    "brick": (8,),
    "cavity_brick": (9,),
    "hollow_brick": (10,),
    "stone": (3,),
    "dressed_stone": (2,),
    "block": (12, 11),
    "concrete": (13, 19),
    "slag_concrete": (14,),
    "timber_frame": (6, 5, 7, 18, 24, 25, 26, 27),
    "earth": (4,),
    "light_block": (15, 16, 17),
    "hidden": (1, 20, 21, 22, 23),
}
INSULATED = {"no": (2,), "inside": (3, 5, 7, 9), "outside": (4, 8), "both": (6,), "hidden": (1,)}
BELOW = {
    "ground": (ON_GROUND, BURIED),
    "cellar": (CELLAR,),
    "crawl_space": (CRAWL_SPACE,),
    "unheated": (UNHEATED_ROOM, 4, 7, 9, 21, OUTDOORS, 10, 14, 15, 16, 17, 18, 19, 20),
    "home": (HEATED_NEIGHBOUR,),
}
FLOORS = {"slab": (9,), "beams": (11, 12), "wood": (10, 2, 3, 4, 5, 6), "vaults": (8, 7), "hidden": (1, 13)}
FRAMES = {"wood": (3, 4, 1, 2), "pvc": (5,), "metal": (7, 6)}
SHUTTERS = {"none": (1,), "leaves": (5, 7, 2), "rolling": (4, 3, 6, 8)}
EMITTERS = {
    "radiators": (39, *range(24, 39)),
    "floor": (14, 11, 12, 13, 15, 16, 17, 18, 43, 44),
    "air": (5, 42, *range(46, 50)),
    "room": (1, 2, 3, 4, 6, 7, 8, 9, 10, 19, 20, 21, 22, 23, 40, 41, 45, 50),
}
CONTROLS = {"none": (1,), "central": (3, 2, 6, 7), "rooms": (4, 5)}
ROOM_EMITTERS = {
    "log_stove": 21,
    "pellet_stove": 21,
    "oil_stove": 22,
    "coal_stove": 20,
    "gas_heater": 19,
    "storage_heaters": 10,
}
ELECTRIC_EMITTERS = {98: 1, 99: 2, 100: 3, 101: 4, 102: 8, 103: 9}
BACKUP_KINDS = ("log_stove", "pellet_stove", "convectors", "heat_pump_air", "oil_stove")
CENTRAL = (
    "gas_boiler",
    "gas_condensing",
    "oil_boiler",
    "oil_condensing",
    "lpg_boiler",
    "coal_boiler",
    "log_boiler",
    "pellet_boiler",
    "electric_boiler",
    "heat_pump_water",
    "heat_pump_ground",
    "hybrid",
    "network",
)
COMBUSTION_BOILERS = CENTRAL[:8]
ENERGY_IDS = {
    "electricity": (1, 12),
    "gas": (2,),
    "oil": (3,),
    "wood": (4, 5, 6, 7),
    "network": (8,),
    "lpg": (9, 10, 13),
    "coal": (11, 14),
}
FIRST_YEARS = (1800, 1948, 1975, 1978, 1983, 1989, 2001, 2006, 2013, 2022)


@dataclass(frozen=True, slots=True)
class Family:
    """Official appliances by kind of the survey: parallel columns."""

    kinds: tuple[str, ...]
    ids: NDArray[np.intp]
    energy: NDArray[np.intp]
    water: NDArray[np.intp]
    first_year: NDArray[np.float64]
    last_year: NDArray[np.float64]

    def of(self, kind: str) -> NDArray[np.intp]:
        """Rows of a kind."""
        return np.flatnonzero(np.array(self.kinds) == kind)


@cache
def family(name: str) -> Family:
    """`generators`, `water_heaters` or `ventilations` of resources/survey."""
    with resource("survey", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    key = "ventilation_id" if name == "ventilations" else "generator_id"

    def whole(column: str) -> NDArray[np.intp]:
        return np.array([int(row.get(column) or -1) for row in rows], dtype=np.intp)

    return Family(
        kinds=tuple(row["kind"] for row in rows),
        ids=whole(key),
        energy=whole("energy_id"),
        water=whole("hot_water_id"),
        first_year=np.array([float(row["from_year"] or -np.inf) for row in rows]),
        last_year=np.array([float(row["to_year"] or np.inf) for row in rows]),
    )


def period_of(year: NDArray[np.float64]) -> NDArray[np.int16]:
    """Index of the official period of a year; -1 where it is NaN."""
    return np.where(np.isnan(year), -1, np.searchsorted(FIRST_YEARS, np.nan_to_num(year), side="right") - 1).astype(
        np.int16
    )


def coder(codes: dict[str, tuple[int, ...]], values: tuple[str, ...], size: int = 60) -> NDArray[np.int16]:
    """Array from official id to index of our code; -1 for ids that have none."""
    found = np.full(size, -1, dtype=np.int16)
    for code, ids in codes.items():
        found[list(ids)] = values.index(code)
    return found


def first_ids(codes: dict[str, tuple[int, ...]], values: tuple[str, ...]) -> NDArray[np.int32]:
    """Array from index of our code to the official id that is written; -1 where there is none."""
    return np.array([codes[value][0] if value in codes else -1 for value in values], dtype=np.int32)
