"""Who to call at the town hall: entered in the rules of the town, printed in the dossiers."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rehab_app.domain.edition import Contact
from rehab_app.services.contacts import contact_problems, drop_contact, keep_contact, town_contacts
from rehab_app.storage.database import Conflict
from rehab_app.storage.project import Project
from rehab_app.ui.catalogue.page import CataloguePage
from rehab_app.ui.catalogue.town_contacts import TownContacts
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.ui.windows import opened, show_page

ADVISER = {"role": "Conseil habitat", "name": "Mairie Exemple (fictif)", "phone": "01 99 00 00 01", "email": ""}


def contacts_part(window: MainWindow) -> TownContacts:
    page = show_page(window, "catalogue", CataloguePage)
    page.tabs.show_tab("rules")
    settle(window)
    return page.rules.contacts


def fill(part: TownContacts, values: dict[str, str]) -> None:
    for name, text in values.items():
        entry = part.form.lines[name].entry
        assert isinstance(entry, QLineEdit)
        entry.setFocus()
        entry.clear()
        QTest.keyClicks(entry, text)


def stored(town: Path) -> tuple[Contact, ...]:
    with Project.open(town) as project:
        return town_contacts(project.neighbourhood())


def test_a_contact_is_checked_kept_changed_moved_and_undone_by_name(window: MainWindow, town: Path) -> None:
    part = contacts_part(window)
    assert part.none.isVisible()
    part.fresh.click()
    part.form.submit()
    assert {name for name, line in part.form.lines.items() if line.error} == {"role", "name", "phone"}
    fill(part, {**ADVISER, "phone": "douze"})
    part.form.submit()
    assert part.form.lines["phone"].error == "Ce n’est pas un numéro de téléphone."
    fill(part, {"phone": ADVISER["phone"]})
    part.form.save.click()
    settle(window)
    assert stored(town) == (Contact(**ADVISER),)
    assert not part.form.lines["name"].text, "ready for another"
    fill(part, {"role": "Voirie", "name": "Voirie Exemple (fictif)", "phone": "", "email": "voirie@example.org"})
    part.form.save.click()
    settle(window)
    part.table.selectRow(1)
    part.up.click()
    settle(window)
    assert [one.role for one in stored(town)] == ["Voirie", "Conseil habitat"]
    part.up.click()
    settle(window)
    assert [one.role for one in stored(town)] == ["Voirie", "Conseil habitat"], (
        "it is followed: no second click moves it"
    )
    part.table.selectRow(0)
    part.remove.click()
    settle(window)
    assert [one.role for one in stored(town)] == ["Conseil habitat"]
    assert window.commands.undo.text().endswith("Voirie")
    page = show_page(window, "catalogue", CataloguePage)
    assert page.rules.history.rowCount() == 4, "each change is told, with who and when"
    window.commands.undo.trigger()
    settle(window)
    assert len(stored(town)) == 2


def test_a_contact_half_typed_comes_back_after_a_crash(qtbot: QtBot, town: Path) -> None:
    with opened(town) as made:
        part = contacts_part(made)
        part.start_new()
        fill(part, {"role": "Urbanisme", "name": "Urban"})
        made.desk.drafts.flush()
    with opened(town) as again:
        assert "contact de la commune" in again.frame.drafts.text.text()
        again.frame.drafts.take_button.click()
        settle(again)
        part = contacts_part(again)
        assert (part.form.lines["role"].text, part.form.lines["name"].text) == ("Urbanisme", "Urban")


def test_what_is_typed_of_a_contact_stays_with_it_when_another_goes(window: MainWindow, town: Path) -> None:
    with Project.open(town) as project:
        for role in ("Un", "Deux", "Trois"):
            keep_contact(project, "", town_contacts(project.neighbourhood()), -1, {**ADVISER, "role": role})
    part = contacts_part(window)
    part.table.selectRow(1)
    fill(part, {"phone": "3939"})
    part.table.selectRow(0)
    part.remove.click()
    settle(window)
    shown = {}
    for row in range(part.table.rowCount()):
        part.table.selectRow(row)
        shown[part.form.lines["role"].text] = part.form.lines["phone"].text
    assert shown == {"Deux": "3939", "Trois": ADVISER["phone"]}


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(town: Path) -> None:
    with Project.open(town) as project:
        keep_contact(project, "", (), -1, ADVISER)
        with pytest.raises(Conflict, match="entre-temps"):
            keep_contact(project, "", (), -1, {**ADVISER, "role": "Voirie"})
        seen = town_contacts(project.neighbourhood())
        drop_contact(project, "", seen, 0)
        assert town_contacts(project.neighbourhood()) == ()


@pytest.mark.parametrize(
    ("phone", "right"),
    [("3939", True), ("+33 (0)3 21 00 00 00", True), ("03.21.00.00.00", True), ("12", False), ("zéro trois", False)],
)
def test_a_phone_number_is_one_that_can_be_dialled(phone: str, right: bool) -> None:
    assert ("phone" not in contact_problems({**ADVISER, "phone": phone})) == right


def test_an_address_without_an_at_is_none() -> None:
    assert set(contact_problems({**ADVISER, "phone": "", "email": "habitat.example.org"})) == {"email"}
