"""Shared base with individual back-up: layout 10 (arrêté du 31 mars 2021, annexe 1, §9.8).

The base heats down to the outdoor temperature T that its power allows; the back-up adds what is missing, by month.
"""

import numpy as np

from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Behaviour, HeatingNeed
from rehab_app.energy.heating.arrangement import Arrangement
from rehab_app.energy.heating.generators import Generators
from rehab_app.energy.heating.layouts import SHARED_BASE
from rehab_app.energy.tables import Floats

_REFERENCE_C = 14.0
_FREE_HEAT_C = 17.0


def parts(
    context: Context,
    behaviour: Behaviour,
    generators: Generators,
    arranged: Arrangement,
    need: HeatingNeed,
    part: Floats,
) -> Floats:
    """Part of the need of each generator, with base and back-up settled where the layout is 10.

    Args:
        context: of the dwellings.
        behaviour: of the occupants.
        generators: their powers.
        arranged: who heats what, and what the emitters get of it.
        need: of the rooms.
        part: of each generator before base and back-up are settled.
    """
    heating = context.stock["heating"]
    kind = np.append(heating["layout_id"], -1)[arranged.layout.installation]
    concerned = kind == SHARED_BASE
    if not concerned.any():
        return part
    base = base_share(context, behaviour, generators, arranged, need)
    of_generator = np.append(base, np.nan)[arranged.layout.installation]
    split = np.where(arranged.layout.rank == 1, of_generator, 1 - of_generator)
    return np.where(concerned, part * split, part)


def base_share(
    context: Context,
    behaviour: Behaviour,
    generators: Generators,
    arranged: Arrangement,
    need: HeatingNeed,
) -> Floats:
    """Part of the yearly need that the base of each row of `heating` meets.

    T = 14 − 2·Pe·ΣDH14/need, Pe what the emitters get of the base's power: certified software counts the power twice.
    A base whose power is not part of the method (network, heat pump, direct electricity) is sized for half of the
    losses on the coldest day, free heat counted up to 17 °C.
    """
    heating, climate = context.stock["heating"], context.climate
    share = np.ones(len(heating))
    rows = np.flatnonzero(heating["layout_id"] == SHARED_BASE)
    owner = heating["dwelling"][rows]
    pn_kw = np.zeros(len(heating) + 1)
    base = (arranged.layout.rank == 1) & ~np.isnan(generators.heating.pn_w)
    np.add.at(pn_kw, arranged.layout.installation[base], (arranged.passed * generators.heating.pn_w)[base] / 1000)
    power_kw, monthly = pn_kw[rows], need.monthly_kwh[owner]
    annual = np.where(need.annual_kwh[owner] > 0, need.annual_kwh[owner], np.nan)
    dh14 = climate.dh14_ch[owner]
    by_power_c = _REFERENCE_C - 2 * power_kw * dh14.sum(axis=1) / annual
    half_c = _FREE_HEAT_C - 0.5 * (_FREE_HEAT_C - climate.base_c[owner])
    reached_c = np.where(power_kw > 0, by_power_c, half_c)
    base_c, outdoor_c = climate.base_c[owner][:, None], climate.outdoor_c[owner]
    x = 0.5 * (reached_c[:, None] - base_c) / (outdoor_c - base_c)
    missing = behaviour.heating_hours_h[owner] * (outdoor_c - base_c) * x**5 * (14 - 28 * x + 20 * x**2 - 5 * x**3)
    missing = np.where(x > 0, np.maximum(missing, 0.0), 0.0)
    lacking = np.where(dh14 > 0, missing / np.where(dh14 > 0, dh14, 1.0), 0.0)
    met = (monthly * np.maximum(1 - lacking, 0.0)).sum(axis=1) / annual
    share[rows] = np.where(np.isnan(annual), 1.0, met)
    return share
