"""One value for a field of every home selected: written as one action, so that one undo takes it back."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.codes import ORIGINS
from rehab_app.domain.fields import Field
from rehab_app.services import editing
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_S, SPACE_XS


class BulkEdit(QWidget):
    """Field, value, where it comes from; the error of a wrong value stands under it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._fields = {field.name: field for field in editing.home_fields()}
        self.field = Choice(_("Field to write"), letters=18, list_px=360)
        for field in sorted(self._fields.values(), key=lambda field: _(field.label)):
            self.field.addItem(_(field.label), field.name)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(_("Value to write"))
        self.typed.setPlaceholderText(_("Value"))
        self.chosen = Choice(_("Value to write"), letters=14, list_px=360)
        self._value = QStackedWidget()
        self._value.addWidget(self.typed)
        self._value.addWidget(self.chosen)
        self._value.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.origin = Choice(_("Where the value comes from"), letters=10)
        for key, text in ORIGINS.items():
            self.origin.addItem(_(text)[:1].upper() + _(text)[1:], key)
        self.write_button = QPushButton(_("Write"))
        self.write_button.setAccessibleName(_("Give the homes selected a value"))
        set_role(self.write_button, "primary")
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self._lay_out()
        self.field.currentIndexChanged.connect(lambda _at: self._offer())
        self.typed.returnPressed.connect(self.write)
        self.write_button.clicked.connect(self.write)
        self.setFocusProxy(self.field)
        self._offer()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.field, 2)
        row.addWidget(self._value, 2)
        row.addWidget(self.origin, 1)
        row.addWidget(self.write_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(row)
        column.addWidget(self.error)

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What the keyboard reaches, in reading order."""
        return self.field, self.typed, self.chosen, self.origin, self.write_button

    def write(self) -> None:
        """Check the value and write it, or say under it what is wrong."""
        homes = self._desk.homes
        chosen = [home for home in self._desk.selection.ids if homes is not None and home in homes.position]
        try:
            if homes is None or not chosen:
                raise RehabError(_("Choose homes first."))
            field, value = self._wanted, self._given()
        except RehabError as error:
            self._blame(error.told)
            return
        self._blame("")
        versions = {home: int(homes.columns["version"][homes.position[home]]) for home in chosen}
        origin = self.origin.currentData()
        self._desk.write(
            lambda session: editing.write_field(session.project, session.who, versions, field, value, origin)
        )

    @property
    def _wanted(self) -> Field:
        return self._fields[self.field.currentData()]

    def _given(self) -> Any:
        listed = self._value.currentWidget() is self.chosen
        return self.chosen.currentData() if listed else editing.parsed(self._wanted, self.typed.text())

    def _offer(self) -> None:
        offered = editing.choices(self._wanted)
        self.chosen.clear()
        for value, text in offered.items():
            self.chosen.addItem(text[:1].upper() + text[1:], value)
        self._value.setCurrentWidget(self.chosen if offered else self.typed)
        self.typed.clear()
        unit = self._wanted.unit
        self.typed.setPlaceholderText(f"{_('Value')} ({_(unit)})" if unit else _("Value"))
        self._blame("")

    def _blame(self, problem: str) -> None:
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
