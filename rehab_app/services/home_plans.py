"""From a project to the dossier of one home: its state, the scenarios looked at, its group and its days."""

import datetime
from collections.abc import Sequence
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.dossier import Bar
from rehab_app.domain.household_dossier import HomeOption, HouseholdDossier, PricedWork, State
from rehab_app.domain.survey_questions import ITEMS
from rehab_app.services.contacts import town_contacts
from rehab_app.services.editions import edition_of
from rehab_app.services.group_share import GroupShares
from rehab_app.services.home_money import Choice, HomeMoney
from rehab_app.storage.project import Project
from rehab_app.works import catalogue

_TABLES = ("dwelling", "scenario", "works", "estimate", "member", "owner_group", "calendar_entry", "building")
_LEAST_CHANCE = 0.01  # a letter less likely than one in a hundred is not worth a household's attention

Row = dict[str, Any]


class HomePlans:
    """All that the dossiers of homes are made from, read once.

    Args:
        project: the project. Of people, only what the aids ask is read, and no more than their amounts comes out.
        on: day of the rules and prices of costs, aids and months; None leaves these out.
        dwelling_ids: homes that will be asked for, in that order.
    """

    def __init__(
        self,
        project: Project,
        on: datetime.date | None = None,
        dwelling_ids: Sequence[int] = (),
    ) -> None:
        self._neighbourhood = project.neighbourhood()
        rows = {table: project.rows(table) for table in _TABLES}
        self._dwellings = {row["id"]: row for row in rows["dwelling"]}
        self._groups = {row["id"]: row for row in rows["owner_group"]}
        self._buildings = {row["id"]: row for row in rows["building"]}
        self._scenarios = _by(rows["scenario"], "dwelling_id")
        self._works = _by(rows["works"], "scenario_id")
        self._estimates = {(row["dwelling_id"], row["scenario_id"]): row for row in rows["estimate"]}
        self._members = [row for row in rows["member"] if row["stage"] != "withdrawn"]
        self._ranges = {row["dwelling_id"]: row for row in project.rows("range_estimate")}
        self._entries = _by(rows["calendar_entry"], "dwelling_id")
        self._shares = GroupShares(project) if on else None
        self._money = HomeMoney(project, on, dwelling_ids, self._choices) if on else None

    def address(self, dwelling_id: int) -> str:
        """Address of a home, "" when it is not recorded or the home is not there."""
        return str(self._dwellings.get(dwelling_id, {}).get("address", ""))

    def dossier(self, dwelling_id: int, version: int, made_on: datetime.date) -> HouseholdDossier:
        """The dossier of one home.

        Raises:
            RehabError: the home is not in the project.
        """
        home = self._dwellings.get(dwelling_id)
        if home is None:
            raise RehabError(_("Dwelling {id} is not in the project any more.").format(id=dwelling_id))
        estimate = self._estimates.get((dwelling_id, None))
        member = next((row for row in self._members if row["dwelling_id"] == dwelling_id), None)
        building = self._buildings.get(home["building_id"], {})
        year = home["construction_year"] or building.get("construction_year")
        options = [self._option(home["id"], row) for row in self._scenarios.get(dwelling_id, [])]
        return HouseholdDossier(
            edition=edition_of(self._neighbourhood, version, made_on, estimate["parameters_on"] if estimate else None),
            address=home["address"],
            complement=home["complement"],
            living_area_m2=home["living_area_m2"],
            year_built=int(year) if year else None,
            now=_state(estimate),
            refusal=estimate["refusal"] if estimate else "",
            options=tuple(sorted(options, key=lambda option: not option.chosen)),
            group=self._groups[member["group_id"]]["name"] if member else "",
            group_homes=sum(row["group_id"] == member["group_id"] for row in self._members) if member else 0,
            calendar=tuple(
                _bar(row) for row in self._entries.get(dwelling_id, []) if row["starts_on"] and row["ends_on"]
            ),
            contacts=town_contacts(self._neighbourhood),
            tenure=home["tenure"],
            share=self._shares.of(dwelling_id) if self._shares and member else None,
            own_choice=self._shares.own_choice(dwelling_id) if self._shares and member else (),
            **self._range(dwelling_id),
        )

    def _range(self, dwelling_id: int) -> dict[str, Any]:
        """What the survey leaves open, where the home was estimated so."""
        row = self._ranges.get(dwelling_id)
        if row is None or row["energy_low_kwh_m2"] is None or row["energy_high_kwh_m2"] is None:
            return {}
        chances = sorted((row["label_probabilities"] or {}).items(), key=lambda one: (-one[1], one[0]))
        asked = (ITEMS.get(one["item"]) for one in row["ask_next"] or ())
        return {
            "range_kwh_m2": (row["energy_low_kwh_m2"], row["energy_high_kwh_m2"]),
            "label_chances": tuple((letter, chance) for letter, chance in chances if chance >= _LEAST_CHANCE),
            "ask_next": tuple(_(item.label).lower() for item in asked if item is not None),
        }

    def _choices(self, dwelling_id: int) -> list[Choice]:
        """What each scenario of a home is made of, where it has works."""
        found = []
        for scenario in self._scenarios.get(dwelling_id, []):
            works = self._works.get(scenario["id"], [])
            if works:
                done_by = tuple((row["work"], row["done_by"]) for row in works if row["done_by"] not in ("", "firm"))
                quantities = tuple((row["work"], row["quantity"]) for row in works)
                found.append(Choice(scenario["id"], scenario["bundle"], quantities, done_by))
        return found

    def _option(self, dwelling_id: int, scenario: Row) -> HomeOption:
        works = self._works.get(scenario["id"], [])
        estimate = self._estimates.get((dwelling_id, scenario["id"]))
        conditions = dict.fromkeys(code for row in works for code in (row["takeoff"] or {}).get("conditions", ()))
        plan = self._money.option(dwelling_id, scenario["id"]) if self._money else None
        name: str = scenario["name"]  # a bundle of the catalogue has an English name, translated where it is shown
        return HomeOption(
            name=_(name),
            chosen=scenario["chosen"] == 1,
            works=tuple(_priced(row) for row in works),
            after=_state(estimate),
            refusal=estimate["refusal"] if estimate else "",
            conditions=tuple(conditions),
            plan=plan.option if plan else None,
            outdated=plan.outdated if plan else False,
        )


