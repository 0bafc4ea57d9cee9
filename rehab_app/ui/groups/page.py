"""The page Groupes: groups of owners on the left, why and who on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.codes import STAGES
from rehab_app.services.overviews import GroupLine, read_groups
from rehab_app.ui.calculations import start_grouping
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_CARES = ("owner_group", "member", "works", "scenario", "estimate", "dwelling")


class GroupsPage(QWidget):
    """Follows the groups of the project; choosing one selects its homes everywhere."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._groups: list[GroupLine] = []
        self.groups = Grid(
            desk.theme,
            _("Groups of owners"),
            (
                GridColumn(_("Group")),
                GridColumn(_("Homes"), 84, "figure"),
                GridColumn(_("Works before tax, €"), 170, "figure"),
                GridColumn(_("Stage"), 110),
            ),
        )
        self.members = Grid(
            desk.theme,
            _("Members of the group"),
            (
                GridColumn(_("Address")),
                GridColumn(_("Label"), 76, "label"),
                GridColumn(_("After"), 66, "label"),
                GridColumn(_("Works before tax, €"), 150, "figure"),
                GridColumn(_("Stage"), 100),
            ),
        )
        self.propose = QPushButton(_("Propose groups"))
        self.propose.setAccessibleName(_("Propose groups of neighbours"))
        set_role(self.propose, "primary")
        self.show_on_map = QPushButton(_("Show on the map"))
        self.show_on_map.setAccessibleName(_("Show the group on the map"))
        self._name, self._bundle = words("", "title", wrap=True), words("", "second", wrap=True)
        self._reasons = words("", wrap=True)
        self._none = words(
            _("No group yet. Compose works for the homes first; neighbours who chose the same are then proposed here."),
            "second",
            wrap=True,
        )
        self._detail = QWidget()
        self._lay_out()
        self.setFocusProxy(self.groups)
        self.groups.itemSelectionChanged.connect(self._show_group)
        self.members.cellDoubleClicked.connect(self._open_member)
        self.propose.clicked.connect(lambda: start_grouping(desk))
        self.show_on_map.clicked.connect(self._select_homes)
        desk.opened.connect(self.refresh)
        desk.changed.connect(self._on_change)
        self.refresh()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_L, SPACE_XL)
        column.setSpacing(SPACE_M)
        head = QHBoxLayout()
        head.addWidget(words(_("Groups of owners"), "title"), 1)
        head.addWidget(self.propose)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.groups, 1)
        detail = QVBoxLayout(self._detail)
        detail.setContentsMargins(SPACE_L, SPACE_L, SPACE_XL, SPACE_XL)
        detail.setSpacing(SPACE_S)
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self.show_on_map, alignment=Qt.AlignmentFlag.AlignTop)
        detail.addLayout(top)
        detail.addWidget(self._bundle)
        detail.addSpacing(SPACE_S)
        detail.addWidget(self._reasons)
        detail.addSpacing(SPACE_S)
        detail.addWidget(self.members, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._detail)
        split.setSizes([660, 680])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def refresh(self) -> None:
        session = self._desk.session
        if session is not None:
            self._desk.tasks.read(self, lambda progress: read_groups(session.project, progress), self._show)

    def _show(self, groups: list[GroupLine]) -> None:
        self._groups = groups
        self._none.setVisible(not groups)
        self._detail.setVisible(bool(groups))
        self.groups.show_rows(
            [
                (g.name, figure(len(g.members)), cost_span(g.low_eur_ht, g.high_eur_ht, ""), _stage(g.stage))
                for g in groups
            ]
        )
        if groups and not self.groups.selectedItems():
            self.groups.selectRow(0)
        self._show_group()

    @property
    def chosen(self) -> GroupLine | None:
        """The group shown on the right."""
        rows = {index.row() for index in self.groups.selectedIndexes()}
        row = rows.pop() if len(rows) == 1 else -1
        return self._groups[row] if 0 <= row < len(self._groups) else None

    def _show_group(self) -> None:
        group = self.chosen
        if group is None:
            return
        self._name.setText(group.name)
        self._bundle.setText(group.bundle)
        self._reasons.setText("\n".join(f"•  {reason}" for reason in group.reasons))
        self.members.show_rows(
            [
                (m.address, m.label, m.label_after, cost_span(m.low_eur_ht, m.high_eur_ht, ""), _stage(m.stage))
                for m in group.members
            ]
        )

    def _select_homes(self) -> None:
        if self.chosen is not None:
            self._desk.selection.choose(member.home_id for member in self.chosen.members)
            self._desk.page_wanted.emit("quartier")

    def _open_member(self, row: int, _column: int) -> None:
        if self.chosen is not None:
            self._desk.selection.open(self.chosen.members[row].home_id)

    def _on_change(self, change: Change) -> None:
        if change.touches(*_CARES):
            self.refresh()


def _stage(code: str) -> str:
    return _(STAGES[code]) if code in STAGES else ""
