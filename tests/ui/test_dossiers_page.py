"""The page Dossiers: the report of the town is printed, and to whom a dossier went is noted and can be undone."""

from pytestqt.qtbot import QtBot

from rehab_app.services.sending import sendings
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
