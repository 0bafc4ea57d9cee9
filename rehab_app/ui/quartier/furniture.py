"""What stands on the map beside the footprints: names of streets, legend, north, scale."""

import math
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from rehab_app.core.format import figure
from rehab_app.services.neighbourhood import StreetName
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.quartier.camera import Camera
from rehab_app.ui.quartier.colouring import LegendEntry
from rehab_app.ui.theme import SPACE_M, SPACE_S, Theme

_SCALES_M = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
_SCALE_PX = 120.0
_SWATCH = 12.0
_LINE = 20.0
_NAMES_FROM_PX_PER_M = 0.35
_NAMES_KEPT = 256
_HALO_PX = 4
_REACH_PX = 200  # of a name from its middle: one that begins outside the view is drawn too


def paint_streets(painter: QPainter, camera: Camera, streets: Sequence[StreetName], theme: Theme) -> None:
    """Names along their streets, with a halo; left out where the map is too far away to read them."""
    if camera.px_per_m < _NAMES_FROM_PX_PER_M:
        return
    view = QRectF(0, 0, camera.width_px, camera.height_px).adjusted(-_REACH_PX, -_REACH_PX, _REACH_PX, _REACH_PX)
    for street in streets:
        at = camera.to_screen(QPointF(street.x_m, street.y_m))
        if view.contains(at):
            name = _street_name(street.name, street.angle_deg, theme, painter.device().devicePixelRatio())
            size = name.deviceIndependentSize()
            painter.drawImage(QPointF(round(at.x() - size.width() / 2), round(at.y() - size.height() / 2)), name)


@lru_cache(_NAMES_KEPT)
def _street_name(text: str, angle_deg: float, theme: Theme, ratio: float) -> QImage:
    """A name with its halo around the middle of a picture: a halo takes too long to draw for each picture of the map.

    `ratio` gives the pixels of the screen in one of the window.
    """
    font = style.font(tokens.TABLE_PT, QFont.Weight.DemiBold)
    width = QFontMetricsF(font)
    level = QPainterPath()
    level.addText(QPointF(-width.horizontalAdvance(text) / 2, width.ascent() / 2 - 1), font, text)
    path = QTransform().rotate(-angle_deg).map(level)
    box = path.boundingRect()
    half = [
        math.ceil(max(-low, high) + _HALO_PX) for low, high in ((box.left(), box.right()), (box.top(), box.bottom()))
    ]
    picture = QImage(QSize(2 * half[0], 2 * half[1]) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(*half)
    round_ends = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor(theme.map_ground), _HALO_PX, *round_ends))
    painter.drawPath(path)
    painter.fillPath(path, QColor(theme.ink))
    painter.end()
    return picture


def legend_box(view: QRectF, title: str, entries: Sequence[LegendEntry]) -> QRectF:
    """The sheet of the legend at the bottom left of a view."""
    metrics = QFontMetricsF(style.font(tokens.SMALL_PT))
    heading = QFontMetricsF(style.font(tokens.SMALL_PT, QFont.Weight.DemiBold))
    names = max((metrics.horizontalAdvance(entry.text) for entry in entries), default=0.0)
    counts = max((metrics.horizontalAdvance(figure(entry.homes)) for entry in entries), default=0.0)
    width = max(_SWATCH + SPACE_S + names + SPACE_M + counts, heading.horizontalAdvance(title)) + 2 * SPACE_M
    height = _LINE * (len(entries) + 1) + 2 * SPACE_S
    return QRectF(SPACE_M, view.height() - SPACE_M - height, math.ceil(width), height)


