"""`rehab group` on a small street: rules of the town, dates, a landlord next door, what was done with a group."""

import datetime
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rehab_app.cli import main
from rehab_app.core.progress import Progress
from rehab_app.domain.groups import gain_text, reason_text
from rehab_app.services import rule_forms
from rehab_app.services.group_candidates import Records
from rehab_app.services.group_editing import take_in, take_out
from rehab_app.services.group_left_out import wanted_in_vain
from rehab_app.services.group_view import read_board
from rehab_app.services.group_wishes import set_wish
from rehab_app.services.grouping import Asked, GroupingReport, group_neighbours
from rehab_app.services.rule_forms import WEIGHTS, changed_rules, problems, shown_rules, weight_examples
from rehab_app.services.town import keep_rules
from rehab_app.storage.project import Project

WHO = "Adviser"
FIRST = datetime.date(2027, 1, 4)
HOMES = 7


def invent(project: Project) -> None:
    """Seven attached houses with the same works, and one of a social landlord at the end of the row."""
    with project.write(WHO, "Invent a street") as writer:
        (street,) = writer.insert("street", [{"name": "rue Exemple (fictif)"}])
        numbers = [str(2 * at + 1) for at in range(HOMES + 1)]
        buildings = writer.insert(
            "building", [{"street_id": street, "house_number": n, "heritage": "unesco"} for n in numbers]
        )
        writer.insert(
            "facade",
            [{"building_id": one, "neighbour_id": other, "side": "party"} for one, other in pairwise(buildings)],
        )
        (landlord,) = writer.insert("owner", [{"kind": "social_landlord", "name": "Bailleur Exemple (fictif)"}])
        homes = writer.insert(
            "dwelling",
            [
                {
                    "address": f"{n} rue Exemple (fictif)",
                    "building_id": b,
                    "owner_id": landlord if b == buildings[-1] else None,
                }
                for n, b in zip(numbers, buildings, strict=True)
            ],
        )
        writer.insert(
            "household",
            [
                {"dwelling_id": home, "people": 2, "income_eur": 9_000 + 30_000 * (at % 2)}
                for at, home in enumerate(homes)
            ],
        )
        for home in homes[:-1]:
            (scenario,) = writer.insert(
                "scenario", [{"dwelling_id": home, "name": "a", "bundle": "whole", "chosen": 1}]
            )
            writer.insert(
                "works",
                [
                    {"scenario_id": scenario, "work": work, "lot": lot, "quantity": size, "cost_typical_eur_ht": cost}
                    for work, lot, size, cost in (
                        ("scaffold", "site", 60.0, 900.0),
                        ("wall_external_mineral", "facade", 60.0, 12_000.0),
                    )
                ],
            )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "row.rehab", "Rue", "62000", "Ville Exemple", fictional=True) as created:
        invent(created)
        yield created


def propose(project: Project, **asked: Any) -> GroupingReport:
    return group_neighbours(project, WHO, Progress(), asked=Asked(first=FIRST, **asked))


def said(report: GroupingReport) -> set[str]:
    return {reason.reason for proposal in report.proposals for reason in proposal.reasons}


def test_reasons_say_what_each_gains_and_never_an_income(project: Project) -> None:
    report = propose(project)
    (proposal,) = report.proposals
    assert len(proposal.homes) == HOMES
    assert {"one_file", "mixed_aids", "without_one"} <= said(report)
    texts = [*map(reason_text, proposal.reasons), *map(gain_text, proposal.gains)]
    assert not any("9 000" in text or "39 000" in text or "{" in text for text in texts)
    assert sum(gain.saving_high_eur_ht for gain in proposal.gains) == pytest.approx(proposal.saving_high_eur_ht)
    assert all(gain.others_lose_eur_ht > 0 for gain in proposal.gains[1:-1])


def test_the_shares_and_weights_of_the_town_enter(project: Project) -> None:
    before = propose(project)
    shares = [{"what": "scaffold", "families": ["scaffold"], "homes": 2, "full": 6, "saved": [0.5, 0.5, 0.5]}]
    keep_rules(project, WHO, {"group": shares, "weights": {"coordination_eur": 0, "heritage_eur": 1_000}})
    after = propose(project)
    assert after.proposals[0].saving_low_eur_ht == after.proposals[0].saving_high_eur_ht == HOMES * 900 * 0.5
    assert after.value != before.value
    (shown,) = read_board(project, Progress()).groups
    assert shown.prices.total_low_eur_ht == HOMES * 900 * 0.5, "the page of the groups reckons with them too"


