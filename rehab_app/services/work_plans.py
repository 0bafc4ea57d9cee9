"""From a project to the work plan of a lot: who is in the group, what is to be done there, when, beside whom."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.codes import BUILDERS
from rehab_app.domain.dossier import ArtisanDossier, Bar, House, Item, lot_number
from rehab_app.domain.edition import Contact, Edition
from rehab_app.domain.works import LOTS
from rehab_app.reports import practice
from rehab_app.services.contacts import town_contacts
from rehab_app.services.documents import photos_for_firms
from rehab_app.services.editions import edition_of
from rehab_app.services.group_agreements import clauses
from rehab_app.services.group_lines import common_works, own_choice
from rehab_app.services.home_site import access_lines, contacts_of, finding
from rehab_app.services.plan_lines import plan_line
from rehab_app.services.products import biosourced_variant, open_product
from rehab_app.services.sites import Site
from rehab_app.storage.project import Project
from rehab_app.works import catalogue

_TABLES = ("owner_group", "member", "scenario", "building", "facade", "street", "firm", "calendar_entry", "dwelling")
_BY_FIRM = ("", "firm")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """A dossier that can be made: a lot of a group."""

    group_id: int
    group: str
    lot: str


class WorkPlans:
    """All that the dossiers of a project are made from, read once."""

    def __init__(self, project: Project) -> None:
        self.neighbourhood = project.neighbourhood()
        self._rows = {table: {row["id"]: row for row in project.rows(table)} for table in _TABLES}
        self._works: dict[int, list[Row]] = {}
        for row in project.rows("works"):
            self._works.setdefault(row["scenario_id"], []).append(row)
        self._chosen = {row["dwelling_id"]: row["id"] for row in self._rows["scenario"].values() if row["chosen"] == 1}
        self._photos = photos_for_firms(project)
        self._home_contacts: dict[int, list[Row]] = {}
        for row in project.rows("home_contact", for_firms=1):
            self._home_contacts.setdefault(row["dwelling_id"], []).append(row)
        self._estimates = {row["scenario_id"]: row for row in project.rows("estimate") if row["scenario_id"]}

    @cached_property
    def _site(self) -> Site:
        rows = self._rows
        return Site(rows["building"].values(), rows["facade"].values(), rows["street"].values())

    def plans(self) -> list[Plan]:
        """A plan for each group and each lot at work in it, lots in the order of the site."""
        found = []
        for group in self._rows["owner_group"].values():
            lots = {row["lot"] for member in self._members(group["id"]) for row in self._for_firms(member)}
            ordered = sorted(lots, key=lambda lot: (lot_number(lot) or len(LOTS) + 1, lot))
            found += [Plan(group["id"], group["name"], lot) for lot in ordered]
        return found

    def dossier(self, group_id: int, lot: str, version: int, made_on: datetime.date) -> ArtisanDossier:
        """The work plan of a lot of a group.

        Raises:
            RehabError: there is no such group or lot, or a work is not in the catalogue.
        """
        group = self._group(group_id, lot)
        everyone = self._members(group_id)
        members = self._ordered([m for m in everyone if any(w["lot"] == lot for w in self._for_firms(m))])
        keys = self._keys(members)
        items = self._items(lot, members, group["products"] or {})
        numbers = {work: item.number for work, item in items.items()}
        buildings = [self._dwelling(member)["building_id"] for member in members]
        origin = self._site.origin([b for b in buildings if b])
        by_dwelling = {member["dwelling_id"]: key for member, key in zip(members, keys, strict=True)}
        bars = self._bars(group_id, lot, by_dwelling)
        works = [catalogue.entry(code).work for code in items]
        others = {row["lot"] for member in everyone for row in self._for_firms(member)} | {bar.lot for bar in bars}
        return ArtisanDossier(
            edition=self._edition(version, made_on, members),
            group=group["name"],
            lot=lot,
            firm=", ".join(dict.fromkeys(bar.firm for bar in bars if bar.ours and bar.firm)),
            contacts=(*self._town(), *self._contacts(group_id)),
            site=self._site.map(_labels(buildings, keys), origin, "", self._numbered(members)),
            items=tuple(items.values()),
            houses=tuple(self._house(m, key, lot, numbers, origin) for m, key in zip(members, keys, strict=True)),
            calendar=bars,
            interfaces=practice.interfaces(lot, others - {lot}),
            checks=practice.checks(lot),
            rge_domains=tuple(dict.fromkeys(work.rge_domain for work in works if work.rge_domain)),
            mentions=practice.quote_mentions(),
            clauses=clauses(group, {one: row["address"] for one, row in self._rows["dwelling"].items()}),
        )

    def _group(self, group_id: int, lot: str) -> Row:
        group = self._rows["owner_group"].get(group_id)
        if group is None:
            raise RehabError(_("There is no group {number} in this project.").format(number=group_id))
        if lot not in LOTS:
            known = ", ".join(LOTS)
            raise RehabError(_("“{lot}” is not a lot.").format(lot=lot), remedy=_("Known: {lots}.").format(lots=known))
        return group

    # --- members ---------------------------------------------------------------------------------------------------

    def _members(self, group_id: int) -> list[Row]:
        rows = self._rows["member"].values()
        return [row for row in rows if row["group_id"] == group_id and row["stage"] != "withdrawn"]

    def _dwelling(self, member: Row) -> Row:
        dwelling: Row = self._rows["dwelling"][member["dwelling_id"]]
        return dwelling

    def _building(self, member: Row) -> Row:
        building: Row = self._rows["building"].get(self._dwelling(member)["building_id"], {})
        return building

    def _works_of(self, member: Row) -> list[Row]:
        return self._works.get(self._scenario(member), [])

    def _for_firms(self, member: Row) -> list[Row]:
        """Works that a firm prices: those of the household's own hands are not its to do."""
        return [row for row in self._works_of(member) if row["done_by"] in _BY_FIRM]

    def _owner_works(self, member: Row) -> tuple[str, ...]:
        names = {code: _(item.work.label) for code, item in catalogue.entries().items()}
        done = ((row["work"], row["done_by"]) for row in self._works_of(member))
        return tuple(
            _("{work}: {who}").format(work=names.get(work, work), who=_(BUILDERS[builder]))
            for work, builder in done
            if builder not in _BY_FIRM
        )

    def _scenario(self, member: Row) -> int:
        """The scenario the member joined with, otherwise the one its home has chosen; -1 when there is none."""
        return int(member["scenario_id"] or self._chosen.get(member["dwelling_id"], -1))

    def _ordered(self, members: Sequence[Row]) -> list[Row]:
        """Along the street: by street, then house number."""

        def place(member: Row) -> tuple[str, int, str, str, int]:
            number = str(self._building(member).get("house_number") or "")
            digits = re.match(r"\d+", number)
            dwelling = self._dwelling(member)
            order = int(digits.group()) if digits else 0
            return self._street(member), order, number, dwelling["complement"], dwelling["id"]

        return sorted(members, key=place)

    def _street(self, member: Row) -> str:
        street = self._rows["street"].get(self._building(member).get("street_id"), {})
        return str(street.get("name", ""))

    def _numbered(self, members: Sequence[Row]) -> bool:
        """Whether house numbers tell the members apart."""
        numbers = [self._building(member).get("house_number") or "" for member in members]
        return all(numbers) and len(set(numbers)) == len(numbers)

    def _keys(self, members: Sequence[Row]) -> list[str]:
        """House numbers where they tell the homes apart, otherwise 1, 2, 3, …"""
        if self._numbered(members):
            return [str(self._building(member)["house_number"]) for member in members]
        return [str(position + 1) for position in range(len(members))]

    # --- what is to be done ----------------------------------------------------------------------------------------

    def _items(self, lot: str, members: Sequence[Row], agreed: Mapping[str, Mapping[str, str]]) -> dict[str, Item]:
        """The price schedule by work, in the order of the catalogue.

        `agreed` holds what the group asks of products by work: `{"products": …, "biosourced": …}`.
        """
        wanted = {row["work"] for member in members for row in self._for_firms(member) if row["lot"] == lot}
        known = [code for code in catalogue.entries() if code in wanted]
        strange = wanted - set(known)
        if strange:
            raise RehabError(
                _("The work “{work}” is not in the catalogue.").format(work=sorted(strange)[0]),
                remedy=_("Compose the works of the group again."),
            )
        items = {}
        for position, code in enumerate(known):
            work = catalogue.entry(code).work
            name = _(work.label)
            number = f"{lot_number(lot)}.{position + 1}"
            asked = agreed.get(code, {})
            products = asked.get("products") or open_product(code)
            variant = asked.get("biosourced") or biosourced_variant(code)
            items[code] = Item(number, name, work.unit, name, work.criteria, work.quote_mentions, products, variant)
        return items

    def _house(self, member: Row, key: str, lot: str, numbers: Mapping[str, str], origin: tuple[float, float]) -> House:
        dwelling, building = self._dwelling(member), self._building(member)
        year = building.get("construction_year") or dwelling.get("construction_year")
        fallback = " ".join(part for part in (building.get("house_number"), self._street(member)) if part)
        identifier = building.get("id", -1)
        lines = [plan_line(row, numbers) for row in self._for_firms(member) if row["lot"] == lot]
        return House(
            key=key,
            address=dwelling["address"] or fallback,
            complement=dwelling["complement"],
            tenure=dwelling["tenure"],
            year_built=int(year) if year else None,
            heritage=building.get("heritage") or "",
            subsidence=building.get("subsidence") or "",
            outline=self._site.outline(identifier, origin),
            facades=self._site.facades(identifier, origin),
            lines=tuple(sorted(lines, key=lambda line: list(numbers.values()).index(line.item))),
            access=access_lines(dwelling, contacts_of(self._home_contacts.get(dwelling["id"], ()))),
            owner_works=self._owner_works(member),
            remarks=(*self._own_choice(member, lot), *dwelling["site_note"].splitlines()),
            networks=building.get("networks") or "",
            asbestos=finding(dwelling, "asbestos"),
            lead=finding(dwelling, "lead"),
            photos=tuple(self._photos.get(dwelling["id"], ())),
        )

    def _own_choice(self, member: Row, lot: str) -> tuple[str, ...]:
        """What this home alone chose of the lot, as a sentence for the firm."""
        group, scenarios = self._rows["owner_group"][member["group_id"]], self._rows["scenario"]
        members = [
            (scenarios.get(self._scenario(one), {}).get("bundle", ""), [row["work"] for row in self._works_of(one)])
            for one in self._members(group["id"])
        ]
        mine = [row["work"] for row in self._for_firms(member) if row["lot"] == lot]
        return own_choice(mine, common_works(group["bundle"], members))

    def _bars(self, group_id: int, lot: str, keys: Mapping[int, str]) -> tuple[Bar, ...]:
        """Calendar of the homes of the dossier, and what concerns the whole group."""
        bars = []
        for row in self._rows["calendar_entry"].values():
            home = row["dwelling_id"]
            if row["group_id"] != group_id or (home and home not in keys) or not (row["starts_on"] and row["ends_on"]):
                continue
            firm = self._rows["firm"].get(row["firm_id"], {}).get("name", "")
            bars.append(
                Bar(
                    house=keys.get(home, ""),
                    lot=row["lot"],
                    task=row["task"],
                    starts_on=row["starts_on"],
                    ends_on=row["ends_on"],
                    ours=row["lot"] == lot,
                    firm=firm,
                    promised=row["promised"] == 1,
                )
            )
        return tuple(sorted(bars, key=lambda bar: (bar.starts_on, bar.house, bar.lot)))

    def _town(self) -> tuple[Contact, ...]:
        """Whom to call at the town hall; where nobody is recorded, that nobody is: the firms then look for none."""
        missing = Contact(_("Town hall"), _("nobody recorded yet: ask before the works begin"))
        return town_contacts(self.neighbourhood) or (missing,)

    def _contacts(self, group_id: int) -> tuple[Contact, ...]:
        """The firms of the group, each with its lots."""
        lots: dict[int, list[str]] = {}
        for row in self._rows["calendar_entry"].values():
            if row["group_id"] == group_id and row["firm_id"]:
                lots.setdefault(row["firm_id"], []).append(row["lot"])
        contacts = []
        for identifier, codes in lots.items():
            firm = self._rows["firm"][identifier]
            names = [_(LOTS[code]) for code in LOTS if code in codes]
            contacts.append(Contact(", ".join(names), firm["name"], firm["phone"], firm["email"]))
        return tuple(contacts)

    def _edition(self, version: int, made_on: datetime.date, members: Sequence[Row]) -> Edition:
        estimates = [self._estimates.get(self._scenario(member)) for member in members]
        dates = [row["parameters_on"] for row in estimates if row and row["parameters_on"]]
        return edition_of(self.neighbourhood, version, made_on, max(dates, default=None))


def _labels(buildings: Sequence[int | None], keys: Sequence[str]) -> dict[int, str]:
    """Keys written on each building; a building with several homes carries them all."""
    labels: dict[int, str] = {}
    for building, key in zip(buildings, keys, strict=True):
        if building:
            labels[building] = f"{labels[building]}, {key}" if building in labels else key
    return labels
