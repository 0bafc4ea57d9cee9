"""Fourth step: what I keep from today — the choice in a few words, the agreement, the paper."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QPushButton, QVBoxLayout, QWidget

from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.seance.ladder import LabelLadder
from rehab_app.ui.seance.results import Figure, about, between, left_words
from rehab_app.ui.seance.sheet import Sizes
from rehab_app.ui.theme import Theme

if TYPE_CHECKING:
    from rehab_app.services.seance import Answer, Seance


class KeepStep(QWidget):
    """The page of the fourth step.

    Signals:
        kept: the household keeps the choice and wants its paper.
        paper_wanted: the paper that was printed is to be shown.
    """

    kept = Signal()
    paper_wanted = Signal()

    def __init__(self, seance: "Seance", theme: Theme, sizes: Sizes, narrow: bool) -> None:
        super().__init__()
        self.setObjectName("step")
        self._some = False
        self.ladder = LabelLadder(theme, sizes.px(40), 18 * sizes.scale)
        self.left, self.month = Figure(_("Left to pay")), Figure(_("Each month, after"))
        self._heading = words("", "title", wrap=True)
        self._works = words("", "large", wrap=True)
        self.consent = QCheckBox(_("I agree"))
        self.consent.setChecked(seance.facts.consent_on is not None)
        self._asked = words("", "body", wrap=True)
        self.show_seance(seance)
        self.keep = QPushButton(_("Keep, and print my paper"))
        self.keep.setProperty("role", "next")
        self.paper = QPushButton(_("Open my paper"))
        self.paper.setProperty("role", "back")
        self.paper.hide()
        self.told = words("", "large", wrap=True)
        self._lay_out(sizes, narrow)
        self.consent.toggled.connect(lambda _on: self._allow())
        self.keep.clicked.connect(self.kept)
        self.paper.clicked.connect(self.paper_wanted)
        self._allow()

    def _lay_out(self, sizes: Sizes, narrow: bool) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        box = QBoxLayout(down if narrow else across, self)
        edge = sizes.gap(32)
        box.setContentsMargins(edge, sizes.gap(24), edge, sizes.gap(24))
        box.setSpacing(sizes.gap(48))
        texts, side = QVBoxLayout(), QVBoxLayout()
        texts.setSpacing(sizes.gap(12))
        texts.addWidget(self._heading)
        texts.addWidget(self._works)
        texts.addSpacing(sizes.gap(16))
        texts.addWidget(self._asked)
        texts.addWidget(self.consent)
        buttons = QBoxLayout(down if narrow else across)
        buttons.setSpacing(sizes.gap(12))
        buttons.addWidget(self.keep)
        buttons.addWidget(self.paper)
        buttons.addStretch(1)
        texts.addLayout(buttons)
        texts.addWidget(self.told)
        texts.addStretch(1)
        side.setSpacing(sizes.gap(16))
        for widget in (self.ladder, self.left, self.month):
            side.addWidget(widget)
        side.addStretch(1)
        box.addLayout(texts, 3)
        box.addLayout(side, 2)

    def show_seance(self, seance: "Seance") -> None:
        """Say what the agreement is about."""
        self._asked.setText(_consent_words(seance))
        self.consent.setAccessibleName(f"{self.consent.text()}. {self._asked.text()}")

    def show_answer(self, answer: "Answer") -> None:
        """What would be kept."""
        self._some = bool(answer.works)
        self._heading.setText(_("This is what I keep") if self._some else _("Nothing is chosen yet"))
        self._works.setText("\n".join(f"· {work}" for work in answer.works))
        self._works.setVisible(self._some)
        self.ladder.show_labels(answer.label_before, answer.label_after if self._some else "")
        self.left.show_figure(about(answer.left_eur.typical), left_words(answer))
        self.month.show_figure(about(answer.month_after_eur.typical), between(answer.month_after_eur))
        self._allow()

    def show_working(self, text: str) -> None:
        """Say what is under way; nothing can be kept twice meanwhile."""
        self.keep.setEnabled(False)
        self._say(text, "large")

    def show_done(self, text: str) -> None:
        """Say that it is kept and printed."""
        self.paper.show()
        self._allow()
        self._say(text, "good")

    def show_error(self, text: str) -> None:
        self._allow()
        self._say(text, "error")

    def _say(self, text: str, role: str) -> None:
        self.told.setText(text)
        self.told.setAccessibleName(text)
        set_role(self.told, role)

    def _allow(self) -> None:
        self.keep.setEnabled(self._some and self.consent.isChecked())
        if not self._some:
            self._say(_("Go back to the second step to choose."), "large")
        elif not self.consent.isChecked():
            self._say(_("Without your agreement nothing is kept."), "large")
        else:
            self._say("", "large")


def _consent_words(seance: "Seance") -> str:
    told = [_("The town hall may keep this choice and prepare the works with me.")]
    kept = seance.income.kept if seance.income_counts else {}
    if kept.get("income_eur") is not None:
        told.append(_("It also keeps, under lock, how many we are and the income I gave."))
    elif kept.get("income_class"):
        told.append(_("It also keeps, under lock, how many we are and the income class I chose."))
    elif kept:
        told.append(_("It also keeps how many we are."))
    if seance.facts.consent_on is not None:
        told.append(_("Agreed on {date}.").format(date=day(seance.facts.consent_on)))
    return " ".join(told)
