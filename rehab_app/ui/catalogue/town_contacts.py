"""Who to call at the town hall, as the dossiers print it: a table in that order, and the form of one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.edition import Contact
from rehab_app.services import contacts
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import CONTACT_DRAFT
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.sheets import chosen_row, fill
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_S

_A_ROW = 2


class ContactForm(EntryForm):
    """One contact: for what, who, how to reach them."""

    def __init__(self, desk: Desk) -> None:
        lines = {spec.name: FormLine(_(spec.label)) for spec in contacts.FIELDS}
        typed = {spec.name: spec for spec in contacts.FIELDS}
        super().__init__(desk, CONTACT_DRAFT, _("Contact"), _("Save the contact"), lines, typed, _A_ROW)
        self.seen: tuple[Contact, ...] = ()
        self.at = -1
        self.cancel.setText(_("Undo typing"))
        self.cancel.setAccessibleName(self.cancel.text())

    @property
    def draft_title(self) -> str:
        return _("contact of the town: {role}").format(role=self.lines["role"].text or _("(new)"))

    def show_contact(self, seen: Sequence[Contact], at: int) -> None:
        """Show one of the contacts by its place; below 0 an empty form for a new one."""
        self.seen, self.at = tuple(seen), at
        one = self.seen[at] if at >= 0 else Contact("", "")
        values = {spec.name: getattr(one, spec.name) for spec in contacts.FIELDS}
        self.start(values, {}, key_of(one), focus=False)
        for line in self.lines.values():
            line.blame("")

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        return contacts.contact_problems(values)

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        return contacts.keep_contact(session.project, session.who, self.seen, self.at, values)


def key_of(contact: Contact) -> str:
    """Which form a draft is of: places change when a contact goes or is named earlier. "" for a new one."""
    return " · ".join(filter(None, (contact.role, contact.name)))


class TownContacts(QWidget):
    """Follows the contacts of the project; each change is written at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._contacts: tuple[Contact, ...] | None = None
        self.table = Grid(desk.theme, _("Contacts of the town"), _columns())
        self.none = words(
            _("No contact yet: until there is one, the dossiers say that nobody is recorded."), "second", wrap=True
        )
        self.form = ContactForm(desk)
        self.fresh, self.up, self.remove = (
            push_button(text, name)
            for text, name in (
                (_("New contact"), ""),
                (_("Name earlier"), _("Name this contact before the one above it")),
                (_("Remove the contact"), ""),
            )
        )
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(words(_("Who to call at the town hall"), "title"), 1)
        for button in (self.fresh, self.up, self.remove):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addWidget(self.none)
        column.addWidget(self.table)
        column.addWidget(self.form)
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.fresh.clicked.connect(self.start_new)
        self.up.clicked.connect(lambda: self._change(contacts.raise_contact))
        self.remove.clicked.connect(lambda: self._change(contacts.drop_contact))
        self.form.closed.connect(self._show_chosen)
        self.show_contacts(())

    def show_contacts(self, found: Sequence[Contact]) -> None:
        """Show what is stored; what is typed in the form of one that has not changed stays."""
        if tuple(found) == self._contacts:
            return
        chosen = chosen_row(self.table)
        if chosen >= 0 and (before := (self._contacts or ())[chosen]) in found:
            chosen = list(found).index(before)  # it was named earlier, or one above it went
        self._contacts = tuple(found)
        self.table.blockSignals(True)
        self.table.setCurrentCell(-1, -1)
        fill(self.table, [(one.role, one.name, one.phone, one.email) for one in found])
        if 0 <= chosen < len(found):
            self.table.selectRow(chosen)
        self.table.blockSignals(False)
        self.none.setVisible(not found)
        self._show_chosen()

    def take_up(self, key: str) -> None:
        """Show the contact whose form was being filled, by its `key_of`; else a new one."""
        keys = [key_of(one) for one in self._contacts or ()]
        if key in keys:
            self.table.selectRow(keys.index(key))
        else:
            self.start_new()

    def start_new(self) -> None:
        """An empty form, or what was left unfinished in one."""
        self.table.setCurrentCell(-1, -1)
        self._show_chosen()
        self.form.lines["role"].entry.setFocus()

    def _show_chosen(self) -> None:
        at = chosen_row(self.table)
        self.remove.setEnabled(at >= 0)
        self.up.setEnabled(at > 0)
        self.form.show_contact(self._contacts or (), at)

    def _change(self, action: Any) -> None:
        at, seen = chosen_row(self.table), self._contacts or ()
        if at >= 0:
            self._desk.write(lambda session: action(session.project, session.who, seen, at))


def _columns() -> tuple[GridColumn, ...]:
    widths = (0, 170, 112, 168)
    return tuple(GridColumn(_(spec.label), width) for spec, width in zip(contacts.FIELDS, widths, strict=True))
