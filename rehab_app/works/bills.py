"""From the conventional consumption of the label to what a household may expect to pay, with a range.

The label's theoretical saving is never shown as a saving on bills. Retail prices and the published relations are in
resources/works/retail_energy.toml, dated and sourced.
"""

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from rehab_app.core.paths import resource
from rehab_app.domain.table import Column, Stock
from rehab_app.energy.estimate import Estimate

ELECTRICITY = 1
_ENERGIES = 16
_LABELS = np.array(list("ABCDEFG"))


@dataclass(frozen=True, slots=True)
class Bills:
    """Euros a year by home (n,).

    Attributes:
        conventional_eur: consumption of the label at retail prices.
        low_eur, expected_eur, high_eur: the bill to expect.
        by_income: True where the relation with the income was used, else that with the label.
        measured: True where the bills of the household take the place of the estimate.
    """

    conventional_eur: Column
    heating_eur: Column
    low_eur: Column
    expected_eur: Column
    high_eur: Column
    by_income: Column
    measured: Column


@cache
def _document() -> Mapping[str, Any]:
    with resource("works", "retail_energy.toml").open("rb") as file:
        return tomllib.load(file)


def retail_prices(on: datetime.date) -> Mapping[int, Mapping[str, Any]]:
    """By energy, the latest price known on that day; before the first one known, that one."""
    found: dict[int, Mapping[str, Any]] = {}
    for price in sorted(_document()["price"], key=lambda each: each["from"]):
        if price["from"] <= on or price["energy_id"] not in found:
            found[price["energy_id"]] = price
    return found


def relation() -> Mapping[str, Any]:
    """The published relations, with their sources."""
    relations: Mapping[str, Any] = _document()["relation"]
    return relations


def consumption_by_energy(stock: Stock, found: Estimate) -> Column:
    """Final energy of the five uses by energy, kWh, shape (n, 16); heating alone in the second block (n, 2, 16)."""
    blocks = np.zeros((stock.size, 2, _ENERGIES))
    total = found.totals["conso_5_usages"]
    for place, table, use in ((1, "heating_generator", "conso_ch"), (0, "hot_water_generator", "conso_ecs")):
        part = stock[table]
        spent = np.nan_to_num(found.parts[table]["final_kwh"])
        energy = np.clip(part["energy_id"], 0, _ENERGIES - 1)
        by_energy = np.zeros((stock.size, _ENERGIES))
        np.add.at(by_energy, (part["dwelling"], energy), spent)
        gross = by_energy.sum(axis=1)
        scale = np.where(gross > 0, np.nan_to_num(found.totals[use]) / np.where(gross > 0, gross, 1.0), 0.0)
        by_energy *= scale[:, None]
        blocks[:, 0] += by_energy
        if place:
            blocks[:, 1] = by_energy
    # Lighting, fans, pumps and cooling run on electricity.
    blocks[:, 0, ELECTRICITY] += np.maximum(np.nan_to_num(total) - blocks[:, 0].sum(axis=1), 0.0)
    return blocks


def conventional_cost(stock: Stock, found: Estimate, on: datetime.date) -> tuple[Column, Column]:
    """Conventional consumption at retail prices, € a year: all five uses with subscriptions, heating without."""
    blocks = consumption_by_energy(stock, found)
    unit, fixed = np.full(_ENERGIES, np.nan), np.zeros(_ENERGIES)
    for energy, price in retail_prices(on).items():
        unit[energy], fixed[energy] = price["eur_per_kwh"], price["fixed_eur"]
    # An energy without a retail price is counted at the mean cost of the label.
    kwh = found.totals["conso_5_usages"]
    mean = found.totals["cout_5_usages"] / np.where(kwh > 0, kwh, 1.0)
    per_kwh = np.where(np.isnan(unit), mean[:, None], unit)
    used = blocks > 0
    whole = (blocks[:, 0] * per_kwh).sum(axis=1) + (used[:, 0] * fixed).sum(axis=1)
    known = ~np.isnan(found.totals["conso_5_usages"])
    return np.where(known, whole, np.nan), np.where(known, (blocks[:, 1] * per_kwh).sum(axis=1), np.nan)


