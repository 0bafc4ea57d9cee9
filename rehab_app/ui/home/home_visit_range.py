"""What the answers come to so far: the range of the consumption, the likely labels, what to ask next."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rehab_app.core.format import figure, percent, span
from rehab_app.core.i18n import _
from rehab_app.domain.survey import LABELS, AskNext, RangeEstimate
from rehab_app.domain.survey_questions import ITEMS
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_M, SPACE_S, Theme

_BAR_PX = 26
_LEAST_SHARE = 0.005


class LabelShares(QWidget):
    """A bar of the labels, each as wide as it is likely."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shares: Mapping[str, float] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: Mapping[str, float]) -> None:
        """Probabilities of A to G."""
        self._shares = shares
        told = [f"{letter} {percent(shares[letter])}" for letter in LABELS if shares.get(letter, 0) >= _LEAST_SHARE]
        self.setAccessibleName(_("Likely labels: {labels}").format(labels=", ".join(told)))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _BAR_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setFont(style.font(tokens.TABLE_PT, QFont.Weight.DemiBold))
        left = 0.0
        for letter in LABELS:
            wide = self.width() * self._shares.get(letter, 0.0)
            box = QRectF(left, 0, wide, self.height())
            colour = tokens.ENERGY_LABEL[letter]
            painter.fillRect(box, QColor(colour))
            text = f"{letter} {percent(self._shares.get(letter, 0.0))}"
            for shown in (text, letter):
                if painter.fontMetrics().horizontalAdvance(shown) + SPACE_S <= wide:
                    painter.setPen(QColor(tokens.ink_on(colour)))
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
                    break
            left += wide
        painter.end()


class RangeStrip(QFrame):
    """Follows the estimate.

    Signals:
        asked: a question to ask next was chosen; carries its code.
    """

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        set_role(self, "card")
        self._energy, self._note = words("–", "title"), words("", "small", wrap=True)
        self.shares = LabelShares(theme)
        self._next = QHBoxLayout()
        self._next.setSpacing(SPACE_S)
        self._next_words = words(_("Ask this next:"), "second")
        top = QHBoxLayout()
        top.setSpacing(SPACE_M)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addWidget(self._energy)
        figures.addWidget(self._note)
        top.addLayout(figures, 1)
        top.addWidget(self.shares, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addLayout(top)
        column.addLayout(self._next)

    @property
    def told(self) -> str:
        """The range as written."""
        return self._energy.text()

    def show_waiting(self) -> None:
        self._note.setText(_("Reckoning…"))

    def show_problem(self, text: str) -> None:
        """Say why there is no range."""
        self._energy.setText("–")
        self._note.setText(text)
        self.shares.show_shares({})
        self._show_next(())

    def show_estimate(self, found: RangeEstimate) -> None:
        """Show a range."""
        spread = found.energy_kwh_m2
        self._energy.setText(span(spread.low, spread.high, _("kWh/m² of primary energy")))
        note = _("eight times out of ten; middle {middle}; {draws} random draws of what is unknown")
        self._note.setText(note.format(middle=figure(spread.central), draws=figure(found.draws)))
        self.shares.show_shares(found.label_probabilities)
        self._show_next(found.ask_next)

    def _show_next(self, asked: tuple[AskNext, ...]) -> None:
        while (item := self._next.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._next_words:
                widget.hide()
                widget.deleteLater()
        self._next_words.setVisible(bool(asked))
        self._next.addWidget(self._next_words)
        for one in asked:
            label = _(ITEMS[one.item].label)
            button = QPushButton(_("{item} ({share})").format(item=label, share=percent(one.share)))
            told = _("{item}: explains {share} of the doubt").format(item=label, share=percent(one.share))
            button.setAccessibleName(told)
            button.setToolTip(told)
            button.clicked.connect(lambda _on=False, code=one.question: self.asked.emit(code))
            self._next.addWidget(button)
        self._next.addStretch(1)
