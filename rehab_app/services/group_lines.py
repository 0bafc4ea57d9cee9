"""What the works of a home cost in its group, line by line: estimated, then as firms quoted and invoiced them.

A quote for the home comes before one for its whole group, a signed one before another, then the latest. What was
invoiced takes the place of both once nothing more will be asked for that work; until then it is told beside the line.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.i18n import _
from rehab_app.services.group_prices import Range, exactly
from rehab_app.works.catalogue import bundles, entries

if TYPE_CHECKING:
    from rehab_app.storage.reading import Reader

_SCAFFOLD = "scaffold"
_COSTS = ("cost_low_eur_ht", "cost_typical_eur_ht", "cost_high_eur_ht")
Stored = tuple[str, str, float, str, float, float, float]  # work, lot, quantity, unit, low, typical, high
Sums = tuple[Range, Range, Range]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a firm asks for a line, before tax; `source` is "quote" or "invoice", `on` its day where known."""

    source: str
    amount_eur_ht: float
    firm: str
    on: datetime.date | None


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work of a home.

    Attributes:
        work, lot: codes; quantity, unit: how much.
        estimate: when the home does it alone; NaN where it is not known.
        asked: price of a firm, which counts instead; None while there is none.
        invoiced_eur_ht: invoiced so far, 0 when nothing is.
        common: True for a work of the bundle that the group does together.
        instead_of: work of the common bundle that it takes the place of, "" when none.
        done_by: code of `BUILDERS`.
    """

    work: str
    lot: str
    quantity: float
    unit: str
    estimate: Range
    asked: Asked | None = None
    invoiced_eur_ht: float = 0.0
    common: bool = True
    instead_of: str = ""
    done_by: str = ""

    @property
    def label(self) -> str:
        return work_name(self.work)


def work_name(work: str) -> str:
    """Name of a work in the user's language; one of no catalogue keeps its code."""
    known = entries().get(work)
    return _(known.work.label) if known else work


def work_names() -> dict[str, str]:
    """All works by code, named in the user's language, in the order of the catalogue."""
    return {code: work_name(code) for code in entries()}


def variant_of(work: str, works: Collection[str]) -> str:
    """Which of these works is another variant of a work, "" when none is."""
    return next((one for one in works if one != work and _family(one) == _family(work)), "")


