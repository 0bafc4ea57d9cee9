"""The page Calendrier: who works where and when, what does not fit, and planning it again."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.format import day
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services import calendar_editing
from rehab_app.services.calendar_conflicts import Conflict, conflicts, lot_name
from rehab_app.services.calendar_view import CalendarView, Load, Stay, read_calendar, weekly_load
from rehab_app.services.session import Session
from rehab_app.ui.calculations import start_schedule
from rehab_app.ui.calendar.chances import date_words, start_chances, whole_words
from rehab_app.ui.calendar.chart import CalendarChart
from rehab_app.ui.calendar.files import export_menu
from rehab_app.ui.calendar.legend import TradeLegend
from rehab_app.ui.calendar.replanning import start_replan
from rehab_app.ui.calendar.rows import Line, by_firms, by_homes
from rehab_app.ui.calendar.switch import Switch
from rehab_app.ui.calendar.words import days_words
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import set_role, shrinking, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_CARES = ("calendar_entry", "owner_group", "firm", "dwelling")
_SITE_OPENS_AFTER_DAYS = 60
_CONFLICTS_PX = 96
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the page shows, made on the reading thread: a large town has a hundred thousand bars."""

    view: CalendarView = field(default_factory=CalendarView)
    conflicts: list[Conflict] = field(default_factory=list)
    load: list[Load] = field(default_factory=list)
    lines: Mapping[str, Sequence[Line]] = field(default_factory=dict)


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
        self.plan = _button(_("Plan the works"), _("Plan the works of all groups"))
        set_role(self.plan, "primary")
        self.replan = _button(_("Plan around it"), _("Plan again around what was moved by hand, promised or begun"))
        self.sure = _button(_("How sure?"), _("How likely the dates are held, by simulating slow and quick crews"))
        self.export = _button(_("Export"), _("Export the calendar"))
        self.rows = Switch({"homes": _("By home"), "firms": _("By firm")})
        self.scale = Switch({"weeks": _("Weeks"), "months": _("Months"), "all": _("Whole")})
        self.promised, self.begun = QCheckBox(_("Promised")), QCheckBox(_("Begun"))
        self.firm = Choice(_("Firm"), letters=16)
        self.told = shrinking("", "second")
        self.sentences = QListWidget()
        self.sentences.setAccessibleName(_("What does not fit"))
        self.sentences.setMaximumHeight(_CONFLICTS_PX)
        self._verdict = words("", "second")
        self._span = shrinking("", "second")
        self._none = words(_("Nothing is planned yet. Form groups, then plan their works here."), "second", wrap=True)
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
        chosen = QHBoxLayout()
        chosen.setSpacing(SPACE_L)
        chosen.addWidget(self.told, 1)
        chosen.addWidget(self.firm)
        chosen.addWidget(self.promised)
        chosen.addWidget(self.begun)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE_S)
        inside.addLayout(tools)
        inside.addWidget(self.legend)
        inside.addWidget(self.chart, 1)
        inside.addLayout(chosen)
        inside.addWidget(self._verdict)
        inside.addWidget(self.sentences)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        column.addWidget(self._none, alignment=Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        desk = self._desk
        self.setFocusProxy(self.chart)
        self.plan.clicked.connect(lambda: start_schedule(desk, self._day()))
        self.replan.clicked.connect(lambda: start_replan(desk, self._day(), self.moved))
        self.sure.clicked.connect(lambda: start_chances(desk, self, self._show_chances))
        self.export.setMenu(export_menu(self.export, desk))
        self.rows.picked.connect(lambda _at: self._draw())
        self.scale.picked.connect(lambda _at: self.chart.set_scale(self.scale.choice))
        self.chart.chosen.connect(self._show_stay)
        self.chart.moved.connect(self._move)
        self.firm.activated.connect(lambda _at: self._give_firm(self.firm.currentData()))
        self.promised.clicked.connect(lambda on: self._mark("promised", on))
        self.begun.clicked.connect(lambda on: self._mark("begun", on))
        self.sentences.itemActivated.connect(self._show_conflict)
        self.sentences.itemClicked.connect(self._show_conflict)
        desk.opened.connect(self._forget)
        desk.changed.connect(self._on_change)
        self._show_stay(None)

    def refresh(self) -> None:
        """Read the calendar anew."""
        session = self._desk.session
        if session is not None:

            def work(progress: Progress) -> _Drawn:
                view = read_calendar(session.project, progress)
                lines = {"homes": by_homes(view), "firms": by_firms(view)}
                return _Drawn(view, conflicts(view), weekly_load(view), lines)

            self._desk.tasks.read(self, work, self._show)

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
        view = drawn.view
        if view.stays and not self._drawn.view.stays:
            self.start.setDate(QDate(view.first.year, view.first.month, view.first.day))
        self._drawn = drawn
        self._chances = {}  # what was simulated no longer holds
        self.moved &= {stay.entry_id for stay in view.stays}
        self._none.setVisible(not view.stays)
        self._body.setVisible(bool(view.stays))
        self._span.setText(
            _("from {first} to {last}").format(first=day(view.first), last=day(view.last)) if view.stays else ""
        )
        self.legend.show_lots([stay.lot for stay in view.stays])
        self._show_conflicts(drawn.conflicts)
        self.replan.setEnabled(bool(self.moved) or any(stay.fixed for stay in view.stays))
        self._draw()

    def _draw(self) -> None:
        drawn = self._drawn
        wrong = {entry for conflict in drawn.conflicts for entry in conflict.entries}
        without = {stay.entry_id for stay in drawn.view.stays if stay.firm_id < 0}
        self.chart.show_lines(drawn.lines.get(self.rows.choice, ()), drawn.load, wrong - without)

    def _show_conflicts(self, found: list[Conflict]) -> None:
        count = len(found)
        told = ngettext("{count} thing does not fit:", "{count} things do not fit:", count).format(count=count)
        self._verdict.setText(
            told if count else _("Everything fits: crews, order of the trades, season, certificates.")
        )
        self.sentences.setVisible(bool(count))
        self.sentences.clear()
        for conflict in found:
            item = QListWidgetItem(conflict.text)
            item.setData(_ENTRY, min(conflict.entries))
            item.setToolTip(conflict.text)
            self.sentences.addItem(item)

    def _show_conflict(self, item: QListWidgetItem) -> None:
        self.chart.choose(int(item.data(_ENTRY)))

    def _show_stay(self, stay: Stay | None) -> None:
        for box, on in (
            (self.promised, stay is not None and stay.promised),
            (self.begun, stay is not None and stay.begun),
        ):
            box.setEnabled(stay is not None)
            box.setChecked(on)
        self._offer_firms(stay)
        if stay is None:
            self.told.setText(_("Choose a bar; drag it, or move it with Alt and the arrows."))
            return
        text = _("{lot}, {address}: {days}")
        days = days_words(stay.starts_on, stay.ends_on)
        told = text.format(lot=lot_name(stay.lot), address=stay.address, days=days)
        chance = self._chances.get(stay.entry_id, "")
        self.told.setText(f"{told} · {chance}" if chance else told)
        self.told.setToolTip(stay.task)

    def _show_chances(self, found: Any) -> None:
        self._chances = {chance.entry_id: date_words(chance) for chance in found.dates}
        if found.dates:
            self._span.setText(f"{self._span.text()} · {whole_words(found)}")
        self._show_stay(self.chart.stay)

    def _offer_firms(self, stay: Stay | None) -> None:
        """Firms that have the trade, and the one it has."""
        self.firm.clear()
        self.firm.setVisible(stay is not None)
        if stay is None:
            return
        self.firm.addItem(_("no firm yet") if stay.needs_firm else _("the town"), -1)
        for firm in self._drawn.view.firms:
            if stay.lot in firm.lots or firm.firm_id == stay.firm_id:
                self.firm.addItem(firm.name, firm.firm_id)
        self.firm.choose(stay.firm_id)
        self.firm.setEnabled(self.firm.count() > 1 and not stay.begun)

    def _give_firm(self, firm_id: int) -> None:
        stay, name = self.chart.stay, self.firm.currentText()
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
        self._drawn = _Drawn()
        self.refresh()

    def _on_change(self, change: Change) -> None:
        if change.touches(*_CARES):
            self.refresh()


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


def _date_edit() -> QDateEdit:
    edit = QDateEdit()
    edit.setAccessibleName(_("First day of the works"))
    edit.setDisplayFormat("dd/MM/yyyy")
    edit.setCalendarPopup(True)
    edit.setDate(QDate.currentDate().addDays(_SITE_OPENS_AFTER_DAYS))
    return edit
