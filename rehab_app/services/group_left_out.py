"""Why a home that the town wants in a group is in none."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.planning.group_worth import Candidate, holds, neighbouring
from rehab_app.planning.rows import Row as HouseRow
from rehab_app.services.group_candidates import Records
from rehab_app.storage.reading import Reader


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A home wanted in a group that is in none, and why, as a sentence."""

    home_id: int
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class InVain:
    """Homes wanted in a group that are in none, in the order of their ids; of the first of them, why."""

    home_ids: tuple[int, ...] = ()
    told: tuple[LeftOut, ...] = ()


def wanted_in_vain(project: Reader, progress: Progress, most: int) -> InVain:
    """Homes that the town always wants in the groups proposed and that are in none today.

    Args:
        project: only the rows of houses of the homes that are told are read.
        progress: told the step.
        most: of how many it is told why.
    """
    progress.step(0, 1, _("Looking for what is missing"))
    always = project.columns("dwelling", ("version",), group_wish="always")["id"]
    members = project.columns("member", ("dwelling_id", "stage"))
    vain = always[~np.isin(always, members["dwelling_id"][members["stage"] != "withdrawn"])].tolist()
    if not vain:
        return InVain()
    records = Records(project, datetime.date.today(), vain[:most])
    free = _("A group with it is possible: propose the groups anew.")
    told = left_out(records, vain[:most], records.candidates(records.wished("never")), free)
    return InVain(tuple(vain), told)


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


@dataclass(frozen=True, slots=True)
class _InRow:
    """Homes of a row of houses for which there is a group: by places and works; with a month in common; for the firms
    known too."""

    near: frozenset[int] = frozenset()
    in_time: frozenset[int] = frozenset()
    possible: frozenset[int] = frozenset()


class _Reasons:
    """What keeps a home from any group: something of its own, or of those around it."""

    def __init__(self, records: Records, candidates: Sequence[Candidate], free: str) -> None:
        self._records = records
        self._free = free
        self._around = records.around()
        self._own = {one.dwelling_id: one for one in candidates}
        self._by_building: dict[int, list[Candidate]] = {}
        for one in sorted(candidates, key=lambda one: one.dwelling_id):
            self._by_building.setdefault(one.building_id, []).append(one)
        self._row_of = {building: row for row in records.rows for building in row.buildings}
        self._looked: dict[HouseRow, _InRow] = {}  # the homes of a row have the same groups: looked at once

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
        row = self._row_of[self._own[home_id].building_id]
        if row not in self._looked:
            self._looked[row] = self._look(row)
        found = self._looked[row]
        if home_id not in found.near:
            told = _("Fewer than {least} homes close by in its row have chosen the same works and are free.")
            return told.format(least=self._records.rates.least)
        if home_id not in found.in_time:
            return _("It has no month in common with enough of its neighbours.")
        if home_id not in found.possible:
            return _("The firms known cannot do the works of such a group within a year.")
        return self._free

    def _look(self, row: HouseRow) -> _InRow:
        runs = neighbouring(row, self._around, self._by_building, self._records.rates)
        in_time = [run for run in runs if run.months]
        possible = [run for run in in_time if holds(run, self._around)]
        return _InRow(
            *(frozenset(home.dwelling_id for run in some for home in run.homes) for some in (runs, in_time, possible))
        )
