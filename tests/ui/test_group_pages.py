"""Groups, calendar and firms fit their window in both languages: no text is cut, nothing is pushed out."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehab_app.core.settings import Settings
from rehab_app.ui.calendar.page import CalendarPage
from rehab_app.ui.catalogue.page import CataloguePage
from rehab_app.ui.groups.page import GroupsPage
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.journeys.working_town import build_working
from tests.ui.visible import clipped, nameless, out_of_reach, overlapping, texts
from tests.ui.windows import dismiss


def wrong(page: QWidget) -> list[str]:
    """What is cut, over something else, without a name or out of the keyboard's reach."""
    assert not any("{" in text for text in texts(page))
    return [*clipped(page), *overlapping(page), *nameless(page), *out_of_reach(page)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_text_is_cut_at_the_smallest_usual_size(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    path = tmp_path / "groupe.rehab"
    build_working(path, odd_works=False)
    window = MainWindow(Settings(language=language, toured="yes"))
    window.resize(1280, 800)
    window.show()
    window.files.open(path)
    settle(window)
    groups = window.frame.show_page("groups")
    assert isinstance(groups, GroupsPage)
    settle(window)
    groups.open_group(groups.groups[0].group_id)
    found = {}
    for key in ("members", "member", "costs", "agreements"):
        groups.detail.tabs.show_tab(key)
        settle(window)
        found[key] = wrong(groups)
    calendar = window.frame.show_page("calendar")
    assert isinstance(calendar, CalendarPage)
    settle(window)
    calendar.plan.click()
    settle(window)
    calendar.chart.choose(calendar.stays[0].entry_id)
    found["calendar"] = wrong(calendar)
    catalogue = window.frame.show_page("catalogue")
    assert isinstance(catalogue, CataloguePage)
    catalogue.tabs.show_tab("firms")
    settle(window)
    found["firms"] = wrong(catalogue)
    assert {key: texts for key, texts in found.items() if texts} == {}
    assert window.minimumSizeHint().width() <= 1280
    dismiss(window)
