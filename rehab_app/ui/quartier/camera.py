"""From metres on the ground to pixels on screen, and back."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

_CLOSEST_PX_PER_M = 40.0
_FARTHEST_PX_PER_M = 0.02


@dataclass(frozen=True, slots=True)
class Camera:
    """What the map shows.

    Attributes:
        x_m, y_m: point in the middle of the view, metres east and north of the origin of the neighbourhood.
        px_per_m: pixels for one metre.
        width_px, height_px: size of the view.
    """

    x_m: float = 0.0
    y_m: float = 0.0
    px_per_m: float = 1.0
    width_px: int = 1
    height_px: int = 1

    @property
    def transform(self) -> QTransform:
        """World to screen; north is up."""
        made = QTransform()
        made.translate(self.width_px / 2, self.height_px / 2)
        made.scale(self.px_per_m, -self.px_per_m)
        made.translate(-self.x_m, -self.y_m)
        return made

    def to_world(self, point: QPointF) -> QPointF:
        return self.transform.inverted()[0].map(point)

    def to_screen(self, point: QPointF) -> QPointF:
        return self.transform.map(point)

    def visible_m(self, margin_px: float = 0.0) -> QRectF:
        """The part of the world in view."""
        width, height = (
            (self.width_px + 2 * margin_px) / self.px_per_m,
            (self.height_px + 2 * margin_px) / self.px_per_m,
        )
        return QRectF(self.x_m - width / 2, self.y_m - height / 2, width, height)

    def resized(self, width_px: int, height_px: int) -> "Camera":
        return replace(self, width_px=max(width_px, 1), height_px=max(height_px, 1))

    def panned(self, dx_px: float, dy_px: float) -> "Camera":
        """The view after the ground was dragged by so many pixels."""
        return replace(self, x_m=self.x_m - dx_px / self.px_per_m, y_m=self.y_m + dy_px / self.px_per_m)

    def zoomed(self, factor: float, at: QPointF) -> "Camera":
        """The view closer by a factor; the ground under `at` stays there."""
        scale = min(max(self.px_per_m * factor, _FARTHEST_PX_PER_M), _CLOSEST_PX_PER_M)
        fixed = self.to_world(at)
        right_m, up_m = (at.x() - self.width_px / 2) / scale, (self.height_px / 2 - at.y()) / scale
        return replace(self, px_per_m=scale, x_m=fixed.x() - right_m, y_m=fixed.y() - up_m)

    def fitted(self, extent_m: QRectF, left_px: float = 0.0, bottom_px: float = 0.0, margin_px: int = 32) -> "Camera":
        """The view that shows an extent whole, clear of a strip on the left and one at the bottom."""
        width, height = max(extent_m.width(), 10.0), max(extent_m.height(), 10.0)
        inner_w = max(self.width_px - 2 * margin_px - left_px, 40)
        inner_h = max(self.height_px - 2 * margin_px - bottom_px, 40)
        scale = min(inner_w / width, inner_h / height, _CLOSEST_PX_PER_M)
        middle = extent_m.center()
        return replace(
            self, px_per_m=scale, x_m=middle.x() - left_px / 2 / scale, y_m=middle.y() - bottom_px / 2 / scale
        )
