"""The solver's library, brought into memory without keeping the window from answering.

Python loads a library while it holds the interpreter: for this one, of 60 MB, a tenth of a second in which no other
thread does anything. A foreign call does not hold it; the import that follows finds the library loaded.
"""

import ctypes
import os
from importlib.util import find_spec

_LIBRARY = "ortools.sat.python.cp_model_helper"


def load_solver() -> None:
    """Called by a job before it imports what solves; where the system loads libraries otherwise, the import does it."""
    found = find_spec(_LIBRARY)
    if found is None or found.origin is None or not hasattr(os, "RTLD_NOW"):
        return
    load = ctypes.CDLL(None).dlopen
    load.restype, load.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    load(os.fsencode(found.origin), os.RTLD_NOW)  # where it fails, the import says why
