"""Groups of owners as their page shows them: who is in, what each pays, who could join, why. Nothing here writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.groups import reason_text
from rehab_app.domain.town import town_rules
from rehab_app.planning.rates import Rates, rates
from rehab_app.planning.rows import House, Walls, party_walls, rows
from rehab_app.services.group_agreements import cost_key
from rehab_app.services.group_costs import shared_costs
from rehab_app.services.group_lines import PriceLines, WorkLine, common_works
from rehab_app.services.group_prices import NOTHING, PricedHome, Range, SharedCost, Together, together
from rehab_app.works.catalogue import bundles

if TYPE_CHECKING:
    from rehab_app.storage.reading import Reader

WITHDRAWN = "withdrawn"
_NEAR = 8  # buildings further along the row than a member that are still offered as neighbours
_UNKNOWN = Range(float("nan"), float("nan"), float("nan"))


@dataclass(frozen=True, slots=True)
class HomeLine:
    """A home with the works it chose.

    Attributes:
        place: order along the streets; row: side of a street, -1 not known.
        scenario_id: of its chosen works, -1 when it chose none.
        bundle: name of these works.
        label, label_after: letters, "" not known.
        wish: what the town wants of it when groups are proposed (`domain.codes.GROUP_WISHES`).
    """

    home_id: int
    address: str
    priced: PricedHome
    row: int
    scenario_id: int
    bundle: str
    label: str
    label_after: str
    wish: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A home of a group; `home` with the works it joined with, `availability` as stored (`site_terms`)."""

    member_id: int
    version: int
    stage: str
    home: HomeLine
    availability: tuple[Mapping[str, Any], ...] = ()

    @property
    def inside(self) -> bool:
        return self.stage != WITHDRAWN


@dataclass(frozen=True)
class Group:
    """A group with its members in the order of the street.

    Attributes:
        bundle: name of the common bundle; common: codes of the works done together, None for all.
        shared: what all members share; key: code of the key they agreed on, "" not yet.
        shared_rows, agreements: as stored.
        rates: shares saved together, with what the town entered; those of the application when None.
    """

    group_id: int
    version: int
    name: str
    stage: str
    bundle: str
    lead_lot: str
    reasons: tuple[str, ...]
    members: tuple[Member, ...]
    walls: Walls
    common: frozenset[str] | None = None
    shared: tuple[SharedCost, ...] = ()
    key: str = ""
    shared_rows: tuple[Mapping[str, Any], ...] = ()
    agreements: tuple[Mapping[str, Any] | str, ...] = ()
    book: PriceLines | None = field(default=None, repr=False, compare=False)
    rates: Rates | None = field(default=None, repr=False)

    @cached_property
    def inside(self) -> tuple[Member, ...]:
        """Members that have not withdrawn."""
        return tuple(member for member in self.members if member.inside)

    @cached_property
    def withdrawn(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if not member.inside)

    @cached_property
    def prices(self) -> Together:
        return self._together([member.home.priced for member in self.inside])

    def lines(self, home: HomeLine) -> list[WorkLine]:
        """Works of a home as they are priced in this group."""
        if self.book is None:
            return []
        return self.book.lines(home.home_id, home.scenario_id, self.group_id, self.common)

    @property
    def total(self) -> Range:
        """Works of all members in the group."""
        return sum(self.prices.price.values(), NOTHING)

    def without(self, home_id: int) -> Together:
        """Prices when one member leaves."""
        return self._together([m.home.priced for m in self.inside if m.home.home_id != home_id])

    def with_home(self, home: HomeLine) -> Together:
        """Prices when a home joins."""
        return self._together([*(member.home.priced for member in self.inside), home.priced])

    def _together(self, homes: Sequence[PricedHome]) -> Together:
        return together(homes, self.walls, self.rates, self.shared)


@dataclass(frozen=True, slots=True)
class Board:
    """All groups, and the homes with chosen works that are in none, in the order of the streets."""

    groups: tuple[Group, ...] = ()
    free: tuple[HomeLine, ...] = ()

    def group(self, group_id: int) -> Group | None:
        return next((group for group in self.groups if group.group_id == group_id), None)

    def neighbours(self, group: Group) -> list[HomeLine]:
        """Free homes on the same sides of the streets as the members, a few houses from one; priced as there."""
        sides = {member.home.row for member in group.inside}
        places = [member.home.priced.place for member in group.inside]
        return [
            _in_group(home, group)
            for home in self.free
            if home.row in sides and any(abs(home.priced.place - place) <= _NEAR for place in places)
        ]


def _in_group(home: HomeLine, group: Group) -> HomeLine:
    """A home as the quotes and the common works of a group price it."""
    if group.book is None:
        return home
    common = group.common
    if common is not None and home.bundle and home.bundle == group.bundle:
        common = common.union(group.book.works(home.scenario_id))  # as it will be when it is a member
    sums = group.book.sums(home.home_id, home.scenario_id, group.group_id, common)
    return home if sums is None else replace(home, priced=_priced(home.priced, sums))


def _priced(home: PricedHome, sums: tuple[Range, Range, Range]) -> PricedHome:
    scaffold, others, own = sums
    return replace(home, scaffold=scaffold, others=others, own=own)


