"""What is shown of a dossier goes to a printer, page by page and beside the window; here the printer writes a PDF."""

from io import BytesIO
from pathlib import Path

import pypdfium2
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from pytestqt.qtbot import QtBot

from rehab_app.reports.landlord import landlord_pdf
from rehab_app.ui.dossiers.page import DossiersPage
from rehab_app.ui.dossiers.printing import PaperPrinter
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.reports.invented_landlord import landlord

A4_POINTS = (595, 842)


def dossier() -> tuple[bytes, int]:
    target = BytesIO()
    pages = landlord_pdf(landlord(6), target)
    return target.getvalue(), pages


def printer_to(path: Path, first: int = 0, last: int = 0) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(150)
    printer.setFromTo(first, last)
    return printer


def ink(page: pypdfium2.PdfPage) -> float:
    """Share of the page that is not white."""
    grey = page.render(scale=0.5, grayscale=True).to_numpy()
    return float((grey < 200).mean())


def printed(qtbot: QtBot, window: MainWindow, printer: QPrinter, pdf: bytes) -> None:
    paper = PaperPrinter(window.desk, window)
    paper.print_on(printer, pdf)
    assert paper.busy, "the window is free before the first page is drawn"
    qtbot.waitUntil(lambda: not paper.busy, timeout=60_000)


def test_all_pages_are_printed_as_they_are(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    pdf, pages = dossier()
    printed(qtbot, window, printer_to(tmp_path / "all.pdf"), pdf)
    before, after = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(tmp_path / "all.pdf")
    assert len(after) == pages
    for one, other in zip(before, after, strict=True):
        assert tuple(round(side) for side in other.get_size()) == A4_POINTS
        assert abs(ink(one) - ink(other)) < 0.01
    before.close()
    after.close()


def test_only_the_pages_asked_for_are_printed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    pdf, pages = dossier()
    assert pages >= 3
    printed(qtbot, window, printer_to(tmp_path / "some.pdf", 2, 3), pdf)
    before, after = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(tmp_path / "some.pdf")
    assert len(after) == 2
    assert abs(ink(before[1]) - ink(after[0])) < 0.01
    before.close()
    after.close()


def test_a_file_that_has_gone_is_told_and_leaves_the_printer_free(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    told: list[str] = []
    window.desk.said.connect(lambda _kind, text: told.append(text))
    paper = PaperPrinter(window.desk, window)
    paper.print_on(printer_to(tmp_path / "none.pdf"), tmp_path / "gone.pdf")
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert "gone.pdf" in told[0]
    assert not paper.busy


def test_the_button_asks_for_a_printer_and_the_window_stays_free(qtbot: QtBot, window: MainWindow) -> None:
    page = window.frame.show_page("dossiers")
    assert isinstance(page, DossiersPage)
    settle(window)
    pdf, _pages = dossier()
    page.preview.show_proof("essai.pdf", pdf)
    settle(window)
    page.preview.print_button.click()
    (dialog,) = page.preview.findChildren(QPrintDialog)
    assert (dialog.minPage(), dialog.maxPage()) == (1, page.preview.pages)
    dialog.reject()
