"""What all members share: each cost, who pays how much of it, by the key they agreed on."""

import datetime
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.format import euros, figure
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.services.group_agreements import AGREED, COST_KEYS, agree, town_pays_half
from rehab_app.services.group_costs import drop_cost, share_cost, shared_cost
from rehab_app.services.group_prices import SharedCost
from rehab_app.services.group_view import Group
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.form_draft import FormDraft
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

Write = Callable[..., None]
_SIDE_PX = 400


class CostsTab(QWidget):
    """Follows one group; `write` does a journalled action and tells what it changes."""

    def __init__(self, desk: Desk, write: Write) -> None:
        super().__init__()
        self._write = write
        self._group: Group | None = None
        self.costs = Grid(desk.theme, _("Shared costs of the group"), _cost_columns())
        self.parts = Grid(desk.theme, _("Part of each home"), _part_columns())
        self.key = Choice(_("Key of the shared costs"), letters=28, list_px=320)
        self.lines = {
            "name": FormLine(_("Purpose"), example=_("ground survey, site hut, coordination…")),
            "amount_eur_ht": FormLine(_("Amount before tax, €")),
            "town_half": FormLine(_("Half paid by the town"), QCheckBox()),
        }
        self.add = push_button(_("Share this cost"))
        self.drop = push_button(_("Remove the cost"), _("Share the cost chosen no longer"))
        self._draft = FormDraft(desk.drafts, "shared_cost", self.lines, self._draft_title, self)
        self._key_told = words("", "second", wrap=True)
        self._lay_out()
        self.setFocusProxy(self.costs)
        self.add.clicked.connect(self.submit)
        self.drop.clicked.connect(self.remove)
        self.key.activated.connect(lambda _at: self.agree_key(self.key.currentData()))
        self.costs.itemSelectionChanged.connect(self._follow)

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(SPACE_M)
        for at, line in enumerate(self.lines.values()):
            form.addWidget(line, 0, at, Qt.AlignmentFlag.AlignTop)
        form.setColumnStretch(0, 2)
        form.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        buttons.addWidget(self.drop)
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(self.costs, 1)
        left.addLayout(form)
        left.addLayout(buttons)
        side = QWidget()
        side.setFixedWidth(_SIDE_PX)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SPACE_S)
        head = QHBoxLayout()
        head.addWidget(words(_("Divided"), "second"))
        head.addWidget(self.key, 1)
        right.addLayout(head)
        right.addWidget(self._key_told)
        right.addWidget(self.parts, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_M, 0, 0)
        row.setSpacing(SPACE_L)
        row.addLayout(left, 1)
        row.addWidget(side)

    def show_group(self, group: Group) -> None:
        """Show a group as it was read last."""
        other = self._group is None or self._group.group_id != group.group_id
        self._group = group
        if other:
            for line in self.lines.values():
                line.write("")
            self._draft.begin(str(group.group_id))
        asked = [row.get("town_half") == 1 for row in group.shared_rows]
        rows = zip(group.shared, asked, strict=True)
        self.costs.show_rows([_cost_row(cost, wanted) for cost, wanted in rows])
        self._offer_keys(group)
        parts = group.prices.shared
        inside = [(one.home.address, parts[one.home.home_id]) for one in group.inside]
        self.parts.show_rows([(address, euros(part, cents=True)) for address, part in inside] if group.shared else [])
        waiting = any(asked) and not town_pays_half({"agreements": group.agreements})
        self._key_told.setText(_key_words(group, waiting))
        self._follow()

    def _offer_keys(self, group: Group) -> None:
        self.key.clear()
        if not group.key:
            self.key.addItem(_("not agreed yet: the same for each"), "")
        for code, text in COST_KEYS.items():
            self.key.addItem(_(text), code)
        self.key.choose(group.key)

    def _follow(self) -> None:
        self.drop.setEnabled(bool(self.costs.selectedIndexes()))

    def submit(self) -> None:
        """Share the cost typed, or say beside the field what is wrong."""
        group = self._group
        if group is None:
            return
        for line in self.lines.values():
            line.blame("")
        texts = {name: line.text for name, line in self.lines.items()}
        try:
            cost = shared_cost(texts["name"], texts["amount_eur_ht"], bool(texts["town_half"]))
        except RehabError as error:
            self.lines[error.where].blame(error.told)
            return
        number, version = group.group_id, group.version
        self._write(lambda session: share_cost(session.project, session.who, number, version, cost), self._shared)

    def _shared(self, _change: Change) -> None:
        for line in self.lines.values():
            line.write("")
        self._draft.end()
        self.lines["name"].entry.setFocus()

    def remove(self) -> None:
        """Share the cost of the row chosen no longer."""
        group = self._group
        rows = {index.row() for index in self.costs.selectedIndexes()}
        if group is not None and len(rows) == 1:
            number, version, at = group.group_id, group.version, rows.pop()
            self._write(lambda session: drop_cost(session.project, session.who, number, version, at))

    def agree_key(self, key: str) -> None:
        """Note that the members agreed on a key today."""
        group = self._group
        if group is None or not key or key == group.key:
            return
        number, version = group.group_id, group.version
        today = datetime.date.today().isoformat()
        agreement = {"kind": "cost_key", "key": key, "state": AGREED, "agreed_on": today}
        self._write(lambda session: agree(session.project, session.who, number, version, agreement))

    def _draft_title(self) -> str:
        return _("shared cost of {group}").format(group=self._group.name if self._group is not None else "")


def _cost_columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Purpose")),
        GridColumn(_("In all, €"), 100, "figure"),
        GridColumn(_("Town"), 150),
        GridColumn(_("Members, €"), 110, "figure"),
    )


def _part_columns() -> tuple[GridColumn, ...]:
    return (GridColumn(_("Address")), GridColumn(_("Its part, €"), 120, "figure"))


def _cost_row(cost: SharedCost, asked: bool) -> tuple[str, ...]:
    town = _("pays half") if cost.town_half else _("asked for half") if asked else ""
    return (cost.name, figure(cost.amount_eur_ht, decimals=2), town, figure(cost.members_eur_ht, decimals=2))


def _key_words(group: Group, waiting: bool) -> str:
    """What is to be known about the parts."""
    if not group.shared:
        return _("Nothing is shared yet. What is shared is divided among the members, and anew when one leaves.")
    told = []
    if not group.key:
        told.append(_("The members have not agreed on a key yet: the same for each is counted."))
    if waiting:
        told.append(_("The half of the town counts once its agreement is noted under Agreements."))
    return "\n".join(told)
