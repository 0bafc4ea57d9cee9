"""Which promised dates a new calendar could not keep, and what stood in their way, as sentences for those concerned."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.domain.calendar import CLOSED, PlannedTask, Term
from rehab_app.planning.rates import rates
from rehab_app.planning.site import Crew
from rehab_app.planning.site_network import before
from rehab_app.services.calendar_conflicts import days_words, lot_name

Row = Mapping[str, Any]
_SEASON = "season"


@dataclass(frozen=True, slots=True)
class MovedPromise:
    """A promise that was not kept.

    Attributes:
        dwelling_id, lot: whose.
        address: of the home.
        first, last: as promised; new_first, new_last: as planned now.
        why: what stood in the way, one sentence or more.
    """

    dwelling_id: int
    lot: str
    address: str
    first: datetime.date
    last: datetime.date
    new_first: datetime.date
    new_last: datetime.date
    why: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it as one line."""
        told = _("{lot}, {address}: promised {promised}, now {now} – {why}.")
        return told.format(
            lot=lot_name(self.lot),
            address=self.address,
            promised=days_words(self.first, self.last),
            now=days_words(self.new_first, self.new_last),
            why="; ".join(self.why),
        )


@dataclass(frozen=True, slots=True)
class Around:
    """What a calendar was made among.

    Attributes:
        planned: its tasks; kept: entries that stayed where they were.
        terms: absences, windows, deadlines, and `term_words` that says one.
        crews: of the firms.
        addresses: of the homes; firms: names.
    """

    planned: Sequence[PlannedTask]
    kept: Sequence[Row]
    terms: Sequence[Term]
    term_words: Mapping[Term, str]
    crews: Sequence[Crew]
    addresses: Mapping[int, str]
    firms: Mapping[int, str]


def moved_promises(moved: Iterable[tuple[Row, PlannedTask]], around: Around) -> tuple[MovedPromise, ...]:
    """Each entry that was promised with what it became, in the order of the new dates."""
    found = []
    for row, planned in moved:
        found.append(
            MovedPromise(
                dwelling_id=planned.task.dwelling_id,
                lot=planned.task.lot,
                address=around.addresses.get(planned.task.dwelling_id, ""),
                first=row["starts_on"],
                last=row["ends_on"],
                new_first=planned.starts_on,
                new_last=planned.ends_on,
                why=tuple(_why(row, planned, around)) or (_("it does not go with the other promises"),),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.new_first, one.address, one.lot)))


def _why(row: Row, planned: PlannedTask, around: Around) -> Iterator[str]:
    for term in around.terms:
        if _concerns(term, planned) and _excludes(term, row["starts_on"], row["ends_on"]):
            yield around.term_words[term]
    lot = planned.task.lot
    if lot in rates().season_lots and not {row["starts_on"].month, row["ends_on"].month} <= set(rates().season_months):
        yield _("out of the season of façades")
    yield from _earlier(row, planned, around)
    yield from _crews(row, planned, around)


def _concerns(term: Term, planned: PlannedTask) -> bool:
    task = planned.task
    return (
        term.firm_id in (-1, task.firm_id)
        and term.dwelling_id in (-1, task.dwelling_id)
        and term.group_id in (-1, task.group_id)
        and (not term.lots or task.lot in term.lots)
    )


def _excludes(term: Term, first: datetime.date, last: datetime.date) -> bool:
    if term.kind in CLOSED:
        return first <= term.last and last >= term.first
    return not (term.first <= first and last <= term.last)


def _earlier(row: Row, planned: PlannedTask, around: Around) -> Iterator[str]:
    """Trades of the same home that come before and end too late for the old date."""
    home, ahead = planned.task.dwelling_id, before(rates().follows).get(planned.task.lot, ())
    ends = {one.task.lot: one.ends_on for one in around.planned if one.task.dwelling_id == home}
    ends |= {one["lot"]: one["ends_on"] for one in around.kept if one["dwelling_id"] == home}
    late = {lot: end for lot, end in ends.items() if lot in ahead and end >= row["starts_on"]}
    if late:
        lot = max(late, key=late.__getitem__)
        yield _("{lot} ends there on {day}").format(lot=lot_name(lot), day=day(late[lot]))


def _crews(row: Row, planned: PlannedTask, around: Around) -> Iterator[str]:
    """Crews of its firm that are held elsewhere on the old days."""
    firm = next((crew for crew in around.crews if crew.firm_id == planned.task.firm_id), None)
    if firm is None:
        return
    there = [
        one
        for one in around.kept
        if one["firm_id"] == firm.firm_id
        and one["dwelling_id"] != planned.task.dwelling_id
        and one["starts_on"] <= row["ends_on"]
        and one["ends_on"] >= row["starts_on"]
    ]
    if len(there) >= max(firm.crews, 1):
        places = ", ".join(dict.fromkeys(around.addresses.get(one["dwelling_id"] or -1, "") for one in there))
        yield _("{firm} is held at {places}").format(firm=around.firms.get(firm.firm_id, ""), places=places)
