"""Rate of the value added tax of each work (CGI art. 278, 278-0 bis A and 279-0 bis)."""

import datetime

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.parameters import parameters_at

Percent = NDArray[np.float64]


def vat_pct(
    kind: str,
    age_years: Percent,
    on: datetime.date,
    own_hands: NDArray[np.bool_],
    with_energy_works: NDArray[np.bool_],
) -> Percent:
    """Rate in per cent by home (n,).

    5.5 % for energy works and those they entail, 10 % for other works, on homes over two years old; 20 % for fossil
    boilers since March 2025, for younger homes, and for materials that the household buys and lays itself.

    Args:
        kind: key of `domain.works.VAT_KINDS`.
        age_years: age of each home; one that is not known counts as old enough, to be confirmed.
        on: date of the bill.
        own_hands: True where the household buys the materials.
        with_energy_works: True where an energy work is done too; entailed works have 10 % without one.

    Raises:
        KeyError: the kind is unknown.
    """
    rules = parameters_at("other", on)["vat"]
    energy, other, full = rules["energy_works_pct"], rules["other_works_pct"], rules["full_pct"]
    rate = {
        "energy": np.full(len(age_years), energy),
        "entailed": np.where(with_energy_works, energy, other),
        "panels": np.full(len(age_years), energy if on >= rules["panels_from"] else other),
        "other": np.full(len(age_years), other),
        "full": np.full(len(age_years), full if on >= rules["fossil_boiler_full_from"] else energy),
    }[kind]
    return np.asarray(np.where(own_hands | (age_years < rules["age_years_min"]), full, rate))
