"""Thumbnails of the documents of a home, with what each shows and when; drawn one after the other, beside the work."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from rehab_app.core.format import short_day
from rehab_app.core.i18n import _
from rehab_app.domain.codes import DOCUMENT_SUBJECTS
from rehab_app.services.documents import Document
from rehab_app.ui.desk import Desk
from rehab_app.ui.dossiers.preview import Sheet
from rehab_app.ui.home.document_viewer import drawn
from rehab_app.ui.icons import icon

_THUMB = QSize(144, 108)
_CELL = QSize(172, 164)


class DocumentList(QListWidget):
    """The row of an entry is the position of its document."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._documents: Sequence[Document] = ()
        self._icons: dict[Path, QIcon] = {}
        self.setAccessibleName(_("Photographs and papers of the home"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(_THUMB)
        self.setGridSize(_CELL)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_documents(self, documents: Sequence[Document], wanted: int) -> None:
        """Show these, the one of that id chosen, else the first; nobody is told."""
        self._documents = documents
        paths = {document.path for document in documents}
        self._icons = {path: known for path, known in self._icons.items() if path in paths}
        with QSignalBlocker(self):
            self.clear()
            for document in documents:
                self.addItem(self._item(document))
            rows = [at for at, document in enumerate(documents) if document.id == wanted]
            self.setCurrentRow(rows[0] if rows else 0)

    def _item(self, document: Document) -> QListWidgetItem:
        about = [_(DOCUMENT_SUBJECTS[document.shows])] if document.shows in DOCUMENT_SUBJECTS else []
        if document.dated_on is not None:
            about.append(short_day(document.dated_on))
        if document.for_firms:
            about.append(_("for the firms"))
        item = QListWidgetItem(self._icon(document), "\n".join([document.title, " · ".join(about)]).strip())
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join([document.title, *about]))
        item.setToolTip(", ".join([document.title, *about]))
        return item

    def _icon(self, document: Document) -> QIcon:
        if document.path not in self._icons:
            self._icons[document.path] = icon("file-text" if document.is_pdf else "image", self._desk.theme.second)
            room = _THUMB * self.devicePixelRatioF()

            def done(sheet: Sheet) -> None:
                self._show_icon(document.path, self._framed(sheet.image))

            def gone(_error: Exception) -> None:
                self._show_icon(document.path, icon("warning-circle", self._desk.theme.on_error))

            self._desk.tasks.read(self, lambda _progress: drawn(document, 0, room), done, gone)
        return self._icons[document.path]

    def _framed(self, picture: QImage) -> QIcon:
        """A thumbnail with a hairline, the same when it is chosen: a white page would not be seen on white."""
        room = _THUMB * self.devicePixelRatioF()
        kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(picture.scaled(room, kept, smooth))
        painter = QPainter(pixmap)
        painter.setPen(QPen(QColor(self._desk.theme.hairline), 1))
        painter.drawRect(pixmap.rect().adjusted(0, 0, -1, -1))
        painter.end()
        made = QIcon(pixmap)
        made.addPixmap(pixmap, QIcon.Mode.Selected)
        return made

    def _show_icon(self, path: Path, picture: QIcon) -> None:
        self._icons[path] = picture
        for at, document in enumerate(self._documents):
            item = self.item(at) if document.path == path else None
            if item is not None:
                item.setIcon(picture)
