"""Columns that the steps hand on to each other."""

from dataclasses import dataclass

from rehab_app.energy.tables import Floats


@dataclass(frozen=True, slots=True)
class Envelope:
    """Heat losses of the envelope by dwelling, W/K, at the scale of the parts (`Context.area_m2`)."""

    gv_w_k: Floats  # total GV, with air renewal
    hvent_w_k: Floats  # ventilation
    hperm_w_k: Floats  # infiltration
    walls_w_k: Floats
    floors_w_k: Floats
    roofs_w_k: Floats
    windows_w_k: Floats
    doors_w_k: Floats
    bridges_w_k: Floats


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Conventional occupants (19 °C, 56 l, 28 °C) or "dépensier" ones (21 °C, 79 l, 26 °C).

    Monthly arrays have the shape (dwellings, 12).
    """

    name: str  # "" or "_depensier", the suffix of official names
    indoor_c: float
    degree_hours_ch: Floats
    heating_hours_h: Floats
    litres_a_day: float  # hot water at 40 °C a day and adult-equivalent
    cooling_indoor_c: float
    cooling_hours_h: Floats
    cooling_irradiation_kwh_m2: Floats
    cooling_outdoor_c: Floats


@dataclass(frozen=True, slots=True)
class Gains:
    """Free gains of a behaviour, shape (dwellings, 12)."""

    adult_equivalents: Floats  # shape (dwellings,)
    south_area_m2: Floats  # equivalent south-facing area of windows
    internal_wh: Floats
    solar_wh: Floats
    cooling_internal_wh: Floats
    cooling_solar_wh: Floats


@dataclass(frozen=True, slots=True)
class HotWaterNeed:
    """Need of hot water at the tap."""

    monthly_kwh: Floats  # (dwellings, 12), at the scale of the parts
    annual_kwh: Floats  # (dwellings,)
    installation_kwh: Floats  # (rows of `hot_water`,) yearly need each installation answers for


@dataclass(frozen=True, slots=True)
class HeatingNeed:
    """Need of heat of the rooms."""

    before_recovery_wh: Floats  # (dwellings, 12), Wh: GV·(1 − F)·DH
    monthly_kwh: Floats  # (dwellings, 12), after recovered losses, never negative
    annual_kwh: Floats  # (dwellings,)
    installation_kwh: Floats  # (rows of `heating`,) yearly need each installation answers for
