"""Groups and calendar as their pages list them. Nothing here writes."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.groups import reason_text
from rehab_app.works.catalogue import bundles

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

Row = Mapping[str, Any]
_WEEK_END = datetime.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A home of a group; costs are those of the works chosen there, before tax, NaN when one is not known."""

    home_id: int
    address: str
    stage: str
    label: str
    label_after: str
    low_eur_ht: float
    high_eur_ht: float


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group with its members in the order they joined, and why these homes, in plain words."""

    group_id: int
    name: str
    stage: str
    bundle: str
    lead_lot: str
    reasons: tuple[str, ...]
    members: tuple[MemberLine, ...]

    @property
    def low_eur_ht(self) -> float:
        return sum(member.low_eur_ht for member in self.members)

    @property
    def high_eur_ht(self) -> float:
        return sum(member.high_eur_ht for member in self.members)


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """The stay of one trade in one group.

    Attributes:
        spans: first and last day of each time it is there, both included, in order; a week-end does not end one.
        homes: where it works; promised: a day of it at least was promised to somebody.
    """

    group: str
    lot: str
    firm: str
    spans: tuple[tuple[datetime.date, datetime.date], ...]
    homes: int
    promised: bool

    @property
    def starts_on(self) -> datetime.date:
        return self.spans[0][0]

    @property
    def ends_on(self) -> datetime.date:
        return self.spans[-1][1]


def read_groups(project: "Project", progress: Progress) -> list[GroupLine]:
    """All groups, in the order they were made."""
    progress.step(0, 1)
    members: dict[int, list[Row]] = {}
    for member in project.rows("member"):
        members.setdefault(member["group_id"], []).append(member)
    maker = _Members(project)
    return [
        GroupLine(
            group_id=group["id"],
            name=group["name"],
            stage=group["stage"],
            bundle=_bundle_name(group["bundle"]),
            lead_lot=group["lead_lot"],
            reasons=tuple(reason_text(reason) for reason in group["reasons"] or ()),
            members=tuple(maker.line(member) for member in members.get(group["id"], ())),
        )
        for group in project.rows("owner_group")
    ]


class _Members:
    """Looks up what a member's line says, read once for all groups."""

    def __init__(self, project: "Project") -> None:
        names = ("dwelling_id", "scenario_id", "state", "classe_bilan_dpe")
        found = project.columns("estimate", names)
        columns = (found[name].tolist() for name in names)
        self._labels = {
            (home, scenario): label for home, scenario, state, label in zip(*columns, strict=True) if state == "done"
        }
        homes = project.columns("dwelling", ("address",))
        self._addresses = dict(zip(homes["id"].tolist(), homes["address"].tolist(), strict=True))
        works = project.columns("works", ("scenario_id", "cost_low_eur_ht", "cost_high_eur_ht"))
        self._costs: dict[int, tuple[float, float]] = {}
        for scenario, low, high in zip(*(works[n].tolist() for n in works if n not in ("id", "version")), strict=True):
            before = self._costs.get(scenario, (0.0, 0.0))
            self._costs[scenario] = (before[0] + low, before[1] + high)

    def line(self, member: Row) -> MemberLine:
        home, scenario = member["dwelling_id"], member["scenario_id"]
        low, high = self._costs.get(scenario, (float("nan"), float("nan")))
        return MemberLine(
            home_id=home,
            address=self._addresses.get(home) or _("Home {id}").format(id=home),
            stage=member["stage"],
            label=self._labels.get((home, -1), ""),
            label_after=self._labels.get((home, scenario), ""),
            low_eur_ht=low,
            high_eur_ht=high,
        )


def _bundle_name(code: str) -> str:
    known = bundles().get(code)
    return _(known.label) if known else code


def read_calendar(project: "Project", progress: Progress) -> list[CalendarLine]:
    """One line a group, trade and firm, in the order in which they begin within the group that begins first."""
    progress.step(0, 1)
    groups = {row["id"]: row["name"] for row in project.rows("owner_group")}
    firms = {row["id"]: row["name"] for row in project.rows("firm")}
    stays: dict[tuple[Any, ...], list[Row]] = {}
    for entry in project.rows("calendar_entry"):
        if entry["starts_on"] and entry["ends_on"]:
            stays.setdefault((entry["group_id"], entry["lot"], entry["firm_id"]), []).append(entry)
    lines = [_stay(groups.get(group, ""), lot, firms.get(firm, ""), rows) for (group, lot, firm), rows in stays.items()]
    begins: dict[str, datetime.date] = {}
    for line in lines:
        begins[line.group] = min(begins.get(line.group, line.starts_on), line.starts_on)
    return sorted(lines, key=lambda line: (begins[line.group], line.group, line.starts_on, line.ends_on))


def _stay(group: str, lot: str, firm: str, rows: Sequence[Row]) -> CalendarLine:
    return CalendarLine(
        group=group,
        lot=lot,
        firm=firm,
        spans=_joined(sorted((row["starts_on"], row["ends_on"]) for row in rows)),
        homes=len({row["dwelling_id"] for row in rows} - {None}),
        promised=any(row["promised"] == 1 for row in rows),
    )


def _joined(days: Sequence[tuple[datetime.date, datetime.date]]) -> tuple[tuple[datetime.date, datetime.date], ...]:
    """Stays that touch, or are parted by a week-end at most, as one; they come in order of their first day."""
    joined = [days[0]]
    for start, end in days[1:]:
        if start <= joined[-1][1] + _WEEK_END:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