def paint_legend(painter: QPainter, view: QRectF, title: str, entries: Sequence[LegendEntry], theme: Theme) -> None:
    """What the colours mean and how many homes have each."""
    small, bold = style.font(tokens.SMALL_PT), style.font(tokens.SMALL_PT, QFont.Weight.DemiBold)
    counted = style.font(tokens.SMALL_PT, tabular=True)
    box = legend_box(view, title, entries)
    _sheet(painter, box, theme)
    painter.setFont(bold)
    painter.setPen(QColor(theme.second))
    line = QRectF(box.left() + SPACE_M, box.top() + SPACE_S, box.width() - 2 * SPACE_M, _LINE)
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
    for entry in entries:
        line.translate(0, _LINE)
        swatch = QRectF(line.left(), line.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
        painter.setPen(QPen(QColor(theme.hairline), 1))
        painter.setBrush(QColor(entry.colour))
        painter.drawRoundedRect(swatch, 2, 2)
        painter.setPen(QColor(theme.ink))
        painter.setFont(small)
        painter.drawText(line.adjusted(_SWATCH + SPACE_S, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, entry.text)
        painter.setFont(counted)
        painter.setPen(QColor(theme.second))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, figure(entry.homes))


def paint_attribution(painter: QPainter, view: QRectF, camera: Camera, text: str, theme: Theme) -> None:
    """Whom the background comes from, over the scale."""
    if not text:
        return
    font = style.font(tokens.SMALL_PT)
    scale, metrics = scale_box(view, camera), QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, view.width() - 2 * SPACE_M - 2 * SPACE_S)
    width, height = metrics.horizontalAdvance(shown) + 2 * SPACE_S, metrics.height() + SPACE_S
    box = QRectF(view.width() - SPACE_M - width, scale.top() - SPACE_S - height, width, height)
    _sheet(painter, box, theme)
    painter.setFont(font)
    painter.setPen(QColor(theme.second))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def scale_box(view: QRectF, camera: Camera) -> QRectF:
    """The sheet of the scale at the bottom right of a view."""
    length_px = _scale_m(camera) * camera.px_per_m
    right, bottom = view.width() - SPACE_M - SPACE_S, view.height() - SPACE_M - SPACE_S
    return QRectF(right - length_px - SPACE_S, bottom - 26, length_px + 2 * SPACE_S, 34)


def _scale_m(camera: Camera) -> int:
    return max((m for m in _SCALES_M if m * camera.px_per_m <= _SCALE_PX), default=_SCALES_M[0])


def paint_scale(painter: QPainter, view: QRectF, camera: Camera, theme: Theme) -> None:
    """A bar of a round length at the bottom right."""
    length_m = _scale_m(camera)
    length_px = length_m * camera.px_per_m
    text = figure(length_m / 1000, "km") if length_m >= 1000 else figure(length_m, "m")
    right, bottom = view.width() - SPACE_M - SPACE_S, view.height() - SPACE_M - SPACE_S
    box = scale_box(view, camera)
    _sheet(painter, box, theme)
    painter.setPen(QPen(QColor(theme.ink), 1.5))
    left = right - length_px
    painter.drawPolyline(
        QPolygonF(
            [QPointF(left, bottom - 5), QPointF(left, bottom), QPointF(right, bottom), QPointF(right, bottom - 5)]
        )
    )
    painter.setFont(style.font(tokens.SMALL_PT))
    painter.drawText(box.adjusted(0, 2, 0, -10), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)


def paint_north(painter: QPainter, view: QRectF, theme: Theme, letter: str) -> None:
    """An arrow to the north at the top right."""
    centre = QPointF(view.width() - SPACE_M - 18, SPACE_M + 22)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.ink), 1))
    half = [QPointF(0, -12), QPointF(6, 8), QPointF(0, 4)]
    painter.setBrush(QColor(theme.ink))
    painter.drawPolygon(QPolygonF([centre + point for point in half]))
    painter.setBrush(QColor(theme.map_ground))
    painter.drawPolygon(QPolygonF([centre + QPointF(-point.x(), point.y()) for point in half]))
    painter.setFont(style.font(tokens.SMALL_PT, QFont.Weight.DemiBold))
    painter.drawText(QRectF(centre.x() - 12, centre.y() + 8, 24, 16), Qt.AlignmentFlag.AlignCenter, letter)


def _sheet(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QColor(theme.card)
    ground.setAlphaF(0.94)
    painter.setPen(QPen(QColor(theme.hairline), 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, tokens.CORNER, tokens.CORNER)
