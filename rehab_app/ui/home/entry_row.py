"""A row of a form of a home: a label, where its value comes from, an entry, its unit, and its error under it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from rehab_app.core.i18n import _
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_S

_MARK_PX = 14


class EntryRow(QWidget):
    """A line to type in or a list to choose from, that knows what is typed and not written."""

    def _lay_out(
        self, label: str, unit: str, editor: Choice | QLineEdit, widths_px: tuple[int, int, int], widest_px: int = 0
    ) -> None:
        """`label` and `unit` are source texts; `widths_px` those of the label, the entry and the unit at least.

        An entry with a `widest_px` has no unit and takes the room there is up to that width.
        """
        label_px, editor_px, unit_px = widths_px
        self.editor = editor
        self.editor.setMinimumWidth(editor_px)
        self.editor.setMaximumWidth(max(editor_px, widest_px))
        self._label = words(_(label), wrap=True)
        self._label.setFixedWidth(label_px)
        self._label.setBuddy(self.editor)
        self._mark = words("", "mark")
        self._mark.setFixedWidth(_MARK_PX)
        self.error = words("", "error", wrap=True)
        self.error.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_S)
        grid.setVerticalSpacing(2)
        for at, widget in enumerate((self._label, self._mark)):
            grid.addWidget(widget, 0, at, Qt.AlignmentFlag.AlignVCenter)
        if widest_px:
            room = QHBoxLayout()
            room.addWidget(self.editor, 1)
            room.addStretch(0)
            grid.addLayout(room, 0, 2, 1, 3)
        else:
            grid.addWidget(self.editor, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnMinimumWidth(3, unit_px)
        if unit:
            grid.addWidget(words(_(unit), "second"), 0, 3, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.error, 1, 2, 1, 2)
        grid.setColumnStretch(4, 1)

    @property
    def mark(self) -> str:
        """The sign of where the value comes from, "" when nothing is known."""
        return self._mark.text()

    @property
    def unfinished(self) -> str | None:
        """What is typed and not written, None when nothing is."""
        line = self.editor
        return line.text() if isinstance(line, QLineEdit) and line.isModified() else None

    def take_up(self, typed: str) -> None:
        """Show again what was typed before and not written."""
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(typed)
            self.editor.setModified(True)

    def blame(self, problem: str) -> None:
        """Show an error under the entry; an empty text takes it away."""
        if problem == self.error.text():
            return
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
        set_role(self.editor, "true" if problem else "false", "wrong")
