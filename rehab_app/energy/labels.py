"""The labels of energy and emissions (arrêté du 31 mars 2021, art. 7, and arrêté du 25 mars 2024 on small homes)."""

from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.context import Context, member
from rehab_app.energy.tables import Bools, Floats, sheet

LETTERS = np.array(["A", "B", "C", "D", "E", "F", "G"], dtype=object)
_KINDS = ("energy_kwh_m2", "emission_kg_m2")
_HIGH_ALTITUDE = 3
_COLD_ZONES = (2, 3, 7)  # H1b, H1c, H2d
_SMALL_M2 = 40.0
_SMALL_SINCE = np.datetime64("2024-07-01", "D")


def labels(context: Context, energy_kwh_m2: Floats, emission_kg_m2: Floats) -> dict[str, Column]:
    """Classes of each dwelling: `classe_bilan_dpe` is the worse of energy and emissions, "" where a figure is NaN.

    Both figures are rounded down to the unit before they are compared.
    """
    mountain = (context.altitude_class_id == _HIGH_ALTITUDE) & member(context.climate_zone_id, _COLD_ZONES)
    small = (context.assessed_on >= _SMALL_SINCE) & (context.area_out_m2 <= _SMALL_M2)
    ranks = [
        _rank(figure, _bounds(kind, mountain, small, context.area_out_m2))
        for kind, figure in zip(_KINDS, (energy_kwh_m2, emission_kg_m2), strict=True)
    ]
    known = ~np.isnan(energy_kwh_m2) & ~np.isnan(emission_kg_m2)
    worse = np.maximum(*ranks)
    return {
        "classe_bilan_dpe": np.where(known, LETTERS[worse], ""),
        "classe_emission_ges": np.where(known, LETTERS[ranks[1]], ""),
    }


def _rank(figure: Floats, bounds: Floats) -> Column:
    """0 (A) … 6 (G): how many strict upper bounds the figure has reached."""
    whole = np.floor(figure + 1e-9)
    return np.asarray((whole[:, None] >= bounds).sum(axis=1))


def _bounds(kind: str, mountain: Bools, small: Bools, area_m2: Floats) -> Floats:
    """Upper bounds of classes A to F, shape (dwellings, 6)."""
    bounds = _general(kind)[mountain.astype(np.intp)]
    rows = np.flatnonzero(small)
    if len(rows):
        bounds[rows] = _of_small_homes(kind, mountain[rows], area_m2[rows])
    return bounds


@cache
def _general(kind: str) -> Floats:
    table = sheet("label")
    order = np.argsort(table.numbers("mountain"))
    return np.stack([table.numbers(f"{kind}_below_{letter}")[order] for letter in "abcdef"], axis=1)


@cache
def _small(kind: str) -> tuple[int, Floats]:
    """(smallest tabulated area, bounds by altitude, whole area and class)."""
    table = sheet("label_small")
    areas, mountain = table.numbers("area_m2").astype(np.intp), table.numbers("mountain").astype(np.intp)
    first = int(areas.min())
    bounds = np.empty((2, int(areas.max()) - first + 1, 6))
    for at, letter in enumerate("abcdef"):
        bounds[mountain, areas - first, at] = table.numbers(f"{kind}_below_{letter}")
    return first, bounds


def _of_small_homes(kind: str, mountain: Bools, area_m2: Floats) -> Floats:
    """Bounds between whole areas lie on a straight line; homes below the smallest area take its bounds."""
    first, bounds = _small(kind)
    place = np.clip(area_m2 - first, 0, bounds.shape[1] - 1)
    low = np.floor(place).astype(np.intp)
    high = np.minimum(low + 1, bounds.shape[1] - 1)
    share = (place - low)[:, None]
    altitude = mountain.astype(np.intp)
    return np.asarray(bounds[altitude, low] * (1 - share) + bounds[altitude, high] * share)
