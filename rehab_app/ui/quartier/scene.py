"""What lies on the map: a neighbourhood, its colours, and a picture of it kept while the map is dragged."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from rehab_app.services.background import Ground
from rehab_app.services.home_filters import Mask
from rehab_app.services.neighbourhood import Neighbourhood
from rehab_app.ui.quartier.camera import Camera
from rehab_app.ui.quartier.colouring import Colouring, among, colouring, ring_codes
from rehab_app.ui.quartier.footprint_paths import Coloured, FootprintPaths
from rehab_app.ui.quartier.prepared import Prepared, prepare
from rehab_app.ui.theme import Theme

_PORTION = 2_000  # outlines made at once, on a thread that lets the window turn in between
_MARGIN_PX = 300  # drawn around the view, so that dragging shows ground at once


@dataclass(frozen=True, slots=True)
class Look:
    """Footprints ready to be drawn in some colours."""

    homes: Neighbourhood
    mode: str
    kept: Mask | None
    colours: Colouring
    coloured: Coloured


class Scene:
    """The homes of one neighbourhood, coloured; empty until `show`."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._homes: Neighbourhood | None = None
        self._paths: FootprintPaths | None = None
        self._mode = "label"
        self._kept: Mask | None = None
        self._hatched = False
        self._clear = False
        self._coloured: Coloured = {}
        self._marked: Sequence[QPainterPath] = ()
        self._drawn: tuple[QPixmap, Camera] | None = None
        self.colours: Colouring | None = None

    @property
    def homes(self) -> Neighbourhood | None:
        return self._homes

    @property
    def extent_m(self) -> QRectF | None:
        return None if self._paths is None else self._paths.extent_m

    def show(self, homes: Neighbourhood, prepared: Prepared | None = None) -> None:
        """Show a neighbourhood; what was prepared of it is not made again."""
        ready = prepared if prepared is not None and prepared.homes is homes else prepare(homes, self._mode)
        self._homes, self._paths, self._kept = homes, ready.paths, None
        if ready.mode == self._mode:
            self._coloured, self._drawn = ready.coloured, None
            self.colours = colouring(self._mode, homes, self._theme)
        else:
            self.set_mode(self._mode)

    def set_mode(self, mode: str) -> None:
        """Colour by one of `colouring.MODES`, at once."""
        self._mode = mode
        look = self.look(mode, self._kept)
        if look is not None:
            self.wear(look)

    def look(self, mode: str, kept: Mask | None) -> Look | None:
        """The footprints coloured in one way, those of the homes that are not kept faint; made on any thread."""
        homes, paths = self._homes, self._paths
        if homes is None or paths is None:
            return None
        made = colouring(mode, homes, self._theme)
        return Look(
            homes,
            mode,
            kept,
            made if kept is None else among(made, kept),
            paths.coloured(ring_codes(homes, made, kept)),
        )

    def wear(self, look: Look) -> None:
        """Show a look, unless the neighbourhood is another by now."""
        if look.homes is self._homes:
            self._mode, self._kept, self.colours, self._coloured = look.mode, look.kept, look.colours, look.coloured
            self._drawn = None

    def mark(self, outlines_m: Sequence[QPainterPath]) -> None:
        """Draw these outlines into the picture that is kept: for so many homes that each frame would be slow."""
        if outlines_m or self._marked:
            self._marked = outlines_m
            self._drawn = None

    def set_hatched(self, hatched: bool) -> None:
        self._hatched = hatched
        self._drawn = None

    def home_at(self, point_m: QPointF) -> int | None:
        """Id of a home on this point of the ground."""
        ring = None if self._paths is None else self._paths.ring_at(point_m)
        found = [] if ring is None else self._homes_in([ring])
        return found[0] if found else None

    def rows_at(self, point_m: QPointF) -> list[int]:
        """Positions in the neighbourhood of all homes on this point of the ground."""
        ring = None if self._paths is None else self._paths.ring_at(point_m)
        if ring is None or self._homes is None:
            return []
        rings, rows = self._homes.ring_homes
        found: list[int] = rows[rings == ring].tolist()
        return found

    def homes_in(self, outline_m: QPolygonF) -> list[int]:
        """Ids of the homes in an outline that are not faint, in the order of the store."""
        found = [] if self._paths is None else self._homes_in(self._paths.rings_in(outline_m))
        if self._homes is None or self._kept is None:
            return found
        position, kept = self._homes.position, self._kept
        return [identifier for identifier in found if kept[position[identifier]]]

    def centre_m(self, identifier: int) -> QPointF | None:
        """Middle of the footprint of a home, None when it has none."""
        rings = self._rings_of((identifier,))
        if not rings or self._homes is None:
            return None
        return QPointF(*self._homes.footprints.centres_m[rings[0]].tolist())

    def outlines(self, ids: Sequence[int]) -> QPainterPath:
        """One path around the footprints of these homes, in metres."""
        return QPainterPath() if self._paths is None else self._paths.outlines(self._rings_of(ids))

    def many_outlines(self, ids: Sequence[int]) -> list[QPainterPath]:
        """Paths around the footprints of many homes, some of them each; may be made on any thread."""
        rings = self._rings_of(ids)
        portions = [rings[first : first + _PORTION] for first in range(0, len(rings), _PORTION)]
        return [] if self._paths is None else [self._paths.outlines(some) for some in portions]

    @property
    def ground(self) -> Ground | None:
        """The plane of the footprints, None while there is none."""
        shapes = None if self._homes is None else self._homes.footprints
        return Ground(*shapes.middle_deg) if shapes is not None and len(shapes.building_id) else None

    def see_through(self, wanted: bool) -> None:
        """Leave the ground between the footprints clear, for what is drawn under them."""
        if wanted != self._clear:
            self._clear = wanted
            self._drawn = None

    def paint_ground(self, painter: QPainter, camera: Camera, ratio: float) -> None:
        """Draw the footprints in a view; the picture is made anew when its margin is used up or the scale changes."""
        if self._drawn is None or not _covers(self._drawn[1], camera):
            self._drawn = self._picture(camera, ratio)
        pixmap, drawn = self._drawn
        middle = camera.to_screen(QPointF(drawn.x_m, drawn.y_m))
        painter.drawPixmap(middle - QPointF(drawn.width_px / 2, drawn.height_px / 2), pixmap)

    def _picture(self, camera: Camera, ratio: float) -> tuple[QPixmap, Camera]:
        drawn = camera.resized(camera.width_px + 2 * _MARGIN_PX, camera.height_px + 2 * _MARGIN_PX)
        pixmap = QPixmap(int(drawn.width_px * ratio), int(drawn.height_px * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent if self._clear else QColor(self._theme.map_ground))
        if self._paths is not None and self.colours is not None:
            painter = QPainter(pixmap)
            painter.setTransform(drawn.transform)
            colours = [*(QColor(entry.colour) for entry in self.colours.entries), faint(self._theme)]
            outline = QColor(self._theme.map_ground)
            self._paths.paint(
                painter, self._coloured, drawn.visible_m(), drawn.px_per_m, colours, outline, self._hatched
            )
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 0))
            for outlines in self._marked:
                if outlines.boundingRect().intersects(drawn.visible_m()):
                    painter.drawPath(outlines)
            painter.end()
        return pixmap, drawn

    def _homes_in(self, rings: Sequence[int]) -> list[int]:
        if self._homes is None:
            return []
        all_rings, rows = self._homes.ring_homes
        found: list[int] = self._homes.ids[rows[np.isin(all_rings, np.array(rings, dtype=np.intp))]].tolist()
        return found

    def _rings_of(self, ids: Sequence[int]) -> list[int]:
        if self._homes is None:
            return []
        rings, rows = self._homes.ring_homes
        found: list[int] = rings[np.isin(self._homes.ids[rows], np.array(ids, dtype=np.int64))].tolist()
        return found


def faint(theme: Theme) -> QColor:
    """The colour of homes that are filtered out: between the ground and a hairline, lighter than what is not known."""
    ground, line = QColor(theme.map_ground), QColor(theme.hairline)
    return QColor(
        (ground.red() + line.red()) // 2, (ground.green() + line.green()) // 2, (ground.blue() + line.blue()) // 2
    )


def _covers(drawn: Camera, camera: Camera) -> bool:
    if drawn.px_per_m != camera.px_per_m or drawn.width_px != camera.width_px + 2 * _MARGIN_PX:
        return False
    shift = drawn.to_screen(QPointF(camera.x_m, camera.y_m)) - QPointF(drawn.width_px / 2, drawn.height_px / 2)
    return drawn.height_px == camera.height_px + 2 * _MARGIN_PX and max(abs(shift.x()), abs(shift.y())) < _MARGIN_PX
