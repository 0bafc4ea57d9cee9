"""One field of a home: its label, where its value comes from, an editor, its unit, and its error beside it."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure, short_day
from rehab_app.core.i18n import _
from rehab_app.domain.codes import ORIGINS
from rehab_app.domain.fields import Field, Kind
from rehab_app.services.editing import choices, parsed
from rehab_app.ui.home.entry_row import EntryRow
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.theme import ORIGIN_MARKS

Write = Callable[[Field, Any], None]
Told = Callable[[], None]
_WIDTHS_PX = (180, 190, 64)
_LIST_PX, _LETTERS = 420, 20  # official labels are long: what has more letters is given more room
_DECIMALS = 3
# The official enumerations write everything in lower case.
_ACRONYMS = re.compile(r"\b(iti|ite|itr|dpe|3cl|vmc|ecs|pac|pvc|gpl|rt|led)\b")


class FieldEditor(EntryRow):
    """Writes a valid value when it is left; a wrong one stays as typed, with its error under it."""

    def __init__(self, field: Field, write: Write, told: Told = lambda: None) -> None:
        """`told` is called whenever what is typed and not written changes (`unfinished`)."""
        super().__init__()
        self.field = field
        self._write = write
        self._told = told
        self._value: Any = None
        self._choices = choices(field)
        if self._choices:
            long = max(map(len, self._choices.values())) > _LETTERS
            self._lay_out(field.label, "", self._box(), _WIDTHS_PX, _LIST_PX if long else 0)
        else:
            self._lay_out(field.label, field.unit, self._line(), _WIDTHS_PX)

    @property
    def known(self) -> bool:
        """True when the field has a value."""
        return self._value not in (None, "")

    def take_up(self, typed: str) -> None:
        """Show again what was typed before and not written, with its error when it has one."""
        super().take_up(typed)
        if isinstance(self.editor, QLineEdit):
            self._checked()

    def show_value(self, value: Any, origin: str | None = None) -> None:
        """Show what is stored; what is being typed, or was typed wrong, is left alone. `origin` None: none is told."""
        self._value = value
        self._show_origin(origin)
        if self.error.isVisible() or (isinstance(self.editor, QLineEdit) and self.editor.isModified()):
            return
        if isinstance(self.editor, Choice):
            self.editor.choose(value)
        else:
            self.editor.setText(_written(self.field, value))
            self.editor.setCursorPosition(0)

    def forget(self) -> None:
        """Let go of what was being typed: another home is shown."""
        self.blame("")
        if isinstance(self.editor, QLineEdit):
            self.editor.setModified(False)

    def _show_origin(self, origin: str | None) -> None:
        if origin is None:
            self.editor.setAccessibleName(_(self.field.label))
            return
        shown = self.known and origin in ORIGIN_MARKS
        self._mark.setText(ORIGIN_MARKS[origin] if shown else "")
        text = _(ORIGINS[origin]) if shown else _("not known where from") if self.known else _("not known")
        self._mark.setToolTip(text)
        name = _("{field} ({origin})").format(field=_(self.field.label), origin=text)
        self.editor.setAccessibleName(name)

    def _line(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(_("not known"))
        if self.field.kind is Kind.NUMBER:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.editingFinished.connect(self._leave_line)
        line.textEdited.connect(lambda _text: self._told())
        return line

    def _box(self) -> Choice:
        box = Choice(_(self.field.label), list_px=_LIST_PX)
        box.addItem(_("not known"), "" if self.field.kind is Kind.TEXT else None)
        for value, text in self._choices.items():
            box.addItem(_titled(text), value)
        box.activated.connect(lambda _at: self._give(box.currentData()))
        return box

    def _leave_line(self) -> None:
        assert isinstance(self.editor, QLineEdit)
        if not self.editor.isModified():
            return
        checked = self._checked()
        if checked is not None:
            self.editor.setModified(False)
            self._give(*checked)
            self._told()

    def _checked(self) -> tuple[Any] | None:
        """The value typed, alone in a tuple; None when it is wrong, with its error shown."""
        assert isinstance(self.editor, QLineEdit)
        try:
            return (parsed(self.field, self.editor.text()),)
        except RehabError as error:
            self.blame(error.told)
            return None

    def _give(self, value: Any) -> None:
        self.blame("")
        if value != self._value:
            self._write(self.field, value)
        elif isinstance(self.editor, QLineEdit):
            self.editor.setText(_written(self.field, value))


def _titled(text: str) -> str:
    """An official wording as an entry of a list: a capital first, acronyms in capitals."""
    written = _ACRONYMS.sub(lambda found: found.group().upper(), text)
    return written[:1].upper() + written[1:]


def _written(field: Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if field.kind is Kind.NUMBER and field.name.endswith("year"):
        return str(int(value))
    if field.kind is Kind.NUMBER:
        text = figure(float(value), "", _DECIMALS)
        mark = "," if "," in text else "."
        return text.rstrip("0").rstrip(mark) if mark in text else text
    if field.kind is Kind.DATE:
        return short_day(value)
    return str(value)
