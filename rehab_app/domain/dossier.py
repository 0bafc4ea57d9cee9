"""What a dossier for an artisan says, as plain data: the whole input of `reports.artisan`.

No name of an owner or of a household, no income: an artisan gets addresses. Quantities are kept as they are printed
(`rounded`), so that a total is always the sum of the figures above it.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from rehab_app.domain.edition import Contact, Edition, Photo
from rehab_app.domain.works import LOTS, Criterion, Spared, Treated

Point = tuple[float, float]

DECIMALS = {"m²": 2, "m": 2, "ml": 2, "m³": 2, "kW": 1}
"""Decimals with which a quantity in that unit is kept and printed; units counted one by one have none."""


def rounded(quantity: float, unit: str) -> float:
    """The quantity as it is printed."""
    return round(quantity + 0.0, DECIMALS.get(unit, 0))


@dataclass(frozen=True, slots=True)
class Outline:
    """A building on the map: rings in metres (x east, y north), outer ring first.

    Attributes:
        label: number written on it, "" for none.
        member: True for a house of the group; partner: one of somebody else who could join in.
    """

    rings: tuple[tuple[Point, ...], ...]
    label: str = ""
    member: bool = False
    partner: bool = False


@dataclass(frozen=True, slots=True)
class StreetName:
    """A street name on the map, centred on a point, turned by `angle_deg` counter-clockwise from east."""

    name: str
    at: Point
    angle_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Houses of the group among their neighbours; `source` names the footprints' origin and date."""

    outlines: tuple[Outline, ...]
    streets: tuple[StreetName, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Facade:
    """One side of a house.

    Attributes:
        side: code of `codes.FACADE_SIDES`.
        length_m: None when not known.
        azimuth_deg: direction it faces, 0 north, 90 east; None when not known.
        heritage: code of `codes.HERITAGE`.
        external_insulation: whether insulation may be put outside; None when nobody has decided.
        line: its two ends on the map, in metres; None when not drawn.
    """

    side: str
    length_m: float | None = None
    azimuth_deg: float | None = None
    heritage: str = "none"
    external_insulation: bool | None = None
    line: tuple[Point, Point] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Works on one house: an item of the price schedule, its take-off and what must be settled first.

    Attributes:
        item: number of the item in the price schedule (`Item.number`).
        quantity: None when nobody has measured it.
        treated: façades, slopes and openings it is made of; empty when only the total is known.
        spared: parts of the same kind that stay as they are, with the reason.
        conditions: codes of `works.CONDITIONS`.
        note: particular to this house.
    """

    item: str
    quantity: float | None
    treated: tuple[Treated, ...] = ()
    spared: tuple[Spared, ...] = ()
    conditions: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the price schedule, the same for all houses.

    Attributes:
        number: "4.1", lot then order; unit: of the quantities, "m²", "u" or "ens".
        designation: what is done, as printed; short: a few words for column headings.
        criteria: performances to reach and the forms that ask for them.
        mentions: what the quote must name for this work, official words.
        products: what is open or imposed; biosourced: the biosourced variant asked for; "" when none.
    """

    number: str
    designation: str
    unit: str
    short: str
    criteria: tuple[Criterion, ...] = ()
    mentions: tuple[str, ...] = ()
    products: str = ""
    biosourced: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """One home of the group as an artisan needs it.

    Attributes:
        key: short label shared by map, tables and bookmarks ("12").
        address: street address; complement: floor, staircase.
        tenure: code of `codes.TENURES`, "" when not known.
        year_built: None when not known; asbestos and lead to be checked follow from it.
        heritage, subsidence: codes of `codes.HERITAGE` and `codes.SUBSIDENCE`.
        outline: footprint in metres.
        access: sentences on how to get there, keys, parking; networks: pipes and cables, as recorded.
        asbestos, lead: what a survey of the home has found, "" when none was made.
        owner_works: what the owners do themselves.
        remarks: anything else to watch; photos: those that firms may see.
    """

    key: str
    address: str
    complement: str = ""
    tenure: str = ""
    year_built: int | None = None
    heritage: str = ""
    subsidence: str = ""
    outline: tuple[Point, ...] = ()
    facades: tuple[Facade, ...] = ()
    lines: tuple[Line, ...] = ()
    access: tuple[str, ...] = ()
    owner_works: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    networks: str = ""
    asbestos: str = ""
    lead: str = ""
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A task of the calendar; `house` is a key of a house, "" for the whole group.

    Attributes:
        lot: code of `works.LOTS`; ours: True for the lot of this dossier.
        task: what is done, as printed; "" when the lot says it all.
        starts_on, ends_on: first and last day on site; promised: agreed with the firm, otherwise only planned.
    """

    house: str
    lot: str
    task: str
    starts_on: datetime.date
    ends_on: datetime.date
    ours: bool = False
    firm: str = ""
    promised: bool = False


@dataclass(frozen=True, slots=True)
class Interface:
    """Where this lot meets another: agreed before starting, photographed before closing, signed by both.

    Attributes:
        place: joint concerned ("wall and window").
        before, after: codes of `works.LOTS` in the order in which they come.
        supplies, fits: who brings the membrane, tape or sleeve, and who puts it in place.
        rule: tolerance or way of doing it.
        photo: a photograph is due before the joint is closed.
    """

    place: str
    before: str
    after: str
    supplies: str
    fits: str
    rule: str
    photo: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the acceptance checklist: what is looked at, and the value or proof expected."""

    what: str
    expected: str


@dataclass(frozen=True, slots=True)
class ArtisanDossier:
    """The work plan of one lot of a group.

    Attributes:
        lot: code of `works.LOTS`.
        firm: name of the firm it is addressed to, "" when not chosen yet.
        items: price schedule, in order; every `Line.item` is one of them.
        rge_domains: qualification domains asked for (ADEME's wording).
        mentions: what a quote must carry whatever the work.
        clauses: what else the group has agreed, one sentence each.
    """

    edition: Edition
    group: str
    lot: str
    firm: str = ""
    contacts: tuple[Contact, ...] = ()
    site: SiteMap | None = None
    items: tuple[Item, ...] = ()
    houses: tuple[House, ...] = ()
    calendar: tuple[Bar, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    checks: tuple[Check, ...] = ()
    rge_domains: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()

    @property
    def lot_number(self) -> int:
        """Order of the lot on site, as in the numbers of its items; 0 when the lot is not one of ours."""
        return lot_number(self.lot)

    def item(self, number: str) -> Item:
        """The item of that number; KeyError when the schedule has none."""
        for item in self.items:
            if item.number == number:
                return item
        raise KeyError(f"no item {number} in the price schedule")


def lot_number(lot: str) -> int:
    """Order of a lot on site, from 1; 0 when it is not one of `works.LOTS`."""
    return list(LOTS).index(lot) + 1 if lot in LOTS else 0


def total(lines: Iterable[Line], item: Item) -> float | None:
    """Sum of the quantities of an item as printed; None when no line has one."""
    wanted = [line.quantity for line in lines if line.item == item.number]
    known = [rounded(quantity, item.unit) for quantity in wanted if quantity is not None]
    return rounded(sum(known), item.unit) if known else None


def group_total(dossier: ArtisanDossier, item: Item) -> float | None:
    """Quantity of an item over all houses, the sum of the houses' printed quantities."""
    of_houses = [total(house.lines, item) for house in dossier.houses]
    known = [quantity for quantity in of_houses if quantity is not None]
    return rounded(sum(known), item.unit) if known else None


OPENINGS = ("window", "door")
"""Part tables whose pieces are counted as well as measured."""


def pieces(lines: Iterable[Line], item: Item) -> int:
    """Openings of an item, counted one by one; 0 for works on anything else."""
    parts = (part for line in lines if line.item == item.number for part in line.treated)
    return sum(round(part.count) for part in parts if part.table in OPENINGS)


def unmeasured(dossier: ArtisanDossier, item: Item) -> tuple[str, ...]:
    """Keys of the houses that have this work without a quantity: a total then leaves them out and must say so."""
    return tuple(
        house.key
        for house in dossier.houses
        if any(line.item == item.number and line.quantity is None for line in house.lines)
    )
