"""The collector of cyclic garbage, told when to wait."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_waiting = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """No collection in the meantime, on any thread.

    For work that makes some hundred thousand objects and keeps them: the collector would visit them all again and
    again, which doubles the time of the work and stops every thread, the window's too.
    """
    global _waiting  # the collector is one for the whole process, so is the count
    with _lock:
        _waiting += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _waiting -= 1
            if not _waiting:
                gc.enable()
