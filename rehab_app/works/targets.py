"""Which parts of each home a work treats, and why the others are left: the one rule for take-off and application.

Parts with an unknown insulation are treated: the aids do not count an insulation nobody can show.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rehab_app.domain.table import Column, Stock
from rehab_app.works.catalogue import Entry, entries, entry
from rehab_app.works.parts import envelope, home, systems
from rehab_app.works.parts.common import FLATS_OF_A_BUILDING, Selection, owner
from rehab_app.works.surroundings import Bools, Surroundings

__all__ = ["Selection", "Target", "target", "targets"]


@dataclass(frozen=True, slots=True)
class Target:
    """Rows of a part table that a work treats.

    Attributes:
        rows: one flag a row.
        reasons: for rows of dwellings that chose the work, why the row is left (code of
            `domain.works.SPARING_REASONS`); "" where it is treated or the work says nothing of it.
    """

    entry: Entry
    table: str
    rows: Bools
    reasons: Column


def targets(stock: Stock, around: Surroundings, selection: Selection) -> dict[str, Target]:
    """What each selected work treats, by code, in the order of the catalogue."""
    for code in selection:
        entry(code)
    return {
        code: _target(stock, around, selection, item)
        for code, item in entries().items()
        if code in selection and selection[code].any()
    }


def target(stock: Stock, around: Surroundings, selection: Selection, code: str) -> Target:
    """What one of the selected works treats; the others are not looked at but for what the rules ask of them."""
    return _target(stock, around, selection, entry(code))


def _target(stock: Stock, around: Surroundings, selection: Selection, item: Entry) -> Target:
    part, owners = stock[item.effect.table], owner(stock, item.effect.table)
    wanted = selection[item.work.code][owners]
    building = np.isin(stock["dwelling"]["method_id"], FLATS_OF_A_BUILDING)[owners]
    reasons = np.where(building, "building_scale", _RULES[item.parts](stock, around, selection, item))
    if item.work.unit == "m²":
        reasons = np.where((reasons == "") & np.isnan(part["area_m2"]), "area_unknown", reasons)
    if item.rule in around.forbidden or item.work.code in around.forbidden:
        reasons = np.where(reasons == "", "town_rule", reasons)
    if item.requires and item.requires not in around.offered:
        reasons = np.where(reasons == "", "not_offered", reasons)
    return Target(item, item.effect.table, wanted & (reasons == ""), np.where(wanted, reasons, ""))


_RULES: dict[str, Callable[[Stock, Surroundings, Selection, Entry], Column]] = {
    "wall_outside": envelope.wall_outside,
    "wall_inside": envelope.wall_inside,
    "roof_loft": envelope.roof_loft,
    "roof_slope": envelope.roof_slope,
    "roof_flat": envelope.roof_flat,
    "floor_below": envelope.floor_below,
    "floor_ground": envelope.floor_ground,
    "window_upright": envelope.window_upright,
    "window_roof": envelope.window_roof,
    "shutter": envelope.shutter,
    "door": envelope.door,
    "air": systems.air,
    "ventilation": systems.ventilation,
    "heating": systems.heating,
    "hybrid": systems.hybrid,
    "heating_dry": systems.heating_dry,
    "pipes": systems.pipes,
    "hot_water": systems.hot_water,
    "solar_water": systems.solar_water,
    "combined_solar": systems.combined_solar,
    "oil_tank": systems.oil_tank,
    "home": home.home,
    "mined": home.mined,
    "old_materials": home.old_materials,
    "asbestos_possible": home.asbestos_possible,
    "lead_possible": home.lead_possible,
    "panels": home.panels,
}
