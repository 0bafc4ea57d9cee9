"""The group whose works are done: accepted, its bills before and after, and the home that neighbours visit."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from rehab_app.core.progress import Progress
from rehab_app.domain.billing import Bill, DegreeDays
from rehab_app.services import show_homes
from rehab_app.services.bills import add_bills, add_weather
from rehab_app.services.calendar_editing import mark_stay
from rehab_app.services.calendar_view import read_calendar
from rehab_app.services.real_bills import accept_works, planned_days
from rehab_app.services.sampling.draw import Draw
from rehab_app.services.sampling.story_plot import PILOT, UNDER_WAY, Cast, homes_of, texts
from rehab_app.storage.project import Project
from rehab_app.works.bills import retail_prices

_GAS, _ELECTRICITY = 2, 1  # enumeration type_energie
_GROSS = 1.11  # kWh of a gas bill in a kWh of net heat (arrêté du 31 mars 2021, annexe 1, §13)
# What homes of a label are seen to use of what it counts: badly insulated ones are heated less than it assumes.
_USED_BEFORE = {"G": 0.55, "F": 0.62, "E": 0.74, "D": 0.86}
_USED_AFTER = 1.12  # warmer rooms than the label assumes
_OPEN_AFTER_DAYS = 120

Period = tuple[datetime.date, datetime.date]


def begin_works(project: Project, who: str, cast: Cast, today: datetime.date) -> None:
    """Dates of the groups at work and done are promised, and what they have come to has begun."""
    groups = set(cast.of(PILOT, UNDER_WAY))
    for state in ("promised", "begun"):
        for stay in read_calendar(project, Progress()).stays:
            if stay.group_id in groups and (state == "promised" or stay.starts_on <= today):
                mark_stay(project, who, stay, state, on=True)


def accept_pilot(project: Project, who: str, cast: Cast) -> None:
    """The works of the pilot's homes, accepted on the last day of their calendar."""
    for home in homes_of(project, cast.groups[PILOT]):
        began, accepted = planned_days(project, home)
        if began and accepted:
            accept_works(project, who, home, began, accepted, texts()["notes"]["acceptance"])


def enter_bills(project: Project, who: str, cast: Cast, seed: int) -> None:
    """A year of bills before the works and one after them, of all homes of the pilot but the last, with the weather."""
    homes = homes_of(project, cast.groups[PILOT])
    days = [row for row in project.rows("acceptance") if row["dwelling_id"] in homes]
    before = _year_until(min(row["began_on"] for row in days).replace(day=1))
    after = _year_from(max(row["accepted_on"] for row in days))
    weather = texts()["weather"]
    source = texts()["notes"]["degree_days"]
    rows = [
        DegreeDays(*period, weather[when], weather["normal"], source)
        for when, period in (("before", before), ("after", after))
    ]
    add_weather(project, who, rows)
    for home in homes[:-1]:
        add_bills(project, who, home, _bills(project, home, before, after, seed))


def show_one(project: Project, who: str, cast: Cast, today: datetime.date) -> None:
    """The owner-occupied home that gained most becomes the show home, and neighbours come."""
    homes = homes_of(project, cast.groups[PILOT])
    owned = project.rows("dwelling", id=homes, tenure="owner_occupied") or project.rows("dwelling", id=homes)
    shown = max(
        (row["id"] for row in owned), key=lambda home: (_estimate(project, home, False)["conso_5_usages"], home)
    )
    (done,) = project.rows("acceptance", dwelling_id=shown)
    opened = min(done["accepted_on"] + datetime.timedelta(days=_OPEN_AFTER_DAYS), today)
    kept = {"opened_on": opened, "consent_on": opened, "closed_on": None, "note": texts()["notes"]["show_home"]}
    show_homes.mark(project, who, shown, kept)
    (row,) = project.rows("show_home", dwelling_id=shown)
    for visit in texts()["show_visits"]:
        on = today - datetime.timedelta(days=visit["days_ago"])
        show_homes.add_visit(project, who, row["id"], on, visit["visitors"], visit["note"])


def _year_until(last: datetime.date) -> Period:
    return last.replace(year=last.year - 1), last


def _year_from(day: datetime.date) -> Period:
    """From the first of the next month."""
    first = (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    return first, first.replace(year=first.year + 1)


def _bills(project: Project, home: int, before: Period, after: Period, seed: int) -> list[Bill]:
    """Gas and electricity before, electricity after: the label's figures as the home is lived in, and appliances."""
    draw = Draw(seed, home, 2)
    lived, appliances = draw.between(0.95, 1.05, 0.01), draw.between(1500, 2300, 50)
    then, now, weather = _estimate(project, home, False), _estimate(project, home, True), texts()["weather"]
    used = _USED_BEFORE.get(str(then["classe_bilan_dpe"]), 1.0) * lived
    gas = _on_gas(project, home, then)
    cold = weather["before"] / weather["normal"]
    heat = gas["heating"] * used * cold + gas["water"] * used
    rest = (then["conso_5_usages"] - gas["heating"] - gas["water"]) * used + appliances
    milder = weather["after"] / weather["normal"]
    warm = now["conso_ch"] * _USED_AFTER * lived * milder
    other = (now["conso_5_usages"] - now["conso_ch"]) * lived + appliances
    bills = [_bill("electricity", before, rest), _bill("electricity", after, warm + other)]
    return [_bill("gas", before, heat), *bills] if heat else bills


def _bill(energy: str, period: Period, kwh: float) -> Bill:
    price = retail_prices(period[1])[_GAS if energy == "gas" else _ELECTRICITY]
    cost = kwh * price["eur_per_kwh"] + price["fixed_eur"]
    quantity, unit = (kwh * _GROSS, "kwh_gross") if energy == "gas" else (kwh, "kwh")
    return Bill(energy, *period, float(round(quantity)), unit, round(cost, 2), "said")


def _on_gas(project: Project, home: int, estimate: Mapping[str, Any]) -> dict[str, float]:
    """Conventional kWh of gas, for heating and for hot water."""
    found = {}
    for name, table, column in (
        ("heating", "heating_generator", "conso_ch"),
        ("water", "hot_water_generator", "conso_ecs"),
    ):
        energies = [row["energy_id"] for row in project.rows(table, dwelling_id=home)]
        found[name] = float(estimate[column]) if energies and set(energies) == {_GAS} else 0.0
    return found


def _estimate(project: Project, home: int, after: bool) -> dict[str, Any]:
    chosen: Sequence[Any] = [row["id"] for row in project.rows("scenario", dwelling_id=home, chosen=1)]
    return project.rows("estimate", dwelling_id=home, scenario_id=chosen[-1] if after else None)[-1]
