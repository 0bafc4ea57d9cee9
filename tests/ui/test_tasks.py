"""Jobs: results arrive on the main thread, writes keep their order, a stop stops, nothing is left behind."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.jobs import Job, Lane, State, Work
from rehab_app.ui.tasks import Tasks, explain

PATIENCE_MS = 60_000  # no measure of speed: a busy machine takes its time


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_a_result_arrives_on_the_main_thread(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[object, object, object]] = []
    worker: list[object] = []

    def work(progress: Progress) -> int:
        worker.append(threading.current_thread())
        return 42

    tasks.read(tasks, work, lambda result: seen.append((result, threading.current_thread(), None)))
    qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE_MS)
    assert seen[0][:2] == (42, threading.main_thread())
    assert worker[0] is not threading.main_thread()


def test_writes_are_done_one_after_another_in_the_order_asked(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[int] = []
    inside = threading.Lock()

    def writing(number: int) -> Work:
        def work(progress: Progress) -> None:
            assert inside.acquire(blocking=False), "two writes at a time"
            order.append(number)
            inside.release()

        return work

    for number in range(20):
        tasks.start(tasks, Lane.WRITE, "w", writing(number))
    qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE_MS)
    assert order == list(range(20))


def test_a_stopped_job_says_nothing_and_ends(tasks: Tasks, qtbot: QtBot) -> None:
    started = threading.Event()
    told: list[object] = []

    def work(progress: Progress) -> None:
        started.set()
        for step in range(100_000):
            progress.step(step, 100_000)
            threading.Event().wait(0.001)

    job = tasks.start(tasks, Lane.READ, "long", work, told.append, told.append)
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE_MS)
    assert job.state is State.CANCELLED
    assert isinstance(job.error, Cancelled)
    assert told == []


def test_an_error_goes_to_whoever_asked_else_to_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    asked: list[Exception] = []
    unasked: list[Exception] = []
    tasks.failed.connect(unasked.append)

    def fail(progress: Progress) -> None:
        raise RehabError("Le fichier est vide.", where="a.xml")

    tasks.read(tasks, fail, print, asked.append)
    tasks.read(tasks, fail, print)
    qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE_MS)
    assert [explain(error) for error in (*asked, *unasked)] == ["a.xml: Le fichier est vide."] * 2


def test_an_unexpected_error_is_told_without_its_content() -> None:
    assert "Dupont" not in explain(ValueError("revenu de Mme Dupont"))


def test_nothing_is_delivered_to_a_screen_that_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    screen = QObject()
    let_go = threading.Event()
    told: list[object] = []
    tasks.read(screen, lambda _progress: let_go.wait(5), told.append)
    screen.deleteLater()
    qtbot.wait(20)
    del screen
    let_go.set()
    qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE_MS)
    assert told == []


def test_closing_stops_work_and_leaves_no_thread(qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    tasks = Tasks()
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(0, 0)
            threading.Event().wait(0.001)

    tasks.start(tasks, Lane.WRITE, "endless", work)
    assert begun.wait(5)
    tasks.close()
    assert set(threading.enumerate()) <= before


def test_progress_is_shown_while_a_job_runs(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, int, str]] = []
    tasks.changed.connect(lambda job: seen.append((job.done, job.total, job.doing)))

    def work(progress: Progress) -> None:
        progress.step(3, 7, "a.xml")
        threading.Event().wait(0.1)
        progress.step(5, 7, "b.xml")
        threading.Event().wait(0.1)

    job: Job = tasks.start(tasks, Lane.READ, "import", work)
    qtbot.waitUntil(lambda: job.ended and tasks.idle, timeout=PATIENCE_MS)
    assert (5, 7, "b.xml") in seen
