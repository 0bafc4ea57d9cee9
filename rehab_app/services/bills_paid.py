"""Use case: what a household pays for its energy a year, from the bills it has brought."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.storage.reading import Reader

# A year of bills, give or take a reading of the meter.
_DAYS_LEAST, _YEAR = 350, 365.0
# Energy of a bill by the official number of an energy (type_energie); what is missing cannot be matched.
_BILLED = {1: "electricity", 2: "gas", 3: "oil", 4: "logs", 5: "pellets", 8: "network", 9: "lpg", 10: "lpg", 11: "coal",
           12: "electricity", 13: "lpg"}  # fmt: skip
_PARTS = ("heating_generator", "hot_water_generator")


def yearly_bills(project: Reader, dwelling_ids: Column, tenures: Column) -> Column | None:
    """Euros a year with tax of each home (n,), NaN where its bills do not tell; None when no home has any.

    All energies of the home are needed (electricity always), each over a year at least; the latest bills count. Only an
    owner-occupier's: a tenant's bills are nobody else's business.
    """
    wanted = {int(home) for home, tenure in zip(dwelling_ids, tenures, strict=True) if tenure == "owner_occupied"}
    by_home: dict[int, dict[str, list[Mapping[str, Any]]]] = {}
    for row in project.rows("bill"):
        if row["dwelling_id"] in wanted and None not in (row["starts_on"], row["ends_on"], row["cost_eur"]):
            by_home.setdefault(row["dwelling_id"], {}).setdefault(str(row["energy"]), []).append(row)
    if not by_home:
        return None
    needed = _energies(project, by_home)
    return np.array([_yearly(by_home.get(int(home), {}), needed.get(int(home), set())) for home in dwelling_ids])


def _energies(project: Reader, homes: Iterable[int]) -> dict[int, set[str]]:
    """Energies that each home uses."""
    found = {home: {"electricity"} for home in homes}
    for table in _PARTS:
        columns = project.columns(table, ("dwelling_id", "energy_id"))
        for home, energy in zip(columns["dwelling_id"].tolist(), columns["energy_id"].tolist(), strict=True):
            if home in found:
                found[home].add(_BILLED.get(int(energy), f"energy {energy}"))
    return found


def _yearly(by_energy: Mapping[str, Sequence[Mapping[str, Any]]], needed: set[str]) -> float:
    if not needed or needed - by_energy.keys():
        return float("nan")
    return float(sum(_of_energy(rows) for rows in by_energy.values()))


def _of_energy(rows: Sequence[Mapping[str, Any]]) -> float:
    """Cost of a year of one energy from the latest bills; NaN when they cover less, or the same days twice."""
    days, cost, until = 0, 0.0, datetime.date.max
    for row in sorted(rows, key=lambda each: each["ends_on"], reverse=True):
        if row["ends_on"] > until or row["starts_on"] >= row["ends_on"]:
            return float("nan")
        days += (row["ends_on"] - row["starts_on"]).days
        cost += row["cost_eur"]
        until = row["starts_on"]
        if days >= _DAYS_LEAST:
            return float(cost * _YEAR / days)
    return float("nan")
