"""Bars to compare by eye: the shares of the heat lost, who pays the works."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from rehab_app.core.format import percent
from rehab_app.core.i18n import _, mark
from rehab_app.ui.parts.words import words
from rehab_app.ui.seance.sheet import Sizes
from rehab_app.ui.theme import Theme

PARTS = {
    "roof": mark("Roof"),
    "wall": mark("Walls"),
    "window": mark("Windows"),
    "door": mark("Doors"),
    "floor": mark("Floor"),
    "bridge": mark("Joints of walls and floors"),
    "ventilation": mark("Air that comes and goes"),
}


class StackedBar(QWidget):
    """Parts of a whole, one after the other; colour and size of each."""

    def __init__(self, height_px: int) -> None:
        super().__init__()
        self._height = height_px
        self._parts: Sequence[tuple[float, str]] = ()
        self._whole = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[tuple[float, str]], whole: float = 0.0) -> None:
        """Sizes with their colours; the bar is full at `whole`, at their sum by default."""
        self._parts, self._whole = tuple(parts), whole or sum(size for size, _colour in parts)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._height * 6, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._whole <= 0:
            return
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        left = 0.0
        for size, colour in self._parts:
            wide = self.width() * size / self._whole
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(left, 0, max(wide - 2, 1), self.height()))
            left += wide
        painter.end()


def loss_bars(losses: Sequence[tuple[str, int]], theme: Theme, sizes: Sizes) -> QWidget:
    """One line a part of the house: its name, a bar, its share of the heat lost; the largest first."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(sizes.gap(12))
    grid.setVerticalSpacing(sizes.gap(10))
    grid.setColumnStretch(1, 1)
    most = max((share for _part, share in losses), default=1)
    for at, (part, share) in enumerate(losses):
        name, figure = _(PARTS[part]), percent(share / 100)
        label = words(name, "large" if at == 0 else "body")
        label.setAccessibleName(f"{name}: {figure}")
        bar = StackedBar(sizes.px(22))
        bar.setMinimumWidth(sizes.px(60))
        bar.show_parts([(share, theme.accent)], most)
        grid.addWidget(label, at, 0)
        grid.addWidget(bar, at, 1)
        grid.addWidget(words(figure, "choice" if at == 0 else "body"), at, 2, Qt.AlignmentFlag.AlignRight)
    return box
