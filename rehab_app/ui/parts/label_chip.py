"""The letter of a label on its colour, painted the same way in tables, heads and legends."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehab_app.core.i18n import _
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.theme import Theme


def paint_chip(
    painter: QPainter, box: QRectF, letter: str, theme: Theme, points: float, official: bool = False
) -> None:
    """Draw one label; an official one is outlined instead of filled, an unknown one is a dash."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(style.font(points, QFont.Weight.DemiBold))
    colour = tokens.ENERGY_LABEL.get(letter)
    if colour is None:
        painter.setPen(QColor(theme.second))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
    elif official:
        painter.setPen(QPen(QColor(colour), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(QColor(theme.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(tokens.ink_on(colour)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


class LabelChip(QWidget):
    """One label as a widget, `side` pixels wide and high."""

    def __init__(self, theme: Theme, side: int = 24, official: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = side
        self._official = official
        self._letter = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_letter("")

    def set_letter(self, letter: str) -> None:
        self._letter = letter
        words = _("Energy label {letter}").format(letter=letter) if letter else _("Label not known")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    @property
    def letter(self) -> str:
        return self._letter

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._letter, self._theme, self._side * 0.5, self._official)
        painter.end()
