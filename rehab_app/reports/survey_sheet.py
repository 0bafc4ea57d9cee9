"""The questionnaire of the survey on paper: boxes to tick, lines to fill in, where each answer comes from."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.platypus import Flowable, KeepTogether, Spacer

from rehab_app.core.i18n import _
from rehab_app.core.version import app_version
from rehab_app.domain.codes import ORIGINS
from rehab_app.domain.edition import Edition
from rehab_app.domain.survey import Item, ItemKind, Question
from rehab_app.reports.document import Head, write
from rehab_app.reports.style import ACCENT, ACCENT_TINT, HAIRLINE, INK, SANS, SECOND, WIDTH, text, text_width

_SIZE, _LINE, _BOX, _DRAWING = 9.0, 14.0, 7.0, 62.0
_ASKED = ("seen", "said", "official", "photo")


class Sketch(Flowable):  # type: ignore[misc]
    """A house in section, the part that a question is about marked."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part
        self.width = self.height = _DRAWING

    def draw(self) -> None:
        pen = self.canv
        pen.setLineWidth(1)
        pen.setStrokeColor(SECOND)
        pen.rect(12, 12, 38, 26)
        pen.lines([(12, 38, 31, 56), (31, 56, 50, 38), (4, 12, 58, 12), (12, 25, 50, 25)])
        pen.rect(17, 16, 6, 9)
        pen.rect(38, 29, 7, 6)
        pen.setStrokeColor(ACCENT)
        pen.setFillColor(ACCENT_TINT)
        pen.setLineWidth(2)
        self._mark(pen)

    def _mark(self, pen: Any) -> None:
        marks: dict[str, Any] = {
            "size": lambda: pen.lines([(12, 6, 50, 6), (12, 3, 12, 9), (50, 3, 50, 9)]),
            "sides": lambda: (pen.rect(0, 12, 12, 22, fill=1), pen.rect(50, 12, 12, 22, fill=1)),
            "walls": lambda: pen.lines([(12, 12, 12, 38), (50, 12, 50, 38)]),
            "attic": lambda: pen.lines([(12, 38, 50, 38), (12, 38, 31, 56), (31, 56, 50, 38)]),
            "below": lambda: pen.rect(12, 3, 38, 9, fill=1),
            "windows": lambda: pen.rect(38, 29, 7, 6, fill=1),
            "heating": lambda: pen.rect(40, 14, 7, 8, fill=1),
            "backup": lambda: (pen.rect(29, 12, 6, 7, fill=1), pen.line(32, 19, 32, 54)),
            "hot_water": lambda: pen.roundRect(27, 27, 6, 10, 2, fill=1),
            "ventilation": lambda: pen.lines([(20, 31, 20, 60), (17, 56, 20, 60), (23, 56, 20, 60)]),
            "works": lambda: pen.lines([(46, 46, 58, 58), (55, 58, 58, 58), (58, 55, 58, 58)]),
        }
        marks.get(self.part, lambda: pen.circle(54, 52, 6))()


class Boxes(Flowable):  # type: ignore[misc]
    """The label of an item, then boxes to tick or a line to write on."""

    def __init__(self, item: Item, left: float) -> None:
        super().__init__()
        self.item, self.left = item, left
        self.rows: list[list[str]] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        words = [_(each) for each in (self.item.choices or {}).values()]
        if self.item.kind is ItemKind.NUMBER:
            self.rows, self.width, self.height = [], width, _LINE
            return self.width, self.height
        words.append(_("don’t know"))
        room, used = WIDTH - self.left - 8, 0.0
        self.rows = [[]]
        for word in words:
            needed = text_width(word, _SIZE) + _BOX + 16
            if used + needed > room and self.rows[-1]:
                self.rows.append([])
                used = 0.0
            self.rows[-1].append(word)
            used += needed
        self.width, self.height = width, _LINE * (len(self.rows) + 1)
        return self.width, self.height

    def draw(self) -> None:
        pen, y = self.canv, self.height - 10
        pen.setFont(SANS, _SIZE)
        pen.setFillColor(INK)
        unit = f" ({self.item.unit})" if self.item.unit else ""
        label = _(self.item.label) + unit
        pen.drawString(self.left, y, label)
        if self.item.kind is ItemKind.NUMBER:
            pen.setStrokeColor(SECOND)
            start = self.left + text_width(label, _SIZE) + 8
            pen.line(start, y - 1.5, start + 70, y - 1.5)
            pen.rect(start + 84, y - 0.5, _BOX, _BOX)
            pen.drawString(start + 84 + _BOX + 4, y, _("don’t know"))
        for words in self.rows:
            y -= _LINE
            x = self.left + 8
            for word in words:
                pen.setStrokeColor(SECOND)
                pen.rect(x, y - 0.5, _BOX, _BOX)
                pen.drawString(x + _BOX + 4, y, word)
                x += text_width(word, _SIZE) + _BOX + 16


class Beside(Flowable):  # type: ignore[misc]
    """The head of a question: its sketch on the left, text and hint beside it."""

    def __init__(self, question: Question, number: int) -> None:
        super().__init__()
        self.sketch = Sketch(question.drawing)
        self.parts = (text(f"{number}. {_(question.text)}", "subheading"), text(_(question.hint), "note"))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        room = width - _DRAWING - 12
        self.heights = [part.wrap(room, height)[1] for part in self.parts]
        self.width, self.height = width, max(_DRAWING, sum(self.heights) + 6)
        return self.width, self.height

    def draw(self) -> None:
        pen = self.canv
        pen.setStrokeColor(HAIRLINE)
        pen.line(0, self.height, self.width, self.height)
        self.sketch.drawOn(pen, 0, self.height - _DRAWING)
        y = self.height - 6
        for part, high in zip(self.parts, self.heights, strict=True):
            y -= high
            part.drawOn(pen, _DRAWING + 12, y)


def write_survey_sheet(path: Path, questions: Sequence[Question], printed_on: datetime.date) -> int:
    """Write the questionnaire; the number of pages."""
    origins = ", ".join(f"{_(ORIGINS[code])[:1].upper()} = {_(ORIGINS[code])}" for code in _ASKED)
    story: list[Flowable] = [
        text(_("Survey of a home"), "title"),
        text(_("Address: ………………………………………………………  Date: ……………………"), "body"),
        text(
            _("Skip what is not known. Beside each answer, note where it comes from: {origins}.").format(
                origins=origins
            )
        ),
        Spacer(0, 8),
    ]
    for number, question in enumerate(questions, start=1):
        items = [Boxes(item, _DRAWING + 12) for item in question.items]
        story.append(KeepTogether([Beside(question, number), *items, Spacer(0, 10)]))
    edition = Edition("", "", False, 1, printed_on, app_version())
    title = _("Survey of a home")
    with path.open("wb") as file:
        return write(file, story, Head(title, title, title), edition)
