"""Measures how long the main thread kept the window from answering, and where it was meanwhile."""

import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

_BEAT_MS = 5
_LOOK_S = 0.02
STALL_S = 0.1


@dataclass(frozen=True, slots=True)
class Stall:
    """One time that the event loop did not turn.

    Attributes:
        wall_s: how long.
        busy_s: processor time that the main thread itself took; what other programs take is not in it.
        where: functions of the application it was seen in, the one seen longest first.
    """

    wall_s: float
    busy_s: float
    where: tuple[str, ...]


class Watchdog:
    """`stalls` of the time watched; what a test does between two turns of the loop counts like a handler."""

    def __init__(self, at_least_s: float = STALL_S) -> None:
        self.stalls: list[Stall] = []
        self._at_least_s = at_least_s
        self._beat_s = time.perf_counter()
        self._busy_s = time.thread_time()
        self._seen: dict[str, int] = {}
        self._main = threading.get_ident()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watchdog", daemon=True)

    @contextmanager
    def watching(self) -> Iterator["Watchdog"]:
        application = QApplication.instance()
        assert isinstance(application, QObject)
        timer = QTimer(application, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._beat)
        self._start()
        timer.start()
        self._thread.start()
        try:
            yield self
        finally:
            self._beat()
            timer.stop()
            timer.deleteLater()
            self._over.set()
            self._thread.join()

    def _start(self) -> None:
        self._beat_s, self._busy_s, self._seen = time.perf_counter(), time.thread_time(), {}

    def _beat(self) -> None:
        wall = time.perf_counter() - self._beat_s
        if wall >= self._at_least_s:
            where = tuple(sorted(self._seen, key=lambda place: -self._seen[place])[:4])
            self.stalls.append(Stall(wall, time.thread_time() - self._busy_s, where))
        self._start()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_S):
            if time.perf_counter() - self._beat_s < 2 * _LOOK_S:
                continue
            frame = sys._current_frames().get(self._main)
            own = [step for step in traceback.extract_stack(frame) if "rehab_app" in step.filename] if frame else []
            place = " < ".join(f"{step.filename.rpartition('rehab_app/')[2]}:{step.name}" for step in own[:-4:-1])
            if place:
                self._seen[place] = self._seen.get(place, 0) + 1
