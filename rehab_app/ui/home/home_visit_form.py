"""One question of the survey: its words, its drawing, and an editor for each of its items."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.codes import ORIGINS
from rehab_app.domain.fields import Field, Kind
from rehab_app.domain.survey import Answer, Item, ItemKind, Question
from rehab_app.services.editing import parsed
from rehab_app.ui.home.home_visit_drawings import QuestionDrawing
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import ORIGIN_MARKS, SPACE_L, SPACE_M, SPACE_S, Theme

Give = Callable[[str, float | str | None], None]
Told = Callable[[], None]
_LABEL_PX, _EDITOR_PX, _MARK_PX = 170, 230, 14


class ItemEditor(QWidget):
    """Gives a valid value when it is left; "don't know" gives None."""

    def __init__(self, item: Item, give: Give, told: Told) -> None:
        """`told` is called whenever what is typed and not given changes (`unfinished`)."""
        super().__init__()
        self._told = told
        self.item = item
        self._give = give
        self._value: float | str | None = None
        self.editor: Choice | QLineEdit = self._box() if item.kind is ItemKind.CHOICE else self._line()
        self.editor.setFixedWidth(_EDITOR_PX)
        label = words(_(item.label), wrap=True)
        label.setFixedWidth(_LABEL_PX)
        label.setBuddy(self.editor)
        self._mark = words("", "mark")
        self._mark.setFixedWidth(_MARK_PX)
        self.error = words("", "error", wrap=True)
        self.error.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_S)
        grid.setVerticalSpacing(2)
        for at, widget in enumerate((label, self._mark, self.editor)):
            grid.addWidget(widget, 0, at, Qt.AlignmentFlag.AlignVCenter)
        if item.unit:
            grid.addWidget(words(_(item.unit), "second"), 0, 3, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.error, 1, 2)
        grid.setColumnStretch(4, 1)

    def _box(self) -> Choice:
        box = Choice(_(self.item.label), list_px=360)
        box.addItem(_("don’t know"), None)
        for code, text in (self.item.choices or {}).items():
            words_shown = _(text)
            box.addItem(words_shown[:1].upper() + words_shown[1:], code)
        box.activated.connect(lambda _at: self._tell(box.currentData()))
        return box

    def _line(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(_("don’t know"))
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.editingFinished.connect(self._leave)
        line.textEdited.connect(lambda _text: self._told())
        return line

    @property
    def unfinished(self) -> str | None:
        """What is typed and not given, None when nothing is."""
        line = self.editor
        return line.text() if isinstance(line, QLineEdit) and line.isModified() else None

    def take_up(self, typed: str) -> None:
        """Show again what was typed before and not given."""
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(typed)
            self.editor.setModified(True)

    def show_answer(self, answer: Answer | None) -> None:
        """Show what is stored; what is being typed is left alone."""
        self._value = answer.value if answer is not None else None
        origin = answer.origin if answer is not None else ""
        told = _(ORIGINS[origin]) if origin in ORIGINS else _("don’t know")
        self._mark.setText(ORIGIN_MARKS.get(origin, ""))
        self._mark.setToolTip(told)
        self.editor.setAccessibleName(_("{field} ({origin})").format(field=_(self.item.label), origin=told))
        if isinstance(self.editor, Choice):
            self.editor.choose(self._value)
        elif not self.editor.isModified():
            self.editor.setText("" if self._value is None else self._written(float(self._value)))

    def blame(self, problem: str) -> None:
        """Show an error under the editor; an empty text takes it away."""
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
        set_role(self.editor, "true" if problem else "false", "wrong")

    def _written(self, value: float) -> str:
        if not self.item.unit and value == int(value):  # years and counts have no thousands
            return str(int(value))
        return figure(value, "", 0 if value == int(value) else 1)

    def _leave(self) -> None:
        line = self.editor
        assert isinstance(line, QLineEdit)
        if not line.isModified():
            return
        item = self.item
        field = Field(item.code, Kind.NUMBER, item.label, item.unit, low=item.low, high=item.high)
        try:
            value = parsed(field, line.text())
        except RehabError as error:
            self.blame(error.told)
            return
        line.setModified(False)
        self._told()
        self._tell(value)

    def _tell(self, value: float | str | None) -> None:
        self.blame("")
        if value != self._value:
            self._give(self.item.code, value)


class QuestionForm(QWidget):
    """Made anew for each question."""

    def __init__(self, question: Question, theme: Theme, give: Give, told: Told) -> None:
        super().__init__()
        self.editors = {item.code: ItemEditor(item, give, told) for item in question.items}
        drawing = QuestionDrawing(theme)
        drawing.show_drawing(question.drawing)
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_S)
        texts.addWidget(words(_(question.text), "title", wrap=True))
        texts.addWidget(words(_(question.hint), "second", wrap=True))
        texts.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(SPACE_L)
        head.addWidget(drawing)
        head.addLayout(texts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, 0, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        for editor in self.editors.values():
            column.addWidget(editor)
        column.addStretch(1)

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """Show what is stored of each item."""
        for code, editor in self.editors.items():
            editor.show_answer(answers.get(code))
