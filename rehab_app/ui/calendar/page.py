"""The page Calendrier: who works where and when, what does not fit, and planning it again."""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.format import day
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services import calendar_editing
from rehab_app.services.calendar_conflicts import Conflict, conflicts
from rehab_app.services.calendar_view import CalendarView, Load, Stay, planned_from, read_calendar, weekly_load
from rehab_app.services.session import Session
from rehab_app.ui.calendar.chances import date_words, start_chances, whole_words
from rehab_app.ui.calendar.chart import CalendarChart
from rehab_app.ui.calendar.files import export_menu
from rehab_app.ui.calendar.legend import TradeLegend
from rehab_app.ui.calendar.outcome import Outcome
from rehab_app.ui.calendar.replanning import start_plan
from rehab_app.ui.calendar.rows import Sheet, by_firms, by_homes, sheet
from rehab_app.ui.calendar.sentences import Sentences
from rehab_app.ui.calendar.stay_bar import StayBar
from rehab_app.ui.calendar.switch import Switch
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.empty import EmptyState
from rehab_app.ui.parts.words import set_role, shrinking, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

if TYPE_CHECKING:
    from rehab_app.services.scheduling import ScheduleReport

_CARES = ("calendar_entry", "owner_group", "firm", "dwelling")
_SITE_OPENS_AFTER_DAYS = 60
_CONFLICTS_PX, _LINE_PX = 96, 28


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the page shows, made on the reading thread: a large town has a hundred thousand bars."""

    view: CalendarView = field(default_factory=CalendarView)
    conflicts: list[Conflict] = field(default_factory=list)
    wrong: frozenset[int] = frozenset()
    load: list[Load] = field(default_factory=list)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    lots: frozenset[str] = frozenset()
    fixed: bool = False


def _drawn(view: CalendarView) -> _Drawn:
    found = conflicts(view)
    without = {stay.entry_id for stay in view.stays if stay.firm_id < 0}
    return _Drawn(
        view,
        found,
        frozenset(entry for conflict in found for entry in conflict.entries) - without,
        weekly_load(view),
        {"homes": sheet(by_homes(view)), "firms": sheet(by_firms(view))},
        frozenset(stay.lot for stay in view.stays),
        any(stay.fixed for stay in view.stays),
    )


class CalendarPage(QWidget):
    """Follows the calendar of the project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._drawn = _Drawn()
        self._chances: dict[int, str] = {}  # by entry, once simulated
        self.moved: set[int] = set()  # entries placed by hand since the last plan
        self.chart = CalendarChart(desk.theme)
        self.legend = TradeLegend(desk.theme)
        self.start = _date_edit()
        self.plan = push_button(_("Plan the works"), _("Plan the works of all groups"))
        set_role(self.plan, "primary")
        self.replan = push_button(_("Plan around it"), _("Plan again around what was moved by hand, promised or begun"))
        self.sure = push_button(_("How sure?"), _("How likely the dates are held, by simulating slow and quick crews"))
        self.export = push_button(_("Export"), _("Export the calendar"))
        self.rows = Switch({"homes": _("By home"), "firms": _("By firm")})
        self.scale = Switch({"weeks": _("Weeks"), "months": _("Months"), "all": _("Whole")})
        self.stay = StayBar()
        self.outcome = Outcome()
        self.sentences = Sentences()
        self._verdict = words("", "second")
        self._span = shrinking("", "second")
        plan = QAction(_("Plan the works"), self)
        plan.triggered.connect(self.plan.click)
        groups = QAction(_("Go to the groups"), self)
        groups.triggered.connect(lambda: desk.page_wanted.emit("groups"))
        self._none = EmptyState(
            desk.theme,
            "calendar-blank",
            _("Nothing is planned yet"),
            (_("Form groups and enter the firms with their crews, then plan the works here."),),
            (plan, groups),
        )
        self._body = QWidget()
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(words(_("Calendar of the works"), "title"))
        head.addSpacing(SPACE_M)
        head.addWidget(self._span, 1)
        head.addWidget(words(_("Starting on"), "second"))
        for widget in (self.start, self.plan):
            head.addWidget(widget)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_S)
        tools.addWidget(self.rows)
        tools.addSpacing(SPACE_L)
        tools.addWidget(self.scale)
        tools.addStretch(1)
        tools.addWidget(self.replan)
        tools.addWidget(self.sure)
        tools.addWidget(self.export)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE_S)
        inside.addLayout(tools)
        inside.addWidget(self.legend)
        inside.addWidget(self.chart, 1)
        inside.addWidget(self.stay)
        inside.addWidget(self._verdict)
        inside.addWidget(self.sentences)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        column.addWidget(self.outcome)
        column.addWidget(self._none, 1)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        desk = self._desk
        self.setFocusProxy(self.chart)
        self.plan.clicked.connect(lambda: self._plan(()))
        self.replan.clicked.connect(lambda: self._plan(self.moved))
        self.sure.clicked.connect(lambda: start_chances(desk, self, self._show_chances))
        self.export.setMenu(export_menu(self.export, desk))
        self.rows.picked.connect(lambda _at: self._draw())
        self.scale.picked.connect(lambda _at: self.chart.set_scale(self.scale.choice))
        self.chart.chosen.connect(self._show_stay)
        self.chart.moved.connect(self._move)
        self.stay.firm_wanted.connect(self._give_firm)
        self.stay.marked.connect(self._mark)
        self.outcome.wanted.connect(self._show_home)
        self.sentences.wanted.connect(self.chart.choose)
        desk.opened.connect(self._forget)
        desk.changed.connect(self._on_change)
        self._show_stay(None)

    def refresh(self) -> None:
        """Read the calendar anew."""
        session = self._desk.session
        if session is not None:

            def work(progress: Progress) -> _Drawn:
                return _drawn(read_calendar(session.project, progress))

            self._desk.tasks.read(self, work, self._show)

    def _plan(self, placed: Collection[int]) -> None:
        self.outcome.hide()
        start_plan(self._desk, self, self._day(), placed, self._planned, self._not_planned)

    def _planned(self, report: "ScheduleReport") -> None:
        self.outcome.show_moves(report.moves)

    def _not_planned(self, error: Exception) -> None:
        if isinstance(error, RehabError) and not isinstance(error, Cancelled):
            self.outcome.show_clash(error)
        else:
            self._desk.tell_error(error)

    @property
    def stays(self) -> tuple[Stay, ...]:
        """All bars, in order of their first day."""
        return self._drawn.view.stays

    @property
    def conflicts(self) -> list[Conflict]:
        return self._drawn.conflicts

    def _day(self) -> datetime.date:
        chosen = self.start.date()
        return datetime.date(chosen.year(), chosen.month(), chosen.day())

    def _show(self, drawn: "_Drawn") -> None:
        view, today = drawn.view, datetime.date.today()
        opened = bool(view.stays) and not self._drawn.view.stays
        if opened:
            first = planned_from(view, today)
            self.start.setDate(QDate(first.year, first.month, first.day))
        self._drawn = drawn
        self._chances = {}  # what was simulated no longer holds
        self.moved &= drawn.sheets["homes"].stays.keys()
        self._none.setVisible(not view.stays)
        self._body.setVisible(bool(view.stays))
        self._span.setText(
            _("from {first} to {last}").format(first=day(view.first), last=day(view.last)) if view.stays else ""
        )
        self.legend.show_lots(drawn.lots)
        self._show_conflicts(drawn.conflicts)
        self.replan.setEnabled(bool(self.moved) or drawn.fixed)
        self._draw()
        if opened:
            self.chart.show_from(today)

    def _draw(self) -> None:
        drawn = self._drawn
        self.chart.show_sheet(drawn.sheets.get(self.rows.choice, Sheet()), drawn.load, drawn.wrong)

    def _show_conflicts(self, found: list[Conflict]) -> None:
        count = len(found)
        told = ngettext("{count} thing does not fit:", "{count} things do not fit:", count).format(count=count)
        self._verdict.setText(
            told if count else _("Everything fits: crews, order of the trades, season, certificates.")
        )
        self.sentences.show_conflicts(found)
        self.sentences.setFixedHeight(min(_CONFLICTS_PX, _LINE_PX * max(count, 1) + SPACE_M))

    def _show_home(self, home_id: int, lot: str) -> None:
        """Choose the bar of a trade of a home."""
        found = next((stay for stay in self.stays if (stay.home_id, stay.lot) == (home_id, lot)), None)
        if found is not None:
            self.chart.choose(found.entry_id)

    def _show_stay(self, stay: Stay | None) -> None:
        chance = self._chances.get(stay.entry_id, "") if stay is not None else ""
        self.stay.show_stay(stay, self._drawn.view.firms, chance)

    def _show_chances(self, found: Any) -> None:
        self._chances = {chance.entry_id: date_words(chance) for chance in found.dates}
        if found.dates:
            self._span.setText(f"{self._span.text()} · {whole_words(found)}")
        self._show_stay(self.chart.stay)

    def _give_firm(self, firm_id: int) -> None:
        stay, name = self.chart.stay, self.stay.firm.currentText()
        if stay is not None and firm_id != stay.firm_id:
            self._write(lambda session: calendar_editing.give_firm(session.project, session.who, stay, firm_id, name))

    def _move(self, stay: Stay, start: datetime.date) -> None:
        def then(_change: Change) -> None:
            self.moved.add(stay.entry_id)

        self._write(lambda session: calendar_editing.move_stay(session.project, session.who, stay, start), then)

    def _mark(self, state: str, on: bool) -> None:
        stay = self.chart.stay
        if stay is not None:
            self._write(lambda session: calendar_editing.mark_stay(session.project, session.who, stay, state, on))

    def _write(self, action: Callable[[Session], Change], then: Callable[[Change], None] | None = None) -> None:
        def failed(error: Exception) -> None:
            self._desk.tell_error(error)
            self.refresh()

        self._desk.write(action, then, failed)

    def _forget(self) -> None:
        self.moved.clear()
        self.outcome.hide()
        self._drawn = _Drawn()
        self.refresh()

    def _on_change(self, change: Change) -> None:
        if change.touches(*_CARES):
            self.refresh()


def _date_edit() -> QDateEdit:
    edit = QDateEdit()
    edit.setAccessibleName(_("First day of the works"))
    edit.setDisplayFormat("dd/MM/yyyy")
    edit.setCalendarPopup(True)
    edit.setDate(QDate.currentDate().addDays(_SITE_OPENS_AFTER_DAYS))
    return edit
