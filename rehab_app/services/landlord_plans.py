"""From a project to the dossier of a social landlord: its homes, the groups beside them, what both have to do."""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.dossier import Bar, SiteMap, lot_number, rounded
from rehab_app.domain.household_dossier import HomeOption
from rehab_app.domain.landlord_dossier import LandlordDossier, LandlordHome, Sharing, SharingKey
from rehab_app.services.contacts import town_contacts
from rehab_app.services.editions import edition_of
from rehab_app.services.group_lines import work_name
from rehab_app.services.group_share import GroupShares
from rehab_app.services.home_plans import HomePlans
from rehab_app.services.sites import Site
from rehab_app.storage.project import Project

_TABLES = ("dwelling", "building", "facade", "street", "owner_group", "member", "calendar_entry", "firm")

Row = dict[str, Any]
_Kin = tuple[str, int]  # how a home stands to a group, and the group's id


@dataclass(frozen=True, slots=True)
class Landlord:
    """A social landlord of the project."""

    owner_id: int
    name: str


class LandlordPlans:
    """All that the dossiers of social landlords are made from, read once. Of owners, only the landlords are read."""

    def __init__(self, project: Project) -> None:
        self._neighbourhood = project.neighbourhood()
        self._landlords = {row["id"]: row["name"] for row in project.rows("owner", kind="social_landlord")}
        self._rows = {table: {row["id"]: row for row in project.rows(table)} for table in _TABLES}
        self._homes = HomePlans(project)
        self._shares = GroupShares(project)
        rows = self._rows
        self._site = Site(rows["building"].values(), rows["facade"].values(), rows["street"].values())
        self._group_of: dict[int, int] = {
            row["dwelling_id"]: row["group_id"] for row in rows["member"].values() if row["stage"] != "withdrawn"
        }
        self._in_building: dict[int, list[Row]] = defaultdict(list)
        for row in rows["dwelling"].values():
            self._in_building[row["building_id"]].append(row)
        self._neighbours: dict[int, list[int]] = defaultdict(list)
        for row in rows["facade"].values():
            if row["neighbour_id"]:
                self._neighbours[row["building_id"]].append(row["neighbour_id"])

    def landlords(self) -> list[Landlord]:
        """Social landlords of the project, by name."""
        return sorted((Landlord(key, name) for key, name in self._landlords.items()), key=lambda one: one.name)

    def dossier(self, owner_id: int, version: int, made_on: datetime.date) -> LandlordDossier:
        """The dossier of a landlord.

        Raises:
            RehabError: it is not a social landlord of this project.
        """
        if owner_id not in self._landlords:
            raise RehabError(_("Owner {number} is no social landlord of this project.").format(number=owner_id))
        own = [row for row in self._rows["dwelling"].values() if row["owner_id"] == owner_id]
        own.sort(key=self._place)
        kin = {row["id"]: self._kin(row, owner_id) for row in own}
        options = {row["id"]: self._option(row["id"]) for row in own}
        keys = {row["id"]: str(position + 1) for position, row in enumerate(own)}
        homes = [self._home(row, keys[row["id"]], kin[row["id"]], options[row["id"]], owner_id) for row in own]
        by_group: dict[int, list[int]] = defaultdict(list)
        for row in own:
            found = kin[row["id"]]
            if found:
                by_group[found[1]].append(row["id"])
        return LandlordDossier(
            edition=edition_of(self._neighbourhood, version, made_on),
            landlord=self._landlords[owner_id],
            site=self._map(own, keys),
            homes=tuple(homes),
            sharings=tuple(
                self._sharing(group, by_group[group], keys, options, owner_id) for group in sorted(by_group)
            ),
            contacts=town_contacts(self._neighbourhood),
        )

    # --- where a home stands ---------------------------------------------------------------------------------------

    def _place(self, dwelling: Row) -> tuple[str, int, str, int]:
        building = self._rows["building"].get(dwelling["building_id"], {})
        street = self._rows["street"].get(building.get("street_id"), {}).get("name", "")
        number = str(building.get("house_number") or "")
        return street, _first_number(number), number, dwelling["id"]

    def _kin(self, dwelling: Row, owner_id: int) -> _Kin | None:
        """How a home stands to the group closest to it; None when none is on its street."""
        if dwelling["id"] in self._group_of:
            return "member", self._group_of[dwelling["id"]]
        touching = Counter(
            self._group_of[other["id"]] for other in self._beside(dwelling) if other["id"] in self._group_of
        )
        if touching:
            return "touching", min(touching, key=lambda group: (-touching[group], group))
        street = self._street(dwelling)
        own_number = self._place(dwelling)[1]
        on_street = [
            (abs(self._place(self._rows["dwelling"][home])[1] - own_number), group)
            for home, group in self._group_of.items()
            if street is not None and self._street(self._rows["dwelling"][home]) == street
        ]
        return ("street", min(on_street)[1]) if on_street else None

    def _beside(self, dwelling: Row) -> list[Row]:
        """Homes of the buildings that share a wall with that of a home."""
        found = self._neighbours.get(dwelling["building_id"], [])
        return [home for building in found for home in self._in_building.get(building, [])]

    def _street(self, dwelling: Row) -> int | None:
        street: int | None = self._rows["building"].get(dwelling["building_id"], {}).get("street_id")
        return street

    # --- what is to be done ----------------------------------------------------------------------------------------

    def _option(self, dwelling_id: int) -> HomeOption | None:
        """The scenario chosen for a home, or the first looked at."""
        options = self._homes.dossier(dwelling_id, 0, datetime.date.min).options
        return options[0] if options else None

    def _home(self, row: Row, key: str, kin: _Kin | None, option: HomeOption | None, owner_id: int) -> LandlordHome:
        paper = self._homes.dossier(row["id"], 0, datetime.date.min)
        building = self._rows["building"].get(row["building_id"], {})
        group = self._rows["owner_group"][kin[1]]["name"] if kin else ""
        beside = [h["address"] for h in self._beside(row) if h["id"] in self._group_of and h["owner_id"] != owner_id]
        return LandlordHome(
            key=key,
            address=row["address"],
            relation=kin[0] if kin else "apart",
            group=group,
            beside=tuple(address for address in beside if address),
            scenario=option.name if option else "",
            works=option.works if option else (),
            conditions=option.conditions if option else (),
            before=paper.now,
            after=option.after if option else None,
            refusal=paper.refusal,
            year_built=paper.year_built,
            heritage=building.get("heritage") or "",
            subsidence=building.get("subsidence") or "",
        )

    def _sharing(
        self,
        group_id: int,
        own: Sequence[int],
        keys: dict[int, str],
        options: dict[int, HomeOption | None],
        owner_id: int,
    ) -> Sharing:
        members = [home for home, group in self._group_of.items() if group == group_id]
        private = [home for home in members if self._rows["dwelling"][home]["owner_id"] != owner_id]
        ours = _quantities([options[home] for home in own])
        common = self._shares.common_works(group_id)
        known = None if common is None else {work_name(work) for work in common}
        theirs = _quantities([self._option(home) for home in private], known)
        shared = [key for key in ours if key in theirs]
        entries = [row for row in self._rows["calendar_entry"].values() if row["group_id"] == group_id]
        firms = (self._rows["firm"][row["firm_id"]]["name"] for row in entries if row["firm_id"])
        group = self._rows["owner_group"][group_id]
        return Sharing(
            group=group["name"],
            street=self._rows["street"].get(group["street_id"], {}).get("name", ""),
            private_homes=len(private),
            homes=tuple(keys[home] for home in own),
            lots=tuple(sorted({lot for lot, _work, _unit in shared}, key=lot_number)),
            keys=tuple(
                SharingKey(
                    lot, work, unit, rounded(ours[lot, work, unit], unit), rounded(theirs[lot, work, unit], unit)
                )
                for lot, work, unit in sorted(shared, key=lambda key: (lot_number(key[0]), key[1]))
            ),
            calendar=tuple(_bar(row) for row in entries if row["starts_on"] and row["ends_on"]),
            firms=tuple(sorted(set(firms))),
            agreements=self._shares.told_to_landlord(group_id),
            share=self._shares.of(*(home for home in own if home in members)),
        )

    def _map(self, own: Sequence[Row], keys: dict[int, str]) -> SiteMap | None:
        labels: dict[int, str] = {}
        for row in own:
            if row["building_id"]:
                known = labels.get(row["building_id"])
                labels[row["building_id"]] = f"{known}, {keys[row['id']]}" if known else keys[row["id"]]
        origin = self._site.origin(list(labels))
        grouped = {self._rows["dwelling"][home]["building_id"] for home in self._group_of} - labels.keys()
        return self._site.map(labels, origin, "", number_others=False, partners=grouped)


def _first_number(written: str) -> int:
    found = re.match(r"\d+", written)
    return int(found.group()) if found else 0


def _quantities(
    options: Sequence[HomeOption | None], names: Collection[str] | None = None
) -> dict[tuple[str, str, str], float]:
    """Sum of the quantities by lot, work and unit; of these works only, where they are named."""
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for option in options:
        for work in option.works if option else ():
            if names is None or work.name in names:
                sums[work.lot, work.name, work.unit] += work.quantity or 0.0
    return dict(sums)


def _bar(row: Row) -> Bar:
    return Bar("", row["lot"], row["task"], row["starts_on"], row["ends_on"], ours=True, promised=row["promised"] == 1)
