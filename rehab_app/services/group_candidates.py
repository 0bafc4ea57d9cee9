"""What grouping reads of a project, once: homes that could join a group, and what stands around them."""

import datetime
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from rehab_app.aids.income import MODEST, class_places, income_class
from rehab_app.domain.catalogue.situation import SITUATION
from rehab_app.domain.table import empty
from rehab_app.domain.town import town_rules
from rehab_app.planning.group_worth import Around, Candidate
from rehab_app.planning.rates import Rates, rates
from rehab_app.planning.rows import House, Walls, party_walls, rows
from rehab_app.planning.rows import Row as HouseRow
from rehab_app.services.group_agreements import is_agreed, kind_of
from rehab_app.services.open_months import open_months
from rehab_app.services.site_terms import LANDLORD_WINDOW, crew_of
from rehab_app.storage.reading import Reader

PROPOSED = "sensed"
_SCAFFOLD = "scaffold"
_POOR = ("F", "G")
_PAPERS = ("quote", "dossier", "document")
_KWH, _KG = 1_000.0, 1_000.0
_MOST_NAMED = 20_000  # values that a query can name; more than that are read with all others
Row = dict[str, Any]


class Records:
    """Homes, their works, dates and neighbours.

    Args:
        project: what is read.
        first: day from which dates are looked at.
        near: homes of whose rows of houses alone everything is read; all rows when None.

    Attributes:
        rates: with what the town entered.
        walls: party walls; rows: rows of houses.
        first: day from which dates are looked at.
        taken: homes in a group that goes on.
        replaced: proposals of before with which nobody has done anything yet; new ones take their place.
        windows: of buildings of a social landlord, the agreements on its works windows.
    """

    def __init__(self, project: Reader, first: datetime.date, near: Sequence[int] | None = None) -> None:
        self.first = first
        town = town_rules(project.neighbourhood()["rules"])
        self.rates: Rates = rates().of_town(town.group, town.weights)
        self.walls, self.rows = _row_graph(project, near)
        inside = None if near is None else [building for row in self.rows for building in row.buildings]
        self.buildings = {row["id"]: row for row in project.rows("building", **_only("id", inside))}
        self.homes = {row["id"]: row for row in project.rows("dwelling", **_only("building_id", inside))}
        self.homes |= {row["id"]: row for row in project.rows("dwelling", id=near)} if near is not None else {}
        of_homes = _only("dwelling_id", None if near is None else list(self.homes))
        self.streets = {row["id"]: row["name"] for row in project.rows("street")}
        owners = project.columns("owner", ("kind",))
        self._owner_kinds = dict(zip(owners["id"].tolist(), owners["kind"].tolist(), strict=True))
        self.scenarios = {row["dwelling_id"]: row for row in project.rows("scenario", chosen=1, **of_homes)}
        chosen = None if near is None else [row["id"] for row in self.scenarios.values()]
        self._works: dict[int, list[Row]] = {}
        for row in project.rows("works", **_only("scenario_id", chosen)):
            self._works.setdefault(row["scenario_id"], []).append(row)
        self._estimates = _estimates(project, of_homes)
        groups = {row["id"]: row for row in project.rows("owner_group")}
        members = project.rows("member")
        self.replaced = groups.keys() - _going_on(project, groups)
        self.taken = {
            m["dwelling_id"] for m in members if m["stage"] != "withdrawn" and m["group_id"] not in self.replaced
        }
        known = ((home, row["availability"]) for home, row in self.homes.items())
        listed = ((m["dwelling_id"], m["availability"]) for m in members)
        self.availability = {home: days for home, days in (*known, *listed) if days}
        self.windows = self._landlord_windows(groups, members)
        self._income = _income(project, first, of_homes)
        self._capacity_days = self._capacity(project)

    def is_social(self, home: Row) -> bool:
        return home["tenure"] == "social" or self._owner_kinds.get(home["owner_id"]) == "social_landlord"

    def wished(self, wish: str) -> frozenset[int]:
        """Homes that the town always, or never, wants in the groups proposed (`domain.codes.GROUP_WISHES`)."""
        return frozenset(home for home, row in self.homes.items() if row["group_wish"] == wish)

    def works_of(self, home_id: int) -> list[Row]:
        scenario = self.scenarios.get(home_id)
        return [] if scenario is None else self._works.get(scenario["id"], [])

    def around(self, wanted: frozenset[int] = frozenset()) -> Around:
        """What stands around the homes; `wanted`: those to be in a group wherever there is one for them."""
        landlords = {building: open_months(some, self.first) for building, some in self.windows.items()}
        return Around(self.walls, landlords, self._capacity_days, wanted)

    def candidates(self, refused: frozenset[int] = frozenset()) -> list[Candidate]:
        """Private homes with chosen works that have not withdrawn, are in no group that goes on and not refused."""
        found = []
        for home_id, home in self.homes.items():
            free = home_id not in self.taken | refused and home["stage"] != "withdrawn" and not self.is_social(home)
            if free and self.works_of(home_id) and home["building_id"] in self.buildings:
                found.append(self._candidate(home_id, self.buildings[home["building_id"]]))
        return found

    def _candidate(self, home_id: int, building: Row) -> Candidate:
        works = self.works_of(home_id)
        priced = [(row["work"], row["cost_typical_eur_ht"] or 0.0) for row in works]  # nothing is saved on no price
        scaffold = sum(cost for work, cost in priced if work == _SCAFFOLD)
        label, before = self._estimates.get((home_id, -1), ("", (math.nan, math.nan)))
        _label, after = self._estimates.get((home_id, self.scenarios[home_id]["id"]), ("", (math.nan, math.nan)))
        mwh, co2_t = (
            max(np.nan_to_num(first - last), 0.0) / unit
            for first, last, unit in zip(before, after, (_KWH, _KG), strict=True)
        )
        income = self._income.get(home_id, -1)
        return Candidate(
            dwelling_id=home_id,
            building_id=building["id"],
            bundle=self.scenarios[home_id]["bundle"],
            scaffold_eur_ht=scaffold,
            others_eur_ht=sum(cost for _work, cost in priced) - scaffold,
            poor=label in _POOR,
            modest=0 <= income <= MODEST,
            income=income,
            mwh=float(mwh),
            co2_t=float(co2_t),
            heritage="" if building["heritage"] == "none" else building["heritage"],
            months=open_months(self.availability.get(home_id, ()), self.first),
            days=self._days(works),
        )

    def _days(self, works: list[Row]) -> dict[str, float]:
        """Days of a usual crew by trade; works whose length is not known count for nothing."""
        found: dict[str, float] = {}
        for row in works:
            per_day = self.rates.per_day.get(row["work"])
            if per_day and row["quantity"] is not None and math.isfinite(row["quantity"]):
                found[row["lot"]] = found.get(row["lot"], 0.0) + row["quantity"] / per_day[1]
        return found

    def _capacity(self, project: Reader) -> dict[str, float]:
        """Days that all firms of a trade can work in a year; a trade without a firm is not named."""
        season = len(self.rates.season_months) / 12
        found: dict[str, float] = {}
        for firm in map(crew_of, project.rows("firm")):
            for lot in firm.lots if firm.crews else ():
                days = self.rates.year_days * (season if lot in self.rates.season_lots else 1.0)
                found[lot] = found.get(lot, 0.0) + firm.crews * days
        return found

    def _landlord_windows(self, groups: Mapping[int, Row], members: list[Row]) -> dict[int, list[Row]]:
        """Works windows agreed with a landlord, by each of its buildings between or beside the members."""
        social = {home["building_id"] for home in self.homes.values() if self.is_social(home)}
        beside: dict[int, set[int]] = {}
        for row in self.rows:
            for one, other in pairwise(row.buildings):
                beside.setdefault(one, set()).add(other)
                beside.setdefault(other, set()).add(one)
        found: dict[int, list[Row]] = {}
        for key, group in groups.items():
            agreed = [
                one
                for one in group["agreements"] or ()
                if not isinstance(one, str) and kind_of(one) == LANDLORD_WINDOW and is_agreed(one)
            ]
            mine = (m["dwelling_id"] for m in members if m["group_id"] == key)
            own = {self.homes[home]["building_id"] for home in mine if home in self.homes}
            for building in sorted(set().union(*(beside.get(one, set()) for one in own)) & social if agreed else ()):
                found.setdefault(building, []).extend(agreed)
        return found


