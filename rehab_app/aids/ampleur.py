"""MaPrimeRénov' rénovation d'ampleur (parcours accompagné): décret n° 2020-26 and arrêté du 14 janvier 2020, modified.

The date of filing decides which rules hold.
"""

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.conditions import Conditions, owners, residence
from rehab_app.aids.parameters import Parameters, parameters_at
from rehab_app.domain.table import Table

Money = NDArray[np.float64]

_CLASSES_GAINED_MIN = 2
_AGE_MIN_YEARS = 15
_WORST_EXEMPT = 6  # F; "sortie de passoire" is leaving F or G
_OVERSEAS = ("97", "98")  # first characters of the department
_ADVANCE = 0.30
_ADVANCE_CLASSES = 2  # très modeste and modeste


@dataclass(frozen=True, slots=True)
class Ampleur:
    """Result by row (n,), in euros; amounts are 0 where the conditions are not met."""

    conditions: Conditions
    ceiling_eur_ht: Money
    rate_pct: Money
    exit_bonus_pct: Money
    uncapped_eur: Money
    amount_eur: Money
    assistance_eur: Money
    advance_eur: Money

    @property
    def capped(self) -> NDArray[np.bool_]:
        """Rows on which the other aids lower the grant (écrêtement)."""
        return np.asarray(self.amount_eur < self.uncapped_eur)


def ampleur(situations: Table, income: NDArray[np.intp], on: datetime.date) -> Ampleur:
    """The grant for a file deposited on that day.

    amount = min(works before tax, ceiling) × rate, lowered so that all aids together stay under 100 / 90 / 80 / 50 % of
    the works with tax (très modeste / modeste / intermédiaire / supérieure).
    """
    rules = parameters_at("mpr_ampleur", on)
    gained = situations["label_before"] - situations["label_after"]
    step = np.clip(gained, 2, 4) - 2
    conditions = _conditions(situations, gained, rules)
    given = conditions.met
    ceiling = np.asarray(rules["ceiling_eur_ht"], dtype=float)[step]
    rate = np.asarray(rules["rate_pct"], dtype=float)[income, step]
    bonus = _exit_bonus(situations, rules)
    works = np.nan_to_num(situations["works_ht_eur"])
    uncapped = np.where(given, np.minimum(works, ceiling) * (rate + bonus) / 100, 0.0)
    amount = np.minimum(uncapped, _room(situations, income, ceiling, rules))
    bill = np.nan_to_num(situations["assistance_bill_eur"], nan=rules["assistance_bill_eur"])
    share = np.asarray(rules["assistance_share_pct"], dtype=float)[income] / 100
    return Ampleur(
        conditions,
        ceiling,
        np.where(given, rate, 0.0),
        np.where(given, bonus, 0.0),
        uncapped,
        amount,
        np.where(given, share * np.minimum(bill, rules["assistance_bill_eur"]), 0.0),
        np.where(income < _ADVANCE_CLASSES, _ADVANCE * amount, 0.0),
    )


def _conditions(situations: Table, gained: NDArray[np.int32], rules: Parameters) -> Conditions:
    insulation = situations["insulation_works"]
    known = (situations["label_before"] > 0) & (situations["label_after"] > 0)
    fails = {
        "desk_closed": np.full(len(situations), not rules["open"]),
        "overseas": np.isin(situations["department"].astype("U2"), _OVERSEAS),
        **owners(situations, rules),
        "legal_person": situations["legal_person"] == 1,
        **residence(situations),
        "too_recent": situations["age_years"] < _AGE_MIN_YEARS,
        "label_unknown": ~known,
        "label_before": known & (situations["label_before"] < rules["label_before_min"]),
        "classes_gained": known & (gained < _CLASSES_GAINED_MIN),
        "insulation_works": insulation < rules["insulation_works_min"],
    }
    lets = (situations["owner_occupier"] == 0) & (situations["owner"] == 1)
    unknown = {"insulation_works": np.isnan(insulation), "letting": lets}
    if not rules["fossil_kept"]:
        houses = situations["house"] == 1
        fails["fossil_after"] = houses & (situations["fossil_after"] == 1)
        unknown["fossil_after"] = houses & (situations["fossil_after"] < 0)
    return Conditions(len(situations), fails, unknown)


def _exit_bonus(situations: Table, rules: Parameters) -> Money:
    """Points of the "sortie de passoire" bonus."""
    leaves = (situations["label_before"] >= _WORST_EXEMPT) & (
        situations["label_after"] <= rules["exit_label_after_max"]
    )
    return np.where(leaves, float(rules["exit_bonus_pct"]), 0.0)


def _room(situations: Table, income: NDArray[np.intp], ceiling: Money, rules: Parameters) -> Money:
    """What the cap on all aids together leaves to this one, in euros.

    The texts differ on its base: all works with tax, or those within the ceiling (`cap_within_ceiling`).
    """
    works = np.nan_to_num(situations["works_ht_eur"])
    works = np.minimum(works, ceiling) if rules.get("cap_within_ceiling", False) else works
    with_tax = works * (1 + situations["vat_pct"] / 100)
    cap = with_tax * np.asarray(rules["all_aids_cap_pct"], dtype=float)[income] / 100
    return np.asarray(np.maximum(cap - np.nan_to_num(situations["other_aids_eur"]), 0.0))
