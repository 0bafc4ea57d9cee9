"""Works as plain data: what a work is, what it treats in one home (take-off), and the price it is counted at.

`WORKS.takeoff` holds `takeoff_to_json(Takeoff)`, `WORKS.prices` holds `price_to_json(Price)`:

    takeoff = {"work": "wall_external", "quantity": 61.2, "unit": "m²",
               "treated": [{"table": "wall", "number": 2, "description": "Mur arrière", "side": "back",
                            "orientation": "north", "heritage": "none", "area_m2": 31.0, "count": 1,
                            "quantity": 31.0}, ...],
               "spared":  [{"table": "wall", "number": 1, "description": "Mur rue", "side": "street",
                            "orientation": "south", "heritage": "unesco", "area_m2": 28.4, "count": 1,
                            "reason": "heritage_front"}, ...],
               "conditions": ["structural_advice", "clear_days"]}
    prices  = {"price": "wall_external_mineral", "unit": "m²", "low": 86.0, "typical": 108.0, "high": 160.0,
               "year": 2017, "source": "…", "quality": "A", "assumption": false, "assumed_bounds": ["low"]}

A façade is a wall line (side and orientation); an opening is a window or door line (`count` alike, `area_m2` together).
Codes are those of `domain/codes.py` (sides, heritage) and of the lists below. A figure that is not known is null.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rehab_app.core.i18n import mark

# Trades, in the order in which they come on site (code -> text).
LOTS = {
    "site": mark("Site and scaffolding"),
    "masonry": mark("Masonry and structure"),
    "roof": mark("Roofing"),
    "joinery": mark("Windows and external doors"),
    "airtightness": mark("Airtightness"),
    "facade": mark("External insulation and rendering"),
    "lining": mark("Internal insulation and plastering"),
    "ventilation": mark("Ventilation"),
    "heating": mark("Heating and hot water"),
    "electricity": mark("Electricity"),
    "solar": mark("Photovoltaics"),
}
# The same in few words, for the columns of tables.
SHORT_LOTS = {
    **LOTS,
    "site": mark("Site"),
    "masonry": mark("Masonry"),
    "joinery": mark("Windows, doors"),
    "facade": mark("External insulation"),
    "lining": mark("Internal insulation"),
    "heating": mark("Heating, hot water"),
}
UNITS = ("m²", "u", "ens", "kWc")
# Tax on homes over two years old: rate by kind of work (CGI art. 278-0 bis A, 279-0 bis, 278).
VAT_KINDS = {
    "energy": mark("energy works"),
    "entailed": mark("works that the energy works entail"),
    "panels": mark("photovoltaic panels of 9 kWp at most"),
    "other": mark("other works on the home"),
    "full": mark("works at the usual rate"),
}
# Who may do a work.
SELF_BUILD = {
    "free": mark("may be done by the household"),
    "supervised": mark("by the household only with a supervisor"),
    "none": mark("only by a firm: gas, electricity, refrigerants, asbestos, lead, flues or heights"),
}
ORIENTATIONS = {
    "south": mark("south"),
    "north": mark("north"),
    "east": mark("east"),
    "west": mark("west"),
    "horizontal": mark("horizontal"),
    "": mark("orientation not known"),
}
# Why a part is left as it is.
SPARING_REASONS = {
    "heritage_front": mark("heritage front: no external insulation on this side"),
    "free_facade": mark("insulated from outside on this side"),
    "facade_unknown": mark("side of the house not known: heritage rule to be checked before any external insulation"),
    "already_insulated": mark("already insulated"),
    "already_efficient": mark("already efficient"),
    "on_the_ground": mark("laid on the ground: cannot be reached from below"),
    "heated_neighbour": mark("heated dwelling on the other side"),
    "shared_system": mark("shared system: decided with the building"),
    "area_unknown": mark("area not known"),
    "building_scale": mark("described at the scale of the building: decided with the building"),
    "other_kind": mark("another kind of part: another work"),
    "town_rule": mark("forbidden by a rule of the town"),
    "not_offered": mark("not offered here: to be entered among the rules of the town"),
    "not_concerned": mark("not needed in this home"),
}
# What must be settled before or with a work.
CONDITIONS = {
    "structural_advice": mark("mining subsidence: structural advice before the works"),
    "heritage_opinion": mark("protected surroundings: opinion of the heritage architect before the works"),
    "facade_unknown": mark("side of the house not known: check the heritage rule on site"),
    "damp_check": mark("damp to be looked for and treated first"),
    "ventilation_needed": mark("ventilation to be renewed together with the windows"),
    "clear_days": mark("seven clear days between the accepted quote and the works"),
    "windows_first": mark("windows before the insulation of the walls"),
    "party_wall_consent": mark("agreement of the neighbour at the party wall"),
    "load_calculation": mark("sizing note after the insulation works"),
    "planning_notice": mark("prior notice to the town hall: the outside of the house changes"),
    "noise_check": mark("noise of the outdoor unit at the neighbours’ to be checked"),
    "ground_study": mark("room for the boreholes or the ground loop to be checked, mining risk included"),
    "flue_check": mark("flue to be inspected and lined"),
    "roof_orientation": mark("orientation and shade of the roof to be checked on site"),
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A technical requirement of the aids.

    Attributes:
        text: the requirement, English source text ("R ≥ 7 m²·K/W").
        form: number of the standard form ("BAR-EN-101"), "" when none.
        source: where it is written, with its date.
        status: "official" or "to_confirm".
        valid_from: ISO date from which it holds, "" when not known.
    """

    text: str
    form: str
    source: str
    status: str
    valid_from: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """One work of the catalogue (resources/works/catalogue.toml).

    Attributes:
        code: identifier stored in `WORKS.work`.
        label: English source text, translated where it is shown.
        lot: code of `LOTS`.
        unit: "m²", "u" (pieces), "ens" (one a home) or "kWc".
        rge_domain: domain of the RGE qualification, French official name, "" when none is asked.
        price: code of a line of resources/works/prices.csv.
        criteria: what aids ask.
        conditions: codes of `CONDITIONS` that always hold for this work.
        quote_mentions: what the quote must name, French official words.
    """

    code: str
    label: str
    lot: str
    unit: str
    rge_domain: str
    price: str
    criteria: tuple[Criterion, ...]
    conditions: tuple[str, ...]
    quote_mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a home that works are about: one façade, one kind of opening, one roof.

    Attributes:
        table: part table (`wall`, `roof`, `floor`, `window`, `door`, `ventilation`, `heating`).
        number: number of the part in its dwelling.
        description: as recorded.
        side, heritage: codes, "" when not known or without meaning.
        orientation: code of `ORIENTATIONS`.
        area_m2: area of all pieces together, None when without meaning.
        count: pieces alike.
    """

    table: str
    number: int
    description: str
    side: str
    orientation: str
    heritage: str
    area_m2: float | None
    count: float


@dataclass(frozen=True, slots=True)
class Treated(Piece):
    """A part that a work treats; `quantity` is what it adds to the quantity of the work, in its unit."""

    quantity: float


@dataclass(frozen=True, slots=True)
class Spared(Piece):
    """A part of the same kind that the work leaves as it is; `reason` is a code of `SPARING_REASONS`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Takeoff:
    """What one work is in one home. `quantity` is the sum of the quantities of `treated`."""

    work: str
    quantity: float
    unit: str
    treated: tuple[Treated, ...]
    spared: tuple[Spared, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """A unit price in euros before tax, as a range.

    Attributes:
        price: code in resources/works/prices.csv.
        year: year of the prices.
        source: who published it; for an assumption, whose it is.
        quality: of the typical figure: "A" observed, "B" model value, "C" unsourced document; "" for an assumption.
        assumption: True when no typical figure was found and it is ours, to be replaced by a local quote.
        assumed_bounds: which of "low", "typical", "high" are ours.
        labour_share: part of the price that is labour, 0 to 1 (an assumption until quotes say it).
        index: building index (BT) that follows it in time.
    """

    price: str
    unit: str
    low: float
    typical: float
    high: float
    year: int
    source: str
    quality: str
    assumption: bool
    assumed_bounds: tuple[str, ...] = ()
    labour_share: float = 0.5
    index: str = ""


def takeoff_to_json(takeoff: Takeoff) -> dict[str, Any]:
    """The stored shape (see the head of this module)."""
    return asdict(takeoff)


def takeoff_from_json(stored: Mapping[str, Any]) -> Takeoff:
    """The take-off of a stored `WORKS` row; KeyError or TypeError when it has another shape."""
    return Takeoff(
        work=stored["work"],
        quantity=stored["quantity"],
        unit=stored["unit"],
        treated=tuple(Treated(**line) for line in stored["treated"]),
        spared=tuple(Spared(**line) for line in stored["spared"]),
        conditions=tuple(stored["conditions"]),
    )


def price_to_json(price: Price) -> dict[str, Any]:
    """The stored shape (see the head of this module)."""
    return asdict(price)
