"""The tiles under the footprints, drawn where they lie."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPixmap

from rehab_app.services.background import Ground, Tile, TileSource, level_for, tiles_over
from rehab_app.ui.quartier.camera import Camera

if TYPE_CHECKING:
    from rehab_app.ui.quartier.tile_fetcher import TileFetcher

_TILES_MOST = 80  # in one view; more than any screen needs at the right level
_COARSER = 4  # levels looked through for something to show meanwhile


class Backdrop(QObject):
    """Empty until it is given a source.

    Signals:
        came: there is more to draw.
        failed: the server does not answer; carries the reason.
    """

    came = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetcher: TileFetcher | None = None

    @property
    def attribution(self) -> str:
        """Whom the tiles come from, "" while there are none."""
        return "" if self._fetcher is None else self._fetcher.source.attribution

    @property
    def shown(self) -> bool:
        return self._fetcher is not None

    def use(self, source: TileSource | None) -> None:
        """Draw the tiles of a source from now on, or none."""
        if self._fetcher is not None:
            if source == self._fetcher.source:
                return
            self._fetcher.close()
            self._fetcher.deleteLater()
        self._fetcher = None if source is None else self._made(source)
        self.came.emit()

    def _made(self, source: TileSource) -> "TileFetcher":
        # The network is loaded when somebody wants it, and not before.
        from rehab_app.ui.quartier.tile_fetcher import TileFetcher

        fetcher = TileFetcher(source, self)
        fetcher.came.connect(self.came)
        fetcher.failed.connect(self.failed)
        return fetcher

    def paint(self, painter: QPainter, camera: Camera, ground: Ground, ratio: float) -> None:
        """Draw what has come of the view, and ask for the rest."""
        if self._fetcher is None:
            return
        box = camera.visible_m()
        corners = (*ground.to_degrees(box.left(), box.top()), *ground.to_degrees(box.right(), box.bottom()))
        level = level_for(camera.px_per_m * ratio, ground.latitude_deg, self._fetcher.source.last_level)
        tiles = tiles_over(corners, level)
        while len(tiles) > _TILES_MOST:
            level -= 1
            tiles = tiles_over(corners, level)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for tile in tiles:
            self._draw(painter, camera, ground, tile)
        self._fetcher.want(tiles)

    def _draw(self, painter: QPainter, camera: Camera, ground: Ground, tile: Tile) -> None:
        """A tile, or the part of a coarser one that covers it."""
        found = self._nearest(tile)
        if found is not None:
            picture, part = found
            painter.drawPixmap(tile_box(camera, ground, tile), picture, part)

    def _nearest(self, tile: Tile) -> tuple[QPixmap, QRectF] | None:
        assert self._fetcher is not None
        coarser = tile
        for steps in range(_COARSER + 1):
            picture = self._fetcher.picture(coarser)
            if picture is not None:
                side, count = picture.width() / 2**steps, 2**steps
                return picture, QRectF(tile.column % count * side, tile.row % count * side, side, side)
            if coarser.level == 0:
                return None
            coarser = coarser.parent
        return None


def tile_box(camera: Camera, ground: Ground, tile: Tile) -> QRectF:
    """Where a tile lies on the screen.

    Inside a tile the ground is taken as even, though Web Mercator stretches it northwards: at level 13 and 50° north
    the middle of a tile is 0.2 m from where it should be, at every level less than a fifth of a pixel.
    """
    west, south, east, north = tile.corners_deg
    top_left = camera.to_screen(QPointF(*ground.to_metres(west, north)))
    return QRectF(top_left, camera.to_screen(QPointF(*ground.to_metres(east, south))))
