"""A home from its survey to the papers: answered, visited, photographed, described, chosen, printed in windows."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from rehab_app.services.papers import folder_of
from rehab_app.storage.project import Project
from rehab_app.ui.dossiers.page import DossiersPage
from rehab_app.ui.home.field_editor import FieldEditor
from rehab_app.ui.home.page import HomePage
from rehab_app.ui.home.paragraph_editor import ParagraphEditor
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.pictures import settle
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.window import MainWindow
from tests.services.priced_street import priced_street
from tests.ui.windows import home_page

_GPS = {1: "N", 2: (50.0, 27.0, 30.0), 3: "E", 4: (2.0, 47.0, 24.0)}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Three neighbours who have formed a group already."""
    path = tmp_path / "essai.rehab"
    project, homes = priced_street(path)
    with project, project.write("Testeuse", "Un groupement") as writer:
        (group,) = writer.insert("owner_group", [{"name": "Les voisins", "stage": "interested"}])
        writer.insert("member", [{"group_id": group, "dwelling_id": home, "stage": "interested"} for home in homes])
    return path


def write(window: MainWindow, editor: FieldEditor | ParagraphEditor, text: str) -> None:
    entry = editor.editor
    window.activateWindow()
    entry.setFocus()
    QTest.keyClicks(entry, text)
    if isinstance(entry, QLineEdit):
        QTest.keyClick(entry, Qt.Key.Key_Return)
    else:
        assert isinstance(entry, QPlainTextEdit)
        entry.clearFocus()
    settle(window)


def pick(window: MainWindow, box: object, value: object) -> None:
    assert isinstance(box, Choice)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    settle(window)


def words_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def photographed(path: Path) -> Path:
    image = Image.new("RGB", (900, 600), (170, 100, 70))
    exif = image.getexif()
    exif.get_ifd(0x8825).update(_GPS)
    image.save(path, "JPEG", exif=exif)
    return path


def answer_and_visit(window: MainWindow, page: HomePage) -> None:
    page.tabs.setCurrentWidget(page.visit)
    settle(window)
    page.visit.ask("built")
    pick(window, page.visit.form.editors["period"].editor, "1")
    page.tabs.setCurrentWidget(page.visits)
    settle(window)
    page.visits.add.click()
    settle(window)
    write(window, page.visits.editors["met"], "Occupante Secrete")
    write(window, page.visits.editors["seen"], "Impayes en cours, combles vides")


def photograph_and_describe(window: MainWindow, page: HomePage, photo: Path) -> None:
    page.tabs.setCurrentWidget(page.documents)
    settle(window)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    page.documents.take(mime)
    settle(window)
    title = page.documents.editors["title"].editor
    assert isinstance(title, QLineEdit)
    title.selectAll()
    write(window, page.documents.editors["title"], "Pignon lezarde")
    pick(window, page.documents.editors["for_firms"].editor, 1)
    page.tabs.setCurrentWidget(page.site)
    settle(window)
    write(window, page.site.editors["dwelling.access"], "Par la ruelle des jardins")
    pick(window, page.site.editors["dwelling.asbestos"].editor, "absent")


def choose_works(window: MainWindow, page: HomePage) -> None:
    page.tabs.setCurrentWidget(page.bundles)
    settle(window)
    while not page.bundles.filled:
        QApplication.processEvents()
    name = "Choisir Rénovation complète pour ce logement"
    next(one for one in page.bundles.findChildren(QPushButton) if one.accessibleName() == name).click()
    settle(window)


def test_a_home_goes_from_its_survey_to_papers_with_its_visit_kept_private_and_its_photograph_printed(
    window: MainWindow, town: Path, tmp_path: Path
) -> None:
    page = home_page(window)
    answer_and_visit(window, page)
    photograph_and_describe(window, page, photographed(tmp_path / "pignon.jpg"))
    choose_works(window, page)
    assert page.view is not None
    assert page.view.chosen is not None

    quartier = window.frame.show_page("quartier")
    assert isinstance(quartier, QuartierPage)
    quartier.view.selectAll()
    menu = quartier.bar.compose_button.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Rénovation complète").trigger()
    settle(window)
    printed = {}
    dossiers = window.frame.show_page("dossiers")
    assert isinstance(dossiers, DossiersPage)
    for audience in ("artisan", "household"):
        dossiers.audience.setCurrentIndex(dossiers.audience.findData(audience))
        settle(window)
        dossiers.plans.offer_ticks([True, *[False] * (dossiers.plans.rowCount() - 1)])
        dossiers.print_button.click()
        settle(window)
        with Project.open(town) as project:
            row = project.rows("dossier", audience=audience)[-1]
        assert window.desk.homes is not None
        printed[audience] = words_of(folder_of(window.desk.homes.name) / row["file_name"])
    assert "Pignon lezarde" in printed["artisan"]
    assert "Par la ruelle des jardins" in printed["artisan"]
    assert "Recherché, rien trouvé" in printed["artisan"]
    for text in printed.values():
        assert "Secrete" not in text
        assert "Impayes" not in text

    page = home_page(window)
    page.tabs.setCurrentWidget(page.history)
    settle(window)
    done = [item.text() for row in range(page.history.table.rowCount()) if (item := page.history.table.item(row, 2))]
    assert any(text.startswith("Visite du") for text in done)
    assert "Ajouter 1 document" in done
    assert not any("Secrete" in text for text in done)
