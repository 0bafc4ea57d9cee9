"""What lasts is spared from the search for garbage, and can go when another project is opened."""

import gc
import sys
from collections.abc import Iterator

import pytest

from rehab_app.ui.pace import Pace
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    kept = sys.getswitchinterval()
    yield
    gc.unfreeze()
    sys.setswitchinterval(kept)


def test_a_project_once_read_is_searched_no_more_until_another_is_opened(window: MainWindow) -> None:
    Pace(window.desk)
    made = gc.get_freeze_count()
    assert made > 0
    session = window.desk.session
    assert session is not None
    window.files.open(session.location)
    settle(window)
    opened = gc.get_freeze_count()
    assert opened > made // 2
    window.commands.refresh.trigger()
    settle(window)
    assert gc.get_freeze_count() <= opened, "what a change replaces is let go of as any object"


def test_a_job_hands_over_sooner(window: MainWindow) -> None:
    Pace(window.desk)
    assert sys.getswitchinterval() < 0.005