def _going_on(project: Reader, groups: Mapping[int, Row]) -> set[int]:
    """Groups that owners have begun, for which papers were made, dates promised or anything agreed on."""
    found = {row["group_id"] for table in _PAPERS for row in project.rows(table)}
    found |= {row["group_id"] for row in project.rows("calendar_entry") if row["promised"] == 1 or row["begun"] == 1}
    for key, group in groups.items():
        agreed = [one for one in group["agreements"] or () if kind_of(one) != LANDLORD_WINDOW]
        if group["stage"] != PROPOSED or agreed or group["shared_costs"] or group["products"]:
            found.add(key)
    return found


def _only(name: str, values: Sequence[int] | None) -> dict[str, Sequence[int]]:
    """What is read of a table: all of it where nothing is asked for, or too much."""
    return {} if values is None or len(values) > _MOST_NAMED else {name: values}


def _row_graph(project: Reader, near: Sequence[int] | None) -> tuple[Walls, list[HouseRow]]:
    """Party walls and rows of houses: all, or those of the streets, and the rows, in which these homes stand."""
    columns = project.columns("building", ("street_id", "house_number"))
    facades = project.columns("facade", ("building_id", "neighbour_id"), side="party")
    ids, streets, numbers = columns["id"], columns["street_id"], columns["house_number"]
    own: list[int] = []
    if near is not None:
        own = project.columns("dwelling", ("building_id",), id=near)["building_id"].tolist()
        asked = np.isin(streets, streets[np.isin(ids, own)])
        ids, streets, numbers = ids[asked], streets[asked], numbers[asked]
    walls = np.isin(facades["building_id"], ids)
    listed = (facades[name][walls].tolist() for name in ("building_id", "neighbour_id"))
    party = party_walls(zip(*listed, strict=True))
    houses = [House(*one) for one in zip(ids.tolist(), streets.tolist(), numbers.tolist(), strict=True)]
    found = rows(houses, party)
    return party, found if near is None else [row for row in found if not set(own).isdisjoint(row.buildings)]


