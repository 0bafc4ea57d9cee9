"""Where a home loses its heat: a drawing of the house, each part as dark as its share of the loss."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehab_app.core.format import figure, percent
from rehab_app.core.i18n import _, mark
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.theme import Theme

_UNIT = "W/K"
_NAMES = {
    "roof": mark("Roof"),
    "wall": mark("Walls"),
    "window": mark("Windows"),
    "door": mark("Doors"),
    "floor": mark("Floor"),
    "bridge": mark("Thermal bridges"),
    "air": mark("Air"),
}
# Where each caption stands, as shares of the drawing: left edge, middle of the line, alignment.
_CAPTIONS = {
    "roof": (0.50, 0.055, Qt.AlignmentFlag.AlignHCenter),
    "wall": (0.01, 0.50, Qt.AlignmentFlag.AlignLeft),
    "bridge": (0.01, 0.945, Qt.AlignmentFlag.AlignLeft),
    "air": (0.99, 0.26, Qt.AlignmentFlag.AlignRight),
    "window": (0.99, 0.50, Qt.AlignmentFlag.AlignRight),
    "door": (0.99, 0.74, Qt.AlignmentFlag.AlignRight),
    "floor": (0.50, 0.945, Qt.AlignmentFlag.AlignHCenter),
}
_BESIDE = ("wall", "air", "window", "door")
_BESIDE_SHARE = 0.3  # of the house, between its wall and a caption: the lines of the air stand there
_STRONGEST = 0.45  # share of the loss drawn with the darkest colour


@dataclass(frozen=True, slots=True)
class Losses:
    """W/K by part of the drawing; None for a part whose loss is not known."""

    w_k: Mapping[str, float]

    @property
    def total_w_k(self) -> float:
        return sum(self.w_k.values())

    def share(self, part: str) -> float:
        return self.w_k.get(part, 0.0) / self.total_w_k if self.total_w_k else 0.0


def losses_of(estimate: Mapping[str, Any] | None) -> Losses | None:
    """The losses that an estimate keeps, None when it keeps none."""
    stored = ((estimate or {}).get("details") or {}).get("losses_w_k")
    if not stored:
        return None
    return Losses({_part(name): float(value) for name, value in stored.items()})


def _part(name: str) -> str:
    return "air" if name == "ventilation" else name


class LossDrawing(QWidget):
    """The house today; where works are chosen, what each part loses after them stands beside."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._before: Losses | None = None
        self._after: Losses | None = None
        self.setMinimumSize(320, 300)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Heat losses of the house"))

    def sizeHint(self) -> QSize:
        return QSize(460, 420)

    def show_losses(self, before: Losses | None, after: Losses | None) -> None:
        self._before, self._after = before, after
        if before is not None:
            self.setAccessibleDescription(", ".join(f"{_(_NAMES[p])} {self._figures(p)}" for p in _NAMES))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._before is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_house(painter, self._house())
        for part, (x, y, side) in _CAPTIONS.items():
            self._paint_caption(painter, part, QPointF(x * self.width(), y * self.height()), side)
        painter.end()

    def _house(self) -> QRectF:
        """The box of the house without its roof."""
        # The captions on both sides are as wide as the longest of them.
        side = min((self.width() - 2 * self._caption_px()) / (1 + 2 * _BESIDE_SHARE), self.height() * 0.56)
        return QRectF((self.width() - side) / 2, self.height() * 0.40, side, self.height() * 0.44)

    def _caption_px(self) -> float:
        names = QFontMetricsF(style.font(tokens.BODY_PT, QFont.Weight.DemiBold))
        figures = QFontMetricsF(style.font(tokens.SMALL_PT, tabular=True))
        captions = ((names.horizontalAdvance(self._caption(one)), self._figures(one)) for one in _BESIDE)
        return max(max(wide, figures.horizontalAdvance(under)) for wide, under in captions)

    def _caption(self, part: str) -> str:
        assert self._before is not None
        return f"{_(_NAMES[part])} {percent(self._before.share(part))}"

    def _colour(self, part: str) -> QColor:
        assert self._before is not None
        strength = min(self._before.share(part) / _STRONGEST, 1.0)
        ground, full = QColor(self._theme.raised), QColor(self._theme.accent)
        return QColor.fromRgbF(
            ground.redF() + (full.redF() - ground.redF()) * strength,
            ground.greenF() + (full.greenF() - ground.greenF()) * strength,
            ground.blueF() + (full.blueF() - ground.blueF()) * strength,
        )

    def _paint_house(self, painter: QPainter, box: QRectF) -> None:
        line = QPen(QColor(self._theme.second), 1.2)
        painter.setPen(line)
        thickness = box.width() * 0.085
        roof = QPolygonF(
            [
                QPointF(box.left() - thickness, box.top()),
                QPointF(box.center().x(), box.top() - box.height() * 0.52),
                QPointF(box.right() + thickness, box.top()),
            ]
        )
        painter.setBrush(self._colour("roof"))
        painter.drawPolygon(roof)
        painter.setBrush(QColor(self._theme.card))
        painter.drawRect(box)
        painter.setBrush(self._colour("wall"))
        painter.drawRect(QRectF(box.left(), box.top(), thickness, box.height()))
        painter.drawRect(QRectF(box.right() - thickness, box.top(), thickness, box.height()))
        painter.setBrush(self._colour("floor"))
        painter.drawRect(QRectF(box.left(), box.bottom(), box.width(), thickness * 0.8))
        self._paint_openings(painter, box)
        self._paint_air(painter, box)

    def _paint_openings(self, painter: QPainter, box: QRectF) -> None:
        wide, high = box.width() * 0.2, box.height() * 0.24
        painter.setBrush(self._colour("window"))
        for x, y in ((0.2, 0.14), (0.6, 0.14), (0.6, 0.56)):
            pane = QRectF(box.left() + x * box.width(), box.top() + y * box.height(), wide, high)
            painter.drawRect(pane)
            painter.drawLine(QPointF(pane.center().x(), pane.top()), QPointF(pane.center().x(), pane.bottom()))
        painter.setBrush(self._colour("door"))
        door = QRectF(box.left() + 0.2 * box.width(), box.top() + 0.54 * box.height(), wide, 0.46 * box.height())
        painter.drawRect(door)
        painter.setBrush(self._colour("bridge"))
        radius = box.width() * 0.03
        for corner in (box.bottomLeft(), box.bottomRight(), box.topLeft(), box.topRight()):
            painter.drawEllipse(corner, radius, radius)

    def _paint_air(self, painter: QPainter, box: QRectF) -> None:
        pen = QPen(self._colour("air"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        left = box.right() + box.width() * 0.14
        for at in range(3):
            y = box.top() - box.height() * (0.12 + at * 0.11)
            start = QPointF(left - box.width() * (0.02 + 0.07 * at), y)
            painter.drawLine(start, QPointF(left + box.width() * 0.12, y))

    def _paint_caption(self, painter: QPainter, part: str, at: QPointF, side: Qt.AlignmentFlag) -> None:
        assert self._before is not None
        name = style.font(tokens.BODY_PT, QFont.Weight.DemiBold)
        painter.setFont(name)
        height = painter.fontMetrics().height()
        width = self.width() * (0.34 if side is not Qt.AlignmentFlag.AlignHCenter else 0.7)
        shift = {Qt.AlignmentFlag.AlignLeft: 0.0, Qt.AlignmentFlag.AlignRight: width}.get(side, width / 2)
        box = QRectF(at.x() - shift, at.y() - height, width, height)
        painter.setPen(QColor(self._theme.ink))
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, self._caption(part))
        painter.setFont(style.font(tokens.SMALL_PT, tabular=True))
        painter.setPen(QColor(self._theme.second))
        painter.drawText(box.translated(0, height), side | Qt.AlignmentFlag.AlignVCenter, self._figures(part))

    def _figures(self, part: str) -> str:
        assert self._before is not None
        before = figure(self._before.w_k.get(part, 0.0), _UNIT)
        if self._after is None:
            return before
        return f"{figure(self._before.w_k.get(part, 0.0))} → {figure(self._after.w_k.get(part, 0.0), _UNIT)}"
