"""What homes save by doing their works together, as shares of their costs: the one formula of proposals and prices."""

from collections.abc import Sequence
from dataclasses import dataclass

from rehab_app.planning.rates import Rates
from rehab_app.planning.rows import Walls, attached


@dataclass(frozen=True, slots=True)
class Saved:
    """Share of a cost saved together, 0 to 1: at least, at most."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SavedTogether:
    """Shares saved of the scaffold and of the other works, and the neighbours among the homes that share a wall."""

    scaffold: Saved
    others: Saved
    walls: int


def saved_together(buildings: Sequence[int], homes: int, walls: Walls, rates: Rates) -> SavedTogether:
    """Shares saved by a group.

    Args:
        buildings: of the homes, each once, in the order of the row.
        homes: how many homes.
        walls: party walls.
        rates: shares assumed, and from how many homes on.
    """
    joined = attached(buildings, walls)
    # A scaffold is shared only across a party wall: the share saved follows the share of neighbours that have one.
    linked = joined / (len(buildings) - 1) if len(buildings) >= rates.scaffold.homes and len(buildings) > 1 else 0.0
    many = float(homes >= rates.others.homes)
    return SavedTogether(
        Saved(rates.scaffold.low * linked, rates.scaffold.high * linked),
        Saved(rates.others.low * many, rates.others.high * many),
        joined,
    )
