"""The label as people know it: seven steps from A to G, the home's own picked out, before and after."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehab_app.core.i18n import _
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.parts.label_chip import paint_chip
from rehab_app.ui.theme import Theme

_LETTERS = "ABCDEFG"
_SHORTEST, _LONGEST = 0.26, 0.62  # of the width; what is left holds the words
_LEAST = 0.3  # of the width, for the longest step, however long the words
_POINT = 0.45  # of a step's height


class LabelLadder(QWidget):
    """The scale of the label; `step_px` is the height of a step, `points` the size of its words."""

    def __init__(self, theme: Theme, step_px: int, points: float) -> None:
        super().__init__()
        self._theme, self._step, self._points = theme, step_px, points
        self._before = self._after = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_labels("", "")

    def show_labels(self, before: str, after: str = "") -> None:
        """Pick out the label of today, and the one after works where there is one."""
        self._before, self._after = before, after
        if not before:
            name = _("Label not known")
        elif after:
            name = _("Energy label {before} today, {after} after the works").format(before=before, after=after)
        else:
            name = _("Energy label {letter} today").format(letter=before)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._step * 9, round(self._step * 7.6))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._step * 6, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self._step * 0.1
        for at, letter in enumerate(_LETTERS):
            self._paint_step(painter, at, letter, top + at * self._step * 1.07)
        painter.end()

    def _paint_step(self, painter: QPainter, at: int, letter: str, top: float) -> None:
        picked = letter in (self._before, self._after)
        grown = self._step * 0.06 if picked else 0.0
        width = self._bar_px(at)
        box = QRectF(2, top - grown, width, self._step * 0.94 + 2 * grown)
        colour = QColor(tokens.ENERGY_LABEL[letter])
        if self._before and not picked:
            colour.setAlphaF(0.45)
        painter.setBrush(colour)
        painter.setPen(QPen(QColor(self._theme.ink), 3) if picked else Qt.PenStyle.NoPen)
        painter.drawPolygon(_arrow(box))
        painter.setFont(style.font(self._points * (1.25 if picked else 1), QFont.Weight.DemiBold))
        faded = bool(self._before) and not picked
        painter.setPen(QColor(self._theme.ink if faded else tokens.ink_on(tokens.ENERGY_LABEL[letter])))
        painter.drawText(box.adjusted(self._step * 0.35, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, letter)
        words = self._words(letter)
        if words:
            painter.setPen(QColor(self._theme.ink))
            painter.setFont(style.font(self._points, QFont.Weight.DemiBold))
            free = QRectF(box.right() + self._step * 0.7, box.top(), self.width(), box.height())
            painter.drawText(free, Qt.AlignmentFlag.AlignVCenter, words)

    def _bar_px(self, at: int) -> float:
        """Length of a step: as long as the words beside the longest leave room, in proportion."""
        metrics = QFontMetricsF(style.font(self._points, QFont.Weight.DemiBold))
        said = max(metrics.horizontalAdvance(self._words(letter)) for letter in _LETTERS)
        longest = min(_LONGEST * self.width(), max(self.width() - said - 1.2 * self._step, _LEAST * self.width()))
        return longest * (_SHORTEST + (_LONGEST - _SHORTEST) * at / (len(_LETTERS) - 1)) / _LONGEST

    def _words(self, letter: str) -> str:
        if letter == self._before == self._after:
            return _("today and after")
        if letter == self._before:
            return _("today")
        return _("after works") if letter == self._after else ""


def _arrow(box: QRectF) -> QPolygonF:
    tip = box.height() * _POINT
    corners = (box.topLeft(), box.topRight(), QPointF(box.right() + tip, box.center().y()), box.bottomRight())
    return QPolygonF([*corners, box.bottomLeft()])


class Chips(QWidget):
    """The label before and after as two large letters with an arrow between them."""

    def __init__(self, theme: Theme, side_px: int, points: float) -> None:
        super().__init__()
        self._theme, self._side, self._points = theme, side_px, points
        self._before = self._after = ""
        self.setFixedSize(round(side_px * 2.7), side_px)

    def show_labels(self, before: str, after: str) -> None:
        self._before, self._after = before, after
        words = _("Energy label {before} today, {after} after the works")
        self.setAccessibleName(words.format(before=before or "–", after=after or "–"))
        self.update()

    @property
    def letters(self) -> tuple[str, str]:
        """The label before and after."""
        return self._before, self._after

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = float(self._side)
        paint_chip(painter, QRectF(0, 0, side, side), self._before, self._theme, self._points)
        paint_chip(painter, QRectF(side * 1.7, 0, side, side), self._after, self._theme, self._points)
        painter.setFont(style.font(self._points))
        painter.setPen(QColor(self._theme.second))
        painter.drawText(QRectF(side, 0, side * 0.7, side), Qt.AlignmentFlag.AlignCenter, "→")
        painter.end()
