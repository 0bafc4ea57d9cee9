"""What the interpreter is told once so that the window answers while jobs work.

Three things hold the main thread although it has nothing to do: a job that keeps the interpreter, the search for
garbage among all objects of the application, and the same search among the rows of a large project.
"""

import gc
import sys

from PySide6.QtCore import QObject

from rehab_app.ui.desk import Desk

# A thread that waits asks for the interpreter after this time; by default 5 ms, of which a page needs several in a row.
_SWITCH_S = 0.002
# New objects between two searches, and how many of the younger make one of the older. By default 700, 10, 10: reading
# 100,000 rows then searches the whole heap again and again while nothing of it is garbage. One search goes over so many
# objects at a stretch, also in a job, and no thread runs meanwhile: of 50,000 it took up to 130 ms while works were
# planned, of 10,000 up to 45 (a busy machine).
_SEARCHES = (10_000, 100, 50)


class Pace(QObject):
    """Sets the pace of the process, and spares what lasts from the search for garbage.

    What lasts is the window, from the moment it is made, and a project, once it is read. Opening another project makes
    the objects of the one before searchable again: what is left of it can go.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read = False
        sys.setswitchinterval(_SWITCH_S)
        gc.set_threshold(*_SEARCHES)
        gc.freeze()
        desk.opened.connect(self._opened)
        desk.read.connect(self._spare)

    def _opened(self) -> None:
        gc.unfreeze()
        self._read = False

    def _spare(self) -> None:
        if not self._read:  # later reads, after each change, replace what was read: it is let go of as any object
            self._read = True
            gc.freeze()
