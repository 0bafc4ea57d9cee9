"""A home that comes from no file: typed in a new neighbourhood, surveyed, described, estimated, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from rehab_app.storage.project import Project
from rehab_app.ui.dossiers.page import DossiersPage
from rehab_app.ui.home.page import HomePage
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.pictures import settle
from rehab_app.ui.shell.new_home import NewHome
from rehab_app.ui.window import MainWindow
from tests.ui.windows import opened, show_page


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on a neighbourhood without homes."""
    path = tmp_path / "neuf.rehab"
    Project.create(path, "Quartier neuf", "62528").close()
    with opened(path) as made:
        yield made


def form_of(window: MainWindow) -> NewHome:
    window.commands.new_home.trigger()
    page = window.frame.stack.currentWidget()
    assert isinstance(page, NewHome)
    window.activateWindow()
    return page


def type_into(page: NewHome, name: str, text: str) -> None:
    entry = page.form.lines[name].entry
    assert isinstance(entry, QLineEdit)
    entry.setFocus()
    QTest.keyClicks(entry, text)


def surveyed(window: MainWindow) -> HomePage:
    page = window.frame.stack.currentWidget()
    assert isinstance(page, HomePage)
    assert page.tabs.currentWidget() is page.visit
    return page


def test_a_home_is_typed_surveyed_described_and_estimated(window: MainWindow) -> None:
    page = form_of(window)
    page.form.submit()
    assert page.form.lines["address"].error == "Il faut l’adresse."
    type_into(page, "address", "12 rue Hoche")
    type_into(page, "postcode", "6275")
    page.form.submit()
    settle(window)
    assert page.form.lines["postcode"].error == "Un code postal a cinq chiffres."
    type_into(page, "postcode", "0")
    page.form.lines["tenure"].write("owner_occupied")
    page.form.submit()
    settle(window)
    home = surveyed(window)
    assert home.view is not None
    assert home.view.address == "12 rue Hoche"
    assert home.view.record["tenure"] == "owner_occupied"

    bundles = home.commands.compose.menu()
    bundles.aboutToShow.emit()
    bundles.actions()[0].trigger()
    settle(window)
    assert "Rien à faire dans 1 autre logement" in window.frame.notice.text

    home.visit.ask("built")
    box = home.visit.form.editors["period"].editor
    assert isinstance(box, Choice)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    settle(window)
    home.visit.describe.click()
    settle(window)
    assert home.view.estimate is not None
    assert home.view.estimate["state"] == "done"

    for _action in range(4):  # the estimate, the description, the answer, the works that found nothing to do
        window.commands.undo.trigger()
        settle(window)
    assert window.commands.undo.text() == "&Annuler\u00a0: Ajouter le logement 12 rue Hoche"
    window.commands.undo.trigger()
    settle(window)
    assert window.desk.homes is not None
    assert len(window.desk.homes) == 0


def test_an_address_that_is_there_already_is_refused_and_what_was_typed_stays(window: MainWindow) -> None:
    type_into(form_of(window), "address", "12 rue Hoche")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    settle(window)
    surveyed(window)
    again = form_of(window)
    type_into(again, "address", "12 RUE HOCHE")
    again.form.submit()
    settle(window)
    assert "déjà un logement à cette adresse" in again.form.lines["address"].error
    window.frame.show_page("quartier")
    assert form_of(window).form.lines["address"].text == "12 RUE HOCHE"


def test_each_audience_says_why_there_is_nothing_to_print_for_it(window: MainWindow) -> None:
    page = show_page(window, "dossiers", DossiersPage)
    told = {}
    for audience in ("artisan", "household", "landlord"):
        page.audience.setCurrentIndex(page.audience.findData(audience))
        settle(window)
        told[audience] = [words.text() for words in page.findChildren(QLabel) if words.isVisible()]
    assert any(text.startswith("Aucun groupement n’a encore de travaux") for text in told["artisan"])
    assert any(text.startswith("Aucun logement n’est encore dans un groupement") for text in told["household"])
    assert any(text.startswith("Aucun groupement n’a de logement d’un bailleur social") for text in told["landlord"])


def test_what_is_left_unfinished_is_not_offered_any_more_once_it_is_finished(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    type_into(form_of(window), "address", "14 rue Hoche")
    window.close()
    with opened(tmp_path / "neuf.rehab") as again:
        offer = again.frame.drafts
        assert offer.isVisible()
        page = form_of(again)
        assert page.form.lines["address"].text == "14 rue Hoche"
        page.form.submit()
        settle(again)
        assert not offer.isVisible()
