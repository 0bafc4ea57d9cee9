"""The calendar drawn: a line for each trade of each group, a bar from its first day to its last."""

import datetime
from collections.abc import Sequence

from babel.dates import format_date
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from rehab_app.core.format import day
from rehab_app.core.i18n import _, language, ngettext
from rehab_app.domain.works import LOTS
from rehab_app.services.overviews import CalendarLine
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.theme import ROW_HEIGHT, SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Theme

_NAMES_PX = 300
_HEAD_PX = 36
_LEAST_DAY_PX = 1.0


class CalendarBars(QWidget):
    """As high as its lines; the days take the width there is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: Sequence[CalendarLine] = ()
        self._rows: list[CalendarLine | str] = []
        self._first = self._last = datetime.date.today()
        self.setAccessibleName(_("Calendar of the works"))

    def show_lines(self, lines: Sequence[CalendarLine]) -> None:
        self._lines = lines
        self._rows = []
        group = None
        for line in lines:
            if line.group != group:
                group = line.group
                self._rows.append(group)
            self._rows.append(line)
        if lines:
            self._first = min(line.starts_on for line in lines).replace(day=1)
            self._last = max(line.ends_on for line in lines) + datetime.timedelta(days=7)
        self.setAccessibleDescription("\n".join(_told(line) for line in lines))
        self.setMinimumSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        days = (self._last - self._first).days
        return QSize(_NAMES_PX + int(days * _LEAST_DAY_PX), _HEAD_PX + len(self._rows) * ROW_HEIGHT)

    def line_at(self, y: float) -> CalendarLine | None:
        """The line under a height of the widget."""
        at = int((y - _HEAD_PX) // ROW_HEIGHT)
        row = self._rows[at] if 0 <= at < len(self._rows) else None
        return row if isinstance(row, CalendarLine) else None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            line = self.line_at(event.pos().y())
            QToolTip.showText(event.globalPos(), _told(line) if line is not None else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_months(painter)
        for at, row in enumerate(self._rows):
            box = QRectF(0, _HEAD_PX + at * ROW_HEIGHT, self.width(), ROW_HEIGHT)
            if event.rect().intersects(box.toAlignedRect()):
                if isinstance(row, str):
                    self._paint_group(painter, box, row)
                else:
                    self._paint_bar(painter, box, row)
        painter.end()

    def _x(self, when: datetime.date) -> float:
        days = max((self._last - self._first).days, 1)
        return _NAMES_PX + (when - self._first).days / days * (self.width() - _NAMES_PX - SPACE_L)

    def _paint_months(self, painter: QPainter) -> None:
        month = self._first
        painter.setFont(style.font(tokens.SMALL_PT, QFont.Weight.DemiBold))
        while month <= self._last:
            following = (month + datetime.timedelta(days=32)).replace(day=1)
            x, width = self._x(month), self._x(following) - self._x(month)
            painter.setPen(QPen(QColor(self._theme.hairline), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            painter.setPen(QColor(self._theme.second))
            wide = format_date(month, "MMM y", locale=language())
            narrow = format_date(month, "y" if month.month == 1 else "MMM", locale=language())
            fits = width > painter.fontMetrics().horizontalAdvance(wide) + SPACE_M
            written = wide if fits else narrow
            if width > painter.fontMetrics().horizontalAdvance(written):
                painter.drawText(QRectF(x + SPACE_XS, 0, width, _HEAD_PX), Qt.AlignmentFlag.AlignVCenter, written)
            month = following

    def _paint_group(self, painter: QPainter, box: QRectF, name: str) -> None:
        painter.setPen(QPen(QColor(self._theme.hairline), 1))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.setFont(style.font(tokens.BODY_PT, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.ink))
        painter.drawText(box.adjusted(SPACE_M, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_bar(self, painter: QPainter, box: QRectF, line: CalendarLine) -> None:
        painter.setFont(style.font(tokens.TABLE_PT))
        painter.setPen(QColor(self._theme.second))
        name = _(LOTS[line.lot]) if line.lot in LOTS else line.lot
        fitted = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAMES_PX - 2 * SPACE_L)
        painter.drawText(box.adjusted(SPACE_L + SPACE_S, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, fitted)
        at = list(LOTS).index(line.lot) if line.lot in LOTS else len(LOTS)
        colour = QColor(tokens.CATEGORIES[at % len(tokens.CATEGORIES)])
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if line.promised else QColor(colour.red(), colour.green(), colour.blue(), 150))
        for start, end in line.spans:
            left = self._x(start)
            width = max(self._x(end + datetime.timedelta(days=1)) - left, 4.0)
            painter.drawRoundedRect(QRectF(left, box.top() + 7, width, box.height() - 14), 3, 3)


def _told(line: CalendarLine) -> str:
    lot = _(LOTS[line.lot]) if line.lot in LOTS else line.lot
    homes = ngettext("{count} home", "{count} homes", line.homes).format(count=line.homes)
    return _("{lot}, {group}: from {start} to {end}, {homes}, {firm}").format(
        lot=lot,
        group=line.group,
        start=day(line.starts_on),
        end=day(line.ends_on),
        homes=homes,
        firm=line.firm or _("no firm yet"),
    )
