"""Final energy of each dwelling by use and energy, and what it emits (arrêté du 31 mars 2021, annexes 1 and 7).

Here values leave the scale of the parts: flats generated from their building get their share (`shares.keys`).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy import networks, panels
from rehab_app.energy.auxiliaries import Auxiliaries
from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context
from rehab_app.energy.cooling import Cooling
from rehab_app.energy.families import Heater, WaterHeater
from rehab_app.energy.heating.consumption import HeatingUse
from rehab_app.energy.heating.generators import Generators
from rehab_app.energy.heating.layouts import SHARED_BASE, SHARED_CIRCUIT, TWO_CIRCUITS
from rehab_app.energy.hot_water import HotWaterUse
from rehab_app.energy.shares import keys
from rehab_app.energy.tables import Floats, Ints, sheet

ELECTRICITY, HEAT_NETWORK, ON_SITE = 1, 8, 12
ENERGIES = 16  # places of the official ids 1 to 15; 0 is not used
AUXILIARIES = ("generation_ch", "distribution_ch", "generation_ecs", "distribution_ecs", "ventilation")
USES = ("ch", "ecs", "fr", "eclairage", *(f"auxiliaire_{name}" for name in AUXILIARIES))
_EMISSION_USE = {"ch": "heating", "ecs": "hot_water", "fr": "cooling", "eclairage": "lighting"}
_PANEL_USE = {
    "ch": "heating",
    "auxiliaire_generation_ch": "heating",
    "ecs": "hot_water",
    "auxiliaire_generation_ecs": "hot_water",
    "fr": "cooling",
    "eclairage": "lighting",
    "auxiliaire_ventilation": "ventilation",
    "auxiliaire_distribution_ch": "distribution",
    "auxiliaire_distribution_ecs": "distribution",
}
_ELECTRIC_HEATERS = (Heater.HEAT_PUMP, Heater.JOULE, Heater.ELECTRIC_BOILER)
_ELECTRIC_WATER = (
    WaterHeater.HEAT_PUMP,
    WaterHeater.ELECTRIC_TANK,
    WaterHeater.ELECTRIC_INSTANTANEOUS,
    WaterHeater.ELECTRIC_BOILER,
)


@dataclass(frozen=True, slots=True)
class Consumption:
    """What all steps found for one behaviour of the occupants."""

    generators: Generators
    heating: HeatingUse
    hot_water: HotWaterUse
    cooling: Cooling
    auxiliaries: Auxiliaries
    lighting_kwh: Floats


@dataclass(frozen=True, slots=True)
class Final:
    """By dwelling, net of the panels' electricity that the home uses itself.

    Attributes:
        kwh: final energy, shape (dwellings, uses, energies), uses in the order of `USES`, energies by official id.
        shared_kwh: what of it shared systems consume, whose energy the building buys; same shape.
        kg: emissions, kg CO2, shape (dwellings, uses).
        panels: production and self-consumption.
    """

    kwh: Floats
    shared_kwh: Floats
    kg: Floats
    panels: panels.SelfConsumption


@dataclass(frozen=True, slots=True)
class _Part:
    """Final energy of the rows of one table for one use, at the scale of the dwelling."""

    use: str
    table: str
    kwh: Floats
    energy: Ints
    shared: Floats  # share that a shared system consumes, 0 to 1


def final_energy(context: Context, found: Consumption) -> Final:
    """Final energy and emissions of each dwelling; an energy that is not given refuses it."""
    size = context.size
    shape = (size, len(USES), ENERGIES)
    kwh, shared, kg = np.zeros(shape), np.zeros(shape), np.zeros(shape[:2])
    for part in _parts(context, found):
        place = USES.index(part.use)
        known = np.where((part.energy > 0) & (part.energy < ENERGIES), part.energy, 0)
        context.refusals.missing(part.table, known == 0, "energy_id")
        owner = context.stock[part.table]["dwelling"].astype(np.intp)
        key = owner * ENERGIES + known
        kwh[:, place] += total_by(key, part.kwh, size * ENERGIES).reshape(size, ENERGIES)
        if part.shared.any():
            shared[:, place] += total_by(key, part.kwh * part.shared, size * ENERGIES).reshape(size, ENERGIES)
        burnt = known != ELECTRICITY
        if burnt.any():
            factor = emission_factor(context, part.table, part.use, known)
            context.refusals.unknown(part.table, np.isnan(factor) & (known > 0), "energy_id")
            kg[:, place] += total_by(owner, np.where(burnt, part.kwh * factor, 0.0), size)
    kwh[:, USES.index("eclairage"), ELECTRICITY] = found.lighting_kwh
    generated = _net_of_panels(context, kwh, shared)
    kg += kwh[:, :, ELECTRICITY] * _electricity_factors()
    return Final(kwh, shared, kg, generated)


def _parts(context: Context, found: Consumption) -> tuple[_Part, ...]:
    """All parts that consume, each with the dwelling's share of it."""
    stock, aux = context.stock, found.auxiliaries
    heating, hot_water = keys(context, "heating"), keys(context, "hot_water")
    owner = found.heating.layout.installation
    water = stock["hot_water_generator"]
    water_owner = context.row("hot_water", water["dwelling"], water["hot_water_number"])
    shared = (stock["heating"]["shared_id"] > 1).astype(np.float64)
    shared_water = (stock["hot_water"]["shared_id"] > 1).astype(np.float64)
    kind = np.append(stock["heating"]["layout_id"], -1)[owner]
    of_generator = np.append(shared, 0.0)[owner]
    # The back-up of a shared base is the dwelling's own, and so is one of the two circuits of a convector.
    of_generator = np.where((kind == SHARED_BASE) & (found.heating.layout.rank > 1), 0.0, of_generator)
    of_generator = np.where(kind == TWO_CIRCUITS, SHARED_CIRCUIT * of_generator, of_generator)
    of_water = np.append(shared_water, 0.0)[water_owner]
    key, water_key = np.append(heating, np.nan)[owner], np.append(hot_water, np.nan)[water_owner]

    def electric(use: str, table: str, values: Floats, part: Floats) -> _Part:
        return _Part(f"auxiliaire_{use}", table, values, np.full(len(values), ELECTRICITY, dtype=np.int32), part)

    shared_air = (stock["ventilation"]["shared"] == 1).astype(np.float64)
    return (
        _Part("ch", "heating_generator", found.heating.final_kwh * key, _heating_energy(context, found), of_generator),
        _Part(
            "ecs", "hot_water_generator", found.hot_water.final_kwh * water_key, _water_energy(context, found), of_water
        ),
        _Part(
            "fr",
            "cooling",
            found.cooling.final_kwh * keys(context, "cooling"),
            _cooling_energy(context),
            np.zeros(len(stock["cooling"])),
        ),
        electric("generation_ch", "heating_generator", aux.heating_generation_kwh * key, of_generator),
        electric("distribution_ch", "heating", aux.heating_distribution_kwh * heating, shared),
        electric("generation_ecs", "hot_water_generator", aux.water_generation_kwh * water_key, of_water),
        electric("distribution_ecs", "hot_water", aux.water_distribution_kwh * hot_water, shared_water),
        electric("ventilation", "ventilation", aux.ventilation_kwh * keys(context, "ventilation"), shared_air),
    )


