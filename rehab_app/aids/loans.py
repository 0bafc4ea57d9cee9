"""Loans for what the aids leave: zero-rate eco-loan, loan against the home (PAR+), ordinary loan."""

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.conditions import Conditions
from rehab_app.aids.others import eco_ptz, monthly_payment, par_plus
from rehab_app.aids.parameters import parameters_at
from rehab_app.domain.table import Table

Money = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Loans:
    """Loans for a rest to pay (n,), euros; a payment is a month's.

    Attributes:
        eco_conditions, eco_ceiling_eur, eco_capital_eur, eco_years, eco_month_eur: éco-PTZ, chosen first.
        par_conditions, par_ceiling_eur: PAR+: capital paid back at the sale, interest paid by the State for ten years.
        ordinary_rate_pct, ordinary_years, ordinary_month_eur, ordinary_interest_eur: of the whole rest.
    """

    eco_conditions: Conditions
    eco_ceiling_eur: Money
    eco_capital_eur: Money
    eco_years: Money
    eco_month_eur: Money
    par_conditions: Conditions
    par_ceiling_eur: Money
    ordinary_rate_pct: float
    ordinary_years: float
    ordinary_month_eur: Money
    ordinary_interest_eur: Money


def loans(
    situations: Table,
    income: NDArray[np.intp],
    rest_eur: Money,
    on: datetime.date,
    rate_pct: float | None = None,
) -> Loans:
    """Loans that may carry a rest to pay.

    Args:
        situations: n rows (SITUATION), `loan_works` among them.
        income: class of each household.
        rest_eur: what the aids leave of works done by firms.
        on: date of the offer.
        rate_pct: yearly rate of an ordinary loan; an assumption of the parameters by default.
    """
    rules = parameters_at("other", on)["ordinary_loan"]
    rate = rules["rate_pct"] if rate_pct is None else rate_pct
    conditions, ceiling, years = eco_ptz(situations, on)
    par_conditions, par_ceiling = par_plus(situations, income, on)
    whole: Money = np.maximum(np.asarray(rest_eur, dtype=np.float64), 0.0)
    capital: Money = np.asarray(np.round(np.minimum(whole, ceiling), 2), dtype=np.float64)
    month = np.where(capital > 0, np.round(monthly_payment(capital, 0.0, years), 2), 0.0)
    ordinary = np.round(monthly_payment(whole, rate / 100, np.full(len(whole), float(rules["years"]))), 2)
    return Loans(
        conditions,
        ceiling,
        capital,
        years,
        month,
        par_conditions,
        par_ceiling,
        rate,
        rules["years"],
        ordinary,
        np.round(np.maximum(ordinary * rules["years"] * 12 - whole, 0.0), 2),
    )
