"""From bills to a usual year: net heat, whole years, normal weather, and how the home is used."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.paths import resource
from rehab_app.domain.billing import Bill, DegreeDays, YearlyUse
from rehab_app.domain.codes import BILL_ENERGIES, BILL_UNITS

_YEAR_DAYS = 365.25
_TWO_YEARS = 2 * 330


@cache
def rules() -> Mapping[str, Any]:
    """resources/survey/bills.toml."""
    with resource("survey", "bills.toml").open("rb") as file:
        found: Mapping[str, Any] = tomllib.load(file)
    return found


def units_of(energy: str) -> tuple[str, ...]:
    """Units in which an energy may be billed."""
    return tuple(rules()["net_kwh"].get(energy, {}))


def net_kwh(bill: Bill) -> float:
    """Net heat of a bill, kWh (gas bills count gross heat: divided by 1.11).

    Raises:
        RehabError: the energy is not billed in that unit, or the dates or the quantity are impossible.
    """
    factor = rules()["net_kwh"].get(bill.energy, {}).get(bill.unit)
    where = _(BILL_ENERGIES.get(bill.energy, bill.energy))
    if factor is None:
        raise RehabError(
            _("This energy is not counted in {unit}.").format(unit=_(BILL_UNITS.get(bill.unit, bill.unit))),
            where=where,
            remedy=_("Write the kWh of the bill."),
        )
    if bill.days <= 0:
        raise RehabError(_("The bill ends before it starts."), where=where)
    if not bill.quantity >= 0:
        raise RehabError(_("The quantity of the bill is missing."), where=where)
    return float(bill.quantity * factor)


def yearly_uses(
    bills: Sequence[Bill], heating_share: Mapping[str, float], weather: Sequence[DegreeDays]
) -> tuple[tuple[YearlyUse, ...], tuple[str, ...]]:
    """A usual year of each energy, and the energies whose bills do not make a year.

    Args:
        bills: of one home; those of one energy must not overlap.
        heating_share: part of each energy's conventional use that heats, 0 to 1: only that part follows the weather.
        weather: degree days that the town entered; bills that they do not cover stay uncorrected.

    Raises:
        RehabError: a bill cannot be (see `net_kwh`), or two bills of an energy overlap.
    """
    found, short = [], []
    for energy in dict.fromkeys(bill.energy for bill in bills):
        own = sorted((bill for bill in bills if bill.energy == energy), key=lambda bill: bill.starts_on)
        for one, other in pairwise(own):
            if other.starts_on < one.ends_on:
                raise RehabError(_("Two bills cover the same days."), where=_(BILL_ENERGIES[energy]))
        if sum(bill.days for bill in own) < rules()["rules"]["least_days"]:
            short.append(energy)
        else:
            found.append(_usual_year(energy, own, heating_share.get(energy, 0.0), weather))
    return tuple(found), tuple(short)


def _usual_year(energy: str, bills: Sequence[Bill], heating: float, weather: Sequence[DegreeDays]) -> YearlyUse:
    days = sum(bill.days for bill in bills)
    per_year = _YEAR_DAYS / days
    kwh = sum(net_kwh(bill) for bill in bills)
    ratio = weather_ratio(bills, weather)
    usual = kwh if ratio is None else kwh * (1 - heating + heating * ratio)
    widths = rules()["uncertainty"]
    corrected = ratio is not None or heating == 0.0
    if not corrected:
        width = widths["not_corrected"]
    else:
        width = widths["two_years_corrected" if days >= _TWO_YEARS else "one_year_corrected"]
    costs = [bill.cost_eur for bill in bills if bill.cost_eur is not None]
    return YearlyUse(
        energy=energy,
        days=days,
        kwh=kwh * per_year,
        usual_kwh=usual * per_year,
        corrected=corrected,
        low_kwh=usual * per_year * (1 - width),
        high_kwh=usual * per_year * (1 + width),
        cost_eur=sum(costs) * per_year if len(costs) == len(bills) else None,
    )


def weather_ratio(bills: Sequence[Bill], weather: Sequence[DegreeDays]) -> float | None:
    """Normal over actual degree days of the days billed; None where too few of them are known."""
    actual = normal = 0.0
    known = days = 0
    rule = rules()["rules"]
    for bill in bills:
        days += bill.days
        for row in weather:
            whole = (row.ends_on - row.starts_on).days
            common = (min(row.ends_on, bill.ends_on) - max(row.starts_on, bill.starts_on)).days
            if common <= 0 or whole <= 0 or (common < whole and whole > rule["short_row_days"]):
                continue
            actual += row.degree_days * common / whole
            normal += row.normal * common / whole
            known += common
    share = rule["covered_share"]
    # Days counted twice (a month and its year both entered) are no weather either.
    if not share * days <= known <= days / share or not actual > 0:
        return None
    return normal / actual
