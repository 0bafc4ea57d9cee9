"""Use case: real bills beside the label's figure, and what works save — three figures that are never mixed."""

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.billing import Bill, BillView, DegreeDays, Saving, YearlyUse
from rehab_app.domain.change import Change
from rehab_app.domain.codes import ORIGINS
from rehab_app.domain.table import Stock
from rehab_app.energy.estimate import Estimate, estimate
from rehab_app.services.describing import home_stock
from rehab_app.survey.billing import net_kwh, yearly_uses
from rehab_app.works import bills as retail

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

ENERGY_IDS: Mapping[str, tuple[int, ...]] = {
    "electricity": (1, 12),
    "gas": (2,),
    "oil": (3,),
    "logs": (4,),
    "pellets": (5,),
    "network": (8,),
    "lpg": (9, 10, 13),
    "coal": (11,),
}

Use = tuple[float, float, float]  # low, central, high kWh a year


def bills_of(project: "Project", dwelling_id: int) -> list[Bill]:
    """Bills of a home, in the order of their first day."""
    found = [
        Bill(
            row["energy"],
            row["starts_on"],
            row["ends_on"],
            row["quantity"],
            row["unit"],
            row["cost_eur"],
            row["origin"],
            row["id"],
        )
        for row in project.rows("bill", dwelling_id=dwelling_id)
    ]
    return sorted(found, key=lambda bill: (bill.starts_on, bill.energy))


def add_bills(project: "Project", who: str, dwelling_id: int, bills: Sequence[Bill]) -> Change:
    """Keep bills of a home.

    Raises:
        RehabError: a bill cannot be (unit, dates, quantity, origin); nothing is written.
    """
    for bill in bills:
        net_kwh(bill)
        if bill.origin not in ORIGINS:
            raise RehabError(_("“{origin}” is not an origin.").format(origin=bill.origin))
    rows = [
        {
            "dwelling_id": dwelling_id,
            "energy": bill.energy,
            "starts_on": bill.starts_on,
            "ends_on": bill.ends_on,
            "quantity": bill.quantity,
            "unit": bill.unit,
            "cost_eur": bill.cost_eur,
            "origin": bill.origin,
        }
        for bill in bills
    ]
    with project.write(who, _("Enter bills")) as writer:
        writer.insert("bill", rows)
    return writer.change


def drop_bill(project: "Project", who: str, bill_id: int) -> Change:
    """Remove a bill."""
    with project.write(who, _("Remove a bill")) as writer:
        writer.delete("bill", [bill_id])
    return writer.change


def weather_of(project: "Project") -> list[DegreeDays]:
    """Degree days that the town entered."""
    return [
        DegreeDays(row["starts_on"], row["ends_on"], row["degree_days"], row["normal"], row["source"])
        for row in project.rows("degree_days")
    ]


def add_weather(project: "Project", who: str, rows: Sequence[DegreeDays]) -> Change:
    """Keep degree days with their source.

    Raises:
        RehabError: a period ends before it starts, a figure is not positive, or no source is named.
    """
    for row in rows:
        if row.ends_on <= row.starts_on or not (row.degree_days >= 0 and row.normal > 0):
            raise RehabError(_("A period of degree days needs two days in order and two positive figures."))
        if not row.source.strip():
            raise RehabError(_("Say where the degree days come from."))
    records = [
        {
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "degree_days": row.degree_days,
            "normal": row.normal,
            "source": row.source,
        }
        for row in rows
    ]
    with project.write(who, _("Enter degree days")) as writer:
        writer.insert("degree_days", records)
    return writer.change


def bill_view(
    project: "Project", dwelling_id: int, on: datetime.date, other_electricity_kwh: float | None = None
) -> BillView:
    """The label's figure and the bills of a home.

    Args:
        project: the project.
        dwelling_id: the home.
        on: date of prices, factors and thresholds.
        other_electricity_kwh: what lighting apart the home's own appliances use a year (the label does not count
            them), from a summer bill for instance; without it an electricity bill does not calibrate the use.

    Raises:
        RehabError: the home cannot be estimated, or a bill cannot be.
    """
    stock = home_stock(project, dwelling_id, on)
    found = estimate(stock, on)
    if found.refusals:
        raise RehabError(_("The home cannot be estimated: its description is not whole."))
    blocks = retail.consumption_by_energy(stock, found)[0]
    conventional, of_heating = (
        {code: float(block[list(ids)].sum()) for code, ids in ENERGY_IDS.items()} for block in blocks
    )
    heating = {code: of_heating[code] / kwh for code, kwh in conventional.items() if kwh > 0}
    metered, short = yearly_uses(bills_of(project, dwelling_id), heating, weather_of(project))
    own = _own_use(metered, other_electricity_kwh)
    by_relation = retail.bills(stock, found, _income(project, dwelling_id), on)
    factor = _factor(own, conventional)
    figures = _relation(by_relation) if factor is None else _from_bills(own, blocks[0], conventional, on)
    return BillView(
        conventional_kwh={code: kwh for code, kwh in conventional.items() if kwh > 0},
        metered=metered,
        short=short,
        use_factor=factor,
        basis="bills" if factor is not None else "income" if by_relation.by_income[0] else "label",
        conventional_eur=float(by_relation.conventional_eur[0]),
        low_eur=figures[0],
        expected_eur=figures[1],
        high_eur=figures[2],
    )


