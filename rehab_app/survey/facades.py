"""Walls of one home spread over its free façades, so that works and rules can be told façade by façade."""

from collections.abc import Sequence

import numpy as np

from rehab_app.domain.table import Stock
from rehab_app.survey import official as o
from rehab_app.survey.build_envelope import MAIN_BARE, MAIN_WARM

_QUARTERS = (o.NORTH, o.EAST, o.SOUTH, o.WEST)


def quarter(azimuth_deg: float) -> int:
    """Official orientation of a façade that looks at an azimuth (0 north, 90 east)."""
    return _QUARTERS[int(((azimuth_deg + 45) % 360) // 90)]


def spread_over_facades(stock: Stock, facades: Sequence[tuple[float, float]]) -> Stock:
    """Outer walls cut by façade, in proportion to its length; openings go to the wall that looks where they do.

    Args:
        stock: one home as `build` makes it.
        facades: azimuth in degrees and length in metres of each free façade; none leaves the stock as it is.
    """
    whole = sum(length for _azimuth, length in facades)
    if not whole > 0:
        return stock
    lengths: dict[int, float] = {}
    for azimuth, length in facades:
        lengths[quarter(azimuth)] = lengths.get(quarter(azimuth), 0.0) + length
    wall = stock["wall"]
    outer = np.flatnonzero(wall["adjacency_id"] == o.OUTDOORS)
    rest = np.setdiff1d(np.arange(len(wall)), outer)
    rows = np.concatenate([*(np.repeat(row, len(lengths)) for row in outer), rest]).astype(np.intp)
    share = np.concatenate([np.tile([length / whole for length in lengths.values()], len(outer)), np.ones(len(rest))])
    facing = np.concatenate([np.tile(list(lengths), len(outer)), np.full(len(rest), -1)])
    first = np.concatenate([np.tile(np.arange(len(lengths)) == 0, len(outer)), np.ones(len(rest), dtype=bool)])
    number = wall["number"][rows].copy()
    number[~first] = int(wall["number"].max()) + 1 + np.arange((~first).sum())
    cut = wall.take(rows).replace(
        number=number.astype(np.int32),
        orientation_id=facing.astype(np.int32),
        area_m2=wall["area_m2"][rows] * share,
        gross_area_m2=wall["gross_area_m2"][rows] * share,
    )
    main = np.isin(wall["number"][rows], (MAIN_BARE, MAIN_WARM)) & (facing > 0)
    window = stock["window"]
    of = {int(look): int(own) for look, own in zip(facing[main][::-1], number[main][::-1], strict=True)}
    held = [
        of.get(int(look), int(own)) for look, own in zip(window["orientation_id"], window["wall_number"], strict=True)
    ]
    return stock.replace(wall=cut, window=window.replace(wall_number=np.array(held, dtype=np.int32)))