def test_homes_can_be_wanted_or_left_out(project: Project) -> None:
    home = propose(project).proposals[0].homes
    report = propose(project, wanted=frozenset({home[1]}), refused=frozenset({home[0]}))
    assert home[0] not in report.proposals[0].homes
    assert home[1] in report.proposals[0].homes
    nobody = propose(project, wanted=frozenset({home[0]}), refused=frozenset(home[2:]))
    assert nobody.proposals == ()
    (alone,) = nobody.not_placed
    assert alone.home_id == home[0]
    assert "5" in alone.reason, "so many homes a group needs"


def test_dates_of_owners_part_a_group_and_stay_with_them(project: Project) -> None:
    group = propose(project).group_ids[0]
    for at, member in enumerate(project.rows("member", group_id=group)):
        months = ("2027-03-01", "2027-06-30") if at < HOMES - 1 else ("2027-10-01", "2027-11-30")
        only = [{"kind": "only", "from": months[0], "until": months[1]}]
        with project.write(WHO, "Dates") as writer:
            writer.update("member", member["id"], member["version"], {"availability": only})
    report = propose(project)
    assert [len(proposal.homes) for proposal in report.proposals] == [HOMES - 1]
    assert "dates" in said(report)
    assert all(member["availability"] for member in project.rows("member"))


def test_the_window_of_a_landlord_goes_with_the_group_beside_it(project: Project) -> None:
    group = project.rows("owner_group", id=propose(project).group_ids[0])[0]
    window = {"kind": "landlord_window", "from": "2027-04-01", "until": "2027-07-31", "agreed_on": "2027-01-04"}
    with project.write(WHO, "Agree") as writer:
        writer.update("owner_group", group["id"], group["version"], {"agreements": [window]})
    report = propose(project)
    assert "landlord_dates" in said(report)
    assert project.rows("owner_group", id=report.group_ids[0])[0]["agreements"] == [window]


def test_firms_that_are_too_few_are_told(project: Project) -> None:
    with project.write(WHO, "One firm") as writer:
        writer.insert("firm", [{"name": "Façades Exemple (fictif)", "lots": ["facade"], "crews": 1.0}])
    assert "firms_busy" in said(propose(project))


def test_a_proposal_with_papers_stays_as_it_is(project: Project) -> None:
    group = propose(project).group_ids[0]
    with project.write(WHO, "Print") as writer:
        writer.insert("dossier", [{"group_id": group, "title": "Lot 6", "audience": "artisan"}])
    assert propose(project).proposals == ()
    assert [row["id"] for row in project.rows("owner_group")] == [group]


def test_the_command_prints_gains_and_refuses_a_home_it_does_not_know(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "row.rehab")
    project.close()
    assert main(["group", path, "--all", "--without", "1 RUE exemple (fictif)"]) == 0
    printed = capsys.readouterr().out
    assert "Le n° 5 économise" in printed
    assert "Le n° 1 économise" not in printed
    assert main(["group", path, "--with", "99 rue Exemple"]) == 1
    assert "99 rue Exemple" in capsys.readouterr().err


def test_the_weights_typed_in_the_rules_of_the_town_change_proposals_and_can_be_undone(project: Project) -> None:
    usual = propose(project).value
    typed = {**shown_rules(None), "heritage_eur": "1 000", "coordination_eur": "0"}
    rule_forms.keep(project, WHO, changed_rules(None, typed))
    assert shown_rules(project.neighbourhood()["rules"])["coordination_eur"] == "0", "nought is a weight"
    # Six homes join the file of another; the application counts 100 € each and 500 € for the group.
    assert propose(project).value == usual + 6 * 900 + 500
    project.undo(WHO)
    project.undo(WHO)
    assert propose(project).value == usual
    assert "mwh_eur" in problems(WEIGHTS, {"mwh_eur": "-1"})
    assert "150" in weight_examples()["priority_eur"]


def test_what_the_town_wants_of_a_home_holds_for_each_proposal_until_it_is_undone(project: Project) -> None:
    homes = propose(project).proposals[0].homes
    set_wish(project, WHO, [homes[0]], "never")
    assert homes[0] not in propose(project).proposals[0].homes
    assert homes[0] in propose(project, wanted=frozenset({homes[0]})).proposals[0].homes, "asked this once"
    set_wish(project, WHO, homes[2:], "never")
    set_wish(project, WHO, [homes[1]], "always")
    assert [one.home_id for one in propose(project).not_placed] == [homes[1]], "too few are left around it"
    for _action in ("the proposal", "the wish"):
        project.undo(WHO)
    assert project.rows("dwelling", id=homes[1])[0]["group_wish"] == ""


def why(project: Project, home: int) -> str:
    """What is told of one home that is wanted in vain."""
    return next(one.reason for one in wanted_in_vain(project, Progress(), 10).told if one.home_id == home)


