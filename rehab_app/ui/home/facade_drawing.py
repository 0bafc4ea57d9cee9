"""The façades of a home seen from outside, each wall, window and door as dark as it lets heat through."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehab_app.core.format import figure, percent
from rehab_app.core.i18n import _, mark
from rehab_app.domain.codes import FACADE_SIDES
from rehab_app.domain.works import ORIENTATIONS
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.theme import SPACE_L, SPACE_S, Theme

if TYPE_CHECKING:
    from rehab_app.services.facade_losses import FacadeLoss

_PARTS = {"wall": mark("walls"), "window": mark("windows"), "door": mark("doors")}
_DARKEST = {"wall": 2.5, "window": 5.0, "door": 5.0}  # W/(m²·K): bare solid brick, single glazing, plain wood
_ACROSS = 2
_TALLEST = 1.3  # height of a façade with its captions, of its width
_WINDOWS_ACROSS = 3


class FacadeDrawing(QWidget):
    """Two façades a row; `told` is what a screen reader says of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._facades: Sequence[FacadeLoss] = ()
        self._total_w_k = 0.0
        self.setMinimumSize(320, 300)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Heat losses by façade"))

    @property
    def told(self) -> str:
        return self.accessibleDescription()

    def sizeHint(self) -> QSize:
        return QSize(460, 420)

    def show_facades(self, facades: "Sequence[FacadeLoss]", total_w_k: float) -> None:
        """Draw these façades of a home that loses so much in all."""
        self._facades, self._total_w_k = facades, total_w_k
        self.setAccessibleDescription(
            "; ".join(", ".join((_name(one), self._share(one), _detail(one))) for one in facades)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._facades:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows = -(-len(self._facades) // _ACROSS)
        wide = self.width() / min(_ACROSS, len(self._facades))
        high = min(self.height() / rows, wide * _TALLEST)
        top = (self.height() - rows * high) / 2
        largest = max(one.total_m2 for one in self._facades)
        for at, facade in enumerate(self._facades):
            box = QRectF(at % _ACROSS * wide, top + at // _ACROSS * high, wide, high)
            self._paint_facade(painter, facade, box.adjusted(SPACE_S, SPACE_S, -SPACE_S, -SPACE_S), largest)
        painter.end()

    def _paint_facade(self, painter: QPainter, facade: "FacadeLoss", box: QRectF, largest_m2: float) -> None:
        name, small = style.font(tokens.BODY_PT, QFont.Weight.DemiBold), style.font(tokens.SMALL_PT, tabular=True)
        painter.setFont(name)
        line = painter.fontMetrics().height()
        words = QRectF(box.left(), box.bottom() - 3 * line, box.width(), line)
        self._paint_wall(painter, facade, box.adjusted(0, 0, 0, -3 * line - SPACE_L), largest_m2)
        painter.setPen(QColor(self._theme.ink))
        painter.setFont(name)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, _name(facade))
        painter.setFont(small)
        painter.drawText(words.translated(0, line), Qt.AlignmentFlag.AlignCenter, self._share(facade))
        painter.setPen(QColor(self._theme.second))
        painter.drawText(words.translated(0, 2 * line), Qt.AlignmentFlag.AlignCenter, _detail(facade))

    def _paint_wall(self, painter: QPainter, facade: "FacadeLoss", room: QRectF, largest_m2: float) -> None:
        high = min(room.height(), room.width() * 0.9)
        wide = room.width() * 0.9 * max(facade.total_m2 / largest_m2, 0.3) if largest_m2 else room.width()
        wall = QRectF(room.center().x() - wide / 2, room.bottom() - high, wide, high)
        painter.setPen(QPen(QColor(self._theme.second), 1.2))
        painter.setBrush(self._colour(facade, "wall"))
        painter.drawRect(wall)
        self._paint_openings(painter, facade, wall)
        painter.setPen(QPen(QColor(self._theme.second), 1.2))
        painter.drawLine(QPointF(room.left(), wall.bottom()), QPointF(room.right(), wall.bottom()))

    def _paint_openings(self, painter: QPainter, facade: "FacadeLoss", wall: QRectF) -> None:
        across = _WINDOWS_ACROSS
        cell = QRectF(0, 0, wall.width() / across, wall.height() / 2)
        doors, windows = min(facade.openings.get("door", 0), 1), facade.openings.get("window", 0)
        # The door stands at the left of the ground floor; windows fill the upper floor first, from the left.
        free = range(across - doors)
        places = [(column, 0) for column in range(across)] + [(column + doors, 1) for column in free]
        painter.setPen(QPen(QColor(self._theme.card), 2))  # frames, seen on the darkest wall
        painter.setBrush(self._colour(facade, "window"))
        for column, floor in places[:windows]:
            middle = QPointF(wall.left() + (column + 0.5) * cell.width(), wall.top() + (floor + 0.5) * cell.height())
            pane = QRectF(0, 0, cell.width() * 0.46, cell.height() * 0.5)
            pane.moveCenter(middle)
            painter.drawRect(pane)
            painter.drawLine(QPointF(middle.x(), pane.top()), QPointF(middle.x(), pane.bottom()))
        if doors:
            painter.setBrush(self._colour(facade, "door"))
            left = wall.left() + cell.width() * 0.26
            painter.drawRect(
                QRectF(left, wall.bottom() - cell.height() * 0.78, cell.width() * 0.48, cell.height() * 0.78)
            )

    def _colour(self, facade: "FacadeLoss", part: str) -> QColor:
        area = facade.area_m2.get(part, 0.0)
        u = facade.w_k.get(part, 0.0) / area if area else 0.0
        strength = min(u / _DARKEST[part], 1.0)
        ground, full = QColor(self._theme.card), QColor(self._theme.accent)
        return QColor.fromRgbF(
            ground.redF() + (full.redF() - ground.redF()) * strength,
            ground.greenF() + (full.greenF() - ground.greenF()) * strength,
            ground.blueF() + (full.blueF() - ground.blueF()) * strength,
        )

    def _share(self, facade: "FacadeLoss") -> str:
        share = percent(facade.total_w_k / self._total_w_k) if self._total_w_k else ""
        return f"{figure(facade.total_w_k, 'W/K')} · {share}".strip(" ·")


def _name(facade: "FacadeLoss") -> str:
    known = facade.side
    side = _(FACADE_SIDES[known]) if known in FACADE_SIDES else _("façade")
    return f"{side[:1].upper()}{side[1:]}, {_(ORIENTATIONS[facade.orientation])}"


def _detail(facade: "FacadeLoss") -> str:
    pair = _("{part} {loss}")
    return ", ".join(
        pair.format(part=_(text), loss=figure(facade.w_k[part])) for part, text in _PARTS.items() if part in facade.w_k
    )
