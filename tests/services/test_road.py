"""From homes in a project to estimates, works, groups and a calendar: what an adviser sees happen to the records."""

import datetime
import shutil
from pathlib import Path

import pytest

from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.progress import Progress
from rehab_app.domain.calendar import STEPS
from rehab_app.domain.groups import REASONS, reason_text
from rehab_app.domain.works import takeoff_from_json
from rehab_app.services.composing import compose
from rehab_app.services.estimating import estimate_project
from rehab_app.services.grouping import group_neighbours
from rehab_app.services.importing import import_paths
from rehab_app.services.sample import sample_folder
from rehab_app.services.sampling.files import FIRM_LIST, FOOTPRINTS, LIST, SURVEYS
from rehab_app.services.scheduling import schedule_groups
from rehab_app.storage.project import Project
from rehab_app.works.surroundings import PROTECTED

WHO = "Testeuse"
TODAY = datetime.date(2026, 7, 1)
START = datetime.date(2027, 4, 5)
LABELS = "ABCDEFG"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional neighbourhood, estimated and with works for all homes; copied by the tests that change it."""
    place = tmp_path_factory.mktemp("sample") / "quartier.rehab"
    with Project.create(place, "Quartier (fictif)", "62528", fictional=True) as project:
        files = (FOOTPRINTS, SURVEYS, LIST, FIRM_LIST)
        import_paths(project, [sample_folder() / name for name in files], WHO, Progress())
        estimate_project(project, WHO, TODAY, Progress())
        compose(project, WHO, "whole", TODAY, Progress())
    return place


@pytest.fixture
def project(sample: Path, tmp_path: Path) -> Project:
    copy = tmp_path / "copie.rehab"
    shutil.copy(sample, copy)
    return Project.open(copy)


def test_every_home_has_one_estimate_as_it_stands_or_a_reason(project: Project) -> None:
    homes = {row["id"] for row in project.rows("dwelling")}
    rows = [row for row in project.rows("estimate") if row["scenario_id"] is None]
    assert sorted(row["dwelling_id"] for row in rows) == sorted(homes)
    for row in rows:
        assert row["parameters_on"] == TODAY
        if row["state"] == "done":
            assert row["classe_bilan_dpe"] in LABELS
            assert row["details"]["losses_w_k"].keys() >= {"wall", "roof", "floor", "window", "ventilation"}
        else:
            assert row["refusal"]
            assert row["ep_conso_5_usages_m2"] is None


def test_estimating_again_renews_the_same_records(project: Project) -> None:
    before = project.columns("estimate", ("dwelling_id",))["id"].tolist()
    report = estimate_project(project, WHO, datetime.date(2025, 7, 1), Progress())
    assert project.columns("estimate", ("dwelling_id",))["id"].tolist() == before
    assert report.homes == report.estimated + sum(report.refused.values())
    dates = {row["parameters_on"] for row in project.rows("estimate") if row["scenario_id"] is None}
    assert dates == {datetime.date(2025, 7, 1)}


def test_one_undo_takes_the_estimates_back(project: Project) -> None:
    before = project.rows("estimate")
    estimate_project(project, WHO, datetime.date(2025, 7, 1), Progress())
    project.undo(WHO)
    after = project.rows("estimate")
    assert [row["parameters_on"] for row in after] == [row["parameters_on"] for row in before]


def test_a_stopped_estimate_leaves_nothing(project: Project) -> None:
    before = project.rows("estimate")
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        estimate_project(project, WHO, datetime.date(2025, 7, 1), stopped)
    assert project.rows("estimate") == before


def test_works_leave_no_home_worse_and_their_costs_are_ranges(project: Project) -> None:
    estimates = project.rows("estimate")
    now = {row["dwelling_id"]: row for row in estimates if row["scenario_id"] is None}
    after = {row["dwelling_id"]: row for row in estimates if row["scenario_id"] is not None}
    compared = 0
    for home, row in now.items():
        if row["state"] == "done" and after[home]["state"] == "done":
            assert after[home]["ep_conso_5_usages_m2"] <= row["ep_conso_5_usages_m2"]
            compared += 1
    assert compared > 200
    for row in project.rows("works"):
        assert 0 < row["cost_low_eur_ht"] <= row["cost_typical_eur_ht"] <= row["cost_high_eur_ht"]
        assert row["prices"]["year"]
        assert row["prices"]["source"]


def test_no_protected_street_front_of_the_neighbourhood_is_covered(project: Project) -> None:
    seen_fronts = 0
    for row in project.rows("works", lot="facade"):
        takeoff = takeoff_from_json(row["takeoff"])
        assert not any(line.side == "street" and line.heritage in PROTECTED for line in takeoff.treated)
        seen_fronts += any(line.reason == "heritage_front" for line in takeoff.spared)
    assert seen_fronts


def test_composing_again_replaces_the_scenario_of_that_bundle_only(project: Project) -> None:
    first = project.rows("scenario")
    compose(project, WHO, "whole", TODAY, Progress())
    assert [row["id"] for row in project.rows("scenario")] == [row["id"] for row in first]
    works = len(project.rows("works"))
    home = first[0]["dwelling_id"]
    compose(project, WHO, "step", TODAY, Progress(), [home], choose=False)
    mine = project.rows("scenario", dwelling_id=home)
    assert [(row["bundle"], row["chosen"]) for row in mine] == [("whole", 1), ("step", 0)]
    assert len(project.rows("works")) > works
    compose(project, WHO, "step", TODAY, Progress(), [home])
    assert [row["chosen"] for row in project.rows("scenario", dwelling_id=home)] == [0, 1]


def test_groups_are_neighbours_of_one_street_and_say_why(project: Project) -> None:
    report = group_neighbours(project, WHO, Progress())
    assert report.proposals
    assert report.value == report.bound
    placed = [home for proposal in report.proposals for home in proposal.homes]
    assert len(placed) == len(set(placed))
    buildings = {row["id"]: row for row in project.rows("building")}
    homes = {row["id"]: row for row in project.rows("dwelling")}
    for proposal in report.proposals:
        assert 5 <= len(proposal.homes) <= 12
        assert {buildings[homes[home]["building_id"]]["street_id"] for home in proposal.homes} == {proposal.street_id}
        assert {reason.reason for reason in proposal.reasons} >= {"neighbours", "same_works"}
    for row in project.rows("owner_group"):
        for reason in row["reasons"]:
            assert reason["reason"] in REASONS
            assert "{" not in reason_text(reason)
    assert len(project.rows("member")) == len(placed)


def test_homes_of_a_social_landlord_are_nodes_but_not_members(project: Project) -> None:
    social = {row["id"] for row in project.rows("dwelling", tenure="social")}
    assert social
    report = group_neighbours(project, WHO, Progress())
    assert not social & {home for proposal in report.proposals for home in proposal.homes}
    between = [r for proposal in report.proposals for r in proposal.reasons if r.reason == "social_between"]
    assert between
    assert all(reason.values["homes"] > 0 for reason in between)


def test_a_group_that_has_begun_is_left_alone(project: Project) -> None:
    group_neighbours(project, WHO, Progress())
    kept = project.rows("owner_group")[0]
    with project.write(WHO, "Engager") as writer:
        writer.update("owner_group", kept["id"], kept["version"], {"stage": "committed"})
    members = {row["dwelling_id"] for row in project.rows("member", group_id=kept["id"])}
    report = group_neighbours(project, WHO, Progress())
    assert project.rows("owner_group", id=kept["id"])[0]["stage"] == "committed"
    assert {row["dwelling_id"] for row in project.rows("member", group_id=kept["id"])} == members
    assert not members & {home for proposal in report.proposals for home in proposal.homes}


def test_the_calendar_of_a_group_is_kept_with_firms_and_dates(project: Project) -> None:
    group = group_neighbours(project, WHO, Progress()).group_ids[0]
    report = schedule_groups(project, WHO, START, Progress(), [group], seconds=2)
    entries = project.rows("calendar_entry")
    assert len(entries) == len(report.result.planned) > 0
    lots = {(row["dwelling_id"], row["lot"]) for row in entries if row["lot"] not in STEPS}
    works = {row["id"]: row for row in project.rows("scenario")}
    members = {row["scenario_id"] for row in project.rows("member", group_id=group)}
    assert lots == {
        (works[row["scenario_id"]]["dwelling_id"], row["lot"])
        for row in project.rows("works")
        if row["scenario_id"] in members
    }
    firms = {row["id"]: row["lots"] for row in project.rows("firm")}
    for row in entries:
        assert START <= row["starts_on"] <= row["ends_on"]
        trade = "site" if row["lot"] == "scaffold_down" else row["lot"]
        assert row["firm_id"] is None or trade in firms[row["firm_id"]]
        assert row["task"]
    assert report.result.work_days >= report.result.bound_days > 0


def test_planning_again_keeps_what_was_promised(project: Project) -> None:
    group = group_neighbours(project, WHO, Progress()).group_ids[0]
    schedule_groups(project, WHO, START, Progress(), [group], seconds=2)
    promised = project.rows("calendar_entry")[2]
    with project.write(WHO, "Promettre") as writer:
        writer.update("calendar_entry", promised["id"], promised["version"], {"promised": 1})
    schedule_groups(project, WHO, START, Progress(), [group], seconds=2)
    entries = project.rows("calendar_entry")
    (kept,) = [row for row in entries if row["id"] == promised["id"]]
    assert (kept["starts_on"], kept["ends_on"]) == (promised["starts_on"], promised["ends_on"])
    same = [r for r in entries if (r["dwelling_id"], r["lot"]) == (promised["dwelling_id"], promised["lot"])]
    assert len(same) == 1


def test_without_a_group_there_is_nothing_to_plan(project: Project) -> None:
    with pytest.raises(RehabError, match="groupe"):
        schedule_groups(project, WHO, START, Progress())


@pytest.mark.shared
def test_official_files_get_the_label_of_their_certified_software(shared: Path, tmp_path: Path) -> None:
    with Project.create(tmp_path / "essai.rehab", "Essai", "62528") as project:
        import_paths(project, [shared / "dpe"], WHO, Progress())
        report = estimate_project(project, WHO, TODAY, Progress())
    assert report.compared > 100
    assert report.same_label / report.compared > 0.85
