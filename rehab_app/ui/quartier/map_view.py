"""The map of a neighbourhood: pan, zoom, pick, enclose."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.services.neighbourhood import HOME_COLUMNS
from rehab_app.ui.quartier import furniture
from rehab_app.ui.quartier.backdrop import Backdrop
from rehab_app.ui.quartier.camera import Camera
from rehab_app.ui.quartier.cells import cell_text
from rehab_app.ui.quartier.scene import Scene
from rehab_app.ui.selection import Selection
from rehab_app.ui.theme import Theme

_CLICK_PX = 4
_STEP = 1.25
_KEY_PAN_PX = 80
_MANY = 1_000  # homes selected from which a hairline marks them: wide lines would make the map slow
_KEY_PANS = {
    Qt.Key.Key_Left: (_KEY_PAN_PX, 0),
    Qt.Key.Key_Right: (-_KEY_PAN_PX, 0),
    Qt.Key.Key_Up: (0, _KEY_PAN_PX),
    Qt.Key.Key_Down: (0, -_KEY_PAN_PX),
}


# Does some work on another thread and gives its result to a function on this one.
Later = Callable[[Callable[[], Any], Callable[[Any], None]], object]


class MapView(QWidget):
    """A view on a scene.

    Drag to move, wheel to zoom, click to select (Ctrl adds), Shift and drag to draw a lasso, double click to open.

    A rest of the pointer tells the home under it.

    Signals:
        menu_wanted: what can be done with the homes selected is asked for; carries the point of the screen.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, selection: Selection, scene: Scene, later: Later) -> None:
        super().__init__()
        self._later = later
        self.backdrop = Backdrop(self)
        self.backdrop.came.connect(self._show_backdrop)
        self._theme = theme
        self._selection = selection
        self._scene = scene
        self._lasso_wanted = False
        self._camera = Camera()
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._lasso: list[QPointF] = []
        self._outlined = QPainterPath()
        self._whole = True  # the view still shows everything: keep it so when the window changes
        self.setMinimumSize(240, 200)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Map of the neighbourhood"))
        self.setAccessibleDescription(_("Arrows move the map, + and - zoom, 0 shows everything."))
        selection.changed.connect(self._outline)

    @property
    def camera(self) -> Camera:
        return self._camera

    def refresh(self) -> None:
        """Draw what the scene now holds; a view on everything stays one."""
        if self._whole:
            self.fit()
        self._outline()

    def set_lasso(self, wanted: bool) -> None:
        """Draw an outline with the left button instead of moving the map."""
        self._lasso_wanted = wanted
        self.setCursor(Qt.CursorShape.CrossCursor if wanted else Qt.CursorShape.ArrowCursor)

    def fit(self) -> None:
        """Show the whole neighbourhood."""
        self._whole = True
        extent, colours = self._scene.extent_m, self._scene.colours
        if extent is not None and colours is not None:
            whole = self._camera.resized(self.width(), self.height())
            legend = furniture.legend_box(QRectF(self.rect()), colours.title, colours.entries)
            beside = whole.fitted(extent, left_px=legend.width())
            above = whole.fitted(extent, bottom_px=legend.height())
            self._camera = max(beside, above, key=lambda camera: camera.px_per_m)
        self.update()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Come closer by a factor, around a point of the view or its middle."""
        self._whole = False
        self._camera = self._camera.zoomed(factor, at or QPointF(self.width() / 2, self.height() / 2))
        self.update()

    def pan(self, dx_px: float, dy_px: float) -> None:
        """Drag the ground by so many pixels."""
        self._whole = False
        self._camera = self._camera.panned(dx_px, dy_px)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = self._scene.ground
        if self.backdrop.shown and ground is not None:
            painter.fillRect(self.rect(), QColor(self._theme.map_ground))
            self.backdrop.paint(painter, self._camera, ground, self.devicePixelRatioF())
        self._scene.paint_ground(painter, self._camera, self.devicePixelRatioF())
        if self._scene.homes is not None and self._scene.colours is not None:
            self._paint_selection(painter)
            view = QRectF(self.rect())
            colours = self._scene.colours
            furniture.paint_streets(painter, self._camera, self._scene.homes.streets, self._theme)
            furniture.paint_legend(painter, view, colours.title, colours.entries, self._theme)
            furniture.paint_scale(painter, view, self._camera, self._theme)
            furniture.paint_north(painter, view, self._theme, _("N"))
            furniture.paint_attribution(painter, view, self._camera, self.backdrop.attribution, self._theme)
        self._paint_lasso(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_selection(self, painter: QPainter) -> None:
        if len(self._selection.ids) > _MANY:
            return  # in the picture of the scene
        path = self._camera.transform.map(self._outlined)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.card), 5))
        painter.drawPath(path)
        painter.setPen(QPen(QColor(self._theme.accent), 2.5))
        painter.drawPath(path)

    def _show_backdrop(self) -> None:
        self._scene.see_through(self.backdrop.shown)
        self.update()

    def _outline(self) -> None:
        """Mark the homes selected; many of them a moment later, for their outlines take long to make."""
        ids, scene = self._selection.ids, self._scene
        many = len(ids) > _MANY
        self._outlined = QPainterPath() if many else scene.outlines(ids)
        if not many:
            scene.mark(())
        self.update()
        if many:
            self._later(lambda: scene.many_outlines(ids), lambda paths: self._mark(ids, paths))

    def _mark(self, ids: tuple[int, ...], paths: list[QPainterPath]) -> None:
        if self._selection.ids == ids:
            self._scene.mark(paths)
            self.update()

    def _paint_lasso(self, painter: QPainter) -> None:
        if len(self._lasso) < 2:
            return
        fill = QColor(self._theme.accent)
        fill.setAlphaF(0.12)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(self._theme.accent), 1.5, Qt.PenStyle.DashLine))
        painter.drawPolygon(QPolygonF(self._lasso))

    def event(self, event: QEvent) -> bool:
        """Tell the home on which the pointer rests."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            told = self.told_at(QPointF(event.pos()))
            if told:
                QToolTip.showText(event.globalPos(), told, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def told_at(self, point: QPointF) -> str:
        """Address, label and area of the homes on a point of the view, one a line; "" where there is none."""
        homes, rows = self._scene.homes, self._scene.rows_at(self._camera.to_world(point))
        if homes is None:
            return ""
        names = ("house_number", "street", "complement", "label", "living_area_m2")
        wanted = {column.name: column for column in HOME_COLUMNS if column.name in names}
        lines = []
        for at in rows:
            text = {name: cell_text(homes, column, at) for name, column in wanted.items()}
            address = f"{text['house_number']} {text['street']} {text['complement']}".strip()
            area = figure(float(homes.columns["living_area_m2"][at]), "m²")
            lines.append(_("{address}: label {label}, {area}").format(address=address, label=text["label"], area=area))
        return "\n".join(lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._camera = self._camera.resized(self.width(), self.height())
        self.refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_STEP ** (event.angleDelta().y() / 120), event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = self._last = event.position()
        if self._lasso_wanted or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._lasso = [event.position()]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        if self._lasso:
            self._lasso.append(event.position())
            self.update()
        else:
            moved = event.position() - self._last
            self._last = event.position()
            self.pan(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        moved = (event.position() - self._pressed).manhattanLength()
        lasso, self._lasso, self._pressed = self._lasso, [], None
        adding = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if moved <= _CLICK_PX:
            self._pick(event.position(), adding)
        elif lasso:
            found = self._scene.homes_in(QPolygonF([self._camera.to_world(point) for point in lasso]))
            self._selection.choose((*self._selection.ids, *found) if adding else found)
        self.update()

    def _pick(self, point: QPointF, adding: bool) -> None:
        identifier = self._scene.home_at(self._camera.to_world(point))
        if identifier is not None and adding:
            self._selection.toggle(identifier)
        elif not adding:
            self._selection.choose(() if identifier is None else (identifier,))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """On a home that is not selected, of that home; by the keyboard, of those that are."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.mapToGlobal(self.rect().center()))
            return
        identifier = self._scene.home_at(self._camera.to_world(QPointF(event.pos())))
        if identifier is not None:
            if identifier not in self._selection.ids:
                self._selection.choose((identifier,))
            self.menu_wanted.emit(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        identifier = self._scene.home_at(self._camera.to_world(event.position()))
        if identifier is not None:
            self._selection.open(identifier)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEY_PANS:
            self.pan(*_KEY_PANS[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / _STEP if key is Qt.Key.Key_Minus else _STEP)
        elif key is Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)
