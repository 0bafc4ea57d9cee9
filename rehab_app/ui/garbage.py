"""The search for garbage, on the main thread only.

Python searches in whichever thread makes one object too many. In the thread of a job it would destroy the widgets that
it finds there, pages replaced or windows closed, while Qt lets widgets be destroyed on the main thread alone: now and
then the application would crash. So nothing is searched by itself while there are jobs; the main thread searches the
objects made since the last time, and all of them when nobody does anything.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 100
_YOUNG = 10_000  # new objects worth a search
# Turns without a job or many new objects, after which what was made since the last whole search is gone over, and
# after which all is: nobody notices then that it takes most of a tenth of a second.
_QUIET_TURNS, _STILL_TURNS = 10, 100


class Garbage(QObject):
    """Searches for garbage from its making until `close`, or until it is destroyed."""

    def __init__(self, idle: Callable[[], bool], parent: QObject) -> None:
        """`idle` tells whether no job is under way."""
        super().__init__(parent)
        self._idle = idle
        self._quiet = 0
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self.destroyed.connect(lambda: gc.enable())

    def close(self) -> None:
        """Let Python search by itself again; no job may run any more."""
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        gc.disable()  # another window that was closed meanwhile switched it on
        many = gc.get_count()[0] >= _YOUNG
        if many:
            gc.collect(0)
        self._quiet = 0 if many or not self._idle() else self._quiet + 1
        if self._quiet == _QUIET_TURNS:
            gc.collect(1)
        elif self._quiet == _STILL_TURNS:
            gc.collect()
