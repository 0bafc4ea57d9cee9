"""Footprints merged into one painter path a tile and a colour: 20,000 of them are drawn in some milliseconds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from rehab_app.services.neighbourhood import Footprints

_TILE_M = 250.0
_OUTLINE_FROM_PX_PER_M = 0.7
_SMOOTH_FROM_PX_PER_M = 0.5

Coloured = Mapping[tuple[int, int], Mapping[int, QPainterPath]]
_WINDING = 1  # Qt.FillRule.WindingFill, as Qt writes it
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

    Rings are numbered as in `Footprints`; a colour is an index of the list given to `paint`. It can be made on
    any thread.
    """

    def __init__(self, footprints: Footprints) -> None:
        self._shapes = footprints
        self._elements = _elements(footprints)
        self._tiles = np.floor(footprints.centres_m / _TILE_M).astype(int)

    def coloured(self, codes: NDArray[np.int_]) -> Coloured:
        """The paths of each tile by the index of their colour; `codes` gives that of each ring."""
        merged: dict[tuple[int, int], dict[int, QPainterPath]] = defaultdict(dict)
        order = np.lexsort((codes, self._tiles[:, 1], self._tiles[:, 0]))
        keys = np.column_stack((self._tiles, codes))[order]
        breaks = np.flatnonzero((keys[1:] != keys[:-1]).any(axis=1)) + 1
        for rings in np.split(order, breaks) if len(order) else ():
            column, row = self._tiles[rings[0]].tolist()
            merged[column, row][int(codes[rings[0]])] = self._path(rings)
        return merged

    def _path(self, rings: NDArray[np.intp]) -> QPainterPath:
        """These rings as one path, read by Qt from bytes as it writes them: no point passes through Python."""
        path = QPainterPath()
        if not len(rings):
            return path
        first, count = self._shapes.starts[rings], np.diff(self._shapes.starts)[rings]
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        elements = self._elements[np.repeat(first, count) + within]
        start = len(elements) - int(count[-1])
        data = QByteArray(
            np.array([len(elements)], ">i4").tobytes()
            + elements.tobytes()
            + np.array([start, _WINDING], ">i4").tobytes()
        )
        stream = QDataStream(data)
        stream >> path
        return path

    def _polygon(self, ring: int) -> QPolygonF:
        first, last = self._shapes.starts[ring : ring + 2].tolist()
        return QPolygonF([QPointF(x, y) for x, y in self._shapes.xy_m[first:last].tolist()])

    @cached_property
    def extent_m(self) -> QRectF:
        if not len(self._shapes.building_id):
            return QRectF(-100, -100, 200, 200)
        low, high = self._shapes.xy_m.min(axis=0), self._shapes.xy_m.max(axis=0)
        return QRectF(low[0], low[1], high[0] - low[0], high[1] - low[1])

    def paint(
        self,
        painter: QPainter,
        coloured: Coloured,
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
        for tile, paths in coloured.items():
            if not _touches(tile, visible_m):
                continue
            for code, path in paths.items():
                painter.setBrush(colours[code])
                painter.drawPath(path)
                if hatched:
                    painter.setBrush(_hatch(code, px_per_m))
                    painter.drawPath(path)

    def outlines(self, rings: Sequence[int]) -> QPainterPath:
        """One path around these rings."""
        return self._path(np.array(rings, dtype=np.intp))

    def ring_at(self, point_m: QPointF) -> int | None:
        """The ring under a point, or None."""
        if not len(self._shapes.building_id):
            return None
        low, high = self._shapes.boxes_m
        here = np.array([point_m.x(), point_m.y()])
        for ring in np.flatnonzero(((low <= here) & (here <= high)).all(axis=1)).tolist():
            if self._polygon(ring).containsPoint(point_m, Qt.FillRule.WindingFill):
                return int(ring)
        return None

    def rings_in(self, outline_m: QPolygonF) -> list[int]:
        """Rings whose centre lies in a drawn outline."""
        box = outline_m.boundingRect()
        x, y = self._shapes.centres_m.T
        near = (x >= box.left()) & (x <= box.right()) & (y >= box.top()) & (y <= box.bottom())
        return [
            ring
            for ring in np.flatnonzero(near).tolist()
            if outline_m.containsPoint(QPointF(x[ring], y[ring]), Qt.FillRule.OddEvenFill)
        ]


def _elements(footprints: Footprints) -> NDArray[np.void]:
    """The corners as Qt writes the elements of a path: move to the first of each ring, lines to the others."""
    elements = np.zeros(len(footprints.xy_m), dtype=[("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
    elements["type"] = 1
    elements["type"][footprints.starts[:-1]] = 0
    elements["x"], elements["y"] = footprints.xy_m.T
    return elements


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
