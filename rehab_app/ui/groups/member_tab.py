"""One member of a group: its works line by line, those of its own, and the days on which works are possible there."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.services.availability import AVAILABILITY, days_text, days_typed, set_availability
from rehab_app.services.group_lines import variant_of, work_names
from rehab_app.services.group_view import Group, Member
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.groups.line_price import LinePrice
from rehab_app.ui.groups.line_rows import line_columns, line_row, sum_words
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.form_draft import FormDraft
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.sheets import side_column
from rehab_app.ui.parts.words import card, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

Write = Callable[..., None]
_SIDE_PX = 340
_DAYS_PX = 132


class MemberTab(QWidget):
    """Follows one member; `write` does a journalled action and tells what it changes."""

    def __init__(self, desk: Desk, write: Write) -> None:
        super().__init__()
        self._desk, self._write = desk, write
        self._group: Group | None = None
        self._home = -1
        self.member = Choice(_("Member of the group"), letters=26, list_px=340)
        self.lines = Grid(desk.theme, _("Works of the member, line by line"), line_columns())
        self.works = Choice(_("Work of the catalogue"), letters=24, list_px=420)
        self.add = push_button(_("Add"), _("Add this work for this home only"))
        self.drop = push_button(_("Take off"), _("Take the work chosen off for this home only"))
        self.price = LinePrice(write)
        self.problem = words("", "error", wrap=True)
        self.problem.hide()
        self.sum = words("", wrap=True)
        self.days = Grid(desk.theme, _("Days of the household"), (GridColumn(_("Days")),))
        self.days.setFixedHeight(_DAYS_PX)
        self.day_lines = {
            "kind": FormLine(_("On these days"), Choice(_("On these days"), letters=18)),
            "from": FormLine(_("First day"), example="05/04/2027"),
            "until": FormLine(_("Last day"), example="16/04/2027"),
        }
        self.add_days = push_button(_("Add the days"))
        self.drop_days = push_button(_("Remove the days"), _("Remove the days chosen"))
        self._draft = FormDraft(desk.drafts, "availability", self.day_lines, self._draft_title, self)
        self._fill_choices()
        self._lay_out()
        self._connect()

    def _fill_choices(self) -> None:
        kind = self.day_lines["kind"].entry
        assert isinstance(kind, Choice)
        for code, text in AVAILABILITY.items():
            kind.addItem(_(text), code)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(words(_("Member"), "second"))
        head.addWidget(self.member)
        head.addStretch(1)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_S)
        tools.addWidget(words(_("Of its own:"), "second"))
        tools.addWidget(self.works, 1)
        tools.addWidget(self.add)
        tools.addSpacing(SPACE_L)
        tools.addWidget(self.drop)
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addLayout(head)
        left.addWidget(self.lines, 1)
        left.addWidget(self.problem)
        left.addWidget(self.price)
        left.addLayout(tools)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_M, 0, 0)
        row.setSpacing(SPACE_L)
        row.addLayout(left, 1)
        row.addWidget(self._side())

    def _side(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        dates = QHBoxLayout()
        dates.setSpacing(SPACE_S)
        for name in ("from", "until"):
            dates.addWidget(self.day_lines[name], 1, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.add_days)
        buttons.addStretch(1)
        buttons.addWidget(self.drop_days)
        column.addWidget(sheet(_("What this home pays"), self.sum))
        days = sheet(_("Days of the household"), self.days, self.day_lines["kind"], dates, buttons)
        column.addWidget(days)
        column.addStretch(1)
        return side_column(inner, _("Price and days of the member"), _SIDE_PX)

    def _connect(self) -> None:
        self.setFocusProxy(self.member)
        self.member.activated.connect(lambda _at: self.choose(self.member.currentData()))
        self.add.clicked.connect(self.add_work)
        self.drop.clicked.connect(self.drop_work)
        self.lines.itemSelectionChanged.connect(self._follow_line)
        self.add_days.clicked.connect(self.keep_days)
        self.drop_days.clicked.connect(self.remove_days)
        self.days.itemSelectionChanged.connect(lambda: self.drop_days.setEnabled(bool(self.days.selectedIndexes())))

    @property
    def home_id(self) -> int:
        return self._home

    def show_group(self, group: Group) -> None:
        """Show a group as it was read last; the member shown stays."""
        self._group = group
        self.member.clear()
        for one in group.members:
            self.member.addItem(one.home.address, one.home.home_id)
        homes = [one.home.home_id for one in group.members]
        self.choose(self._home if self._home in homes else homes[0] if homes else -1)

    def choose(self, home_id: int) -> None:
        """Show a member."""
        other = home_id != self._home
        self._home = home_id
        self.member.choose(home_id)
        self._show()
        if other:
            for name in ("from", "until"):
                self.day_lines[name].write("")
            self._blame("")
            self._draft.begin(str(home_id))

    def _member(self) -> Member | None:
        members = () if self._group is None else self._group.members
        return next((one for one in members if one.home.home_id == self._home), None)

    def _show(self) -> None:
        group, member = self._group, self._member()
        enabled = member is not None and member.inside
        for widget in (self.add, self.works, self.add_days):
            widget.setEnabled(enabled)
        found = group.lines(member.home) if group is not None and member is not None else []
        self.lines.show_rows([line_row(line) for line in found])
        self.sum.setText(sum_words(group, member.home.home_id) if group is not None and member is not None else "")
        known = member.availability if member is not None else ()
        self.days.show_rows([(days_text(one),) for one in known] or [(_("any working day"),)])
        self.drop_days.setEnabled(bool(known) and bool(self.days.selectedIndexes()))
        self.price.offer(group.book.firms if group is not None and group.book is not None else {})
        self._follow_line()
        self._offer_works([line.work for line in found])

    def _offer_works(self, there: Sequence[str]) -> None:
        """Works that the home does not have."""
        chosen = self.works.currentData()
        self.works.clear()
        for code, name in work_names().items():
            if code not in there:
                self.works.addItem(name, code)
        self.works.choose(chosen)

    def _codes(self) -> list[str]:
        group, member = self._group, self._member()
        return [line.work for line in group.lines(member.home)] if group is not None and member is not None else []

    def _follow_line(self) -> None:
        member = self._member()
        at, group = self._chosen_line(), self._group
        self.drop.setEnabled(member is not None and member.inside and at >= 0)
        lines = group.lines(member.home) if group is not None and member is not None and member.inside else []
        self.price.show_line(lines[at] if 0 <= at < len(lines) else None, self._home, group.group_id if group else -1)

    def _chosen_line(self) -> int:
        rows = {index.row() for index in self.lines.selectedIndexes()}
        return rows.pop() if len(rows) == 1 else -1

    def add_work(self) -> None:
        """Add the work chosen for this home; another variant of it gives way."""
        work, there = str(self.works.currentData() or ""), self._codes()
        if work:
            self._choose_works([*(one for one in there if one != variant_of(work, there)), work])

    def drop_work(self) -> None:
        """Take the work of the line chosen off for this home."""
        at, there = self._chosen_line(), self._codes()
        if 0 <= at < len(there):
            self._choose_works([*there[:at], *there[at + 1 :]])

    def _choose_works(self, works: Sequence[str]) -> None:
        member = self._member()
        if member is None:
            return
        number = member.member_id

        def action(session: Session) -> Change:
            # The engine is heavy; a window that only looks never loads it.
            from rehab_app.services.personal_works import choose_works

            return choose_works(session.project, session.who, number, works, datetime.date.today())

        self._write(action, lambda _change: self._blame(""), lambda error: self._blame(explain(error)))

    def _blame(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def keep_days(self) -> None:
        """Write the days typed, or say beside the field what is wrong."""
        member = self._member()
        if member is None:
            return
        for line in self.day_lines.values():
            line.blame("")
        try:
            typed = days_typed(*(self.day_lines[name].text for name in ("kind", "from", "until")))
        except RehabError as error:
            self.day_lines[error.where].blame(error.told)
            return
        self._set_days(member, [*member.availability, typed], self._days_kept)

    def _days_kept(self, _change: Change) -> None:
        for name in ("from", "until"):
            self.day_lines[name].write("")
        self._draft.end()

    def remove_days(self) -> None:
        """Take the days of the row chosen away."""
        member = self._member()
        gone = {index.row() for index in self.days.selectedIndexes()}
        if member is not None and gone:
            self._set_days(member, [one for at, one in enumerate(member.availability) if at not in gone])

    def _set_days(
        self, member: Member, known: Sequence[Mapping[str, Any]], then: Callable[[Change], None] | None = None
    ) -> None:
        number, version, address = member.member_id, member.version, member.home.address
        self._desk.write(
            lambda session: set_availability(session.project, session.who, number, version, address, known), then
        )

    def _draft_title(self) -> str:
        return _("days of {address}").format(address=self.member.currentText())


def sheet(title: str, *parts: QWidget | QHBoxLayout) -> QWidget:
    """A card with a title and what stands under it."""
    made = card()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
    inside.setSpacing(SPACE_S)
    inside.addWidget(words(title, "title"))
    for part in parts:
        if isinstance(part, QWidget):
            inside.addWidget(part)
        else:
            inside.addLayout(part)
    return made
