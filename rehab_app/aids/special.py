"""Aids beside the two ways of MaPrimeRénov': condominiums, the elderly, unfit homes, whole-house certificates."""

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.parameters import parameters_at
from rehab_app.domain.table import Table

Money = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Special:
    """An amount by row (n,) and how sure the rule is ("A" to "C"; "R": not known at that date, to be entered)."""

    amount: Money
    mark: str
    source: str


def condominium(
    works_ht_eur: Money, lots: Money, gain_pct: Money, leaves_f_g: Mask, fragile: Mask, on: datetime.date
) -> Special:
    """MaPrimeRénov' Copropriété for the whole building, €.

    30 % of the works (at most 25 000 € a lot, before tax) from 35 % of energy saved, 45 % from 50 %; ten points more
    for leaving F or G, twenty for a fragile building.
    """
    period = parameters_at("special", on)
    rules = period["condominium"]
    step = np.searchsorted(rules["gain_pct"], gain_pct, side="right")
    rate = np.array([0.0, *rules["rate_pct"]])[step]
    points = np.where(leaves_f_g, rules["exit_points"], 0.0) + np.where(fragile, rules["fragile_points"], 0.0)
    rate = np.where(rate > 0, rate + points, 0.0)
    counted = np.minimum(works_ht_eur, lots * rules["ceiling_eur_ht_a_lot"])
    amount = np.round((counted * rate / 100).astype(np.float64), 2)
    return Special(amount, rules["mark"], period["source"])


def adapt(
    income: NDArray[np.intp], age_years: Money, dependent: Mask, disability_pct: Money, works_eur: Money,
    on: datetime.date,
) -> Special:  # fmt: skip
    """MaPrimeAdapt', €: from 70 years, from 60 with a loss of autonomy (GIR 1 to 6), or a disability of 50 %."""
    period = parameters_at("special", on)
    rules = period["adapt"]
    admitted = (age_years >= rules["age_min"]) | (disability_pct >= rules["disability_pct_min"])
    admitted |= (age_years >= rules["age_min_dependent"]) & dependent
    rate = np.asarray(rules["rate_pct"], dtype=float)[income]
    counted = np.minimum(works_eur, rules["ceiling_eur"]) * rate / 100
    amount = np.where(admitted, counted, 0.0).astype(np.float64)
    return Special(np.round(amount, 2), rules["mark"], period["source"])


def decent(
    income: NDArray[np.intp], works_ht_eur: Money, label_before: NDArray[np.int32], label_after: NDArray[np.int32],
    on: datetime.date,
) -> Special:  # fmt: skip
    """Ma Prime Logement Décent for the owner-occupier of an unfit home, €."""
    period = parameters_at("special", on)
    rules = period["decent"]
    reaches = (label_after > 0) & (label_after <= rules["label_after_max"])
    leaves = (label_before > rules["label_after_max"]) & reaches
    rate = np.asarray(rules["rate_pct"], dtype=float)[income]
    high = np.minimum(works_ht_eur, rules["ceiling_eur_ht"]) * np.where(
        rate > 0, rate + np.where(leaves, rules["exit_points"], 0.0), 0.0
    )
    other = (
        np.minimum(works_ht_eur, rules["otherwise_ceiling_eur_ht"])
        * np.asarray(rules["otherwise_rate_pct"], dtype=float)[income]
    )
    return Special(np.round(np.where(reaches, high, other) / 100, 2), rules["mark"], period["source"])


def whole_house_kwhc(situations: Table, on: datetime.date) -> Special:
    """Volume of the whole-house operation BAR-TH-174, kWh cumac; 0 where its conditions are not met or not known.

    It takes the place of the forms work by work and of the rénovation d'ampleur of MaPrimeRénov'.
    """
    period = parameters_at("special", on)
    rules = period["whole_house_certificates"]
    before, after = situations["label_before"], situations["label_after"]
    gained = np.where((before > 0) & (after > 0), before - after, 0)
    volume = np.asarray(rules["volumes_kwhc"], dtype=float)[np.clip(gained, 2, 4) - 2]
    factor = np.asarray(rules["factor"])[np.searchsorted(rules["below_m2"], situations["area_m2"], side="right")]
    met = (gained >= 2) & (before >= rules["label_before_min"]) & (situations["house"] == 1)
    met &= situations["area_m2"] > 0
    met &= situations["insulation_works"] >= rules["insulation_works_min"]
    if not rules["fossil_kept"]:
        met &= situations["fossil_after"] == 0
    return Special(np.where(met, volume * factor, 0.0), rules["mark"], period["source"])
