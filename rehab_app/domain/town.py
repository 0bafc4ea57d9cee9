"""The rules a town enters for a neighbourhood: its own aids, prices of reference, what it forbids and offers.

`NEIGHBOURHOOD.rules` holds one JSON object; absent keys mean that the town has entered nothing:

    {"forbidden": ["direct_electric_heating"], "offered": ["heat_network"],
     "region_factor": 1.0, "indices": {"BT50": {"2017-07": 105.3, "2026-07": 131.0}},
     "prices": {"loft_mineral": {"low": 25, "typical": 40, "high": 60, "labour_share": 0.5, "year": 2026,
                                 "source": "marché à bons de commande 2026"}},
     "cee_eur_per_mwhc": {"usual": 7.2, "very_modest": 13.5},
     "group": [{"what": "scaffold", "families": ["scaffold"], "lots": [], "homes": 2, "full": 6,
                "saved": [0.1, 0.2, 0.3], "source": "marché 2025"}],
     "property_tax_relief_pct": 0, "denormandie": false, "ordinary_loan_rate_pct": 4.0, "rent_eur_m2": 8.5,
     "local_km": 30, "weights": {"priority_eur": 300, "co2_eur_t": 50},
     "aids": [{"code": "facades", "label": "Aide aux façades", "payer": "Commune", "amount_eur": 2000, "rate_pct": null,
               "ceiling_eur": 10000, "classes": ["tres_modeste", "modeste"], "works": ["wall_external_mineral"],
               "ways": ["ampleur", "geste"], "labels_before": "EFG", "tenures": ["owner_occupied"],
               "from": "2026-01-01", "until": "2026-12-31", "source": "délibération du …", "advance": false}]}
"""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.codes import TENURES

CLASSES = ("tres_modeste", "modeste", "intermediaire", "superieure")
WAYS = ("ampleur", "geste")
LABELS = "ABCDEFG"
_HIGHEST = 1e12  # no rule of a town counts so far


@dataclass(frozen=True, slots=True)
class LocalAid:
    """An aid of the town, the agglomeration, the department or the region.

    Attributes:
        amount_eur: for one home; rate_pct: of the works with tax it is for; exactly one of the two is set.
        ceiling_eur: the most of those works that counts (with a rate), None for no ceiling.
        classes: income classes admitted; works: codes of the catalogue it is for, all when empty.
        ways: with which way of MaPrimeRénov' it goes; labels_before: labels admitted; tenures: all when empty.
        begins, ends: days between which a file may be deposited, inclusive; None for open.
        advance: paid before the works.
    """

    code: str
    label: str
    payer: str
    amount_eur: float | None
    rate_pct: float | None
    ceiling_eur: float | None = None
    classes: tuple[str, ...] = CLASSES
    works: tuple[str, ...] = ()
    ways: tuple[str, ...] = WAYS
    labels_before: str = LABELS
    tenures: tuple[str, ...] = ()
    begins: datetime.date | None = None
    ends: datetime.date | None = None
    source: str = ""
    advance: bool = False


@dataclass(frozen=True, slots=True)
class TownPrice:
    """A unit price that the town enters in place of the library's, € before tax of that year.

    `labour_share` is between 0 and 1; None leaves the library's.
    """

    low: float
    typical: float
    high: float
    year: int
    source: str
    labour_share: float | None = None


@dataclass(frozen=True, slots=True)
class TownRules:
    """All of it; None where the town has entered nothing."""

    aids: tuple[LocalAid, ...] = ()
    forbidden: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()
    region_factor: float = 1.0
    indices: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    prices: Mapping[str, TownPrice] = field(default_factory=dict)
    cee_usual_eur_per_mwhc: float | None = None
    cee_very_modest_eur_per_mwhc: float | None = None
    property_tax_relief_pct: float | None = None
    denormandie: bool | None = None
    ordinary_loan_rate_pct: float | None = None
    rent_eur_m2: float | None = None
    supervisor_eur_h: float | None = None
    local_km: float | None = None
    group: tuple[Mapping[str, Any], ...] | None = None
    weights: Mapping[str, float] = field(default_factory=dict)


