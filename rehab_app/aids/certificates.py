"""Certificats d'économies d'énergie: volumes of the standard operations (arrêté du 22 décembre 2014, BAR forms).

The date of signature of the quote decides which forms hold. The price is a commercial offer, hence a parameter.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.income import MODEST, VERY_MODEST
from rehab_app.aids.parameters import Parameters, document, parameters_at
from rehab_app.domain.catalogue.situation import HEAT_PUMPS, efficiency, quantity
from rehab_app.domain.table import Table

Volume = NDArray[np.float64]

_CORSICA = ("2A", "2B")


@dataclass(frozen=True, slots=True)
class Certificates:
    """Volumes by measure in kWh cumac (n,) and their price; measures whose scale is still to be confirmed are named.

    Until the end of 2025 a volume is 0 where the "coup de pouce" offer takes the place of the form; since then the
    offer multiplies it.
    """

    volumes_kwhc: Mapping[str, Volume]
    price_eur_per_kwhc: Volume
    to_confirm: frozenset[str]

    @property
    def total_eur(self) -> Volume:
        """Value at the price of the parameters: an upper mark, the quote's offer is what is paid."""
        return np.asarray(np.sum(list(self.volumes_kwhc.values()), axis=0) * self.price_eur_per_kwhc)


def climate_zone(departments: NDArray[np.object_]) -> NDArray[np.intp]:
    """Zone of the energy certificates by department code: 0 is H1, 1 is H2, 2 is H3."""
    zones = document("cee")["zones"]
    position = {code: place for place, name in enumerate(("H2", "H3"), start=1) for code in zones[name]}
    codes, inverse = np.unique(departments.astype(str), return_inverse=True)
    return np.array([position.get(code, 0) for code in codes], dtype=np.intp)[inverse]


def _zone(situations: Table, rules: Parameters) -> NDArray[np.intp]:
    """Zone of the dwelling, or that of the household where the period reads it so."""
    of_dwelling = climate_zone(situations["department"])
    if rules["zone_of"] == "dwelling":
        return of_dwelling
    household = situations["household_department"]
    in_corsica = np.isin(situations["department"], _CORSICA)
    of_household = np.where(np.isin(household, _CORSICA), 0, climate_zone(household))
    return np.where(in_corsica | (household == ""), of_dwelling, of_household)


def certificates(
    situations: Table, income: NDArray[np.intp], on: datetime.date, price_eur_per_kwhc: float | None = None
) -> Certificates:
    """Volumes of every measure for a quote signed on that day, and their price."""
    rules = parameters_at("cee", on)
    zone = _zone(situations, rules)
    volumes = _flat(situations, rules, zone)
    volumes.update(_by_dwelling(situations, rules))
    volumes.update(_stoves(situations, rules, zone))
    volumes.update(_by_area(situations, rules, zone))
    volumes["air_air_heat_pump"] = _air_air(situations, rules["air_air_heat_pump"], zone)
    volumes.update(_heat_pumps(situations, rules["heat_pumps"], zone))
    for measure in _replaced_by_offer(rules):
        volumes[measure] = volumes[measure] * _offer_factor(situations, income, measure, rules)
    coal = np.where(income <= MODEST, *rules["boost_coal"])
    for measure in rules["by_efficiency"]:
        volumes[measure] = volumes[measure] * np.where(_replaces_coal(situations), coal, 1.0)
    old_enough = ~(
        situations["age_years"] < rules["age_years_min"]
    )  # as for the grants, an unknown age does not refuse
    return Certificates(
        {measure: np.where(old_enough, volume, 0.0) for measure, volume in volumes.items()},
        _price(income, rules, price_eur_per_kwhc),
        frozenset(rules["to_confirm"]),
    )


def _price(income: NDArray[np.intp], rules: Parameters, entered: float | None) -> Volume:
    """Price by row: entered by the town, or that of the parameters, better for very modest households since 2026."""
    if entered is not None:
        return np.full(len(income), entered)
    usual = rules["price_eur_per_kwhc"]
    better = rules.get("price_very_modest_eur_per_kwhc", usual)
    return np.where(income == VERY_MODEST, float(better), float(usual))


def _replaced_by_offer(rules: Parameters) -> list[str]:
    """Measures to which the "coup de pouce chauffage" applies."""
    scales = {**rules["flat"], **rules["by_area"]}
    boilers = [name for name, scale in scales.items() if scale.get("boiler")]
    pumps = [name for name, scale in rules["heat_pumps"].items() if isinstance(scale, Mapping)]
    return boilers + pumps


def _replaces_coal(situations: Table) -> NDArray[np.bool_]:
    return np.asarray((situations["replaces_coal_appliance"] == 1) & (situations["main_residence"] == 1))


