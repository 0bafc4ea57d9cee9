"""How the calendar looks."""

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from rehab_app.core.format import day, figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.services.calendar_conflicts import days_words, lot_name
from rehab_app.services.calendar_view import Load, Stay, days_off, is_workday
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.calendar.axis import ONE_DAY, Axis
from rehab_app.ui.calendar.rows import Line
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Theme

NAMES_PX = 250
HEAD_PX = 44
LINE_PX = 26
FOOT_PX = 74
_WEEKS_FROM_PX = 3.0  # a day must be that wide for weeks to be told apart
_DAYS_FROM_PX = 3.0
_PLANNED_ALPHA = 130
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def told(stay: Stay) -> str:
    """A bar in words, for the tooltip and a screen reader."""
    state = _("begun") if stay.begun else _("promised") if stay.promised else _("planned")
    lines = (
        f"{lot_name(stay.lot)} – {stay.address}",
        days_words(stay.starts_on, stay.ends_on),
        stay.firm or (_("no firm yet") if stay.needs_firm else ""),
        stay.task,
        state,
    )
    return "\n".join(line for line in lines if line)


class Painting:
    """Draws everything; holds what does not move with the scroll bars.

    Attributes:
        load: weeks of the foot; wrong: entries that do not fit.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.load: Sequence[Load] = ()
        self.wrong: frozenset[int] = frozenset()
        self._holidays: set[datetime.date] = set()

    def holidays_between(self, first: datetime.date, last: datetime.date) -> None:
        self._holidays = days_off(first, last)

    def is_open(self, when: datetime.date) -> bool:
        return is_workday(when, self._holidays)

    def day_off(self, when: datetime.date) -> str:
        return _("{day}: public holiday").format(day=day(when)) if when in self._holidays else ""

    def paint(
        self,
        painter: QPainter,
        view: QRect,
        axis: Axis,
        lines: Sequence[Line],
        offset: QPoint,
        marked: tuple[Stay | None, int],
    ) -> None:
        """Everything in the viewport.

        Args:
            painter: on the viewport.
            view: its rectangle.
            axis: scale.
            lines: from top to bottom.
            offset: scrolled away, pixels.
            marked: the bar chosen, and by how many days it is being dragged.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(view, QColor(self._theme.card))
        left = NAMES_PX - offset.x()
        body = QRectF(NAMES_PX, HEAD_PX, view.width() - NAMES_PX, view.height() - HEAD_PX - FOOT_PX)
        painter.setClipRect(QRectF(NAMES_PX, 0, view.width() - NAMES_PX, view.height()))
        self._days(painter, axis, left, view)
        self._months(painter, axis, left, view)
        painter.setClipRect(QRectF(0, HEAD_PX, view.width(), body.height()))
        first = max(offset.y() // LINE_PX, 0)
        last = min((offset.y() + int(body.height())) // LINE_PX + 1, len(lines))
        for at in range(first, last):
            box = QRectF(0, HEAD_PX + at * LINE_PX - offset.y(), view.width(), LINE_PX)
            self._line(painter, axis, left, box, lines[at], marked)
        painter.setClipRect(view)
        self._foot(painter, axis, left, view)
        painter.setPen(QPen(QColor(self._theme.hairline), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QPointF(NAMES_PX - 0.5, 0), QPointF(NAMES_PX - 0.5, view.height()))
        painter.drawLine(QPointF(0, HEAD_PX - 0.5), QPointF(view.width(), HEAD_PX - 0.5))
        painter.drawRoundedRect(QRectF(view).adjusted(0.5, 0.5, -0.5, -0.5), tokens.CORNER, tokens.CORNER)

    def _days(self, painter: QPainter, axis: Axis, left: float, view: QRect) -> None:
        """Week-ends and public holidays; only the latter where a day is a few pixels."""
        if axis.day_px < 1.5:
            return
        first = axis.day(max(NAMES_PX - left, 0))
        last = min(axis.day(view.width() - left), axis.last)
        shade, holiday = QColor(self._theme.ground), QColor(self._theme.raised)
        when = first
        while when <= last:
            if when in self._holidays or (axis.day_px >= _DAYS_FROM_PX and not self.is_open(when)):
                box = QRectF(left + axis.x(when), HEAD_PX, axis.day_px, view.height() - HEAD_PX)
                painter.fillRect(box, holiday if when in self._holidays else shade)
            when += ONE_DAY

    def _months(self, painter: QPainter, axis: Axis, left: float, view: QRect) -> None:
        painter.setFont(style.font(tokens.SMALL_PT, QFont.Weight.DemiBold))
        line = QPen(QColor(self._theme.hairline), 1)
        with_weeks = axis.day_px >= _WEEKS_FROM_PX
        high = HEAD_PX / 2 if with_weeks else HEAD_PX
        for month, name in axis.months():
            x = left + axis.x(month)
            width = axis.day_px * 30
            if x + width < NAMES_PX or x > view.width():
                continue
            painter.setPen(line)
            painter.drawLine(QPointF(x, 0), QPointF(x, view.height()))
            painter.setPen(QColor(self._theme.second))
            begin = max(x, NAMES_PX) + SPACE_XS
            if painter.fontMetrics().horizontalAdvance(name) < x + width - begin:
                painter.drawText(QRectF(begin, 0, width, high), _LEFT, name)
        if with_weeks:
            self._weeks(painter, axis, left, view)

    def _weeks(self, painter: QPainter, axis: Axis, left: float, view: QRect) -> None:
        painter.setFont(style.font(tokens.SMALL_PT, tabular=True))
        for monday, name in axis.weeks():
            x = left + axis.x(monday)
            if NAMES_PX - 20 <= x <= view.width():
                painter.setPen(QColor(self._theme.second))
                painter.drawText(QRectF(x + SPACE_XS, HEAD_PX / 2, axis.day_px * 7, HEAD_PX / 2), _LEFT, name)
                painter.setPen(QPen(QColor(self._theme.hairline), 1))
                painter.drawLine(QPointF(x, HEAD_PX - 6), QPointF(x, HEAD_PX))

    def _line(
        self,
        painter: QPainter,
        axis: Axis,
        left: float,
        box: QRectF,
        line: Line,
        marked: tuple[Stay | None, int],
    ) -> None:
        theme = self._theme
        indent = SPACE_M if line.heading else SPACE_L + SPACE_S
        weight = QFont.Weight.DemiBold if line.heading else QFont.Weight.Normal
        painter.setFont(style.font(tokens.TABLE_PT, weight))
        if line.heading:
            painter.fillRect(box.adjusted(0, 1, 0, 0), QColor(theme.raised))
        painter.setPen(QColor(theme.on_error if line.over else theme.ink if line.heading else theme.second))
        room = (box.width() if line.heading else NAMES_PX) - indent - SPACE_S
        name = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(box.adjusted(indent, 0, 0, 0), _LEFT, name)
        painter.save()
        painter.setClipRect(
            QRectF(NAMES_PX, box.top(), box.width() - NAMES_PX, box.height()), Qt.ClipOperation.IntersectClip
        )
        for stay in line.stays:
            chosen = marked[0] is not None and stay.entry_id == marked[0].entry_id
            self._bar(painter, axis, left, box, stay, (chosen, marked[1] if chosen else 0))
        painter.restore()

    def _bar(
        self, painter: QPainter, axis: Axis, left: float, box: QRectF, stay: Stay, marked: tuple[bool, int]
    ) -> None:
        chosen, shift = marked
        colour = QColor(tokens.TRADES.get(stay.lot, self._theme.second))
        x = left + axis.x(stay.starts_on + shift * ONE_DAY)
        width = max(axis.x(stay.ends_on + ONE_DAY) - axis.x(stay.starts_on) - 1, 3.0)
        bar = QRectF(x + 0.5, box.top() + 4.5, width - 1, LINE_PX - 9)
        if bar.right() < NAMES_PX or bar.left() > box.right():
            return
        fill = QColor(colour)
        fill.setAlpha(255 if stay.fixed else _PLANNED_ALPHA)
        painter.setBrush(fill)
        edge = self._theme.on_error if stay.entry_id in self.wrong else colour.name()
        painter.setPen(
            QPen(QColor(self._theme.ink if chosen else edge), 2 if chosen or stay.entry_id in self.wrong else 1)
        )
        painter.drawRoundedRect(bar, 3, 3)
        ink = QColor(tokens.ink_on(colour.name()) if stay.fixed else self._theme.ink)
        self._marks(painter, bar, stay, ink)

    def _marks(self, painter: QPainter, bar: QRectF, stay: Stay, ink: QColor) -> None:
        """Begun ▶, promised ◆, and the trade where there is room."""
        painter.setFont(style.font(tokens.SMALL_PT))
        painter.setPen(ink)
        sign = "▶ " if stay.begun else "◆ " if stay.promised else ""
        room = int(bar.width()) - SPACE_S
        if room >= 36:
            text = painter.fontMetrics().elidedText(sign + lot_name(stay.lot), Qt.TextElideMode.ElideRight, room)
            painter.drawText(bar.adjusted(SPACE_XS, 0, 0, 0), _LEFT, text)
        elif sign and room >= 4:
            painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, sign.strip())

    def _foot(self, painter: QPainter, axis: Axis, left: float, view: QRect) -> None:
        """Crew-days of each week over those there are: a red week has a firm in more homes than it has crews."""
        theme = self._theme
        box = QRectF(0, view.height() - FOOT_PX, view.width(), FOOT_PX)
        painter.fillRect(box, QColor(theme.ground))
        painter.setPen(QPen(QColor(theme.hairline), 1))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.setFont(style.font(tokens.TABLE_PT, QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.ink))
        painter.drawText(QRectF(SPACE_M, box.top() + SPACE_S, NAMES_PX, 18), _LEFT, _("Crews at work"))
        painter.setFont(style.font(tokens.SMALL_PT))
        painter.setPen(QColor(theme.second))
        most = max((week.available for week in self.load), default=0)
        crews = ngettext("{count} crew-day a week", "{count} crew-days a week", most).format(count=figure(most))
        painter.drawText(QRectF(SPACE_M, box.top() + 28, NAMES_PX - SPACE_M, 16), _LEFT, crews)
        painter.drawText(
            QRectF(SPACE_M, box.top() + 46, NAMES_PX - SPACE_M, 16), _LEFT, _("red: a firm is short of crews")
        )
        scale = max(most, max((week.at_work for week in self.load), default=0), 1)
        painter.save()
        painter.setClipRect(QRectF(NAMES_PX, box.top(), view.width() - NAMES_PX, FOOT_PX))
        for week in self.load:
            self._week(painter, axis, left, box, week, (FOOT_PX - 18) / scale)
        painter.restore()

    def _week(self, painter: QPainter, axis: Axis, left: float, box: QRectF, week: Load, unit_px: float) -> None:
        x, width = left + axis.x(week.monday), axis.day_px * 7
        if x + width < NAMES_PX or x > box.right():
            return
        base = box.bottom() - 6
        worked = QRectF(x + 1, base - week.at_work * unit_px, max(width - 2, 1.0), week.at_work * unit_px)
        painter.fillRect(worked, QColor(self._theme.on_error if week.over else self._theme.accent))
        painter.setPen(QPen(QColor(self._theme.second), 1))
        top = base - week.available * unit_px
        painter.drawLine(QPointF(x, top), QPointF(x + width, top))
