"""The page of the follow-up on a town at work, for the journeys through it."""

import datetime
from pathlib import Path

import pytest

from rehab_app.ui.follow_up.page import FollowUpPage
from rehab_app.ui.window import MainWindow
from tests.journeys.working_town import build_working
from tests.ui.windows import show_page

DAY = datetime.date(2026, 11, 2)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return build_working(tmp_path / "suivi.rehab", odd_works=False)


@pytest.fixture
def page(window: MainWindow) -> FollowUpPage:
    return show_page(window, "follow_up", FollowUpPage)
