"""A form saved as a whole: a few fields a row, checked before anything is written, kept as a draft meanwhile."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.fields import Field
from rehab_app.services.editing import parsed
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.home_entry import HomeEntry
from rehab_app.ui.parts.words import card, set_role, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S


class EntryForm(QWidget):
    """Nothing is written before Save. A form of one kind names its fields, checks them and writes them.

    Signals:
        closed: the form is not wanted any more.
    """

    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        draft: str,
        title: str,
        save: str,
        lines: Mapping[str, FormLine],
        typed: Mapping[str, Field],
        a_row: int = 2,
    ) -> None:
        super().__init__()
        self._desk, self._draft, self._key, self._name, self._a_row = desk, draft, "", title, a_row
        self.lines, self._fields = dict(lines), typed
        self._title = words(title, "title")
        self.save, self.cancel = QPushButton(save), QPushButton(_("Cancel"))
        set_role(self.save, "primary")
        for button in (self.save, self.cancel):
            button.setAccessibleName(button.text())
        self._lay_out()
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self._give_up)
        self._watch()

    def _lay_out(self) -> None:
        sheet = card()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        inside.setSpacing(SPACE_S)
        inside.addWidget(self._title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        for at, line in enumerate(self.lines.values()):
            grid.addWidget(line, at // self._a_row, at % self._a_row, Qt.AlignmentFlag.AlignTop)
        for at in range(self._a_row):
            grid.setColumnStretch(at, 1)
        inside.addLayout(grid)
        self._under = QVBoxLayout()
        self._under.setSpacing(SPACE_S)
        inside.addLayout(self._under)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE_S)
        self._buttons.addWidget(self.save)
        self._buttons.addWidget(self.cancel)
        self._buttons.addStretch(1)
        inside.addLayout(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)

    def buttons_after(self, last: QWidget) -> None:
        """Let Tab go through what stands under the fields, of which this is the last, before the buttons."""
        QWidget.setTabOrder(last, self.save)
        QWidget.setTabOrder(self.save, self.cancel)

    def _watch(self) -> None:
        for line in self.lines.values():
            entry = line.entry
            if isinstance(entry, QLineEdit):
                entry.textEdited.connect(lambda _text: self._keep())
                entry.returnPressed.connect(self.submit)
            elif isinstance(entry, QComboBox):
                entry.activated.connect(lambda _at: self._keep())
            elif isinstance(entry, QCheckBox):
                entry.clicked.connect(lambda _on: self._keep())

    def explain(self, told: str) -> None:
        """Say under the fields what saving does besides."""
        self._under.addWidget(words(told, "small", wrap=True))

    def start(
        self, values: Mapping[str, str], choices: Mapping[str, Mapping[Any, str]], key: str = "", focus: bool = True
    ) -> None:
        """Show these values with these choices; what was left unfinished in this form comes before them.

        Args:
            values: texts by field; the others are empty.
            choices: of each list and each home to type, what can be chosen.
            key: which of its kind, for the drafts.
            focus: begin to type in its first field.
        """
        self._key = key
        for name, offered in choices.items():
            self._offer(name, offered)
        kept = self._desk.drafts.get(self._draft, self._key)
        for name, line in self.lines.items():
            line.write(str(kept.get(name, values.get(name, ""))))
            if isinstance(line.entry, QComboBox) and line.text != str(kept.get(name, values.get(name, ""))):
                line.entry.setCurrentIndex(0)
        if focus:
            next(iter(self.lines.values())).entry.setFocus()

    def _offer(self, name: str, choices: Mapping[Any, str]) -> None:
        box = self.lines[name].entry
        if isinstance(box, HomeEntry):
            box.offer({text: home for home, text in choices.items()})
        elif isinstance(box, Choice):
            box.clear()
            for value, text in choices.items():
                box.addItem(text, str(value))

    def submit(self) -> None:
        """Write it, or say beside each field what is wrong."""
        values, problems = self._read()
        problems = {**self.problems(values), **problems}
        for name, line in self.lines.items():
            line.blame(problems.get(name, ""))
        if problems:
            return
        self._desk.write(lambda session: self.written(session, values), self._done, self._failed)

    def _read(self) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for name, line in self.lines.items():
            if name in self._fields:
                try:
                    values[name] = parsed(self._fields[name], line.text)
                except RehabError as error:
                    problems[name] = error.told
                    values[name] = None
            elif isinstance(line.entry, HomeEntry):
                home = line.entry.home_id
                values[name] = home or None
                if home is None:
                    problems[name] = _("No home has this address: choose one of those proposed.")
            elif isinstance(line.entry, QCheckBox):
                values[name] = int(bool(line.text))
            else:
                values[name] = line.text
        return values, problems

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        """What is wrong with these values, by field."""
        raise NotImplementedError

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        """Write them; called in the writing lane."""
        raise NotImplementedError

    def _done(self, _change: Change) -> None:
        self._give_up()

    def _give_up(self) -> None:
        self._desk.drafts.put(self._draft, self._key, self._name, None)
        self.closed.emit()

    def _keep(self) -> None:
        """Keep what is typed; `draft_title` says what it is about."""
        typed = {name: line.text for name, line in self.lines.items()}
        self._desk.drafts.put(self._draft, self._key, self.draft_title, typed)

    @property
    def draft_title(self) -> str:
        """What the form is about, as the user is told of a draft."""
        return self._name

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RehabError) and error.where in self.lines:
            self.lines[error.where].blame(error.told)
        else:
            next(iter(self.lines.values())).blame(explain(error))
