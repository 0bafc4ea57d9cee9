"""The input tables on entry: what is mandatory, who names whom, and the one sum to the dwelling.

A missing mandatory input or a lookup that misses refuses the dwelling by table, part number and field; the other
dwellings of the batch go on. Refused rows carry NaN, which the sums keep inside their dwelling.
"""

from dataclasses import dataclass, field

import numpy as np

from rehab_app.core.i18n import _
from rehab_app.domain.table import Column, Stock, Table
from rehab_app.energy.tables import Bools, Floats, Rows


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a dwelling has no result: the part (number 0 is the dwelling itself), the field and the reason."""

    dwelling: int
    table: str
    number: int
    field: str
    reason: str


@dataclass(slots=True)
class Refusals:
    """Collects what the steps cannot know."""

    stock: Stock
    found: list[Refusal] = field(default_factory=list)

    def add(self, table: str, wrong: Bools, field_name: str, reason: str) -> None:
        """Refuse the dwellings of the rows of `table` where `wrong` is true."""
        part = self.stock[table]
        for row in np.flatnonzero(wrong):
            own = table == "dwelling"
            dwelling = int(row) if own else int(part["dwelling"][row])
            number = 0 if own else int(part["number"][row])
            self.found.append(Refusal(dwelling, table, number, field_name, reason))

    def missing(self, table: str, wrong: Bools, field_name: str) -> None:
        """Refuse where a value that the method needs is not given."""
        if wrong.any():
            self.add(table, wrong, field_name, _("not given"))

    def unknown(self, table: str, wrong: Bools, field_name: str) -> None:
        """Refuse where the tables of the method have no row for the value.

        A home refused before is left alone: what it lacks is told already, and makes further values unknown.
        """
        if wrong.any():
            told = self.mask(self.stock.size)
            owner = told if table == "dwelling" else told[self.stock[table]["dwelling"]]
            self.add(table, wrong & ~owner, field_name, _("the tables of the method have no row for it"))

    def mask(self, size: int) -> Bools:
        """True for refused dwellings."""
        refused = np.zeros(size, dtype=bool)
        refused[[refusal.dwelling for refusal in self.found]] = True
        return refused


def total_by(owner: Column, values: Column, size: int) -> Floats:
    """The sum to the owner (dwelling, installation): `values` of shape (rows,) or (rows, 12), owners 0 … size - 1.

    Rows with owner -1 are left out. NaN stays with its owner.
    """
    if len(owner) and owner.min() < 0:
        kept = owner >= 0
        owner, values = owner[kept], values[kept]
    if values.ndim == 1:
        return np.bincount(owner, weights=values, minlength=size).astype(np.float64)
    each = [np.bincount(owner, weights=values[:, at], minlength=size) for at in range(values.shape[1])]
    return np.stack(each, axis=1)


def row_of(table: Table, dwelling: Column, number: Column, size: int) -> Rows:
    """Row of the part that (dwelling, number) names; -1 where the number is -1 or names no part."""
    if not len(table):
        return np.full(len(dwelling), -1, dtype=np.intp)
    width = int(table["number"].max()) + 1
    places = np.full(size * width, -1, dtype=np.intp)
    places[table["dwelling"].astype(np.intp) * width + table["number"]] = np.arange(len(table))
    known = (number >= 0) & (number < width)
    wanted = dwelling.astype(np.intp) * width + np.where(known, number, 0)
    return np.where(known, places[wanted], -1)


def check_dwellings(stock: Stock, refusals: Refusals) -> None:
    """Refuse dwellings without the inputs that every step needs (arrêté du 31 mars 2021, annexe 1, §2)."""
    dwelling = stock["dwelling"]
    refusals.add(
        "dwelling",
        (dwelling["dpe_model_id"] != 1) & (dwelling["dpe_model_id"] != -1),
        "dpe_model_id",
        _("only the method of existing homes (3CL) is covered"),
    )
    for name in ("method_id", "climate_zone_id"):
        refusals.missing("dwelling", dwelling[name] < 0, name)
    refusals.missing("dwelling", ~(dwelling["ceiling_height_m"] > 0), "ceiling_height_m")
    no_period = (dwelling["construction_period_id"] < 0) & np.isnan(dwelling["construction_year"])
    refusals.missing("dwelling", no_period, "construction_period_id")
    no_altitude = (dwelling["altitude_class_id"] < 0) & np.isnan(dwelling["altitude_m"])
    refusals.missing("dwelling", no_altitude, "altitude_class_id")
    for table in ("wall", "ventilation", "heating", "hot_water"):
        absent = np.bincount(stock[table]["dwelling"], minlength=stock.size) == 0
        if table == "hot_water":  # certified software counts none where a file declares none
            absent &= dwelling["without_hot_water"] != 1
        refusals.add("dwelling", absent, table, _("none is described"))


_AREAS = {"wall": "area_m2", "floor": "area_m2", "roof": "area_m2", "window": "area_m2", "door": "area_m2"}
_LENGTHS = {"bridge": "length_m"}


def check_sizes(stock: Stock, refusals: Refusals) -> None:
    """Refuse parts without area or length, and rooms without what is on the other side."""
    for table, name in (_AREAS | _LENGTHS).items():
        refusals.missing(table, np.isnan(stock[table][name]), name)
    for table in _AREAS:
        refusals.missing(table, stock[table]["adjacency_id"] < 0, "adjacency_id")
