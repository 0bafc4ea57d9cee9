"""Which equipment a work replaces, and why the other is left."""

import numpy as np

from rehab_app.domain.table import Column, Stock
from rehab_app.works.catalogue import Entry, entry
from rehab_app.works.parts.common import (
    HOUSES,
    WATER_EMITTERS,
    WHOLE_BUILDINGS,
    Selection,
    any_of,
    first_rows,
    reasons,
)
from rehab_app.works.surroundings import Bools, Surroundings

OIL = 3
GAS = (2, 9, 10, 13)  # natural gas, propane, butane and liquefied gas
_SOLAR_WATER = 2
_SOLAR_HEATING, _SUN_CAN_BE_ADDED = (2, 7), (-1, 1, 3)  # layouts with sun; one generator, with or without a stove
_CENTRAL = ("heating", "hybrid_heating")
# Heat pumps that make hot water too, and boilers: hot water goes with the heating.
COMBINED_WATER = (10, 11, 12, *range(13, 58), *range(85, 105), 115, 116, *range(120, 134))


def ventilation(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Ventilation of one home that is not good yet."""
    ventilation = stock["ventilation"]
    building = np.isin(stock["dwelling"]["method_id"], WHOLE_BUILDINGS)[ventilation["dwelling"]]
    return reasons(
        ventilation,
        (building, "shared_system"),
        (np.isin(ventilation["type_id"], item.spare_types), "already_efficient"),
    )


def heating(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """The first installation of a home stands for all of them: they are replaced together."""
    heating = stock["heating"]
    building = np.isin(stock["dwelling"]["method_id"], WHOLE_BUILDINGS)
    shared = building | any_of(stock, heating["dwelling"], heating["shared_id"] > 1)
    generator = stock["heating_generator"]
    good = ~any_of(stock, generator["dwelling"], ~np.isin(generator["type_id"], item.spare_types))
    return reasons(
        heating,
        (shared[heating["dwelling"]], "shared_system"),
        (good[heating["dwelling"]], "already_efficient"),
        (~first_rows(stock, "heating"), "other_kind"),
    )


def hybrid(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """As for any heating, in homes that have gas: the boiler of the pair burns it."""
    generator = stock["heating_generator"]
    gas = any_of(stock, generator["dwelling"], np.isin(generator["energy_id"], GAS))
    found = heating(stock, around, selection, item)
    return np.where((found == "") & ~gas[stock["heating"]["dwelling"]], "other_kind", found)


def _chosen(stock: Stock, around: Surroundings, selection: Selection, kinds: tuple[str, ...]) -> Bools:
    """Homes whose heating one of the selected works of these kinds replaces."""
    homes = np.zeros(stock.size, dtype=bool)
    for code, wanted in selection.items():
        other = entry(code)
        if other.effect.kind in kinds:
            rule = hybrid if other.effect.kind == "hybrid_heating" else heating
            rows = rule(stock, around, selection, other) == ""
            homes[stock["heating"]["dwelling"][rows]] |= wanted[stock["heating"]["dwelling"][rows]]
    return homes


def heating_dry(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Homes without hot water radiators, when a boiler or a heat pump is chosen."""
    installed = stock["heating"]
    emitter = stock["heating_emitter"]
    wet = any_of(stock, emitter["dwelling"], np.isin(emitter["type_id"], WATER_EMITTERS))
    central = _chosen(stock, around, selection, _CENTRAL)
    return reasons(
        installed,
        (wet[installed["dwelling"]], "already_efficient"),
        (~central[installed["dwelling"]], "other_kind"),
    )


def pipes(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Hot water radiators whose pipes are bare or not known to be insulated."""
    emitter, heating = stock["heating_emitter"], stock["heating"]
    shared = any_of(stock, heating["dwelling"], heating["shared_id"] > 1)
    shared |= np.isin(stock["dwelling"]["method_id"], WHOLE_BUILDINGS)
    return reasons(
        emitter,
        (shared[emitter["dwelling"]], "shared_system"),
        (~np.isin(emitter["type_id"], WATER_EMITTERS), "other_kind"),
        (emitter["insulated_pipes"] == 1, "already_efficient"),
    )


def hot_water(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """The first generator of hot water of a home, unless it is the boiler that stays."""
    generator, water = stock["hot_water_generator"], stock["hot_water"]
    shared = any_of(stock, water["dwelling"], water["shared_id"] > 1)
    whole = np.isin(stock["dwelling"]["method_id"], WHOLE_BUILDINGS)
    return reasons(
        generator,
        ((shared | whole)[generator["dwelling"]], "shared_system"),
        (np.isin(generator["type_id"], item.spare_types), "already_efficient"),
        (~first_rows(stock, "hot_water_generator"), "other_kind"),
    )


def solar_water(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """The hot water of a house, where no sun warms it yet."""
    water = stock["hot_water"]
    house = np.isin(stock["dwelling"]["method_id"], HOUSES)
    return reasons(
        water,
        (~house[water["dwelling"]] | (water["shared_id"] > 1), "shared_system"),
        (water["layout_id"] == _SOLAR_WATER, "already_efficient"),
        (~first_rows(stock, "hot_water"), "other_kind"),
    )


def combined_solar(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """The hot water heating of a house, as it is or as it will be; the generator stays, the sun goes before it.

    The method knows sun before one generator, with or without a wood stove beside it (layouts 2 and 7).
    """
    heating, emitter = stock["heating"], stock["heating_emitter"]
    renewed = _chosen(stock, around, selection, _CENTRAL)
    by_room = _chosen(stock, around, selection, ("room_heating",))
    wet = any_of(stock, emitter["dwelling"], np.isin(emitter["type_id"], WATER_EMITTERS))
    wet = (wet & ~by_room) | renewed
    house = np.isin(stock["dwelling"]["method_id"], HOUSES)
    of = heating["dwelling"]
    return reasons(
        heating,
        (~house[of] | (heating["shared_id"] > 1), "shared_system"),
        (np.isin(heating["layout_id"], _SOLAR_HEATING) & ~renewed[of], "already_efficient"),
        (~wet[of] | ~(np.isin(heating["layout_id"], _SUN_CAN_BE_ADDED) | renewed[of]), "other_kind"),
        (~first_rows(stock, "heating"), "other_kind"),
    )


def oil_tank(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """The oil boiler whose tank goes; the first one stands for all."""
    generator = stock["heating_generator"]
    return reasons(
        generator,
        (generator["energy_id"] != OIL, "not_concerned"),
        (~first_rows(stock, "heating_generator"), "other_kind"),
    )


def air(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """The envelope of a home, described in its ventilation; a permeability measured as low is left."""
    ventilation = stock["ventilation"]
    building = np.isin(stock["dwelling"]["method_id"], WHOLE_BUILDINGS)[ventilation["dwelling"]]
    measured = np.isin(ventilation["q4pa_method_id"], (2, 3)) & (ventilation["q4pa_entered"] <= item.effect.q4pa)
    return reasons(ventilation, (building, "shared_system"), (measured, "already_efficient"))