def _net_of_panels(context: Context, kwh: Floats, shared: Floats) -> panels.SelfConsumption:
    """Take what the home uses of its panels' electricity off each use, in place."""
    if not len(context.stock["panel"]):
        none = np.zeros(context.size)
        return panels.SelfConsumption(none, dict.fromkeys(panels.USES, none))
    gross: dict[str, Floats] = {use: np.zeros(context.size) for use in panels.USES if use != "other"}
    for use, group in _PANEL_USE.items():
        gross[group] = gross[group] + kwh[:, USES.index(use), ELECTRICITY]
    generated = panels.self_consumption(context, gross)
    for use, group in _PANEL_USE.items():
        taken = np.where(gross[group] > 0, generated.used_kwh[group] / np.where(gross[group] > 0, gross[group], 1), 0.0)
        kwh[:, USES.index(use), ELECTRICITY] *= 1 - taken
        shared[:, USES.index(use), ELECTRICITY] *= 1 - taken
    return generated


def _heating_energy(context: Context, found: Consumption) -> Ints:
    """Energy of each heat generator: as given, else electricity for what runs on nothing else, else -1."""
    given = context.stock["heating_generator"]["energy_id"]
    electric = np.isin(found.generators.heating.family, _ELECTRIC_HEATERS)
    return np.where(given > 0, given, np.where(electric, ELECTRICITY, -1)).astype(np.int32)


def _water_energy(context: Context, found: Consumption) -> Ints:
    given = context.stock["hot_water_generator"]["energy_id"]
    electric = np.isin(found.generators.hot_water.family, _ELECTRIC_WATER)
    return np.where(given > 0, given, np.where(electric, ELECTRICITY, -1)).astype(np.int32)


def _cooling_energy(context: Context) -> Ints:
    given = context.stock["cooling"]["energy_id"]
    return np.where(given > 0, given, ELECTRICITY).astype(np.int32)


@cache
def _factors() -> Floats:
    """kg CO2 per kWh by use (ch, ecs, fr, eclairage, auxiliaries) and energy; NaN where annexe 7 has none."""
    table = sheet("emission_factors")
    rows = [*_EMISSION_USE.values(), "auxiliaries"]
    found = np.full((len(rows), ENERGIES), np.nan)
    for energy, use, factor in zip(
        table.texts("energy_id"), table.texts("use"), table.numbers("kgco2_per_kwh"), strict=True
    ):
        found[slice(None) if use == "all" else rows.index(use), int(energy)] = factor
    return found


def _electricity_factors() -> Floats:
    """kg CO2 per kWh of electricity by use, in the order of `USES`."""
    places = [min(place, len(_EMISSION_USE)) for place in range(len(USES))]
    return np.asarray(_factors()[places, ELECTRICITY])


def emission_factor(context: Context, table: str, use: str, energy: Column) -> Floats:
    """kg CO2 per kWh of each row: by energy and use, or of its heat network where the lists of networks have it."""
    factor = np.asarray(_factors()[USES.index(use), energy])
    piped = np.flatnonzero(energy == HEAT_NETWORK)
    if not len(piped) or "network_identifier" not in context.stock[table].columns:
        return factor
    listed = networks.content(context, table, piped)
    factor[piped] = np.where(np.isnan(listed), factor[piped], listed)
    return factor
