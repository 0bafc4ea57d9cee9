"""How fast the desk is: first window, sample, and a town of 50,000 homes."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from rehab_app.core.progress import Progress
from rehab_app.core.settings import Settings
from rehab_app.services.dwelling_view import read_dwelling
from rehab_app.services.group_wishes import set_wish
from rehab_app.services.home_filters import Condition, meeting
from rehab_app.services.sample import build_sample
from rehab_app.services.session import open_session, sample_location
from rehab_app.storage.project import Project
from rehab_app.ui.pace import Pace
from rehab_app.ui.pictures import settle
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.window import MainWindow
from tests.bench.day import day
from tests.bench.large_town import build_town
from tests.ui.watchdog import STALL_S, Stall, Watchdog

_HOMES = 50_000
_TOLD = 8  # longest stalls, with what was done and their place, beside the figures
_START = """
import sys, time
from rehab_app.app import application, make_window
application()
window = make_window()
window.show()
application().processEvents()
window.grab()
print("window", time.time(), flush=True)
from rehab_app.ui.pictures import settle
settle(window)
print("sample", time.time(), flush=True)
window.close()
"""


def run() -> Iterator[tuple[str, float, str]]:
    """Name, value and unit of each figure."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["REHAB_HOME"] = home
        build_sample(sample_location(), Progress())
        yield from _start()
        yield from _journey(sample_location())
        yield from _town(Path(home) / "town.rehab")


def _start() -> Iterator[tuple[str, float, str]]:
    """Seconds from the command to a painted window, and to the sample on screen; the second start, caches warm.

    The bytecode is kept as Python keeps it for whoever has installed the application, even where it is told not to.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept["PYTHONPYCACHEPREFIX"] = str(Path(os.environ["REHAB_HOME"]) / "bytecode")
    for _warm in range(2):
        began = time.time()
        done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True, env=kept)
    for line in done.stdout.splitlines():
        name, at = line.split()
        yield {"window": "desk_first_window", "sample": "desk_sample_open"}[name], float(at) - began, "s"


def _town(path: Path) -> Iterator[tuple[str, float, str]]:
    build_town(path, _HOMES)
    with Project.open(path) as project:
        set_wish(project, "bench", range(101, 106), "always")  # in vain: the page of the groups says why
    application = QApplication.instance() or QApplication([])
    window = MainWindow(Settings())
    Pace(window.desk)
    window.resize(1440, 900)
    window.show()
    with Watchdog(0.02).watching() as dog:
        began = time.perf_counter()
        window.files.open(path)
        settle(window)
        yield "desk_open_50000_homes", time.perf_counter() - began, "s"
        page = window.frame.show_page("quartier")
        assert isinstance(page, QuartierPage)
        yield "desk_select_50000_homes", _seconds(lambda: _shown(window, page.view.selectAll)), "s"
        _shown(window, lambda: window.desk.selection.choose(()))
        _shown(window, lambda: page.filters.want(Condition("label", values=("F", "G"))))
        _shown(window, lambda: page.filters.restore({}))
        yield "desk_groups_50000_homes", _seconds(lambda: _shown(window, lambda: window.frame.show_page("groups"))), "s"
        _shown(window, lambda: window.frame.show_page("quartier"))
    yield from _longest("_50000_homes", dog.stalls)
    yield from _table(page)
    yield from _map(page)
    session = open_session(path)
    yield "desk_read_home", _median(lambda: read_dwelling(session.project, 25_000, Progress())) * 1e3, "ms"
    session.close()
    yield "desk_memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, "MB"
    window.close()
    assert application is not None


def _journey(path: Path) -> Iterator[tuple[str, float, str]]:
    """Each opening of a home, and the longest time that the window did not answer in a day at the desk."""
    application = QApplication.instance() or QApplication([])
    window = MainWindow(Settings(toured="yes"))
    Pace(window.desk)
    window.resize(1440, 900)
    window.show()
    window.files.open(path)
    settle(window)
    assert window.desk.homes is not None
    homes = iter(window.desk.homes.ids.tolist())
    yield "desk_open_first_home", _seconds(lambda: _open(window, next(homes))) * 1e3, "ms"
    yield "desk_open_home", _median(lambda: _open(window, next(homes))) * 1e3, "ms"
    stalls: list[tuple[Stall, str]] = []
    with Watchdog(0.02).watching() as dog:
        for done in day(window, path.parent):
            stalls += [(stall, done) for stall in dog.stalls]
            dog.stalls.clear()
    yield from _longest("", [stall for stall, _done in stalls])
    yield "desk_stalls_over_100_ms_alone", sum(stall.alone_s > STALL_S for stall, _done in stalls), ""
    for stall, done in sorted(stalls, key=lambda told: -told[0].alone_s)[:_TOLD]:
        print(f"# {done}: {stall.alone_s * 1e3:.0f} ms alone, {stall.told}", file=sys.stderr)
    window.close()
    assert application is not None


def _longest(what: str, stalls: Sequence[Stall]) -> Iterator[tuple[str, float, str]]:
    """The longest stall: as it was, without the time spent in a queue for a processor, and the window's own work."""
    yield f"desk_longest_stall{what}", max((stall.wall_s for stall in stalls), default=0.0) * 1e3, "ms"
    yield f"desk_longest_stall_alone{what}", max((stall.alone_s for stall in stalls), default=0.0) * 1e3, "ms"
    yield f"desk_longest_stall_busy{what}", max((stall.busy_s for stall in stalls), default=0.0) * 1e3, "ms"


