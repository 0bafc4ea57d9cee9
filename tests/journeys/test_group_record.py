"""A group as a record, through a real window: shared costs, agreements, papers, works and days of a member."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rehab_app.services.group_view import Group
from rehab_app.storage.project import Project
from rehab_app.ui.groups.page import GroupsPage
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.journeys.working_town import MEMBERS, build_working
from tests.ui.windows import opened, show_page


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return build_working(tmp_path / "groupe.rehab", odd_works=False)


@pytest.fixture
def page(window: MainWindow) -> GroupsPage:
    found = show_page(window, "groups", GroupsPage)
    found.open_group(found.groups[0].group_id)
    return found


def tab(page: GroupsPage, key: str) -> Any:
    return page.detail.tabs.tab(key)


def the_group(page: GroupsPage) -> Group:
    (group,) = page.groups
    return group


def test_a_shared_cost_is_divided_shown_to_each_and_undone_by_name(window: MainWindow, page: GroupsPage) -> None:
    costs = tab(page, "costs")
    page.detail.tabs.setCurrentWidget(costs.parentWidget())
    costs.add.click()
    assert costs.lines["name"].error
    costs.lines["name"].write("Étude de sol (fictive)")
    costs.add.click()
    assert costs.lines["amount_eur_ht"].error == "Donnez un montant supérieur à zéro."
    costs.lines["amount_eur_ht"].write("1 000")
    costs.add.click()
    settle(window)
    parts = [costs.parts.item(row, 1) for row in range(MEMBERS)]
    shown = [item.text() for item in parts if item is not None]
    assert shown.count("166,67\u202f€") == 4
    assert shown.count("166,66\u202f€") == 2
    assert "Votre changement" in page.detail._told_above.text()
    assert page.detail._told_above.isVisible()
    assert not costs.lines["name"].text
    assert window.commands.undo.text().endswith("Rue de l’Essai 3–15\u00a0: partager Étude de sol (fictive)")

    costs.key.setCurrentIndex(costs.key.findData("works"))
    costs.key.activated.emit(costs.key.currentIndex())
    settle(window)
    assert the_group(page).key == "works"
    window.commands.undo.trigger()
    settle(window)
    window.commands.undo.trigger()
    settle(window)
    assert the_group(page).shared == ()
    assert costs.costs.rowCount() == 0


def test_a_member_that_leaves_raises_the_part_of_each_other(window: MainWindow, page: GroupsPage) -> None:
    costs = tab(page, "costs")
    costs.lines["name"].write("Base vie")
    costs.lines["amount_eur_ht"].write("3000")
    costs.submit()
    settle(window)
    before = the_group(page)
    leaving = before.members[-1].home.home_id
    page.detail.members.choose(leaving)
    page.detail.out_button.click()
    settle(window)
    after = the_group(page)
    assert set(before.prices.shared.values()) == {500.0}
    assert set(after.prices.shared.values()) == {600.0}
    shown = [page.detail.members.item(row, 6) for row in range(MEMBERS - 1)]
    assert all(item is not None and item.text().startswith("+") for item in shown)


def test_an_agreement_is_noted_changed_to_agreed_and_taken_back(window: MainWindow, page: GroupsPage) -> None:
    shown = tab(page, "agreements")
    page.detail.tabs.setCurrentWidget(shown.parentWidget())
    shown.lines["kind"].write("landlord_window")
    assert shown.lines["from"].isVisible()
    assert not shown.lines["home"].isVisible()
    shown.lines["state"].write("asked")
    shown.lines["from"].write("01/03/2027")
    shown.lines["until"].write("01/02/2027")
    shown.keep.click()
    assert "finit avant" in shown.lines["until"].error
    shown.lines["until"].write("30/06/2027")
    shown.keep.click()
    settle(window)
    (kept,) = the_group(page).agreements
    assert isinstance(kept, dict)
    assert (kept["kind"], kept["state"], kept["from"]) == ("landlord_window", "asked", "2027-03-01")

    shown.agreements.selectRow(0)
    shown.lines["state"].write("agreed")
    shown.keep.click()
    assert shown.lines["agreed_on"].error
    shown.lines["agreed_on"].write("15/01/2027")
    shown.keep.click()
    settle(window)
    (kept,) = the_group(page).agreements
    assert isinstance(kept, dict)
    assert kept["agreed_on"] == "2027-01-15"
    shown.agreements.selectRow(0)
    shown.drop.click()
    settle(window)
    assert the_group(page).agreements == ()
    window.commands.undo.trigger()
    settle(window)
    assert len(the_group(page).agreements) == 1


def test_a_paper_of_the_group_is_kept_and_goes_with_an_agreement(
    window: MainWindow, page: GroupsPage, tmp_path: Path
) -> None:
    shown = tab(page, "agreements")
    Image.new("RGB", (60, 40), "white").save(tmp_path / "accord signé.png")
    (tmp_path / "notes.txt").write_text("rien")
    shown.papers.take([tmp_path / "accord signé.png", tmp_path / "notes.txt"])
    settle(window)
    assert [one.title for one in shown.papers.documents] == ["accord signé"]
    assert "notes.txt" in window.frame.notice.text
    shown.lines["kind"].write("landlord")
    shown.lines["document_id"].write(str(shown.papers.documents[0].id))
    shown.submit()
    settle(window)
    (kept,) = the_group(page).agreements
    assert isinstance(kept, dict)
    assert kept["document_id"] == shown.papers.documents[0].id
    shown.papers.table.selectRow(0)
    shown.papers.drop.click()
    settle(window)
    assert shown.papers.documents == ()
    assert "Retirer le document" in window.commands.undo.text()  # without its title, which may name somebody


def test_a_quote_shows_on_its_line_and_changes_the_price(window: MainWindow, page: GroupsPage, town: Path) -> None:
    shown = tab(page, "member")
    home = the_group(page).members[0].home.home_id
    shown.choose(home)
    with Project.open(town) as project, project.write("", "Devis") as writer:
        quote = {"firm_id": 2, "dwelling_id": home, "work": "windows_pvc", "unit_price_eur_ht": 900.0}
        writer.insert("quote", [{**quote, "quoted_on": datetime.date(2027, 1, 8)}])
    page.refresh()
    settle(window)
    rows = [[shown.lines.item(row, at) for at in range(6)] for row in range(shown.lines.rowCount())]
    told = [[item.text() for item in row if item is not None] for row in rows]
    (windows,) = (row for row in told if "devis" in row[-1])
    assert windows[4] == "8\u202f100"
    assert windows[-1] == "devis, Fenêtres Essai (fictif), 08/01/2027"


def test_a_quote_for_each_member_is_recorded_on_its_line_and_undone(window: MainWindow, page: GroupsPage) -> None:
    shown = tab(page, "member")
    page.detail.tabs.setCurrentWidget(shown.parentWidget())
    assert not shown.price.record.isEnabled()
    row = next(at for at, line in enumerate(the_group(page).lines(the_group(page).members[0].home)) if line.unit == "u")
    shown.lines.selectRow(row)
    shown.price.price.setText("zéro")
    shown.price.record.click()
    assert "n’est pas un nombre" in shown.price.error.text()
    shown.price.price.setText("500")
    shown.price.for_all.setChecked(True)
    shown.price.record.click()
    settle(window)
    group = the_group(page)
    asked = [group.lines(member.home)[row].asked for member in group.inside]
    assert [one.amount_eur_ht for one in asked if one is not None] == [4_500.0] * MEMBERS
    assert page.detail._told_above.isVisible()
    assert "Votre changement" in page.detail._told_above.text()
    window.commands.undo.trigger()
    settle(window)
    assert the_group(page).lines(group.members[0].home)[row].asked is None


def test_days_of_a_household_are_entered_checked_and_removed(window: MainWindow, page: GroupsPage, town: Path) -> None:
    shown = tab(page, "member")
    page.detail.tabs.setCurrentWidget(shown.parentWidget())
    shown.day_lines["from"].write("12/04/2027")
    shown.add_days.click()
    assert shown.day_lines["until"].error == "Donnez les deux jours."
    shown.day_lines["until"].write("23/04/2027")
    shown.add_days.click()
    settle(window)
    with Project.open(town) as project:
        (member,) = (row for row in project.rows("member") if row["availability"])
    assert member["availability"] == [{"kind": "absent", "from": "2027-04-12", "until": "2027-04-23"}]
    item = shown.days.item(0, 0)
    assert item is not None
    assert item.text() == "personne ne peut y travailler\u00a0: du 12 avril 2027 au 23 avril 2027"
    shown.days.selectRow(0)
    shown.drop_days.click()
    settle(window)
    assert the_group(page).members[0].availability == ()
    assert window.commands.undo.text().endswith("Jours de 3 Rue de l’Essai")


def test_a_work_that_finds_nothing_to_do_is_refused_beside_the_lines(window: MainWindow, page: GroupsPage) -> None:
    shown = tab(page, "member")
    page.detail.tabs.setCurrentWidget(shown.parentWidget())
    shown.works.choose("flat_roof")
    shown.add.click()
    settle(window)
    assert "ne trouve rien à faire" in shown.problem.text()
    assert shown.problem.isVisible()


def test_what_was_typed_comes_back_after_a_crash(qtbot: QtBot, town: Path) -> None:
    with opened(town) as made:
        page = made.frame.show_page("groups")
        assert isinstance(page, GroupsPage)
        settle(made)
        page.open_group(page.groups[0].group_id)
        entry = tab(page, "costs").lines["name"].entry
        assert isinstance(entry, QLineEdit)
        entry.setText("Coordination du chan")
        entry.textEdited.emit(entry.text())
        made.desk.drafts.flush()
    with opened(town) as again:
        offer = again.frame.drafts
        assert "coût partagé de Rue de l’Essai 3–15" in offer.text.text()
        offer.take_button.click()
        settle(again)
        page = again.frame.show_page("groups")
        assert isinstance(page, GroupsPage)
        assert page.detail.tabs.currentWidget() is tab(page, "costs").parentWidget()
        assert tab(page, "costs").lines["name"].text == "Coordination du chan"
        tab(page, "costs").lines["amount_eur_ht"].write("800")
        tab(page, "costs").submit()
        settle(again)
        again.desk.drafts.flush()
    with Project.open(town) as project:
        assert project.drafts() == []
        assert project.rows("owner_group")[0]["shared_costs"][0]["name"] == "Coordination du chan"


def test_all_that_is_pressed_or_chosen_has_a_name(page: GroupsPage) -> None:
    widgets: list[QWidget] = [*page.detail.findChildren(QAbstractButton), *page.detail.findChildren(QComboBox)]
    nameless = [one for one in widgets if not (one.accessibleName() or getattr(one, "text", str)())]
    inside = {"qt_tableview_cornerbutton", "ScrollLeftButton", "ScrollRightButton"}
    assert [one for one in nameless if one.objectName() not in inside] == []
    assert all(box.accessibleName() for box in page.detail.findChildren(Choice))
