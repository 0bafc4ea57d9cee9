"""Electricity of pumps, burners and fans (arrêté du 31 mars 2021, annexe 1, §15 and §5). kWh a year.

Values are at the scale of the parts (`Context`); the totals bring them to the dwelling.
"""

from dataclasses import dataclass

import numpy as np

from rehab_app.energy import circulators
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Behaviour, Envelope, HotWaterNeed
from rehab_app.energy.heating.consumption import HeatingUse
from rehab_app.energy.heating.generators import Appliances, Generators
from rehab_app.energy.heating.layouts import SHARED_BASE
from rehab_app.energy.hot_water import HotWaterUse
from rehab_app.energy.tables import Floats, lookup

_HOURS_KWH = 8.76
# Share of the time a hybrid ventilation runs its fan: 14 of 168 hours in a house, 28 elsewhere.
_HYBRID_HOUSE, _HYBRID_FLAT = 14 / 168, 28 / 168


@dataclass(frozen=True, slots=True)
class Auxiliaries:
    """Electricity of auxiliaries by installation, ventilation system or generator, before shares."""

    heating_generation_kwh: Floats  # rows of heating_generator
    heating_distribution_kwh: Floats  # rows of heating
    water_generation_kwh: Floats  # rows of hot_water_generator
    water_distribution_kwh: Floats  # rows of hot_water
    ventilation_kwh: Floats  # rows of ventilation


def auxiliaries(
    context: Context,
    envelope: Envelope,
    occupants: Behaviour,
    generators: Generators,
    heating: HeatingUse,
    water_need: HotWaterNeed,
    water: HotWaterUse,
) -> Auxiliaries:
    """All auxiliaries; those of ventilation do not depend on the occupants."""
    stock = context.stock
    kind = np.append(stock["heating"]["layout_id"], -1)[heating.layout.installation]
    # Certified software counts the burner of a shared base on the whole need.
    base = (kind == SHARED_BASE) & (heating.layout.rank == 1) & (heating.part > 0)
    need = heating.need_kwh / np.where(base, heating.part, 1.0)
    return Auxiliaries(
        heating_generation_kwh=_burner_kwh("heating", context, generators.heating, need),
        heating_distribution_kwh=circulators.heating_kwh(context, envelope, occupants, heating),
        water_generation_kwh=_burner_kwh("hot_water", context, generators.hot_water, water.need_kwh),
        water_distribution_kwh=circulators.hot_water_kwh(context, water_need, water),
        ventilation_kwh=ventilation_kwh(context),
    )


def _burner_kwh(use: str, context: Context, appliances: Appliances, need_kwh: Floats) -> Floats:
    """Paux·need/Pn, Paux = G + H·Pn with Pn capped in Paux only (§15.1); 0 where nothing burns."""
    table = context.stock[f"{use}_generator"]
    listed = lookup(f"{use}_generators", "generator_id")
    row = listed.rows(appliances.modelled_id)
    real_w = appliances.pn_w / appliances.ratio
    cap_kw = listed.take("auxiliary_cap_kw", row)
    power_kw = np.minimum(real_w / 1000, np.where(np.isnan(cap_kw), 1e9, cap_kw))
    paux_w = listed.take("auxiliary_g_w", row) + listed.take("auxiliary_h_w_per_kw", row) * power_kw
    burning = ~np.isnan(appliances.pn_w) & (table["type_id"] >= 0)
    return np.where(burning, paux_w * need_kwh / np.where(burning, real_w, 1.0), 0.0)


def ventilation_kwh(context: Context) -> Floats:
    """Electricity of fans, by row of `ventilation` (§5)."""
    table = context.stock["ventilation"]
    fans, flows = lookup("ventilation_fans", "ventilation_id"), lookup("air_flow", "type_id")
    row = fans.rows(table["type_id"])
    extracted = flows.take("extracted_m3_h_m2", flows.rows(table["type_id"]))
    area = np.where(table["area_m2"] > 0, table["area_m2"], context.of("ventilation", context.area_m2))
    area = np.where(context.of("ventilation", context.from_building), context.of("ventilation", context.area_m2), area)
    dated = fans.take("after_2012", row)
    recent = np.where(np.isnan(dated), table["after_2012"] == 1, dated == 1)
    in_house = np.where(recent, fans.take("house_after_2012_w", row), fans.take("house_before_2013_w", row))
    by_flow = np.where(recent, fans.take("after_2012_w_per_m3h", row), fans.take("before_2013_w_per_m3h", row))
    house = context.of("ventilation", context.is_house)
    power_w = np.where(house, in_house, by_flow * extracted * area)
    ratio = np.where(house, _HYBRID_HOUSE, _HYBRID_FLAT)
    power_w = np.where(fans.take("hybrid", row) == 1, ratio * power_w, power_w)
    return np.asarray(_HOURS_KWH * power_w)
