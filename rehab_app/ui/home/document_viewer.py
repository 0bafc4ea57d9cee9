"""A document of a home, whole, in the window: a photograph or the pages of a PDF, larger or smaller."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.services.documents import Document
from rehab_app.ui.desk import Desk
from rehab_app.ui.dossiers.preview import Sheet, draw_page
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.words import shrinking, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_M, SPACE_S

_ZOOMS = (1.0, 1.5, 2.0, 3.0)
_EDGE_PX = 24


def drawn(document: Document, page: int, room: QSize) -> Sheet:
    """A page of a document in that room: a photograph fits it, a PDF takes its width.

    Raises:
        RehabError: the file has gone or is damaged.
    """
    if document.is_pdf:
        return draw_page(document.path, page, room.width())
    reader = QImageReader(str(document.path))
    size = reader.size()
    if not size.isValid():
        told = _("The file of this document is not beside the project.")
        raise RehabError(told, document.path.name, _("Put it back, or remove the document and add it again."))
    reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image: QImage = reader.read()
    return Sheet(image, 0, 1)


class DocumentViewer(QWidget):
    """Shows one document at a time; `close` is called when the user goes back."""

    def __init__(self, desk: Desk, close: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._document: Document | None = None
        self.page, self.pages, self._zoom = 0, 0, 0
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.picture)
        self._area.setAccessibleName(_("Document"))
        self.back = QPushButton(_("Back to the documents"))
        self.back.setIcon(icon("arrow-left", desk.theme.ink))
        self.back.clicked.connect(close)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, close, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._title, self._where = shrinking("", "title"), words("", "second")
        self.before = self._tool("caret-left", _("Page before"), "PgUp", lambda: self._turn(-1))
        self.after = self._tool("caret-right", _("Page after"), "PgDown", lambda: self._turn(1))
        self.smaller = self._tool("minus", _("Smaller"), "Ctrl+-", lambda: self._scale(-1))
        self.larger = self._tool("plus", _("Larger"), "Ctrl++", lambda: self._scale(1))
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(self.back)
        bar.addWidget(self._title, 1)
        for widget in (self.before, self._where, self.after, self.smaller, self.larger):
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(bar)
        column.addWidget(self._area, 1)

    def _tool(self, picture: str, name: str, shortcut: str, action: Callable[[], None]) -> QToolButton:
        keys, button = QKeySequence(shortcut), QToolButton()
        button.setIcon(icon(picture, self._desk.theme.ink))
        button.setToolTip(f"{name} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
        button.setAccessibleName(name)
        button.clicked.connect(action)
        QShortcut(keys, self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return button

    def show_document(self, document: Document) -> None:
        """Show a document from its first page, as large as it fits."""
        self._document, self.page, self._zoom = document, 0, 0
        self._title.setText(document.title)
        self.picture.clear()
        self._draw()
        self.back.setFocus()

    def _turn(self, pages: int) -> None:
        self.page = min(max(self.page + pages, 0), max(self.pages - 1, 0))
        self._draw()

    def _scale(self, steps: int) -> None:
        self._zoom = min(max(self._zoom + steps, 0), len(_ZOOMS) - 1)
        self._draw()

    def _draw(self) -> None:
        document, page, ratio = self._document, self.page, self.devicePixelRatioF()
        if document is None:
            return
        room = (self._area.viewport().size() - QSize(_EDGE_PX, _EDGE_PX)).expandedTo(QSize(200, 200))
        room *= _ZOOMS[self._zoom] * ratio
        wanted = document, page, self._zoom

        def work(_progress: Progress) -> Sheet:
            return drawn(document, page, room)

        def done(sheet: Sheet) -> None:
            if wanted == (self._document, self.page, self._zoom):
                self._show(sheet, ratio)

        self._desk.tasks.read(self, work, done, lambda error: self.picture.setText(explain(error)))

    def _show(self, sheet: Sheet, ratio: float) -> None:
        pixmap = QPixmap.fromImage(sheet.image)
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
        self.picture.setAccessibleName(self._title.text())
        self.pages = sheet.pages
        several = sheet.pages > 1
        self._where.setText(_("page {number} of {count}").format(number=sheet.page + 1, count=sheet.pages))
        for widget in (self._where, self.before, self.after):
            widget.setVisible(several)
        self.before.setEnabled(sheet.page > 0)
        self.after.setEnabled(sheet.page < sheet.pages - 1)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom < len(_ZOOMS) - 1)
