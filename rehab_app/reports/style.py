"""The one stylesheet of all dossiers: fonts, colours, paragraph styles, French typography.

The values are those of the desk (calm, dense, paper-white, one accent; the label's colours only for the label).
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import pyphen
from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, paragraph

from rehab_app.core.i18n import language

GROUND = HexColor("#FBFAF7")
CARD = HexColor("#FFFFFF")
INK = HexColor("#1E2328")
SECOND = HexColor("#5B646D")
HAIRLINE = HexColor("#DDD9D0")
ACCENT = HexColor("#1F4E79")
ACCENT_TINT = HexColor("#E6EDF4")
WARNING = HexColor("#9A5B00")
WARNING_GROUND = HexColor("#FFF4DF")
ERROR = HexColor("#A4262C")
ERROR_GROUND = HexColor("#FDECEA")
GOOD = HexColor("#1B6E3C")
GOOD_GROUND = HexColor("#E7F4EC")
ENERGY_LABEL = {
    "A": HexColor("#00A06D"),
    "B": HexColor("#52B153"),
    "C": HexColor("#A5CC74"),
    "D": HexColor("#F4E70F"),
    "E": HexColor("#F0B40F"),
    "F": HexColor("#EB8235"),
    "G": HexColor("#D7221F"),
}
CATEGORIES = tuple(
    HexColor(code) for code in ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8A8F45", "#7A6A9B")
)
"""Colours of stages and groups, told apart by the colour-blind too; each is doubled by a word or a number."""
PLANNED = HexColor("#A9BED2")
"""What is not promised yet, and the width of a range: the accent, pale."""
OTHERS = HexColor("#C9CED3")
NEIGHBOUR = HexColor("#E4E0D7")
MAP_UNKNOWN = HexColor("#D5D1C7")
DARK_LETTERS = "CDE"
"""Letters of the energy label that are written in ink; the others in white."""

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 51.0
TOP = 62.0
BOTTOM = 56.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

SANS, SEMIBOLD, ITALIC = "Sans", "Sans-Semibold", "Sans-Italic"
_FACES = {
    SANS: "SourceSansPro-Regular.ttf",
    SEMIBOLD: "SourceSansPro-Semibold.ttf",
    ITALIC: "SourceSansPro-It.ttf",
}
NARROW = "\u202f"
NO_BREAK = "\u00a0"
rl_config.useA85 = 0  # streams as they are compressed: smaller and faster than as letters
_BREAKS = re.compile(r"[ \t\n\r\f\v]+")
_RANGE = re.compile(r"(?<=\d) – (?=\d)")  # the ends of a range stay on one line
_HYPHENATED = {"fr": "fr", "en": "en_GB"}
_SHORTEST_HYPHENATED = 8
_LARGE = 12.0


def _split_words(text: Any, delim: Any = None) -> list[str]:
    """Words between breaking spaces; reportlab's own cuts at the narrow no-break space and prints a wide one."""
    written = text.decode("utf-8") if isinstance(text, bytes) else text
    return _BREAKS.split(written) if delim is None else written.split(delim)


@cache
def load_fonts() -> None:
    """Register Source Sans, to be embedded as subsets, and keep French spaces whole in paragraphs."""
    folder = files("font_source_sans_pro").joinpath("files")
    for name, file in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder.joinpath(file))))
    pdfmetrics.registerFontFamily(SANS, normal=SANS, bold=SEMIBOLD, italic=ITALIC, boldItalic=SEMIBOLD)
    paragraph.split = _split_words


@cache
def _hyphenate(code: str) -> Any:
    """Cut long common words only: never a name, a reference or a code."""
    dictionary = pyphen.Pyphen(lang=_HYPHENATED[code], left=3, right=3)

    def pairs(word: str) -> Any:
        return dictionary.iterate(word) if len(word) >= _SHORTEST_HYPHENATED and word.islower() else iter(())

    return pairs


def style(name: str) -> ParagraphStyle:
    """A paragraph style by its name; KeyError when there is none of that name (see `_styles`)."""
    return _styles(language())[name]


