"""Photovoltaic panels: what they give and what the home uses of it (arrêté du 31 mars 2021, annexe 1, §16.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context
from rehab_app.energy.tables import Floats, cube, lookup, sheet

_MODULE_M2 = 1.6
_EFFICIENCY, _LOSSES = 0.17, 0.86
_HOUSE_OTHER_KWH_M2, _FLAT_OTHER_KWH_M2 = 29.0, 27.0 + 1.1  # other uses of electricity
USES = ("heating", "cooling", "hot_water", "lighting", "ventilation", "distribution", "other")


@dataclass(frozen=True, slots=True)
class SelfConsumption:
    """By dwelling, kWh a year: what the panels give, and by use what of it the home takes."""

    produced_kwh: Floats
    used_kwh: dict[str, Floats]  # by name of `USES`

    @property
    def total_kwh(self) -> Floats:
        return np.asarray(np.sum(list(self.used_kwh.values()), axis=0))


@cache
def _part_by_use() -> dict[str, float]:
    table = sheet("panel_use_shares")
    return dict(zip(table.texts("use"), table.numbers("share"), strict=True))


def produced_kwh(context: Context) -> Floats:
    """Electricity that the panels of each dwelling give, at the dwelling's share of those of a building."""
    panel = context.stock["panel"]
    if not len(panel):
        return np.zeros(context.size)
    factor = lookup("panel_orientation", "tilt_id", "orientation_id").find(
        "factor", panel["tilt_id"], panel["orientation_id"]
    )
    by_row = lookup("panel_orientation", "row_id").find("factor", panel["orientation_row_id"])
    factor = np.where(np.isnan(factor), by_row, factor)
    area = np.where(panel["modules"] > 0, _MODULE_M2 * panel["modules"], panel["area_m2"])
    # A row without area or modules is an empty line of a form: it describes no panel.
    described = area > 0
    context.refusals.missing("panel", described & np.isnan(factor), "orientation_id")
    radiation = cube("panel_radiation", ("climate_zone_id",), "radiation_kwh_m2").sum(axis=1)
    sun = context.of("panel", radiation[context.climate_zone_id])
    given_kwh = np.where(described, factor * area * _EFFICIENCY * _LOSSES * sun, 0.0)
    given = total_by(panel["dwelling"], given_kwh, context.size)
    return np.asarray(given * np.where(context.from_building, context.area_out_m2 / context.area_m2, 1.0))


def self_consumption(context: Context, electricity_kwh: Mapping[str, Floats]) -> SelfConsumption:
    """Share of the production that each use takes.

    Args:
        context: of the dwellings.
        electricity_kwh: gross electricity by use of `USES` but "other", by dwelling.
    """
    produced = produced_kwh(context)
    per_m2 = np.where(context.is_house, _HOUSE_OTHER_KWH_M2, _FLAT_OTHER_KWH_M2)
    gross = {**electricity_kwh, "other": per_m2 * context.area_out_m2}
    total = np.sum([gross[use] for use in USES], axis=0)
    weighted = {use: _part_by_use()[use] * gross[use] for use in USES}
    weight = np.sum(list(weighted.values()), axis=0)
    there = produced > 0
    coverage = np.where(there, produced / total, 1.0)
    taken = np.where(there, total / (1 / coverage + total / weight), 0.0)
    return SelfConsumption(produced, {use: taken * weighted[use] / weight for use in USES})
