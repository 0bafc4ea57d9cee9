"""Reader of aid cases: one JSON object a line with `id` and `inputs`, in the words of the State's model."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.situation import SITUATION, efficiency, quantity
from rehab_app.domain.table import Table, from_rows

# Lowest age of the classes of the model.
_AGES = {"moins de 2 ans": 0, "de 2 à 10 ans": 2, "de 10 à 15 ans": 10, "au moins 15 ans": 15}
# A class of efficiency counts as its lowest value: « entre 66 % et 72 % » is 66, « inférieur à 66 % » is 0.
_EFFICIENCY = re.compile(r"(entre|supérieur à|inférieur à) (\d+) %(?: et \d+ %)?")
_LOAN_WORKS = {
    "parois vitrées": "windows",
    "un poste": "one",
    "deux postes": "two",
    "trois postes": "three",
    "performance énergétique globale": "whole",
    "assainissement": "sanitation",
}
_MEASURES = {
    "audit": "energy_audit",
    "vmc_double_flux": "balanced_ventilation",
    "pac_air_eau": "air_water_heat_pump",
    "pac_geo": "ground_heat_pump",
    "pac_solaire": "solar_heat_pump",
    "pac_air_air": "air_air_heat_pump",
    "chauffe_eau_thermo": "thermodynamic_water_heater",
    "depose_cuve_fioul": "oil_tank_removal",
    "fenetres": "windows",
    "ite": "external_wall_insulation",
    "iti": "internal_wall_insulation",
    "combles": "roof_insulation",
    "toiture_terrasse": "flat_roof_insulation",
    "plancher_bas": "floor_insulation",
    "chaudiere_bois_manuelle": "manual_wood_boiler",
    "chaudiere_bois_auto": "automatic_wood_boiler",
    "insert": "closed_fireplace",
    "poele_buches": "log_stove",
    "poele_granules": "pellet_stove",
    "reseau_chaleur": "heat_network",
    "reseau_froid": "cooling_network",
    "cesi": "solar_water_heater",
    "ssc": "combined_solar",
    "pvt": "hybrid_panels",
}
_RATED = {
    "insert_etas": "closed_fireplace",
    "poele_buches_etas": "log_stove",
    "poele_granules_etas": "pellet_stove",
    "pac_air_eau_etas": "air_water_heat_pump",
    "pac_geo_etas": "ground_heat_pump",
    "pac_solaire_etas": "solar_heat_pump",
    "pac_air_air_scop": "air_air_heat_pump",
}
_HOT_WATER = {
    "pac_air_eau_usage": "air_water_heat_pump",
    "pac_geo_usage": "ground_heat_pump",
    "pac_solaire_usage": "solar_heat_pump",
}
_PLAIN = {
    "personnes": "people",
    "revenu": "income_eur",
    "departement": "department",
    "departement_menage": "household_department",
    "proprietaire_occupant": "owner_occupier",
    "residence_principale": "main_residence",
    "surface": "area_m2",
    "dpe_actuel": "label_before",
    "dpe_vise": "label_after",
    "travaux_ht": "works_ht_eur",
    "gain_energetique_pct": "energy_gain_pct",
    "remplacement_chaudiere_fossile": "replaces_fossil_boiler",
    "achat_prix": "purchase_eur",
    "denormandie_annees": "letting_years",
    "denormandie_gestes_minimum": "two_listed_works",
    "commune_denormandie": "denormandie_town",
    "taxe_fonciere_annuelle": "property_tax_eur",
    "commune_taxe_fonciere_taux": "property_tax_relief_pct",
    "depenses_plus_10000": "property_tax_spending",
}
_LONGEST_NAME = 40
_HIGHEST = 1e9
_TEXTS = ("department", "household_department")
_PARIS_REGION = "11"
_ENERGY_WORKS_VAT_PCT = 5.5


def read_aid_cases(path: Path) -> tuple[list[Any], Table]:
    """Identifiers and situations of a file, in its order.

    Raises:
        RehabError: names the line that is not a case, and what is wrong with it.
    """
    identifiers: list[Any] = []
    rows: list[dict[str, Any]] = []
    for place, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            rows.append(situation_of(case["inputs"]))
            identifiers.append(case["id"])
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise RehabError(
                _("This is not an aid case: {error}.").format(error=_reason(error)),
                where=_("{file}, line {line}").format(file=path.name, line=place),
                remedy=_("Correct the line or take it out, then read the file again."),
            ) from error
    return identifiers, from_rows(SITUATION, rows)


def _reason(error: Exception) -> str:
    """What is wrong with a line, in words; never a value of it, which may be an income."""
    if isinstance(error, json.JSONDecodeError | RecursionError):
        return _("the line is no JSON")
    if isinstance(error, KeyError):
        return _("“{name}” is lacking, or its word is not known").format(name=str(error.args[0])[:_LONGEST_NAME])
    if isinstance(error, _NoNumber):
        return _("“{name}” is no number").format(name=error.args[0])
    return _("an object with “id” and “inputs” is needed, its figures as numbers")


class _NoNumber(TypeError):
    """An input that should be a number is none; its argument is the name of the input."""


def situation_of(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """One row of the table SITUATION from the inputs of a case."""
    row = {ours: _plain(theirs, inputs.get(theirs)) for theirs, ours in _PLAIN.items()}
    status, kind, period = (inputs.get(name) for name in ("statut", "type", "periode_construction"))
    row.update(
        owner=_is(status, "propriétaire"),
        buyer=_is(status, "acquéreur"),
        condominium=_is(status, "copropriété"),
        house=_is(kind, "maison"),
        ile_de_france=inputs.get("region_menage") == _PARIS_REGION,
        age_years=None if period is None else _AGES[period],
        vat_pct=_ENERGY_WORKS_VAT_PCT,
        # The model caps its grant without regard to local aids; they are left out here to compare like with like.
        other_aids_eur=None,
        loan_works=_LOAN_WORKS[inputs["type_travaux"]] if inputs.get("type_travaux") else "",
        ventilation_on_demand=inputs.get("vmc_type") == "modulée",
    )
    row.update(_quantities(inputs.get("gestes") or {}))
    row.update(_chosen(inputs, _RATED, lambda name: efficiency(name), _efficiency))
    row.update(_chosen(inputs, _HOT_WATER, lambda name: f"hot_water_{name}", lambda use: use != "chauffage seulement"))
    _refuse_absurd(row)
    return row


def _refuse_absurd(row: Mapping[str, Any]) -> None:
    """No figure of a home is infinite or as large as a town's."""
    theirs = {ours: name for name, ours in _PLAIN.items()}
    for name, value in row.items():
        if isinstance(value, int | float) and not abs(value) <= _HIGHEST:
            raise _NoNumber(theirs.get(name, name))


def _plain(name: str, value: Any) -> Any:
    """The value; an input that is no number is refused by name."""
    if _PLAIN[name] not in _TEXTS and isinstance(value, str | list | dict):
        raise _NoNumber(name)
    return value


def _is(value: Any, word: str) -> bool | None:
    """Whether a value is that word; not known where there is none."""
    return None if value is None else value == word


def _quantities(done: Mapping[str, Any]) -> dict[str, float]:
    return {quantity(_MEASURES[name]): float(value or 0) for name, value in done.items()}


def _chosen(
    inputs: Mapping[str, Any], names: Mapping[str, str], column: Callable[[str], str], value: Callable[[Any], Any]
) -> dict[str, Any]:
    return {column(ours): value(inputs[theirs]) for theirs, ours in names.items() if inputs.get(theirs) is not None}


def _efficiency(written: Any) -> float:
    in_words = _EFFICIENCY.fullmatch(written) if isinstance(written, str) else None
    if in_words is None:
        return float(written)
    return 0.0 if in_words[1] == "inférieur à" else float(in_words[2])
