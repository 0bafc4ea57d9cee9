"""Use case: propose groups of neighbours who chose the same works, with the reasons, and keep them."""

import datetime
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.domain.groups import GroupProposal
from rehab_app.planning.group_worth import Candidate, Run
from rehab_app.planning.grouping import Choice, propose
from rehab_app.services.group_candidates import PROPOSED, Records
from rehab_app.services.group_left_out import LeftOut, left_out
from rehab_app.services.group_reasons import gains_of, reasons
from rehab_app.storage.project import Project
from rehab_app.storage.writer import Writer

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GroupingReport:
    """What came of grouping.

    Attributes:
        proposals: groups, in the order of the streets; group_ids: their records.
        candidates: homes that could have joined one.
        value, bound: euros of the choice, and what no other choice can pass.
        change: what was written.
        not_placed: homes wanted for which there is no group, and why.
        short: years of work for the trades whose firms need more than one for all groups.
    """

    proposals: tuple[GroupProposal, ...]
    group_ids: tuple[int, ...]
    candidates: int
    value: int
    bound: int
    change: Change
    not_placed: tuple[LeftOut, ...] = ()
    short: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked this once, before what the town wants of each home: homes wanted in a group wherever there is one
    for them, homes to leave out, and the day from which dates count, today when None."""

    wanted: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    first: datetime.date | None = None


def group_neighbours(
    project: Project, who: str, progress: Progress, seconds: float = 60.0, asked: Asked | None = None
) -> GroupingReport:
    """Propose groups and keep them in place of the earlier proposals; groups that go on are left alone.

    Args:
        project: the project; its homes need chosen works (`services.composing`).
        who: the person who asks, for the journal.
        progress: told at each step.
        seconds: time allowed to each row of houses.
        asked: homes that the town wants in or out, and the day from which dates count (today).
    """
    asked = asked or Asked()
    progress.step(0, 3, _("Reading the rows of houses"))
    records = Records(project, asked.first or datetime.date.today())
    asked = _with_wishes(asked, records)
    candidates = records.candidates(asked.refused)
    progress.step(1, 3, _("Choosing the groups"))
    choice = propose(records.rows, records.around(asked.wanted), candidates, records.rates, seconds)
    progress.step(2, 3, _("Keeping the groups"))
    return _keep(project, who, records, choice, candidates, asked)


def _with_wishes(asked: Asked, records: Records) -> Asked:
    """What is asked, and for all other homes what the town always wants of them."""
    always = records.wished("always") - asked.refused
    never = records.wished("never") - asked.wanted
    return replace(asked, wanted=asked.wanted | always, refused=asked.refused | never)


def _proposal(records: Records, run: Run) -> GroupProposal:
    """A run with its reasons."""
    gains = gains_of(records, run)
    return GroupProposal(
        street=records.streets.get(run.street_id, ""),
        street_id=run.street_id,
        bundle=run.homes[0].bundle,
        homes=tuple(home.dwelling_id for home in run.homes),
        reasons=tuple(reasons(records, run, gains)),
        saving_low_eur_ht=run.saving_low_eur_ht,
        saving_high_eur_ht=run.saving_high_eur_ht,
        gains=gains,
    )


def _short_of(choice: Choice, capacity_days: Mapping[str, float]) -> dict[str, float]:
    """Years of work of all groups for the trades whose firms cannot do it in one."""
    days: dict[str, float] = {}
    for run in choice.runs:
        for lot, some in run.days.items():
            days[lot] = days.get(lot, 0.0) + some
    years = {lot: some / capacity_days[lot] for lot, some in days.items() if capacity_days.get(lot)}
    return {lot: some for lot, some in sorted(years.items()) if some > 1}


def _keep(
    project: Project,
    who: str,
    records: Records,
    choice: Choice,
    candidates: Sequence[Candidate],
    asked: Asked,
) -> GroupingReport:
    proposals = tuple(_proposal(records, run) for run in choice.runs)
    count = ngettext("Propose {count} group", "Propose {count} groups", len(proposals)).format(count=len(proposals))
    with project.write(who, count) as writer:
        gone = records.replaced
        _keep_days(writer, records, {home for proposal in proposals for home in proposal.homes})
        for table in ("calendar_entry", "member"):
            writer.delete(table, [row["id"] for row in writer.rows(table) if row["group_id"] in gone])
        writer.delete("owner_group", sorted(gone))
        ids = writer.insert(
            "owner_group", [_group(records, *pair) for pair in zip(proposals, choice.runs, strict=True)]
        )
        pairs = zip(ids, proposals, strict=True)
        writer.insert("member", [_member(records, group, home) for group, proposal in pairs for home in proposal.homes])
    placed = {home for proposal in proposals for home in proposal.homes}
    beside = _("A group with it is possible, but not beside those proposed: form it by hand.")
    return GroupingReport(
        proposals=proposals,
        group_ids=tuple(ids),
        candidates=len(candidates),
        value=choice.value,
        bound=choice.bound,
        change=writer.change,
        not_placed=left_out(records, asked.wanted - placed, candidates, beside),
        short=_short_of(choice, records.around().capacity_days),
    )


def _keep_days(writer: Writer, records: Records, placed: Set[int]) -> None:
    """The days of homes that leave a proposal and join none stay with them; those of a member are on its record."""
    left = {row["dwelling_id"] for row in writer.rows("member") if row["group_id"] in records.replaced}
    for home in sorted(left | placed):
        row = records.homes[home]
        days = None if home in placed else records.availability.get(home)
        if days != row["availability"]:
            writer.update("dwelling", home, row["version"], {"availability": days})


def _member(records: Records, group_id: int, home: int) -> Row:
    return {
        "group_id": group_id,
        "dwelling_id": home,
        "scenario_id": records.scenarios[home]["id"],
        "stage": records.homes[home]["stage"] or PROPOSED,
        "availability": records.availability.get(home),
    }


def _group(records: Records, proposal: GroupProposal, run: Run) -> Row:
    """The record; what was agreed with a landlord next door goes with the group beside which it stands."""
    costs: dict[str, float] = {}
    for home in proposal.homes:
        for row in records.works_of(home):
            costs[row["lot"]] = costs.get(row["lot"], 0.0) + row["cost_typical_eur_ht"]
    first, last = (
        records.buildings[records.homes[home]["building_id"]] for home in (proposal.homes[0], proposal.homes[-1])
    )
    agreed: list[Row] = []
    for building in run.landlords:
        agreed += [one for one in records.windows[building] if one not in agreed]
    return {
        "name": f"{proposal.street} {first['house_number']}–{last['house_number']}".strip(),
        "street_id": proposal.street_id if proposal.street_id > 0 else None,
        "stage": PROPOSED,
        "bundle": proposal.bundle,
        "lead_lot": max(sorted(costs), key=costs.__getitem__),
        "reasons": [reason.to_json() for reason in proposal.reasons],
        "agreements": agreed,
    }