# What makes a group worth more or less, in euros (resources/works/rates.toml, groups).
GROUP_WEIGHTS = (
    "coordination_eur", "priority_eur", "modest_eur", "mixed_eur", "mwh_eur", "co2_eur_t", "heritage_eur",
    "landlord_eur",
)  # fmt: skip
_NUMBERS = (
    "region_factor", "property_tax_relief_pct", "ordinary_loan_rate_pct", "rent_eur_m2", "supervisor_eur_h", "local_km",
)  # fmt: skip
_KNOWN = {
    *_NUMBERS,
    "forbidden",
    "offered",
    "indices",
    "prices",
    "cee_eur_per_mwhc",
    "denormandie",
    "aids",
    "group",
    "weights",
}
_PRICE_KEYS = {"low", "typical", "high", "labour_share", "year", "source"}
_GROUP_KEYS = {"what", "families", "lots", "homes", "full", "saved", "source"}
_AID_KEYS = {
    "code", "label", "payer", "amount_eur", "rate_pct", "ceiling_eur", "classes", "works", "ways", "labels_before",
    "tenures", "from", "until", "source", "advance",
}  # fmt: skip


def town_rules(stored: Mapping[str, Any] | None) -> TownRules:
    """The rules of a stored object.

    Raises:
        RehabError: names the rule that cannot be read, and what is expected.
    """
    raw = _object("", {} if stored is None else stored, _KNOWN)
    cee = _object("cee_eur_per_mwhc", raw.get("cee_eur_per_mwhc") or {}, {"usual", "very_modest"})
    indices = _object("indices", raw.get("indices") or {})
    prices = _object("prices", raw.get("prices") or {})
    weights = _object("weights", raw.get("weights") or {}, GROUP_WEIGHTS)
    group = None if raw.get("group") is None else _list("group", raw["group"])
    if raw.get("region_factor") == 0:
        raise _wrong("region_factor", _("a number above 0"))
    return TownRules(
        aids=tuple(_aid(place, aid) for place, aid in enumerate(_list("aids", raw.get("aids")), start=1)),
        forbidden=frozenset(_texts("forbidden", raw.get("forbidden"))),
        offered=frozenset(_texts("offered", raw.get("offered"))),
        indices={str(name): _index(str(name), values) for name, values in indices.items()},
        prices={str(code): _price(str(code), price) for code, price in prices.items()},
        cee_usual_eur_per_mwhc=_number("cee_eur_per_mwhc", cee.get("usual")),
        cee_very_modest_eur_per_mwhc=_number("cee_eur_per_mwhc", cee.get("very_modest")),
        denormandie=_flag("denormandie", raw.get("denormandie")),
        group=None if group is None else tuple(_shared(at, one) for at, one in enumerate(group, 1)),
        weights={name: _number(f"weights.{name}", weights[name]) or 0.0 for name in weights},
        **{name: _number(name, raw[name]) for name in _NUMBERS if raw.get(name) is not None},
    )


def _object(where: str, raw: Any, known: Collection[str] | None = None) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise _wrong(where, _("an object in braces"))
    for key in raw.keys() - set(raw if known is None else known):
        raise _wrong(f"{where}.{key}".strip("."), _("known: {known}").format(known=", ".join(sorted(known or ()))))
    return raw


def _list(where: str, raw: Any) -> list[Any]:
    if raw is None:
        return []
    if not isinstance(raw, list | tuple):
        raise _wrong(where, _("a list in brackets"))
    return list(raw)


def _texts(where: str, raw: Any) -> list[str]:
    found = _list(where, raw)
    if not all(isinstance(one, str) for one in found):
        raise _wrong(where, _("a list of words in quotes"))
    return found


def _flag(where: str, raw: Any) -> bool | None:
    if raw is not None and not isinstance(raw, bool):
        raise _wrong(where, _("true or false"))
    return raw


def _index(name: str, raw: Any) -> dict[str, float]:
    values = _object(f"indices.{name}", raw)
    for month in values:
        try:
            datetime.date.fromisoformat(f"{month}-01")
        except ValueError as error:
            raise _wrong(f"indices.{name}", _("months are written 2026-07")) from error
        if not _number(f"indices.{name}", values[month]):
            raise _wrong(f"indices.{name}", _("a number above 0"))
    return {month: float(value) for month, value in values.items()}


