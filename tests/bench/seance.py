"""Speed of a session with a household: opening, a click to its figures, and the window's own share of it."""

import datetime
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from rehab_app.core.progress import Progress
from rehab_app.core.settings import Settings
from rehab_app.services.seance import open_seance
from rehab_app.ui.pictures import settle
from rehab_app.ui.seance.window import SeanceWindow
from rehab_app.ui.window import MainWindow
from tests.services.priced_street import priced_street


def run() -> Iterator[tuple[str, float, str]]:
    """Name, value and unit of each figure."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REHAB_HOME"] = folder
        path = Path(folder) / "street.rehab"
        project, homes = priced_street(path)
        with project:
            opened = _median(lambda: open_seance(project, homes[0], datetime.date.today(), Progress()), 3)
        yield "seance_open_all_choices", opened * 1e3, "ms"
        yield from _window(path, homes[0])


def _window(path: Path, home: int) -> Iterator[tuple[str, float, str]]:
    application = QApplication.instance() or QApplication([])
    window = MainWindow(Settings())
    window.show()
    window.files.open(path)
    settle(window)
    session = SeanceWindow(window.desk, home, window)
    session.resize(1440, 900)
    session.show()
    settle(window)
    session.show_step(1)
    ways = cycle(session.steps.works.subjects["heating"].ways.values())

    def click() -> None:
        next(ways).click()
        session.repaint()

    click()
    yield "seance_click_to_painted_figures", _median(click, 15) * 1e3, "ms"
    session.show_step(2)
    box = session.steps.cost.income
    box.more.click()
    box.ask()
    classes = cycle(box.classes)

    def say() -> None:
        next(classes).click()
        session.repaint()

    say()
    yield "seance_income_class_to_painted_figures", _median(say, 8) * 1e3, "ms"
    session.close()
    window.close()
    assert application is not None


def _median(action: Callable[[], object], times: int) -> float:
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return float(np.median(taken))