def _by(rows: list[Row], column: str) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[column], []).append(row)
    return grouped


def _state(estimate: Row | None) -> State | None:
    if estimate is None or estimate["state"] != "done":
        return None
    losses = (estimate["details"] or {}).get("losses_w_k", {})
    return State(
        label=estimate["classe_bilan_dpe"],
        emissions_label=estimate["classe_emission_ges"],
        final_kwh=estimate["conso_5_usages"],
        primary_kwh_m2=estimate["ep_conso_5_usages_m2"],
        emissions_kg_m2=estimate["emission_ges_5_usages_m2"],
        cost_eur=estimate["cout_5_usages"],
        losses_w_k=tuple(losses.items()),
    )


def _priced(row: Row) -> PricedWork:
    known = catalogue.entries().get(row["work"])
    price = row["prices"] or {}
    return PricedWork(
        name=_(known.work.label) if known else row["work"],
        lot=row["lot"],
        quantity=row["quantity"],
        unit=row["unit"],
        low_eur_ht=row["cost_low_eur_ht"],
        high_eur_ht=row["cost_high_eur_ht"],
        price_year=price.get("year"),
        source=price.get("source", ""),
        assumed=bool(price.get("assumption")),
    )


def _bar(row: Row) -> Bar:
    return Bar(
        house="",
        lot=row["lot"],
        task=row["task"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        ours=True,
        promised=row["promised"] == 1,
    )
