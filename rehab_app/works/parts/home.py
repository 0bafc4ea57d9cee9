"""Works of the whole home: surveys, treatments, electricity, panels; one row a dwelling."""

import numpy as np

from rehab_app.domain.table import Column, Stock
from rehab_app.works.catalogue import Entry
from rehab_app.works.parts.common import FLAT_ROOFS, HOUSES, WHOLE_BUILDINGS, Selection, any_of, reasons
from rehab_app.works.surroundings import Bools, Surroundings

MINED = ("settlement", "subsidence", "collapse")
# Built before the ban on asbestos (décret n° 96-1133: 1 July 1997), before that on lead paint (1 January 1949).
_ASBESTOS_BEFORE, _LEAD_BEFORE = 1998, 1949
# Last year of each official period of construction (periode_construction).
PERIOD_ENDS = (0, 1947, 1974, 1977, 1982, 1988, 2000, 2005, 2012, 2021, 9999)
_KWC_PER_M2, _KWC_MAX, _ROOF_SHARE = 0.17, 3.0, 0.4
_NOT_A_ROOF = 22


def built_by(stock: Stock) -> Column:
    """Year in which each dwelling was built at the latest: as recorded, else the end of its period; NaN not known."""
    dwelling = stock["dwelling"]
    period = dwelling["construction_period_id"]
    ends = np.array(PERIOD_ENDS, dtype=np.float64)[np.clip(period, 0, len(PERIOD_ENDS) - 1)]
    by_period = np.where((period >= 1) & (period < len(PERIOD_ENDS) - 1), ends, np.nan)
    year = dwelling["construction_year"]
    return np.where(year > 0, year, by_period)


def home(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Every home but whole buildings."""
    return reasons(stock["dwelling"], (_buildings(stock), "shared_system"))


def mined(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Homes in a zone of mining risk."""
    return _where(stock, np.isin(around.subsidence.astype(str), MINED))


def old_materials(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Homes old enough for asbestos or lead; one whose year is not known is surveyed."""
    return _where(stock, ~(built_by(stock) >= _ASBESTOS_BEFORE))


def asbestos_possible(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Homes so old that their materials may hold asbestos."""
    return old_materials(stock, around, selection, item)


def lead_possible(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Homes so old that their paint may hold lead."""
    return _where(stock, ~(built_by(stock) >= _LEAD_BEFORE))


def panels(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Houses with a roof of their own and no panels yet."""
    dwelling, panel = stock["dwelling"], stock["panel"]
    there = any_of(stock, panel["dwelling"], (panel["area_m2"] > 0) | (panel["modules"] > 0))
    return reasons(
        dwelling,
        (~np.isin(dwelling["method_id"], HOUSES), "shared_system"),
        (there, "already_efficient"),
        (panel_kwc(stock) < 1.0, "area_unknown"),
    )


def panel_kwc(stock: Stock) -> Column:
    """Peak power that fits: two fifths of the roof, 0.17 kWp a m², whole kilowatts, at most 3 (an assumption)."""
    roof = stock["roof"]
    own = (roof["adjacency_id"] != _NOT_A_ROOF) | np.isin(roof["type_id"], FLAT_ROOFS)
    area = np.bincount(roof["dwelling"], weights=np.nan_to_num(roof["area_m2"]) * own, minlength=stock.size)
    return np.asarray(np.minimum(np.floor(area * _ROOF_SHARE * _KWC_PER_M2), _KWC_MAX))


def _where(stock: Stock, concerned: Bools) -> Column:
    return reasons(stock["dwelling"], (_buildings(stock), "shared_system"), (~concerned, "not_concerned"))


def _buildings(stock: Stock) -> Bools:
    return np.isin(stock["dwelling"]["method_id"], WHOLE_BUILDINGS)