def _price(code: str, written: Any) -> TownPrice:
    where = f"prices.{code}"
    raw = _object(where, written, _PRICE_KEYS)
    low, typical, high = (_number(f"{where}.{name}", raw.get(name)) for name in ("low", "typical", "high"))
    if None in (low, typical, high) or not 0 < low <= typical <= high:
        raise _wrong(where, _("three prices above 0 in order: low, usual, high"))
    labour, year = _number(f"{where}.labour_share", raw.get("labour_share")), raw.get("year")
    if labour is not None and labour > 1:
        raise _wrong(f"{where}.labour_share", _("a share between 0 and 1"))
    if isinstance(year, bool) or not isinstance(year, int) or not 2000 <= year <= 2100:
        raise _wrong(f"{where}.year", _("a year, as 2026"))
    if not str(raw.get("source") or "").strip():
        raise _wrong(f"{where}.source", _("it must be filled"))
    return TownPrice(low, typical, high, year, str(raw["source"]), labour)


def _shared(place: int, written: Any) -> Mapping[str, Any]:
    """What neighbours save together: shares low, typical, high from a number of homes up to another."""
    where = f"group[{place}]"
    raw = _object(where, written, _GROUP_KEYS)
    saved = [_number(f"{where}.saved", share) for share in _list(f"{where}.saved", raw.get("saved"))]
    if len(saved) != 3 or None in saved or sorted(saved) != saved or saved[-1] >= 1:
        raise _wrong(f"{where}.saved", _("three shares between 0 and 1, in order"))
    for name in ("homes", "full"):
        if not _number(f"{where}.{name}", raw.get(name)):
            raise _wrong(f"{where}.{name}", _("it must be filled"))
    if raw["full"] < raw["homes"]:
        raise _wrong(f"{where}.full", _("not under “homes”"))
    for name in ("families", "lots"):
        _texts(f"{where}.{name}", raw.get(name))
    return raw


def _aid(place: int, written: Any) -> LocalAid:
    where = f"aids[{place}]"
    raw = _object(where, written, _AID_KEYS)
    for key in ("code", "label", "payer"):
        if not raw.get(key):
            raise _wrong(f"{where}.{key}", _("it must be filled"))
    amount, rate = (_number(f"{where}.{key}", raw.get(key)) for key in ("amount_eur", "rate_pct"))
    if (amount is None) == (rate is None):
        raise _wrong(where, _("give an amount or a rate, one of the two"))
    if rate is not None and rate > 100:
        raise _wrong(f"{where}.rate_pct", _("a share of the works, 100 at most"))
    labels = raw.get("labels_before", LABELS)
    if not isinstance(labels, str):
        raise _wrong(f"{where}.labels_before", _("known: {known}").format(known=", ".join(LABELS)))
    listed = {key: tuple(_texts(f"{where}.{key}", raw.get(key))) for key in ("classes", "ways", "works", "tenures")}
    for key, known in (("classes", CLASSES), ("ways", WAYS), ("labels_before", LABELS), ("tenures", tuple(TENURES))):
        for value in listed.get(key, labels):
            if value not in known:
                raise _wrong(f"{where}.{key}", _("known: {known}").format(known=", ".join(known)))
    return LocalAid(
        code=str(raw["code"]),
        label=str(raw["label"]),
        payer=str(raw["payer"]),
        amount_eur=amount,
        rate_pct=rate,
        ceiling_eur=_number(f"{where}.ceiling_eur", raw.get("ceiling_eur")),
        classes=listed["classes"] if "classes" in raw else CLASSES,
        works=listed["works"],
        ways=listed["ways"] if "ways" in raw else WAYS,
        labels_before=labels,
        tenures=listed["tenures"],
        begins=_day(f"{where}.from", raw.get("from")),
        ends=_day(f"{where}.until", raw.get("until")),
        source=str(raw.get("source", "")),
        advance=_flag(f"{where}.advance", raw.get("advance")) or False,
    )


def _day(where: str, value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if value else None
    except (TypeError, ValueError) as error:
        raise _wrong(where, _("days are written 2026-12-31")) from error


def _number(where: str, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < _HIGHEST:
        raise _wrong(where, _("a number, 0 or more"))
    return float(value)


def _wrong(where: str, expected: str) -> RehabError:
    return RehabError(
        _("A rule of the town cannot be read: {expected}.").format(expected=expected),
        where,
        _("Correct it among the rules of the town."),
    )
