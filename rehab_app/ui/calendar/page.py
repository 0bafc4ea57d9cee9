"""The page Calendrier: when each trade is at work in each group."""

import datetime

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.services.overviews import CalendarLine, read_calendar
from rehab_app.ui.calculations import start_schedule
from rehab_app.ui.calendar.bars import CalendarBars
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_CARES = ("calendar_entry", "owner_group", "firm")
_SITE_OPENS_AFTER_DAYS = 60


class CalendarPage(QWidget):
    """Follows the calendar of the project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.start = QDateEdit()
        self.start.setAccessibleName(_("First day of the works"))
        self.start.setDisplayFormat("dd/MM/yyyy")
        self.start.setCalendarPopup(True)
        self.start.setDate(QDate.currentDate().addDays(_SITE_OPENS_AFTER_DAYS))
        self.plan = QPushButton(_("Plan the works"))
        self.plan.setAccessibleName(_("Plan the works of all groups"))
        set_role(self.plan, "primary")
        self.plan.clicked.connect(lambda: start_schedule(desk, self._day()))
        self._span = words("", "second")
        self._none = words(_("Nothing is planned yet. Form groups, then plan their works here."), "second", wrap=True)
        self.bars = CalendarBars(desk.theme)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.bars)
        area.setAccessibleName(self.bars.accessibleName())
        self._area = area
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(words(_("Calendar of the works"), "title"))
        head.addSpacing(SPACE_M)
        head.addWidget(self._span, 1)
        head.addWidget(words(_("Starting on"), "second"))
        head.addWidget(self.start)
        head.addWidget(self.plan)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        column.addWidget(self._none, alignment=Qt.AlignmentFlag.AlignTop)
        column.addWidget(area, 1)
        self.setFocusProxy(self.start)
        desk.opened.connect(self.refresh)
        desk.changed.connect(self._on_change)
        self.refresh()

    def refresh(self) -> None:
        session = self._desk.session
        if session is not None:
            self._desk.tasks.read(self, lambda progress: read_calendar(session.project, progress), self._show)

    def _day(self) -> datetime.date:
        chosen = self.start.date()
        return datetime.date(chosen.year(), chosen.month(), chosen.day())

    def _show(self, lines: list[CalendarLine]) -> None:
        self._none.setVisible(not lines)
        self._area.setVisible(bool(lines))
        self.bars.show_lines(lines)
        self._span.setText("")
        if lines:
            first, last = min(line.starts_on for line in lines), max(line.ends_on for line in lines)
            self._span.setText(_("from {first} to {last}").format(first=day(first), last=day(last)))

    def _on_change(self, change: Change) -> None:
        if change.touches(*_CARES):
            self.refresh()
