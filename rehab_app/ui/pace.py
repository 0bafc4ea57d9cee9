"""What the interpreter is told once so that the window answers while jobs work.

Two things hold the main thread although it has nothing to do: a job that keeps the interpreter, and the search for
garbage (`garbage.py`) among all objects of the application and among the rows of a large project.
"""

import gc
import sys

from PySide6.QtCore import QObject

from rehab_app.ui.desk import Desk

# A thread that waits asks for the interpreter after this time; by default 5 ms, of which a page needs several in a row.
_SWITCH_S = 0.002


class Pace(QObject):
    """Sets the pace of the process, and spares what lasts from the search for garbage.

    What lasts is the window, from the moment it is made, and a project, once it is read. Opening another project makes
    the objects of the one before searchable again: what is left of it can go.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read = False
        sys.setswitchinterval(_SWITCH_S)
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
