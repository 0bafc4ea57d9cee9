"""A group of neighbours: what it is worth, by weights the town may set, and what must hold for it to be one.

Worth in euros: what is saved together; kWh and CO₂ avoided, homes labelled F or G, modest households; households with
different rights to aids side by side; one file for homes under the same heritage rule; a social landlord next door who
works in the same months. Homes left out in the middle and the leading of a group take away from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rehab_app.planning.rates import Rates
from rehab_app.planning.rows import Row, Walls
from rehab_app.planning.sharing import saved_together

ALWAYS = -1  # all months are open: every bit is set


@dataclass(frozen=True, slots=True)
class Candidate:
    """A home that could join a group.

    Attributes:
        dwelling_id, building_id: records.
        bundle: code of the bundle chosen.
        scaffold_eur_ht, others_eur_ht: typical cost of its works, the scaffold apart.
        poor: labelled F or G today.
        modest: of modest or very modest income; income: class, -1 not known. Never shown.
        mwh, co2_t: energy and emissions that its works avoid in a year.
        heritage: code of the heritage rule of its building, "" for none.
        months: bit m is set when works are possible m months after the first.
        days: days of work by trade.
    """

    dwelling_id: int
    building_id: int
    bundle: str
    scaffold_eur_ht: float
    others_eur_ht: float
    poor: bool
    modest: bool = False
    income: int = -1
    mwh: float = 0.0
    co2_t: float = 0.0
    heritage: str = ""
    months: int = ALWAYS
    days: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the homes of a neighbourhood.

    Attributes:
        walls: party walls.
        landlords: of buildings of a social landlord with a works window, its months (bits as in `Candidate.months`).
        capacity_days: days that the firms of a trade can work in a year; a trade not named has no limit.
        wanted: homes that the town wants in a group wherever there is one for them.
    """

    walls: Walls = frozenset()
    landlords: Mapping[int, int] = field(default_factory=dict)
    capacity_days: Mapping[str, float] = field(default_factory=dict)
    wanted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """Homes of a row that do the same works together.

    Attributes:
        street_id: of the row; buildings: all buildings of the row from the first home to the last, in order.
        saving_low_eur_ht, saving_high_eur_ht: assumed saving of all together.
        walls: neighbours among the members that share a wall.
        months: months in which all of them can have works; 0 when there is none.
        landlords: buildings between or beside them whose landlord works in one of these months.
        days: days of work by trade, of all together.
    """

    street_id: int
    homes: tuple[Candidate, ...]
    buildings: tuple[int, ...]
    saving_low_eur_ht: float
    saving_high_eur_ht: float
    walls: int
    months: int = ALWAYS
    landlords: tuple[int, ...] = ()
    days: Mapping[str, float] = field(default_factory=dict)

    @property
    def one_file(self) -> int:
        """Homes that join the heritage file of another member."""
        rules = [home.heritage for home in self.homes if home.heritage]
        return len(rules) - len(set(rules))

    @property
    def rights(self) -> int:
        """Kinds of rights to aids beyond the first."""
        return max(len({home.income for home in self.homes if home.income >= 0}) - 1, 0)


def group_of(row: Row, around: Around, members: Sequence[tuple[int, Candidate]], rates: Rates) -> Run:
    """The group of these homes, each with its place in the row, in that order."""
    homes = tuple(home for _at, home in members)
    first, last = members[0][0], members[-1][0]
    own = list(dict.fromkeys(home.building_id for home in homes))
    saved = saved_together(own, len(homes), around.walls, rates)
    scaffold = sum(home.scaffold_eur_ht for home in homes)
    others = sum(home.others_eur_ht for home in homes)
    months, days = ALWAYS, dict[str, float]()
    for home in homes:
        months &= home.months
        for lot, some in home.days.items():
            days[lot] = days.get(lot, 0.0) + some
    beside = row.buildings[max(first - 1, 0) : last + 2]
    return Run(
        street_id=row.street_id,
        homes=homes,
        buildings=row.buildings[first : last + 1],
        saving_low_eur_ht=scaffold * saved.scaffold.low + others * saved.others.low,
        saving_high_eur_ht=scaffold * saved.scaffold.high + others * saved.others.high,
        walls=saved.walls,
        months=months,
        landlords=tuple(one for one in beside if months & around.landlords.get(one, 0)),
        days=days,
    )


def holds(run: Run, around: Around) -> bool:
    """Whether all members have a month in common and the firms can do the works of the group within a year."""
    within = all(days <= around.capacity_days.get(lot, days) for lot, days in run.days.items())
    return run.months != 0 and within


def runs_of(row: Row, around: Around, by_building: Mapping[int, list[Candidate]], rates: Rates) -> list[Run]:
    """All groups that one row allows."""
    return [run for run in neighbouring(row, around, by_building, rates) if holds(run, around)]


def neighbouring(row: Row, around: Around, by_building: Mapping[int, list[Candidate]], rates: Rates) -> list[Run]:
    """All groups of a row by places and works alone, also where its homes have no month in common or firms lack."""
    placed = [(at, home) for at, building in enumerate(row.buildings) for home in by_building.get(building, ())]
    found = []
    for bundle in sorted({home.bundle for _at, home in placed}):
        same = [(at, home) for at, home in placed if home.bundle == bundle]
        for first in range(len(same)):
            for last in range(first + 1, min(first + rates.most, len(same))):
                if same[last][0] - same[last - 1][0] > rates.widest_gap + 1:
                    break
                if last - first + 1 >= rates.least:
                    found.append(group_of(row, around, same[first : last + 1], rates))
    return found


def worth_eur(run: Run, rates: Rates) -> int:
    """What a group is worth, in whole euros."""
    weights = rates.weights
    left_out = len(run.buildings) - len({home.building_id for home in run.homes})
    social = (
        weights["priority_eur"] * (sum(home.poor for home in run.homes) - left_out)
        + weights["modest_eur"] * sum(home.modest for home in run.homes)
        + weights["mixed_eur"] * run.rights
    )
    avoided = weights["mwh_eur"] * sum(home.mwh for home in run.homes) + weights["co2_eur_t"] * sum(
        home.co2_t for home in run.homes
    )
    beside = weights["heritage_eur"] * run.one_file + weights["landlord_eur"] * len(run.landlords)
    saved = (run.saving_low_eur_ht + run.saving_high_eur_ht) / 2
    return round(saved) + round(social + avoided + beside - weights["coordination_eur"])