def read_board(project: "Reader", progress: Progress) -> Board:
    """All groups in the order they were made, with what is needed to price them and to try changes."""
    progress.step(0, 1, _("Reading the groups"))
    facts = _Facts(project)
    members: dict[int, list[Mapping[str, Any]]] = {}
    taken: set[int] = set()
    for row in project.rows("member"):
        members.setdefault(row["group_id"], []).append(row)
        if row["stage"] != WITHDRAWN:
            taken.add(row["dwelling_id"])
    groups = [_group(row, members.get(row["id"], []), facts) for row in project.rows("owner_group")]
    for group in groups:
        group.total  # noqa: B018 - reckoned and kept here, on the reading thread: a town has thousands of cards
    free = [facts.home(home, facts.chosen[home]) for home in facts.may_join if home not in taken]
    return Board(tuple(groups), tuple(sorted(free, key=lambda home: home.priced.place)))


def _group(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], facts: "_Facts") -> Group:
    inside = [one["scenario_id"] or -1 for one in rows if one["stage"] != WITHDRAWN]
    common = common_works(row["bundle"], [(facts.bundles.get(one, ""), facts.book.works(one)) for one in inside])
    members = [
        Member(
            one["id"],
            one["version"],
            one["stage"],
            facts.home(one["dwelling_id"], one["scenario_id"] or -1, row["id"], common),
            tuple(one["availability"] or ()),
        )
        for one in rows
    ]
    return Group(
        group_id=row["id"],
        version=row["version"],
        name=row["name"],
        stage=row["stage"],
        bundle=bundle_name(row["bundle"]),
        lead_lot=row["lead_lot"],
        reasons=tuple(reason_text(reason) for reason in row["reasons"] or ()),
        members=tuple(sorted(members, key=lambda member: (not member.inside, member.home.priced.place))),
        walls=facts.walls,
        common=common,
        shared=shared_costs(row),
        key=cost_key(row),
        shared_rows=tuple(row["shared_costs"] or ()),
        agreements=tuple(row["agreements"] or ()),
        book=facts.book,
        rates=facts.rates,
    )


def bundle_name(code: str) -> str:
    """Name of a reference bundle in the user's language; a bundle of one's own keeps its code."""
    known = bundles().get(code)
    return _(known.label) if known else code


class _Facts:
    """What is told of a home, read once for all groups."""

    def __init__(self, project: "Reader") -> None:
        town = town_rules(project.neighbourhood()["rules"])
        self.rates = rates().of_town(town.group, town.weights)
        homes = project.columns("dwelling", ("address", "building_id", "stage", "tenure", "owner_id", "group_wish"))
        self._addresses = _paired(homes, "address")
        self._wishes = _paired(homes, "group_wish")
        self._buildings = _paired(homes, "building_id")
        houses, street = [], project.columns("building", ("street_id", "house_number"))
        for identifier, street_id, number in zip(*_listed(street, "id", "street_id", "house_number"), strict=True):
            houses.append(House(identifier, street_id, number))
        sides = project.columns("facade", ("building_id", "neighbour_id"), side="party")
        pairs = zip(*_listed(sides, "building_id", "neighbour_id"), strict=True)
        self.walls = party_walls(pairs)
        order = [(at, building) for at, row in enumerate(rows(houses, self.walls)) for building in row.buildings]
        # A gap between two rows keeps the last house of one far from the first of the next.
        self._place = {building: place + at * 1_000 for place, (at, building) in enumerate(order)}
        self._row = {building: at for at, building in order}
        scenarios = project.columns("scenario", ("dwelling_id", "bundle", "chosen"))
        self.bundles = _paired(scenarios, "bundle")
        chosen = scenarios["chosen"] == 1
        self.chosen = dict(zip(*(scenarios[name][chosen].tolist() for name in ("dwelling_id", "id")), strict=True))
        self.book = PriceLines(project)
        self._labels = _labels(project)
        self.may_join = self._free(homes, _paired(project.columns("owner", ("kind",)), "kind"))

    def _free(self, homes: Mapping[str, Any], owners: Mapping[int, str]) -> list[int]:
        """Private homes with chosen works whose owners have not withdrawn."""
        columns = _listed(homes, "id", "stage", "tenure", "owner_id")
        return [
            home
            for home, stage, tenure, owner in zip(*columns, strict=True)
            if stage != WITHDRAWN
            and tenure != "social"
            and owners.get(owner) != "social_landlord"
            and self.book.has(self.chosen.get(home, -1))
        ]

    def home(
        self, home_id: int, scenario_id: int, group_id: int = -1, common: frozenset[str] | None = None
    ) -> HomeLine:
        building = self._buildings.get(home_id, -1)
        sums = self.book.sums(home_id, scenario_id, group_id, common) or (NOTHING, _UNKNOWN, NOTHING)
        return HomeLine(
            home_id=home_id,
            address=self._addresses.get(home_id) or _("Home {id}").format(id=home_id),
            priced=PricedHome(home_id, building, self._place.get(building, -1), *sums),
            row=self._row.get(building, -1),
            scenario_id=scenario_id,
            bundle=bundle_name(self.bundles.get(scenario_id, "")),
            label=self._labels.get((home_id, -1), ""),
            label_after=self._labels.get((home_id, scenario_id), ""),
            wish=self._wishes.get(home_id, ""),
        )


def _listed(columns: Mapping[str, Any], *names: str) -> list[list[Any]]:
    return [columns[name].tolist() for name in names]


def _paired(columns: Mapping[str, Any], name: str) -> dict[int, Any]:
    return dict(zip(columns["id"].tolist(), columns[name].tolist(), strict=True))


def _labels(project: "Reader") -> dict[tuple[int, int], str]:
    names = ("dwelling_id", "scenario_id", "classe_bilan_dpe")
    columns = _listed(project.columns("estimate", names, state="done"), *names)
    return {(home, scenario): label for home, scenario, label in zip(*columns, strict=True)}