def test_a_home_wanted_in_vain_is_told_with_what_keeps_it_from_a_group(project: Project) -> None:
    homes = [row["id"] for row in project.rows("dwelling")]
    set_wish(project, WHO, homes, "always")
    assert project.undo_label() == "Propositions de groupes\u00a0: 8 logements, toujours proposer"
    assert "bailleur social" in why(project, homes[-1])
    assert "proposez à nouveau" in why(project, homes[0])
    propose(project)
    assert wanted_in_vain(project, Progress(), 10).home_ids == (homes[-1],)
    with project.write(WHO, "Withdraw one, and leave one without works") as writer:
        (home,) = writer.rows("dwelling", id=homes[0])
        writer.update("dwelling", home["id"], home["version"], {"stage": "withdrawn"})
        (scenario,) = writer.rows("scenario", dwelling_id=homes[1])
        writer.delete("works", [row["id"] for row in writer.rows("works", scenario_id=scenario["id"])])
    told = {one.home_id: one.reason for one in propose(project).not_placed}
    assert "s’est retiré" in told[homes[0]]
    assert "Aucun geste n’est retenu" in told[homes[1]]


def test_reasons_are_those_of_the_rows_in_which_the_homes_stand_whatever_else_the_town_has(project: Project) -> None:
    homes = [row["id"] for row in project.rows("dwelling")]
    with project.write(WHO, "Another street, with a home that is wanted and has no house") as writer:
        (street,) = writer.insert("street", [{"name": "allée Exemple (fictif)"}])
        (building,) = writer.insert("building", [{"street_id": street, "house_number": "1"}])
        others = writer.insert("dwelling", [{"address": "1 allée Exemple", "building_id": building}, {"address": ""}])
        writer.insert("scenario", [{"dwelling_id": home, "bundle": "whole", "chosen": 1} for home in others])
        for row in writer.rows("scenario", dwelling_id=others):
            writer.insert("works", [{"scenario_id": row["id"], "work": "roof", "lot": "roof", "quantity": 1.0}])
    set_wish(project, WHO, [homes[0], *others], "always")
    found = wanted_in_vain(project, Progress(), 10)
    assert found.home_ids == (homes[0], *others)
    whole = {one.home_id: one.reason for one in wanted_in_vain(project, Progress(), 10).told}
    assert "proposez à nouveau" in whole[homes[0]]
    assert "5" in whole[others[0]], "so many homes a group needs"
    assert "maison n’est pas connue" in whole[others[1]]
    assert [one.home_id for one in wanted_in_vain(project, Progress(), 1).told] == [homes[0]]
    read = Records(project, FIRST, homes[:1])
    assert set(read.homes) == set(homes), "the whole row, and no other"


def test_dates_and_firms_that_keep_a_home_from_a_group_are_told(project: Project) -> None:
    homes = [row["id"] for row in project.rows("dwelling")]
    set_wish(project, WHO, [homes[0]], "always")
    with project.write(WHO, "Dates") as writer:
        row = writer.rows("dwelling", id=homes[0])[0]
        only = [{"kind": "only", "from": "2027-02-01", "until": "2027-02-28"}]
        writer.update("dwelling", row["id"], row["version"], {"availability": only})
        for home in homes[1:]:
            row = writer.rows("dwelling", id=home)[0]
            only = [{"kind": "only", "from": "2027-05-01", "until": "2027-06-30"}]
            writer.update("dwelling", row["id"], row["version"], {"availability": only})
    (told,) = propose(project).not_placed
    assert "mois en commun" in told.reason
    project.undo(WHO)
    project.undo(WHO)
    with project.write(WHO, "One firm for façades as large as fields") as writer:
        writer.insert("firm", [{"name": "Façades Exemple (fictif)", "lots": ["facade"], "crews": 1.0}])
        for row in writer.rows("works", work="wall_external_mineral"):
            writer.update("works", row["id"], row["version"], {"quantity": 6_000.0})
    (told,) = propose(project).not_placed
    assert "entreprises" in told.reason


def test_the_days_of_a_home_left_out_come_back_with_it(project: Project) -> None:
    propose(project)
    member = project.rows("member")[0]
    only = [{"kind": "only", "from": "2027-03-01", "until": "2027-06-30"}]
    with project.write(WHO, "Days") as writer:
        writer.update("member", member["id"], member["version"], {"availability": only})
    propose(project, refused=frozenset({member["dwelling_id"]}))
    assert not project.rows("member", dwelling_id=member["dwelling_id"])
    propose(project)
    (back,) = project.rows("member", dwelling_id=member["dwelling_id"])
    assert back["availability"] == only
    take_out(project, WHO, back["id"], back["version"])
    take_in(project, WHO, back["group_id"], back["dwelling_id"])
    assert project.rows("member", dwelling_id=member["dwelling_id"])[0]["availability"] == only
