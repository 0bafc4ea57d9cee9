"""Shared base with individual back-up: layout 10 (arrêté du 31 mars 2021, annexe 1, §9.8).

The base heats down to the outdoor temperature T that its power allows; the back-up adds what is missing, by month.
"""

import numpy as np

from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Behaviour, HeatingNeed
from rehab_app.energy.heating.generators import Generators
from rehab_app.energy.heating.layouts import SHARED_BASE, Layout
from rehab_app.energy.tables import Floats

_REFERENCE_C = 14.0
_FREE_HEAT_C = 17.0


def parts(
    context: Context,
    behaviour: Behaviour,
    generators: Generators,
    arranged: Layout,
    need: HeatingNeed,
    part: Floats,
    passed: Floats,
) -> Floats:
    """Part of the need of each generator, with base and back-up settled where the layout is 10.

    Args:
        context: of the dwellings.
        behaviour: of the occupants.
        generators: their powers.
        arranged: who heats what.
        need: of the rooms.
        part: of each generator before base and back-up are settled.
        passed: Re·Rr·Rd of the emitters of each generator.
    """
    heating = context.stock["heating"]
    kind = np.append(heating["layout_id"], -1)[arranged.installation]
    concerned = kind == SHARED_BASE
    if not concerned.any():
        return part
    base = base_share(context, behaviour, generators, arranged, need, passed)
    of_generator = np.append(base, np.nan)[arranged.installation]
    split = np.where(arranged.rank == 1, of_generator, 1 - of_generator)
    return np.where(concerned, part * split, part)


def base_share(
    context: Context,
    behaviour: Behaviour,
    generators: Generators,
    arranged: Layout,
    need: HeatingNeed,
    passed: Floats,
) -> Floats:
    """Part of the yearly need that the base of each row of `heating` meets.

    T = 14 − 2·Pe·ΣDH14/need, Pe what the emitters get of the base's power: certified software counts the power twice.
    A base whose power is not part of the method (network, heat pump, direct electricity) is sized for half of the
    losses on the coldest day, free heat counted up to 17 °C.
    """
    owner, climate = context.stock["heating"]["dwelling"], context.climate
    pn_kw = np.zeros(len(owner) + 1)
    base = (arranged.rank == 1) & ~np.isnan(generators.heating.pn_w)
    np.add.at(pn_kw, arranged.installation[base], (passed * generators.heating.pn_w)[base] / 1000)
    monthly, annual = need.monthly_kwh[owner], need.annual_kwh[owner]
    dh14 = climate.dh14_ch[owner]
    by_power_c = _REFERENCE_C - 2 * pn_kw[:-1] * dh14.sum(axis=1) / np.where(annual > 0, annual, 1.0)
    half_c = _FREE_HEAT_C - 0.5 * (_FREE_HEAT_C - climate.base_c[owner])
    reached_c = np.where(pn_kw[:-1] > 0, by_power_c, half_c)
    base_c, outdoor_c = climate.base_c[owner][:, None], climate.outdoor_c[owner]
    x = 0.5 * (reached_c[:, None] - base_c) / (outdoor_c - base_c)
    missing = behaviour.heating_hours_h[owner] * (outdoor_c - base_c) * x**5 * (14 - 28 * x + 20 * x**2 - 5 * x**3)
    missing = np.where(x > 0, np.maximum(missing, 0.0), 0.0)
    lacking = np.where(dh14 > 0, missing / np.where(dh14 > 0, dh14, 1.0), 0.0)
    met = (monthly * np.maximum(1 - lacking, 0.0)).sum(axis=1)
    return np.where(annual > 0, met / np.where(annual > 0, annual, 1.0), 1.0)
