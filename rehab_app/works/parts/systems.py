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
from rehab_app.works.surroundings import Surroundings

OIL = 3
_SOLAR_WATER = 2
# Heat pumps that make hot water too, and boilers: hot water goes with the heating.
COMBINED_WATER = (10, 11, 12, *range(13, 58), *range(85, 105), 115, 116, *range(120, 134))


def ventilation(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
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


def heating_dry(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Column:
    """Homes without hot water radiators, when a boiler or a heat pump is chosen."""
    installed = stock["heating"]
    emitter = stock["heating_emitter"]
    wet = any_of(stock, emitter["dwelling"], np.isin(emitter["type_id"], WATER_EMITTERS))
    central = np.zeros(len(installed), dtype=bool)
    for code, chosen in selection.items():
        other = entry(code)
        if other.effect.kind == "heating":
            central |= chosen[installed["dwelling"]] & (heating(stock, around, selection, other) == "")
    return reasons(installed, (wet[installed["dwelling"]], "already_efficient"), (~central, "other_kind"))


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
