"""The calendar of the works as plain data."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteTask:
    """One lot in one home, to be placed in time.

    Attributes:
        group_id, dwelling_id: the member concerned.
        lot: code of `domain.works.LOTS`.
        firm_id: who does it, -1 when no firm of the project has this trade.
        work_days: whole working days of one crew.
        works: codes of the works it holds.
        outdoors: True when it waits for the season of façades.
    """

    group_id: int
    dwelling_id: int
    lot: str
    firm_id: int
    work_days: int
    works: tuple[str, ...]
    outdoors: bool


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
        proven: True when no calendar has a better sum of length and mean days on site.
        seconds: time taken by the search.
        without_firm: working days of each lot that no firm of the project can do.
    """

    planned: tuple[PlannedTask, ...]
    work_days: int
    bound_days: int
    home_days: int
    home_bound_days: int
    proven: bool
    seconds: float
    without_firm: Mapping[str, int]

    @property
    def gap(self) -> float:
        """How far at most the length is from the best possible, as a share of it."""
        return (self.work_days - self.bound_days) / self.bound_days if self.bound_days else 0.0