def _own_use(metered: Sequence[YearlyUse], other_electricity_kwh: float | None) -> dict[str, Use]:
    """Low, central and high usual kWh of the label's five uses, of the energies whose bills say so."""
    found = {}
    for use in metered:
        taken = 0.0
        if use.energy == "electricity":
            if other_electricity_kwh is None:
                continue
            taken = other_electricity_kwh
        low, central, high = (max(kwh - taken, 0.0) for kwh in (use.low_kwh, use.usual_kwh, use.high_kwh))
        found[use.energy] = (low, central, high)
    return found


def _factor(own: Mapping[str, Use], conventional: Mapping[str, float]) -> float | None:
    known = [code for code in own if conventional[code] > 0]
    theory = sum(conventional[code] for code in known)
    return sum(own[code][1] for code in known) / theory if theory > 0 else None


def _income(project: "Project", dwelling_id: int) -> NDArray[np.float64]:
    incomes = [row["income_eur"] for row in project.rows("household", dwelling_id=dwelling_id)]
    return np.array([incomes[-1] if incomes and incomes[-1] is not None else np.nan])


def _relation(found: retail.Bills) -> tuple[float, float, float]:
    return float(found.low_eur[0]), float(found.expected_eur[0]), float(found.high_eur[0])


def _from_bills(
    own: Mapping[str, Use],
    by_energy: NDArray[Any],
    conventional: Mapping[str, float],
    on: datetime.date,
) -> tuple[float, float, float]:
    """Low, expected and high cost of the five uses at retail prices: billed energies as used, the others as the label
    counts them, with the range of the published relations. An energy without a retail price is left out of all
    three."""
    prices, width = retail.retail_prices(on), retail.relation()["range"]["bill"]
    totals = np.zeros(3)
    for code, ids in ENERGY_IDS.items():
        price = next((prices[each] for each in ids if each in prices), None)
        kwh = float(by_energy[list(ids)].sum())
        if price is None or (kwh <= 0 and code not in own):
            continue
        used = own.get(code, (width[0] * kwh, kwh, width[1] * kwh))
        totals += np.array(used) * price["eur_per_kwh"] + price["fixed_eur"]
    low, expected, high = totals.tolist()
    return low, expected, high


def saving(before: Stock, after: Stock, view: BillView, income_eur: float | None, on: datetime.date) -> Saving:
    """What works bring to one home, three times.

    The saving on bills lies between the shares of the conventional saving that renovated homes have been seen to make
    (resources/works/retail_energy.toml); where bills say how the home is used, their factor places it in between.
    What is not saved on bills is lived as comfort: warmer rooms for the same money.

    Args:
        before: the home as it stands, a stock of one.
        after: the same after the works.
        view: its bills and label.
        income_eur: of the household, None where it is not known.
        on: date of prices, factors and thresholds.
    """
    income = np.array([np.nan if income_eur is None else income_eur])
    states: list[tuple[Estimate, retail.Bills]] = []
    for stock in (before, after):
        found = estimate(stock, on)
        if found.refusals:
            raise RehabError(_("The home cannot be estimated: its description is not whole."))
        states.append((found, retail.bills(stock, found, income, on)))
    (first, bill), (last, bill_after) = states
    theory = float(bill.conventional_eur[0] - bill_after.conventional_eur[0])
    shares = retail.relation()["range"]["saving"]
    low, high = sorted(share * theory for share in shares)
    if view.use_factor is not None:
        expected = float(np.clip(view.use_factor * theory, low, high))
    else:
        then = retail.bills_after(bill, bill_after)
        low, expected, high = (float(each[0]) for each in retail.savings(bill, then))
    return Saving(
        conventional_kwh=float(first.totals["conso_5_usages"][0] - last.totals["conso_5_usages"][0]),
        conventional_eur=theory,
        low_eur=low,
        expected_eur=expected,
        high_eur=high,
        comfort_low_eur=max(theory - high, 0.0),
        comfort_high_eur=max(theory - low, 0.0),
        basis=view.basis,
    )
