"""The home as it stands, for the first step of a session."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rehab_app.core.i18n import from_french
from rehab_app.domain.financing import Range, cents
from rehab_app.domain.household_dossier import shares
from rehab_app.services.dwelling_view import address_of
from rehab_app.services.estimating import estimate_rows
from rehab_app.services.money import Money
from rehab_app.storage.project import Project
from rehab_app.works.bills import Bills, relation


@dataclass(frozen=True, slots=True)
class Facts:
    """The home as it stands, for the first step.

    Attributes:
        label, emissions_label: letters, "" when it cannot be estimated; `refusal` then says why.
        primary_kwh_m2: a year and square metre; spread: its low and high ends where the survey gave them.
        losses: parts of the house and their whole percents of the heat lost, the largest first.
        month_eur: energy bill a month to expect; bill_basis: how it was reckoned, "" for own bills.
        origin: code of `origins`: where the description comes from.
        consent_on: day of the consent recorded, None when there is none.
    """

    address: str
    area_m2: float | None
    year: int | None
    label: str
    emissions_label: str
    primary_kwh_m2: float
    spread: tuple[float, float] | None
    losses: tuple[tuple[str, int], ...]
    month_eur: Range
    bill_basis: str
    origin: str
    refusal: str
    consent_on: datetime.date | None


def facts_of(project: Project, dwelling_id: int, found: Money, on: datetime.date) -> Facts:
    """What is recorded and reckoned of a home as it stands."""
    (record,) = project.rows("dwelling", id=dwelling_id)
    buildings = project.rows("building", id=record["building_id"]) if record["building_id"] else []
    building = buildings[0] if buildings else None
    (row,) = estimate_rows(found.found.before, np.array([dwelling_id]), on)
    losses = (row.get("details") or {}).get("losses_w_k", {})
    year = record["construction_year"] or (building or {}).get("construction_year")
    return Facts(
        address=address_of(project, record, building),
        area_m2=record["living_area_m2"],
        year=int(year) if year else None,
        label=str(row.get("classe_bilan_dpe") or ""),
        emissions_label=str(row.get("classe_emission_ges") or ""),
        primary_kwh_m2=float(found.found.before.totals["ep_conso_5_usages_m2"][0]),
        spread=_spread(project, dwelling_id),
        losses=shares(tuple((part, float(value)) for part, value in losses.items() if value > 0)),
        month_eur=month_of(found.before, 0, 0.0),
        bill_basis=_basis_of(found),
        origin=str(record["origin"]),
        refusal=str(row["refusal"]),
        consent_on=consent_of(project, record),
    )


def with_bill(facts: Facts, found: Money) -> Facts:
    """The same home, its bill reckoned anew: the household said something of itself."""
    return replace(facts, month_eur=month_of(found.before, 0, 0.0), bill_basis=_basis_of(found))


def _basis_of(found: Money) -> str:
    if found.before.measured[0]:
        return ""
    return from_french(str(relation()["income" if found.before.by_income[0] else "label"]["source"]))


def consent_of(project: Project, record: Mapping[str, Any]) -> datetime.date | None:
    """Day on which the household of a home agreed that the town keeps its choices."""
    days = [row["consent_on"] for row in project.rows("household", dwelling_id=record["id"])]
    found: datetime.date | None = days[-1] if days else None
    return found


def _spread(project: Project, dwelling_id: int) -> tuple[float, float] | None:
    rows = project.rows("range_estimate", dwelling_id=dwelling_id)
    low, high = (rows[-1]["energy_low_kwh_m2"], rows[-1]["energy_high_kwh_m2"]) if rows else (None, None)
    return None if low is None or high is None else (float(low), float(high))


def month_of(bills: Bills, at: int, payment: float) -> Range:
    """Energy of a month to expect at a place of a pass, with what is paid beside it."""
    ends = (bills.low_eur, bills.expected_eur, bills.high_eur)
    return Range(*(cents(float(column[at]) / 12 + payment) for column in ends))
