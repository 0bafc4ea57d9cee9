"""What the rules that choose parts share: codes of the official lists, the resistance known, and why a part is left."""

from collections.abc import Mapping

import numpy as np

from rehab_app.domain.table import Column, Stock, Table
from rehab_app.works.surroundings import Bools

# A selection names, for each work chosen somewhere, the dwellings that choose it (one flag a dwelling).
Selection = Mapping[str, Bools]

OUTDOORS, BURIED, ON_GROUND, HEATED = 1, 2, 5, 22
LOFTS = (7, 11, 12, 13)
FLAT_ROOFS = (8, 10, 11)
REACHED_FROM_BELOW = (1, 3, 6, 7, 8, 9, 15, 16, 19, 21)
WATER_EMITTERS = (*range(11, 19), *range(24, 40), *range(46, 50))
# methode_application_dpe_log: a flat whose parts are those of its whole building; a whole building; a house.
FLATS_OF_A_BUILDING = (10, 11, 12, 13, 15, 16, 19, 20, 22, 23, 24, 25, 33, 34, 38, 39, 40)
WHOLE_BUILDINGS = (6, 7, 8, 9, 17, 21, 26, 27, 28, 29, 30)
HOUSES = (1, 14, 18)
_CONDUCTIVITY = {"wall": 0.04, "roof": 0.04, "floor": 0.042}
_BARE_U = {"wall": 2.5, "roof": 2.5, "floor": 2.0}
# Insulated when built or insulated from 1989 on (third thermal regulation), as the default tables of the method say.
_INSULATED_FROM_PERIOD = 6


def owner(stock: Stock, table: str) -> Column:
    """Position of the dwelling of each row; the dwelling table has one row each."""
    return np.arange(stock.size) if table == "dwelling" else stock[table]["dwelling"]


def known_r(stock: Stock, table: str) -> Column:
    """Resistance of the insulation that is known to be there, m²·K/W; 0 when none is known, infinite when the part
    dates from a time when it was always insulated."""
    part = stock[table]
    method, none = part["u_method_id"], part["insulation_id"] == 2
    built = stock["dwelling"]["construction_period_id"][part["dwelling"]]
    period = np.where(part["insulation_period_id"] >= 0, part["insulation_period_id"], built)
    entered = 1.0 / np.where(part["u_entered"] > 0, part["u_entered"], np.inf) - 1.0 / _BARE_U[table]
    r = np.select(
        [
            np.isin(method, (3, 4)),
            np.isin(method, (5, 6)),
            np.isin(method, (9, 10)),
            np.isin(method, (2, 7, 8)) & ~none & (period >= _INSULATED_FROM_PERIOD),
        ],
        [part["insulation_thickness_cm"] * 0.01 / _CONDUCTIVITY[table], part["insulation_r"], entered, np.inf],
        default=0.0,
    )
    return np.asarray(np.where(r > 0, r, 0.0))


def reasons(part: Table, *rules: tuple[Bools, str]) -> Column:
    """The first reason that holds for each row, "" where none does."""
    return np.select([mask for mask, _ in rules], [reason for _, reason in rules], default="").astype(object)


def first_rows(stock: Stock, table: str) -> Bools:
    """True for the row of lowest number of each dwelling."""
    part = stock[table]
    lowest = np.full(stock.size, np.iinfo(np.int32).max)
    np.minimum.at(lowest, part["dwelling"], part["number"])
    return np.asarray(part["number"] == lowest[part["dwelling"]])


def any_of(stock: Stock, owner: Column, mask: Bools) -> Bools:
    """(dwellings,) true where a part that the mask keeps belongs to the dwelling."""
    return np.bincount(owner[mask], minlength=stock.size) > 0
