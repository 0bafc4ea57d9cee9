"""A labelled entry with the place of its error under it."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_XS


class FormLine(QWidget):
    """Takes any widget to type or choose in; `blame` shows what is wrong beside it."""

    def __init__(self, label: str, entry: QWidget | None = None, example: str = "") -> None:
        super().__init__()
        self.entry = entry if entry is not None else QLineEdit()
        self.entry.setAccessibleName(label)
        if isinstance(self.entry, QLineEdit):
            self.entry.setPlaceholderText(example)
        self._label = words(label, "second")
        self._label.setBuddy(self.entry)
        self._error = words("", "error", wrap=True)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(self._label)
        column.addWidget(self.entry)
        column.addWidget(self._error)

    @property
    def text(self) -> str:
        """What is typed, without spaces around; what is chosen of a list; "1" or "" of a box to tick."""
        if isinstance(self.entry, QLineEdit):
            return self.entry.text().strip()
        if isinstance(self.entry, QComboBox):
            return str(self.entry.currentData() or "")
        return "1" if isinstance(self.entry, QCheckBox) and self.entry.isChecked() else ""

    @property
    def error(self) -> str:
        return self._error.text()

    def set_label(self, label: str) -> None:
        """Ask for something else."""
        self._label.setText(label)
        self.entry.setAccessibleName(label)

    def write(self, text: str) -> None:
        """Put a text into it, and take the error away."""
        if isinstance(self.entry, QLineEdit):
            self.entry.setText(text)
            self.entry.setCursorPosition(0)
        elif isinstance(self.entry, QComboBox):
            self.entry.setCurrentIndex(max(self.entry.findData(text), 0))
        elif isinstance(self.entry, QCheckBox):
            self.entry.setChecked(bool(text))
        self.blame("")

    def blame(self, problem: str) -> None:
        """Show what is wrong; an empty text takes it away."""
        self._error.setText(problem)
        self._error.setVisible(bool(problem))
        set_role(self.entry, "true" if problem else "false", "wrong")


def field_label(text: str, unit: str = "") -> str:
    """What a field is called in the user's language, with its unit."""
    return f"{_(text)} ({unit})" if unit else _(text)
