"""Owner and household of the home shown. The income stays locked until it is asked for, and locks itself again."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.change import Change
from rehab_app.domain.fields import Field
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.services.people import LOCKED, People, fields, read_income, read_people, write_person
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.field_editor import FieldEditor
from rehab_app.ui.home.home_erasure import ErasurePart
from rehab_app.ui.home.typed import Typed
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.sheets import Sheets
from rehab_app.ui.parts.words import card, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_L, SPACE_S

_UNLOCKED_MS = 60_000


class PeopleTab(QWidget):
    """Follows the home shown; each valid field is written when it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self._people: People | None = None
        self._typed = Typed(desk, "people", _("People"))
        self._taken_up = 0
        self.rights = ErasurePart(desk)
        self.editors: dict[tuple[str, str], FieldEditor] = {}
        self._owned = words("", "small", wrap=True)
        self.lock = QPushButton()
        self._income = words("", "second", wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_UNLOCKED_MS)
        self._timer.timeout.connect(self.lock_income)
        self.lock.clicked.connect(self._turn_lock)
        self.rights.erased.connect(self._forget)
        desk.drafts.erased.connect(self._forget_home)
        self._sheets = Sheets(_("People"))
        # Queued: what has just been shown has its place only then.
        self.rights.opened.connect(self._bring_up, Qt.ConnectionType.QueuedConnection)
        self._lay_out()
        self.lock_income()

    def _lay_out(self) -> None:
        household = self._card(_("Household"), "household")
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.lock)
        row.addWidget(self._income, 1)
        household.addLayout(row)
        for name in LOCKED:
            household.addWidget(self.editors["household", name])
        owner = self._card(_("Owner"), "owner")
        owner.addWidget(self._owned)
        for sheet in (household, owner):
            frame = card()
            frame.setLayout(sheet)
            self._sheets.put(frame)
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.rights)
        self._sheets.put(frame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._sheets)

    def _card(self, title: str, table: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(words(title, "title"))
        for field in fields(table):
            # What is behind the lock is forgotten when it closes: it is no draft.
            told = (lambda: None) if field.name in LOCKED else self._keep
            editor = FieldEditor(field, self._writer(table), told)
            self.editors[table, field.name] = editor
            if field.name not in LOCKED:
                column.addWidget(editor)
        return column

    def show_home(self, view: DwellingView) -> None:
        """Show the people of a home; another home locks the income again."""
        session = self._desk.session
        if session is None:
            return
        if self._view is None or self._view.record["id"] != view.record["id"]:
            self.lock_income()
            self._taken_up = 0
            for editor in self.editors.values():
                editor.forget()
        self._view = view
        self.rights.show_home(view)
        home = int(view.record["id"])

        def done(people: People) -> None:
            if self._view is not None and self._view.record["id"] == home:
                self._show(people)

        self._desk.tasks.read(self, lambda progress: read_people(session.project, home), done)

    def lock_income(self) -> None:
        """Hide the income and forget what was shown of it."""
        self._timer.stop()
        for name in LOCKED:
            editor = self.editors["household", name]
            editor.forget()
            editor.show_value(None, "")
            editor.hide()
        self.lock.setText(_("Show the income"))
        self.lock.setIcon(icon("lock", self._desk.theme.ink))
        self.lock.setAccessibleName(_("Show the income for one minute"))
        self._say_income()

    @property
    def unlocked(self) -> bool:
        """True while the income is shown."""
        return self._timer.isActive()

    def _turn_lock(self) -> None:
        session, view = self._desk.session, self._view
        if self.unlocked or session is None or view is None:
            self.lock_income()
            return
        home = int(view.record["id"])

        def done(income: dict[str, Any]) -> None:
            if self._view is not None and self._view.record["id"] == home and self.isVisible():
                self._unlock(income)

        self._desk.tasks.read(self, lambda progress: read_income(session.project, home), done)

    def _unlock(self, income: dict[str, Any]) -> None:
        for name in LOCKED:
            self.editors["household", name].show_value(income.get(name), "")
            self.editors["household", name].show()
        self.lock.setText(_("Hide the income"))
        self.lock.setIcon(icon("lock-open", self._desk.theme.ink))
        self.lock.setAccessibleName(self.lock.text())
        self._income.setText(_("It hides itself after a minute. It serves the aids only and is never printed."))
        self._timer.start()

    def _say_income(self) -> None:
        if self._people is None:
            self._income.setText("")
        elif self._people.income_recorded:
            self._income.setText(_("Income recorded, hidden."))
        elif self._people.class_declared and self._people.household.get("people"):
            self._income.setText(_("Income class declared without an amount, hidden: the aids are counted in it."))
        elif self._people.class_declared:
            self._income.setText(
                _("Income class declared, hidden: without the number of people the aids do not count it.")
            )
        else:
            self._income.setText(_("No income recorded: the aids are then counted in the highest class."))

    def _show(self, people: People) -> None:
        self._people = people
        for (table, name), editor in self.editors.items():
            if name not in LOCKED:
                row = people.owner if table == "owner" else people.household
                editor.show_value(row.get(name), "")
        if self._taken_up != people.dwelling_id:
            self._taken_up = people.dwelling_id
            self._typed.take_up(people.dwelling_id, self._open_editors())
        self._owned.setVisible(people.owned > 1)
        text = ngettext("This owner has {count} home here.", "This owner has {count} homes here.", people.owned)
        self._owned.setText(text.format(count=people.owned))
        if not self.unlocked:
            self._say_income()

    def _bring_up(self) -> None:
        self._sheets.ensureWidgetVisible(self.rights.erase)

    def _forget_home(self, home: int) -> None:
        """Another window erased these people: what is typed of them goes."""
        if self._view is not None and self._view.record["id"] == home:
            self._forget()

    def _forget(self) -> None:
        self.lock_income()
        for editor in self.editors.values():
            editor.forget()

    def _open_editors(self) -> dict[str, FieldEditor]:
        return {f"{table}.{name}": one for (table, name), one in self.editors.items() if name not in LOCKED}

    def _keep(self) -> None:
        if self._view is not None:
            self._typed.keep_editors(int(self._view.record["id"]), self._view.address, self._open_editors())

    def _writer(self, table: str) -> Callable[[Field, Any], None]:
        def write(field: Field, value: Any) -> None:
            people, view = self._people, self._view
            if people is None or view is None:
                return
            editor = self.editors[table, field.name]

            def written(_change: Change) -> None:
                if field.name in LOCKED and self.unlocked:
                    editor.show_value(value, "")

            self._desk.write(
                lambda session: write_person(session.project, session.who, people, table, field, value, view.address),
                written,
                lambda error: editor.blame(explain(error)),
            )

        return write

    def hideEvent(self, event: QHideEvent) -> None:
        self.lock_income()
        super().hideEvent(event)
