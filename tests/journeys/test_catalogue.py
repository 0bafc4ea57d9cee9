"""Firms, aids and rules of the town, entered and read through a real window."""

import datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest

from rehab_app.services.aid_tables import aid_tables
from rehab_app.services.composing import surroundings, with_town
from rehab_app.services.pricing import project_prices, record_quote
from rehab_app.services.town import read_rules
from rehab_app.storage.project import Project
from rehab_app.ui.catalogue.page import CataloguePage
from rehab_app.ui.catalogue.price_form import PriceSheet
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from rehab_app.works.sharing import saved_share
from rehab_app.works.targets import targets
from tests.journeys.working_town import build_working
from tests.ui.windows import show_page


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return build_working(tmp_path / "catalogue.rehab")


@pytest.fixture
def page(window: MainWindow) -> CataloguePage:
    return show_page(window, "catalogue", CataloguePage)


def test_works_show_prices_with_their_year_and_whose_they_are(page: CataloguePage) -> None:
    page.works.filter.setText("combles perdus, laine")
    assert page.works.table.rowCount() == 1
    price = page.works._price.text()
    assert "2017" in price
    assert "Effinergie" in price
    assert "Supposé, à remplacer par des devis\u00a0: haut" in price
    assert "BAR-EN-101" in page.works._blocks["criteria"].text()


def loft(page: CataloguePage) -> PriceSheet:
    page.works.filter.setText("combles perdus, laine")
    return page.works.price


def test_a_price_of_the_town_takes_the_place_of_the_library(
    window: MainWindow, page: CataloguePage, town: Path
) -> None:
    sheet = loft(page)
    form = sheet.form
    form.lines["low"].write("45")
    form.lines["typical"].write("40")
    form.lines["high"].write("60")
    form.submit()
    assert {name for name, line in form.lines.items() if line.error} == {"typical", "year", "source"}
    form.lines["low"].write("30")
    form.lines["labour_pct"].write("50")
    form.lines["year"].write("2026")
    form.lines["source"].write("marché de l’essai")
    form.submit()
    settle(window)
    with Project.open(town) as project:
        own = read_rules(project).prices["loft_mineral"]
        book = project_prices(project, read_rules(project), datetime.date(2026, 11, 22))
    assert (own.low, own.typical, own.high, own.labour_share, own.year) == (30, 40, 60, 0.5, 2026)
    assert (book["loft_mineral"].typical, book["loft_mineral"].source) == (40, "marché de l’essai")
    shown = page.works.table.item(0, 7)
    assert shown is not None
    assert shown.text() == "T"
    who, after = sheet.changes.item(0, 1), sheet.changes.item(0, 3)
    assert who is not None
    assert after is not None
    assert who.text() == "Conseillère"
    assert "typical 40" in after.text()
    form.drop.click()
    settle(window)
    with Project.open(town) as project:
        assert read_rules(project).prices == {}
    window.commands.undo.trigger()
    settle(window)
    assert form.lines["typical"].text == "40"


def test_a_price_half_typed_stays_with_its_work(window: MainWindow, page: CataloguePage) -> None:
    form = loft(page).form
    QTest.keyClicks(form.lines["low"].entry, "33")
    page.works.filter.setText("fenêtres")
    assert form.lines["low"].text == ""
    loft(page)
    assert form.lines["low"].text == "33"
    form.cancel.click()
    assert form.lines["low"].text == ""


def test_a_work_that_the_town_does_not_allow_finds_nothing_to_do(
    window: MainWindow, page: CataloguePage, town: Path
) -> None:
    loft(page)
    page.works.forbid.click()
    settle(window)
    with Project.open(town) as project:
        assert read_rules(project).forbidden == {"loft_mineral"}
        stock, ids = project.stock()
        around = with_town(surroundings(project, ids), read_rules(project))
    found = targets(stock, around, {"loft_mineral": np.ones(stock.size, dtype=bool)})["loft_mineral"]
    assert not found.rows.any()
    window.commands.undo.trigger()
    settle(window)
    assert not page.works.forbid.isChecked()


def test_an_index_moves_prices_from_their_year(window: MainWindow, page: CataloguePage, town: Path) -> None:
    tab = page.indices
    page.tabs.show_tab("indices")
    form = tab.form
    form.lines["month"].write("2017")
    form.submit()
    assert form.lines["month"].error == "Les mois s’écrivent 07/2026."
    assert form.lines["value"].error
    for month, value in (("07/2017", "100"), ("10/2026", "125")):
        form.lines["index"].write("BT50")
        form.lines["month"].write(month)
        form.lines["value"].write(value)
        form.submit()
        settle(window)
    with Project.open(town) as project:
        book = project_prices(project, read_rules(project), datetime.date(2026, 11, 22))
    assert book["loft_mineral"].typical == pytest.approx(47 * 1.25)
    assert tab.table.rowCount() == 2
    tab.table.selectRow(0)
    tab.drop.click()
    settle(window)
    with Project.open(town) as project:
        assert read_rules(project).indices == {"BT50": {"2017-07": 100}}
    assert tab.changes.rowCount() == 3


def test_the_town_enters_what_its_neighbours_share(window: MainWindow, page: CataloguePage, town: Path) -> None:
    tab = page.sharing
    page.tabs.show_tab("sharing")
    tab.table.selectRow(0)
    form = tab.form
    assert (form.lines["typical"].text, form.parts["scaffold"].isChecked()) == ("20", True)
    form.lines["typical"].write("35")
    form.submit()
    assert {name for name, line in form.lines.items() if line.error} == {"typical", "source"}
    form.lines["typical"].write("25")
    form.lines["source"].write("trois devis groupés")
    form.submit()
    settle(window)
    with Project.open(town) as project:
        rules = read_rules(project).group
    assert rules is not None
    assert (rules[0]["what"], list(rules[0]["saved"])) == ("scaffold", [0.1, 0.25, 0.3])
    assert len(rules) == 3
    assert saved_share("scaffold", 6, rules) == pytest.approx((0.1, 0.25, 0.3))
    tab.reset.click()
    settle(window)
    with Project.open(town) as project:
        assert read_rules(project).group is None


def test_a_quote_can_be_left_out_of_the_local_prices(window: MainWindow, page: CataloguePage, town: Path) -> None:
    asked = {"firm_id": 1, "work": "loft_mineral", "unit_price_eur_ht": 90.0, "quoted_on": datetime.date(2026, 11, 2)}
    window.desk.write(lambda session: record_quote(session.project, "", asked)[1])
    settle(window)
    sheet = loft(page)
    sheet.local.selectRow(0)
    sheet.count.click()
    settle(window)
    with Project.open(town) as project:
        assert project.rows("quote")[0]["used"] == 0
    counts = sheet.local.item(0, 3)
    assert counts is not None
    assert counts.text() == "non"


def test_aids_follow_the_date(window: MainWindow, page: CataloguePage) -> None:
    page.tabs.show_tab("aids")
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
    page.tabs.show_tab("rules")
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
