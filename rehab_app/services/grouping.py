"""Use case: propose groups of neighbours who chose the same works, with the reasons, and keep them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.domain.groups import GroupProposal, Reason
from rehab_app.domain.works import takeoff_from_json
from rehab_app.planning.grouping import Candidate, Choice, Run, propose
from rehab_app.planning.rates import rates
from rehab_app.planning.rows import House, party_walls, rows
from rehab_app.storage.project import Project
from rehab_app.storage.reading import Reader
from rehab_app.works.catalogue import bundles

_PROPOSED = "sensed"
_SCAFFOLD = "scaffold"
_POOR = ("F", "G")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GroupingReport:
    """What came of grouping.

    Attributes:
        proposals: groups, in the order of the streets; group_ids: their records.
        candidates: homes that could have joined one.
        value, bound: euros of the choice, and what no other choice can pass.
        change: what was written.
    """

    proposals: tuple[GroupProposal, ...]
    group_ids: tuple[int, ...]
    candidates: int
    value: int
    bound: int
    change: Change


class _Records:
    """What grouping reads of a project, once."""

    def __init__(self, project: Reader) -> None:
        self.homes = {row["id"]: row for row in project.rows("dwelling")}
        self.buildings = {row["id"]: row for row in project.rows("building")}
        self.streets = {row["id"]: row["name"] for row in project.rows("street")}
        owners = project.columns("owner", ("kind",))
        self.owner_kinds = dict(zip(owners["id"].tolist(), owners["kind"].tolist(), strict=True))
        self.walls = party_walls(
            (row["building_id"], row["neighbour_id"])
            for row in project.rows("facade", side="party")
            if row["neighbour_id"]
        )
        self.scenarios = {row["dwelling_id"]: row for row in project.rows("scenario", chosen=1)}
        self.works: dict[int, list[Row]] = {}
        for row in project.rows("works"):
            self.works.setdefault(row["scenario_id"], []).append(row)
        estimates = project.columns("estimate", ("dwelling_id", "scenario_id", "classe_bilan_dpe"))
        self.labels = {
            home: label
            for home, scenario, label in zip(
                *(estimates[name].tolist() for name in ("dwelling_id", "scenario_id", "classe_bilan_dpe")), strict=True
            )
            if scenario == -1
        }
        started = {row["id"] for row in project.rows("owner_group") if row["stage"] != _PROPOSED}
        members = [row for row in project.rows("member") if row["stage"] != "withdrawn"]
        self.taken = {row["dwelling_id"] for row in members if row["group_id"] in started}

    def is_social(self, home: Row) -> bool:
        return home["tenure"] == "social" or self.owner_kinds.get(home["owner_id"]) == "social_landlord"

    def works_of(self, home_id: int) -> list[Row]:
        scenario = self.scenarios.get(home_id)
        return [] if scenario is None else self.works.get(scenario["id"], [])

    def candidates(self) -> list[Candidate]:
        """Private homes with chosen works that have not withdrawn and are in no group that goes on."""
        found = []
        for home_id, home in self.homes.items():
            works = self.works_of(home_id)
            free = home_id not in self.taken and home["stage"] != "withdrawn" and not self.is_social(home)
            if not (works and free and home["building_id"] in self.buildings):
                continue
            scaffold = sum(row["cost_typical_eur_ht"] for row in works if row["work"] == _SCAFFOLD)
            found.append(
                Candidate(
                    dwelling_id=home_id,
                    building_id=home["building_id"],
                    bundle=self.scenarios[home_id]["bundle"],
                    scaffold_eur_ht=scaffold,
                    others_eur_ht=sum(row["cost_typical_eur_ht"] for row in works) - scaffold,
                    poor=self.labels.get(home_id, "") in _POOR,
                )
            )
        return found


def group_neighbours(project: Project, who: str, progress: Progress, seconds: float = 60.0) -> GroupingReport:
    """Propose groups and keep them in place of the earlier proposals; groups that owners have begun are left alone.

    Args:
        project: the project; its homes need chosen works (`services.composing`).
        who: the person who asks, for the journal.
        progress: told at each step.
        seconds: time allowed to each row of houses.
    """
    progress.step(0, 3, _("Reading the rows of houses"))
    records = _Records(project)
    candidates = records.candidates()
    houses = [House(row["id"], row["street_id"] or -1, row["house_number"]) for row in records.buildings.values()]
    progress.step(1, 3, _("Choosing the groups"))
    choice = propose(rows(houses, records.walls), records.walls, candidates, rates(), seconds)
    proposals = tuple(_proposal(records, run) for run in choice.runs)
    progress.step(2, 3, _("Keeping the groups"))
    return _keep(project, who, records, proposals, choice, len(candidates))


def _proposal(records: _Records, run: Run) -> GroupProposal:
    """A run with its reasons."""
    numbers = [records.buildings[home.building_id]["house_number"] for home in (run.homes[0], run.homes[-1])]
    street = records.streets.get(run.street_id, "")
    bundle = run.homes[0].bundle
    return GroupProposal(
        street=street,
        street_id=run.street_id,
        bundle=bundle,
        homes=tuple(home.dwelling_id for home in run.homes),
        reasons=tuple(_reasons(records, run, street, numbers)),
        saving_low_eur_ht=run.saving_low_eur_ht,
        saving_high_eur_ht=run.saving_high_eur_ht,
    )


def _reasons(records: _Records, run: Run, street: str, numbers: Sequence[str]) -> list[Reason]:
    bundle = bundles().get(run.homes[0].bundle)
    found = [
        Reason("neighbours", {"homes": len(run.homes), "street": street, "first": numbers[0], "last": numbers[1]}),
        Reason("same_works", {"works": bundle.label if bundle else run.homes[0].bundle}),
    ]
    if run.walls:
        found.append(Reason("party_walls", {"pairs": run.walls}))
    if run.saving_high_eur_ht > 0:
        found.append(Reason("saving", {"saving": [run.saving_low_eur_ht, run.saving_high_eur_ht]}))
    members = {home.building_id for home in run.homes}
    between = [home for home in records.homes.values() if home["building_id"] in set(run.buildings) - members]
    social = sum(records.is_social(home) for home in between)
    counts = {
        "poor_labels": sum(home.poor for home in run.homes),
        "protected_front": sum(_protected(records.works_of(home.dwelling_id)) for home in run.homes),
        "social_between": social,
        "missing_between": len(between) - social,
    }
    return found + [Reason(reason, {"homes": count}) for reason, count in counts.items() if count]


def _protected(works: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a heritage rule turned a street front to insulation from inside."""
    lines = [line for row in works if row["takeoff"] for line in takeoff_from_json(row["takeoff"]).treated]
    return any(line.table == "wall" and line.side == "street" and line.heritage not in ("", "none") for line in lines)


