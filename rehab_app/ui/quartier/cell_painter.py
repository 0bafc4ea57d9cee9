"""How cells of the table of homes are drawn: few steps a cell, so that a screen of them takes some milliseconds."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.parts.label_chip import paint_chip
from rehab_app.ui.quartier.home_table import HomeTable
from rehab_app.ui.theme import SPACE_S, Theme

_CHIP = (22, 20)


class CellPainter(QStyledItemDelegate):
    """Texts, labels on their colour, and the rows of streets in semibold on a raised ground."""

    def __init__(self, theme: Theme, table: HomeTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._cells = table
        self._fonts = tuple(
            style.font(tokens.TABLE_PT, weight, tabular=True) for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold)
        )
        self._metrics = tuple(QFontMetrics(font) for font in self._fonts)
        self._ink = QColor(theme.ink)
        self._grounds = {"selected": QColor(theme.accent_soft), "street": QColor(theme.raised)}
        self._accent = QColor(theme.accent)

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        row, column, box = index.row(), index.column(), option.rect
        street = self._cells.is_street(row)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._grounds["selected"])
        elif street:
            painter.fillRect(box, self._grounds["street"])
        letter = self._cells.letter(row, column)
        if street:
            self._paint_sum(painter, option, row, column)
        elif letter is None:
            self._paint_text(painter, box, self._cells.text(row, column), column)
        else:
            chip = QRectF(box.left() + SPACE_S, box.center().y() - _CHIP[1] / 2, *_CHIP)
            official = self._cells.columns[column].form == "official_label"
            paint_chip(painter, chip, letter, self._theme, tokens.TABLE_PT, official)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_sum(self, painter: QPainter, option: Any, row: int, column: int) -> None:
        """A cell of the row of a street; its name runs on over the cell after it when that is empty."""
        text, box, heads = self._cells.text(row, column), option.rect, option.widget.horizontalHeader()
        if text:
            self._paint_text(painter, box, text, column, street=True, whole=column == 0)
            return
        before = heads.logicalIndex(heads.visualIndex(column) - 1)
        if before == 0 and not heads.isSectionHidden(0):
            painter.save()
            painter.setClipRect(box)
            room = box.adjusted(-heads.sectionSize(0), 0, 0, 0)
            self._paint_text(painter, room, self._cells.text(row, 0), 0, street=True)
            painter.restore()

    def _paint_text(
        self, painter: QPainter, box: QRect, text: str, column: int, street: bool = False, whole: bool = False
    ) -> None:
        """Write in a box, shortened with an ellipsis unless it is to be read `whole`."""
        if not text:
            return
        painter.setFont(self._fonts[street])
        painter.setPen(self._ink)
        inner = box.adjusted(SPACE_S, 0, 0 if whole else -SPACE_S, 0)
        if not whole:
            text = self._metrics[street].elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        side = Qt.AlignmentFlag.AlignRight if self._cells.columns[column].counted else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
