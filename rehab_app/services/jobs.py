"""Work that lasts: one worker that writes, several that read and compute; progress, cancel, results.

The listener is called from the worker's thread at each change of a job; the window brings it to its own thread.
"""

import logging
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from rehab_app.core.errors import Cancelled
from rehab_app.core.progress import Progress

_log = logging.getLogger(__name__)
_TELL_EVERY_S = 0.05


class Lane(StrEnum):
    READ = "read"
    WRITE = "write"


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({State.DONE, State.FAILED, State.CANCELLED})


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work as the list of jobs shows it.

    Attributes:
        label: what is done, in the user's language.
        shown: False for short reads that only fill a screen.
        result: what the work returned, when done.
        error: why it failed, when it did.
    """

    label: str
    lane: Lane
    shown: bool = True
    state: State = State.WAITING
    done: int = 0
    total: int = 0
    doing: str = ""
    result: Any = None
    error: Exception | None = None
    progress: Progress = field(default_factory=Progress)

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    def cancel(self) -> None:
        """Ask the work to stop; a job that still waits will not start."""
        self.progress.cancel()


Work = Callable[[Progress], Any]
Listener = Callable[[Job], None]


class Jobs:
    """The two lanes. `close` cancels what runs and waits for it."""

    def __init__(self, listener: Listener, readers: int = 3) -> None:
        self._listener = listener
        self._open: set[Job] = set()
        self._lanes = {
            Lane.READ: ThreadPoolExecutor(readers, thread_name_prefix="rehab-read"),
            Lane.WRITE: ThreadPoolExecutor(1, thread_name_prefix="rehab-write"),
        }

    def start(self, lane: Lane, label: str, work: Work, shown: bool = True) -> Job:
        """Queue a piece of work in a lane; writes run one after another, in the order asked."""
        job = Job(label, lane, shown)
        self._open.add(job)
        job.progress.listener = _Teller(job, self._listener)
        self._lanes[lane].submit(self._run, job, work)
        return job

    def close(self) -> None:
        """Ask every job to stop and wait until all have."""
        for job in tuple(self._open):
            job.cancel()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, work: Work) -> None:
        try:
            job.progress.step(0, 0)
            job.state = State.RUNNING
            job.result = work(job.progress)
            job.state = State.DONE
        except Cancelled as stopped:
            job.error, job.state = stopped, State.CANCELLED
        except Exception as error:  # noqa: BLE001 - whatever a job raises is told to the user, by its listener
            job.error, job.state = error, State.FAILED
            _log.error("a job failed: %s", failure_place(error))
        self._open.discard(job)
        self._listener(job)


def failure_place(error: BaseException) -> str:
    """Kind of an error and the lines it passed through: what a log may keep, for its own words may name a person."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places}"


class _Teller:
    """Passes progress on, not more often than the eye follows."""

    def __init__(self, job: Job, listener: Listener) -> None:
        self._job = job
        self._listener = listener
        self._told_at_s = 0.0

    def __call__(self, done: int, total: int, doing: str) -> None:
        self._job.done, self._job.total, self._job.doing = done, total, doing
        now = time.monotonic()
        if now - self._told_at_s >= _TELL_EVERY_S:
            self._told_at_s = now
            self._listener(self._job)
