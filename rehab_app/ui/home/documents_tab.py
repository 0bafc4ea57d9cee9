"""Photographs and papers of the home shown: dropped, pasted or chosen; described, opened, removed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QImageWriter, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.catalogue.records import DOCUMENT
from rehab_app.domain.change import Change
from rehab_app.domain.fields import Field
from rehab_app.services.document_files import LARGEST_MB, Brought, read_files
from rehab_app.services.documents import (
    Document,
    add_documents,
    change_document,
    documents_folder,
    documents_of,
    drop_document,
)
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.services.jobs import Lane
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.document_list import DocumentList
from rehab_app.ui.home.document_viewer import DocumentViewer
from rehab_app.ui.home.field_editor import FieldEditor
from rehab_app.ui.home.typed import Typed
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.empty import EmptyState
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_M, SPACE_S

_EDITED = ("title", "shows", "dated_on", "for_firms")
Added = tuple[Change | None, list[RehabError]]


class DocumentsTab(QWidget):
    """Follows the home shown; `documents` is what it shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self._shown: Document | None = None
        self._typed = Typed(desk, "documents", _("Document"))
        self.documents: Sequence[Document] = ()
        self.list = DocumentList(desk)
        self.told, self.refused = words("", "small", wrap=True), words("", "error", wrap=True)
        self.add = QPushButton(_("Add files…"))
        self.add.setIcon(icon("plus", desk.theme.ink))
        self.paste = QPushButton(_("Paste"))
        self.paste.setAccessibleName(_("Paste a photograph or files"))
        self.paste.setToolTip(_("Paste a photograph or files (Ctrl+V)"))
        self.open, self.drop = QPushButton(_("Open")), QPushButton(_("Remove"))
        self.drop.setAccessibleName(_("Remove the document"))
        set_role(self.drop, "flat")
        self.editors = {name: FieldEditor(DOCUMENT.field(name), self._write, self._keep) for name in _EDITED}
        self.viewer = DocumentViewer(desk, self._close_viewer)
        self._stack = QStackedWidget()
        told = _("Drop photographs of the house and papers here: survey reports, quotes, bills, energy assessment.")
        self._empty = EmptyState(desk.theme, "image", _("No document yet"), (told,))
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(self.told, 1)
        bar.addWidget(self.paste)
        bar.addWidget(self.add)
        self._form = QWidget()
        sheet = QVBoxLayout(self._form)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.setSpacing(SPACE_S)
        for editor in self.editors.values():
            sheet.addWidget(editor)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open)
        buttons.addWidget(self.drop)
        buttons.addStretch(1)
        sheet.addLayout(buttons)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(bar)
        column.addWidget(self.refused)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        column.addWidget(self._form)
        self._stack.addWidget(listed)
        self._stack.addWidget(self.viewer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE_M, 0, 0)
        whole.addWidget(self._stack)
        self.refused.hide()

    def _connect(self) -> None:
        self.add.clicked.connect(self._ask)
        self.paste.clicked.connect(lambda: self.take(QApplication.clipboard().mimeData()))
        self.open.clicked.connect(self._open)
        self.drop.clicked.connect(self._drop)
        self.list.itemActivated.connect(lambda _item: self._open())
        self.list.currentRowChanged.connect(self._choose)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence.StandardKey.Paste, self, self.paste.click, context=within)
        QShortcut(QKeySequence.StandardKey.Delete, self.list, self._drop, context=within)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_home(self, view: DwellingView) -> None:
        """Show the documents of a home."""
        session = self._desk.session
        if session is None:
            return
        if self._view is None or self._view.record["id"] != view.record["id"]:
            self._show(None)
            self.blame([])
            self._close_viewer()
        self._view = view
        home = int(view.record["id"])

        def work(_progress: Progress) -> tuple[list[Document], Path]:
            return documents_of(session.project, home), documents_folder(session.project)

        def done(found: tuple[list[Document], Path]) -> None:
            if self._view is not None and self._view.record["id"] == home:
                self._list(*found)

        self._desk.tasks.read(self, work, done)

    def _list(self, found: Sequence[Document], folder: Path) -> None:
        added = bool(self.documents) and len(found) > len(self.documents)
        wanted = found[-1].id if added else self._shown.id if self._shown is not None else 0
        self.documents = found
        told = _("Photographs and PDF, {limit} MB each at most. They are kept beside the project, in {folder}.")
        self.told.setText(told.format(limit=LARGEST_MB, folder=folder.name))
        self.told.setToolTip(str(folder))
        self.list.show_documents(found, wanted)
        self._choose(self.list.currentRow())
        for widget in (self.list, self._form):
            widget.setVisible(bool(found))
        self._empty.setVisible(not found)

    def _choose(self, row: int) -> None:
        self._show(self.documents[row] if 0 <= row < len(self.documents) else None)

    def _show(self, document: Document | None) -> None:
        other = document is None or self._shown is None or document.id != self._shown.id
        self._shown = document
        for name, editor in self.editors.items():
            if other:
                editor.forget()
            value = getattr(document, name) if document is not None else None
            editor.show_value(int(value) if isinstance(value, bool) else value)
        if other and document is not None and self._view is not None:
            self._typed.take_up(int(self._view.record["id"]), self.editors, str(document.id))

    # --- what the user does ------------------------------------------------------------------------------------------

    def take(self, brought: QMimeData) -> None:
        """Add what was dropped or pasted: files, else a picture."""
        paths = [Path(url.toLocalFile()) for url in brought.urls() if url.isLocalFile()]
        if paths:
            self.add_files(paths)
        elif brought.hasImage():
            picture = QImage(brought.imageData())
            self._start(lambda: ([Brought(_("Pasted photograph"), _png(picture))], []))
        else:
            self.blame([RehabError(_("There is neither a photograph nor a file to paste."))])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files; those that cannot be taken are named, with the reason."""
        self._start(lambda: read_files(paths))

    def _start(self, read: Any) -> None:
        session, view = self._desk.session, self._view
        if session is None or view is None:
            return
        self.blame([])

        def work(progress: Progress) -> Added:
            brought, refused = read()
            change, more = add_documents(session.project, session.who, int(view.record["id"]), brought, progress)
            return change, [*refused, *more]

        def done(added: Added) -> None:
            change, refused = added
            self.blame(refused)
            if change is not None:
                self._desk.changed.emit(change)

        self._desk.tasks.start(self, Lane.WRITE, _("Adding documents"), work, done)

    def blame(self, refused: Sequence[RehabError]) -> None:
        """Say what could not be taken, and why."""
        self.refused.setText("\n".join(explain(error) for error in refused))
        self.refused.setVisible(bool(refused))

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), _("Add photographs and papers"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("Photographs and PDF (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.pdf)"))
        dialog.filesSelected.connect(lambda names: self.add_files([Path(name) for name in names]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open(self) -> None:
        if self._shown is not None:
            self._stack.setCurrentWidget(self.viewer)
            self.viewer.show_document(self._shown)

    def _close_viewer(self) -> None:
        if self._stack.currentWidget() is self.viewer:
            self._stack.setCurrentIndex(0)
            self.list.setFocus()

    def _drop(self) -> None:
        document = self._shown
        if document is not None:
            self._desk.write(lambda session: drop_document(session.project, session.who, document))

    def _write(self, field: Field, value: Any) -> None:
        document, editor = self._shown, self.editors[field.name]
        if document is None:
            return

        def action(session: Session) -> Change:
            return change_document(session.project, session.who, document, {field.name: value})

        self._desk.write(action, None, lambda error: editor.blame(explain(error)))

    def _keep(self) -> None:
        if self._view is not None and self._shown is not None:
            home = int(self._view.record["id"])
            self._typed.keep_editors(home, self._view.address, self.editors, str(self._shown.id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(event.mimeData())
        event.acceptProposedAction()


def _png(picture: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(content.data())
