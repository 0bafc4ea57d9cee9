"""Both ways of MaPrimeRénov' on the same works, as properties that hold for any household."""

import datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.aids.loans import loans
from rehab_app.aids.others import monthly_payment
from rehab_app.aids.ways import Ways, ways
from rehab_app.domain.catalogue.situation import SITUATION
from rehab_app.domain.table import Table, from_rows
from rehab_app.domain.town import TownRules, town_rules
from tests.aids.test_cases_2026 import COMMON

DATES = st.sampled_from(
    [datetime.date(2025, 6, 1), datetime.date(2025, 12, 18), datetime.date(2026, 6, 1), datetime.date(2026, 11, 22)]
)
WORKS = st.fixed_dictionaries(
    {
        "label_before": st.integers(1, 7),
        "label_after": st.integers(1, 7),
        "quantity_air_water_heat_pump": st.integers(0, 1),
        "quantity_roof_insulation": st.integers(0, 120),
        "quantity_windows": st.integers(0, 12),
        "quantity_external_wall_insulation": st.integers(0, 150),
        "replaces_fossil_boiler": st.integers(0, 1),
        "insulation_works": st.integers(0, 4),
        "fossil_after": st.integers(0, 1),
        "people": st.integers(1, 8),
    }
)
PRICES = {"air_water_heat_pump": 14_000, "roof_insulation": 50, "windows": 900, "external_wall_insulation": 130}


def situations(works: dict[str, int], incomes: np.ndarray) -> tuple[Table, np.ndarray]:
    spent = {f"expense_{name}": price * works[f"quantity_{name}"] for name, price in PRICES.items()}
    with_tax = float(sum(spent.values()))
    row = {
        **COMMON, **works, **spent, "works_ht_eur": with_tax / 1.055, "efficiency_air_water_heat_pump": 150,
        "approved_model": 1, "assistance_bill_eur": 2_000,
    }  # fmt: skip
    return from_rows(SITUATION, [{**row, "income_eur": float(income)} for income in incomes]), np.array(with_tax)


def both(works: dict[str, int], incomes: np.ndarray, on: datetime.date, town: TownRules | None = None) -> Ways:
    table, with_tax = situations(works, incomes)
    tenures = np.full(len(incomes), "owner_occupied", dtype=object)
    spent = {"works": np.full(len(incomes), float(with_tax))}
    return ways(table, tenures, spent, town or TownRules(), on)


INCOMES = np.arange(5_000, 140_000, 3_000)


@settings(deadline=None)
@given(works=WORKS, on=DATES)
def test_aids_of_each_way_never_exceed_the_works(works: dict[str, int], on: datetime.date) -> None:
    found = both(works, INCOMES, on)
    _table, with_tax = situations(works, INCOMES[:1])
    assistance = np.round(found.ampleur.assistance_eur, 2)
    assert (found.geste_eur <= with_tax + 0.01).all()
    assert (found.ampleur_eur - assistance <= with_tax + 0.01).all()


@settings(deadline=None)
@given(works=WORKS, on=DATES)
def test_a_richer_household_is_never_left_with_less_to_pay(works: dict[str, int], on: datetime.date) -> None:
    found = both(works, INCOMES, on)
    best = np.maximum(found.ampleur_net_eur, found.geste_eur)
    assert (np.diff(best) <= 0.01).all()


@settings(deadline=None)
@given(works=WORKS, on=DATES, amount=st.integers(0, 60_000))
def test_aids_of_the_town_stay_within_the_works_too(works: dict[str, int], on: datetime.date, amount: int) -> None:
    town = town_rules({"aids": [{"code": "a", "label": "A", "payer": "Commune", "amount_eur": amount}]})
    found = both(works, INCOMES, on, town)
    _table, with_tax = situations(works, INCOMES[:1])
    assert (found.geste_eur <= with_tax + 0.01).all()
    assert (found.ampleur_eur - np.round(found.ampleur.assistance_eur, 2) <= with_tax + 0.01).all()


def test_certificates_are_not_added_to_the_whole_renovation() -> None:
    works = {"label_before": 6, "label_after": 3, "quantity_air_water_heat_pump": 1, "quantity_roof_insulation": 40,
             "quantity_windows": 8, "quantity_external_wall_insulation": 60, "replaces_fossil_boiler": 1,
             "insulation_works": 3, "fossil_after": 0, "people": 2}  # fmt: skip
    found = both(works, np.array([22_000]), datetime.date(2026, 11, 22))
    assert found.by_ampleur[0]
    assert found.ampleur_eur[0] == np.round(found.ampleur.amount_eur + found.ampleur.assistance_eur, 2)[0]
    assert found.cee_eur["air_water_heat_pump"][0] > 0, "looked at, for the other way"


def test_the_payments_of_a_loan_pay_it_back() -> None:
    capital, years = np.array([15_000.0, 8_000.0]), np.array([15.0, 10.0])
    assert np.allclose(monthly_payment(capital, 0.0, years) * years * 12, capital)
    rest = capital.copy()
    payment = monthly_payment(capital, 0.04, years)
    for month in range(180):
        rest = np.where(month < years * 12, rest * (1 + 0.04 / 12) - payment, rest)
    assert np.allclose(rest, 0, atol=0.01)


def test_the_zero_rate_loan_carries_the_rest_up_to_its_ceiling_and_ends_with_the_law() -> None:
    table = from_rows(SITUATION, [{**COMMON, "loan_works": kind, "income_eur": 22_000} for kind in ("one", "whole")])
    income = np.array([0, 0])
    now = loans(table, income, np.array([20_000.0, 20_000.0]), datetime.date(2026, 11, 22))
    assert now.eco_capital_eur.tolist() == [15_000, 20_000]
    assert now.eco_years.tolist() == [15, 20]
    assert now.eco_month_eur.tolist() == [83.33, 83.33]
    later = loans(table, income, np.array([20_000.0, 20_000.0]), datetime.date(2028, 1, 1))
    assert later.eco_capital_eur.tolist() == [0, 0]
