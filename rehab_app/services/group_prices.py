"""What neighbours pay when they do their works together, and what changes when one joins or leaves.

The shares saved are those by which groups are proposed (`planning.rates`): of the scaffold, along the party walls of
the members; of everything else, from a number of homes on. The most is saved at the low end of a price, the least at
its high end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rehab_app.planning.rates import Rates, rates
from rehab_app.planning.rows import Walls, attached


@dataclass(frozen=True, slots=True)
class Range:
    """Euros before tax: low, typical, high; NaN where one is not known."""

    low: float
    typical: float
    high: float

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.typical + other.typical, self.high + other.high)

    def less(self, saved: "Saved") -> "Range":
        """The range when a share of it is saved."""
        middle = (saved.low + saved.high) / 2
        return Range(self.low * (1 - saved.high), self.typical * (1 - middle), self.high * (1 - saved.low))


NOTHING = Range(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Saved:
    """Share of a cost saved together, 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PricedHome:
    """A home with its chosen works.

    Attributes:
        home_id, building_id: records.
        place: order along the streets, one side after the other.
        scaffold, others: what its works cost when it does them alone.
    """

    home_id: int
    building_id: int
    place: int
    scaffold: Range
    others: Range

    @property
    def alone(self) -> Range:
        return self.scaffold + self.others


@dataclass(frozen=True, slots=True)
class Together:
    """Prices of the members of a group.

    Attributes:
        price: of each home in the group.
        saved_low_eur_ht, saved_high_eur_ht: what each home saves.
        walls: neighbours among them that share a wall.
    """

    price: Mapping[int, Range]
    saved_low_eur_ht: Mapping[int, float]
    saved_high_eur_ht: Mapping[int, float]
    walls: int

    @property
    def total_low_eur_ht(self) -> float:
        return sum(self.saved_low_eur_ht.values())

    @property
    def total_high_eur_ht(self) -> float:
        return sum(self.saved_high_eur_ht.values())


def together(homes: Sequence[PricedHome], walls: Walls, known: Rates | None = None) -> Together:
    """Prices of these homes as one group; an empty group has none."""
    rules = known or rates()
    own = list(dict.fromkeys(home.building_id for home in sorted(homes, key=lambda home: home.place)))
    joined = attached(own, walls)
    # As when groups are proposed: a scaffold is shared only across a party wall.
    linked = joined / (len(own) - 1) if len(own) >= rules.scaffold.homes and len(own) > 1 else 0.0
    many = float(len(homes) >= rules.others.homes)
    scaffold = Saved(rules.scaffold.low * linked, rules.scaffold.high * linked)
    others = Saved(rules.others.low * many, rules.others.high * many)
    return Together(
        price={home.home_id: home.scaffold.less(scaffold) + home.others.less(others) for home in homes},
        saved_low_eur_ht={
            home.home_id: home.scaffold.typical * scaffold.low + home.others.typical * others.low for home in homes
        },
        saved_high_eur_ht={
            home.home_id: home.scaffold.typical * scaffold.high + home.others.typical * others.high for home in homes
        },
        walls=joined,
    )


def effect(before: Together, after: Together) -> dict[int, float]:
    """What each home in both pays more (or less, below 0), at typical prices."""
    return {
        home: after.price[home].typical - price.typical for home, price in before.price.items() if home in after.price
    }
