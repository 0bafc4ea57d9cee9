"""Final energy of heating (arrêté du 31 mars 2021, annexe 1, §9).

conso = part · need · Σ S·INT/(Re·Rr·Rd) / Σ S / Rg, by generator.
"""

from dataclasses import dataclass

import numpy as np

from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Behaviour, Envelope, HeatingNeed
from rehab_app.energy.families import burns
from rehab_app.energy.heating import load_curve, shared_base
from rehab_app.energy.heating.arrangement import Arrangement
from rehab_app.energy.heating.generators import Generators
from rehab_app.energy.heating.layouts import Layout
from rehab_app.energy.tables import Floats


@dataclass(frozen=True, slots=True)
class HeatingUse:
    """What heating consumes; shapes (rows of heating_generator,) unless said otherwise."""

    final_kwh: Floats
    need_kwh: Floats  # part of the need that the generator meets
    part: Floats  # the same over the need of the installation
    efficiency: Floats  # Rg or SCOP
    chain: Floats  # INT / (Re·Rr·Rd)
    layout: Layout


def consumption(
    context: Context,
    envelope: Envelope,
    behaviour: Behaviour,
    generators: Generators,
    need: HeatingNeed,
    arranged: Arrangement,
) -> HeatingUse:
    """Final energy of each heat generator, kWh a year; an efficiency that the tables lack refuses the dwelling."""
    links = arranged.layout
    efficiency = generator_efficiency(context, envelope, behaviour, generators, arranged)
    context.refusals.unknown("heating_generator", np.isnan(efficiency), "type_id")
    part = links.share * np.append(1 - links.solar_share, np.nan)[links.installation]
    part = shared_base.parts(context, behaviour, generators, arranged, need, part)
    need_kwh = part * np.append(need.installation_kwh, np.nan)[links.installation]
    return HeatingUse(
        final_kwh=need_kwh * arranged.chain / efficiency,
        need_kwh=need_kwh,
        part=part,
        efficiency=efficiency,
        chain=arranged.chain,
        layout=links,
    )


def generator_efficiency(
    context: Context, envelope: Envelope, behaviour: Behaviour, generators: Generators, arranged: Arrangement
) -> Floats:
    """Rg of each heat generator: steady, or by the load curve at the size of all burners of the dwelling (§13.1)."""
    owner = context.stock["heating_generator"]["dwelling"]
    if not np.isnan(arranged.steady).any():
        return arranged.steady
    boilers = generators.heating
    pn_w = np.where(burns(boilers.family), boilers.pn_w, 0.0)
    coldest_w = envelope.gv_w_k * (behaviour.indoor_c - context.climate.base_c)
    size = total_by(owner, pn_w, context.size) / coldest_w
    curve = load_curve.seasonal_efficiency(arranged.burner, size[owner])
    return np.where(np.isnan(arranged.steady), curve, arranged.steady)
