"""How fast Suivi and Catalogue are: a town with works changed by hand counted, both pages opened on 20,000 homes."""

import datetime
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from rehab_app.core.progress import Progress
from rehab_app.core.settings import Settings
from rehab_app.domain.catalogue.places import HOME
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.follow_up import read_follow_up
from rehab_app.services.sample import build_sample
from rehab_app.storage.project import Project
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.bench.large_town import build_town
from tests.ui.watchdog import Watchdog

_TIMES = 20
_HOMES = 20_000
_ON = datetime.date(2026, 11, 22)


def run() -> Iterator[tuple[str, float, str]]:
    """Name, value and unit of each figure."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REHAB_HOME"] = folder
        path = Path(folder) / "town.rehab"
        build_sample(path, Progress())
        with Project.open(path) as project:
            _change_by_hand(project)
            homes = read_neighbourhood(project, Progress())
            began, busy = time.perf_counter(), time.process_time()
            read_follow_up(project, homes, _ON, Progress())
            yield "follow_up_homes", len(homes), ""
            yield "follow_up_count", time.perf_counter() - began, "s"
            yield "follow_up_count_busy", time.process_time() - busy, "s"
        yield from _pages(Path(folder) / "large.rehab")


def _change_by_hand(project: Project) -> None:
    """The sample's homes many times over, each without a work or two of its bundle, never the same."""
    stock, ids = project.stock()
    records = [{name: row[name] for name in HOME.names} for row in project.rows("dwelling")]
    works: dict[int, list[dict[str, object]]] = {}
    for row in project.rows("works"):
        works.setdefault(row["scenario_id"], []).append(row)
    chosen = [(row["dwelling_id"], works.get(row["id"], [])) for row in project.rows("scenario", chosen=1)]
    place = {home: at for at, home in enumerate(ids.tolist())}
    with project.write("bench", "by hand") as writer:
        for turn in range(_TIMES):
            new = writer.insert_stock(stock, records)
            made = writer.insert("scenario", [{"dwelling_id": new[place[home]], "chosen": 1} for home, _own in chosen])
            rows = []
            for at, (scenario, (_home, own)) in enumerate(zip(made, chosen, strict=True)):
                left = [row for number, row in enumerate(own) if number not in (at % 7, (at * turn) % 11)] or own
                rows += [{**row, "scenario_id": scenario} for row in left]
            writer.insert("works", [{k: v for k, v in row.items() if k not in ("id", "version")} for row in rows])


def _pages(path: Path) -> Iterator[tuple[str, float, str]]:
    build_town(path, _HOMES)
    application = QApplication.instance() or QApplication([])
    window = MainWindow(Settings(toured="yes"))
    window.resize(1440, 900)
    window.show()
    window.files.open(path)
    settle(window)
    for page in ("catalogue", "follow_up"):
        wall, busy = _longest(window, lambda page=page: window.frame.show_page(page))  # type: ignore[misc]
        yield f"{page}_longest_stall", wall * 1e3, "ms"
        yield f"{page}_longest_stall_busy", busy * 1e3, "ms"
    window.close()
    assert application is not None


def _longest(window: MainWindow, action: Callable[[], object]) -> tuple[float, float]:
    """Longest time that the window did not answer, and the processor time that the main thread took in one."""
    with Watchdog(0.02).watching() as dog:
        action()
        settle(window)
    wall = max((stall.wall_s for stall in dog.stalls), default=0.0)
    return wall, max((stall.busy_s for stall in dog.stalls), default=0.0)
