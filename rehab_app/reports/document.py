"""Pages of a dossier: furniture, page n of N, outline, metadata; the same input gives the same bytes."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, KeepTogether, PageTemplate, Spacer

from rehab_app.core.format import day
from rehab_app.core.i18n import _, language
from rehab_app.domain.edition import Edition
from rehab_app.reports.accessible import artifact, metadata
from rehab_app.reports.style import (
    BOTTOM,
    HAIRLINE,
    HEIGHT,
    INK,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SANS,
    SECOND,
    SEMIBOLD,
    TOP,
    WARNING,
    WARNING_GROUND,
    WIDTH,
    load_fonts,
    shortened,
    text,
    text_width,
)

_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
_SMALL = 8.0
_FOOT, _HEAD = BOTTOM - 24, PAGE_HEIGHT - TOP + 24
_IMPRINT, _RUNNING = "imprint", "running"
Drawing = Callable[[Canvas], None]


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself: metadata, and the running head from the second page on."""

    title: str
    subject: str
    running: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside the PDF; `media_type` as in HTTP."""

    name: str
    media_type: str
    description: str
    content: bytes


def write(
    target: BinaryIO,
    story: Sequence[Flowable],
    head: Head,
    edition: Edition,
    attachments: Sequence[Attachment] = (),
) -> int:
    """Lay the story out into `target` and return the number of pages.

    The file's date is `edition.made_on` at noon UTC, so that nothing in the bytes comes from the clock.
    """
    load_fonts()
    author = f"Réhab Quartier, {edition.town}" if edition.town else "Réhab Quartier"
    packet = metadata(head.title, head.subject, author, _LANGUAGES[language()], edition)
    frame = Frame(MARGIN, BOTTOM, WIDTH, HEIGHT, 0, 0, 0, 0, id="page")
    document = BaseDocTemplate(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        title=head.title,
        author=author,
        subject=head.subject,
        keywords=list(head.keywords),
        creator=f"Réhab Quartier {edition.engine_version}",
        producer=f"Réhab Quartier {edition.engine_version}",
        lang=_LANGUAGES[language()],
        displayDocTitle=True,
        invariant=1,
        initialFontName=SANS,
    )
    document.addPageTemplates(PageTemplate("page", [frame], onPage=partial(_furniture, bool(head.running))))
    furniture = {_IMPRINT: partial(_draw_imprint, edition), _RUNNING: partial(_draw_running, head, edition)}
    document.build(list(story), canvasmaker=partial(_DatedCanvas, edition.made_on, attachments, furniture, packet))
    return int(document.page)


class _DatedCanvas(Canvas):  # type: ignore[misc]
    """Canvas dated by its edition, which writes "page n of N" once N is known."""

    def __init__(
        self,
        made_on: datetime.date,
        attachments: Sequence[Attachment],
        furniture: Mapping[str, Drawing],
        packet: XMP,
        *arguments: Any,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        noon = datetime.datetime.combine(made_on, datetime.time(12), datetime.UTC)
        stamp = TimeStamp(invariant=True)
        stamp.t = noon.timestamp()
        stamp.lt = noon.timetuple()
        stamp.YMDhms = tuple(stamp.lt)[:6]
        self._doc._timeStamp = stamp
        self.pages_of: dict[str, int] = {}
        self.asked: set[str] = set()
        self._attachments, self._furniture = attachments, furniture
        self._doc.Catalog.Metadata = packet
        self.showOutline()

    def save(self) -> None:
        pages = self.getPageNumber() - 1
        for name, draw in self._furniture.items():
            self.beginForm(name, 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
            draw(self)
            self.endForm()
        for number in range(1, pages + 1):
            words = _("page {number} of {count}").format(number=number, count=pages)
            self._late_text(_folio(number), words, _SMALL)
        for key in sorted(self.asked):
            self._late_text(_page_of(key), str(self.pages_of.get(key, "")), 9)
        if self._attachments:
            self._attach()
        super().save()

    def _attach(self) -> None:
        """Embedded files (ISO 32000-1, 7.11.4), listed by name in the catalogue."""
        names: list[Any] = []
        for attachment in sorted(self._attachments, key=lambda attached: attached.name):
            media_type = "/" + attachment.media_type.replace("/", "#2F")  # PDFName would leave the slash as it is
            kind = PDFDictionary({"Type": PDFName("EmbeddedFile"), "Subtype": media_type})
            stream = PDFStream(dictionary=kind, content=attachment.content)
            specification = PDFDictionary(
                {
                    "Type": PDFName("Filespec"),
                    "F": PDFString(attachment.name),
                    "UF": PDFString(attachment.name),
                    "Desc": PDFString(attachment.description),
                    "EF": PDFDictionary({"F": self._doc.Reference(stream)}),
                }
            )
            names += [PDFString(attachment.name), self._doc.Reference(specification)]
        self._doc.Catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray(names)})})

    def _late_text(self, form: str, words: str, size: float) -> None:
        """A form that ends at its own origin: its place was kept before its words were known."""
        self.beginForm(form, -WIDTH, -4, 0, 12)
        self.setFont(SANS, size)
        self.setFillColor(SECOND)
        self.drawRightString(0, 0, words)
        self.endForm()


def _folio(number: int) -> str:
    return f"folio{number}"


def _page_of(key: str) -> str:
    return f"pageof{key}"


def _furniture(running: bool, canvas: Any, document: Any) -> None:
    """What surrounds a page: the same drawings on all, written once."""
    with artifact(canvas):
        canvas.doForm(_IMPRINT)
        if running and document.page > 1:
            canvas.doForm(_RUNNING)
        canvas.saveState()
        canvas.translate(PAGE_WIDTH - MARGIN, _FOOT)
        canvas.doForm(_folio(document.page))
        canvas.restoreState()


def _draw_imprint(edition: Edition, canvas: Any) -> None:
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, _FOOT + 13, PAGE_WIDTH - MARGIN, _FOOT + 13)
    canvas.setFont(SANS, _SMALL)
    canvas.setFillColor(SECOND)
    canvas.drawString(MARGIN, _FOOT, shortened(_imprint(edition), WIDTH - 70, _SMALL))
    if edition.fictional:
        _stamp(canvas, PAGE_WIDTH - MARGIN, _HEAD)


def _draw_running(head: Head, edition: Edition, canvas: Any) -> None:
    room = WIDTH - (_stamp_width() + 12 if edition.fictional else 0)
    canvas.setFont(SANS, _SMALL)
    canvas.setFillColor(SECOND)
    canvas.drawString(MARGIN, _HEAD, shortened(head.running, room, _SMALL))


def _imprint(edition: Edition) -> str:
    """Operation, town, version, date: what tells two printings apart."""
    place = " – ".join(part for part in (edition.operation, edition.town) if part)
    version = _("version {number} of {date}").format(number=edition.version, date=day(edition.made_on))
    return " · ".join(part for part in (place, version, f"Réhab Quartier {edition.engine_version}") if part)


def _stamp(canvas: Any, right: float, y: float) -> None:
    """The mark of an invented neighbourhood."""
    width = _stamp_width()
    canvas.setFillColor(WARNING_GROUND)
    canvas.roundRect(right - width, y - 4.5, width, 15, 4, stroke=0, fill=1)
    canvas.setFillColor(WARNING)
    canvas.setFont(SEMIBOLD, _SMALL)
    canvas.drawString(right - width + 6, y, _("Fictional: nothing here exists"))


def _stamp_width() -> float:
    return text_width(_("Fictional: nothing here exists"), _SMALL, SEMIBOLD) + 12


class Anchor(Flowable):  # type: ignore[misc]
    """A place in the outline; takes no room."""

    def __init__(self, title: str, key: str, level: int) -> None:
        super().__init__()
        self.title, self.key, self.level = title, key, level
        self.width = self.height = 0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.key, 0, 18)
        self.canv.pages_of[self.key] = self.canv.getPageNumber()
        self.canv.addOutlineEntry(self.title, self.key, self.level, closed=self.level == 0)


class Contents(Flowable):  # type: ignore[misc]
    """Titles with the pages they are on, each a link; the titles' anchors may come later in the story."""

    def __init__(self, entries: Sequence[tuple[str, str]], width: float) -> None:
        super().__init__()
        self.entries, self.width, self.height = tuple(entries), width, 15.0 * len(entries)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        for position, (title, key) in enumerate(self.entries):
            y = self.height - 15 * (position + 1) + 4.5
            canvas.setFont(SANS, 9)
            canvas.setFillColor(INK)
            canvas.drawString(0, y, shortened(title, self.width - 24, 9))
            canvas.saveState()
            canvas.translate(self.width, y)
            canvas.doForm(_page_of(key))
            canvas.restoreState()
            canvas.asked.add(key)
            canvas.linkRect("", key, (0, y - 3, self.width, y + 11), relative=1, thickness=0)
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.4)
            canvas.line(0, y - 4.5, self.width, y - 4.5)


def section(title: str, key: str, level: int = 0, needs: float = 120.0) -> list[Flowable]:
    """A heading in the outline, moved to the next page when less than `needs` points are left for what follows."""
    name = "title" if level == 0 else "heading"
    return [CondPageBreak(needs), KeepTogether([Anchor(title, key, level), text(title, name)])]


def height_of(flowables: Sequence[Flowable], width: float = WIDTH) -> float:
    """Points that these take one under the other, with the spaces between them."""
    heights = [flowable.wrap(width, 10_000)[1] + flowable.getSpaceAfter() for flowable in _laid(flowables)]
    return float(sum(heights))


def _laid(flowables: Sequence[Flowable]) -> Iterator[Flowable]:
    """What takes room: without breaks, and what is kept together one by one."""
    for flowable in flowables:
        if isinstance(flowable, KeepTogether):
            yield from _laid(flowable._content)
        elif not isinstance(flowable, CondPageBreak):
            yield flowable


def gap(points: float) -> Spacer:
    """White space; one of 4, 8, 12, 16, 24, 32."""
    return Spacer(1, points)
