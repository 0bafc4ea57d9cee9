"""The watchdog itself: it tells a window that does not answer from a test that works, and waits are no stalls."""

import time

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.ui.watchdog import Watchdog


def burn(seconds: float) -> None:
    """Take processor time on this thread."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_handler_that_keeps_the_window_from_answering_is_told_with_its_place(window: MainWindow) -> None:
    dog = Watchdog(0.05)
    with dog.watching():
        QTimer.singleShot(0, lambda: burn(0.2))  # under what fails a test, for this window is watched too
        settle(window)
    (stall,) = [stall for stall in dog.stalls if stall.busy_s > 0.15]
    assert stall.own > 0.9
    assert "ui/pictures.py:settle" in stall.told


def test_what_a_test_does_itself_is_not_the_windows(window: MainWindow, qtbot: QtBot) -> None:
    dog = Watchdog(0.05)
    with dog.watching():
        settle(window)
        burn(0.3)
        time.sleep(0.1)
    longest = max(dog.stalls, key=lambda stall: stall.busy_s)
    assert longest.busy_s >= 0.3
    assert longest.own < 0.1
    assert dog.too_long == []


def test_a_wait_for_a_processor_is_told_apart(window: MainWindow) -> None:
    dog = Watchdog(0.02)
    with dog.watching():
        burn(0.2)
        settle(window)
    longest = max(dog.stalls, key=lambda stall: stall.busy_s)
    assert longest.busy_s <= longest.alone_s <= longest.wall_s
    assert longest.queued_s <= longest.wall_s
