"""The rules of the town as a form: what can be typed, how it is checked, and back to what is stored.

Rules that the form does not show (prices, indices, shares of groups) are kept as they are.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _, mark
from rehab_app.domain.change import Change
from rehab_app.domain.fields import Field, date, number, text
from rehab_app.domain.town import CLASSES
from rehab_app.planning.rates import rates
from rehab_app.services.editing import parsed

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

NUMBERS = (
    number("region_factor", mark("Price level of the region (1 = France)"), low=0.5, high=2.0),
    number("supervisor_eur_h", mark("Supervisor of works by the household"), "€/h", high=200.0),
    number("rent_eur_m2", mark("Rent"), "€/m²", high=100.0),
    number("ordinary_loan_rate_pct", mark("Rate of an ordinary loan"), "%", high=30.0),
    number("property_tax_relief_pct", mark("Relief of property tax voted"), "%", high=100.0),
    number("local_km", mark("A firm is local within"), "km", high=500.0),
    number("cee_usual", mark("Certificates, usual offer"), "€/MWh cumac", high=100.0),
    number("cee_very_modest", mark("Certificates, very modest households"), "€/MWh cumac", high=100.0),
)
# What a group of neighbours is worth: names of `domain.town.GROUP_WEIGHTS`.
WEIGHTS = (
    number("priority_eur", mark("Home labelled F or G"), "€", high=1e5),
    number("modest_eur", mark("Modest household"), "€", high=1e5),
    number("mixed_eur", mark("Rights to aids that differ, for each kind"), "€", high=1e5),
    number("mwh_eur", mark("Energy avoided in a year"), "€/MWh", high=1e4),
    number("co2_eur_t", mark("Emissions avoided in a year"), "€/t CO₂", high=1e5),
    number("heritage_eur", mark("Heritage file made together, for each home"), "€", high=1e5),
    number("landlord_eur", mark("Landlord next door with works in the same months"), "€", high=1e5),
    number("coordination_eur", mark("Cost of leading one more group"), "€", high=1e5),
)
FIELDS = (*NUMBERS, *WEIGHTS)
FLAGS = {
    "denormandie": mark("The Denormandie tax cut holds in this town"),
    "heat_network": mark("A heat network can be joined"),
    "direct_electric_heating": mark("No direct electric heating"),
}
AID_FIELDS = (
    text("label", mark("Name of the aid")),
    text("payer", mark("Who pays")),
    number("amount_eur", mark("Amount for a home"), "€", high=1e6),
    number("rate_pct", mark("or rate of the works with tax"), "%", high=100.0),
    number("ceiling_eur", mark("Works that count, at most"), "€", high=1e7),
    date("from", mark("From")),
    date("until", mark("Until")),
    text("source", mark("Where it is decided")),
)
_CEE = {"cee_usual": "usual", "cee_very_modest": "very_modest"}
_DECIMALS = 3


def shown_rules(rules: Mapping[str, Any] | None) -> dict[str, str]:
    """Texts of the form; a flag is "1" or ""."""
    raw = rules or {}
    cee = raw.get("cee_eur_per_mwhc") or {}
    weights = raw.get("weights") or {}
    texts = {spec.name: _written(raw.get(spec.name)) for spec in NUMBERS}
    texts |= {name: _written(cee.get(key)) for name, key in _CEE.items()}
    texts |= {spec.name: _written(weights.get(spec.name)) for spec in WEIGHTS}
    texts["denormandie"] = "1" if raw.get("denormandie") else ""
    texts["heat_network"] = "1" if "heat_network" in raw.get("offered", ()) else ""
    texts["direct_electric_heating"] = "1" if "direct_electric_heating" in raw.get("forbidden", ()) else ""
    return texts


def weight_examples() -> dict[str, str]:
    """What the application assumes where the town says nothing, by name of `WEIGHTS`."""
    assumed = rates().weights
    return {spec.name: _("{value} (assumption)").format(value=_written(assumed[spec.name])) for spec in WEIGHTS}


def _written(value: float | None) -> str:
    if value is None:
        return ""
    shown = figure(float(value), "", _DECIMALS)
    point = "," if "," in shown else "."
    return shown.rstrip("0").rstrip(point)


def problems(fields: Sequence[Field], typed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each field, by name; fields that are right are left out."""
    found = {}
    for spec in fields:
        try:
            parsed(spec, typed.get(spec.name, ""))
        except RehabError as error:
            found[spec.name] = error.told
    return found


