"""MaPrimeRénov' par geste (parcours non accompagné): arrêté du 14 janvier 2020, annexe 2, modified.

The date of filing decides which rules hold.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.conditions import Conditions
from rehab_app.aids.income import UPPER
from rehab_app.aids.parameters import Parameters, parameters_at
from rehab_app.domain.catalogue.situation import quantity
from rehab_app.domain.table import Table

Money = NDArray[np.float64]

_AGE_MIN_YEARS = 15
_AGE_MIN_OIL_YEARS = 2  # when an oil boiler goes together with its tank


@dataclass(frozen=True, slots=True)
class Gestes:
    """Result by row (n,): amounts in euros by measure, before the cap with the energy certificates."""

    conditions: Conditions
    amounts_eur: Mapping[str, Money]
    total_eur: Money


def gestes(situations: Table, income: NDArray[np.intp], on: datetime.date) -> Gestes:
    """Grants measure by measure for a file deposited on that day; none for the class supérieure."""
    rules = parameters_at("mpr_geste", on)
    conditions = _conditions(situations, income, rules)
    given = conditions.met
    amounts: dict[str, Money] = {}
    for measure, scale in rules["amounts_eur"].items():
        if measure in rules.get("removed", ()):
            continue
        unit = np.asarray([*scale["amounts"], 0.0])[income]
        amounts[measure] = np.where(given, unit * _counted(situations, measure, rules), 0.0)
    total = np.sum(list(amounts.values()), axis=0) if amounts else np.zeros(len(situations))
    return Gestes(conditions, amounts, total)


def _counted(situations: Table, measure: str, rules: Parameters) -> Money:
    """Quantity that counts; external wall insulation up to its ceiling."""
    done: Money = np.nan_to_num(situations[quantity(measure)])
    if measure == "external_wall_insulation":
        return np.minimum(done, rules["external_wall_max_m2"])
    return done


def _conditions(situations: Table, income: NDArray[np.intp], rules: Parameters) -> Conditions:
    age = situations["age_years"]
    recent = age < _AGE_MIN_YEARS
    if rules["oil_boiler_exception"]:
        tank = np.nan_to_num(situations[quantity("oil_tank_removal")]) > 0
        recent &= ~((age >= _AGE_MIN_OIL_YEARS) & tank & (situations["oil_boiler_replaced"] == 1))
    fails = {
        "desk_closed": np.full(len(situations), not rules["open"]),
        "not_owner": (situations["owner"] != 1) & (situations["buyer"] != 1) & (situations["condominium"] != 1),
        "condominium": (situations["condominium"] == 1) & (not rules["condominium"]),
        "not_main_residence": situations["main_residence"] != 1,
        "too_recent": recent,
        "income": income == UPPER,
    }
    return Conditions(len(situations), fails)