@cache
def _styles(code: str) -> dict[str, ParagraphStyle]:
    load_fonts()
    made: dict[str, ParagraphStyle] = {}

    def add(name: str, size: float, face: str = SANS, colour: Color = INK, lead: float = 1.35, **more: Any) -> None:
        if size < _LARGE:  # a title is never cut
            more |= {"hyphenationLang": _hyphenate(code), "embeddedHyphenation": 1}
        made[name] = ParagraphStyle(
            name, fontName=face, fontSize=size, leading=size * lead, textColor=colour,
            bulletFontName=SANS, bulletFontSize=size, bulletColor=colour,
            allowWidows=0, allowOrphans=0, **more,
        )  # fmt: skip

    add("cover", 26, SEMIBOLD, lead=1.15)
    add("cover_second", 14, SANS, SECOND, lead=1.3)
    add("title", 18, SEMIBOLD, lead=1.2, spaceAfter=4)
    add("heading", 13, SEMIBOLD, lead=1.25, spaceAfter=4)
    add("subheading", 10, SEMIBOLD, ACCENT, lead=1.3, spaceAfter=2, keepWithNext=1)
    add("free_subheading", 10, SEMIBOLD, ACCENT, lead=1.3, spaceAfter=2)
    add("body", 10, spaceAfter=4)
    add("lead", 10, SANS, SECOND, spaceAfter=6)
    add("bullet", 10, leftIndent=13, bulletIndent=0, spaceAfter=2, lead=1.3)
    add("small_bullet", 9, leftIndent=13, lead=1.28)
    add("note", 8, SANS, SECOND)
    add("cell", 9, lead=1.25)
    add("cell_second", 8.5, SANS, SECOND, lead=1.25)
    add("cell_right", 9, lead=1.25, alignment=TA_RIGHT)
    add("strong", 9, SEMIBOLD, lead=1.25)
    add("head", 8, SEMIBOLD, SECOND, lead=1.2)
    add("head_right", 8, SEMIBOLD, SECOND, lead=1.2, alignment=TA_RIGHT)
    add("key", 20, SEMIBOLD, lead=1.1)
    add("warning", 9, SANS, WARNING, lead=1.3)
    _large(add)
    return made


def _large(add: Any) -> None:
    """The styles of what a household reads."""
    add("large_body", 12, spaceAfter=6)
    add("large_bullet", 12, leftIndent=16, bulletIndent=0, spaceAfter=3, lead=1.3)
    add("large_item", 12, leftIndent=10, lead=1.25, spaceAfter=2)
    add("large_cell", 12, lead=1.25)
    add("large_cell_second", 12, SANS, SECOND, lead=1.25)
    add("large_strong", 12, SEMIBOLD, lead=1.25)
    add("large_head", 12, SEMIBOLD, SECOND, lead=1.2)
    add("large_head_right", 12, SEMIBOLD, SECOND, lead=1.2, alignment=TA_RIGHT)


def french(text: str) -> str:
    """The text with the spaces and the apostrophe of French where the language is French."""
    curled = _RANGE.sub(f"{NO_BREAK}–{NO_BREAK}", text.replace("'", "’"))
    if language() != "fr":
        return curled
    spaced = re.sub(r"(?<=\S) (?=[!?%€]|;(?:\s|$))", NARROW, curled)
    spaced = re.sub(r"(?<=\S) (?=:(?:\s|$))", NO_BREAK, spaced)
    return spaced.replace("« ", "«" + NARROW).replace(" »", NARROW + "»")


def typeset(text: str) -> str:
    """Text of a person or a file, made safe for a paragraph, with French spaces."""
    return french(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Words(Paragraph):  # type: ignore[misc]
    """A paragraph that is cut into lines once for a width: a table asks its cells again when it draws them."""

    _laid_out: tuple[float, tuple[float, float]] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if self._laid_out is None or self._laid_out[0] != width or not hasattr(self, "blPara"):  # gone after a cut
            self._laid_out = width, super().wrap(width, height)
        return self._laid_out[1]


def text(written: str, name: str = "body") -> Words:
    """A paragraph of plain text; "" gives an empty one."""
    return _words(written, name)


def markup(written: str, name: str = "body") -> Words:
    """A paragraph of our own markup (`<b>`, `<br/>`, `<font>`), whose variable parts went through `typeset`."""
    return Words(written, style(name))


def bullet(written: str, mark: str = "–", name: str = "bullet") -> Words:
    return _words(written, name, mark)


def _words(written: str, name: str, mark: str | None = None) -> Words:
    """Of plain text; what is on one line needs no parser of markup, which takes longer than the layout."""
    line = french(written).strip()
    if not line or "\n" in line:
        return Words(typeset(written), style(name), bulletText=mark)
    return Words(line, style(name), bulletText=mark, frags=[_fragment(language(), name).clone(text=line)])


@cache
def _fragment(code: str, name: str) -> Any:
    """What the parser makes of one word in that style."""
    (fragment,) = Paragraph("x", _styles(code)[name]).frags
    return fragment


def text_width(written: str, size: float, face: str = SANS) -> float:
    """Width in points."""
    return float(pdfmetrics.stringWidth(written, face, size))


def shortened(written: str, width: float, size: float, face: str = SANS) -> str:
    """The text, cut with "…" where it would be wider than `width` points."""
    if text_width(written, size, face) <= width:
        return written
    while written and text_width(written + "…", size, face) > width:
        written = written[:-1]
    return written.rstrip() + "…"
