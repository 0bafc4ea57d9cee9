"""The page Groupes: all groups by stage, or one of them open."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.change import Change
from rehab_app.services import group_editing, group_forming
from rehab_app.services.group_view import Board, Group, read_board
from rehab_app.services.session import Session
from rehab_app.services.unfinished import Unfinished
from rehab_app.ui.calculations import start_grouping
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import GROUP_DRAFTS
from rehab_app.ui.groups.board import GroupBoard
from rehab_app.ui.groups.detail import GroupDetail
from rehab_app.ui.groups.left_out_note import LeftOutNote
from rehab_app.ui.parts.empty import EmptyState
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL

_CARES = ("owner_group", "member", "works", "scenario", "estimate", "dwelling", "facade", "building")
_PRICED_BY = ("quote", "invoice", "firm", "neighbourhood")
_TAB_OF = dict(zip(GROUP_DRAFTS, ("costs", "agreements", "member"), strict=True))


class GroupsPage(QWidget):
    """Follows the groups of the project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._groups = Board()
        self._wanted = -1  # a group just formed, opened when it is read
        self._unfinished: Unfinished | None = None  # a form to be shown when its group is read
        self.board = GroupBoard(desk.theme)
        self._detail: GroupDetail | None = None
        self.propose = QPushButton(_("Propose groups"))
        self.propose.setAccessibleName(_("Propose groups of neighbours"))
        self.propose.setToolTip(
            _("Neighbours who chose the same works, in place of the earlier proposals; groups under way are left alone")
        )
        set_role(self.propose, "primary")
        self.form = QPushButton(_("Group the selected homes"))
        self.form.setAccessibleName(self.form.text())
        self.form.setToolTip(_("Select neighbours on the page Quartier first: on the map, or in the table"))
        self._count = words("", "second")
        self.left_out = LeftOutNote(desk)
        self._none = self._nothing()
        self._lay_out()
        self.setFocusProxy(self.board)
        self.propose.clicked.connect(lambda: start_grouping(desk))
        self.form.clicked.connect(self._form)
        self.board.opened.connect(self.open_group)
        self.board.moved.connect(self._move)
        desk.selection.changed.connect(self._follow_selection)
        desk.opened.connect(self._forget)
        desk.changed.connect(self._on_change)
        self._follow_selection()
        self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(words(_("Groups of owners"), "title"))
        head.addWidget(self._count, 1)
        head.addWidget(self.form)
        head.addWidget(self.propose)
        self._all = QWidget()
        column = QVBoxLayout(self._all)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        column.addWidget(self.left_out)
        column.addWidget(self._none, 1)
        column.addWidget(self.board, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._all)

    def _nothing(self) -> EmptyState:
        """What stands here before there is a group, and what to do about it."""
        where = QAction(_("Go to the neighbourhood"), self)
        where.triggered.connect(lambda: self._desk.page_wanted.emit("quartier"))
        propose = QAction(self.propose.text(), self)
        propose.triggered.connect(self.propose.click)
        return EmptyState(
            self._desk.theme,
            "users-three",
            _("No group yet"),
            (
                _("Compose works for the homes on the page Quartier: neighbours who chose the same are proposed here."),
                _("Or select neighbours there, and group them here."),
            ),
            (propose, where),
        )

    @property
    def detail(self) -> GroupDetail:
        """One group by itself; made when the first is opened."""
        if self._detail is None:
            self._detail = self._made_detail()
        return self._detail

    def _made_detail(self, group: Group | None = None) -> GroupDetail:
        """The place of one group, filled before it stands in the window: each row would be laid out by itself there."""
        detail = GroupDetail(self._desk)
        detail.closed.connect(self._close)
        if group is not None:
            detail.show_group(self._groups, group)
        self._stack.addWidget(detail)
        return detail

    def refresh(self) -> None:
        """Read the groups anew."""
        session = self._desk.session
        if session is not None:
            self._desk.tasks.read(self, lambda progress: read_board(session.project, progress), self._show)
            self.left_out.refresh()

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups, in the order they were made."""
        return self._groups.groups

    def open_group(self, group_id: int) -> None:
        """Show one group by itself."""
        group = self._groups.group(group_id)
        if group is not None:
            if self._detail is None:
                self._detail = self._made_detail(group)
            else:
                self._detail.show_group(self._groups, group)
            self._stack.setCurrentWidget(self.detail)
            self.detail.setFocus()

    @property
    def open_id(self) -> int:
        """The group shown by itself, -1 while all are."""
        shown = self._detail is not None and self._stack.currentWidget() is self._detail
        return self._detail.group_id if shown and self._detail is not None else -1

    def _show(self, board: Board) -> None:
        self._groups = board
        self._none.setVisible(not board.groups)
        self.board.setVisible(bool(board.groups))
        self.board.show_groups(board.groups)
        homes = sum(len(group.inside) for group in board.groups)
        told = ngettext("{count} group, {homes} homes", "{count} groups, {homes} homes", len(board.groups))
        self._count.setText(told.format(count=figure(len(board.groups)), homes=figure(homes)) if board.groups else "")
        if board.group(self._wanted) is not None:
            self.open_group(self._wanted)
            self._wanted = -1
        group = board.group(self.open_id)
        if group is not None:
            self.detail.show_group(board, group)
        elif self.open_id >= 0:
            self._close()
        self._take_up()

    def take_up(self, entry: Unfinished) -> None:
        """Show the form in which something was left unfinished, once its group is read."""
        self._unfinished = entry
        self._take_up()

    def _take_up(self) -> None:
        entry = self._unfinished
        if entry is None or not self._groups.groups:
            return
        number = int(entry.key.partition(".")[0])
        home = number if entry.form == "availability" else -1
        members = {one.home.home_id: group.group_id for group in self._groups.groups for one in group.members}
        self._unfinished = None
        self.open_group(members.get(home, -1) if home >= 0 else number)
        if self.open_id >= 0:
            self.detail.show_tab(_TAB_OF[entry.form], home)

    def _close(self) -> None:
        self._stack.setCurrentWidget(self._all)
        self.board.setFocus()

    def _forget(self) -> None:
        self._close()
        self.refresh()

    def _follow_selection(self) -> None:
        self.form.setEnabled(len(self._desk.selection.ids) > 1)

    def _form(self) -> None:
        ids = self._desk.selection.ids

        def write(session: Session) -> Change:
            self._wanted, change = group_forming.form_group(session.project, session.who, ids)
            return change

        self._desk.write(write)

    def _move(self, group_id: int, stage: str) -> None:
        group = self._groups.group(group_id)
        if group is not None and group.stage != stage:
            self._desk.write(
                lambda session: group_editing.set_group_stage(
                    session.project, session.who, group_id, group.version, stage
                )
            )

    def _on_change(self, change: Change) -> None:
        if change.touches(*_CARES, *_PRICED_BY):
            self.refresh()
