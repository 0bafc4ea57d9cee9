"""Needs of heat and hot water (arrêté du 31 mars 2021, annexe 1, §2, §6.1, §9.1 and §11.1)."""

import numpy as np

from rehab_app.energy.building import total_by
from rehab_app.energy.climate import days_of_draw
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Behaviour, Envelope, Gains, HeatingNeed, HotWaterNeed
from rehab_app.energy.inertia import gain_exponent
from rehab_app.energy.tables import Floats

_WATER_WH_L_K = 1.163
_TAP_C = 40.0
# Adults of a home by its area: up to the first area one, then rising, then by square metre (§11.1).
_HOUSE_ADULTS = (30.0, 70.0, 0.025)
_FLAT_ADULTS = (10.0, 50.0, 0.035)
_FULL_ADULTS, _SLOPE, _FURTHER = 1.75, 0.01875, 0.3


def behaviour(context: Context, *, spender: bool = False) -> Behaviour:
    """Conventional occupants, or the "dépensier" ones that heat to 21 °C."""
    climate = context.climate
    if spender:
        return Behaviour(
            name="_depensier",
            indoor_c=21.0,
            degree_hours_ch=climate.dh21_ch,
            heating_hours_h=climate.hours21_h,
            litres_a_day=79.0,
            cooling_indoor_c=26.0,
            cooling_hours_h=climate.cooling_hours26_h,
            cooling_irradiation_kwh_m2=climate.cooling_irradiation26_kwh_m2,
            cooling_outdoor_c=climate.cooling_outdoor26_c,
        )
    return Behaviour(
        name="",
        indoor_c=19.0,
        degree_hours_ch=climate.dh19_ch,
        heating_hours_h=climate.hours19_h,
        litres_a_day=56.0,
        cooling_indoor_c=28.0,
        cooling_hours_h=climate.cooling_hours28_h,
        cooling_irradiation_kwh_m2=climate.cooling_irradiation28_kwh_m2,
        cooling_outdoor_c=climate.cooling_outdoor28_c,
    )


def adult_equivalents(context: Context) -> Floats:
    """Nadeq of each dwelling, or of all homes of a building, at the scale of the parts."""
    area = context.area_m2 / context.dwellings
    house = _adults(area, *_HOUSE_ADULTS)
    return np.where(context.is_house, house, context.dwellings * _adults(area, *_FLAT_ADULTS))


def _adults(area_m2: Floats, small_m2: float, full_m2: float, per_m2: float) -> Floats:
    rising = _FULL_ADULTS - _SLOPE * (full_m2 - area_m2)
    most = np.where(area_m2 < small_m2, 1.0, np.where(area_m2 < full_m2, rising, per_m2 * area_m2))
    return np.where(most < _FULL_ADULTS, most, _FULL_ADULTS + _FURTHER * (most - _FULL_ADULTS))


def hot_water_need(context: Context, occupants: Behaviour, adults: Floats) -> HotWaterNeed:
    """Need of hot water at the tap; several installations of a dwelling answer for equal parts."""
    daily_wh_k = _WATER_WH_L_K * adults * occupants.litres_a_day
    monthly = daily_wh_k[:, None] * (_TAP_C - context.climate.cold_water_c) * days_of_draw() / 1000
    annual = monthly.sum(axis=1)
    owner = context.stock["hot_water"]["dwelling"]
    count = np.bincount(owner, minlength=context.size)
    return HotWaterNeed(monthly, annual, (annual / np.maximum(count, 1))[owner])


def useful_gains_share(context: Context, envelope: Envelope, occupants: Behaviour, gains: Gains) -> Floats:
    """F of each month (-): the share of the losses that free gains cover; 0 in months without heating (§6.1)."""
    losses_wh = envelope.gv_w_k[:, None] * occupants.degree_hours_ch
    cold = losses_wh > 0
    x = (gains.solar_wh + gains.internal_wh) / np.where(cold, losses_wh, 1.0)
    alpha = gain_exponent(context.inertia_id)[:, None]
    even = np.abs(x - 1) < 1e-9
    power = np.where(even, 0.0, x) ** alpha
    f = np.where(even, (alpha - 1) / alpha, (x - power) / (1 - power))
    return np.where(cold | np.isnan(losses_wh), f, 0.0)


def before_recovery_wh(envelope: Envelope, occupants: Behaviour, f: Floats) -> Floats:
    """Need of each month before recovered losses, Wh: GV·(1 − F)·DH (§2)."""
    return np.asarray(envelope.gv_w_k[:, None] * (1 - f) * occupants.degree_hours_ch)


def heating_need(context: Context, before_wh: Floats, recovered_wh: Floats) -> HeatingNeed:
    """Need of heat after recovered losses, never negative in a month (§9.1).

    Args:
        context: of the dwellings.
        before_wh: need before recovery, (dwellings, 12), Wh.
        recovered_wh: losses of hot water and generators that heat the rooms, (dwellings, 12), Wh.
    """
    monthly = np.maximum(before_wh - recovered_wh, 0.0) / 1000
    annual = monthly.sum(axis=1)
    heating = context.stock["heating"]
    owner, area = heating["dwelling"], heating["heated_area_m2"]
    # Together the installations answer for the whole need, by the areas they heat; official values show that rooms
    # which none heats are no rebate. Without areas they share it equally.
    unknown = total_by(owner, np.isnan(area).astype(np.float64), context.size) > 0
    known = ~unknown & (total_by(owner, np.nan_to_num(area), context.size) > 0)
    weight = np.where(known[owner], area, 1.0)
    share = weight / total_by(owner, weight, context.size)[owner]
    return HeatingNeed(before_wh, monthly, annual, annual[owner] * share)