def _keep(
    project: Project,
    who: str,
    records: _Records,
    proposals: Sequence[GroupProposal],
    choice: Choice,
    candidates: int,
) -> GroupingReport:
    count = ngettext("Propose {count} group", "Propose {count} groups", len(proposals)).format(count=len(proposals))
    with project.write(who, count) as writer:
        old = writer.rows("owner_group", stage=_PROPOSED)
        gone = {row["id"] for row in old}
        for table in ("calendar_entry", "member"):
            writer.delete(table, [row["id"] for row in writer.rows(table) if row["group_id"] in gone])
        writer.delete("owner_group", sorted(gone))
        ids = writer.insert("owner_group", [_group(records, proposal) for proposal in proposals])
        writer.insert(
            "member",
            [
                {
                    "group_id": group_id,
                    "dwelling_id": home,
                    "scenario_id": records.scenarios[home]["id"],
                    "stage": records.homes[home]["stage"] or _PROPOSED,
                }
                for group_id, proposal in zip(ids, proposals, strict=True)
                for home in proposal.homes
            ],
        )
    return GroupingReport(tuple(proposals), tuple(ids), candidates, choice.value, choice.bound, writer.change)


def _group(records: _Records, proposal: GroupProposal) -> Row:
    costs: dict[str, float] = {}
    for home in proposal.homes:
        for row in records.works_of(home):
            costs[row["lot"]] = costs.get(row["lot"], 0.0) + row["cost_typical_eur_ht"]
    first, last = (
        records.buildings[records.homes[home]["building_id"]] for home in (proposal.homes[0], proposal.homes[-1])
    )
    return {
        "name": f"{proposal.street} {first['house_number']}–{last['house_number']}".strip(),
        "street_id": proposal.street_id if proposal.street_id > 0 else None,
        "stage": _PROPOSED,
        "bundle": proposal.bundle,
        "lead_lot": max(sorted(costs), key=costs.__getitem__),
        "reasons": [reason.to_json() for reason in proposal.reasons],
    }
