"""The calendar drawn: lines, bars, days off, crews at work. Bars are chosen, dragged, moved from the keyboard."""

import datetime
from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip

from rehab_app.core.i18n import _
from rehab_app.services.calendar_view import Load, Stay
from rehab_app.ui.calendar.axis import LEAST_PX, MOST_PX, ONE_DAY, SCALES_PX, Axis
from rehab_app.ui.calendar.painting import FOOT_PX, HEAD_PX, LINE_PX, NAMES_PX, Painting, told
from rehab_app.ui.calendar.rows import Line, Sheet
from rehab_app.ui.theme import Theme

_AROUND = datetime.timedelta(days=10)


class CalendarChart(QAbstractScrollArea):
    """Names stay on the left, months on top, crews at the bottom; the rest scrolls.

    Signals:
        chosen: another bar is chosen; carries its `Stay`, None when none is.
        moved: a bar is to begin on another day; carries its `Stay` and the day.
    """

    chosen = Signal(object)
    moved = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        today = datetime.date.today()
        self._axis = Axis(today, today + 30 * ONE_DAY, SCALES_PX["months"])
        self._painting = Painting(theme)
        self._sheet = Sheet()
        self._stay: Stay | None = None
        self._grabbed: QPoint | None = None
        self._shift = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Calendar of the works"))
        self.viewport().setMouseTracking(True)

    @property
    def _lines(self) -> Sequence[Line]:
        return self._sheet.lines

    @property
    def stay(self) -> Stay | None:
        """The bar chosen."""
        return self._stay

    def show_sheet(self, sheet: Sheet, load: Sequence[Load], wrong: frozenset[int]) -> None:
        """Draw other lines; the bar chosen stays chosen if it is still there.

        Args:
            sheet: the lines.
            load: weeks of the foot.
            wrong: entries that do not fit, which get a red outline.
        """
        self._sheet = sheet
        if sheet.days is not None:
            self._axis = Axis(sheet.days[0] - _AROUND, sheet.days[1] + _AROUND, self._axis.day_px)
        self._painting.load, self._painting.wrong = load, wrong
        self._painting.holidays_between(self._axis.first, self._axis.last)
        self._choose(sheet.stays.get(self._stay.entry_id) if self._stay is not None else None)
        self._fit()

    def set_scale(self, name: str) -> None:
        """Show weeks, months, or the whole ("all")."""
        room = self.viewport().width() - NAMES_PX
        days = (self._axis.last - self._axis.first).days + 1
        self._zoom(SCALES_PX.get(name, room / days), NAMES_PX)

    def choose(self, entry_id: int) -> None:
        """Choose a bar and bring it into view."""
        stay = self._sheet.stays.get(entry_id)
        if stay is not None:
            self._choose(stay)
            self._reveal(self._sheet.places[entry_id], stay)

    def show_from(self, day: datetime.date) -> None:
        """Bring what is under way on a day into view, where works have ended before it."""
        left = [stay for stay in self._sheet.stays.values() if stay.ends_on >= day]
        if 0 < len(left) < len(self._sheet.stays):
            stay = min(left, key=lambda one: (one.starts_on, self._sheet.places[one.entry_id]))
            self._reveal(self._sheet.places[stay.entry_id], stay)

    def bar(self, stay: Stay) -> QRectF:
        """Where a bar is drawn, in the viewport."""
        return self._bar(self._sheet.places[stay.entry_id], stay)

    def _bar(self, at: int, stay: Stay) -> QRectF:
        top = HEAD_PX + at * LINE_PX - self.verticalScrollBar().value()
        left = NAMES_PX + self._axis.x(stay.starts_on) - self.horizontalScrollBar().value()
        right = NAMES_PX + self._axis.x(stay.ends_on + ONE_DAY) - self.horizontalScrollBar().value()
        return QRectF(left, top + 4, max(right - left, 3.0), LINE_PX - 8)

    def stay_at(self, point: QPoint) -> Stay | None:
        """The bar under a point of the viewport."""
        at = int((point.y() - HEAD_PX + self.verticalScrollBar().value()) // LINE_PX)
        inside = HEAD_PX <= point.y() < self.viewport().height() - FOOT_PX and point.x() >= NAMES_PX
        if not inside or not 0 <= at < len(self._lines):
            return None
        reach = QPointF(point)
        return next((s for s in self._lines[at].stays if self._bar(at, s).adjusted(-2, -4, 2, 4).contains(reach)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        self._painting.paint(painter, self.viewport().rect(), self._axis, self._lines, offset, self._marked())
        painter.end()

    def _marked(self) -> tuple[Stay | None, int]:
        return self._stay, self._shift if self._grabbed is not None else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            stay = self.stay_at(event.pos())
            day = self._axis.day(event.pos().x() - NAMES_PX + self.horizontalScrollBar().value())
            text = told(stay) if stay is not None else self._painting.day_off(day) if event.pos().y() < HEAD_PX else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            stay = self.stay_at(event.position().toPoint())
            self._choose(stay)
            self._grabbed = event.position().toPoint() if stay is not None and not stay.fixed else None
            self._shift = 0

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.stay_at(event.position().toPoint())
        self.viewport().setCursor(
            Qt.CursorShape.SizeHorCursor if over is not None and not over.fixed else Qt.CursorShape.ArrowCursor
        )
        if self._grabbed is None:
            return
        pixels = event.position().x() - self._grabbed.x()
        if self._shift or abs(pixels) >= QApplication.startDragDistance():
            self._shift = round(pixels / self._axis.day_px)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        shift, grabbed = self._shift, self._grabbed
        self._grabbed, self._shift = None, 0
        if grabbed is not None and shift and self._stay is not None:
            self.moved.emit(self._stay, self._stay.starts_on + shift * ONE_DAY)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(self._axis.day_px * 1.2 ** (event.angleDelta().y() / 120), event.position().x())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        along = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        across = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        held = event.modifiers()
        if along and held & Qt.KeyboardModifier.AltModifier:
            self._nudge(along * (7 if held & Qt.KeyboardModifier.ShiftModifier else 1))
        elif along or across:
            self._walk(along, across)
        elif event.key() == Qt.Key.Key_Escape and self._grabbed is not None:
            self._grabbed, self._shift = None, 0
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def _nudge(self, days: int) -> None:
        """Move the bar chosen; back over a week-end means to the Friday before it."""
        if self._stay is None:
            return
        start = self._stay.starts_on + days * ONE_DAY
        while days < 0 and not self._painting.is_open(start):
            start -= ONE_DAY
        self.moved.emit(self._stay, start)

    def _walk(self, along: int, across: int) -> None:
        """Choose the next bar of the line, or the nearest in time on the next line that has bars."""
        with_bars = self._sheet.with_bars
        if not with_bars:
            return
        at = self._sheet.places.get(self._stay.entry_id) if self._stay is not None else None
        if at is None or self._stay is None:
            self.choose(self._lines[with_bars[0]].stays[0].entry_id)
            return
        if across:
            place = bisect_left(with_bars, at) + across
            at = with_bars[max(0, min(place, len(with_bars) - 1))]
            here = self._stay.starts_on
            found = min(self._lines[at].stays, key=lambda stay: abs(stay.starts_on - here))
        else:
            stays = self._lines[at].stays
            found = stays[max(0, min(stays.index(self._sheet.stays[self._stay.entry_id]) + along, len(stays) - 1))]
        self.choose(found.entry_id)

    def _choose(self, stay: Stay | None) -> None:
        before, self._stay = self._stay, stay
        self.setAccessibleDescription(told(stay) if stay is not None else "")
        self.viewport().update()
        if before != stay:
            self.chosen.emit(stay)

    def _reveal(self, at: int, stay: Stay) -> None:
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        room = self.viewport().height() - HEAD_PX - FOOT_PX - LINE_PX
        if not vertical.value() <= at * LINE_PX <= vertical.value() + room:
            vertical.setValue(int(at * LINE_PX - room / 2))
        left, wide = self._axis.x(stay.starts_on), self.viewport().width() - NAMES_PX
        if not horizontal.value() <= left <= horizontal.value() + wide * 0.8:
            horizontal.setValue(int(left - wide / 3))

    def _zoom(self, day_px: float, around_x: float) -> None:
        """Another scale; the day under a place stays there."""
        held = self._axis.day(around_x - NAMES_PX + self.horizontalScrollBar().value())
        self._axis = Axis(self._axis.first, self._axis.last, min(max(day_px, LEAST_PX), MOST_PX))
        self._fit()
        self.horizontalScrollBar().setValue(int(self._axis.x(held) - (around_x - NAMES_PX)))

    def _fit(self) -> None:
        wide, high = self.viewport().width() - NAMES_PX, self.viewport().height() - HEAD_PX - FOOT_PX
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setRange(0, max(int(self._axis.width - wide), 0))
        horizontal.setPageStep(max(wide, 1))
        horizontal.setSingleStep(40)
        vertical.setRange(0, max(len(self._lines) * LINE_PX - high, 0))
        vertical.setPageStep(max(high, 1))
        vertical.setSingleStep(LINE_PX)
        self.viewport().update()
