"""Loan against the dwelling, Denormandie, relief of property tax."""

import datetime

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.conditions import Conditions, owners, ownership, residence
from rehab_app.aids.income import CLASSES, income_conditions
from rehab_app.aids.parameters import parameters_at
from rehab_app.domain.table import Table

Money = NDArray[np.float64]
Result = tuple[Conditions, Money]


def par_plus(situations: Table, income: NDArray[np.intp], on: datetime.date) -> Result:
    """Prêt avance rénovation sans intérêt: the most that may be lent, € (CGI art. 244 quater T)."""
    parameters = parameters_at("other", on)
    rules = parameters["par_plus"]
    admitted = np.isin(income, [CLASSES.index(name) for name in rules["classes"]])
    fails = {
        **owners(situations, rules),
        "landlord": situations["owner_occupier"] != 1,
        **residence(situations),
        "too_recent": situations["age_years"] < rules["age_years_min"],
        **income_conditions(situations, ~admitted),
    }
    ceilings = rules["ceiling_eur"]
    by_works = parameters["par_plus_by_works"]
    kinds, inverse = np.unique(situations["loan_works"].astype(str), return_inverse=True)
    most = np.array([float(ceilings[kind or "any"] if by_works else ceilings["any"]) for kind in kinds])[inverse]
    conditions = Conditions(len(situations), fails)
    return conditions, np.where(conditions.met, most, 0.0)


def eco_ptz(situations: Table, on: datetime.date) -> tuple[Conditions, Money, Money]:
    """Éco-prêt à taux zéro: the most that may be lent, €, and over how many years (CGI art. 244 quater U).

    No income condition. The loan for whole works asks, since September 2026, that no fossil heating remains.
    """
    rules = parameters_at("other", on)["eco_ptz"]
    kinds, inverse = np.unique(situations["loan_works"].astype(str), return_inverse=True)
    most = np.array([float(rules["ceiling_eur"][kind or "any"]) for kind in kinds])[inverse]
    years = np.array([float(rules["years"].get(kind, 0)) for kind in kinds])[inverse]
    whole_fossil = (situations["loan_works"] == "whole") & (situations["fossil_after"] == 1)
    fails = {
        **ownership(situations),
        "legal_person": situations["legal_person"] == 1,
        **residence(situations),
        "too_recent": situations["age_years"] < rules["age_years_min"],
        "fossil_after": whole_fossil & rules["whole_without_fossil"],
        "not_in_force": np.full(len(situations), on > rules["ends"]),
    }
    conditions = Conditions(len(situations), fails)
    return conditions, np.where(conditions.met, most, 0.0), np.where(conditions.met, years, 0.0)


def monthly_payment(capital_eur: Money, yearly_rate: float, years: Money) -> Money:
    """Constant payment a month, €, of an amortised loan; capital over months when the rate is zero."""
    months = np.maximum(np.asarray(years) * 12, 1)
    if yearly_rate == 0:
        return np.asarray(capital_eur / months)
    rate = yearly_rate / 12
    return np.asarray(capital_eur * rate / (1 - (1 + rate) ** -months))


def denormandie(situations: Table, on: datetime.date) -> Result:
    """Tax relief for letting after works, € over the years of letting (CGI art. 199 novovicies)."""
    rules = parameters_at("other", on)["denormandie"]
    price, works = situations["purchase_eur"], situations["works_ht_eur"]
    total = price + works
    with np.errstate(invalid="ignore"):
        share_too_low = works / total < rules["works_share_min"]
    saves = situations["energy_gain_pct"] >= rules["gain_min_pct"]
    fails = {
        **owners(situations, rules),
        "tenant_occupied": situations["owner_occupier"] == 1,
        "purchase_unknown": np.isnan(price),
        "town_not_listed": situations["denormandie_town"] != 1,
        "works_share": share_too_low,
        "gain": ~saves & (situations["two_listed_works"] != 1),
    }
    rate = np.zeros(len(situations))
    for years, percentage in rules["rate_pct"].items():
        rate = np.where(situations["letting_years"] == int(years), percentage / 100, rate)
    conditions = Conditions(len(situations), fails)
    return conditions, np.where(conditions.met, rate * np.minimum(np.nan_to_num(total), rules["base_max_eur"]), 0.0)


def property_tax_relief(situations: Table, on: datetime.date) -> Result:
    """Relief of the property tax over its three years, € (CGI art. 1383-0 B: dwelling over ten years old)."""
    rules = parameters_at("other", on)["property_tax"]
    relief = np.nan_to_num(situations["property_tax_relief_pct"])
    fails = {
        **owners(situations, rules),
        "no_relief_voted": relief <= 0,
        "spending": situations["property_tax_spending"] != 1,
        "too_recent": situations["age_years"] < rules["age_years_min"],
    }
    usual = rules["default_tax_eur"]
    tax = situations["property_tax_eur"]
    tax = np.where(np.isnan(tax), np.where(situations["house"] == 1, usual["house"], usual["flat"]), tax)
    conditions = Conditions(len(situations), fails)
    return conditions, np.where(conditions.met, tax * relief / 100 * rules["years"], 0.0)
