"""Forming a group and losing a member, through a real window: each price follows at once and everything is undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from rehab_app.core.progress import Progress
from rehab_app.planning.rates import rates
from rehab_app.services.group_prices import effect
from rehab_app.services.group_view import Group, read_board
from rehab_app.services.grouping import group_neighbours
from rehab_app.storage.project import Project
from rehab_app.ui.groups.page import GroupsPage
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.journeys.working_town import MEMBERS, build_working
from tests.ui.windows import show_page


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return build_working(tmp_path / "groupe.rehab")


@pytest.fixture
def page(window: MainWindow) -> GroupsPage:
    return show_page(window, "groups", GroupsPage)


def the_group(page: GroupsPage) -> Group:
    (group,) = page.groups
    return group


def opened_group(page: GroupsPage, window: MainWindow) -> Group:
    QTest.keyClick(page.board.columns["sensed"], Qt.Key.Key_Down)
    QTest.keyClick(page.board.columns["sensed"], Qt.Key.Key_Return)
    settle(window)
    assert page.open_id == the_group(page).group_id
    return the_group(page)


def drop(target: QWidget, kind: str, content: str) -> None:
    data = QMimeData()
    data.setData(kind, content.encode())
    target.dropEvent(
        QDropEvent(
            QPointF(QPoint(5, 5)),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_member_taken_out_changes_the_price_of_each_other_and_undo_brings_it_back(
    window: MainWindow, page: GroupsPage
) -> None:
    group = opened_group(page, window)
    before = group.prices
    leaving = group.members[2].home
    page.detail.members.choose(leaving.home_id)
    expected = effect(before, group.without(leaving.home_id))
    assert all(change > 0 for change in expected.values())
    assert f"Si {leaving.address} part" in page.detail.effect.text()

    QTest.keyClick(page.detail.members, Qt.Key.Key_Delete)
    settle(window)
    after = the_group(page)
    assert len(after.inside) == MEMBERS - 1
    assert effect(before, after.prices) == pytest.approx(expected)
    assert "Votre changement" in page.detail.effect.text()
    shown = [page.detail.members.item(row, 6) for row in range(MEMBERS - 1)]
    assert all(item is not None and item.text().startswith("+") for item in shown)

    window.commands.undo.trigger()
    settle(window)
    assert the_group(page).prices == before


def test_a_member_that_withdraws_stays_in_sight_with_its_effect_and_leaves_the_calendar(
    window: MainWindow, page: GroupsPage, town: Path
) -> None:
    group = opened_group(page, window)
    leaving = group.members[0].home
    page.detail.members.choose(leaving.home_id)
    page.detail.leave_button.click()
    settle(window)
    after = the_group(page)
    assert [member.home.home_id for member in after.withdrawn] == [leaving.home_id]
    assert f"{leaving.address} s’est retiré" in page.detail._withdrawn.text()
    with Project.open(town) as project:
        assert not project.rows("calendar_entry", dwelling_id=leaving.home_id)
        assert project.rows("dwelling", id=leaving.home_id)[0]["stage"] == "withdrawn"

    page.detail.members.choose(leaving.home_id)
    page.detail.in_button.click()
    settle(window)
    assert len(the_group(page).inside) == MEMBERS


def test_a_neighbour_dropped_into_the_group_joins_with_the_works_it_chose(window: MainWindow, page: GroupsPage) -> None:
    group = opened_group(page, window)
    (home, *_others) = page._groups.neighbours(group)
    expected = group.with_home(home)
    drop(page.detail.members, "application/x-rehab-home", str(home.home_id))
    settle(window)
    assert the_group(page).prices.price == pytest.approx(expected.price)
    assert window.commands.undo.text().endswith(f"Ajouter {home.address} au groupement Rue de l’Essai 3–15")


def test_a_home_without_chosen_works_is_refused_with_what_to_do(window: MainWindow, page: GroupsPage) -> None:
    group = opened_group(page, window)
    assert window.desk.homes is not None
    bare = int(window.desk.homes.ids[-1])
    page.detail.take_in(bare)
    settle(window)
    assert "Composez d’abord ses travaux" in window.frame.notice.text
    assert len(the_group(page).members) == len(group.members)


def test_a_card_moved_from_the_keyboard_takes_its_homes_along(window: MainWindow, page: GroupsPage, town: Path) -> None:
    column = page.board.columns["sensed"]
    QTest.keyClick(column, Qt.Key.Key_Down)
    QTest.keyClick(column, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    group = the_group(page)
    assert (group.stage, {member.stage for member in group.members}) == ("interested", {"interested"})
    with Project.open(town) as project:
        stages = {row["stage"] for row in project.rows("dwelling", id=[m.home.home_id for m in group.members])}
    assert stages == {"interested"}
    assert page.board.columns["interested"].count() == 1
    window.commands.undo.trigger()
    settle(window)
    assert the_group(page).stage == "sensed"


def test_a_card_dropped_on_another_stage_gets_it(window: MainWindow, page: GroupsPage) -> None:
    drop(page.board.columns["committed"], "application/x-rehab-group", str(the_group(page).group_id))
    settle(window)
    assert the_group(page).stage == "committed"


def test_groups_are_proposed_as_a_job_and_say_why(window: MainWindow, page: GroupsPage) -> None:
    page.propose.click()
    settle(window)
    assert "groupement proposé" in window.frame.notice.text
    group = the_group(page)
    page.open_group(group.group_id)
    assert any("étiquetés F ou G" in reason for reason in group.reasons)
    assert group.reasons[0] in page.detail._reasons.text()


def test_the_saving_shown_is_the_one_the_proposal_was_made_for(town: Path) -> None:
    with Project.open(town) as project:
        report = group_neighbours(project, "", Progress())
        board = read_board(project, Progress())
    for proposal, group in zip(report.proposals, board.groups, strict=True):
        prices = group.prices
        assert prices.total_low_eur_ht == pytest.approx(proposal.saving_low_eur_ht)
        assert prices.total_high_eur_ht == pytest.approx(proposal.saving_high_eur_ht)


def test_fewer_homes_than_a_shared_order_asks_save_on_the_scaffold_only(town: Path) -> None:
    with Project.open(town) as project:
        group = read_board(project, Progress()).groups[0]
    few = [member.home for member in group.members[:2]]
    assert len(few) < rates().others.homes
    scaffold = sum(home.priced.scaffold.typical for home in few)
    saved = Group(1, 1, "", "", "", "", (), group.members[:2], group.walls).prices
    assert saved.total_high_eur_ht == pytest.approx(scaffold * rates().scaffold.high * saved.walls)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    window: MainWindow, page: GroupsPage, town: Path
) -> None:
    group = the_group(page)
    with Project.open(town) as other, other.write("Collègue", "Autre étape") as writer:
        writer.update("owner_group", group.group_id, group.version, {"stage": "quoted"})
    page.board.moved.emit(group.group_id, "committed")
    settle(window)
    assert "Collègue" in window.frame.notice.text


def test_selected_neighbours_become_a_group_that_opens_and_is_taken_apart(
    window: MainWindow, page: GroupsPage, town: Path
) -> None:
    before = the_group(page)
    moved = before.members[0].home.home_id
    free = [home.home_id for home in page._groups.neighbours(before)]
    assert not page.form.isEnabled()
    window.desk.selection.choose([moved, *free[:1]])
    page.form.click()
    settle(window)
    made = page.groups[-1]
    assert page.open_id == made.group_id
    assert {member.home.home_id for member in made.members} == {moved, free[0]}
    assert len(page.groups[0].inside) == MEMBERS - 1
    assert made.name == "Rue de l’Essai 1–3"
    with Project.open(town) as project:
        assert not project.rows("calendar_entry", dwelling_id=moved)

    page.detail.apart.click()
    settle(window)
    assert page.open_id == -1
    assert [group.group_id for group in page.groups] == [before.group_id]
    window.commands.undo.trigger()
    window.commands.undo.trigger()
    settle(window)
    assert len(the_group(page).inside) == MEMBERS


def test_a_group_with_promised_dates_is_not_taken_apart(window: MainWindow, page: GroupsPage, town: Path) -> None:
    with Project.open(town) as project, project.write("", "Promesse") as writer:
        entry = writer.rows("calendar_entry")[0]
        writer.update("calendar_entry", entry["id"], entry["version"], {"promised": 1})
    opened_group(page, window)
    page.detail.apart.click()
    settle(window)
    assert "promesses" in window.frame.notice.text
    assert len(page.groups) == 1


def test_a_home_marked_never_to_be_proposed_says_so_and_is_left_out_next_time(
    window: MainWindow, page: GroupsPage, town: Path
) -> None:
    home = opened_group(page, window).members[0].home
    page.detail.members.choose(home.home_id)
    menu = page.detail.members.wish_menu()
    (never,) = [action for action in menu.actions() if action.text() == "Ne pas proposer"]
    never.trigger()
    settle(window)
    shown = page.detail.members.item(0, 0)
    assert shown is not None
    assert shown.text() == f"{home.address} (ne pas proposer)"
    with Project.open(town) as project:
        assert project.rows("dwelling", id=home.home_id)[0]["group_wish"] == "never"
    window.commands.undo.trigger()
    settle(window)
    assert the_group(page).members[0].home.wish == ""
