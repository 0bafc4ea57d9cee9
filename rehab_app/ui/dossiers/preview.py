"""A PDF on screen, page by page, drawn by pypdfium2 in a job."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.services.pdf_pages import PDFIUM
from rehab_app.ui.desk import Desk
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.empty import EmptyState
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_M, SPACE_S

if TYPE_CHECKING:
    from rehab_app.ui.dossiers.printing import PaperPrinter

_SIDE_PX = 32


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as an image, and how many pages there are."""

    image: QImage
    page: int
    pages: int


def draw_page(source: Path | bytes, page: int, width_px: int) -> Sheet:
    """Draw one page of a file or of what would be one, 0 the first, to a width.

    Raises:
        RehabError: the file is gone or is not a PDF.
    """
    import pypdfium2

    name = source.name if isinstance(source, Path) else ""
    if isinstance(source, Path) and not source.is_file():
        raise RehabError(_("This file is not there any more."), where=name, remedy=_("Print it again."))
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(source)
        except pypdfium2.PdfiumError as error:
            raise RehabError(_("This file cannot be shown."), where=name, remedy=_("Print it again.")) from error
        try:
            pages = len(document)
            shown = document[min(page, pages - 1)]
            bitmap = shown.render(scale=width_px / shown.get_width(), rev_byteorder=True)
            form = QImage.Format.Format_RGBA8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        finally:
            document.close()
    return Sheet(image, min(page, pages - 1), pages)


class Preview(QWidget):
    """Shows a file from its first page; says why when it cannot."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._source: Path | bytes | None = None
        self._title = ""
        self._paper: PaperPrinter | None = None
        self.page = 0
        self.pages = 0
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.sheet)
        self._area.setAccessibleName(_("Preview of the dossier"))
        self._where = words("", "second")
        self._name = words("", "second")
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a long name is cut first
        self.before = self._turner("caret-left", _("Page before"), -1)
        self.after = self._turner("caret-right", _("Page after"), 1)
        self._stack = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(self._name, 1)
        self.print_button = QToolButton()
        self.print_button.setIcon(icon("printer", self._desk.theme.ink))
        self.print_button.setIconSize(QSize(16, 16))
        self.print_button.setText(_("Print…"))
        self.print_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.print_button.setToolTip(_("Print on a printer, all pages or some"))
        self.print_button.setAccessibleName(_("Print on a printer"))
        self.print_button.clicked.connect(self.print_out)
        for widget in (self.before, self._where, self.after, self.print_button):
            bar.addWidget(widget)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(bar)
        column.addWidget(self._area, 1)
        self._stack.addWidget(
            EmptyState(
                self._desk.theme,
                "file-text",
                _("No dossier to show"),
                (_("Choose a dossier on the left to see it before it is printed, or one that was printed before."),),
            )
        )
        self._stack.addWidget(shown)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def show_file(self, path: Path) -> None:
        self._open(path, path.name)

    def show_proof(self, name: str, pdf: bytes) -> None:
        """Show what is not printed yet."""
        self._open(pdf, _("Not printed yet: {name}").format(name=name))

    def _open(self, source: Path | bytes, title: str) -> None:
        self._source, self._title, self.page = source, title, 0
        self._draw()

    def print_out(self) -> None:
        """Ask for a printer and print what is shown."""
        # The printing library of Qt asks the system for its printers: it is loaded when a paper is wanted.
        from rehab_app.ui.dossiers.printing import PaperPrinter

        if self._source is None:
            return
        if self._paper is None:
            self._paper = PaperPrinter(self._desk, self)
        self._paper.ask(self._source, self._title, self.pages)

    def turn(self, pages: int) -> None:
        """Go so many pages on."""
        self.page = min(max(self.page + pages, 0), max(self.pages - 1, 0))
        self._draw()

    def _draw(self) -> None:
        source, page = self._source, self.page
        if source is None:
            return
        ratio = self.devicePixelRatioF()
        width = int((max(self.width(), 480) - _SIDE_PX) * ratio)  # the area is not laid out before its first page

        def work(_progress: Progress) -> Sheet:
            return draw_page(source, page, width)

        def done(sheet: Sheet) -> None:
            if source is self._source and page == self.page:
                self._show(sheet, ratio)

        self._desk.tasks.read(self, work, done, self._desk.tell_error)

    def _show(self, sheet: Sheet, ratio: float) -> None:
        self.pages = sheet.pages
        sheet.image.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(QPixmap.fromImage(sheet.image))
        self.sheet.setAccessibleName(_("Page {page} of {pages}").format(page=sheet.page + 1, pages=sheet.pages))
        self._where.setText(_("Page {page} of {pages}").format(page=sheet.page + 1, pages=sheet.pages))
        self._name.setText(self._title)
        self._name.setToolTip(str(self._source) if isinstance(self._source, Path) else self._title)
        self.before.setEnabled(sheet.page > 0)
        self.after.setEnabled(sheet.page < sheet.pages - 1)
        self._stack.setCurrentIndex(1)

    def _turner(self, picture: str, text: str, pages: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture, self._desk.theme.ink))
        button.setIconSize(QSize(16, 16))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(lambda: self.turn(pages))
        return button
