"""All national aids of a set of situations at a date, in one pass."""

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.ampleur import Ampleur, ampleur
from rehab_app.aids.certificates import Certificates, certificates
from rehab_app.aids.conditions import Conditions
from rehab_app.aids.gestes import Gestes, gestes
from rehab_app.aids.income import income_class
from rehab_app.aids.others import Result, denormandie, eco_ptz, par_plus, property_tax_relief
from rehab_app.domain.table import Table


@dataclass(frozen=True, slots=True)
class Aids:
    """Aids by row, each with its conditions: MaPrimeRénov' by the date of filing, certificates by that of the quote."""

    on: datetime.date
    income_class: NDArray[np.intp]
    ampleur: Ampleur
    gestes: Gestes
    certificates: Certificates
    eco_ptz: tuple[Conditions, NDArray[np.float64], NDArray[np.float64]]
    par_plus: Result
    denormandie: Result
    property_tax_relief: Result


def compute_aids(
    situations: Table,
    on: datetime.date,
    quoted_on: datetime.date | None = None,
    price_eur_per_kwhc: float | None = None,
) -> Aids:
    """National aids of n situations (table SITUATION).

    Args:
        situations: n rows.
        on: date of filing.
        quoted_on: date of the quote, `on` by default.
        price_eur_per_kwhc: price of the energy certificates; the one of the parameters by default.
    """
    income = income_class(situations, on)
    return Aids(
        on,
        income,
        ampleur(situations, income, on),
        gestes(situations, income, on),
        certificates(situations, income, quoted_on or on, price_eur_per_kwhc),
        eco_ptz(situations, on),
        par_plus(situations, income, on),
        denormandie(situations, on),
        property_tax_relief(situations, on),
    )
