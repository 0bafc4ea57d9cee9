"""Trades and their colours, as many as there are on the calendar."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.calendar import STEPS
from rehab_app.domain.works import LOTS
from rehab_app.services.calendar_conflicts import lot_name
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.theme import SPACE_L, SPACE_XS, Theme

_SWATCH_PX = 12
_LINE_PX = 18


class TradeLegend(QWidget):
    """Wraps to as many lines as its width asks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lots: Sequence[str] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Colours of the trades"))

    def show_lots(self, lots: Collection[str]) -> None:
        self._lots = [lot for lot in (*LOTS, *STEPS) if lot in lots]
        self.setAccessibleDescription(", ".join(map(lot_name, self._lots)))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return int(boxes[-1].bottom()) if boxes else 0

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(style.font(tokens.SMALL_PT))
        for lot, box in zip(self._lots, self._boxes(self.width()), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.TRADES.get(lot, self._theme.second)))
            painter.drawRoundedRect(QRectF(box.left(), box.center().y() - 5, _SWATCH_PX, 10), 3, 3)
            painter.setPen(QColor(self._theme.second))
            text = box.adjusted(_SWATCH_PX + SPACE_XS + 2, 0, SPACE_L, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, lot_name(lot))
        painter.end()

    def _boxes(self, width: int) -> list[QRectF]:
        metrics = QFontMetricsF(style.font(tokens.SMALL_PT))
        boxes, x, y = [], 0.0, 0.0
        for lot in self._lots:
            wide = _SWATCH_PX + SPACE_XS + 2 + metrics.horizontalAdvance(lot_name(lot))
            if x and x + wide > width:
                x, y = 0.0, y + _LINE_PX
            boxes.append(QRectF(x, y, wide, _LINE_PX))
            x += wide + SPACE_L
        return boxes
