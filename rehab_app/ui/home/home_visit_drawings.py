"""A small drawing beside each question of the survey: what to look at, in accent, on the house in outline."""

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehab_app.ui.theme import Theme

_SIDE = 100.0  # drawings are made on a square of that side
_WALLS = QRectF(26, 46, 48, 42)
_ROOF = QPolygonF([QPointF(20, 46), QPointF(50, 18), QPointF(80, 46)])


class QuestionDrawing(QWidget):
    """One drawing at a time, by the name that its question gives; decoration only, the question says it in words."""

    def __init__(self, theme: Theme, side_px: int = 160) -> None:
        super().__init__()
        self._theme, self._px, self._name = theme, side_px, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_drawing(self, name: str) -> None:
        """Draw another question."""
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._px, self._px)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name not in DRAWINGS:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _SIDE, self.height() / _SIDE)
        DRAWINGS[self._name](_Pens(painter, self._theme))
        painter.end()


class _Pens:
    """The two ways to draw: the house in outline, and what the question is about."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter = painter
        self._outline, self._accent = QColor(theme.second), QColor(theme.accent)
        self._paper = QColor(theme.card)

    def plain(self, width: float = 1.2) -> QPainter:
        """Outline on paper."""
        self.painter.setPen(QPen(self._outline, width))
        self.painter.setBrush(self._paper)
        return self.painter

    def full(self) -> QPainter:
        """Filled in accent."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self._accent)
        return self.painter

    def line(self, width: float = 3.0) -> QPainter:
        """Lines in accent."""
        self.painter.setPen(QPen(self._accent, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        return self.painter

    def house(self) -> None:
        """The house in outline: walls, roof, door, two windows."""
        painter = self.plain()
        painter.drawRect(_WALLS)
        painter.drawPolygon(_ROOF)
        painter.drawRect(QRectF(45, 68, 10, 20))
        for left in (31, 59):
            painter.drawRect(QRectF(left, 54, 10, 11))
        painter.drawLine(QLineF(8, 88, 92, 88))


def _built(pens: _Pens) -> None:
    pens.house()
    painter = pens.full()
    painter.drawRect(QRectF(43, 32, 14, 8))  # the date on the front


def _size(pens: _Pens) -> None:
    pens.house()
    painter = pens.line(2)
    painter.drawLines([QLineF(26, 94, 74, 94), QLineF(26, 91, 26, 97), QLineF(74, 91, 74, 97)])
    painter.drawLines([QLineF(86, 46, 86, 88), QLineF(83, 46, 89, 46), QLineF(83, 88, 89, 88)])


def _sides(pens: _Pens) -> None:
    pens.house()
    painter = pens.full()
    painter.drawRect(QRectF(6, 46, 19, 42))
    painter.drawRect(QRectF(75, 46, 19, 42))


def _walls(pens: _Pens) -> None:
    pens.house()
    painter = pens.full()
    painter.drawRect(QRectF(26, 46, 5, 42))
    painter.drawRect(QRectF(69, 46, 5, 42))


def _attic(pens: _Pens) -> None:
    pens.house()
    pens.full().drawRect(QRectF(28, 40, 44, 6))


def _below(pens: _Pens) -> None:
    pens.house()
    pens.full().drawRect(QRectF(26, 86, 48, 5))
    pens.plain().drawRect(QRectF(26, 91, 48, 7))


def _windows(pens: _Pens) -> None:
    pens.house()
    painter = pens.line(2.4)
    for left in (31, 59):
        painter.drawRect(QRectF(left, 54, 10, 11))
        painter.drawLine(QLineF(left + 5, 54, left + 5, 65))


def _heating(pens: _Pens) -> None:
    pens.house()
    painter = pens.full()
    for rib in range(5):
        painter.drawRoundedRect(QRectF(58 + 3 * rib, 70, 2, 12), 1, 1)


def _backup(pens: _Pens) -> None:
    pens.house()
    painter = pens.full()
    painter.drawRect(QRectF(31, 74, 9, 12))
    painter.drawRect(QRectF(34.5, 10, 3, 64))


def _hot_water(pens: _Pens) -> None:
    pens.house()
    painter = pens.full()
    painter.drawRoundedRect(QRectF(58, 68, 11, 18), 4, 4)
    pens.line(1.6).drawLine(QLineF(63, 58, 63, 68))


def _ventilation(pens: _Pens) -> None:
    pens.house()
    painter = pens.line(2)
    for top in (50, 60, 70):
        painter.drawPolyline([QPointF(76, top), QPointF(90, top), QPointF(86, top - 3)])
        painter.drawLine(QLineF(90, top, 86, top + 3))


def _works(pens: _Pens) -> None:
    pens.house()
    painter = pens.line(1.6)
    for left in (22, 78):
        painter.drawLine(QLineF(left, 40, left, 88))
    for top in (52, 64, 76):
        painter.drawLine(QLineF(22, top, 78, top))


DRAWINGS: dict[str, Callable[[_Pens], None]] = {
    "built": _built,
    "size": _size,
    "sides": _sides,
    "walls": _walls,
    "attic": _attic,
    "below": _below,
    "windows": _windows,
    "heating": _heating,
    "backup": _backup,
    "hot_water": _hot_water,
    "ventilation": _ventilation,
    "works": _works,
}
