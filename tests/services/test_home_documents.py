"""Photographs and papers of a home: what is kept of them, what is refused, what can be undone."""

import datetime
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, JpegImagePlugin
from reportlab.pdfgen.canvas import Canvas

from rehab_app.core.progress import Progress
from rehab_app.services.document_files import LARGEST_MB, Brought, read_files
from rehab_app.services.documents import add_documents, change_document, documents_of, drop_document
from rehab_app.storage.project import Project

TAKEN = "2026:03:12 10:31:02"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "essai.rehab", "Quartier d’essai (fictif)", "62528", "Ville-Inventée", True)
    with made:
        with made.write("Testeuse", "Un logement") as writer:
            writer.insert("dwelling", [{"address": "1 rue de l’Essai"}])
        yield made


def photograph(size: tuple[int, int] = (60, 40), orientation: int = 1) -> bytes:
    """A JPEG as a telephone writes it: place, device, owner, a comment, the day."""
    image = Image.new("RGB", size, (180, 90, 60))
    exif = image.getexif()
    exif[0x0112], exif[0x010F], exif[0xA430] = orientation, "MarqueSecrete", "Nom Personnel"
    exif.get_ifd(0x8769)[36867] = TAKEN
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 27.0, 30.0), 3: "E", 4: (2.0, 47.0, 24.0)})
    written = BytesIO()
    image.save(written, "JPEG", exif=exif, comment=b"Chez Mme Personnelle")
    return written.getvalue()


def pdf(pages: int = 2) -> bytes:
    written = BytesIO()
    canvas = Canvas(written)
    for page in range(pages):
        canvas.drawString(100, 700, f"Page {page + 1}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def added(project: Project, *brought: Brought) -> list[str]:
    """What was refused, as the user is told."""
    _change, refused = add_documents(project, "Testeuse", 1, brought, Progress())
    return [error.text for error in refused]


def test_a_photograph_is_kept_upright_without_place_device_or_owner(project: Project) -> None:
    content = photograph(orientation=6)
    assert b"MarqueSecrete" in content
    assert b"Personnelle" in content
    assert added(project, Brought("facade rue.jpg", content)) == []
    (found,) = documents_of(project, 1)
    assert (found.title, found.kind, found.dated_on) == ("facade rue", "photo", datetime.date(2026, 3, 12))
    stored = found.path.read_bytes()
    assert b"Secrete" not in stored
    assert b"Personnel" not in stored
    with Image.open(found.path) as kept:
        assert kept.size == (40, 60)
        assert dict(kept.getexif()) == {}
        assert isinstance(kept, JpegImagePlugin.JpegImageFile)
        assert "comment" not in kept.info
    assert not found.for_firms


def test_a_pdf_is_kept_as_it_was_signed(project: Project) -> None:
    content = pdf()
    assert added(project, Brought("amiante.PDF", content)) == []
    (found,) = documents_of(project, 1)
    assert found.is_pdf
    assert found.kind == "paper"
    assert found.path.read_bytes() == content


def test_bad_files_are_refused_by_name_and_the_others_are_kept(project: Project, tmp_path: Path) -> None:
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    refused = added(
        project,
        Brought("vide.jpg", b""),
        Brought("coupée.jpg", photograph((400, 400))[:900]),
        Brought("faux.pdf", b"%PDF-1.7 rien d'autre"),
        Brought("bombe.png", bomb.getvalue()),
        Brought("programme.exe", b"MZ\x90\x00" * 100),
        Brought("bonne.jpg", photograph()),
    )
    assert [document.title for document in documents_of(project, 1)] == ["bonne"]
    assert len(refused) == 5
    for name, told in zip(("vide.jpg", "coupée.jpg", "faux.pdf", "bombe.png", "programme.exe"), refused, strict=True):
        assert name in told


def test_too_large_a_file_is_not_even_read(tmp_path: Path) -> None:
    large = tmp_path / "film.jpg"
    with large.open("wb") as file:
        file.truncate((LARGEST_MB + 1) * 1_000_000)
    found, refused = read_files([large, tmp_path / "absent.jpg"])
    assert found == []
    assert "26,0\u202fMo" in refused[0].text
    assert "absent.jpg" in refused[1].text


def test_removing_a_document_can_be_undone_with_its_file(project: Project) -> None:
    added(project, Brought("cour.jpg", photograph()))
    (found,) = documents_of(project, 1)
    change_document(project, "Testeuse", found, {"title": "Façade sur cour", "shows": "back", "for_firms": 1})
    (described,) = documents_of(project, 1)
    assert (described.title, described.shows, described.for_firms) == ("Façade sur cour", "back", True)
    drop_document(project, "Testeuse", described)
    assert documents_of(project, 1) == []
    assert project.undo_label() == "Retirer le document"
    project.undo("Testeuse")
    (again,) = documents_of(project, 1)
    assert again.path.is_file()
