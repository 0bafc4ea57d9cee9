"""The page Dossiers: the report of the town is printed, and to whom a dossier went is noted and can be undone."""

from pytestqt.qtbot import QtBot

from rehab_app.core.paths import user_folder
from rehab_app.services.sending import sendings
from rehab_app.services.unfinished import left_behind
from rehab_app.ui.dossiers.page import DossiersPage
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.ui.visible import clipped


def test_the_report_of_the_town_is_printed_and_its_sending_noted(qtbot: QtBot, window: MainWindow) -> None:
    page = window.frame.show_page("dossiers")
    assert isinstance(page, DossiersPage)
    settle(window)
    page.audience.setCurrentIndex(page.audience.findData("town"))
    assert page.plans.rowCount() == 1
    page.plans.offer_ticks([True])
    page.print_button.click()
    settle(window)
    assert page.made.rowCount() == 1
    assert page.preview.pages >= 4

    assert not page.sending.button.isEnabled()
    page.made.selectRow(0)
    page.sending.to.setText("Service habitat")
    page.sending.way.choose("email")
    assert page.sending.button.isEnabled()
    page.sending.button.click()
    settle(window)
    cell = page.made.item(0, 3)
    assert cell is not None
    assert cell.text() == "Service habitat"
    assert page.sending.to.text() == ""
    assert not clipped(page)
    assert window.desk.session is not None
    project = window.desk.session.project
    ((noted,),) = sendings(project).values()
    assert (noted.sent_to, noted.way) == ("Service habitat", "email")
    project.undo(window.desk.session.who)
    assert not sendings(project)


def test_a_dossier_is_seen_before_it_is_printed_and_nothing_is_archived(qtbot: QtBot, window: MainWindow) -> None:
    page = window.frame.show_page("dossiers")
    assert isinstance(page, DossiersPage)
    settle(window)
    page.audience.setCurrentIndex(page.audience.findData("town"))
    page.plans.selectRow(0)
    qtbot.waitUntil(lambda: page.preview.pages >= 4, timeout=30_000)
    assert window.desk.session is not None
    assert not window.desk.session.project.rows("dossier")
    assert not list(user_folder("documents").rglob("*.pdf"))


def test_the_list_is_narrowed_to_a_group_and_what_is_hidden_is_not_ticked(qtbot: QtBot, window: MainWindow) -> None:
    page = window.frame.show_page("dossiers")
    assert isinstance(page, DossiersPage)
    settle(window)
    assert window.desk.session is not None
    project = window.desk.session.project
    homes = [row["id"] for row in project.rows("dwelling")][:3]
    with project.write("test", "Groups") as writer:
        near, far = writer.insert("owner_group", [{"name": "Rue proche"}, {"name": "Rue lointaine"}])
        groups = (near, near, far)
        members = [
            {"group_id": group, "dwelling_id": home, "stage": "interested"}
            for group, home in zip(groups, homes, strict=True)
        ]
        writer.insert("member", members)
    page.refresh()
    page.audience.setCurrentIndex(page.audience.findData("household"))
    qtbot.waitUntil(lambda: page.plans.rowCount() == 3, timeout=30_000)
    page.typed.setText("proche")
    page.all_button.click()
    assert page.plans.ticked() == [True, True, False]
    assert [page.plans.isRowHidden(row) for row in range(3)] == [False, False, True]
    assert "2" in page.print_button.text()


def test_a_sending_left_unfinished_is_found_again(window: MainWindow) -> None:
    page = window.frame.show_page("dossiers")
    assert isinstance(page, DossiersPage)
    settle(window)
    page.audience.setCurrentIndex(page.audience.findData("town"))
    page.plans.offer_ticks([True])
    page.print_button.click()
    settle(window)
    page.made.selectRow(0)
    page.sending.to.setFocus()
    page.sending.to.setText("Service habi")
    page.sending.to.textEdited.emit("Service habi")
    window.desk.drafts.flush()
    session = window.desk.session
    assert session is not None
    (entry,) = left_behind(session.project, session.who)
    page.sending.to.clear()
    window.desk.drafts.openers[entry.form](entry)
    settle(window)
    assert page.sending.to.text() == "Service habi"
    assert page.sending.button.isEnabled()
