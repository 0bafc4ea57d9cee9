"""The calendar of the works as plain data."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from rehab_app.core.i18n import mark

# Steps of a site that are no trade: kept in the column of the trade, under these codes.
STEPS = {
    "test_intermediate": mark("Intermediate airtightness test"),
    "scaffold_down": mark("Scaffold taken down"),
    "test_final": mark("Final airtightness test"),
    "acceptance": mark("Acceptance of the works"),
}
# What keeps works from days on which anybody else would work.
TERMS = {
    "firm_absent": mark("{firm} is away from {first} to {last}"),
    "home_absent": mark("{home}: nobody may work there from {first} to {last}"),
    "home_window": mark("{home}: works only from {first} to {last}"),
    "landlord_window": mark("works window of the landlord next door, from {first} to {last}"),
    "clear_days": mark("{home}: no insulation before {last} is over, seven clear days after the quote"),
    "finish_by": mark("all works end by {last}"),
    "season": mark("season of façades"),
    "begun": mark("{home}: works begun on {first}"),
    "promised": mark("{home}: dates promised, {first} to {last}"),
}
CLOSED = ("firm_absent", "home_absent", "clear_days")


@dataclass(frozen=True, slots=True)
class Term:
    """A condition of time: days closed to some works (kinds of `CLOSED`), or the only days open to them.

    Attributes:
        kind: code of `TERMS`.
        first, last: both included.
        firm_id, dwelling_id, group_id: whose works; -1 for everybody's.
        lots: which of them; empty for all.
        crews: of an absent firm, how many crews are away; 0 for all.
    """

    kind: str
    first: datetime.date
    last: datetime.date
    firm_id: int = -1
    dwelling_id: int = -1
    group_id: int = -1
    lots: tuple[str, ...] = ()
    crews: int = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """Why no calendar fits.

    Attributes:
        terms: they cannot all be kept together; without any one of them the others can.
        freed_by: those of them without which a calendar of all works exists.
        unsure: those of them of which the time did not allow to find out.
    """

    terms: tuple[Term, ...]
    freed_by: tuple[Term, ...]
    unsure: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteTask:
    """One lot in one home, or one step of its site, to be placed in time.

    Attributes:
        group_id, dwelling_id: the member concerned.
        lot: code of `domain.works.LOTS` or `STEPS`.
        firm_id: who does it, -1 when no firm of the project has this trade.
        work_days: whole working days of one crew.
        works: codes of the works it holds.
        outdoors: True when it waits for the season of façades.
        low_days, usual_days, high_days: when the crew is quick, as usual, or slow; not rounded.
        row: number of the row of houses that shares one scaffold, -1 alone.
    """

    group_id: int
    dwelling_id: int
    lot: str
    firm_id: int
    work_days: int
    works: tuple[str, ...]
    outdoors: bool
    low_days: float = 0.0
    usual_days: float = 0.0
    high_days: float = 0.0
    row: int = -1


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task with its first and last day on site."""

    task: SiteTask
    starts_on: datetime.date
    ends_on: datetime.date


@dataclass(frozen=True, slots=True)
class CalendarResult:
    """A calendar and how good it is.

    Attributes:
        planned: all tasks in order of start.
        work_days: working days from the first start to the last end.
        bound_days: no calendar can be shorter than this many working days.
        home_days: working days from first to last on site, summed over homes.
        home_bound_days: no calendar can have fewer.
        proven: True when no calendar has a better sum of length and twice the mean days on site.
        seconds: time taken by the search.
        without_firm: working days of each lot that no firm of the project can do.
        held: tasks promised whose dates a replanned calendar could keep; moved: those it could not.
    """

    planned: tuple[PlannedTask, ...]
    work_days: int
    bound_days: int
    home_days: int
    home_bound_days: int
    proven: bool
    seconds: float
    without_firm: Mapping[str, int]
    held: int = 0
    moved: int = 0

    @property
    def gap(self) -> float:
        """How far at most the length is from the best possible, as a share of it."""
        return (self.work_days - self.bound_days) / self.bound_days if self.bound_days else 0.0
