"""File → New: a page with four fields, errors beside them."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.core.paths import user_folder
from rehab_app.services.session import SUFFIX
from rehab_app.ui.drafts import Drafts
from rehab_app.ui.parts.words import card, set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS

_INSEE = re.compile(r"\d[\dAB]\d{3}")
NEW_DRAFT = "new_project"  # kind of its unfinished entry
Make = Callable[[Path, str, str, str], None]


class NewProject(QWidget):
    """Asks for a name, a town and a place; `make` is called when all are right."""

    def __init__(self, drafts: Drafts, make: Make) -> None:
        super().__init__()
        self.setObjectName("page")
        self._drafts = drafts
        self._make = make
        self.name = _Line(_("Name of the neighbourhood"), _("For instance: Cité des Provinces"))
        self.town = _Line(_("Town"), _("For instance: Loos-en-Gohelle"))
        self.insee = _Line(_("INSEE code of the town"), _("Five characters, as 62528"))
        self.place = _Line(_("File"), "")
        browse = QPushButton(_("Choose…"))
        browse.setAccessibleName(_("Choose where the file lies"))
        browse.clicked.connect(self._browse)
        self.place.beside(browse)
        self.name.entry.textChanged.connect(self._propose)
        self.make_button = QPushButton(_("Make the neighbourhood"))
        self.make_button.setAccessibleName(self.make_button.text())
        set_role(self.make_button, "primary")
        self.make_button.clicked.connect(self.submit)
        sheet = card()
        sheet.setMaximumWidth(620)
        form = QVBoxLayout(sheet)
        form.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        form.setSpacing(SPACE_M)
        for line in (self.name, self.town, self.insee, self.place):
            form.addWidget(line)
        form.addWidget(self.make_button, alignment=Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        column.addWidget(words(_("New neighbourhood"), "heading"))
        column.addWidget(sheet)
        column.addStretch(1)
        self._propose("")
        self._take_up()
        self.setFocusProxy(self.name.entry)

    def submit(self) -> None:
        """Make the project, or say beside each field what it lacks."""
        place = Path(self.place.entry.text().strip())
        problems = {
            self.name: "" if self.name.value else _("A name is needed."),
            self.town: "" if self.town.value else _("The town is needed."),
            self.insee: "" if _INSEE.fullmatch(self.insee.value) else _("The code has five characters, as 62528."),
            self.place: _("A file of this name is there already.") if place.exists() else "",
        }
        for line, problem in problems.items():
            line.blame(problem)
        if not any(problems.values()):
            self._drafts.put(NEW_DRAFT, "", "", None)
            self._make(place, self.name.value, self.insee.value, self.town.value)

    def _take_up(self) -> None:
        """Show again what was typed and not made, and keep what is typed from now on."""
        lines = {"name": self.name, "town": self.town, "insee": self.insee}
        for name, typed in self._drafts.get(NEW_DRAFT, "").items():
            lines[name].entry.setText(typed)

        def keep() -> None:
            typed = {name: line.entry.text() for name, line in lines.items() if line.entry.text()}
            self._drafts.put(NEW_DRAFT, "", _("New neighbourhood"), typed)

        for line in lines.values():
            line.entry.textEdited.connect(lambda _text: keep())

    def _propose(self, name: str) -> None:
        stem = re.sub(r"[^\w -]", "", name).strip() or _("Neighbourhood")
        self.place.entry.setText(str(user_folder("documents") / f"{stem}{SUFFIX}"))

    def _browse(self) -> None:
        dialog = QFileDialog(self.window(), _("Where the neighbourhood is kept"), self.place.value)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.fileSelected.connect(self.place.entry.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _Line(QWidget):
    """A labelled entry with the place of its error."""

    def __init__(self, label: str, example: str) -> None:
        super().__init__()
        self.entry = QLineEdit()
        self.entry.setAccessibleName(label)
        self.entry.setPlaceholderText(example)
        self._error = words("", "error")
        self._error.hide()
        self.entry.textEdited.connect(lambda _text: self.blame(""))
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE_S)
        self._row.addWidget(self.entry, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(words(label, "second"))
        column.addLayout(self._row)
        column.addWidget(self._error)

    @property
    def value(self) -> str:
        return self.entry.text().strip()

    @property
    def error(self) -> str:
        return self._error.text()

    def beside(self, widget: QWidget) -> None:
        self._row.addWidget(widget)

    def blame(self, problem: str) -> None:
        self._error.setText(problem)
        self._error.setVisible(bool(problem))
        set_role(self.entry, "true" if problem else "false", "wrong")
