"""What works on ventilation, heating and hot water change in the part tables.

New appliances are described by default values (enumeration `methode_saisie_carac_sys`, id 1) of the latest period; row
ids and measures of the old ones are cleared.
"""

import numpy as np

from rehab_app.domain.table import Column, Stock, Table
from rehab_app.works.catalogue import Effect
from rehab_app.works.envelope import put
from rehab_app.works.parts.common import WATER_EMITTERS
from rehab_app.works.surroundings import Bools

# Hot water made by the heating appliance that goes away: boilers and boiler stoves (type_generateur_ecs).
_BOILER_WATER = (*range(13, 58), *range(85, 105), 115, 116, *range(120, 134))
# Two-pipe radiators with thermostatic valves, own network, below 65 °C; medium temperature; installed after 2000.
_NEW_RADIATOR, _MEDIUM, _AFTER_2000 = 39, 3, 3
_ROOM_CONTROL, _CENTRAL_WITH_MINIMUM = 2, 3
# Emitters on hot water above 65 °C: the id that follows is the same below 65 °C.
_HOT_EMITTERS = (11, 13, 15, 17, 24, 26, 28, 30, 32, 34, 36, 38, 46, 48)
_HEATING_AND_WATER, _WATER_ONLY, _HEATING_ONLY = 3, 2, 1


def replace_ventilation(ventilation: Table, rows: Bools, effect: Effect) -> Table:
    """A new mechanical ventilation of that official type in the marked rows."""
    return ventilation.replace(
        type_id=put(ventilation["type_id"], rows, effect.type_id),
        after_2012=put(ventilation["after_2012"], rows, 1),
        shared=put(ventilation["shared"], rows, 0),
        flow_row_id=put(ventilation["flow_row_id"], rows, -1),
    )


def replace_heating(stock: Stock, dwellings: Bools, effect: Effect) -> Stock:
    """One installation, one generator and one kind of emitter in the marked dwellings, in place of all there were.

    Existing hot water emitters stay (at low temperature when the generator asks for it); where there are none the first
    emitter becomes hot water radiators. Hot water made by the old boiler is made by the new generator. An appliance
    that heats the room it stands in ("room_heating") is its own emitter, and hot water gets a tank of its own.
    """
    water = np.zeros(stock.size, dtype=bool)
    generator = stock["hot_water_generator"]
    central = effect.kind != "room_heating"
    combined = np.isin(generator["type_id"], _BOILER_WATER) & dwellings[generator["dwelling"]]
    water[generator["dwelling"][combined]] = True
    stock = _one_installation(stock, dwellings)
    return stock.replace(
        heating_emitter=(_emitters if central else _room_emitters)(stock, dwellings, effect),
        heating_generator=_generators(stock, dwellings, water & central, effect),
        hot_water_generator=replace_hot_water(generator, combined, effect),
    )


def _one_installation(stock: Stock, dwellings: Bools) -> Stock:
    """Keep the first installation of the marked dwellings, with the first generator and emitter they have."""
    heating = stock["heating"]
    area = np.bincount(
        heating["dwelling"], weights=np.nan_to_num(heating["heated_area_m2"], nan=0.0), minlength=stock.size
    )
    living = stock["dwelling"]["living_area_m2"]
    area = np.where(area > 0, area, living)
    first = _first(heating, heating["number"], dwellings, stock.size)
    kept = heating.take(first)
    number = np.full(stock.size, -1, dtype=np.int32)
    number[kept["dwelling"]] = kept["number"]
    mine = dwellings[kept["dwelling"]]
    changed = {
        name: put(kept[name], mine, value)
        for name, value in (
            ("layout_id", 1),
            ("heated_area_m2", area[kept["dwelling"]]),
            ("solar_method_id", -1),
            ("solar_type_id", -1),
            ("solar_share_entered", np.nan),
            ("solar_row_id", -1),
        )
    }
    tables = {"heating": kept.replace(**changed)}
    for name in ("heating_emitter", "heating_generator"):
        part = stock[name]
        dry = ~np.isin(part["type_id"], WATER_EMITTERS) if name == "heating_emitter" else np.zeros(len(part), bool)
        link = np.where(part["link_id"] < 0, 1, part["link_id"])
        rank = (dry * 10_000 + link * 1_000).astype(np.int64) * 1_000 + part["number"]
        part = part.take(_first(part, rank, dwellings, stock.size))
        mine = dwellings[part["dwelling"]]
        tables[name] = part.replace(
            heating_number=put(part["heating_number"], mine, number[part["dwelling"]]),
            link_id=put(part["link_id"], mine, 1),
        )
    return stock.replace(**tables)


def _first(part: Table, rank: Column, dwellings: Bools, size: int) -> Bools:
    """Rows to keep: all of the other dwellings, and the row of lowest rank of the marked ones."""
    lowest = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(lowest, part["dwelling"], rank)
    return np.asarray(~dwellings[part["dwelling"]] | (rank == lowest[part["dwelling"]]))


