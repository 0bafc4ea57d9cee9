"""A member's own works show in its price and in the work plans; its days bind the calendar."""

import datetime
import shutil
from pathlib import Path

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.availability import days_text, days_typed, set_availability
from rehab_app.services.composing import compose
from rehab_app.services.estimating import estimate_project
from rehab_app.services.group_forming import form_group
from rehab_app.services.group_lines import variant_of
from rehab_app.services.group_view import Group, read_board
from rehab_app.services.importing import import_paths
from rehab_app.services.personal_works import choose_works
from rehab_app.services.sample import sample_folder
from rehab_app.services.sampling.files import FIRM_LIST, FOOTPRINTS, LIST, SURVEYS
from rehab_app.services.scheduling import schedule_groups
from rehab_app.services.work_plans import WorkPlans
from rehab_app.storage.project import Project

WHO = "Testeuse"
TODAY = datetime.date(2026, 7, 1)
START = datetime.date(2027, 4, 5)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional neighbourhood with six neighbours in a group."""
    place = tmp_path_factory.mktemp("sample") / "quartier.rehab"
    with Project.create(place, "Quartier (fictif)", "62528", fictional=True) as project:
        files = (FOOTPRINTS, SURVEYS, LIST, FIRM_LIST)
        import_paths(project, [sample_folder() / name for name in files], WHO, Progress())
        homes = [row["id"] for row in project.rows("dwelling", tenure="owner_occupied")][:6]
        estimate_project(project, WHO, TODAY, Progress(), homes)
        compose(project, WHO, "whole", TODAY, Progress(), homes)
        form_group(project, WHO, homes)
    return place


@pytest.fixture
def project(sample: Path, tmp_path: Path) -> Project:
    copy = tmp_path / "copie.rehab"
    shutil.copy(sample, copy)
    return Project.open(copy)


def group_of(project: Project) -> Group:
    (group,) = read_board(project, Progress()).groups
    return group


def test_a_work_of_its_own_is_counted_apart_shown_to_the_firms_and_taken_back(project: Project) -> None:
    group = group_of(project)
    member = group.members[0]
    common = [line.work for line in group.lines(member.home)]
    choose_works(project, WHO, member.member_id, [*common, "photovoltaics"], TODAY)
    after = group_of(project)
    mine = after.members[0]
    assert mine.member_id == member.member_id
    own = [line for line in after.lines(mine.home) if not line.common]
    assert [line.work for line in own] == ["photovoltaics"]
    rise = after.prices.price[mine.home.home_id].typical - group.prices.price[mine.home.home_id].typical
    assert rise == pytest.approx(own[0].estimate.typical), "no share of it is saved"
    others = {home: price for home, price in after.prices.price.items() if home != mine.home.home_id}
    assert others == {home: group.prices.price[home] for home in others}
    plan = WorkPlans(project).dossier(after.group_id, "solar", 0, TODAY)
    assert [house.address for house in plan.houses] == [mine.home.address]
    assert "Choisi par ce logement seul" in plan.houses[0].remarks[0]
    heating = WorkPlans(project).dossier(after.group_id, "heating", 0, TODAY)
    assert not any("seul" in remark for house in heating.houses for remark in house.remarks)

    choose_works(project, WHO, mine.member_id, common, TODAY)
    assert group_of(project).prices.price == pytest.approx(group.prices.price)
    project.undo(WHO)
    project.undo(WHO)
    assert group_of(project).prices == group.prices


def test_a_variant_takes_the_place_of_the_common_work(project: Project) -> None:
    group = group_of(project)
    member = next(one for one in group.members if "windows_pvc" in [line.work for line in group.lines(one.home)])
    works = [line.work for line in group.lines(member.home)]
    assert variant_of("windows_wood", works) == "windows_pvc"
    with pytest.raises(RehabError, match="variantes"):
        choose_works(project, WHO, member.member_id, [*works, "windows_wood"], TODAY)
    swapped = ["windows_wood" if work == "windows_pvc" else work for work in works]
    choose_works(project, WHO, member.member_id, swapped, TODAY)
    after = group_of(project)
    mine = next(one for one in after.members if one.member_id == member.member_id)
    (line,) = (one for one in after.lines(mine.home) if not one.common)
    assert (line.work, line.instead_of) == ("windows_wood", "windows_pvc")


def test_nothing_at_all_is_no_choice(project: Project) -> None:
    with pytest.raises(RehabError, match="Rien"):
        choose_works(project, WHO, group_of(project).members[0].member_id, [], TODAY)


def test_days_of_a_household_bind_the_calendar_and_are_undone(project: Project) -> None:
    group = group_of(project)
    member = group.members[0]
    version = project.rows("member", id=member.member_id)[0]["version"]
    known = [days_typed("absent", "05/04/2027", "30/06/2027")]
    assert days_text(known[0]).endswith("du 5 avril 2027 au 30 juin 2027")
    set_availability(project, WHO, member.member_id, version, member.home.address, known)
    schedule_groups(project, WHO, START, Progress(), [group.group_id], seconds=2)
    mine = project.rows("calendar_entry", dwelling_id=member.home.home_id)
    assert mine
    assert min(row["starts_on"] for row in mine) > datetime.date(2027, 6, 30)
    project.undo(WHO)
    assert project.undo(WHO) is not None
    assert group_of(project).members[0].availability == ()


@pytest.mark.parametrize(
    ("first", "last", "where"),
    [("", "30/06/2027", "from"), ("1/1/27x", "", "from"), ("05/04/2027", "01/04/2027", "until")],
)
def test_days_that_cannot_be_are_refused(first: str, last: str, where: str) -> None:
    with pytest.raises(RehabError) as caught:
        days_typed("only", first, last)
    assert caught.value.where == where
