"""Jobs as the window knows them: results come back as signals on the main thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.services.jobs import Job, Jobs, Lane, State, Work
from rehab_app.ui.garbage import Garbage

Then = Callable[[Any], None]


class Tasks(QObject):
    """Starts jobs and delivers their ends.

    Signals:
        changed: a shown job was started, moved on or ended.
        failed: a job failed and nobody asked to be told; carries the error.
    """

    changed = Signal(object)
    failed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self._arrived.emit)
        self._waiting: dict[Job, tuple[QObject, Then | None, Then | None]] = {}
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._garbage = Garbage(lambda: self.idle, self)

    @property
    def shown(self) -> list[Job]:
        """Jobs under way that the user sees."""
        return [job for job in self._waiting if job.shown]

    @property
    def idle(self) -> bool:
        return not self._waiting

    def read(self, owner: QObject, work: Work, then: Then, failed: Then | None = None) -> Job:
        """Read or compute for a screen, unseen; `then` gets the result unless `owner` is gone by then."""
        return self.start(owner, Lane.READ, "", work, then, failed, shown=False)

    def start(
        self,
        owner: QObject,
        lane: Lane,
        label: str,
        work: Work,
        then: Then | None = None,
        failed: Then | None = None,
        shown: bool = True,
    ) -> Job:
        """Queue work; `then(result)` or `failed(error)` is called on the main thread while `owner` lives."""
        job = self._jobs.start(lane, label, work, shown)
        self._waiting[job] = (owner, then, failed)
        if shown:
            self.changed.emit(job)
        return job

    def close(self) -> None:
        """Stop all work and wait for it; nothing is delivered afterwards."""
        self._jobs.close()
        self._waiting.clear()
        self._garbage.close()

    def _deliver(self, job: Job) -> None:
        if job not in self._waiting:
            return
        if not job.ended:
            if job.shown:
                self.changed.emit(job)
            return
        owner, then, failed = self._waiting.pop(job)
        if job.shown:
            self.changed.emit(job)
        if job.state is State.DONE and then is not None and isValid(owner):
            then(job.result)
        elif job.state is State.FAILED and job.error is not None:
            self._fail(job.error, failed if isValid(owner) else None)

    def _fail(self, error: Exception, failed: Then | None) -> None:
        if failed is not None:
            failed(error)
        else:
            self.failed.emit(error)


def explain(error: Exception) -> str:
    """What to show of an error: its own words when expected, its kind otherwise."""
    if isinstance(error, RehabError):
        return error.text
    return _("Unexpected error ({kind}). The details are in the log.").format(kind=type(error).__name__)