def _emitters(stock: Stock, dwellings: Bools, effect: Effect) -> Table:
    emitter, area = stock["heating_emitter"], stock["heating"]
    mine = dwellings[emitter["dwelling"]]
    heated = np.full(stock.size, np.nan)
    heated[area["dwelling"]] = area["heated_area_m2"]
    wet = np.isin(emitter["type_id"], WATER_EMITTERS)
    new = mine & ~wet
    cooled = mine & wet & np.isin(emitter["type_id"], _HOT_EMITTERS) & effect.low_temperature
    temperature = np.where(cooled | new | (effect.low_temperature & (emitter["temperature_id"] == 4)), _MEDIUM, -1)
    poor = np.isin(emitter["control_id"], (-1, 1, 2))
    columns: dict[str, Column] = {
        "type_id": np.where(new, _NEW_RADIATOR, emitter["type_id"] + cooled),
        "temperature_id": np.where(temperature > 0, temperature, emitter["temperature_id"]),
        "heating_kind_id": np.full(len(emitter), 2),
        "regulation_id": np.where(new, _ROOM_CONTROL, emitter["regulation_id"]),
        "control_id": np.where(poor, _CENTRAL_WITH_MINIMUM, emitter["control_id"]),
        "period_id": np.where(new, _AFTER_2000, emitter["period_id"]),
        "insulated_pipes": np.where(new, 1, emitter["insulated_pipes"]),
        "heated_area_m2": heated[emitter["dwelling"]],
    }
    for name in ("emission_row_id", "distribution_row_id", "regulation_row_id", "intermittence_row_id"):
        columns[name] = np.full(len(emitter), -1)
    return emitter.replace(**{name: put(emitter[name], mine, value) for name, value in columns.items()})


def _room_emitters(stock: Stock, dwellings: Bools, effect: Effect) -> Table:
    """One emitter that is the appliance itself; the rest is looked up again."""
    emitter, area = stock["heating_emitter"], stock["heating"]
    mine = dwellings[emitter["dwelling"]]
    heated = np.full(stock.size, np.nan)
    heated[area["dwelling"]] = area["heated_area_m2"]
    columns: dict[str, Column | float] = {
        "type_id": effect.emitter_id,
        "heating_kind_id": 1,
        "temperature_id": 1,
        "regulation_id": _ROOM_CONTROL,
        "control_id": _CENTRAL_WITH_MINIMUM,
        "insulated_pipes": -1,
        "heated_area_m2": heated[emitter["dwelling"]],
    }
    columns |= dict.fromkeys(
        ("emission_row_id", "distribution_row_id", "regulation_row_id", "intermittence_row_id"), -1
    )
    return emitter.replace(**{name: put(emitter[name], mine, value) for name, value in columns.items()})


def _generators(stock: Stock, dwellings: Bools, water: Bools, effect: Effect) -> Table:
    generator = stock["heating_generator"]
    mine = dwellings[generator["dwelling"]]
    use = np.where(water[generator["dwelling"]], _HEATING_AND_WATER, _HEATING_ONLY)
    return _appliance(generator, mine, effect, effect.type_id, use, effect.energy_id)


def replace_hot_water(generator: Table, rows: Bools, effect: Effect) -> Table:
    """A new generator of hot water in the marked rows: part of the heating, or on its own."""
    own = effect.hot_water_energy_id >= 0
    use = np.full(len(generator), _WATER_ONLY if own else _HEATING_AND_WATER)
    energy = effect.hot_water_energy_id if own else effect.energy_id
    replaced = _appliance(generator, rows, effect, effect.hot_water_type_id, use, energy)
    return replaced.replace(
        storage_id=put(generator["storage_id"], rows, effect.storage_id),
        storage_l=put(generator["storage_l"], rows, effect.storage_l),
        storage_row_id=put(generator["storage_row_id"], rows, -1),
        heat_pump_period_id=put(generator["heat_pump_period_id"], rows, -1),
    )


def without_hot_water(generator: Table, dwellings: Bools) -> Table:
    """Heat generators of the marked dwellings that no longer make hot water."""
    both = dwellings[generator["dwelling"]] & (generator["use_id"] == _HEATING_AND_WATER)
    return generator.replace(use_id=put(generator["use_id"], both, _HEATING_ONLY))


def add_solar_water(hot_water: Table, rows: Bools, effect: Effect) -> Table:
    """Solar collectors before the hot water of the marked rows."""
    return hot_water.replace(
        layout_id=put(hot_water["layout_id"], rows, 2),
        solar_type_id=put(hot_water["solar_type_id"], rows, effect.type_id),
        solar_method_id=put(hot_water["solar_method_id"], rows, 1),
        solar_share_entered=put(hot_water["solar_share_entered"], rows, np.nan),
        solar_row_id=put(hot_water["solar_row_id"], rows, -1),
    )


def _appliance(generator: Table, rows: Bools, effect: Effect, type_id: int, use: Column, energy_id: int) -> Table:
    """The marked rows as a new appliance known by default values."""
    cleared = {
        name: put(generator[name], rows, generator.spec.field(name).missing)
        for name in generator.spec.names
        if name.startswith(("measured_", "network_")) or name.endswith("_row_id")
    }
    columns: dict[str, Column | float] = {
        "type_id": type_id,
        "energy_id": energy_id,
        "use_id": use,
        "characteristics_method_id": 1,
        "fan_flue": int(effect.flue),
    }
    if "burner_control" in generator.spec.names:
        columns |= {"burner_control": int(effect.flue), "cascade_priority": np.nan, "gas_heaters": np.nan}
    return generator.replace(**cleared, **{name: put(generator[name], rows, value) for name, value in columns.items()})


def insulate_pipes(emitter: Table, homes: Bools) -> Table:
    """Pipes of the hot water radiators of these homes, insulated; the official row of bare ones no longer holds."""
    rows = homes[emitter["dwelling"]] & np.isin(emitter["type_id"], WATER_EMITTERS)
    return emitter.replace(
        insulated_pipes=put(emitter["insulated_pipes"], rows, 1),
        distribution_row_id=put(emitter["distribution_row_id"], rows, -1),
    )
