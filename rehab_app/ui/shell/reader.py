"""Keeps `desk.homes` equal to the project: reads it when a project opens and after each change, on another thread."""

from PySide6.QtCore import QObject

from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.ui.desk import Desk
from rehab_app.ui.quartier.prepared import Prepared, prepare

_IGNORED = frozenset({"journal", "journal_change", "draft", "import_mapping", "saved_view", "dossier"})
_PLACES = ("neighbourhood", "building", "street")


class HomesReader(QObject):
    """One read at a time; a change that comes during a read causes another after it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._reading = False
        self._again = False
        self._places_changed = True
        desk.opened.connect(self.read)
        desk.changed.connect(self._on_change)

    def read(self) -> None:
        """Read everything anew."""
        self._places_changed = True
        self._start()

    def _start(self) -> None:
        session = self._desk.session
        if session is None:
            return
        if self._reading:
            self._again = True
            return
        self._reading = True
        known = None if self._places_changed else self._desk.homes
        self._places_changed = False

        before, mode, more = self._desk.prepared, self._desk.map_mode, self._desk.more_columns

        def work(progress: Progress) -> Prepared:
            return prepare(read_neighbourhood(session.project, progress, known, more), mode, before)

        def done(prepared: Prepared) -> None:
            self._reading = False
            if self._desk.session is session:
                self._desk.prepared = prepared
                self._desk.homes = prepared.homes
                self._desk.read.emit()
            self._read_again()

        def failed(error: Exception) -> None:
            self._reading = False
            self._places_changed = True
            if self._desk.session is session:
                self._desk.tell_error(error)
            self._read_again()

        self._desk.tasks.read(self, work, done, failed)

    def _read_again(self) -> None:
        if self._again:
            self._again = False
            self._start()

    def _on_change(self, change: Change) -> None:
        if set(change.rows) - _IGNORED:
            self._places_changed |= change.touches(*_PLACES)
            self._start()
