"""The survey of the home shown: a dozen questions with drawings, and what the answers come to at once."""

import datetime
from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.domain.codes import ORIGINS
from rehab_app.domain.survey import Answer, RangeEstimate
from rehab_app.domain.survey_questions import QUESTIONS
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.services.session import Session
from rehab_app.ui.calculations import start_estimate
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.home_visit_form import QuestionForm
from rehab_app.ui.home.home_visit_range import RangeStrip
from rehab_app.ui.home.typed import Typed
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_M, SPACE_S

_LIST_PX = 230
_ITEM_PX = 50  # two lines


class VisitTab(QWidget):
    """Follows the home shown; each answer is written when it is left, with where it comes from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self._answers: Mapping[str, Answer] = {}
        self._asked = 0
        self._form: QuestionForm | None = None
        self._question = ""
        self._typed = Typed(desk, "visit", _("Survey"))
        self.strip = RangeStrip(desk.theme)
        self.questions = QListWidget()
        self.questions.setAccessibleName(_("Questions of the survey"))
        self.questions.setFixedWidth(_LIST_PX)
        self.questions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.questions.setWordWrap(True)
        self.origin = Choice(_("Where the answers come from"), letters=14)
        for code, text in ORIGINS.items():
            self.origin.addItem(_(text)[:1].upper() + _(text)[1:], code)
        self.describe = QPushButton(_("Describe the home"))
        told = _("Write the parts of the home from these answers: it can then be estimated, and works composed for it")
        self.describe.setToolTip(told)
        self.describe.setAccessibleName(self.describe.text())
        self.describe.setAccessibleDescription(told)
        self.describe.hide()
        self.forward = QPushButton(_("Next question"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        for question in QUESTIONS:
            item = QListWidgetItem(_(question.text))
            item.setSizeHint(QSize(_LIST_PX - 2 * SPACE_M, _ITEM_PX))
            self.questions.addItem(item)
        self.questions.currentRowChanged.connect(self._show_question)
        self.forward.clicked.connect(self._go_on)
        self.describe.clicked.connect(self._describe)
        self.strip.asked.connect(self.ask)
        self.questions.setCurrentRow(0)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(words(_("What I answer is"), "second"))
        bar.addWidget(self.origin)
        bar.addStretch(1)
        bar.addWidget(self.describe)
        bar.addWidget(self.forward)
        right = QVBoxLayout()
        right.addWidget(self._area, 1)
        right.addWidget(words(_("Where nothing is answered, the description of the home counts."), "small", wrap=True))
        right.addLayout(bar)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.questions)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.strip)
        column.addLayout(row, 1)

    @property
    def form(self) -> QuestionForm:
        """The question shown."""
        assert self._form is not None
        return self._form

    def show_home(self, view: DwellingView) -> None:
        """Show the answers of a home and what they come to."""
        other = self._view is None or self._view.record["id"] != view.record["id"]
        self._view = view
        if other:
            self._answers = {}
            left = self._typed.rows(int(view.record["id"]))
            codes = [question.code for question in QUESTIONS]
            self._show_question(self.questions.currentRow())
            if left and left[0] in codes:
                self.questions.setCurrentRow(codes.index(left[0]))
        self._read()

    def ask(self, question: str) -> None:
        """Go to a question by its code, on its first item."""
        codes = [known.code for known in QUESTIONS]
        self.questions.setCurrentRow(codes.index(question))
        next(iter(self.form.editors.values())).editor.setFocus()

    def _go_on(self) -> None:
        self.questions.setCurrentRow((self.questions.currentRow() + 1) % len(QUESTIONS))

    def _show_question(self, at: int) -> None:
        self._question = QUESTIONS[max(at, 0)].code
        self._form = QuestionForm(QUESTIONS[max(at, 0)], self._desk.theme, self._give, self._keep)
        self._form.show_answers(self._answers)
        if self._view is not None:
            self._typed.take_up(int(self._view.record["id"]), self._form.editors, self._question)
        self._area.setWidget(self._form)

    def _read(self) -> None:
        session, view = self._desk.session, self._view
        if session is None or view is None:
            return
        self._asked += 1
        asked, home = self._asked, int(view.record["id"])

        def read(progress: Progress) -> dict[str, Answer]:
            # The survey's trade is heavy; a window that only looks never loads it.
            from rehab_app.services.surveying import answers

            return answers(session.project, home)

        def reckon(progress: Progress) -> RangeEstimate:
            from rehab_app.services.surveying import range_estimate

            return range_estimate(session.project, home, progress)

        def show(found: dict[str, Answer]) -> None:
            if asked == self._asked:
                self._show_answers(found)

        def tell(found: RangeEstimate) -> None:
            if asked == self._asked:
                self.strip.show_estimate(found)

        def blame(error: Exception) -> None:
            if asked == self._asked:
                self.strip.show_problem(explain(error))

        self._desk.tasks.read(self, read, show)
        self.strip.show_waiting()
        self._desk.tasks.read(self, reckon, tell, blame)
        self._offer_description(session, home)

    def _offer_description(self, session: Session, home: int) -> None:
        asked = self._asked

        def ask(_progress: Progress) -> bool:
            from rehab_app.services.describing import describable

            return describable(session.project, home)

        def offer(possible: bool) -> None:
            if asked == self._asked:
                self.describe.setVisible(possible)

        self._desk.tasks.read(self, ask, offer)

    def _show_answers(self, found: Mapping[str, Answer]) -> None:
        self._answers = found
        for at, question in enumerate(QUESTIONS):
            item = self.questions.item(at)
            known = sum(part.code in found for part in question.items)
            label = _(question.text)
            item.setText(f"{label} ({known}/{len(question.items)})" if known else label)
        self.form.show_answers(found)

    def _describe(self) -> None:
        """Write what the answers come to as the description of the home, then estimate it."""
        if self._view is None:
            return
        home = int(self._view.record["id"])

        def action(session: Session) -> Change:
            from rehab_app.services.describing import write_description

            return write_description(session.project, session.who, home, datetime.date.today())

        self._desk.write(action, lambda _change: start_estimate(self._desk, [home]))

    def _keep(self) -> None:
        if self._view is not None and self._form is not None:
            self._typed.keep_editors(
                int(self._view.record["id"]), self._view.address, self._form.editors, self._question
            )

    def _give(self, code: str, value: float | str | None) -> None:
        view = self._view
        if view is None:
            return
        home = int(view.record["id"])
        answer = Answer(code, value, str(self.origin.currentData()), datetime.date.today())

        def action(session: Session) -> Change:
            from rehab_app.services.surveying import save_answers

            return save_answers(session.project, session.who, home, [answer])

        self._desk.write(action)
