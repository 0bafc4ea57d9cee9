"""What the steps found, under the names of the official file and of the parts."""

from dataclasses import dataclass

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Gains, HeatingNeed, HotWaterNeed
from rehab_app.energy.final import Consumption, final_energy
from rehab_app.energy.labels import labels
from rehab_app.energy.losses.whole import Losses
from rehab_app.energy.quality import insulation_quality, summer_comfort
from rehab_app.energy.systems import Systems
from rehab_app.energy.tables import Bools, Floats
from rehab_app.energy.totals import totals

_LITRES_A_DAY = 56.0


@dataclass(frozen=True, slots=True)
class Course:
    """Needs and consumptions of one kind of occupants."""

    gains: Gains
    gains_share: Floats  # F by month
    recovered_water_wh: Floats
    recovered_generators_wh: Floats
    heating_need: HeatingNeed
    hot_water_need: HotWaterNeed
    consumption: Consumption


def named(context: Context, lost: Losses, usual: Course, spending: Course) -> dict[str, Column]:
    """Columns by dwelling as in the block `sortie` (kWh, kWh/m², kg CO2, €, W/K)."""
    found: dict[str, Column] = {**_losses(lost), **insulation_quality(context, lost), **summer_comfort(context)}
    found |= _needs(usual, "")
    found |= _needs(spending, "_depensier")
    adults = usual.gains.adult_equivalents
    found |= {
        "nadeq": adults,
        "v40_ecs_journalier": _LITRES_A_DAY * adults,
        "surface_sud_equivalente": usual.gains.south_area_m2.sum(axis=1),
    }
    found |= totals(context, final_energy(context, usual.consumption), final_energy(context, spending.consumption))
    return found | labels(context, found["ep_conso_5_usages_m2"], found["emission_ges_5_usages_m2"])


def _losses(lost: Losses) -> dict[str, Column]:
    envelope = lost.envelope
    return {
        "deperdition_enveloppe": envelope.gv_w_k,
        "hvent": envelope.hvent_w_k,
        "hperm": envelope.hperm_w_k,
        "deperdition_renouvellement_air": envelope.hvent_w_k + envelope.hperm_w_k,
        "deperdition_mur": envelope.walls_w_k,
        "deperdition_plancher_bas": envelope.floors_w_k,
        "deperdition_plancher_haut": envelope.roofs_w_k,
        "deperdition_baie_vitree": envelope.windows_w_k,
        "deperdition_porte": envelope.doors_w_k,
        "deperdition_pont_thermique": envelope.bridges_w_k,
    }


def _needs(course: Course, suffix: str) -> dict[str, Column]:
    """Needs, gains and recovered losses of a year, kWh."""
    need = course.heating_need
    columns = {
        f"besoin_ch{suffix}": need.annual_kwh,
        f"besoin_ecs{suffix}": course.hot_water_need.annual_kwh,
        f"besoin_fr{suffix}": course.consumption.cooling.need_kwh,
        f"pertes_ecs_recup{suffix}": course.recovered_water_wh.sum(axis=1) / 1000,
        f"pertes_generateur_ch_recup{suffix}": course.recovered_generators_wh.sum(axis=1) / 1000,
    }
    if not suffix:
        columns |= {
            "apport_interne_ch": course.gains.internal_wh.sum(axis=1) / 1000,
            "apport_solaire_ch": course.gains.solar_wh.sum(axis=1) / 1000,
            "apport_interne_fr": course.gains.cooling_internal_wh.sum(axis=1) / 1000,
            "apport_solaire_fr": course.gains.cooling_solar_wh.sum(axis=1) / 1000,
            "fraction_apport_gratuit_ch": _mean_share(course),
        }
    return columns


def _mean_share(course: Course) -> Floats:
    """Σ F·GV·DH / Σ GV·DH over the year."""
    before = course.heating_need.before_recovery_wh
    left = np.where(course.gains_share < 1, 1 - course.gains_share, np.nan)
    losses_wh = np.where(before > 0, before / left, 0.0)
    return np.asarray((course.gains_share * losses_wh).sum(axis=1) / losses_wh.sum(axis=1))


def _dwelling_values(lost: Losses, usual: Course) -> dict[str, Column]:
    return {
        "gv_w_k": lost.envelope.gv_w_k,
        "hvent_w_k": lost.envelope.hvent_w_k,
        "hperm_w_k": lost.envelope.hperm_w_k,
        "adult_equivalents": usual.gains.adult_equivalents,
        "south_area_m2": usual.gains.south_area_m2.sum(axis=1),
        "internal_gains_kwh": usual.gains.internal_wh.sum(axis=1) / 1000,
        "solar_gains_kwh": usual.gains.solar_wh.sum(axis=1) / 1000,
        "gains_share": _mean_share(usual),
        "recovered_water_kwh": usual.recovered_water_wh.sum(axis=1) / 1000,
        "recovered_generators_kwh": usual.recovered_generators_wh.sum(axis=1) / 1000,
        "need_heating_kwh": usual.heating_need.annual_kwh,
        "need_water_kwh": usual.hot_water_need.annual_kwh,
        "need_cooling_kwh": usual.consumption.cooling.need_kwh,
    }


def part_values(context: Context, lost: Losses, machines: Systems, usual: Course) -> dict[str, dict[str, Column]]:
    """Intermediate values by row of each part table, and by dwelling under "dwelling"."""
    found, parts = usual.consumption, dict(lost.parts)
    boilers, water = machines.generators.heating, found.hot_water
    parts["dwelling"] = _dwelling_values(lost, usual)
    parts["heating"] = {"need_kwh": usual.heating_need.installation_kwh}
    parts["heating_emitter"] = {"int": machines.heating.intermittence}
    parts["heating_generator"] = {
        "pn_w": boilers.pn_w,
        "rpn": boilers.rpn,
        "rpint": boilers.rpint,
        "qp0_w": boilers.qp0_w,
        "efficiency": found.heating.efficiency,
        "chain": found.heating.chain,
        "need_kwh": found.heating.need_kwh,
        "final_kwh": found.heating.final_kwh,
    }
    parts["hot_water"] = {
        "distribution_efficiency": water.distribution_efficiency,
        "solar_share": water.solar_share,
    }
    parts["hot_water_generator"] = {
        "storage_efficiency": water.storage_efficiency,
        "generation_efficiency": water.generation_efficiency,
        "need_kwh": water.need_kwh,
        "final_kwh": water.final_kwh,
    }
    parts["cooling"] = {"eer": found.cooling.eer, "final_kwh": found.cooling.final_kwh}
    return parts


def without_refused(columns: dict[str, Column], refused: Bools) -> dict[str, Column]:
    """The columns with NaN, or "" for texts, at refused dwellings."""
    if not refused.any():
        return columns
    return {
        name: np.where(refused, "" if column.dtype == object else np.nan, column) for name, column in columns.items()
    }