def _offer_factor(situations: Table, income: NDArray[np.intp], measure: str, rules: Parameters) -> Volume:
    """0 where the offer takes the place of the form, its factor where it multiplies it, 1 elsewhere.

    Arrêté du 6 septembre 2025: a fossil boiler is replaced in a main residence; since 1 September 2026 the model must
    be approved (arrêté du 29 mai 2026).
    """
    boiler = situations["replaces_fossil_boiler"] == 1
    if rules["offer_replaces_form"]:
        return np.where(boiler, 0.0, 1.0)
    boosted = boiler & (situations["main_residence"] == 1)
    if rules["approved_model_required"] and measure in HEAT_PUMPS:
        boosted &= situations["approved_model"] == 1
    usual = float(rules["boost"].get(measure, 1))
    factor = np.where(income <= MODEST, float(rules["boost_modest"].get(measure, usual)), usual)
    return np.where(boosted, factor, 1.0)


def _done(situations: Table, measure: str) -> Volume:
    return np.asarray(np.nan_to_num(situations[quantity(measure)]))


def _flat(situations: Table, rules: Parameters, zone: NDArray[np.intp]) -> dict[str, Volume]:
    volumes = {}
    for measure, scale in rules["flat"].items():
        done = _done(situations, measure)
        if measure == "windows":  # the form counts m²; where the area is not known, an agreed area a window
            area = situations["window_area_m2"]
            done = np.where((done > 0) & ~np.isnan(area), area, done * rules["window_area_m2"])
        volumes[measure] = done * np.asarray(scale["kwhc"])[zone]
    return volumes


def _by_dwelling(situations: Table, rules: Parameters) -> dict[str, Volume]:
    house = situations["house"] == 1
    return {
        measure: _done(situations, measure) * np.where(house, scale["house"], scale["flat"])
        for measure, scale in rules["by_dwelling"].items()
    }


def _stoves(situations: Table, rules: Parameters, zone: NDArray[np.intp]) -> dict[str, Volume]:
    volumes = {}
    for measure, scale in rules["by_efficiency"].items():
        row = _row(situations, measure, scale["from_pct"])
        volumes[measure] = _done(situations, measure) * _pick(scale["kwhc"], row, zone)
    return volumes


def _by_area(situations: Table, rules: Parameters, zone: NDArray[np.intp]) -> dict[str, Volume]:
    volumes = {}
    on_demand = situations["ventilation_on_demand"] == 1
    ventilation = np.zeros(len(situations))
    for name, scale in rules["by_area"].items():
        volume = np.asarray(scale["kwhc"])[zone] * _factor(situations, scale["below_m2"], scale["factor"])
        if name.startswith("balanced_ventilation"):
            ventilation = np.where(on_demand == name.endswith("demand_controlled"), volume, ventilation)
        else:
            volumes[name] = _done(situations, name) * volume
    volumes["balanced_ventilation"] = _done(situations, "balanced_ventilation") * ventilation
    return volumes


def _air_air(situations: Table, scale: Parameters, zone: NDArray[np.intp]) -> Volume:
    house = situations["house"] == 1
    row = _row(situations, "air_air_heat_pump", scale["scop_from"])
    volume = np.where(house, _pick(scale["house_kwhc"], row, zone), _pick(scale["flat_kwhc"], row, zone))
    factor = np.where(
        house,
        _factor(situations, scale["below_m2"], scale["house_factor"]),
        _factor(situations, scale["below_m2"], scale["flat_factor"]),
    )
    return _done(situations, "air_air_heat_pump") * volume * factor


def _heat_pumps(situations: Table, rules: Parameters, zone: NDArray[np.intp]) -> dict[str, Volume]:
    volumes = {}
    house = situations["house"] == 1
    in_houses = _factor(situations, rules["below_m2"], rules["house_factor"])
    in_flats = _factor(situations, rules["below_m2"], rules["flat_factor"])
    for measure, scale in rules.items():
        if not isinstance(scale, Mapping):
            continue
        row = _row(situations, measure, scale["from_pct"])
        column = np.maximum(situations[f"hot_water_{measure}"], 0).astype(np.intp)
        volume = _pick(scale["house_kwhc"], row, column) * in_houses
        if "flat_kwhc" in scale:
            volume = np.where(house, volume, _pick(scale["flat_kwhc"], row, column) * in_flats)
        zoned = volume * np.asarray(rules["zone_factor"])[zone]
        volumes[measure] = _done(situations, measure) * zoned
    return volumes


def _row(situations: Table, measure: str, bounds: list[float]) -> NDArray[np.intp]:
    """Row of the scale for the appliance's efficiency; -1 below the lowest bound (no certificate) or when unknown."""
    rated = np.nan_to_num(situations[efficiency(measure)])
    return np.asarray(np.searchsorted(bounds, rated, side="right") - 1)


def _pick(scale: list[list[float]], row: NDArray[np.intp], column: NDArray[np.intp]) -> Volume:
    """scale[row, column], 0 where the row is -1."""
    values = np.asarray([*scale, [0.0] * len(scale[0])], dtype=float)
    return np.asarray(values[row, column])


def _factor(situations: Table, below_m2: list[float], factors: list[float]) -> Volume:
    """Factor of the living area: one more value than there are bounds; 0 where the area is not known."""
    area = situations["area_m2"]
    found = np.asarray(factors)[np.searchsorted(below_m2, area, side="right")]
    return np.where(np.isnan(area), 0.0, found)
