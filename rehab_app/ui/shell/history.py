"""Undo and redo: they mirror the journal of the project, and are named by it."""

from PySide6.QtCore import QObject

from rehab_app.services import editing
from rehab_app.ui.desk import Desk
from rehab_app.ui.shell.actions import Actions


class History(QObject):
    """Connects the two actions to the journal."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__(actions)
        self._desk = desk
        self._actions = actions
        actions.undo.triggered.connect(lambda: desk.write(lambda session: editing.undo(session.project, session.who)))
        actions.redo.triggered.connect(lambda: desk.write(lambda session: editing.redo(session.project, session.who)))
        desk.opened.connect(self.refresh)
        desk.changed.connect(self.refresh)
        desk.journalled.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        session = self._desk.session
        if session is None:
            self._actions.name_history(None, None)
            return

        def done(labels: tuple[str | None, str | None]) -> None:
            if self._desk.session is session:
                self._actions.name_history(*labels)

        self._desk.tasks.read(self, lambda _progress: editing.history_labels(session.project), done)
