"""Firms, aids and rules of the town, entered and read through a real window."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from rehab_app.services.aid_tables import aid_tables
from rehab_app.services.catalogue_view import Certificate
from rehab_app.services.firm_editing import siret_problem
from rehab_app.services.town import read_rules
from rehab_app.storage.project import Project
from rehab_app.ui.catalogue.certificates import ending_words
from rehab_app.ui.catalogue.page import CataloguePage
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.journeys.working_town import build_working
from tests.ui.windows import opened


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.rehab"
    build_working(path)
    return path


@pytest.fixture
def window(qtbot: QtBot, town: Path) -> Iterator[MainWindow]:
    with opened(town) as made:
        yield made


@pytest.fixture
def page(window: MainWindow) -> CataloguePage:
    found = window.frame.show_page("catalogue")
    assert isinstance(found, CataloguePage)
    settle(window)
    return found


def test_a_wrong_siret_is_told_beside_its_field_and_never_written(
    window: MainWindow, page: CataloguePage, town: Path
) -> None:
    page.tabs.setCurrentWidget(page.firms)
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
    assert "au moins un lot" in firms._lots_error.text()

    firms.lines["name"].write("Plâtres Essai (fictif)")
    firms.lines["crews"].write("2")
    firms.lines["email"].write("")
    firms.lots["lining"].setChecked(True)
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


def test_works_show_prices_with_their_year_and_whose_they_are(page: CataloguePage) -> None:
    page.works.filter.setText("combles perdus, laine")
    assert page.works.table.rowCount() == 1
    price = page.works._price.text()
    assert "2017" in price
    assert "Effinergie" in price
    assert "Supposé, à remplacer par des devis\u00a0: haut" in price
    assert "BAR-EN-101" in page.works._blocks["criteria"].text()


def test_aids_follow_the_date(window: MainWindow, page: CataloguePage) -> None:
    page.tabs.setCurrentWidget(page.aids)
    page.aids.on.setDate(QDate(2025, 2, 1))
    settle(window)
    page.aids.families.selectRow(1)
    first = page.aids.rules.item(0, 5)
    assert first is not None
    assert "40\u202f000" in first.text()
    page.aids.next.click()
    settle(window)
    assert page.aids.on.date() == QDate(2025, 9, 30)
    first = page.aids.rules.item(0, 5)
    assert first is not None
    assert "30\u202f000" in first.text()


def test_every_day_since_2025_has_its_tables() -> None:
    for month in range(24):
        on = datetime.date(2025 + month // 12, month % 12 + 1, 15)
        tables = aid_tables(on)
        assert {"income", "mpr_ampleur", "mpr_geste", "cee", "other"} <= {table.key for table in tables}
        assert all(table.begins <= on and table.source and table.mark and table.rows for table in tables)


def test_rules_of_the_town_are_checked_kept_and_undone(window: MainWindow, page: CataloguePage, town: Path) -> None:
    rules = page.rules
    page.tabs.setCurrentWidget(rules)
    rules.lines["region_factor"].write("3")
    rules.submit()
    assert "Pas plus de 2" in rules.lines["region_factor"].error
    rules.lines["region_factor"].write("1,08")
    rules.lines["cee_usual"].write("7,2")
    rules.flags["heat_network"].setChecked(True)
    rules.submit()
    settle(window)
    with Project.open(town) as project:
        kept = read_rules(project)
    assert (kept.region_factor, kept.cee_usual_eur_per_mwhc, kept.offered) == (1.08, 7.2, frozenset({"heat_network"}))
    who = rules.history.item(0, 1)
    assert who is not None
    assert who.text() == "Conseillère"
    window.commands.undo.trigger()
    settle(window)
    assert rules.lines["region_factor"].text == ""
    assert not rules.flags["heat_network"].isChecked()


def test_an_aid_of_the_town_is_entered(window: MainWindow, page: CataloguePage, town: Path) -> None:
    aids = page.rules.aids
    aids.lines["label"].write("Aide aux façades")
    aids.submit()
    assert aids.lines["payer"].error
    assert aids.lines["amount_eur"].error
    aids.lines["payer"].write("Commune")
    aids.lines["amount_eur"].write("2 000")
    aids.lines["until"].write("31/12/2027")
    aids.classes["superieure"].setChecked(False)
    aids.submit()
    settle(window)
    with Project.open(town) as project:
        (aid,) = read_rules(project).aids
    assert (aid.label, aid.payer, aid.amount_eur, aid.ends) == (
        "Aide aux façades", "Commune", 2000, datetime.date(2027, 12, 31),
    )  # fmt: skip
    assert aid.classes == ("tres_modeste", "modeste", "intermediaire")
    assert aids.table.rowCount() == 1


def test_what_is_typed_and_not_saved_stays_when_something_else_changes(window: MainWindow, page: CataloguePage) -> None:
    page.firms.table.selectRow(0)
    page.firms.lines["phone"].write("01 99 00 00 07")
    page.rules.lines["region_factor"].write("1,1")
    page.rules.submit()
    settle(window)
    assert page.firms.lines["phone"].text == "01 99 00 00 07"
    page.firms.submit()
    settle(window)
    assert page.firms._firms[0].row["phone"] == "01 99 00 00 07"
    window.commands.undo.trigger()
    settle(window)
    assert page.firms.lines["phone"].text == ""
