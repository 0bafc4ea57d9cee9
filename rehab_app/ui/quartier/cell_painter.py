"""How the rows of the table of homes are drawn: few steps a cell, so that a screen of them takes some milliseconds."""

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.parts.label_chip import paint_chip
from rehab_app.ui.quartier.home_table import HomeTable
from rehab_app.ui.theme import SPACE_S, Theme

_CHIP = QSize(22, 20)
_ELIDED_KEPT = 20_000


class CellPainter:
    """Texts, labels on their colour, and the rows of streets in semibold on a raised ground."""

    def __init__(self, theme: Theme, table: HomeTable) -> None:
        self._theme = theme
        self._table = table
        self._fonts = tuple(
            style.font(tokens.TABLE_PT, weight, tabular=True) for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold)
        )
        self._metrics = tuple(QFontMetrics(font) for font in self._fonts)
        self._ink = QColor(theme.ink)
        self._raised = QColor(theme.raised)
        self._fitted: dict[tuple[str, int, bool], tuple[str, int]] = {}
        self._chip = cache(self._made_chip)

    def paint(
        self,
        painter: QPainter,
        rows: Iterable[tuple[int, QRect]],
        columns: Iterable[tuple[int, int, int]],
        marked: Iterable[bool],
        ratio: float,
    ) -> None:
        """Draw some rows.

        Args:
            painter: of the viewport.
            rows: number and box of each row.
            columns: number, left and width of each column in view, from left to right.
            marked: whether each row is selected.
            ratio: device pixels for one pixel.
        """
        columns = tuple(columns)
        ground = QColor(self._theme.accent_soft)
        painter.setPen(self._ink)
        painter.setFont(self._fonts[False])
        for (row, box), selected in zip(rows, marked, strict=True):
            if self._table.rows.is_street(row):
                painter.fillRect(box, self._raised)
                self._paint_street(painter, row, box, columns)
                continue
            if selected:
                painter.fillRect(box, ground)
            for column, left, width in columns:
                letter = self._table.letter(row, column)
                if letter is None:
                    self._write(painter, self._table.text(row, column), column, QRect(left, box.top(), width, 0), box)
                else:
                    official = self._table.columns[column].form == "official_label"
                    top = box.top() + (box.height() - _CHIP.height()) // 2
                    painter.drawPixmap(left + SPACE_S, top, self._chip(letter, official, ratio))

    def _paint_street(self, painter: QPainter, row: int, box: QRect, columns: tuple[tuple[int, int, int], ...]) -> None:
        """The name of a street runs on over the columns that say nothing of it."""
        painter.setFont(self._fonts[True])
        texts = [self._table.text(row, column) for column, _left, _width in columns]
        for at, (column, left, width) in enumerate(columns):
            room = width
            for after, text in zip(columns[at + 1 :], texts[at + 1 :], strict=True):
                if text or column != 0:
                    break
                room += after[2]
            self._write(painter, texts[at], column, QRect(left, box.top(), room, 0), box, street=True)
        painter.setFont(self._fonts[False])

    def _write(self, painter: QPainter, text: str, column: int, place: QRect, box: QRect, street: bool = False) -> None:
        if not text:
            return
        room = place.width() - 2 * SPACE_S
        key = (text, room, street)
        fitted = self._fitted.get(key)
        if fitted is None:
            if len(self._fitted) > _ELIDED_KEPT:
                self._fitted.clear()
            metrics = self._metrics[street]
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            fitted = self._fitted[key] = (shown, metrics.horizontalAdvance(shown))
        shown, advance = fitted
        left = place.left() + SPACE_S + (room - advance if self._table.columns[column].counted else 0)
        metrics = self._metrics[street]
        baseline = box.top() + (box.height() + metrics.ascent() - metrics.descent()) // 2
        painter.drawText(QPointF(left, baseline), shown)

    def _made_chip(self, letter: str, official: bool, ratio: float) -> QPixmap:
        pixmap = QPixmap(_CHIP * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_chip(painter, QRectF(0, 0, _CHIP.width(), _CHIP.height()), letter, self._theme, tokens.TABLE_PT, official)
        painter.end()
        return pixmap
