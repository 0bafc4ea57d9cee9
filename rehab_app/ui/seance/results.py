"""The figures that follow each choice: label, left to pay, energy a month; always with their range."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.financing import Range
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.parts.words import rule, words
from rehab_app.ui.seance.ladder import Chips, LabelLadder
from rehab_app.ui.seance.sheet import Sizes
from rehab_app.ui.theme import Theme

if TYPE_CHECKING:
    from rehab_app.services.seance import Answer

_BESIDE_PX = 12


def about(value: float) -> str:
    """One sum, no more exact than it is known."""
    return cost_span(value, value)


def between(found: Range) -> str:
    """`between 7 100 € and 16 700 €`: the range of a sum, in words, and why there is none."""
    if not math.isfinite(found.typical):
        return _("not known: this home cannot be estimated")
    low, high = about(found.low), about(found.high)
    if low == high:
        return _("about {value}").format(value=low)
    return _("between {low} and {high}").format(low=low, high=high)


def left_words(answer: "Answer") -> str:
    """The range of what is left to pay, and the time of one's own that it takes."""
    if not answer.own_hours:
        return between(answer.left_eur)
    hours = cost_span(answer.own_hours, answer.own_hours, "h")
    return _("{range}, with about {hours} of our own work").format(range=between(answer.left_eur), hours=hours)


class Figure(QWidget):
    """A large figure, what it is above it, its range under it."""

    def __init__(self, caption: str, role: str = "figure", flat: bool = False) -> None:
        super().__init__()
        self._caption, self.value, self.note = words(caption), words("–", role), words("", "note", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if flat:  # what it is stands beside it
            head = QHBoxLayout()
            head.setSpacing(_BESIDE_PX)
            head.addWidget(self._caption, 0, Qt.AlignmentFlag.AlignBottom)
            head.addWidget(self.value, 1)
            column.addLayout(head)
        else:
            column.addWidget(self._caption)
            column.addWidget(self.value)
        column.addWidget(self.note)
        if not flat:
            column.addStretch(1)

    def show_figure(self, value: str, note: str) -> None:
        self.value.setText(value)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.value.setAccessibleName(f"{self._caption.text()}: {value}. {note}")


class Results(QFrame):
    """Follows the choice; in a narrow window it lies under the choices, in one line."""

    def __init__(self, theme: Theme, sizes: Sizes, narrow: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._narrow = narrow
        self.label = (
            Chips(theme, sizes.px(48), 22 * sizes.scale)
            if narrow
            else LabelLadder(theme, sizes.px(34), 15 * sizes.scale)
        )
        role = "choice" if narrow else "figure"
        self.left = Figure(_("Left to pay"), role, narrow)
        self.month = Figure(_("Each month"), role, narrow)
        self.warning = words("", "unsaid", wrap=True)
        whole = QVBoxLayout(self)
        pad = sizes.gap(8 if narrow else 20)
        whole.setContentsMargins(pad, pad, pad, pad)
        whole.setSpacing(sizes.gap(4 if narrow else 12))
        across = QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom
        box = QBoxLayout(across)
        box.setSpacing(sizes.gap(16 if narrow else 10))
        box.addWidget(self.label)
        if not narrow:
            box.addWidget(rule())
        box.addWidget(self.left, int(narrow))
        box.addWidget(self.month, int(narrow))
        whole.addLayout(box)
        whole.addWidget(self.warning)
        if not narrow:
            whole.addStretch(1)

    def warn(self, text: str) -> None:
        """What the figures lack, "" when nothing."""
        self.warning.setText(text)
        self.warning.setVisible(bool(text))

    def show_answer(self, answer: "Answer") -> None:
        """Show the figures of a choice and tell a screen reader that they changed."""
        self.label.show_labels(answer.label_before, answer.label_after if answer.works else "")
        if answer.works:
            self.left.show_figure(about(answer.left_eur.typical), left_words(answer))
        else:
            self.left.show_figure(about(0.0), _("nothing is chosen yet"))
        self.month.show_figure(about(answer.month_after_eur.typical), self._month_words(answer))
        self._tell()

    def _month_words(self, answer: "Answer") -> str:
        if self._narrow or not answer.works or not math.isfinite(answer.month_after_eur.typical):
            return between(answer.month_after_eur)
        today = about(answer.month_before_eur.typical)
        told = (
            _("{range}, energy and loan; today about {today}")
            if answer.payment_month_eur
            else _("{range} of energy; today about {today}")
        )
        return told.format(range=between(answer.month_after_eur), today=today)

    def _tell(self) -> None:
        parts = (self.label.accessibleName(), *(label.accessibleName() for label in self._values()))
        warning = (self.warning.text(),) if self.warning.isVisibleTo(self) else ()
        self.setAccessibleName(". ".join((*parts, *warning)))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _values(self) -> tuple[QLabel, QLabel]:
        return self.left.value, self.month.value
