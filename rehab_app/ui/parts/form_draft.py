"""What is typed in a form and not saved, kept as a draft of the desk and put back when the form is shown again."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from rehab_app.ui.drafts import Drafts
from rehab_app.ui.parts.form_line import FormLine


class DraftPart(Protocol):
    """A part of a form that is more than a line: boxes to tick, a table with a line to add to it.

    `touched` is emitted when somebody changes it by hand; `kept` is all it holds, as a JSON structure.
    """

    @property
    def touched(self) -> SignalInstance: ...

    @property
    def kept(self) -> Any: ...

    def take_up(self, kept: Any) -> None: ...


class FormDraft(QObject):
    """Follows the lines and parts of one form; `begin` says which record it is about."""

    def __init__(
        self,
        drafts: Drafts,
        form: str,
        lines: Mapping[str, FormLine],
        title: Callable[[], str],
        parent: QObject,
        parts: Mapping[str, DraftPart] | None = None,
        apart: Collection[str] = (),
    ) -> None:
        """Follow a form.

        Args:
            drafts: of the desk.
            form: kind of form.
            lines: by name of what they hold.
            title: what the form is about, as it is told after a crash.
            parent: the form.
            parts: what it holds besides, by names that no line has.
            apart: those of them that are saved by themselves and not with the form.
        """
        super().__init__(parent)
        self._parts, self._apart = dict(parts or {}), tuple(apart)
        for part in self._parts.values():
            part.touched.connect(self._keep)
        self._drafts, self._form, self._lines, self._title = drafts, form, lines, title
        self._key = ""
        self._begun: dict[str, Any] = {}
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
        self._begun = self._saved()
        for name, typed in self._drafts.get(self._form, key).items():
            if name in self._lines:
                self._lines[name].write(typed)
            elif name in self._parts:
                self._parts[name].take_up(typed)

    @property
    def typed(self) -> bool:
        """Whether something was typed since the form was filled."""
        return self._held() != self._begun

    def end(self) -> None:
        """The form was saved or given up."""
        self._begun = self._saved()
        self._keep()

    def _saved(self) -> dict[str, Any]:
        """What is held now, where all of it is saved but what is saved by itself."""
        return self._held() | {name: {} for name in self._apart}

    def _held(self) -> dict[str, Any]:
        texts = {name: line.text for name, line in self._lines.items()}
        return texts | {name: part.kept for name, part in self._parts.items()}

    def _keep(self) -> None:
        changed = {name: held for name, held in self._held().items() if held != self._begun.get(name, "")}
        self._drafts.put(self._form, self._key, self._title(), changed or None)
