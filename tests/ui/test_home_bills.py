"""Bills on the page of a home: typed in one line, beside the label's figure, never mixed with it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rehab_app.domain.codes import BILL_ENERGIES
from rehab_app.storage.project import Project
from rehab_app.survey.billing import units_of
from rehab_app.ui.home.home_bills import BillsTab
from rehab_app.ui.home.home_bills_form import UNITS
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.ui.visible import clipped, texts
from tests.ui.windows import home_page


@pytest.fixture
def town(priced_town: Path) -> Path:
    return priced_town


def shown_bills(window: MainWindow) -> BillsTab:
    page = home_page(window)
    page.tabs.setCurrentWidget(page.bills)
    settle(window)
    return page.bills


def add(window: MainWindow, tab: BillsTab, energy: str, **typed: str) -> None:
    box = tab.form.energy
    box.setCurrentIndex(box.findData(energy))
    box.activated.emit(box.currentIndex())
    for name, text in typed.items():
        line = tab.form.lines[name]
        line.selectAll()
        QTest.keyClicks(line, text)
    QTest.keyClick(tab.form.lines["cost_eur"], Qt.Key.Key_Return)
    settle(window)


def test_every_unit_proposed_is_counted() -> None:
    assert set(UNITS) == set(BILL_ENERGIES)
    for energy, units in UNITS.items():
        assert set(units) <= set(units_of(energy))


def test_a_year_of_gas_stands_beside_the_label_and_can_be_undone(window: MainWindow, town: Path) -> None:
    tab = shown_bills(window)
    assert tab.metered.figure == "–"
    assert "kWh" in tab.label.figure
    add(window, tab, "gas", starts_on="01/01/2025", ends_on="31/12/2025", quantity="11100", cost_eur="1240,50")
    assert tab.table.rowCount() == 1
    assert tab.metered.figure.startswith("10\u202f0")  # 11 100 kWh of gross heat are 10 000 of net heat
    assert any("fois ce que compte l’étiquette" in text for text in texts(tab))
    assert clipped(tab) == []
    with Project.open(town) as project:
        (bill,) = project.rows("bill")
        assert (bill["energy"], bill["unit"], bill["cost_eur"]) == ("gas", "kwh_gross", 1240.5)
    window.commands.undo.trigger()
    settle(window)
    assert tab.table.rowCount() == 0
    assert tab.metered.figure == "–"


def test_a_few_months_say_that_they_do_not_make_a_year(window: MainWindow) -> None:
    tab = shown_bills(window)
    add(window, tab, "gas", starts_on="01/01/2025", ends_on="01/04/2025", quantity="5000")
    assert tab.metered.figure == "–"
    assert any("ne font pas encore un an" in text for text in texts(tab))


def test_the_next_bill_starts_where_the_last_one_ended(window: MainWindow) -> None:
    tab = shown_bills(window)
    add(window, tab, "gas", starts_on="01/01/2025", ends_on="01/03/2025", quantity="3000", cost_eur="350")
    assert tab.form.lines["starts_on"].text() == "01/03/2025"
    assert tab.form.lines["quantity"].text() == ""


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts_on": "31/31/2025", "ends_on": "01/03/2025", "quantity": "10"}, "starts_on"),
        ({"starts_on": "01/01/2025", "ends_on": "01/03/2025"}, "quantity"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(window: MainWindow, typed: dict[str, str], field: str) -> None:
    tab = shown_bills(window)
    add(window, tab, "gas", **typed)
    assert tab.form.error.text() != ""
    assert tab.form.lines[field].property("wrong") == "true"
    assert tab.form.lines["ends_on"].text() == "01/03/2025"
    assert tab.table.rowCount() == 0


def test_days_in_the_wrong_order_are_refused_beside_the_form(window: MainWindow) -> None:
    tab = shown_bills(window)
    add(window, tab, "gas", starts_on="01/03/2025", ends_on="01/01/2025", quantity="10")
    assert "finit avant" in tab.form.error.text()
    assert tab.table.rowCount() == 0


def test_a_bill_is_removed(window: MainWindow) -> None:
    tab = shown_bills(window)
    add(window, tab, "pellets", starts_on="01/10/2025", ends_on="01/04/2026", quantity="1500", cost_eur="690")
    assert not tab.drop.isEnabled()
    tab.table.selectRow(0)
    assert tab.drop.isEnabled()
    tab.drop.click()
    settle(window)
    assert tab.table.rowCount() == 0
