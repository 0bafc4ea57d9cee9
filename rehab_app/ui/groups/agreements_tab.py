"""What a group agreed on, in which state, with which paper; and all its papers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.format import short_day
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.services.agreement_form import agreement_typed, texts_of
from rehab_app.services.group_agreements import (
    AGREEMENT_STATES,
    AGREEMENTS,
    COST_KEYS,
    agree,
    agreement_state,
    details,
    kind_of,
    note_of,
    take_back,
)
from rehab_app.services.group_view import Group
from rehab_app.ui.desk import Desk
from rehab_app.ui.groups.papers import Papers
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.form_draft import FormDraft
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import set_role
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

Write = Callable[..., None]
_SIDE_PX = 380
# Lines of the form that only some kinds have.
_OF_KINDS = {
    "home": ("party_wall",),
    "other_home": ("party_wall",),
    "from": ("landlord_window",),
    "until": ("landlord_window",),
    "key": ("cost_key",),
}


class AgreementsTab(QWidget):
    """Follows one group; `write` does a journalled action and tells what it changes."""

    def __init__(self, desk: Desk, write: Write) -> None:
        super().__init__()
        self._write = write
        self._group: Group | None = None
        self._at = -1  # agreement in the form, -1 for a new one
        self.agreements = Grid(desk.theme, _("Agreements of the group"), _columns())
        self.lines = {
            "kind": FormLine(_("Agreement"), _filled(Choice(_("Agreement"), letters=22), AGREEMENTS)),
            "state": FormLine(_("State"), _filled(Choice(_("State"), letters=16), AGREEMENT_STATES)),
            "agreed_on": FormLine(_("Agreed on"), example="12/03/2027"),
            "home": FormLine(_("Between"), Choice(_("First home"), letters=18, list_px=320)),
            "other_home": FormLine(_("and"), Choice(_("Second home"), letters=18, list_px=320)),
            "from": FormLine(_("First day"), example="05/04/2027"),
            "until": FormLine(_("Last day"), example="16/04/2027"),
            "key": FormLine(_("Key"), _filled(Choice(_("Key"), letters=18), COST_KEYS)),
            "document_id": FormLine(_("Paper"), Choice(_("Paper of the agreement"), letters=18, list_px=320)),
            "note": FormLine(_("Note")),
        }
        self.keep = push_button(_("Note the agreement"))
        set_role(self.keep, "primary")
        self.new = push_button(_("New"), _("New agreement"))
        self.drop = push_button(_("Take back"), _("Take the agreement chosen back"))
        self.papers = Papers(desk)
        self._draft = FormDraft(desk.drafts, "agreement", self.lines, self._draft_title, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.form = QGridLayout()
        self.form.setHorizontalSpacing(SPACE_M)
        self.form.setVerticalSpacing(SPACE_S)
        for column in range(3):
            self.form.setColumnStretch(column, 1)
        for line in self.lines.values():
            line.setParent(self)  # until its kind is shown: without a parent it would outlive the window
            line.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.new)
        buttons.addStretch(1)
        buttons.addWidget(self.drop)
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(self.agreements, 1)
        left.addLayout(self.form)
        left.addLayout(buttons)
        self.papers.setFixedWidth(_SIDE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_M, 0, 0)
        row.setSpacing(SPACE_L)
        row.addLayout(left, 1)
        row.addWidget(self.papers)

    def _connect(self) -> None:
        self.setFocusProxy(self.agreements)
        kind = self.lines["kind"].entry
        assert isinstance(kind, Choice)
        kind.currentIndexChanged.connect(lambda _at: self._show_wanted())
        self.agreements.itemSelectionChanged.connect(self._show_chosen)
        self.new.clicked.connect(self.start_new)
        self.keep.clicked.connect(self.submit)
        self.drop.clicked.connect(self.remove)
        self.papers.changed.connect(self._offer_papers)

    def _show_wanted(self) -> None:
        """Only the lines that this kind of agreement has, three beside one another."""
        kind = self.lines["kind"].text
        shown = [name for name in self.lines if kind in _OF_KINDS.get(name, (kind,))]
        for line in self.lines.values():
            self.form.removeWidget(line)
            line.hide()
        for at, name in enumerate(shown):
            self.form.addWidget(self.lines[name], at // 3, at % 3)
            self.lines[name].show()

    def show_group(self, group: Group) -> None:
        """Show a group as it was read last; what is being typed stays."""
        other = self._group is None or self._group.group_id != group.group_id
        typed = not other and self._draft.typed
        self._group = group
        addresses = {one.home.home_id: one.home.address for one in group.members}
        self.agreements.blockSignals(True)
        self.agreements.show_rows([_row(one, addresses) for one in group.agreements])
        self.agreements.blockSignals(False)
        self.papers.show_group(group.group_id)
        if typed:
            return
        self._offer_homes(addresses)
        self.start_new()

    def _offer_homes(self, addresses: dict[int, str]) -> None:
        for name in ("home", "other_home"):
            box = self.lines[name].entry
            assert isinstance(box, Choice)
            box.clear()
            for home, address in addresses.items():
                box.addItem(address, str(home))

    def _offer_papers(self) -> None:
        box = self.lines["document_id"].entry
        assert isinstance(box, Choice)
        chosen = box.currentData()
        box.clear()
        box.addItem(_("none"), "")
        for document in self.papers.documents:
            box.addItem(document.title, str(document.id))
        box.choose(chosen)

    def start_new(self) -> None:
        """An empty form, for an agreement that is still to be asked."""
        self._fill(-1, {"kind": "party_wall", "state": "wanted"})
        self.agreements.clearSelection()
        homes = [] if self._group is None else [str(one.home.home_id) for one in self._group.members[:2]]
        for name, home in zip(("home", "other_home"), homes, strict=False):
            self.lines[name].write(home)
        self._draft.begin(f"{0 if self._group is None else self._group.group_id}")

    def _show_chosen(self) -> None:
        rows = {index.row() for index in self.agreements.selectedIndexes()}
        at = rows.pop() if len(rows) == 1 else -1
        if self._group is not None and 0 <= at < len(self._group.agreements):
            self._fill(at, texts_of(self._group.agreements[at]))
            self._draft.begin(f"{self._group.group_id}.{at}")

    def _fill(self, at: int, texts: dict[str, str]) -> None:
        self._at = at
        for name, line in self.lines.items():
            line.write(texts.get(name, ""))
        self.keep.setText(_("Note the agreement") if at < 0 else _("Save the change"))
        self.keep.setAccessibleName(self.keep.text())
        self.drop.setEnabled(at >= 0)
        self._show_wanted()

    def submit(self) -> None:
        """Write the agreement, or say beside the field what is wrong."""
        group = self._group
        if group is None:
            return
        for line in self.lines.values():
            line.blame("")
        texts = {name: line.text for name, line in self.lines.items()}
        try:
            agreement = agreement_typed(texts)
        except RehabError as error:
            self._blame(error)
            return
        number, version, at = group.group_id, group.version, self._at if self._at >= 0 else None
        self._write(
            lambda session: agree(session.project, session.who, number, version, agreement, at),
            self._kept,
            self._blame,
        )

    def _kept(self, _change: Change) -> None:
        self._draft.end()
        self.start_new()

    def _blame(self, error: Exception) -> None:
        where = {"homes": "other_home"}.get(error.where, error.where) if isinstance(error, RehabError) else "kind"
        line = self.lines.get(where, self.lines["kind"])
        line.blame(error.told if isinstance(error, RehabError) else explain(error))

    def remove(self) -> None:
        """Take the agreement in the form back."""
        group = self._group
        if group is not None and self._at >= 0:
            number, version, at = group.group_id, group.version, self._at
            self._draft.end()
            self._write(lambda session: take_back(session.project, session.who, number, version, at))

    def _draft_title(self) -> str:
        return _("agreement of {group}").format(group=self._group.name if self._group is not None else "")


def _filled(box: Choice, texts: dict[str, str]) -> Choice:
    for code, text in texts.items():
        box.addItem(_(text)[:1].upper() + _(text)[1:], code)
    return box


def _columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Agreement"), 220),
        GridColumn(_("State"), 172),
        GridColumn(_("On"), 92),
        GridColumn(_("What")),
    )


def _row(agreement: Any, addresses: dict[int, str]) -> tuple[str, ...]:
    name = AGREEMENTS.get(kind_of(agreement), AGREEMENTS["other"])
    state, agreed_on = agreement_state(agreement)
    what = ", ".join(part for part in (details(agreement, addresses), note_of(agreement)) if part)
    return (_(name)[:1].upper() + _(name)[1:], state, short_day(agreed_on), what)
