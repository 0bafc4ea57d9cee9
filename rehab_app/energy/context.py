"""What every step knows of each dwelling before the calculation starts (arrêté du 31 mars 2021, annexe 1, §1 and §2).

Three kinds of assessment share one calculation: houses, flats and whole buildings at their own scale, and flats
"generated from the building", whose envelope and systems are those of the building while the results are the flat's.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from rehab_app.domain.table import Column, Stock
from rehab_app.energy.building import Refusals, row_of
from rehab_app.energy.climate import Climate, climate
from rehab_app.energy.inertia import heavy_parts, inertia_class
from rehab_app.energy.tables import Bools, Floats, Ints, Rows, choose

_HOUSE = (1, 14, 18)
_BUILDING = (6, 7, 8, 9, 17, 21, 26, 27, 28, 29, 30)
_FROM_BUILDING = (10, 11, 12, 13, 15, 16, 19, 20, 22, 23, 24, 25, 33, 34, 38, 39, 40)
# Last year of the periods 1 to 9 of the official enumeration periode_construction.
_PERIOD_ENDS = (1947, 1974, 1977, 1982, 1988, 2000, 2005, 2012, 2021)
_CLASS_ENDS_M = (400.0, 800.0)
_JOULE_TYPES = (98, 106)


@dataclass(frozen=True, slots=True)
class Context:
    """Columns by dwelling, shape (size,) unless said otherwise."""

    stock: Stock
    refusals: Refusals
    size: int
    method_id: Ints
    is_house: Bools
    is_building: Bools  # a whole building is assessed
    from_building: Bools  # a flat whose parts are described at the scale of the building
    area_out_m2: Floats  # area of per-m² results, lighting, label
    area_m2: Floats  # area of needs, gains, ventilation: the building's where parts are the building's
    building_area_m2: Floats  # area of the building where it is known, else NaN
    dwellings: Floats  # dwellings that the parts stand for: 1 for a house or a flat
    ceiling_height_m: Floats
    period_id: Ints  # 1 (before 1948) … 10
    year: Floats  # year built, NaN when not known
    climate_zone_id: Ints  # 1 … 8: H1a, H1b, H1c, H2a, H2b, H2c, H2d, H3
    winter_zone_id: Ints  # 1, 2, 3: H1, H2, H3
    altitude_class_id: Ints
    joule: Bools  # mainly heated by direct electricity ("effet joule" in default U tables)
    inertia_id: Ints  # 1 very heavy … 4 light
    assessed_on: Column  # date of prices, factors, thresholds (datetime64[D])
    climate: Climate

    def row(self, table: str, dwelling: Column, number: Column) -> Rows:
        """Row of a part named by dwelling and number, -1 where it names none."""
        return row_of(self.stock[table], dwelling, number, self.size)

    def of(self, table: str, column: Column) -> Column:
        """A column by dwelling spread over the rows of a part table."""
        return column[self.stock[table]["dwelling"]]


def member(column: Column, ids: tuple[int, ...]) -> Bools:
    """Which values are among the ids (0 … 255); missing is not."""
    return _known(ids)[np.where((column < 0) | (column > 255), 256, column)]


@cache
def _known(ids: tuple[int, ...]) -> Bools:
    known = np.zeros(257, dtype=bool)
    known[list(ids)] = True
    return known


def context(stock: Stock, refusals: Refusals, assessed_on: Column) -> Context:
    """The context of each dwelling; missing areas refuse it."""
    dwelling = stock["dwelling"]
    method = dwelling["method_id"]
    building, from_building = member(method, _BUILDING), member(method, _FROM_BUILDING)
    living, whole = dwelling["living_area_m2"], dwelling["building_living_area_m2"]
    area_out = np.where(building, whole, living)
    area = np.where(from_building, whole, area_out)
    refusals.missing("dwelling", ~(area_out > 0), "living_area_m2")
    refusals.missing("dwelling", from_building & ~(whole > 0), "building_living_area_m2")
    many = building | from_building
    count = dwelling["dwellings_in_building"]
    refusals.missing("dwelling", many & ~(count > 0), "dwellings_in_building")
    inertia = inertia_class(stock)
    zone, altitude = dwelling["climate_zone_id"], _altitude_class(stock)
    heavy = member(inertia, (1, 2)) | (heavy_parts(stock) >= 2)
    heavy_old = ((dwelling["old_materials"] == 1) & heavy).astype(np.int32)
    return Context(
        stock=stock,
        refusals=refusals,
        size=stock.size,
        method_id=method,
        is_house=member(method, _HOUSE),
        is_building=building,
        from_building=from_building,
        area_out_m2=area_out,
        area_m2=area,
        building_area_m2=whole,
        dwellings=np.where(many, count, 1.0),
        ceiling_height_m=dwelling["ceiling_height_m"],
        period_id=period(dwelling["construction_period_id"], dwelling["construction_year"]),
        year=dwelling["construction_year"],
        climate_zone_id=zone,
        winter_zone_id=choose([zone < 0, zone <= 3, zone <= 7], [-1, 1, 2], 3).astype(np.int32),
        altitude_class_id=altitude,
        joule=_mostly_joule(stock),
        inertia_id=inertia,
        assessed_on=assessed_on,
        climate=climate(heavy_old, altitude, zone, assessed_on),
    )


def period(period_id: Column, year: Column) -> Ints:
    """Period built: as declared, else from the year, else -1."""
    derived = 1 + np.searchsorted(_PERIOD_ENDS, year, side="left")
    return np.where(period_id > 0, period_id, np.where(np.isnan(year), -1, derived)).astype(np.int32)


def _altitude_class(stock: Stock) -> Ints:
    """Altitude class: as declared, else from the altitude (up to 400 m, up to 800 m, above)."""
    declared, altitude = stock["dwelling"]["altitude_class_id"], stock["dwelling"]["altitude_m"]
    derived = 1 + np.searchsorted(_CLASS_ENDS_M, altitude, side="left")
    return np.where(declared > 0, declared, np.where(np.isnan(altitude), -1, derived)).astype(np.int32)


def _mostly_joule(stock: Stock) -> Bools:
    """Whether more than half of the heated area has direct electric heating as its main generator."""
    heating, generator = stock["heating"], stock["heating_generator"]
    area = np.where(np.isnan(heating["heated_area_m2"]), 0.0, heating["heated_area_m2"])
    row = row_of(heating, generator["dwelling"], generator["heating_number"], stock.size)
    # The main generator (link 1) speaks for the installation, the first one where none is called main.
    rank = np.where(generator["link_id"] == 1, 0, 1_000) + generator["number"]
    main = np.full(len(heating), -1, dtype=np.intp)
    known = row >= 0
    order = np.flatnonzero(known)[np.argsort(-rank[known], kind="stable")]
    main[row[order]] = order
    kind = np.append(generator["type_id"], -1)[main]
    low, high = _JOULE_TYPES
    joule = (kind >= low) & (kind <= high)
    total = np.bincount(heating["dwelling"], weights=area, minlength=stock.size)
    electric = np.bincount(heating["dwelling"], weights=area * joule, minlength=stock.size)
    return electric > 0.5 * total
