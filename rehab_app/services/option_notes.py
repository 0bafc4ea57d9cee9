"""What goes with the figures of an option: weeks on site, comfort, warnings of rules to come, landlord and tenant."""

import datetime
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from rehab_app.aids.conditions import listed
from rehab_app.aids.letting import letting_until, loc_avantages
from rehab_app.aids.others import denormandie
from rehab_app.core.format import day
from rehab_app.core.i18n import _, mark
from rehab_app.core.paths import resource
from rehab_app.domain.financing import Landlord, Range, cents
from rehab_app.services.money import Money
from rehab_app.services.rule_changes import Coming, rule_changes
from rehab_app.works.bills import savings
from rehab_app.works.catalogue import entry

_WORK_DAYS = 5
_SUMMER = "enum_indicateur_confort_ete_id"
COMFORT = {
    "wall_external": mark("walls no longer cold to the touch; a quieter, protected façade"),
    "wall_internal": mark("walls no longer cold to the touch"),
    "loft": mark("a warmer upper floor in winter, cooler in summer"),
    "slopes": mark("a warmer upper floor in winter, cooler in summer"),
    "floor": mark("a warmer ground floor"),
    "windows": mark("fewer draughts and less noise"),
    "ventilation": mark("fresher air, less damp and mould"),
    "airtightness": mark("no more draughts"),
    "shutters": mark("dark and cooler rooms in summer"),
    "heating": mark("even heat, controlled room by room or by day and night"),
}


@cache
def _per_day() -> Mapping[str, Any]:
    with resource("works", "rates.toml").open("rb") as file:
        found: Mapping[str, Any] = tomllib.load(file)["per_day"]
    return found


def weeks(found: Money, at: int) -> Range:
    """Weeks on site of one crew after another: the quantity over what a crew does in a day."""
    days = [0.0, 0.0, 0.0]
    for work, line in found.lines.items():
        quantity = float(found.found.quantities[work][at])
        low, typical, high = _per_day()[work]
        longer = 1.0 if line.built is None else line.built.duration
        for place, rate in enumerate((high, typical, low)):
            days[place] += longer * quantity / rate
    return Range(*(round(each / _WORK_DAYS, 1) for each in days))


def area_lost_m2(found: Money, at: int) -> float:
    """Living area taken by internal lining: wall area over the ceiling height, times the thickness."""
    height = float(found.found.tiled["dwelling"]["ceiling_height_m"][at])
    if not height > 0:
        height = 2.5  # usual height of the method, for an area that is only shown
    lost = sum(
        float(amounts[at]) / height * entry(work).lining_cm / 100
        for work, amounts in found.found.quantities.items()
        if entry(work).lining_cm
    )
    return round(lost, 1)


def comfort(found: Money, at: int, works: Sequence[str]) -> tuple[str, ...]:
    """What the household will feel, in words; comfort in summer where its grade changes."""
    families = [family for family in dict.fromkeys(entry(work).family for work in works) if family in COMFORT]
    if "wall_external" in families and "wall_internal" in families:
        families.remove("wall_internal")  # the other says as much, and more
    told = [_(COMFORT[family]) for family in families]
    before = found.found.before.totals[_SUMMER][at % found.found.homes]
    after = found.found.result.totals[_SUMMER][at]
    if after != before and not np.isnan(after - before):
        told.append(_("better comfort in summer") if after > before else _("less comfort in summer"))
    return tuple(dict.fromkeys(told))


def warnings(found: Money, at: int, home: int, coming: Mapping[datetime.date, Coming]) -> tuple[str, ...]:
    """What the aids rest on where it is a class declared, never naming it; rules to come that touch this home."""
    told: list[str] = []
    if found.households.by_declared_class[home]:
        told.append(_("Aids counted by the income class declared, without an amount: the tax notice will confirm it."))
    label = str(found.found.before.totals["classe_bilan_dpe"][home])
    tenure = str(found.households.tenure[home])
    until = letting_until(label)
    if tenure == "rented" and until is not None:
        if until < found.terms.on:
            told.append(
                _("Label {label}: no new lease since {date}.").format(
                    label=label, date=day(until + datetime.timedelta(days=1))
                )
            )
        else:
            told.append(_("Label {label}: no new lease after {date}.").format(label=label, date=day(until)))
    told += rule_changes(found, at, home, coming)
    return tuple(told)


def landlord(found: Money, at: int, home: int) -> Landlord | None:
    """The landlord's view of a home that is let; None for others."""
    if str(found.households.tenure[home]) != "rented":
        return None
    before = str(found.found.before.totals["classe_bilan_dpe"][home])
    after = str(found.found.result.totals["classe_bilan_dpe"][at])
    area = float(found.found.tiled["dwelling"]["living_area_m2"][at])
    rent = None if found.town.rent_eur_m2 is None else cents(found.town.rent_eur_m2 * area)
    relief, reasons = loc_avantages(rent, after, found.terms.on)
    conditions, amount = denormandie(found.situations.take(np.array([at])), found.terms.on)
    refused = listed(conditions.reasons(0))
    if refused:
        reasons.append(_("Denormandie: {reasons}").format(reasons=refused))
    return Landlord(letting_until(before), letting_until(after), rent, relief, cents(float(amount[0])), tuple(reasons))


def tenant_saving(found: Money, at: int, home: int) -> Range | None:
    """What the tenant's energy bill loses a month; None where the owner lives in the home."""
    if str(found.households.tenure[home]) not in ("rented", "social"):
        return None
    return Range(*(cents(float(each[at]) / 12) for each in savings(found.before, found.after)))
