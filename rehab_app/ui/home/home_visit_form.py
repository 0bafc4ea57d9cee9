"""One question of the survey: its words, its drawing, and an editor for each of its items."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.codes import ORIGINS
from rehab_app.domain.fields import Field, Kind
from rehab_app.domain.survey import Answer, Item, ItemKind, Question
from rehab_app.services.editing import parsed
from rehab_app.ui.home.entry_row import EntryRow
from rehab_app.ui.home.home_visit_drawings import QuestionDrawing
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import ORIGIN_MARKS, SPACE_L, SPACE_M, SPACE_S, Theme

Give = Callable[[str, float | str | None], None]
Told = Callable[[], None]
_WIDTHS_PX = (170, 230, 0)


class ItemEditor(EntryRow):
    """Gives a valid value when it is left; "don't know" gives None."""

    def __init__(self, item: Item, give: Give, told: Told) -> None:
        """`told` is called whenever what is typed and not given changes (`unfinished`)."""
        super().__init__()
        self._told = told
        self.item = item
        self._give = give
        self._value: float | str | None = None
        editor = self._box() if item.kind is ItemKind.CHOICE else self._line()
        self._lay_out(item.label, item.unit, editor, _WIDTHS_PX)

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
