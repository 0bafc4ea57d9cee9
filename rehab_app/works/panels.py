"""Photovoltaic panels added to a house: area by power, orientation by the walls that are described."""

import numpy as np

from rehab_app.domain.table import Column, Stock, Table, from_rows
from rehab_app.works.parts.home import panel_kwc
from rehab_app.works.surroundings import Bools

_M2_PER_KWC = 1 / 0.17  # efficiency of the method (arrêté du 31 mars 2021, annexe 1, §16.2)
_SLOPE = 2  # inclinaison_pv: 15 to 45 degrees
_SOUTH, _EAST, _WEST = 1, 3, 4  # orientation of a wall
_PANEL_SOUTH, _PANEL_EAST = 3, 1


def add_panels(stock: Stock, dwellings: Bools) -> Stock:
    """One row of panels for each marked dwelling.

    A house with a wall to the south has a roof slope there; another is counted to the east, the poorer side of the
    table with the west. The orientation is to be checked on site (condition of the work).
    """
    panel = stock["panel"]
    old = panel.take(~(dwellings[panel["dwelling"]] & ~(panel["area_m2"] > 0) & ~(panel["modules"] > 0)))
    at = np.flatnonzero(dwellings)
    if not len(at):
        return stock
    kwc, south = panel_kwc(stock), _faces(stock, _SOUTH)
    new = from_rows(panel.spec, [{} for _ in at]).replace(
        dwelling=at.astype(np.int32),
        number=np.ones(len(at), dtype=np.int32),
        area_m2=kwc[at] * _M2_PER_KWC,
        orientation_id=np.where(south[at], _PANEL_SOUTH, _PANEL_EAST).astype(np.int32),
        tilt_id=np.full(len(at), _SLOPE, dtype=np.int32),
    )
    columns: dict[str, Column] = {
        name: np.concatenate([old[name], new[name]]).astype(panel[name].dtype) for name in panel.spec.names
    }
    return stock.replace(panel=Table(panel.spec, columns))


def _faces(stock: Stock, orientation_id: int) -> Bools:
    wall = stock["wall"]
    rows = wall["orientation_id"] == orientation_id
    return np.asarray(np.bincount(wall["dwelling"][rows], minlength=stock.size) > 0)
