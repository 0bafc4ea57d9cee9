"""MaPrimeRénov' par geste (parcours non accompagné): arrêté du 14 janvier 2020, annexe 2, modified.

The date of filing decides which rules hold.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.conditions import Conditions, owners, residence
from rehab_app.aids.income import UPPER, income_conditions
from rehab_app.aids.parameters import Parameters, parameters_at
from rehab_app.domain.catalogue.situation import expense, offer, quantity
from rehab_app.domain.table import Table

Money = NDArray[np.float64]

_AGE_MIN_YEARS = 15
_AGE_MIN_OIL_YEARS = 2  # when an oil boiler goes together with its tank


@dataclass(frozen=True, slots=True)
class Gestes:
    """Result by row (n,): grants in euros by measure, before and after their cap with the energy certificates."""

    conditions: Conditions
    uncapped_eur: Mapping[str, Money]
    amounts_eur: Mapping[str, Money]
    total_eur: Money


def gestes(situations: Table, income: NDArray[np.intp], on: datetime.date) -> Gestes:
    """Grants measure by measure for a file deposited on that day; none for the class supérieure.

    A grant and the energy certificates of the same measure stay under 90 / 75 / 60 % of what it costs with tax, counted
    up to a ceiling; a measure whose cost is not known is not capped. All grants of five years stay under 20 000 €.
    """
    rules = parameters_at("mpr_geste", on)
    conditions = _conditions(situations, income, rules)
    given = conditions.met
    uncapped: dict[str, Money] = {}
    amounts: dict[str, Money] = {}
    for measure, scale in rules["amounts_eur"].items():
        if measure in rules.get("removed", ()):
            continue
        unit = np.asarray([*scale["amounts"], 0.0])[income]
        counted = _counted(situations, measure, rules)
        uncapped[measure] = np.where(given, unit * counted, 0.0)
        cap = _cap(situations, measure, scale["ceiling"] * counted, income, rules)
        amounts[measure] = np.minimum(uncapped[measure], cap)
    if rules["audit_needs_other_work"] and "energy_audit" in amounts:
        others = sum(amounts[name] for name in amounts if name != "energy_audit")
        amounts["energy_audit"] = np.where(others > 0, amounts["energy_audit"], 0.0)
    room = np.maximum(rules["five_years_max_eur"] - np.nan_to_num(situations["gestes_paid_eur"]), 0.0)
    amounts, total = _within(amounts, room)
    return Gestes(conditions, uncapped, amounts, total)


def _within(amounts: dict[str, Money], room: Money) -> tuple[dict[str, Money], Money]:
    """Grants cut, last ones first, so that their sum stays in the room left; and that sum."""
    given = np.zeros_like(room)
    kept: dict[str, Money] = {}
    for measure, amount in amounts.items():
        kept[measure] = np.minimum(amount, room - given)
        given = given + kept[measure]
    return kept, given


def _cap(situations: Table, measure: str, ceiling: Money, income: NDArray[np.intp], rules: Parameters) -> Money:
    """What the certificates of the measure leave to its grant; infinite where its cost is not known."""
    cost = situations[expense(measure)]
    share = np.asarray(rules["with_cee_cap_pct"], dtype=float)[income] / 100
    room = share * np.minimum(cost, ceiling) - np.nan_to_num(situations[offer(measure)])
    return np.where(np.isnan(cost), np.inf, np.maximum(room, 0.0))


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
        **owners(situations, rules),
        "legal_person": situations["legal_person"] == 1,
        **residence(situations),
        "too_recent": recent,
        **income_conditions(situations, income == UPPER),
    }
    return Conditions(len(situations), fails)
