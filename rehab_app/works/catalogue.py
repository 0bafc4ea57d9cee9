"""The catalogue of works and the reference bundles, read from resources/works/catalogue.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.paths import resource
from rehab_app.domain.works import LOTS, Criterion, Work

UNITS = ("m²", "u", "ens")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a work changes in the part tables; which figures count depends on `kind` (see `works.apply`).

    Attributes:
        kind: "insulate", "window", "door", "ventilation", "heating", "radiators" or "none".
        table: part table whose rows the work treats.
        place: side of the new insulation, "inside" or "outside" the part.
        r: resistance added, m²·K/W; uw, u: of the new window or door, W/(m²·K).
        type_id and the ids after it: official enumerations of the new equipment.
        flue: True for a sealed flue; low_temperature: True when radiators must run below 65 °C.
    """

    kind: str
    table: str
    place: str = ""
    r: float = 0.0
    uw: float = 0.0
    u: float = 0.0
    frame_id: int = -1
    type_id: int = -1
    energy_id: int = -1
    hot_water_type_id: int = -1
    storage_id: int = -1
    storage_l: float = 0.0
    flue: bool = False
    low_temperature: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A work with the rules that take it off and apply it.

    Attributes:
        parts: name of a rule of `works.targets`.
        spare_r: parts with at least this known resistance are left, m²·K/W.
        spare_types: equipment of these official types is left.
    """

    work: Work
    parts: str
    effect: Effect
    spare_r: float
    spare_types: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A named package of works, in the order of the catalogue."""

    code: str
    label: str
    works: tuple[str, ...]


@cache
def entries() -> Mapping[str, Entry]:
    """All works by code, in the order of the file."""
    return MappingProxyType({code: _entry(code, raw) for code, raw in _file()["works"].items()})


@cache
def bundles() -> Mapping[str, Bundle]:
    """All reference bundles by code."""
    found = {}
    for code, raw in _file()["bundles"].items():
        unknown = [name for name in raw["works"] if name not in entries()]
        if unknown:
            raise ValueError(f"resources/works/catalogue.toml: bundle {code} names the unknown work {unknown[0]}")
        found[code] = Bundle(code, raw["label"], tuple(raw["works"]))
    return MappingProxyType(found)


def entry(code: str) -> Entry:
    """The work of that code; RehabError when the catalogue has none."""
    if code not in entries():
        raise RehabError(_("The catalogue has no such work."), code, _("Choose a work of the catalogue."))
    return entries()[code]


def bundle(code: str) -> Bundle:
    """The bundle of that code; RehabError names those that exist."""
    if code not in bundles():
        known = ", ".join(bundles())
        raise RehabError(_("There is no such bundle of works."), code, _("Known bundles: {known}.").format(known=known))
    return bundles()[code]


@cache
def _file() -> Mapping[str, Any]:
    with resource("works", "catalogue.toml").open("rb") as file:
        return tomllib.load(file)


def _entry(code: str, raw: Mapping[str, Any]) -> Entry:
    if raw["lot"] not in LOTS or raw["unit"] not in UNITS:
        raise ValueError(f"resources/works/catalogue.toml: {code} has an unknown lot or unit")
    work = Work(
        code=code,
        label=raw["label"],
        lot=raw["lot"],
        unit=raw["unit"],
        rge_domain=raw["rge_domain"],
        price=raw["price"],
        criteria=tuple(Criterion(**criterion) for criterion in raw["criteria"]),
        conditions=tuple(raw.get("conditions", ())),
        quote_mentions=tuple(raw["quote_mentions"]),
    )
    return Entry(
        work, raw["parts"], Effect(**raw["effect"]), raw.get("spare_r", 0.0), tuple(raw.get("spare_types", ()))
    )
