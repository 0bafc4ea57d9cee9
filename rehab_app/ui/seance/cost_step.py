"""Third step: what it costs me — works, aids, what is left; the month before and after; who pays what, when."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.format import day, euros, figure
from rehab_app.core.i18n import _
from rehab_app.domain.financing import PAID, AidLine, Option
from rehab_app.ui.parts.words import rule, words
from rehab_app.ui.seance.bars import StackedBar
from rehab_app.ui.seance.income_box import IncomeBox
from rehab_app.ui.seance.results import Figure, about, between, left_words
from rehab_app.ui.seance.sheet import Sizes
from rehab_app.ui.theme import Theme

if TYPE_CHECKING:
    from rehab_app.services.seance import Answer, Seance


class CostStep(QWidget):
    """The page of the third step: the figures at once, each aid a moment later."""

    def __init__(self, seance: "Seance", theme: Theme, sizes: Sizes, narrow: bool) -> None:
        super().__init__()
        self.setObjectName("step")
        self._theme, self._sizes, self._narrow = theme, sizes, narrow
        self.income = IncomeBox(seance, sizes, narrow)
        self.works, self.aids = Figure(_("Works")), Figure(_("Aids"))
        self.left = Figure(_("Left to pay"))
        self.before, self.after = Figure(_("Each month, today")), Figure(_("Each month, after"))
        self._bar = StackedBar(sizes.px(30))
        self._none = words(_("Nothing is chosen yet: go back one step and choose."), "large", wrap=True)
        self._body = QWidget()
        self._details = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        sizes = self._sizes
        edge = sizes.gap(32)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(edge, sizes.gap(24), edge, sizes.gap(24))
        whole.setSpacing(sizes.gap(16))
        whole.addWidget(self.income)
        whole.addWidget(self._none)
        whole.addWidget(self._body)
        whole.addStretch(1)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap(16))
        sums = (self.left, self.works, self.aids) if self._narrow else (self.works, "−", self.aids, "=", self.left)
        column.addLayout(self._line(*sums))
        column.addWidget(self._bar)
        column.addWidget(rule())
        column.addLayout(self._line(self.before, "→", self.after))
        column.addWidget(rule())
        column.addLayout(self._details)

    def _line(self, *pieces: Figure | str) -> QBoxLayout:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        box = QBoxLayout(down if self._narrow else across)
        box.setSpacing(self._sizes.gap(16))
        for piece in pieces:
            if isinstance(piece, Figure):
                box.addWidget(piece, 1)
            elif not self._narrow:
                box.addWidget(words(piece, "figure"), 0, Qt.AlignmentFlag.AlignTop)
        return box

    def show_answer(self, answer: "Answer") -> None:
        """The figures of a choice; the aids one by one follow with `show_details`."""
        self._none.setVisible(not answer.works)
        self._body.setVisible(bool(answer.works))
        self._clear()
        self.works.show_figure(about(answer.total_eur.typical), between(answer.total_eur))
        self.aids.show_figure(about(answer.aids_eur), "")
        self.left.show_figure(about(answer.left_eur.typical), left_words(answer))
        self._bar.show_parts([(answer.aids_eur, self._theme.accent), (answer.left_eur.typical, self._theme.second)])
        share = _("The aids pay {aids} of {total}.").format(
            aids=about(answer.aids_eur), total=about(answer.total_eur.typical)
        )
        self._bar.setAccessibleName(share)
        self.before.show_figure(about(answer.month_before_eur.typical), between(answer.month_before_eur))
        told = between(answer.month_after_eur)
        if answer.payment_month_eur:
            told = _("{range}, of which {payment} for the loan").format(
                range=told, payment=euros(answer.payment_month_eur)
            )
        self.after.show_figure(about(answer.month_after_eur.typical), told)

    def show_details(self, option: Option) -> None:
        """Each aid with who pays it and when, the loan, what is to be fronted, the date of the rules."""
        self._clear()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._sizes.gap(12))
        counted = [aid for aid in option.aids if aid.counted and aid.amount_eur]
        if counted:
            column.addWidget(words(_("Who helps"), "title"))
            column.addLayout(self._aids(counted))
        for sentence in _sentences(option):
            column.addWidget(words(sentence, "body", wrap=True))
        basis = _("Rules and prices of {date}. {basis}").format(
            date=day(option.rules_on), basis=_sentence(option.bill_basis)
        )
        column.addWidget(words(basis, "note", wrap=True))
        self._details.addWidget(box)

    def _aids(self, aids: list[AidLine]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._sizes.gap(16))
        grid.setVerticalSpacing(self._sizes.gap(10))
        grid.setColumnStretch(0, 1)
        for at, aid in enumerate(aids):
            texts = QVBoxLayout()
            texts.setSpacing(0)
            texts.addWidget(words(aid.label, "body", wrap=True))
            texts.addWidget(words(f"{aid.payer} · {_(PAID[aid.paid])}", "note", wrap=True))
            grid.addLayout(texts, at, 0)
            line = QHBoxLayout()
            line.setSpacing(self._sizes.gap(12))
            line.addStretch(1)
            if aid.to_confirm:
                line.addWidget(words(_("to be confirmed"), "confirm"), 0, Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(words(euros(aid.amount_eur), "choice"))
            grid.addLayout(line, at, 1)
        return grid

    def _clear(self) -> None:
        while (item := self._details.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _sentences(option: Option) -> list[str]:
    told = []
    for loan in option.loans:
        if loan.chosen and loan.monthly_eur:
            sentence = _("{loan}: {payment} a month for {years} years, {reason}.")
            told.append(
                sentence.format(
                    loan=loan.label, payment=euros(loan.monthly_eur), years=figure(loan.years), reason=loan.reason
                )
            )
    if option.fronted_eur > 0:
        told.append(_("To be advanced before the last aids come: {sum}.").format(sum=about(option.fronted_eur)))
    return [*told, *(_sentence(text) for text in option.warnings)]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
