"""Who opens the door of a home to the firms: a line each, and one to add another."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.codes import CONTACT_ROLES
from rehab_app.services.home_site import HomeContact
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_S, SPACE_XS

_ROLE_PX, _NAME_PX, _PHONE_PX = 170, 170, 130


class ContactsBox(QWidget):
    """Hands over a new contact whole, one whose sharing changes, or one to remove."""

    def __init__(
        self,
        add: Callable[[HomeContact], None],
        share: Callable[[HomeContact, bool], None],
        drop: Callable[[HomeContact], None],
        told: Callable[[], None],
    ) -> None:
        super().__init__()
        self._add, self._share, self._drop = add, share, drop
        self.shares: list[QCheckBox] = []
        self.drops: list[QPushButton] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE_XS)
        self.role = Choice(_("Role"))
        for code, text in CONTACT_ROLES.items():
            self.role.addItem(_(text)[:1].upper() + _(text)[1:], code)
        self.name, self.phone = self._line(_("Name"), told), self._line(_("Phone"), told)
        self.agreed = QCheckBox(_("agrees that the firms call"))
        self.agreed.setAccessibleName(self.agreed.text())
        self.add = QPushButton(_("Add"))
        self.add.setAccessibleName(_("Add the contact"))
        self.add.clicked.connect(self._finish)
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self._lay_out()

    def _line(self, name: str, told: Callable[[], None]) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(name)
        line.textEdited.connect(lambda _text: told())
        line.returnPressed.connect(self._finish)
        return line

    def _lay_out(self) -> None:
        for widget, width in ((self.role, _ROLE_PX), (self.name, _NAME_PX), (self.phone, _PHONE_PX)):
            widget.setFixedWidth(width)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_S)
        grid.addWidget(self.role, 0, 0)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(self.phone, 0, 2)
        grid.addWidget(self.agreed, 1, 0, 1, 2)
        grid.addWidget(self.add, 1, 2)
        grid.setColumnStretch(4, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(words(_("Who opens, and the number to call"), "second"))
        column.addLayout(self._lines)
        column.addLayout(grid)
        column.addWidget(self.error)

    @property
    def typed(self) -> dict[str, str]:
        """What is typed of a contact that is not added yet."""
        texts = {"name": self.name.text(), "phone": self.phone.text()}
        return {name: text for name, text in texts.items() if text.strip()}

    def take_up(self, texts: dict[str, str]) -> None:
        """Show again what was typed before and not added."""
        self.name.setText(texts.get("name", ""))
        self.phone.setText(texts.get("phone", ""))

    def clear(self) -> None:
        """Empty the line for the next contact."""
        self.name.clear()
        self.phone.clear()
        self.agreed.setChecked(False)
        self.blame("")

    def blame(self, problem: str) -> None:
        """Say what is wrong with the contact to add."""
        self.error.setText(problem)
        self.error.setVisible(bool(problem))

    def show_contacts(self, contacts: Sequence[HomeContact]) -> None:
        """Show a line for each."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.shares, self.drops = [], []
        for contact in contacts:
            self._lines.addWidget(self._row(contact))

    def _row(self, contact: HomeContact) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        role = _(CONTACT_ROLES.get(contact.role, contact.role))
        row.addWidget(words(f"{contact.name} ({role}) · {contact.phone}", wrap=True), 1)
        share = QCheckBox(_("given to the firms"))
        share.setAccessibleName(_("{name}: given to the firms").format(name=contact.name))
        share.setChecked(contact.for_firms)
        share.toggled.connect(lambda on: self._share(contact, on))
        drop = QPushButton(_("Remove"))
        drop.setAccessibleName(_("Remove the contact {name}").format(name=contact.name))
        set_role(drop, "flat")
        drop.clicked.connect(lambda: self._drop(contact))
        row.addWidget(share)
        row.addWidget(drop)
        self.shares.append(share)
        self.drops.append(drop)
        return box

    def _finish(self) -> None:
        role, name, phone = str(self.role.currentData()), self.name.text().strip(), self.phone.text().strip()
        self._add(HomeContact(role, name, phone, self.agreed.isChecked()))
