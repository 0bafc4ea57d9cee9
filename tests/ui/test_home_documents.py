"""Documents on the page of a home: dropped, pasted, described, opened, removed."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from reportlab.pdfgen.canvas import Canvas

from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.ui.hands import front, pick, type_line
from tests.ui.visible import clipped, texts
from tests.ui.windows import home_page


@pytest.fixture
def town(priced_town: Path) -> Path:
    return priced_town


def photograph(path: Path) -> Path:
    Image.new("RGB", (800, 600), (160, 90, 60)).save(path, "JPEG")
    return path


def pdf(path: Path, pages: int = 2) -> Path:
    written = BytesIO()
    canvas = Canvas(written)
    for page in range(pages):
        canvas.drawString(80, 700, f"Page {page + 1}")
        canvas.showPage()
    canvas.save()
    path.write_bytes(written.getvalue())
    return path


def dropped(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_dropped_files_are_kept_described_opened_and_removed_with_undo(window: MainWindow, tmp_path: Path) -> None:
    page = home_page(window)
    tab = page.documents
    front(window, page, tab)
    broken = tmp_path / "casse.jpg"
    broken.write_text("rien")
    tab.take(dropped(photograph(tmp_path / "rue.jpg"), pdf(tmp_path / "amiante.pdf"), broken))
    settle(window)
    assert [one.title for one in tab.documents] == ["rue", "amiante"]
    assert tab.refused.isVisible()
    assert "casse.jpg" in tab.refused.text()

    tab.list.setCurrentRow(0)
    type_line(window, tab.editors["title"], "Facade sur rue")
    pick(window, tab.editors["shows"], "street")
    pick(window, tab.editors["for_firms"], 1)
    described = tab.documents[0]
    assert (described.title, described.shows, described.for_firms) == ("Facade sur rue", "street", True)
    item = tab.list.item(0)
    assert item is not None
    assert "façade sur rue" in item.text()
    assert not item.icon().isNull()

    tab.open.click()
    settle(window)
    assert tab.viewer.isVisible()
    assert not tab.viewer.picture.pixmap().isNull()
    before = tab.viewer.picture.pixmap().width()
    tab.viewer.larger.click()
    settle(window)
    assert tab.viewer.picture.pixmap().width() > before
    tab.viewer.back.click()
    assert not tab.viewer.isVisible()

    tab.drop.click()
    settle(window)
    assert [one.title for one in tab.documents] == ["amiante"]
    assert window.commands.undo.text().endswith("Retirer le document")  # its title may name people: it stays out
    window.commands.undo.trigger()
    settle(window)
    assert {one.title for one in tab.documents} == {"Facade sur rue", "amiante"}
    assert clipped(tab) == []


def test_the_pages_of_a_pdf_are_turned(window: MainWindow, tmp_path: Path) -> None:
    page = home_page(window)
    front(window, page, page.documents)
    page.documents.add_files([pdf(tmp_path / "audit.pdf", 3)])
    settle(window)
    viewer = page.documents.viewer
    page.documents.open.click()
    settle(window)
    assert viewer.pages == 3
    viewer.after.click()
    settle(window)
    assert viewer.page == 1
    assert "page 2 sur 3" in texts(viewer)


def test_a_picture_is_pasted(window: MainWindow) -> None:
    page = home_page(window)
    front(window, page, page.documents)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("#a04a2a"))
    mime = QMimeData()
    mime.setImageData(picture)
    page.documents.take(mime)
    settle(window)
    assert [one.kind for one in page.documents.documents] == ["photo"]
    page.documents.take(QMimeData())
    assert page.documents.refused.isVisible()


def test_a_document_whose_file_has_gone_says_so(window: MainWindow, tmp_path: Path) -> None:
    page = home_page(window)
    front(window, page, page.documents)
    page.documents.add_files([photograph(tmp_path / "rue.jpg")])
    settle(window)
    page.documents.documents[0].path.unlink()
    page.documents.open.click()
    settle(window)
    assert "n’est pas à côté du projet" in page.documents.viewer.picture.text()
