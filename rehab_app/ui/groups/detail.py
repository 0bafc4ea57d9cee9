"""One group open: members with the price of each and what if one leaves; one member; shared costs; agreements."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.codes import STAGES
from rehab_app.services import group_editing, group_forming, group_wishes
from rehab_app.services.group_prices import Together
from rehab_app.services.group_view import WITHDRAWN, Board, Group, HomeLine, Member
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.groups.agreements_tab import AgreementsTab
from rehab_app.ui.groups.board import titled
from rehab_app.ui.groups.costs_tab import CostsTab
from rehab_app.ui.groups.effects import told_change, told_reasons, with_withdrawn
from rehab_app.ui.groups.figures import GroupFigures
from rehab_app.ui.groups.homes_grid import HomesGrid
from rehab_app.ui.groups.member_tab import MemberTab, sheet
from rehab_app.ui.groups.rows import member_columns, member_row, nearby_columns, nearby_row
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.lazy_tabs import LazyTabs
from rehab_app.ui.parts.sheets import side_column
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_SIDE_PX = 320


class GroupDetail(QWidget):
    """Follows one group of the board.

    Signals:
        closed: all groups are wanted again.
    """

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._group: Group | None = None
        self._near: list[HomeLine] = []
        self._before: Together | None = None  # prices when the last change was asked, until another row is chosen
        self._name = words("", "title", wrap=True)
        self.stage = Choice(_("Stage of the group"), letters=14)
        for code, text in STAGES.items():
            self.stage.addItem(titled(_(text)), code)
        self.figures = GroupFigures()
        self.members = HomesGrid(desk.theme, _("Members of the group"), member_columns())
        self.nearby = HomesGrid(desk.theme, _("Neighbours who could join"), nearby_columns())
        self.effect = words("", wrap=True)
        self._reasons, self._withdrawn = words("", wrap=True), words("", "second", wrap=True)
        self._no_neighbour = words(
            _("No neighbour with chosen works is free on these rows of houses."), "second", wrap=True
        )
        self.out_button = push_button(_("Take out of the group"))
        self.leave_button = push_button(_("Mark as withdrawn"))
        self.in_button = push_button(_("Take into the group"))
        self.map_button = push_button(_("Show on the map"))
        self.apart = push_button(_("Take apart"), _("Take the group apart"))
        self._told_above = words("", wrap=True)
        self.back = push_button(_("All groups"))
        self.back.setIcon(icon("caret-left", desk.theme.ink))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self.back)
        head.addWidget(self._name, 1)
        head.addWidget(words(_("Stage"), "second"))
        head.addWidget(self.stage)
        head.addWidget(self.map_button)
        head.addWidget(self.apart)
        first = QWidget()
        body = QHBoxLayout(first)
        body.setContentsMargins(0, SPACE_M, 0, 0)
        body.setSpacing(SPACE_L)
        body.addLayout(self._tables(), 1)
        body.addWidget(self._side())
        self.tabs = LazyTabs(
            _("Parts of the group"),
            {
                "members": (_("Members and prices"), lambda: first),
                "member": (_("One member"), lambda: MemberTab(self._desk, self._write)),
                "costs": (_("Shared costs"), lambda: CostsTab(self._desk, self._write)),
                "agreements": (_("Agreements and documents"), lambda: AgreementsTab(self._desk, self._write)),
            },
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        whole.setSpacing(SPACE_S)
        whole.addLayout(head)
        whole.addWidget(self.figures)
        whole.addWidget(self._told_above)
        whole.addWidget(self.tabs, 1)

    def _tables(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        column.addWidget(self.members, 3)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.out_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(SPACE_S)
        below = QHBoxLayout()
        below.addWidget(words(_("Neighbours who could join"), "title"), 1)
        below.addWidget(self.in_button)
        column.addLayout(below)
        column.addWidget(self._no_neighbour)
        column.addWidget(self.nearby, 2)
        return column

    def _side(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        for title, parts in (
            (_("What changes"), (self.effect, self._withdrawn)),
            (_("Why these homes"), (self._reasons,)),
        ):
            column.addWidget(sheet(title, *parts))
        column.addStretch(1)
        return side_column(inner, _("Why these homes"), _SIDE_PX)

    def _connect(self) -> None:
        self.setFocusProxy(self.members)
        self.back.clicked.connect(self.closed)
        self.tabs.made.connect(self._fill_tab)
        self.tabs.currentChanged.connect(lambda _at: self._show_change())
        self.map_button.clicked.connect(self._show_on_map)
        self.apart.clicked.connect(self._take_apart)
        self.stage.activated.connect(lambda _at: self._give_stage(self.stage.currentData()))
        self.members.chosen.connect(lambda _home: self._choose(self.members, self.nearby))
        self.nearby.chosen.connect(lambda _home: self._choose(self.nearby, self.members))
        self.members.dropped.connect(self.take_in)
        self.nearby.dropped.connect(self.take_out)
        self.members.acted.connect(self.take_out)
        self.nearby.acted.connect(self.take_in)
        self.members.cellDoubleClicked.connect(lambda _row, _column: self._open_home(self.members.home_id))
        self.nearby.cellDoubleClicked.connect(lambda _row, _column: self._open_home(self.nearby.home_id))
        for grid in (self.members, self.nearby):
            grid.wished.connect(self._wish)
        self.out_button.clicked.connect(lambda: self.take_out(self.members.home_id))
        self.leave_button.clicked.connect(lambda: self.withdraw(self.members.home_id))
        self.in_button.clicked.connect(lambda: self.take_in(self._joining()))

    @property
    def group_id(self) -> int:
        return -1 if self._group is None else self._group.group_id

    def show_group(self, board: Board, group: Group) -> None:
        """Show a group as it was read last."""
        if group.group_id != self.group_id:
            self._before = None
        self._group = group
        self._name.setText(group.name)
        self.stage.choose(group.stage or "sensed")
        self._reasons.setText(told_reasons(group.reasons))
        self._near = board.neighbours(group)
        self.figures.show_group(group)
        self._show_prices()
        for key in self.tabs.ready:
            self._fill_tab(key)
        self._show_change()

    def _fill_tab(self, key: str) -> None:
        tab = self.tabs.tab(key)
        if self._group is not None and isinstance(tab, MemberTab | CostsTab | AgreementsTab):
            tab.show_group(self._group)

    def show_tab(self, key: str, home_id: int = -1) -> None:
        """Bring a tab to the front, for a member where it is about one."""
        self.tabs.show_tab(key)
        tab = self.tabs.tab(key)
        if isinstance(tab, MemberTab) and home_id >= 0:
            tab.choose(home_id)

    def take_out(self, home_id: int) -> None:
        """Take a member out of the group."""
        member = self._member(home_id)
        if member is not None:
            number, version = member.member_id, member.version
            self._write(lambda session: group_editing.take_out(session.project, session.who, number, version))

    def take_in(self, home_id: int) -> None:
        """Add a neighbour, or somebody who had withdrawn."""
        group = self._group
        if group is not None and home_id >= 0:
            number = group.group_id
            self._write(lambda session: group_editing.take_in(session.project, session.who, number, home_id))

    def withdraw(self, home_id: int) -> None:
        """Mark a member as withdrawn."""
        member = self._member(home_id)
        if member is not None:
            number, version = member.member_id, member.version
            self._write(
                lambda session: group_editing.set_member_stage(session.project, session.who, number, version, WITHDRAWN)
            )

    def _wish(self, home_id: int, wish: str) -> None:
        self._desk.write(lambda session: group_wishes.set_wish(session.project, session.who, [home_id], wish))

    def _give_stage(self, stage: str) -> None:
        group = self._group
        if group is not None and stage != group.stage:
            self._desk.write(
                lambda session: group_editing.set_group_stage(
                    session.project, session.who, group.group_id, group.version, stage
                )
            )

    def _write(
        self,
        action: Callable[[Session], Change],
        then: Callable[[Change], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._before = None if self._group is None else self._group.prices
        self._desk.write(action, then, failed)

    def _member(self, home_id: int) -> Member | None:
        members = () if self._group is None else self._group.members
        return next((member for member in members if member.home.home_id == home_id), None)

    def _joining(self) -> int:
        """The neighbour chosen, or the member chosen when it has withdrawn."""
        member = self._member(self.members.home_id)
        return self.members.home_id if member is not None and not member.inside else self.nearby.home_id

    def _choose(self, grid: HomesGrid, other: HomesGrid) -> None:
        """Rows of one table only are chosen; what the last change did gives way to what the next would do."""
        if grid.home_id >= 0:
            self._before = None
            other.clearSelection()
        self._show_prices()

    def _show_prices(self) -> None:
        group = self._group
        if group is None:
            return
        changes, told = self._told(group)
        self.effect.setText(told)
        withdrawn = with_withdrawn(group)
        self._withdrawn.setText("\n".join(withdrawn))
        self._withdrawn.setVisible(bool(withdrawn))
        rows = [member_row(group, member, changes) for member in group.members]
        self.members.show_homes([member.home for member in group.members], rows)
        for row, member in enumerate(group.members):
            if not member.inside:
                self.members.strike_out(row)
        nearby = self._near
        self.nearby.show_homes(nearby, [nearby_row(group, home) for home in nearby])
        self.nearby.setVisible(bool(nearby))
        self._no_neighbour.setVisible(not nearby)
        chosen = self._member(self.members.home_id)
        self.out_button.setEnabled(chosen is not None)
        self.leave_button.setEnabled(chosen is not None and chosen.inside)
        self.in_button.setEnabled(self._joining() >= 0)

    def _told(self, group: Group) -> tuple[Mapping[int, float], str]:
        """Price changes to show, and the sentence about them."""
        nearby = next((home for home in self._near if home.home_id == self.nearby.home_id), None)
        return told_change(group, self._before, self._member(self.members.home_id), nearby)

    def _show_change(self) -> None:
        """On the other tabs too: what the last change does to the price of each."""
        group = self._group
        changed = self._before is not None and group is not None and self._before != group.prices
        self._told_above.setText(self._told(group)[1] if changed and group is not None else "")
        self._told_above.setVisible(changed and self.tabs.currentIndex() > 0)

    def _take_apart(self) -> None:
        group = self._group
        if group is not None:
            number, version, name = group.group_id, group.version, group.name
            self._desk.write(
                lambda session: group_forming.take_apart(session.project, session.who, number, version, name)
            )

    def _show_on_map(self) -> None:
        if self._group is not None:
            self._desk.selection.choose(member.home.home_id for member in self._group.inside)
            self._desk.page_wanted.emit("quartier")

    def _open_home(self, home_id: int) -> None:
        if home_id >= 0:
            self._desk.selection.open(home_id)
