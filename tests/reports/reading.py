"""What a reader finds in a PDF: words, where they stand, fonts, metadata, outline."""

import re
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2

from rehab_app.reports.style import BOTTOM, MARGIN, PAGE_HEIGHT, PAGE_WIDTH

NARROW, NO_BREAK = "\u202f", "\u00a0"


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of text on a page with its bounds in points from the lower left corner."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float


def pages(content: bytes) -> list[str]:
    """Text of each page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()


def plain(words: str) -> str:
    """Words with simple spaces, so that a sentence is found wherever its lines break."""
    joined = words.replace("\ufffe\r\n", "").replace("\ufffe", "").replace(NARROW, " ").replace(NO_BREAK, " ")
    return " ".join(joined.split())


def boxes(content: bytes) -> list[Box]:
    """Every run of text of every page."""
    document = pypdfium2.PdfDocument(content)
    found = []
    try:
        for number in range(len(document)):
            page = document[number].get_textpage()
            for position in range(page.count_rects()):
                left, bottom, right, top = page.get_rect(position)
                found.append(Box(number, page.get_text_bounded(left, bottom, right, top), left, bottom, right, top))
        return found
    finally:
        document.close()


def outside_margins(content: bytes) -> list[Box]:
    """Texts that stand outside the margins, where only the head and the foot of a page may be."""
    return [
        box
        for box in boxes(content)
        if box.left < MARGIN - 0.5
        or box.right > PAGE_WIDTH - MARGIN + 0.5
        or box.bottom < BOTTOM - 30
        or box.top > PAGE_HEIGHT - 24
    ]


def badly_marked(content: bytes) -> list[str]:
    """Pages without their number, without the mark of what is invented, or with a word of the machine."""
    found = [plain(page) for page in pages(content)]
    return [
        page
        for number, page in enumerate(found, 1)
        if f"page {number} sur {len(found)}" not in page
        or "Fictif" not in page
        or re.search(r"\b(nan|None|null)\b|\{", page)
    ]


def sizes(content: bytes) -> list[tuple[str, float, float]]:
    """Each letter with its size in points and its height on the page."""
    document = pypdfium2.PdfDocument(content)
    found = []
    try:
        for number in range(len(document)):
            page = document[number].get_textpage()
            for position in range(page.count_chars()):
                letter = page.get_text_range(position, 1)
                if letter.strip():
                    size = pypdfium2.raw.FPDFText_GetFontSize(page.raw, position)
                    found.append((letter, size, page.get_charbox(position)[1]))
        return found
    finally:
        document.close()


def fonts(content: bytes) -> dict[str, bool]:
    """Names of the fonts and whether their outlines are in the file."""
    found: dict[str, bool] = {}
    with pikepdf.open(BytesIO(content)) as document:
        for object_ in document.objects:
            if isinstance(object_, pikepdf.Dictionary) and object_.get("/Type") == "/Font":
                descriptor = object_.get("/FontDescriptor")
                found[str(object_["/BaseFont"])] = descriptor is not None and "/FontFile2" in descriptor
    return found