def bills(stock: Stock, found: Estimate, income_eur: Column, on: datetime.date) -> Bills:
    """Expected bills.

    Args:
        stock: n homes.
        found: their estimate.
        income_eur: income of each household, NaN where it is not known.
        on: date of the energy prices.
    """
    whole, heating = conventional_cost(stock, found, on)
    rules = relation()
    share = heating / np.where(income_eur > 0, income_eur, np.nan)
    by_income = share > 0
    bounded = np.clip(np.where(by_income, share, 0.05), rules["income"]["low_share"], rules["income"]["high_share"])
    of_heating = rules["income"]["slope"] * np.log(bounded) + rules["income"]["constant"]
    factors = np.array([rules["label"]["factors"][letter] for letter in _LABELS])
    labels = found.totals["classe_bilan_dpe"].astype(str)
    at = np.clip(np.searchsorted(_LABELS, labels), 0, len(_LABELS) - 1)
    of_label = np.where(np.isin(labels, _LABELS), factors[at], np.nan)
    expected = np.where(by_income, heating * of_heating + (whole - heating), whole * of_label)
    low, high = rules["range"]["bill"]
    return Bills(whole, heating, low * expected, expected, high * expected, by_income, np.zeros(stock.size, dtype=bool))


def bills_after(before: Bills, after: Bills) -> Bills:
    """Bills after works held to what renovated homes have been seen to save: a part of the conventional saving.

    The expected saving is between 30 and 80 % of the conventional one. A household that pays less or more than
    expected today is taken to do so after the works as well: the low end is that of the low bill with the largest
    saving, the high end that of the high bill with the smallest.
    """
    low_part, high_part = relation()["range"]["saving"]
    theory = before.conventional_eur - after.conventional_eur
    least, most = np.sort(np.stack([low_part * theory, high_part * theory]), axis=0)
    most = np.minimum(most, before.expected_eur - after.low_eur)
    least = np.minimum(least, most)
    saving = np.clip(before.expected_eur - after.expected_eur, least, most)
    low, high = _ends(before)
    return replace(
        after,
        low_eur=low * (before.expected_eur - most),
        expected_eur=before.expected_eur - saving,
        high_eur=high * (before.expected_eur - least),
    )


def _ends(bill: Bills) -> tuple[Column, Column]:
    """Low and high ends of a bill as parts of the expected one."""
    safe = np.where(bill.expected_eur > 0, bill.expected_eur, 1.0)
    return bill.low_eur / safe, bill.high_eur / safe


def savings(before: Bills, after: Bills) -> tuple[Column, Column, Column]:
    """What an expected bill saves a year: least, expected, most, below 0 where it grows; `after` from `bills_after`."""
    low, high = _ends(before)
    least = before.expected_eur - after.high_eur / np.where(high > 0, high, 1.0)
    most = before.expected_eur - after.low_eur / np.where(low > 0, low, 1.0)
    return least, before.expected_eur - after.expected_eur, most


def with_measured(before: Bills, after: Bills, measured_eur: Column) -> tuple[Bills, Bills]:
    """Both bills with those of the household in place of the estimate where they are known.

    A household that pays less than expected has less to save: its saving is cut in that proportion; one that pays more
    (appliances are in its bills too) is not promised more.

    Args:
        before: estimated (n,).
        after: estimated (n,), from `bills_after`.
        measured_eur: what the household pays a year (n,), NaN where it is not known.
    """
    known = (measured_eur > 0) & (before.expected_eur > 0)
    paid = np.where(known, measured_eur, 1.0)
    part = np.minimum(1.0, paid / np.where(known, before.expected_eur, 1.0))
    least, usual, most = (part * each for each in savings(before, after))
    narrow, wide = relation()["range"]["measured"]

    def told(bill: Bills, low_eur: Column, expected_eur: Column, high_eur: Column) -> Bills:
        return replace(
            bill,
            low_eur=np.where(known, narrow * low_eur, bill.low_eur),
            expected_eur=np.where(known, expected_eur, bill.expected_eur),
            high_eur=np.where(known, wide * high_eur, bill.high_eur),
            measured=known,
        )

    return told(before, paid, paid, paid), told(after, paid - most, paid - usual, paid - least)