def changed_rules(rules: Mapping[str, Any] | None, typed: Mapping[str, str]) -> dict[str, Any]:
    """The stored rules with what was typed; an empty field is taken out.

    Raises:
        RehabError: a field is wrong; `where` is its label.
    """
    kept = dict(rules or {})
    values = {spec.name: parsed(spec, typed.get(spec.name, "")) for spec in NUMBERS}
    cee = {key: values.pop(name) for name, key in _CEE.items()}
    values["cee_eur_per_mwhc"] = {key: value for key, value in cee.items() if value is not None} or None
    weights = {spec.name: parsed(spec, typed.get(spec.name, "")) for spec in WEIGHTS}
    values["weights"] = {name: value for name, value in weights.items() if value is not None} or None
    values["denormandie"] = True if typed.get("denormandie") else None
    values["offered"] = _listed(kept.get("offered", ()), "heat_network", bool(typed.get("heat_network")))
    electric = bool(typed.get("direct_electric_heating"))
    values["forbidden"] = _listed(kept.get("forbidden", ()), "direct_electric_heating", electric)
    for name, value in values.items():
        kept.pop(name, None)
        if value is not None:
            kept[name] = value
    return kept


def _listed(names: Sequence[str], name: str, wanted: bool) -> list[str] | None:
    others = [other for other in names if other != name]
    return [*others, name] if wanted else others or None


def shown_aid(aid: Mapping[str, Any]) -> dict[str, str]:
    """Texts of the form of a local aid; days as people write them."""
    found = {spec.name: str(aid.get(spec.name) or "") for spec in AID_FIELDS}
    for name in ("amount_eur", "rate_pct", "ceiling_eur"):
        found[name] = _written(aid.get(name))
    for name in ("from", "until"):
        found[name] = "/".join(reversed(found[name].split("-")))
    return found


def aid_problems(typed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a local aid as typed, by field."""
    found = problems(AID_FIELDS, typed)
    for name, told in (("label", _("A name is needed.")), ("payer", _("Say who pays."))):
        if not typed.get(name, "").strip():
            found[name] = told
    if bool(typed.get("amount_eur", "").strip()) == bool(typed.get("rate_pct", "").strip()):
        found.setdefault("amount_eur", _("Give an amount or a rate, one of the two."))
    return found


def changed_aid(aid: Mapping[str, Any] | None, typed: Mapping[str, str], classes: Sequence[str]) -> dict[str, Any]:
    """A local aid as typed, for these income classes; what the form does not show is kept.

    Raises:
        RehabError: a field is wrong; `where` is its label.
    """
    kept = dict(aid or {})
    for spec in AID_FIELDS:
        value = parsed(spec, typed.get(spec.name, ""))
        kept.pop(spec.name, None)
        if value not in (None, ""):
            kept[spec.name] = value.isoformat() if spec.name in ("from", "until") else value
    kept["classes"] = [name for name in CLASSES if name in classes]
    kept.setdefault("code", "_".join(str(kept.get("label", "")).lower().split())[:40])
    return kept


def allow(project: "Project", who: str, work: str, name: str, allowed: bool) -> Change:
    """Say whether the town allows a work of the catalogue."""
    from rehab_app.services.town import keep_rules

    rules = dict(project.neighbourhood()["rules"] or {})
    forbidden = _listed(rules.pop("forbidden", ()), work, not allowed)
    label = _("Allowed by the town: {work}") if allowed else _("Not allowed by the town: {work}")
    return keep_rules(project, who, {**rules, "forbidden": forbidden} if forbidden else rules, label.format(work=name))


def keep(project: "Project", who: str, rules: Mapping[str, Any], label: str = "") -> Change:
    """Replace the rules, as one action of the history.

    Raises:
        RehabError: one of them cannot be read, or names a work that the catalogue does not have.
    """
    from rehab_app.services.town import keep_rules

    return keep_rules(project, who, rules, label)
