"""Indicators by chapter: name, figure, and under them how it is counted and where it comes from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from rehab_app.core.format import figure, span
from rehab_app.core.i18n import _
from rehab_app.domain.town_dossier import Chapter, Indicator
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.parts.words import card, rule, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S


class Indicators(QScrollArea):
    """Made anew at each reading."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Indicators of the neighbourhood"))

    def show_chapters(self, chapters: Sequence[Chapter]) -> None:
        place = self.verticalScrollBar().value()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        for chapter in chapters:
            column.addWidget(_chapter(chapter))
        column.addStretch(1)
        self.setWidget(inner)
        self._fit()
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the words need at this width, not at the least width they can have."""
        inner = self.widget()
        if isinstance(inner, QWidget):
            inner.setFixedHeight(max(inner.heightForWidth(self.viewport().width()), self.viewport().height()))


def _chapter(chapter: Chapter) -> QWidget:
    sheet = card()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    grid.addWidget(words(chapter.title, "title"), 0, 0, 1, 2)
    for at, indicator in enumerate(chapter.indicators):
        top = 1 + 3 * at
        grid.addWidget(rule(), top, 0, 1, 2)
        grid.addWidget(words(indicator.name), top + 1, 0)
        value = words(value_words(indicator), "title")
        value.setAccessibleName(f"{indicator.name}: {value.text()}")
        grid.addWidget(value, top + 1, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(words(_how(indicator), "small", wrap=True), top + 2, 0, 1, 2)
    return sheet


def value_words(indicator: Indicator) -> str:
    """The figure with its unit, a range where it is one; money no more exact than it is known."""
    if indicator.high is None:
        return figure(indicator.low, indicator.unit, indicator.decimals)
    if indicator.unit.startswith("€"):
        return cost_span(indicator.low, indicator.high, indicator.unit)
    return span(indicator.low, indicator.high, indicator.unit, indicator.decimals)


def _how(indicator: Indicator) -> str:
    told = _("{formula} · source: {source}").format(formula=indicator.formula, source=indicator.source)
    if indicator.of:
        told += _(" · {counted} of {of} homes").format(counted=figure(indicator.counted), of=figure(indicator.of))
    return told
