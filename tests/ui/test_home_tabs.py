"""Visits, documents and site on the page of a home: written when left, undone by name, kept when unfinished."""

import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rehab_app.storage.project import Project
from rehab_app.ui.home.field_editor import FieldEditor
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.services.priced_street import priced_street
from tests.ui.hands import front, pick, type_line, type_paragraph
from tests.ui.visible import clipped, texts
from tests.ui.windows import home_page, opened


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Three homes; the first in a group, with a bundle chosen."""
    path = tmp_path / "essai.rehab"
    project, homes = priced_street(path)
    with project, project.write("Testeuse", "Un bouquet") as writer:
        (scenario,) = writer.insert("scenario", [{"dwelling_id": homes[0], "name": "Essai", "chosen": 1}])
        works = (("loft_mineral", "roof"), ("heat_pump", "heating"))
        writer.insert("works", [{"scenario_id": scenario, "work": code, "lot": lot} for code, lot in works])
        (group,) = writer.insert("owner_group", [{"name": "Les voisins"}])
        writer.insert("member", [{"group_id": group, "dwelling_id": homes[0]}])
    return path


# --- visits ----------------------------------------------------------------------------------------------------------


def test_a_visit_is_opened_filled_listed_and_undone(window: MainWindow, town: Path) -> None:
    page = home_page(window)
    tab = page.visits
    front(window, page, tab)
    assert any("Aucune visite" in text for text in texts(tab))
    tab.add.click()
    settle(window)
    type_line(window, tab.editors["met"], "Mme Inventee")
    type_paragraph(window, tab.editors["seen"], "Cave humide, combles vides")
    coming = datetime.date.today() + datetime.timedelta(days=30)
    type_line(window, tab.editors["next_on"], f"{coming:%d/%m/%Y}")
    type_line(window, tab.editors["next_about"], "Devis du toit")
    (visit,) = tab.visits
    assert (visit.adviser, visit.met, visit.seen) == ("Conseillère", "Mme Inventee", "Cave humide, combles vides")
    assert visit.next_on == coming
    assert "Devis du toit" in tab.next.text()
    cell = tab.table.item(0, 2)
    assert cell is not None
    assert cell.text() == "Cave humide, combles vides"
    assert "Visite du" in window.commands.undo.text()
    assert "Inventee" not in window.commands.undo.text()
    assert clipped(tab) == []

    tab.drop.click()
    settle(window)
    assert tab.visits == []
    window.commands.undo.trigger()
    settle(window)
    assert [one.met for one in tab.visits] == ["Mme Inventee"]


def test_a_visit_keeps_its_date_and_says_why(window: MainWindow, town: Path) -> None:
    page = home_page(window)
    front(window, page, page.visits)
    page.visits.add.click()
    settle(window)
    type_line(window, page.visits.editors["visited_on"], "hier")
    assert "n’est pas une date" in page.visits.editors["visited_on"].error.text()
    with Project.open(town) as project:
        assert project.rows("visit")[0]["visited_on"] == datetime.date.today()


# --- documents -------------------------------------------------------------------------------------------------------


# --- site ------------------------------------------------------------------------------------------------------------


def test_what_the_firms_need_is_written_with_where_it_comes_from(window: MainWindow, town: Path) -> None:
    page = home_page(window)
    tab = page.site
    front(window, page, tab)
    type_paragraph(window, tab.editors["dwelling.access"], "Par la cour, cle chez la voisine")
    tab.origin.choose("said")
    pick(window, tab.editors["dwelling.asbestos"], "found")
    type_line(window, tab.editors["dwelling.asbestos_on"], "12/03/2026")
    menu = tab.networks.menu()
    menu.actions()[0].trigger()
    settle(window)
    with Project.open(town) as project:
        home = project.rows("dwelling", id=1)[0]
        building = project.rows("building", id=home["building_id"])[0]
    assert home["access"] == "Par la cour, cle chez la voisine"
    assert (home["asbestos"], home["asbestos_on"]) == ("found", datetime.date(2026, 3, 12))
    assert home["origins"]["dwelling.0.access"] == "seen"
    assert home["origins"]["dwelling.0.asbestos"] == "said"
    assert building["networks"] == "Coffret ou conduite de gaz en façade sur rue"
    assert tab.editors["dwelling.asbestos"].mark == "◐"
    assert tab.editors["dwelling.access"].mark == "●"
    assert clipped(tab) == []


def test_a_contact_is_added_shared_and_removed(window: MainWindow, town: Path) -> None:
    page = home_page(window)
    tab = page.site
    front(window, page, tab)
    tab.contacts.role.choose("neighbour")
    QTest.keyClicks(tab.contacts.name, "Voisine Inventee")
    tab.contacts.add.click()
    settle(window)
    assert "numéro" in tab.contacts.error.text()
    QTest.keyClicks(tab.contacts.phone, "06 00 00 00 01")
    tab.contacts.add.click()
    settle(window)
    assert tab.contacts.name.text() == ""
    tab.contacts.shares[0].click()
    settle(window)
    with Project.open(town) as project:
        (row,) = project.rows("home_contact")
    assert (row["role"], row["for_firms"]) == ("neighbour", 1)
    assert "Inventee" not in window.commands.undo.text()
    tab.contacts.drops[0].click()
    settle(window)
    assert tab.contacts.drops == []


def test_who_does_a_work_and_the_products_of_the_group_are_kept(window: MainWindow, town: Path) -> None:
    page = home_page(window)
    tab = page.site
    front(window, page, tab)
    (loft,) = tab.works.builders  # a heat pump is for firms only
    loft.setCurrentIndex(loft.findData("own"))
    loft.activated.emit(loft.currentIndex())
    settle(window)
    line = tab.works.products["loft_mineral", "products"]
    line.setFocus()
    QTest.keyClicks(line, "laine de lin")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(window)
    with Project.open(town) as project:
        assert [row["done_by"] for row in project.rows("works", work="loft_mineral")] == ["own"]
        assert project.rows("owner_group")[0]["products"] == {"loft_mineral": {"products": "laine de lin"}}


def test_the_rule_of_one_facade_is_written(window: MainWindow, town: Path) -> None:
    page = home_page(window)
    front(window, page, page.site)
    editors = [one for one in page.site.findChildren(FieldEditor) if one.field.label.startswith("Façade sur rue")]
    pick(window, editors[0], "unesco")
    with Project.open(town) as project:
        sides = {row["position"]: row["heritage"] for row in project.rows("facade", building_id=1)}
    assert sides[0] == "unesco"
    assert set(sides.values()) == {"unesco", ""}


# --- drafts and fit --------------------------------------------------------------------------------------------------


def test_what_is_typed_and_not_written_waits_in_each_tab(qtbot: QtBot, town: Path) -> None:
    with opened(town) as window:
        page = home_page(window)
        front(window, page, page.visits)
        page.visits.add.click()
        settle(window)
        type_line(window, page.visits.editors["next_on"], "bientot", leave=False)
        front(window, page, page.site)
        QTest.keyClicks(page.site.contacts.name, "Voisine Inventee")
        front(window, page, page.bills)
        QTest.keyClicks(page.bills.form.lines["quantity"], "1200")
        front(window, page, page.people)
        type_line(window, page.people.editors["household", "people"], "beaucoup", leave=False)
    with opened(town) as window:
        assert window.frame.drafts.isVisible()
        assert len(window.desk.drafts.waiting) == 4
        while window.desk.drafts.waiting:
            window.frame.drafts.take_button.click()
            settle(window)
        page = home_page(window)
        front(window, page, page.visits)
        assert page.visits.editors["next_on"].unfinished == "bientot"
        front(window, page, page.site)
        assert page.site.contacts.name.text() == "Voisine Inventee"
        front(window, page, page.bills)
        assert page.bills.form.lines["quantity"].text() == "1200"
        front(window, page, page.people)
        assert page.people.editors["household", "people"].unfinished == "beaucoup"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_tab_fits_a_small_window(window: MainWindow, language: str) -> None:
    home_page(window).commands.estimate.click()
    settle(window)
    window.desk.settings.language = language
    window.rebuild("home")
    settle(window)
    window.resize(1280, 800)
    page = home_page(window)
    assert window.width() == 1280
    for tab in (page.visits, page.documents, page.site, page.people, page.bills, page.history):
        front(window, page, tab)
        assert clipped(tab) == []
    bar = page.tabs.tabBar()
    assert bar.tabRect(bar.count() - 1).right() <= bar.width()
    page.losses.by_facade.click()
    settle(window)
    assert "W/K" in page.losses.facades.told
    page.wider.click()
    assert not page.losses.isVisible()


def test_only_the_tab_in_front_is_made(window: MainWindow) -> None:
    page = home_page(window)
    made = {"visit", "calculation", "bundles", "bills", "people", "visits", "documents", "site", "history"}
    assert made.isdisjoint(vars(page))
    page.tabs.setCurrentIndex(6)
    settle(window)
    assert page.tabs.currentWidget() is page.visits
    assert "documents" not in vars(page)