def _open(window: MainWindow, home: int) -> None:
    """Open a home and wait until it is read and painted."""
    _shown(window, lambda: window.desk.selection.open(home))


def _shown(window: MainWindow, action: Callable[[], object]) -> None:
    """Do something and wait until it is read and painted.

    As the application does: asleep between two events. A loop that only asks takes the interpreter from the jobs.
    """
    action()
    QApplication.processEvents()
    while not window.desk.tasks.idle:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()


def _seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _table(page: QuartierPage) -> Iterator[tuple[str, float, str]]:
    orders = iter([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder] * 20)
    page.table.sort(6)
    yield "desk_sort_50000_homes", _median(lambda: page.table.sort(6, next(orders))) * 1e3, "ms"
    bounds = iter([60.0, 70.0, 80.0, 90.0] * 10)
    words = iter(["rue 12", "rue 7", "12", "allee", ""] * 10)
    yield "desk_filter_50000_homes", _median(lambda: page.table.keep(page.table.matching(next(words)))) * 1e3, "ms"
    yield "desk_filter_columns_50000_homes", _median(lambda: _filter(page, next(bounds))) * 1e3, "ms"
    page.filters.restore({})
    page.table.group(True)
    yield "desk_group_50000_homes", _median(lambda: page.table.sort(6, next(orders))) * 1e3, "ms"
    page.table.group(False)
    bar = page.view.verticalScrollBar()

    def scroll() -> None:
        bar.setValue(bar.value() + 28 * 15)
        page.view.viewport().repaint()

    yield "desk_scroll_frame", _median(scroll) * 1e3, "ms"


def _filter(page: QuartierPage, low: float) -> None:
    """Three conditions on columns, as their sheets and chips put them."""
    homes = page.table.rowCount()
    columns = {column.name: column for column in page.table.columns}
    conditions = [
        Condition("living_area_m2", low=low),
        Condition("label", values=("E", "F", "G")),
        Condition("street", contains="1"),
    ]
    assert page.map.scene.homes is not None
    page.table.keep(meeting(page.map.scene.homes, columns, conditions))
    assert page.table.rowCount() != homes


def _map(page: QuartierPage) -> Iterator[tuple[str, float, str]]:
    view = page.map.view
    homes = page.map.scene.homes
    assert homes is not None
    view.fit()
    centres = homes.footprints.centres_m
    while (
        np.abs(centres - [view.camera.x_m, view.camera.y_m])
        < [s / 2 / view.camera.px_per_m for s in (view.width(), view.height())]
    ).all(axis=1).sum() > 20_000:
        view.zoom(1.1)
    view.repaint()

    def pan() -> None:
        view.pan(13, 7)
        view.repaint()

    yield "desk_map_pan_frame", _median(pan, 60) * 1e3, "ms"

    def draw() -> None:
        page.map.scene.set_hatched(False)  # drops the kept picture
        view.repaint()

    yield "desk_map_draw_20000_footprints", _median(draw) * 1e3, "ms"


def _median(action: Callable[[], object], times: int = 15) -> float:
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return float(np.median(taken))
