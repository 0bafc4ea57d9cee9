"""Results of each dwelling, named as in the block `sortie` of the official file (ADEME, XSD of the DPE 2.6).

Final and primary energy in kWh a year, emissions in kg CO2, costs in €; primary energy counts electricity with the
factor of the date (arrêté du 31 mars 2021, annexe 7; arrêté du 13 août 2025).
"""

from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.context import Context
from rehab_app.energy.cost import cost_eur
from rehab_app.energy.final import ELECTRICITY, ENERGIES, ON_SITE, USES, Final
from rehab_app.energy.tables import Floats, sheet

_AUXILIARY = tuple(place for place, use in enumerate(USES) if use.startswith("auxiliaire"))
# Uses that depend on the occupants; the others are the same for all.
_BY_OCCUPANTS = ("ch", "ecs", "fr", "auxiliaire_generation_ch", "auxiliaire_generation_ecs")


@cache
def _factors() -> tuple[Column, Floats]:
    table = sheet("primary_energy_factors")
    return np.array(table.texts("from_date"), dtype="datetime64[D]"), table.numbers("electricity")


def electricity_factor(assessed_on: Column) -> Floats:
    """kWh of primary energy per kWh of electricity at each date; the first factor without a date."""
    begins, factors = _factors()
    place = np.clip(np.searchsorted(begins, assessed_on, side="right") - 1, 0, len(begins) - 1)
    return factors[np.where(np.isnat(assessed_on), 0, place)]


def primary_kwh(context: Context, final: Final) -> Floats:
    """Primary energy of each use, shape (dwellings, uses); electricity made on site counts for nothing."""
    factor = np.ones((context.size, ENERGIES, 1))
    factor[:, ELECTRICITY, 0] = electricity_factor(context.assessed_on)
    factor[:, ON_SITE] = 0.0
    return np.asarray(np.matmul(final.kwh, factor)[:, :, 0])


def totals(context: Context, final: Final, spender: Final) -> dict[str, Floats]:
    """Columns by dwelling for conventional occupants and, with the suffix `_depensier`, for spending ones."""
    blocks = {
        "conso": (_all_energies(final), _all_energies(spender)),
        "ep_conso": (primary_kwh(context, final), primary_kwh(context, spender)),
        "emission_ges": (final.kg, spender.kg),
        "cout": (cost_eur(context, final), cost_eur(context, spender)),
    }
    columns: dict[str, Floats] = {}
    for block, (usual, spending) in blocks.items():
        for place, use in enumerate(USES):
            columns[f"{block}_{use}"] = usual[:, place]
            if use in _BY_OCCUPANTS:
                columns[f"{block}_{use}_depensier"] = spending[:, place]
        total = "total_auxiliaire" if block == "cout" else "totale_auxiliaire"
        columns[f"{block}_{total}"] = usual[:, _AUXILIARY].sum(axis=1)
        columns[f"{block}_5_usages"] = usual.sum(axis=1)
        if block != "cout":
            columns[f"{block}_5_usages_m2"] = _by_area(context, columns[f"{block}_5_usages"])
    return columns | _panels(final)


def _all_energies(final: Final) -> Floats:
    return np.asarray(np.matmul(final.kwh, np.ones(ENERGIES)))


def _by_area(context: Context, total: Floats) -> Floats:
    """Per square metre, rounded down to the unit as the label is."""
    return np.asarray(np.floor(total / context.area_out_m2 + 1e-9))


def _panels(final: Final) -> dict[str, Floats]:
    used = final.panels.used_kwh
    return {
        "production_pv": final.panels.produced_kwh,
        "conso_elec_ac": final.panels.total_kwh,
        "conso_elec_ac_ch": used["heating"],
        "conso_elec_ac_ecs": used["hot_water"],
        "conso_elec_ac_fr": used["cooling"],
        "conso_elec_ac_eclairage": used["lighting"],
        "conso_elec_ac_auxiliaire": used["ventilation"] + used["distribution"],
        "conso_elec_ac_autre_usage": used["other"],
    }
