"""What neighbours pay when they do their works together, and what changes when one joins or leaves.

The shares saved are those by which groups are proposed (`planning.sharing`): of the scaffold, along the party walls of
the members; of the other works of the common bundle, from a number of homes on. Works of a home's own, and those that
a firm has priced, are counted as they are. The most is saved at the low end of a price, the least at its high end.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rehab_app.planning.rates import Rates, rates
from rehab_app.planning.rows import Walls
from rehab_app.planning.sharing import Saved, saved_together


@dataclass(frozen=True, slots=True)
class Range:
    """Euros before tax: low, typical, high; NaN where one is not known."""

    low: float
    typical: float
    high: float

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.typical + other.typical, self.high + other.high)

    def less(self, saved: Saved) -> "Range":
        """The range when a share of it is saved."""
        middle = (saved.low + saved.high) / 2
        return Range(self.low * (1 - saved.high), self.typical * (1 - middle), self.high * (1 - saved.low))


NOTHING = Range(0.0, 0.0, 0.0)


def exactly(amount_eur: float) -> Range:
    """An amount that is known."""
    return Range(amount_eur, amount_eur, amount_eur)


@dataclass(frozen=True, slots=True)
class PricedHome:
    """A home with its chosen works.

    Attributes:
        home_id, building_id: records.
        place: order along the streets, one side after the other.
        scaffold, others: what its works of the common bundle are estimated at when it does them alone.
        own: works that nothing is saved on: those beside the common bundle, and those that a firm has priced.
    """

    home_id: int
    building_id: int
    place: int
    scaffold: Range
    others: Range
    own: Range = NOTHING

    @property
    def alone(self) -> Range:
        return self.scaffold + self.others + self.own


@dataclass(frozen=True, slots=True)
class SharedCost:
    """A cost that all members share, before tax.

    Attributes:
        name: what for.
        amount_eur_ht: in all.
        town_half: True when the town pays half of it.
        key: code of `group_agreements.COST_KEYS` by which the rest is divided.
    """

    name: str
    amount_eur_ht: float
    town_half: bool = False
    key: str = "equal"

    @property
    def members_eur_ht(self) -> float:
        """What is left to the members."""
        return self.amount_eur_ht / 2 if self.town_half else self.amount_eur_ht


@dataclass(frozen=True, slots=True)
class Together:
    """Prices of the members of a group.

    Attributes:
        price: of each home in the group, with its part of what all share.
        saved_low_eur_ht, saved_high_eur_ht: what each home saves.
        walls: neighbours among them that share a wall.
        shared: part of each home in what all share, in `price` already.
    """

    price: Mapping[int, Range]
    saved_low_eur_ht: Mapping[int, float]
    saved_high_eur_ht: Mapping[int, float]
    walls: int
    shared: Mapping[int, float] = field(default_factory=dict)

    @property
    def total_low_eur_ht(self) -> float:
        return sum(self.saved_low_eur_ht.values())

    @property
    def total_high_eur_ht(self) -> float:
        return sum(self.saved_high_eur_ht.values())


def together(
    homes: Sequence[PricedHome], walls: Walls, known: Rates | None = None, shared: Sequence[SharedCost] = ()
) -> Together:
    """Prices of these homes as one group; an empty group has none."""
    own = list(dict.fromkeys(home.building_id for home in sorted(homes, key=lambda home: home.place)))
    saved = saved_together(own, len(homes), walls, known or rates())
    scaffold, others = saved.scaffold, saved.others
    works = {home.home_id: home.scaffold.less(scaffold) + home.others.less(others) + home.own for home in homes}
    parts = shared_parts(shared, {home: price.typical for home, price in works.items()})
    return Together(
        price={home: price + exactly(parts[home]) for home, price in works.items()},
        saved_low_eur_ht={
            home.home_id: home.scaffold.typical * scaffold.low + home.others.typical * others.low for home in homes
        },
        saved_high_eur_ht={
            home.home_id: home.scaffold.typical * scaffold.high + home.others.typical * others.high for home in homes
        },
        walls=saved.walls,
        shared=parts,
    )


def shared_parts(costs: Sequence[SharedCost], works_eur: Mapping[int, float]) -> dict[int, float]:
    """What each home pays of all shared costs, to the cent; NaN where it goes by prices that are not all known."""
    parts = dict.fromkeys(works_eur, 0.0)
    for cost in costs if works_eur else ():
        for home, part in divided(cost.members_eur_ht, works_eur, cost.key).items():
            parts[home] += part
    return parts


def divided(amount_eur: float, works_eur: Mapping[int, float], key: str) -> dict[int, float]:
    """An amount among homes, to the cent, so that the parts add up to it.

    Args:
        amount_eur: to be divided.
        works_eur: price of the works of each home, which is one at least.
        key: "equal", or "works" for by the price of each home's works; NaN for all where a price is not known.
    """
    weights = dict.fromkeys(works_eur, 1.0) if key == "equal" else dict(works_eur)
    whole = sum(weights.values())
    if not (math.isfinite(whole) and whole > 0):
        return dict.fromkeys(works_eur, math.nan)
    cents = round(amount_eur * 100)
    exact = {home: cents * weight / whole for home, weight in weights.items()}
    paid = {home: int(value) for home, value in exact.items()}
    # Cents left over go to those who lost most by rounding.
    order = sorted(exact, key=lambda home: (paid[home] - exact[home], home))
    for home in order[: cents - sum(paid.values())]:
        paid[home] += 1
    return {home: value / 100 for home, value in paid.items()}


def effect(before: Together, after: Together) -> dict[int, float]:
    """What each home in both pays more (or less, below 0), at typical prices."""
    return {
        home: after.price[home].typical - price.typical for home, price in before.price.items() if home in after.price
    }
