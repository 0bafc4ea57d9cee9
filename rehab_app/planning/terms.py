"""Days open to each task: season, absences, windows, deadlines; a task runs from start to end within open days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.calendar import CLOSED, SiteTask, Term
from rehab_app.planning.rates import Rates
from rehab_app.planning.workdays import WorkCalendar

Mask = NDArray[np.bool_]
_SEASON = "season"


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms of one kind and one subject, which hold together.

    Attributes:
        term: the first of them, which names the rule.
        open: (days,) True on working days open to the works concerned.
    """

    term: Term
    open: Mask

    def concerns(self, task: SiteTask) -> bool:
        term = self.term
        return (
            term.firm_id in (-1, task.firm_id)
            and term.dwelling_id in (-1, task.dwelling_id)
            and term.group_id in (-1, task.group_id)
            and (not term.lots or task.lot in term.lots)
        )


def rules(terms: Iterable[Term], rates: Rates, days: WorkCalendar, ahead: int) -> list[Rule]:
    """Rules of all terms over that many working days, season of façades included."""
    subjects: dict[tuple[object, ...], list[Term]] = {}
    for term in terms:
        key = (term.kind, term.firm_id, term.dwelling_id, term.group_id, term.lots)
        subjects.setdefault(key, []).append(term)
    season = Term(_SEASON, days.date(0), days.date(0), lots=rates.season_lots)
    return [
        Rule(season, np.isin(days.months(ahead), rates.season_months)),
        *(Rule(some[0], _open(some, days, ahead)) for some in subjects.values()),
    ]


def starts(masks: Sequence[Mask], length: int) -> tuple[int, ...] | None:
    """Days on which a task of that length can start so that all its days are open; None when nothing is closed."""
    if not masks or length == 0:
        return None
    closed = ~np.logical_and.reduce(masks)
    run = np.concatenate(([0], np.cumsum(closed)))
    first = np.arange(max(len(closed) - length + 1, 0))
    return tuple(first[run[first + length] == run[first]].tolist())


def _open(terms: Sequence[Term], days: WorkCalendar, ahead: int) -> Mask:
    inside = np.zeros(ahead, dtype=np.bool_)
    for term in terms:
        # A last day off work belongs to the working day before it.
        after = days.day(term.last) + (days.date(days.day(term.last)) == term.last)
        inside[max(days.day(term.first), 0) : max(after, 0)] = True
    return ~inside if terms[0].kind in CLOSED else inside
