"""What a reader that does not see is told: metadata, language, drawings in words, furniture left unread."""

from io import BytesIO

import pikepdf
import pytest

from rehab_app.reports.artisan import artisan_pdf
from rehab_app.reports.household import household_pdf
from tests.reports.invented import dossier
from tests.reports.invented_home import home


@pytest.fixture(scope="module")
def plan() -> bytes:
    target = BytesIO()
    artisan_pdf(dossier(3), target)
    return target.getvalue()


def marks(content: bytes) -> list[list[tuple[str, str]]]:
    """Of each page, the marked contents: tag and alternative words."""
    found = []
    with pikepdf.open(BytesIO(content)) as document:
        for page in document.pages:
            on_page, depth = [], 0
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                if operator == "BDC":
                    tag, properties = instruction.operands
                    depth += 1
                    on_page.append((str(tag), str(properties.get("/Alt", ""))))
                depth -= operator == "EMC"
            assert depth == 0
            found.append(on_page)
    return found


def test_the_metadata_repeat_title_language_and_date(plan: bytes) -> None:
    with pikepdf.open(BytesIO(plan)) as document:
        assert str(document.Root.Lang) == "fr-FR"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as told:
            assert told["dc:title"] == str(document.docinfo["/Title"])
            assert told["dc:language"] == {"fr-FR"}
            assert told["xmp:CreateDate"] == "2026-11-22T12:00:00Z"
            assert "pdfuaid:part" not in told
        assert not document.check_pdf_syntax()


def test_heads_and_feet_are_no_part_of_the_text(plan: bytes) -> None:
    for page in marks(plan):
        assert [tag for tag, _words in page].count("/Artifact") == 1


def test_the_map_and_the_houses_are_told_in_words(plan: bytes) -> None:
    pages = marks(plan)
    told = [words for page in pages for tag, words in page if tag == "/Span"]
    assert told[0].startswith("Plan des maisons")
    assert "Acacias" in told[0]
    assert sum("La maison vue de dessus" in words for words in told) == 3


def test_the_letters_of_a_home_are_told_in_words() -> None:
    target = BytesIO()
    household_pdf(home(), target)
    told = [words for tag, words in marks(target.getvalue())[0] if tag == "/Span"]
    assert told[0].startswith("Étiquette F")
