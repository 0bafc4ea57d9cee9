"""Firms of the town, their certificates, days away and prices, entered through a real window."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rehab_app.services.catalogue_view import Certificate
from rehab_app.services.firm_editing import siret_problem
from rehab_app.storage.project import Project
from rehab_app.ui.catalogue.certificates import ending_words
from rehab_app.ui.catalogue.page import CataloguePage
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.journeys.working_town import build_working
from tests.ui.windows import opened, show_page


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return build_working(tmp_path / "catalogue.rehab")


@pytest.fixture
def page(window: MainWindow) -> CataloguePage:
    return show_page(window, "catalogue", CataloguePage)


def test_a_wrong_siret_is_told_beside_its_field_and_never_written(
    window: MainWindow, page: CataloguePage, town: Path
) -> None:
    page.tabs.show_tab("firms")
    page.firms.table.selectRow(0)
    siret = page.firms.lines["siret"]
    siret.write("123 456 789 00013")
    page.firms.submit()
    settle(window)
    assert siret.error == "Ce n’est pas un SIRET\u00a0: sa clé de contrôle est fausse."
    assert siret.text == "123 456 789 00013"
    with Project.open(town) as project:
        assert {row["siret"] for row in project.rows("firm")} == {"00000000000017"}

    siret.write("732 829 320 00074")
    page.firms.submit()
    settle(window)
    assert not siret.error
    with Project.open(town) as project:
        assert "73282932000074" in {row["siret"] for row in project.rows("firm")}
    window.commands.undo.trigger()
    settle(window)
    assert siret.text == "00000000000017"


def test_a_new_firm_says_all_that_it_lacks_then_is_kept(window: MainWindow, page: CataloguePage, town: Path) -> None:
    firms = page.firms
    firms.start_new()
    firms.lines["email"].write("sans arobase")
    firms.submit()
    assert {name for name, line in firms.lines.items() if line.error} == {"name", "crews", "email"}
    assert "au moins un lot" in firms.trades.error.text()

    firms.lines["name"].write("Plâtres Essai (fictif)")
    firms.lines["crews"].write("2")
    firms.lines["email"].write("")
    firms.trades.boxes["lining"].setChecked(True)
    firms.certificates.domain.setText("Isolation des planchers bas")
    firms.certificates.begins.setText("01/03/2026")
    firms.certificates.ends.setText("28/02/2025")
    firms.submit()
    assert firms.certificates.error.text() == "Elle finit avant de commencer."
    firms.certificates.ends.setText("28/02/2030")
    firms.submit()
    settle(window)
    with Project.open(town) as project:
        firm = project.rows("firm")[-1]
    assert (firm["name"], firm["crews"], firm["lots"]) == ("Plâtres Essai (fictif)", 2, ["lining"])
    assert firm["qualifications"] == [
        {"domain": "Isolation des planchers bas", "from": "2026-03-01", "until": "2030-02-28"}
    ]
    assert window.commands.undo.text().endswith("Ajouter l’entreprise Plâtres Essai (fictif)")


def test_a_firm_with_dates_in_the_calendar_is_not_removed(window: MainWindow, page: CataloguePage, town: Path) -> None:
    page.firms.table.selectRow(0)
    page.firms.remove.click()
    settle(window)
    assert window.frame.notice.isVisible()
    assert "sert encore\u00a0: travaux au calendrier." in window.frame.notice.text
    with Project.open(town) as project:
        assert len(project.rows("firm")) == 2
    assert page.firms.lines["name"].text


def test_a_certificate_that_ends_is_told_in_time() -> None:
    today = datetime.date(2026, 11, 22)
    soon = Certificate("Fenêtres", None, datetime.date(2027, 1, 31))
    past = Certificate("Ventilation", None, datetime.date(2026, 10, 31))
    told = ending_words([soon, past], today)
    assert "“Fenêtres” ends on" in told or "«\u202fFenêtres\u202f» prend fin" in told
    assert "31" in told


@given(st.integers(0, 10**13 - 1).map(lambda number: f"{number:013d}"))
def test_of_ten_last_digits_one_makes_a_siret(head: str) -> None:
    if not head.startswith("356000000"):
        assert sum(not siret_problem(f"{head}{digit}") for digit in range(10)) == 1


def test_invented_firms_keep_the_number_no_firm_has() -> None:
    assert siret_problem("00000000000017", fictional=True) == ""
    assert siret_problem("00000000000017") != ""


def test_days_away_place_and_a_price_of_a_firm_are_entered(window: MainWindow, page: CataloguePage, town: Path) -> None:
    firms = page.firms
    firms.table.selectRow(0)
    name = firms.lines["name"].text
    firms.absences.lines["from"].setText("02/08/2027")
    firms.absences.lines["until"].setText("01/08/2027")
    firms.lines["latitude_deg"].write("950")
    firms.submit()
    assert "Pas plus de" in firms.lines["latitude_deg"].error
    firms.lines["latitude_deg"].write("50,46")
    firms.lines["longitude_deg"].write("-2,79")
    firms.submit()
    assert firms.absences.error.text() == "Elle finit avant de commencer."
    firms.absences.lines["until"].setText("20/08/2027")
    firms.submit()
    settle(window)
    with Project.open(town) as project:
        (kept,) = project.rows("firm", name=name)
    assert kept["absences"] == [{"from": "2027-08-02", "until": "2027-08-20", "crews": 0}]
    assert (kept["latitude_deg"], kept["longitude_deg"]) == (50.46, -2.79)
    assert firms.lines["longitude_deg"].text == "-2,79"
    item = firms.absences.table.item(0, 1)
    assert item is not None
    assert item.text() == "toutes les équipes"

    firms.prices.work.choose("loft_mineral")
    firms.prices.price.setText("vingt")
    firms.prices.record()
    assert "n’est pas un nombre" in firms.prices.error.text()
    firms.prices.price.setText("21,5")
    firms.prices.add.click()
    settle(window)
    asked = firms.prices.table.item(0, 1)
    assert asked is not None
    assert asked.text() == "21,50"
    window.commands.undo.trigger()
    settle(window)
    assert firms.prices.table.rowCount() == 0


def typed(entry: QWidget, text: str) -> None:
    """A text typed by hand."""
    assert isinstance(entry, QLineEdit)
    entry.setFocus()
    entry.clear()
    QTest.keyClicks(entry, text)


def test_trades_certificates_crews_days_away_and_a_price_come_back_after_a_crash(qtbot: QtBot, town: Path) -> None:
    with opened(town) as made:
        firms = show_page(made, "catalogue", CataloguePage).firms
        show_page(made, "catalogue", CataloguePage).tabs.show_tab("firms")
        firms.table.selectRow(0)
        number, before = firms.lines["name"].text, firms.trades.lots
        other = next(lot for lot in firms.trades.boxes if lot not in before)
        firms.trades.boxes[other].click()
        typed(firms.lines["crews"].entry, "7")
        typed(firms.certificates.domain, "Isolation (fictif)")
        typed(firms.certificates.begins, "01/02/2027")
        firms.certificates.add.click()
        typed(firms.certificates.domain, "Half a word")
        typed(firms.absences.lines["from"], "02/08/2027")
        typed(firms.absences.lines["until"], "20/08/2027")
        firms.absences.add.click()
        typed(firms.absences.lines["crews"], "1")
        firms.prices.work.choose("loft_mineral")
        typed(firms.prices.price, "21,5")
        firms.table.selectRow(1)  # another firm, and back: what was typed waits
        assert firms.trades.lots != [*before, other]
        made.desk.drafts.flush()
    with opened(town) as again:
        again.frame.drafts.take_button.click()
        settle(again)
        firms = show_page(again, "catalogue", CataloguePage).firms
        assert firms.lines["name"].text == number
        assert set(firms.trades.lots) == {*before, other}
        assert firms.lines["crews"].text == "7"
        assert firms.certificates.certificates[-1].domain == "Isolation (fictif)"
        assert firms.certificates.domain.text() == "Half a word"
        assert [one["from"] for one in firms.absences.absences] == ["2027-08-02"]
        assert firms.absences.lines["crews"].text() == "1"
        assert (firms.prices.work.currentData(), firms.prices.price.text()) == ("loft_mineral", "21,5")
        firms.absences.lines["crews"].clear()
        firms.certificates.domain.clear()
        firms.save.click()
        settle(again)
        with Project.open(town) as project:
            (kept,) = project.rows("firm", name=number)
        assert other in kept["lots"]
        assert kept["crews"] == 7
        left = again.desk.drafts.get("firm", str(kept["id"]))
        assert set(left) == {"price"}, "that is recorded by itself"
        firms.prices.add.click()
        settle(again)
        assert not again.desk.drafts.get("firm", str(kept["id"]))


def test_a_firm_half_typed_comes_back_after_a_crash(qtbot: QtBot, town: Path) -> None:
    with opened(town) as made:
        page = made.frame.show_page("catalogue")
        assert isinstance(page, CataloguePage)
        settle(made)
        page.firms.table.selectRow(1)
        name, entry = page.firms.lines["name"].text, page.firms.lines["phone"].entry
        assert isinstance(entry, QLineEdit)
        entry.setText("01 99 00 00")
        entry.textEdited.emit(entry.text())
        made.desk.drafts.flush()
    with opened(town) as again:
        assert f"entreprise {name}" in again.frame.drafts.text.text()
        again.frame.drafts.take_button.click()
        settle(again)
        page = again.frame.show_page("catalogue")
        assert isinstance(page, CataloguePage)
        assert page.firms.lines["name"].text == name
        assert page.firms.lines["phone"].text == "01 99 00 00"
