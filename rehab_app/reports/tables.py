"""Tables that read well: repeated headings, figures aligned right, hairlines, no row left alone on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportlab.platypus import Flowable, Table

from rehab_app.reports.style import (
    ACCENT,
    CARD,
    GROUND,
    HAIRLINE,
    HEIGHT,
    INK,
    SANS,
    SECOND,
    SEMIBOLD,
    WIDTH,
    french,
    text,
    text_width,
)

Cell: TypeAlias = Any
"""A text, a flowable or a list of flowables."""
Command = tuple[Any, ...]
_SIZES = {"": 9.0, "large_": 12.0}  # of the styles "cell" and "strong", and of the large ones
_HEAD_SIZES = {"": 8.0, "large_": 12.0}  # of the styles "head" and "large_head"
_NAME_SIZE = 8.5  # of the style "cell_second"
_PADDING = 8.0
_FACE: Command = ("FONT", (0, 0), (-1, -1), SANS, _SIZES[""], 1.25 * _SIZES[""])
_INKED: Command = ("TEXTCOLOR", (0, 0), (-1, -1), INK)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading with its unit, width in points (0: takes what is left), figures or words."""

    heading: str
    width: float = 0.0
    figures: bool = False


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    totals: Sequence[Cell] = (),
    strong_rows: Sequence[int] = (),
    commands: Sequence[Command] = (),
    width: float = WIDTH,
    large: bool = False,
) -> Table:
    """A table as wide as the page.

    Args:
        columns: from left to right.
        rows: a cell that is a string is set in its column's style; figures are never wrapped.
        totals: last row, semibold under a line; it stays with the row before it.
        strong_rows: rows (from 0) that open a part: semibold, kept with the next one.
        commands: further reportlab commands, rows counted with the heading as row 0.
        width: points.
        large: in 12 pt, for a household.
    """
    prefix = "large_" if large else ""
    body = [*rows, *([totals] if totals else [])]
    strong = {len(rows)} if totals else set()
    strong |= set(strong_rows)
    widths = _widths(columns, width)
    cells: list[list[Any]] = [[_heading(*head, prefix) for head in zip(columns, widths, strict=True)]]
    for position, row in enumerate(body):
        face = SEMIBOLD if position in strong else SANS
        cells.append([_cell(*cell, face, prefix) for cell in zip(row, columns, widths, strict=True)])
    made = [*_base(columns, prefix), *_rules(len(body), strong_rows, bool(totals)), *commands]
    return _Rows(cells, colWidths=widths, style=made, repeatRows=1, hAlign="LEFT")


def _rules(last: int, strong_rows: Sequence[int], totals: bool) -> list[Command]:
    """Lines, and rows that stay together, for `last` rows under the heading."""
    made: list[Command] = [("LINEBELOW", (0, 0), (-1, 0), 0.8, INK)]
    if last > 0:
        made.append(("LINEBELOW", (0, 1), (-1, -1), 0.4, HAIRLINE))
        made.append(("NOSPLIT", (0, 0), (-1, min(2, last))))
        made.append(("NOSPLIT", (0, max(last - 1, 0)), (-1, last)))
    for row_number in strong_rows:
        made.append(("NOSPLIT", (0, row_number + 1), (-1, min(row_number + 2, last))))
        made.append(("FONTNAME", (0, row_number + 1), (-1, row_number + 1), SEMIBOLD))
    if totals:
        made += [("LINEABOVE", (0, -1), (-1, -1), 0.8, INK), ("FONTNAME", (0, -1), (-1, -1), SEMIBOLD)]
        made.append(("BACKGROUND", (0, -1), (-1, -1), GROUND))
    return made


def facts(pairs: Sequence[tuple[str, Cell]], first: float = 110.0, width: float = WIDTH) -> Table:
    """Name and value, one pair a row, without heading."""
    value = Column("")
    cells = [[_name(name, first), _cell(v, value, width - first, SANS)] for name, v in pairs]
    commands: list[Command] = [
        _FACE,
        _INKED,
        ("FONT", (0, 0), (0, -1), SANS, _NAME_SIZE, 1.25 * _NAME_SIZE),
        ("TEXTCOLOR", (0, 0), (0, -1), SECOND),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("TOPPADDING", (0, 0), (0, -1), 3),  # on the line of the value, in its larger letters
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIRLINE),
    ]
    return _Rows(cells, colWidths=[first, width - first], style=commands, hAlign="LEFT")


def _name(name: str, width: float) -> Any:
    line = french(name)
    return line if text_width(line, _NAME_SIZE) <= width - _PADDING else text(name, "cell_second")


