"""The catalogue of works and the reference bundles, read from resources/works/catalogue.toml and checked on reading."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.paths import resource
from rehab_app.domain.catalogue.situation import MEASURES
from rehab_app.domain.works import CONDITIONS, LOTS, SELF_BUILD, UNITS, VAT_KINDS, Criterion, Work

FILE = "resources/works/catalogue.toml"
EFFECTS = (
    "insulate",
    "window",
    "door",
    "shutter",
    "air",
    "ventilation",
    "heating",
    "hybrid_heating",
    "room_heating",
    "radiators",
    "pipes",
    "hot_water",
    "solar_water",
    "combined_solar",
    "panels",
    "none",
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a work changes in the part tables; which figures count depends on `kind` (see `works.apply`).

    Attributes:
        kind: one of `EFFECTS`.
        table: part table whose rows the work treats; "dwelling" for a work of the whole home.
        place: side of the new insulation, "inside" or "outside" the part.
        r: resistance added, m²·K/W; uw, u: of the new window or door, W/(m²·K).
        q4pa: air permeability after the works, m³/(h·m²) at 4 Pa.
        type_id and the ids after it: official enumerations of the new equipment.
        flue: True for a sealed flue; low_temperature: True when radiators must run below 65 °C.
    """

    kind: str
    table: str
    place: str = ""
    r: float = 0.0
    uw: float = 0.0
    u: float = 0.0
    q4pa: float = 0.0
    frame_id: int = -1
    glazing_id: int = 2
    type_id: int = -1
    energy_id: int = -1
    emitter_id: int = -1
    hot_water_type_id: int = -1
    hot_water_energy_id: int = -1
    storage_id: int = -1
    storage_l: float = 0.0
    flue: bool = False
    low_temperature: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A work with the rules that take it off and apply it.

    Attributes:
        family: works of one family are variants; a bundle has one of them at most.
        parts: name of a rule of `works.targets`.
        spare_r: parts with at least this known resistance are left, m²·K/W.
        spare_types: equipment of these official types is left.
        measure: word of the aids ("" when none), a key of `domain.catalogue.situation.MEASURES`.
        efficiency_pct: ETAS (%) or SCOP counted until a quote gives the real one; 0 when without meaning.
        vat: key of `domain.works.VAT_KINDS`.
        needs: families to be done before or with it, unless the home is good already.
        lining_cm: thickness taken from the rooms.
        rule: what the town may forbid; requires: what the town must offer; "" for neither.
        self_build: key of `domain.works.SELF_BUILD`.
        biosourced: the main material is.
    """

    work: Work
    family: str
    parts: str
    effect: Effect
    spare_r: float = 0.0
    spare_types: tuple[int, ...] = ()
    measure: str = ""
    efficiency_pct: float = 0.0
    vat: str = "energy"
    needs: tuple[str, ...] = ()
    lining_cm: float = 0.0
    rule: str = ""
    requires: str = ""
    self_build: str = "free"
    biosourced: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """A named package of works, in the order of the catalogue."""

    code: str
    label: str
    works: tuple[str, ...]


@cache
def entries() -> Mapping[str, Entry]:
    """All works by code, in the order of the file; ValueError names the work and the key that is wrong."""
    return read_entries(_file())


@cache
def bundles() -> Mapping[str, Bundle]:
    """All reference bundles by code."""
    found = {}
    for code, raw in _file()["bundles"].items():
        unknown = [name for name in raw["works"] if name not in entries()]
        if unknown:
            raise ValueError(f"{FILE}: bundle {code} names the unknown work {unknown[0]}")
        twice = variants_chosen_twice(raw["works"])
        if twice:
            raise ValueError(f"{FILE}: bundle {code} has two works of the family {twice[0]}")
        found[code] = Bundle(code, raw["label"], tuple(raw["works"]))
    return MappingProxyType(found)


def variants_chosen_twice(works: Iterable[str]) -> list[str]:
    """Families of which more than one variant is among these works."""
    families = [entry(work).family for work in works]
    return [family for family in dict.fromkeys(families) if families.count(family) > 1]


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


def read_entries(raw: Mapping[str, Any]) -> Mapping[str, Entry]:
    """Works of a parsed catalogue; ValueError says which work and which key is wrong and what is known."""
    found = {code: _entry(code, work, raw) for code, work in raw["works"].items()}
    families = {item.family for item in found.values()}
    for code, item in found.items():
        for family in item.needs:
            _one_of(code, "needs", family, families)
    return MappingProxyType(found)


_PLAIN = ("label", "lot", "unit", "rge_domain", "price")
_OWN = ("family", "parts", "spare_r", "measure", "efficiency_pct", "vat", "lining_cm", "rule", "requires", "self_build")
_LISTS = ("spare_types", "needs")
_KEYS = {*_PLAIN, *_OWN, *_LISTS, "biosourced", "effect", "criteria", "mentions", "conditions"}


def _entry(code: str, raw: Mapping[str, Any], file: Mapping[str, Any]) -> Entry:
    for key in raw.keys() - _KEYS:
        raise ValueError(f"{FILE}: {code} has the unknown key {key}")
    for key in (*_PLAIN, "family", "parts", "effect", "criteria", "mentions"):
        if key not in raw:
            raise ValueError(f"{FILE}: {code} lacks {key}")
    _one_of(code, "lot", raw["lot"], LOTS)
    _one_of(code, "unit", raw["unit"], UNITS)
    _one_of(code, "vat", raw.get("vat", "energy"), VAT_KINDS)
    _one_of(code, "self_build", raw.get("self_build", "free"), SELF_BUILD)
    _one_of(code, "criteria", raw["criteria"], file["criteria"])
    _one_of(code, "mentions", raw["mentions"], file["mentions"])
    if raw.get("measure"):
        _one_of(code, "measure", raw["measure"], MEASURES)
    for condition in raw.get("conditions", ()):
        _one_of(code, "conditions", condition, CONDITIONS)
    work = Work(
        code=code,
        **{name: raw[name] for name in _PLAIN},
        criteria=tuple(Criterion(**criterion) for criterion in file["criteria"][raw["criteria"]]),
        conditions=tuple(raw.get("conditions", ())),
        quote_mentions=tuple(file["mentions"][raw["mentions"]]),
    )
    own: dict[str, Any] = {name: raw[name] for name in _OWN if name in raw}
    lists: dict[str, Any] = {name: tuple(raw.get(name, ())) for name in _LISTS}
    return Entry(
        work=work, effect=_effect(code, raw["effect"]), biosourced=raw.get("biosourced", False), **own, **lists
    )


def _effect(code: str, raw: Mapping[str, Any]) -> Effect:
    for key in raw:
        _one_of(code, "effect", key, {field.name for field in fields(Effect)})
    _one_of(code, "effect", raw.get("kind", ""), EFFECTS)
    return Effect(**raw)


def _one_of(code: str, key: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise ValueError(f"{FILE}: {code} has {key} = {value!r}; known: {', '.join(sorted(known))}")
