"""How long work tells how far it is and learns that it should stop."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from rehab_app.core.errors import Cancelled
from rehab_app.core.i18n import _

Listener = Callable[[int, int, str], None]


def _silent(done: int, total: int, doing: str) -> None:
    """Nobody listens."""


@dataclass(slots=True)
class Progress:
    """Handed to every use case that may last. `step` reports and raises `Cancelled` when asked to stop.

    The listener is called from the thread that works with (done, total, what is being done).
    """

    listener: Listener = _silent
    _stop: Event = field(default_factory=Event)

    def step(self, done: int, total: int, doing: str = "") -> None:
        if self._stop.is_set():
            raise Cancelled(_("Stopped at your request."))
        self.listener(done, total, doing)

    def cancel(self) -> None:
        """Ask the work to stop; safe from any thread."""
        self._stop.set()
