"""What is typed in a form and not saved, kept as a draft of the desk and put back when the form is shown again."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from rehab_app.ui.drafts import Drafts
from rehab_app.ui.parts.form_line import FormLine


class FormDraft(QObject):
    """Follows the lines of one form; `begin` says which record it is about."""

    def __init__(
        self, drafts: Drafts, form: str, lines: Mapping[str, FormLine], title: Callable[[], str], parent: QObject
    ) -> None:
        """Follow a form.

        Args:
            drafts: of the desk.
            form: kind of form.
            lines: by name of what they hold.
            title: what the form is about, as it is told after a crash.
            parent: the form.
        """
        super().__init__(parent)
        self._drafts, self._form, self._lines, self._title = drafts, form, lines, title
        self._key = ""
        self._begun: dict[str, str] = {}
        for line in lines.values():
            if isinstance(line.entry, QLineEdit):
                line.entry.textEdited.connect(self._keep)
            elif isinstance(line.entry, QComboBox):
                line.entry.activated.connect(self._keep)
            elif isinstance(line.entry, QCheckBox):
                line.entry.clicked.connect(self._keep)

    def begin(self, key: str) -> None:
        """The form was filled for a record: what was left unfinished in it comes back."""
        self._key = key
        self._begun = self._texts()
        for name, typed in self._drafts.get(self._form, key).items():
            if name in self._lines:
                self._lines[name].write(typed)

    @property
    def typed(self) -> bool:
        """Whether something was typed since the form was filled."""
        return self._texts() != self._begun

    def end(self) -> None:
        """The form was saved or given up."""
        self._begun = self._texts()
        self._drafts.put(self._form, self._key, "", None)

    def _texts(self) -> dict[str, str]:
        return {name: line.text for name, line in self._lines.items()}

    def _keep(self) -> None:
        texts = self._texts()
        changed = {name: text for name, text in texts.items() if text != self._begun.get(name, "")}
        self._drafts.put(self._form, self._key, self._title(), changed or None)
