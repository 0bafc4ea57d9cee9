"""The calculation of a home, where its parts are: losses with shares, steps with symbol, unit and section."""

from pathlib import Path

import pytest

from rehab_app.ui.home.calculation_tab import CalculationTab
from rehab_app.ui.parts.grid import Grid
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.ui.visible import clipped
from tests.ui.windows import home_page


@pytest.fixture
def town(priced_town: Path) -> Path:
    return priced_town


def shown_calculation(window: MainWindow) -> CalculationTab:
    page = home_page(window)
    page.tabs.setCurrentWidget(page.calculation)
    settle(window)
    return page.calculation


def column(grid: Grid, at: int) -> list[str]:
    items = [grid.item(row, at) for row in range(grid.rowCount())]
    return [item.text() for item in items if item is not None]


def test_each_loss_has_its_share_and_each_step_its_section(window: MainWindow) -> None:
    tab = shown_calculation(window)
    shares = [float(text.replace("\u202f%", "").replace(",", ".")) for text in column(tab.losses, 2)]
    assert sum(shares) == pytest.approx(100, abs=0.5)
    assert all(text.startswith("§ ") for text in column(tab.steps, 0))
    assert "GV" in column(tab.steps, 1)
    assert not clipped(tab)


def test_the_filter_keeps_the_steps_that_hold_its_words(window: MainWindow) -> None:
    tab = shown_calculation(window)
    everything = tab.steps.rowCount()
    tab.filter.setText("GV")
    assert 0 < tab.steps.rowCount() < everything
    tab.filter.clear()
    assert tab.steps.rowCount() == everything
