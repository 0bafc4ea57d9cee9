"""A renovation is a new version of the part tables: `apply` writes chosen works into them, dwellings all at once."""

import numpy as np

from rehab_app.domain.table import Stock
from rehab_app.works import envelope, pairs, panels, systems
from rehab_app.works.parts.common import owner
from rehab_app.works.surroundings import Bools, Surroundings
from rehab_app.works.targets import Selection, Target, targets

_ENVELOPE_KINDS = ("insulate", "window", "door")


def apply(stock: Stock, around: Surroundings, selection: Selection) -> Stock:
    """The stock after the works of the selection; the one given is not changed.

    Args:
        stock: n dwellings.
        around: façades of their buildings (`works.surroundings`), which decide where external insulation may go.
        selection: code of a work to n flags, True where the dwelling does it.

    Raises:
        RehabError: a work is not in the catalogue.
    """
    return apply_targets(stock, targets(stock, around, selection))


def apply_targets(stock: Stock, found: dict[str, Target]) -> Stock:
    """The stock after the works whose rows are already known (`targets` of the same stock)."""
    changed: dict[str, Bools] = {}
    inside = np.zeros(len(stock["wall"]), dtype=bool)
    for target in found.values():
        effect = target.entry.effect
        if effect.kind in _ENVELOPE_KINDS:
            part = stock[target.table]
            changed[target.table] = changed.get(target.table, np.zeros(len(part), dtype=bool)) | target.rows
        if effect.table == "wall" and effect.place == "inside":
            inside |= target.rows
    # Installations of a home become one: rows known before are homes, taken now, once a first heating is replaced.
    homes = {code: _homes(stock, target) for code, target in found.items()}
    for code, target in found.items():
        stock = _one(stock, target, homes[code])
    if "wall" in changed:
        insulated = changed["wall"]
        stock = envelope.return_insulation(stock, insulated)
        stock = envelope.lighten(stock, inside)
    if changed:
        stock = envelope.release_bridges(stock, changed)
        stock = envelope.loosen_air(stock, _owners(stock, changed))
    for target in found.values():  # sealed and measured once the envelope is done
        if target.entry.effect.kind == "air":
            stock = stock.replace(ventilation=envelope.tighten(stock["ventilation"], target.rows, target.entry.effect))
    return stock


def _one(stock: Stock, target: Target, homes: Bools) -> Stock:
    effect, rows = target.entry.effect, target.rows
    part = stock[target.table]
    if effect.kind == "insulate":
        return stock.replace(**{target.table: envelope.insulate(part, rows, effect)})
    if effect.kind == "window":
        return stock.replace(window=envelope.replace_windows(part, rows, effect))
    if effect.kind == "door":
        return stock.replace(door=envelope.replace_doors(part, rows, effect))
    if effect.kind == "ventilation":
        return stock.replace(ventilation=systems.replace_ventilation(part, rows, effect))
    if effect.kind in ("heating", "room_heating"):
        return systems.replace_heating(stock, homes, effect)
    if effect.kind == "hybrid_heating":
        return pairs.replace_by_hybrid(stock, homes, effect)
    return _water_and_sun(stock, target, homes)


def _water_and_sun(stock: Stock, target: Target, homes: Bools) -> Stock:
    effect, rows = target.entry.effect, target.rows
    if effect.kind == "shutter":
        return stock.replace(window=envelope.add_shutters(stock["window"], rows, effect))
    if effect.kind == "hot_water":
        heating = systems.without_hot_water(stock["heating_generator"], homes)
        water = systems.replace_hot_water(stock["hot_water_generator"], rows, effect)
        return stock.replace(heating_generator=heating, hot_water_generator=water)
    if effect.kind == "solar_water":
        return stock.replace(hot_water=systems.add_solar_water(stock["hot_water"], rows, effect))
    if effect.kind == "combined_solar":
        return pairs.add_combined_solar(stock, homes)
    if effect.kind == "pipes":
        return stock.replace(heating_emitter=systems.insulate_pipes(stock["heating_emitter"], homes))
    if effect.kind == "panels":
        return panels.add_panels(stock, rows)
    return stock


def _homes(stock: Stock, target: Target) -> Bools:
    """Homes in which a work treats something."""
    homes = np.zeros(stock.size, dtype=bool)
    homes[owner(stock, target.table)[target.rows]] = True
    return homes


def _owners(stock: Stock, changed: dict[str, Bools]) -> Bools:
    owners = np.zeros(stock.size, dtype=bool)
    for table, rows in changed.items():
        owners[stock[table]["dwelling"][rows]] = True
    return owners
