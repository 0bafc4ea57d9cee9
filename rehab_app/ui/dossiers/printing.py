"""A PDF on paper: the dialog of the system, then each page drawn by a job and painted when it has come."""

from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.ui.desk import Desk
from rehab_app.ui.dossiers.preview import Sheet, draw_page

_FINEST_DPI = 300  # a page of text gains nothing beyond, and takes 25 MB


class PaperPrinter(QObject):
    """Prints a file or what would be one; the window stays free between two pages."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, parent
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._source: Path | bytes = b""
        self._done = 0

    @property
    def busy(self) -> bool:
        """Whether pages are still to come."""
        return self._painter is not None

    def ask(self, source: Path | bytes, title: str, pages: int) -> None:
        """Ask which printer and which pages, then print."""
        if self.busy:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(_("Print {title}").format(title=title))
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer, source))
        dialog.setModal(True)
        dialog.show()

    def print_on(self, printer: QPrinter, source: Path | bytes) -> None:
        """Print the pages that the printer was told of, all where it was told of none."""
        self._printer, self._source, self._done = printer, source, 0
        printer.setFullPage(True)  # the margins of the page are in the page
        painter = QPainter()
        if not painter.begin(printer):
            self._desk.tell_error(
                RehabError(
                    _("This printer does not answer."),
                    printer.printerName(),
                    _("See that it is switched on, or choose another."),
                )
            )
            return
        self._painter = painter
        self._next(max(printer.fromPage(), 1) - 1)

    def _next(self, page: int) -> None:
        printer = self._printer
        assert printer is not None
        paper = printer.pageLayout().fullRect(QPageLayout.Unit.Inch)
        source, width = self._source, int(paper.width() * min(printer.resolution(), _FINEST_DPI))

        def work(_progress: Progress) -> Sheet:
            return draw_page(source, page, width)

        self._desk.tasks.read(self, work, self._paint, self._failed)

    def _paint(self, drawn: Sheet) -> None:
        printer, painter = self._printer, self._painter
        assert printer is not None
        assert painter is not None
        if self._done:
            printer.newPage()
        paper = QRectF(painter.viewport())
        size = drawn.image.size().toSizeF().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(paper.topLeft(), size), drawn.image)
        self._done += 1
        last = min(printer.toPage() or drawn.pages, drawn.pages)
        if drawn.page + 1 < last:
            self._next(drawn.page + 1)
            return
        self._end()
        words = ngettext("{count} page sent to the printer", "{count} pages sent to the printer", self._done)
        self._desk.said.emit("good", words.format(count=self._done))

    def _failed(self, error: RehabError) -> None:
        if self._printer is not None:
            self._printer.abort()
        self._end()
        self._desk.tell_error(error)

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
        self._painter = self._printer = None