def card(content: list[Flowable], width: float = WIDTH, colour: Any = HAIRLINE, ground: Any = None) -> Table:
    """A framed block that is never cut."""
    commands: list[Command] = [
        _FACE,
        ("BOX", (0, 0), (-1, -1), 0.6, colour),
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
    ]
    if ground is not None:
        commands.append(("BACKGROUND", (0, 0), (-1, -1), ground))
    return Table([[content]], colWidths=[width], style=commands, cornerRadii=[6, 6, 6, 6], hAlign="LEFT")


def side_by_side(
    left: list[Flowable], right: list[Flowable], right_width: float, width: float = WIDTH, gutter: float = 16.0
) -> Table:
    """Two columns, the right one `right_width` points wide, `gutter` points between them."""
    commands: list[Command] = [
        _FACE,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (0, 0), gutter),
        ("RIGHTPADDING", (1, 0), (1, 0), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    return Table([[left, right]], colWidths=[width - right_width, right_width], style=commands, hAlign="LEFT")


def _cell(cell: Cell, column: Column, width: float, face: str, prefix: str = "") -> Any:
    """What fits on a line stays a string, which is laid out ten times faster than a paragraph."""
    if not isinstance(cell, str) or not cell or column.figures:
        return cell
    line = french(cell)
    if "\n" not in line and text_width(line, _SIZES[prefix], face) <= width - 2 * _PADDING:
        return line
    return text(cell, prefix + ("strong" if face == SEMIBOLD else "cell"))


def _heading(column: Column, width: float, prefix: str) -> Any:
    """The heading of a column, as a cell: a string where it fits on a line."""
    line = french(column.heading)
    if text_width(line, _HEAD_SIZES[prefix], SEMIBOLD) <= width - 2 * _PADDING:
        return line
    return text(column.heading, prefix + ("head_right" if column.figures else "head"))


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    free = [column for column in columns if not column.width]
    left = width - sum(column.width for column in columns)
    return [column.width if column.width else left / len(free) for column in columns]


def _base(columns: Sequence[Column], prefix: str) -> list[Command]:
    size, head = _SIZES[prefix], _HEAD_SIZES[prefix]
    made: list[Command] = [
        ("FONT", (0, 0), (-1, -1), SANS, size, 1.25 * size),
        _INKED,
        ("FONT", (0, 0), (-1, 0), SEMIBOLD, head, 1.2 * head),
        ("TEXTCOLOR", (0, 0), (-1, 0), SECOND),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
    after = [n for n, column in enumerate(columns) if n and columns[n - 1].figures and not column.figures]
    made += [("LEFTPADDING", (n, 0), (n, -1), 12) for n in after]
    made += [("ALIGN", (n, 0), (n, -1), "RIGHT") for n, column in enumerate(columns) if column.figures]
    return made


def key_figures(figures: Sequence[tuple[str, str]], width: float = WIDTH, large: bool = False) -> Table:
    """Large figures side by side, each over the words that say what it counts; `large` for a household."""
    second = "large_cell_second" if large else "cell_second"
    cells = [[[text(value, "key"), text(words, second)] for value, words in figures]]
    commands: list[Command] = [
        _FACE,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("LINEBEFORE", (0, 0), (-1, -1), 2, ACCENT),
    ]
    return Table(cells, colWidths=[width / len(figures)] * len(figures), style=commands, hAlign="LEFT")


def number_tag(label: str, size: float = 9) -> Flowable:
    """The number of a house as on the map."""
    return _Tag(label, size)


class _Rows(Table):  # type: ignore[misc]
    """A table that keeps its rows whole and its pairs of rows together, unless that is more than a page."""

    def split(self, width: float, height: float) -> list[Flowable]:
        parts: list[Flowable] = super().split(width, height)
        if parts or height < HEIGHT - 1:
            return parts
        self._nosplitCmds: list[Command] = []
        self.splitInRow = 1
        return list(super().split(width, height))


class _Tag(Flowable):  # type: ignore[misc]
    def __init__(self, label: str, size: float) -> None:
        super().__init__()
        self.label, self.size = label, size
        self.height = size * 1.5

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = max(text_width(self.label, self.size, SEMIBOLD) + self.size * 0.8, self.height)
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(ACCENT)
        self.canv.roundRect(0, 0, self.width, self.height, 3, stroke=0, fill=1)
        self.canv.setFillColor(CARD)
        self.canv.setFont(SEMIBOLD, self.size)
        self.canv.drawCentredString(self.width / 2, self.height / 2 - self.size * 0.35, self.label)