def _estimates(
    project: Reader, of_homes: Mapping[str, Sequence[int]]
) -> dict[tuple[int, int], tuple[str, tuple[float, float]]]:
    """By home and scenario (-1: as it is), the label, and final energy and emissions of a year."""
    names = ("dwelling_id", "scenario_id", "classe_bilan_dpe", "conso_5_usages", "emission_ges_5_usages")
    columns = project.columns("estimate", names, **of_homes)
    listed = (columns[name].tolist() for name in names)
    return {
        (home, scenario): (label, (energy, emissions))
        for home, scenario, label, energy, emissions in zip(*listed, strict=True)
    }


def _income(project: Reader, on: datetime.date, of_homes: Mapping[str, Sequence[int]]) -> dict[int, int]:
    """Income class of the homes whose household has told its size and income, or declared its class."""
    columns = project.columns("household", ("dwelling_id", "people", "income_eur", "income_class"), **of_homes)
    known = (columns["people"] >= 1) & (columns["income_eur"] >= 0)
    cases = empty(SITUATION, int(known.sum()))
    cases = cases.replace(people=columns["people"][known], income_eur=columns["income_eur"][known])
    places = class_places(columns["income_class"])
    declared = places >= 0
    found = dict(zip(columns["dwelling_id"][declared].tolist(), places[declared].tolist(), strict=True))
    return found | dict(zip(columns["dwelling_id"][known].tolist(), income_class(cases, on).tolist(), strict=True))