class PriceLines:
    """Works, quotes and invoices of a project, read once."""

    def __init__(self, project: "Reader") -> None:
        self._works: dict[int, list[Stored]] = {}
        names = ("scenario_id", "work", "lot", "quantity", "unit", *_COSTS)
        columns = project.columns("works", (*names, "done_by"))
        for scenario, *line in zip(*(columns[name].tolist() for name in names), strict=True):
            self._works.setdefault(scenario, []).append(tuple(line))
        by = zip(*(columns[name].tolist() for name in ("scenario_id", "work", "done_by")), strict=True)
        self._done_by = {(scenario, work): who for scenario, work, who in by if who}
        firms = project.columns("firm", ("name",))
        self.firms = dict(zip(firms["id"].tolist(), firms["name"].tolist(), strict=True))
        self._of_homes: dict[tuple[int, str], Mapping[str, Any]] = {}
        self._of_groups: dict[tuple[int, str], Mapping[str, Any]] = {}
        for quote in sorted(project.rows("quote"), key=_rank):
            if quote["unit_price_eur_ht"] is None:
                continue
            if quote["dwelling_id"]:
                self._of_homes[quote["dwelling_id"], quote["work"]] = quote
            elif quote["group_id"]:
                self._of_groups[quote["group_id"], quote["work"]] = quote
        self._invoices: dict[tuple[int, str], list[Mapping[str, Any]]] = {}
        for invoice in project.rows("invoice"):
            if invoice["amount_eur_ht"] is not None:
                self._invoices.setdefault((invoice["dwelling_id"], invoice["work"]), []).append(invoice)

    def has(self, scenario_id: int) -> bool:
        """Whether any works are known of a scenario."""
        return scenario_id in self._works

    def works(self, scenario_id: int) -> list[str]:
        """Codes of the works of a scenario."""
        return [line[0] for line in self._works.get(scenario_id, ())]

    def lines(
        self, home_id: int, scenario_id: int, group_id: int = -1, common: Collection[str] | None = None
    ) -> list[WorkLine]:
        """Lines of a home.

        Args:
            home_id: the home.
            scenario_id: its works.
            group_id: its group, whose quotes count for all members.
            common: works that the group does together; all when None.
        """
        own = self.works(scenario_id)
        absent = {_family(work): work for work in common or () if work not in own}
        return [
            WorkLine(
                work=work,
                lot=lot,
                quantity=quantity,
                unit=unit,
                estimate=Range(*cost),
                asked=self._asked(home_id, group_id, work, quantity),
                invoiced_eur_ht=sum(one["amount_eur_ht"] for one in self._invoices.get((home_id, work), ())),
                common=common is None or work in common,
                instead_of="" if common is None or work in common else absent.get(_family(work), ""),
                done_by=self._done_by.get((scenario_id, work), ""),
            )
            for work, lot, quantity, unit, *cost in self._works.get(scenario_id, ())
        ]

    def sums(
        self, home_id: int, scenario_id: int, group_id: int = -1, common: Collection[str] | None = None
    ) -> Sums | None:
        """Scaffold, other common works, and what nothing is saved on; None when no works are known."""
        if not self.has(scenario_id):
            return None
        found = [[0.0, 0.0, 0.0] for _part in range(3)]
        for work, _lot, quantity, _unit, *cost in self._works[scenario_id]:
            asked = self._asked(home_id, group_id, work, quantity)
            own = asked is not None or (common is not None and work not in common)
            part = found[2 if own else 0 if work == _SCAFFOLD else 1]
            for at, bound in enumerate(cost if asked is None else [asked.amount_eur_ht] * 3):
                part[at] += bound
        scaffold, others, apart = (Range(*part) for part in found)
        return scaffold, others, apart

    def _asked(self, home_id: int, group_id: int, work: str, quantity: float) -> Asked | None:
        bills = self._invoices.get((home_id, work), ())
        if any(bill["final"] == 1 for bill in bills):
            last = max(bills, key=lambda bill: bill["invoiced_on"] or datetime.date.min)
            amount = sum(bill["amount_eur_ht"] for bill in bills)
            return Asked("invoice", amount, self.firms.get(last["firm_id"], ""), last["invoiced_on"])
        quote = self._of_homes.get((home_id, work)) or self._of_groups.get((group_id, work))
        if quote is None:
            return None
        # A quantity written on a quote for the whole group is that of all homes, not of this one.
        counted = quote["quantity"] if quote["dwelling_id"] and quote["quantity"] else quantity
        amount = quote["unit_price_eur_ht"] * counted
        return Asked("quote", amount, self.firms.get(quote["firm_id"], ""), quote["quoted_on"])


def counted(line: WorkLine) -> Range:
    """What a line counts for when nothing is saved on it: the price of the firm, else the estimate."""
    return line.estimate if line.asked is None else exactly(line.asked.amount_eur_ht)


def common_works(bundle: str, members: Collection[tuple[str, Collection[str]]]) -> frozenset[str]:
    """Works that a group does together: those of its bundle, by the catalogue and as members who chose it have them.

    Args:
        bundle: code of the bundle of the group; without one, works that half of the members chose are common.
        members: of each member the code of its bundle, and its works.
    """
    if not bundle:
        return frozenset(_chosen_by_half([works for _code, works in members]))
    known = bundles().get(bundle)
    theirs = (works for code, works in members if code == bundle)
    return frozenset(known.works if known else ()).union(*theirs)


def own_choice(works: Collection[str], common: Collection[str]) -> tuple[str, ...]:
    """A sentence on the works that a home alone chose, none when it chose none."""
    own = [work_name(work) for work in works if work not in common]
    return (_("Chosen by this home alone, beside what the group does: {works}.").format(works=", ".join(own)),) * bool(
        own
    )


def _chosen_by_half(members: Collection[Collection[str]]) -> Iterator[str]:
    counts: dict[str, int] = {}
    for works in members:
        for work in set(works):
            counts[work] = counts.get(work, 0) + 1
    for work, count in counts.items():
        if 2 * count >= len(members) and (count > 1 or len(members) == 1):
            yield work


def _family(work: str) -> str:
    known = entries().get(work)
    return known.family if known and known.family else work


def _rank(quote: Mapping[str, Any]) -> tuple[bool, datetime.date, int]:
    """The one that counts comes last."""
    return quote["signed_on"] is not None, quote["quoted_on"] or datetime.date.min, quote["id"]
