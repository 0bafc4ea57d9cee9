"""A text of several lines of a home: its label above, where it comes from, and its error under it."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.codes import ORIGINS
from rehab_app.domain.fields import Field
from rehab_app.ui.home.field_editor import Told, Write
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import ORIGIN_MARKS, SPACE_S, SPACE_XS

_FRAME_PX = 18
_MOST_LETTERS = 4_000


class _Paper(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ParagraphEditor(QWidget):
    """Writes the text when it is left, as `FieldEditor` does a value; Tab goes on to the next field."""

    def __init__(self, field: Field, write: Write, told: Told, lines: int = 3, example: str = "") -> None:
        super().__init__()
        self.field = field
        self._write, self._told = write, told
        self._value = ""
        self.editor = _Paper()
        self.editor.setTabChangesFocus(True)
        self.editor.setPlaceholderText(example or _("not known"))
        self.editor.setFixedHeight(lines * self.editor.fontMetrics().lineSpacing() + _FRAME_PX)
        self.editor.left.connect(self._leave)
        self.editor.textChanged.connect(told)
        self._mark = words("", "mark")
        label = words(_(field.label))
        label.setBuddy(self.editor)
        self.error = words("", "error", wrap=True)
        self.error.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(label)
        row.addWidget(self._mark)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(row)
        column.addWidget(self.editor)
        column.addWidget(self.error)

    @property
    def mark(self) -> str:
        """The sign of where the text comes from, "" when nothing is known."""
        return self._mark.text()

    @property
    def unfinished(self) -> str | None:
        """What is typed and not written, None when nothing is."""
        typed = self.editor.toPlainText()
        return typed if typed.strip() != self._value else None

    def take_up(self, typed: str) -> None:
        """Show again what was typed before and not written."""
        self._put(typed)

    def show_value(self, value: Any, origin: str | None = None) -> None:
        """Show what is stored; what is being typed is left alone. `origin` None: none is told."""
        left_alone = self.error.isVisible() or self.unfinished is not None
        self._value = str(value or "").strip()
        known = bool(self._value) and origin in ORIGIN_MARKS
        told = _(ORIGINS[origin]) if known and origin else ""
        self._mark.setText(ORIGIN_MARKS[origin] if known and origin else "")
        self._mark.setToolTip(told)
        name = _(self.field.label)
        self.editor.setAccessibleName(_("{field} ({origin})").format(field=name, origin=told) if told else name)
        if not left_alone and self.editor.toPlainText() != self._value:
            self._put(self._value)

    def forget(self) -> None:
        """Let go of what was being typed: another home is shown."""
        self.blame("")
        self._put(self._value)

    def add_line(self, text: str) -> None:
        """Put a line under what is there, and write it."""
        before = self.editor.toPlainText().strip()
        self.editor.setPlainText(f"{before}\n{text}".strip())
        self._leave()

    def blame(self, problem: str) -> None:
        """Show an error under the text; an empty one takes it away."""
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
        set_role(self.editor, "true" if problem else "false", "wrong")

    def _put(self, text: str) -> None:
        """Show a text that nobody types."""
        with QSignalBlocker(self.editor):
            self.editor.setPlainText(text)

    def _leave(self) -> None:
        typed = self.unfinished
        if typed is None:
            return
        if len(typed) > _MOST_LETTERS:
            self.blame(_("This text is too long: {count} letters at most.").format(count=_MOST_LETTERS))
            return
        self.blame("")
        self._value = typed.strip()
        self._told()
        self._write(self.field, self._value)
