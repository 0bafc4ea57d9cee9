"""Measures how long the main thread kept the window from answering, and where it was meanwhile.

The bar is 100 ms on the machine of the bench, where nothing else runs. In the tests each window is watched too, and a
stall fails the test; to hold on a slow or busy machine, what counts there is the processor time that the main thread
itself took in the window's own code, against three times the bar, and more where a fixed piece of Python
takes longer than on the machine of the bench. The search for garbage is left out: in a process of tests it goes over
the objects of all that was run before.
"""

import gc
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

_BEAT_MS = 5
_LOOK_S = 0.02
STALL_S = 0.1
_TIMES = 3.0  # of the bar, in the tests
_TURNS = 200_000
_TURNS_TAKE_S = 0.008  # of processor time, on the machine of the bench
_WINDOW = "rehab_app/ui/"


@dataclass(frozen=True, slots=True)
class Stall:
    """One time that the event loop did not turn.

    Attributes:
        wall_s: how long.
        queued_s: share of it in which the main thread was ready and had no processor: other programs, or the jobs
            themselves, had them all. 0 where the system does not tell.
        busy_s: processor time that the main thread itself took; what other programs take is not in it, nor is the
            search for garbage.
        own: share of it, 0 to 1, that was seen in the window's own code and not in that of a test.
        where: functions of the application it was seen in, the one seen longest first.
    """

    wall_s: float
    queued_s: float
    busy_s: float
    own: float
    where: tuple[str, ...]

    @property
    def alone_s(self) -> float:
        """How long it would have been with a processor at hand: at work, or waiting for the interpreter."""
        return max(self.wall_s - self.queued_s, self.busy_s)

    @property
    def told(self) -> str:
        return f"{self.busy_s * self.own * 1e3:.0f} ms in {'; '.join(self.where)}"


class Watchdog:
    """`stalls` of the time watched; what a test does between two turns of the loop counts like a handler."""

    def __init__(self, at_least_s: float = STALL_S) -> None:
        self.stalls: list[Stall] = []
        self._at_least_s = at_least_s
        self._beat_s = time.perf_counter()
        self._busy_s = time.thread_time()
        self._garbage_s = self._search_s = 0.0
        self._seen: dict[str, int] = {}
        self._looks = 0
        self._main = threading.get_ident()
        self._queue = _Queue()
        self._queued_s = self._queue.waited_s
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
        gc.callbacks.append(self._search)
        self._thread.start()
        try:
            yield self
        finally:
            self._beat()
            gc.callbacks.remove(self._search)
            timer.stop()
            timer.deleteLater()
            self._over.set()
            self._thread.join()
            self._queue.close()

    @property
    def too_long(self) -> list[Stall]:
        """Stalls that no machine should show: well over the bar, in processor time of the window's own code."""
        long = [stall for stall in self.stalls if stall.busy_s * stall.own > _TIMES * STALL_S]
        limit_s = _TIMES * STALL_S * (slowness() if long else 1.0)
        return [stall for stall in long if stall.busy_s * stall.own > limit_s]

    def _start(self) -> None:
        self._beat_s, self._busy_s, self._seen, self._looks = time.perf_counter(), time.thread_time(), {}, 0
        self._queued_s, self._garbage_s = self._queue.waited_s, 0.0

    def _search(self, phase: str, _told: dict[str, int]) -> None:
        if threading.get_ident() != self._main:
            return
        if phase == "start":
            self._search_s = time.thread_time()
        else:
            self._garbage_s += time.thread_time() - self._search_s

    def _beat(self) -> None:
        wall, seen, looks = time.perf_counter() - self._beat_s, dict(self._seen), self._looks
        if wall >= self._at_least_s:
            where = tuple(sorted(seen, key=lambda place: -seen[place])[:4])
            own = sum(seen.values()) / looks if looks else 0.0
            busy = time.thread_time() - self._busy_s - self._garbage_s
            queued = self._queue.waited_s - self._queued_s
            self.stalls.append(Stall(wall, queued, busy, min(own, 1.0), where))
        self._start()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_S):
            if time.perf_counter() - self._beat_s < 2 * _LOOK_S:
                continue
            place = _place(sys._current_frames().get(self._main))
            self._looks += 1
            if place:
                self._seen[place] = self._seen.get(place, 0) + 1


class _Queue:
    """How long the thread that asks has waited for a processor so far, as Linux tells it."""

    def __init__(self) -> None:
        told = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._file = os.open(told, os.O_RDONLY) if told.exists() else -1

    @property
    def waited_s(self) -> float:
        return int(os.pread(self._file, 80, 0).split()[1]) / 1e9 if self._file >= 0 else 0.0

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _place(frame: FrameType | None) -> str:
    """The three innermost functions of the application when its window is at work, else "".

    A pause that a test waits in (`settle`) counts: events are handled in it.
    """
    own: list[str] = []
    at_work = False
    while frame is not None:
        path = frame.f_code.co_filename
        if "rehab_app/" in path:
            own.append(f"{path.rpartition('rehab_app/')[2]}:{frame.f_code.co_name}")
            at_work |= _WINDOW in path
        frame = frame.f_back
    return " < ".join(own[:3]) if at_work else ""


def slowness() -> float:
    """How many times longer than on the machine of the bench a fixed piece of Python takes here and now, at least 1."""
    taken = []
    for _round in range(9):
        began = time.thread_time()
        total = 0
        for turn in range(_TURNS):
            total += turn & 7
        taken.append(time.thread_time() - began)
    return max(1.0, median(taken) / _TURNS_TAKE_S)
