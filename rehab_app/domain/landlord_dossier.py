"""What a social landlord's dossier says, as plain data: its homes among the groups of private owners.

Of the private homes it holds the addresses, the lots at work and sums over a group; no name, no income, no bill.
"""

from dataclasses import dataclass

from rehab_app.domain.dossier import Bar, SiteMap
from rehab_app.domain.edition import Contact, Edition
from rehab_app.domain.group_share import Agreed, GroupShare
from rehab_app.domain.household_dossier import PricedWork, State

RELATIONS = ("member", "touching", "street", "apart")
"""How a home stands to a group, the closest first: in it, sharing a wall with it, on its street, on no such street."""


@dataclass(frozen=True, slots=True)
class LandlordHome:
    """One home of the landlord.

    Attributes:
        key: number on the map and in the tables.
        relation: one of `RELATIONS`; group: the group it is about, "" when apart.
        beside: addresses of the group's homes that share a wall with it.
        works: of the scenario looked at; empty when none was.
        heritage, subsidence: codes of `domain.codes`, "" when not recorded.
        refusal: why it could not be estimated.
    """

    key: str
    address: str
    relation: str
    group: str = ""
    beside: tuple[str, ...] = ()
    scenario: str = ""
    works: tuple[PricedWork, ...] = ()
    conditions: tuple[str, ...] = ()
    before: State | None = None
    after: State | None = None
    refusal: str = ""
    year_built: int | None = None
    heritage: str = ""
    subsidence: str = ""


@dataclass(frozen=True, slots=True)
class SharingKey:
    """What one lot is on each side, in one unit: the share of the landlord's homes among all that the lot treats.

    Attributes:
        lot: code of `works.LOTS`; unit: of the quantities.
        own: quantity on the landlord's homes; others: on the private homes of the group together.
    """

    lot: str
    work: str
    unit: str
    own: float
    others: float

    @property
    def share(self) -> float:
        """Part of the landlord, 0 to 1."""
        everything = self.own + self.others
        return self.own / everything if everything else 0.0


@dataclass(frozen=True, slots=True)
class Sharing:
    """A group of private owners that the landlord's homes could work with.

    Attributes:
        street: "" when not recorded; private_homes: how many homes are in it.
        homes: keys of the landlord's homes that are in it, touch it or stand on its street.
        lots: lots that both have to do.
        calendar: days of the group by lot, no home named.
        firms: firms of the group.
        agreements: what it agreed on, or asked for; share: what the landlord's homes in it bear of its shared costs.
    """

    group: str
    street: str
    private_homes: int
    homes: tuple[str, ...]
    lots: tuple[str, ...] = ()
    keys: tuple[SharingKey, ...] = ()
    calendar: tuple[Bar, ...] = ()
    firms: tuple[str, ...] = ()
    agreements: tuple[Agreed, ...] = ()
    share: GroupShare | None = None


@dataclass(frozen=True, slots=True)
class LandlordDossier:
    """Everything in the dossier of one social landlord; `contacts`: to whom it answers at the town hall."""

    edition: Edition
    landlord: str
    site: SiteMap | None = None
    homes: tuple[LandlordHome, ...] = ()
    sharings: tuple[Sharing, ...] = ()
    contacts: tuple[Contact, ...] = ()

    def related(self, relation: str) -> tuple[LandlordHome, ...]:
        """Homes that stand so to a group."""
        return tuple(home for home in self.homes if home.relation == relation)
