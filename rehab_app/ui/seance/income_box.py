"""Who we are, for the aids: how many, and the income — typed once and then hidden — or only its class."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.errors import RehabError
from rehab_app.core.format import euros
from rehab_app.core.i18n import _, ngettext
from rehab_app.services.aid_rules import CLASS_WORDS
from rehab_app.ui.parts.flow import Flow
from rehab_app.ui.parts.words import words
from rehab_app.ui.seance.sheet import Sizes

if TYPE_CHECKING:
    from rehab_app.services.seance import Seance
    from rehab_app.services.seance_income import Income

_FIELD_PX, _NUMBER_PX = 220, 44


def not_said(seance: "Seance") -> str:
    """What is to be read wherever aids are counted without all they depend on; "" when they have it."""
    if not seance.tenure_known:
        return _("Occupancy not recorded: aids not counted")
    if seance.income_counts and not seance.income.said:
        return _("Income not given: aids counted at their lowest")
    return ""


class IncomeBox(QFrame):
    """Open, it asks; closed, it says the class and no amount. Open as long as the income is not said.

    Signals:
        said: the household said something of itself; carries the `Income`.
    """

    said = Signal(object)

    def __init__(self, seance: "Seance", sizes: Sizes, narrow: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._seance, self._sizes, self._narrow = seance, sizes, narrow
        self.warning = words("", "unsaid", wrap=True)
        self.told, self.note = words("", "choice", wrap=True), words("", "note", wrap=True)
        self.change = QPushButton(_("Change this"))
        self.change.setAccessibleName(_("Change the people or the income"))
        self.change.clicked.connect(self.ask)
        self.fewer, self.more, self.people = QPushButton("−"), QPushButton("+"), words("", "choice")
        self.amount, self.ready = QLineEdit(), QPushButton(_("Confirm"))
        self.problem = words("", "error", wrap=True)
        self.classes = [QRadioButton() for _name in CLASS_WORDS]
        self._group = QButtonGroup(self)
        self._asking, self._telling = QWidget(), QWidget()
        self._dress()
        self._lay_out()
        self.show_seance(seance)
        self._open(not seance.income.said)

    def show_seance(self, seance: "Seance") -> None:
        """What is said by now."""
        self._seance = seance
        income = seance.income
        self.warning.setText(not_said(seance))
        self.warning.setVisible(bool(self.warning.text()))
        self._show_people(income.people)
        self._show_classes(income)
        self.told.setText(self._told_words())
        self.note.setText(_note_words(income) if seance.income_counts else "")
        self.note.setVisible(bool(self.note.text()))

    def ask(self) -> None:
        """Open the questions; an amount that was typed does not come back."""
        self._open(True)
        self.amount.setFocus()

    def confirm(self) -> None:
        """Take the amount typed, or the class chosen, and hide it."""
        from rehab_app.services.seance_income import typed_amount

        if self.amount.text().strip():
            try:
                amount = typed_amount(self.amount.text())
            except RehabError as error:
                self._complain(error.text)
                return
            self._forget()
            self.said.emit(self._seance.income.with_amount(amount))
        if not self._seance.income.said:
            self._complain(_("Write the income, or choose a class."))
            return
        self._open(False)
        self.change.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._forget()  # an amount that was typed and not confirmed is not left on the screen
        super().hideEvent(event)

    def _open(self, asking: bool) -> None:
        asking = asking and self._seance.income_counts
        self._asking.setVisible(asking)
        self._telling.setVisible(not asking)
        self.change.setVisible(self._seance.income_counts)
        self._complain("")

    def _forget(self) -> None:
        self.amount.setText("")  # this, other than `clear`, leaves nothing to undo
        self._complain("")

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self.problem, QAccessible.Event.Alert))

    def _dress(self) -> None:
        sizes = self._sizes
        for button, name, by in (
            (self.fewer, _("One person less"), -1),
            (self.more, _("One person more"), 1),
        ):
            button.setAccessibleName(name)
            button.setProperty("role", "start")
            button.clicked.connect(self._counter(by))
        self.people.setMinimumWidth(sizes.px(_NUMBER_PX))
        self.people.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.amount.setAccessibleName(_("Reference tax income, in euros"))
        hint = Qt.InputMethodHint
        self.amount.setInputMethodHints(hint.ImhSensitiveData | hint.ImhDigitsOnly | hint.ImhNoPredictiveText)
        self.amount.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.amount.setMaxLength(14)
        self.amount.setFixedWidth(sizes.px(_FIELD_PX))
        self.amount.returnPressed.connect(self.confirm)
        self.ready.setProperty("role", "back")
        self.ready.clicked.connect(self.confirm)
        for at, choice in enumerate(self.classes):
            self._group.addButton(choice)
            choice.toggled.connect(self._chooser(at))

    def _lay_out(self) -> None:
        sizes, narrow = self._sizes, self._narrow
        column = QVBoxLayout(self)
        pad = sizes.gap(16)
        column.setContentsMargins(pad, sizes.gap(12), pad, sizes.gap(12))
        column.setSpacing(sizes.gap(10))
        column.addWidget(self.warning)
        told = self._row(self._telling)
        told.addWidget(self.told, 1)
        told.addWidget(self.change, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self._telling)
        asked = QVBoxLayout(self._asking)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(sizes.gap(10))
        people = [words(_("How many are you?"), "large"), self.fewer, self.people, self.more]
        income = [words(_("Reference tax income (on your tax notice)"), "large", wrap=narrow), self.amount, self.ready]
        for line in (people, income):
            asked.addWidget(self._line(line))
        asked.addWidget(self.problem)
        asked.addWidget(words(_("Or choose, without writing it:"), "body"))
        flow = Flow(sizes.gap(8))
        for button in self.classes:
            flow.addWidget(button)
        asked.addLayout(flow)
        column.addWidget(self._asking)
        column.addWidget(self.note)

    def _line(self, pieces: list[QWidget]) -> QWidget:
        """A question and what answers it, one under the other where there is little room."""
        line = QWidget()
        if not self._narrow:
            row = self._row(line)
            for piece in pieces:
                row.addWidget(piece)
            row.addStretch(1)
            return line
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._sizes.gap(4))
        column.addWidget(pieces[0])
        row = self._row(below := QWidget())
        for piece in pieces[1:]:
            row.addWidget(piece)
        row.addStretch(1)
        column.addWidget(below)
        return line

    def _row(self, widget: QWidget) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._sizes.gap(12))
        return row

    def _show_people(self, people: int | None) -> None:
        self.people.setText("?" if people is None else str(people))
        told = _("Number of people not said") if people is None else _people_words(people)
        self.people.setAccessibleName(told)
        QAccessible.updateAccessibility(QAccessibleEvent(self.people, QAccessible.Event.NameChanged))
        for widget in (self.amount, self.ready, *self.classes):
            widget.setEnabled(people is not None)
        self.fewer.setEnabled(people is not None and people > 1)

    def _show_classes(self, income: "Income") -> None:
        from rehab_app.services.seance_income import ceilings

        highest = [euros(each) for each in ceilings(income, self._seance.basis.on)]
        for at, button in enumerate(self.classes):
            name = _(CLASS_WORDS[at])
            if not highest:
                button.setText(name)
            elif at < len(highest):
                button.setText(_("up to {ceiling}").format(ceiling=highest[at]))
            else:
                button.setText(_("more than {ceiling}").format(ceiling=highest[-1]))
            button.setAccessibleName(_("Income {bounds}, class: {name}").format(bounds=button.text(), name=name))
        with QSignalBlocker(self):
            self._group.setExclusive(False)
            for at, button in enumerate(self.classes):
                button.setChecked(at == income.chosen)
            self._group.setExclusive(True)

    def _told_words(self) -> str:
        from rehab_app.services.seance_income import class_of

        seance = self._seance
        if not seance.tenure_known:
            return _("Who lives here is to be recorded first: your adviser does it in the record of the home.")
        if not seance.income_counts:
            return _("The owner does not live here: the income of those who do changes nothing in these aids.")
        found = class_of(seance.income, seance.basis.on)
        if found is None or seance.income.people is None:
            return ""
        return _("{people}, income class: {name}").format(
            people=_people_words(seance.income.people), name=_(CLASS_WORDS[found])
        )

    def _counter(self, by: int) -> Callable[[], None]:
        def count() -> None:
            income = self._seance.income
            self.said.emit(income.with_people((income.people or 0) + by))

        return count

    def _chooser(self, at: int) -> Callable[[bool], None]:
        def choose(on: bool) -> None:
            if on and at != self._seance.income.chosen:
                self._forget()
                self.said.emit(self._seance.income.with_class(at))

        return choose


def _people_words(people: int) -> str:
    return ngettext("{count} person", "{count} people", people).format(count=people)


def _note_words(income: "Income") -> str:
    """What becomes of what was said."""
    if income.chosen is not None and not income.recorded:
        return _("The class counts today. It is kept only if you agree, at the last step.")
    if income.said and not income.recorded:
        return _("The amount is hidden. It is kept only if you agree, at the last step.")
    return ""
