"""Why a home that the town wants in a group is in none."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.planning.group_worth import ALWAYS, Around, Candidate, runs_of
from rehab_app.services.group_candidates import Records
from rehab_app.storage.reading import Reader


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A home wanted in a group that is in none, and why, as a sentence."""

    home_id: int
    address: str
    reason: str


def wanted_in_vain(project: Reader, progress: Progress) -> tuple[LeftOut, ...]:
    """Homes that the town always wants in the groups proposed and that are in none today, in the order of their ids."""
    progress.step(0, 1, _("Looking for what is missing"))
    always = set(project.columns("dwelling", ("version",), group_wish="always")["id"].tolist())
    members = project.columns("member", ("dwelling_id", "stage"))
    always -= set(members["dwelling_id"][members["stage"] != "withdrawn"].tolist())
    if not always:
        return ()
    records = Records(project, datetime.date.today())
    free = _("A group with it is possible: propose the groups anew.")
    return left_out(records, always, records.candidates(records.wished("never")), free)


def left_out(
    records: Records, wanted: Iterable[int], candidates: Sequence[Candidate], free: str
) -> tuple[LeftOut, ...]:
    """Why each of these homes is in no group; those in a group that goes on are left away: they have theirs.

    Args:
        records: of the project.
        wanted: homes to look at.
        candidates: homes that could join a group.
        free: said where nothing of its own nor of its neighbours keeps a home from a group.
    """
    reasons = _Reasons(records, candidates, free)
    homes = sorted(home for home in wanted if home not in records.taken and home in records.homes)
    return tuple(LeftOut(home, _address(records, home), reasons.of(home)) for home in homes)


def _address(records: Records, home_id: int) -> str:
    return str(records.homes[home_id]["address"]) or _("Home {id}").format(id=home_id)


class _Reasons:
    """What keeps a home from any group: something of its own, or of those around it."""

    def __init__(self, records: Records, candidates: Sequence[Candidate], free: str) -> None:
        self._records = records
        self._free = free
        self._own = {one.dwelling_id: one for one in candidates}
        self._by_building: dict[int, list[Candidate]] = {}
        for one in sorted(candidates, key=lambda one: one.dwelling_id):
            self._by_building.setdefault(one.building_id, []).append(one)

    def of(self, home_id: int) -> str:
        home, records = self._records.homes[home_id], self._records
        if home["stage"] == "withdrawn":
            return _("Its owner has withdrawn.")
        if records.is_social(home):
            return _("It belongs to a social landlord: groups are of private owners.")
        if not records.works_of(home_id):
            return _("No works are chosen for it: compose works first.")
        if home["building_id"] not in records.buildings:
            return _("Its house is not known, so neither are its neighbours.")
        return self._of_neighbours(home_id) if home_id in self._own else _("It was to be left out this time.")

    def _of_neighbours(self, home_id: int) -> str:
        """Too few of them, no month in common, too much work for the firms; else nothing stands in its way."""
        whenever = {
            building: [replace(one, months=ALWAYS) for one in some] for building, some in self._by_building.items()
        }
        around = self._records.around()
        anybody = replace(around, capacity_days={})
        if not self._possible(home_id, whenever, anybody):
            told = _("Fewer than {least} homes close by in its row have chosen the same works and are free.")
            return told.format(least=self._records.rates.least)
        if not self._possible(home_id, self._by_building, anybody):
            return _("It has no month in common with enough of its neighbours.")
        if not self._possible(home_id, self._by_building, around):
            return _("The firms known cannot do the works of such a group within a year.")
        return self._free

    def _possible(self, home_id: int, by_building: dict[int, list[Candidate]], around: Around) -> bool:
        building = self._own[home_id].building_id
        return any(
            home.dwelling_id == home_id
            for row in self._records.rows
            if building in row.buildings
            for run in runs_of(row, around, by_building, self._records.rates)
            for home in run.homes
        )
