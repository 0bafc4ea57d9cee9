"""Footprints merged into one painter path a tile and a colour: 20,000 of them are drawn in some milliseconds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from rehab_app.services.neighbourhood import Footprints

_TILE_M = 250.0
_OUTLINE_FROM_PX_PER_M = 0.7
_SMOOTH_FROM_PX_PER_M = 0.5

_HATCHES = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.DiagCrossPattern,
)


class FootprintPaths:
    """The footprints of a neighbourhood, ready to be filled, picked and enclosed.

    Rings are numbered as in `Footprints`; a colour is an index of the list given to `paint`.
    """

    def __init__(self, footprints: Footprints) -> None:
        self._shapes = footprints
        self._polygons = [
            QPolygonF([QPointF(x, y) for x, y in footprints.xy_m[first:last].tolist()])
            for first, last in zip(footprints.starts[:-1].tolist(), footprints.starts[1:].tolist(), strict=True)
        ]
        self._tiles = (
            np.floor(footprints.centres_m / _TILE_M).astype(int) if len(self._polygons) else np.zeros((0, 2), int)
        )
        self._paths: dict[tuple[int, int], dict[int, QPainterPath]] = {}

    def colour(self, codes: NDArray[np.int_]) -> None:
        """Give each ring the index of its colour."""
        merged: dict[tuple[int, int], dict[int, QPainterPath]] = defaultdict(dict)
        for polygon, (column, row), code in zip(self._polygons, self._tiles.tolist(), codes.tolist(), strict=True):
            tile = merged[column, row]
            path = tile.get(code)
            if path is None:
                path = tile[code] = QPainterPath()
                path.setFillRule(Qt.FillRule.WindingFill)
            path.addPolygon(polygon)
            path.closeSubpath()
        self._paths = dict(merged)

    @property
    def extent_m(self) -> QRectF:
        if not self._polygons:
            return QRectF(-100, -100, 200, 200)
        low, high = self._shapes.xy_m.min(axis=0), self._shapes.xy_m.max(axis=0)
        return QRectF(low[0], low[1], high[0] - low[0], high[1] - low[1])

    def paint(
        self,
        painter: QPainter,
        visible_m: QRectF,
        px_per_m: float,
        colours: Sequence[QColor],
        outline: QColor,
        hatched: bool = False,
    ) -> None:
        """Fill what is in view; the painter is in world coordinates."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, px_per_m >= _SMOOTH_FROM_PX_PER_M)
        pen = QPen(outline, 0) if px_per_m >= _OUTLINE_FROM_PX_PER_M else QPen(Qt.PenStyle.NoPen)
        painter.setPen(pen)
        for tile, paths in self._paths.items():
            if not _touches(tile, visible_m):
                continue
            for code, path in paths.items():
                painter.setBrush(colours[code])
                painter.drawPath(path)
                if hatched:
                    painter.setBrush(_hatch(code, px_per_m))
                    painter.drawPath(path)

    def outlines(self, rings: Iterable[int]) -> QPainterPath:
        """One path around these rings."""
        path = QPainterPath()
        for ring in rings:
            path.addPolygon(self._polygons[ring])
            path.closeSubpath()
        return path

    def ring_at(self, point_m: QPointF) -> int | None:
        """The ring under a point, or None."""
        if not self._polygons:
            return None
        low, high = self._shapes.boxes_m
        here = np.array([point_m.x(), point_m.y()])
        for ring in np.flatnonzero(((low <= here) & (here <= high)).all(axis=1)).tolist():
            if self._polygons[ring].containsPoint(point_m, Qt.FillRule.WindingFill):
                return int(ring)
        return None

    def rings_in(self, outline_m: QPolygonF) -> list[int]:
        """Rings whose centre lies in a drawn outline."""
        box = outline_m.boundingRect()
        x, y = self._shapes.centres_m.T if self._polygons else np.zeros((2, 0))
        near = (x >= box.left()) & (x <= box.right()) & (y >= box.top()) & (y <= box.bottom())
        return [
            ring
            for ring in np.flatnonzero(near).tolist()
            if outline_m.containsPoint(QPointF(x[ring], y[ring]), Qt.FillRule.OddEvenFill)
        ]


def _touches(tile: tuple[int, int], visible_m: QRectF) -> bool:
    # A footprint is filed by its centre and may reach over the edge of its tile.
    reach = _TILE_M / 2
    return QRectF(
        tile[0] * _TILE_M - reach, tile[1] * _TILE_M - reach, _TILE_M + 2 * reach, _TILE_M + 2 * reach
    ).intersects(visible_m)


def _hatch(code: int, px_per_m: float) -> QBrush:
    brush = QBrush(QColor(0, 0, 0, 90), _HATCHES[code % len(_HATCHES)])
    transform = brush.transform()
    transform.scale(1 / px_per_m, 1 / px_per_m)
    brush.setTransform(transform)
    return brush
