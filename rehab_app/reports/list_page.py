"""The table of homes as it stands on screen, with its map, as a PDF."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import BinaryIO

from reportlab.platypus import Flowable, Image

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.edition import Edition
from rehab_app.reports.document import Head, gap, write
from rehab_app.reports.style import SANS, SEMIBOLD, WIDTH, load_fonts, text, text_width
from rehab_app.reports.tables import Column, table

_MAP_PT = 300.0  # highest
_CELL_PT, _PADDING_PT = 9.0, 10.5
_WIDEST_PT = 170.0


def list_pdf(
    title: str,
    note: str,
    headings: Sequence[tuple[str, bool]],
    rows: Sequence[Sequence[str]],
    picture: bytes,
    edition: Edition,
    target: BinaryIO,
) -> int:
    """Write the list and return the number of pages.

    Args:
        title: over the map.
        note: under the title: what was filtered, how many homes.
        headings: text of each column with its unit, and whether it holds figures.
        rows: texts as shown, as long as `headings`; the first is the street, under which the homes stand.
        picture: the map as PNG; empty for none.
        edition: what stands in the footer of each page.
        target: takes the PDF.

    Raises:
        RehabError: there are more columns than a page holds.
    """
    load_fonts()
    story: list[Flowable] = [text(title, "title"), text(note), gap(8)]
    if picture:
        story += [_map(picture), gap(12)]
    columns = _columns(headings[1:], [row[1:] for row in rows])
    written, parts = _parted(rows)
    spans = [("SPAN", (0, at + 1), (-1, at + 1)) for at in parts]
    width = sum(column.width for column in columns)
    story.append(table(columns, written, strong_rows=parts, commands=spans, width=width))
    return write(target, story, Head(title, _("Homes of the neighbourhood as a list"), title), edition)


def _parted(rows: Sequence[Sequence[str]]) -> tuple[list[Sequence[str]], list[int]]:
    """The rows without their first text, which stands on a row of its own wherever it changes; and where it does."""
    written: list[Sequence[str]] = []
    parts: list[int] = []
    for at, row in enumerate(rows):
        if at == 0 or row[0] != rows[at - 1][0]:
            parts.append(len(written))
            written.append([row[0], *[""] * (len(row) - 2)])
        written.append(row[1:])
    return written, parts


def _columns(headings: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Columns as wide as their texts; when the page is too narrow, texts wrap between words, figures never.

    Raises:
        RehabError: the page is too narrow even so.
    """
    least, wanted = [], []
    for at, (heading, figures) in enumerate(headings):
        cells = {row[at] for row in rows}
        title = _widest(heading.split(), SEMIBOLD)
        wanted.append(min(max(title, _widest(cells)), _WIDEST_PT))
        words = {word for cell in cells for word in cell.split()}
        least.append(max(title, _widest(cells)) if figures else max(title, _widest(words)))
    if sum(least) > WIDTH:
        raise RehabError(
            _("So many columns do not fit on a page."), remedy=_("Hide some columns of the table, then print again.")
        )
    room, spare = WIDTH - sum(least), sum(wanted) - sum(least)
    share = min(max(room / spare, 0.0), 1.0) if spare > 0 else 0.0
    widths = [low + share * (high - low) for low, high in zip(least, wanted, strict=True)]
    return [
        Column(heading.replace("\n", " "), width, figures)
        for (heading, figures), width in zip(headings, widths, strict=True)
    ]


def _widest(texts: Iterable[str], face: str = SANS) -> float:
    return max((text_width(written, _CELL_PT, face) for written in texts), default=0.0) + _PADDING_PT


def _map(picture: bytes) -> Image:
    image = Image(BytesIO(picture))
    scale = min(WIDTH / image.imageWidth, _MAP_PT / image.imageHeight)
    image.drawWidth, image.drawHeight = image.imageWidth * scale, image.imageHeight * scale
    return image
