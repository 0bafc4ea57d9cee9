"""Papers and photographs of a group: added by a button or dropped here, opened, removed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.format import short_day
from rehab_app.core.i18n import _
from rehab_app.core.paths import user_folder
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services.document_files import read_files
from rehab_app.services.documents import Document, add_documents, drop_document, group_documents
from rehab_app.services.jobs import Lane
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_S

if TYPE_CHECKING:
    from rehab_app.services.documents import Document


class Papers(QWidget):
    """Follows the documents of one group.

    Signals:
        changed: other documents are shown (`documents`).
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._group_id = -1
        self.documents: tuple[Document, ...] = ()
        self.table = Grid(
            desk.theme, _("Documents of the group"), (GridColumn(_("Document")), GridColumn(_("Date"), 92))
        )
        self.add = push_button(_("Add files…"))
        self.open = push_button(_("Open"), _("Open the document chosen"))
        self.drop = push_button(_("Remove"), _("Remove the document chosen"))
        self._none = words(
            _("Drop photographs and PDF here: signed agreements, minutes, surveys."), "second", wrap=True
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        buttons.addWidget(self.open)
        buttons.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(words(_("Documents of the group"), "title"))
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self.setAcceptDrops(True)
        self.add.clicked.connect(self._ask)
        self.open.clicked.connect(self._open)
        self.drop.clicked.connect(self._remove)
        self.table.itemSelectionChanged.connect(self._follow)
        self.table.cellDoubleClicked.connect(lambda _row, _column: self._open())
        desk.changed.connect(self._on_change)
        self._follow()

    def show_group(self, group_id: int) -> None:
        """Show the documents of another group."""
        if group_id != self._group_id:
            self._group_id = group_id
            self._show([])
            self._refresh()

    def _refresh(self) -> None:
        session, group = self._desk.session, self._group_id
        if session is None or group < 0:
            return

        def work(_progress: Progress) -> "list[Document]":
            # What reads pictures and PDF is heavy; a window that only looks at prices never loads it.

            return group_documents(session.project, group)

        self._desk.tasks.read(self, work, self._show)

    def _show(self, documents: Sequence["Document"]) -> None:
        self.documents = tuple(documents)
        self.table.show_rows([(one.title, short_day(one.dated_on)) for one in documents])
        self._none.setVisible(not documents)
        self._follow()
        self.changed.emit()

    def _chosen(self) -> "Document | None":
        rows = {index.row() for index in self.table.selectedIndexes()}
        at = rows.pop() if len(rows) == 1 else -1
        return self.documents[at] if 0 <= at < len(self.documents) else None

    def _follow(self) -> None:
        for button in (self.open, self.drop):
            button.setEnabled(self._chosen() is not None)

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), _("Documents of the group"), str(user_folder("documents")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.take([Path(path) for path in paths]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, paths: Sequence[Path]) -> None:
        """Keep files with the group, as a job; those that cannot be are told with the reason."""
        session, group = self._desk.session, self._group_id
        if session is None or not paths or group < 0:
            return

        def work(progress: Progress) -> tuple[Change | None, list[str]]:

            found, refused = read_files(paths)
            change, wrong = add_documents(session.project, session.who, None, found, progress, group)
            return change, [explain(error) for error in (*refused, *wrong)]

        def done(found: tuple[Change | None, list[str]]) -> None:
            change, refused = found
            if change is not None:
                self._desk.changed.emit(change)
            if refused:
                self._desk.said.emit("error", "\n".join(refused))

        self._desk.tasks.start(self, Lane.WRITE, _("Adding the documents"), work, done)

    def _open(self) -> None:
        document = self._chosen()
        if document is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(document.path))):
            self._desk.said.emit("error", _("No program opens this file: {path}").format(path=document.path))

    def _remove(self) -> None:
        document = self._chosen()
        if document is None:
            return

        def action(session: Session) -> Change:

            return drop_document(session.project, session.who, document)

        self._desk.write(action)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasUrls())

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _on_change(self, change: Change) -> None:
        if change.touches("document"):
            self._refresh()
