"""What stands in the columns of the comparison of bundles: one heading, and one cell an option."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.format import day, euros, figure, span
from rehab_app.core.i18n import _, from_french, mark
from rehab_app.domain.financing import DONE_BY, PAID, STATES, WAYS, AidLine, Option, Range, State, WorkLine
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.parts.words import words
from rehab_app.ui.seance.ladder import LabelLadder
from rehab_app.ui.theme import SPACE_S, SPACE_XS, TABLE_PT, Theme

_STEP_PX = 15
Cell = Callable[[Option, Theme], QWidget]


def _stack(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_XS)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box


def _lines(texts: Sequence[str], role: str = "body") -> QWidget:
    return _stack(*(words(text, role, wrap=True) for text in texts or ("–",)))


def range_words(found: Range) -> str:
    """A range of euros, no more exact than it is known."""
    return cost_span(found.low, found.high)


def _label(option: Option, theme: Theme) -> QWidget:
    if option.refusal:
        return _lines([_("The estimate was refused: {reason}").format(reason=option.refusal)], "error")
    ladder = LabelLadder(theme, _STEP_PX, TABLE_PT)
    ladder.show_labels(option.label_before, option.label_after)
    emissions = _("emissions {before} → {after}").format(before=option.emissions_before, after=option.emissions_after)
    return _stack(ladder, words(emissions, "small", wrap=True))


def _works(option: Option, theme: Theme) -> QWidget:
    return _stack(*(_work(work) for work in option.works)) if option.works else _lines([_("nothing to do here")])


def _work(work: WorkLine) -> QWidget:
    amount = figure(work.quantity, from_french(work.unit), 1 if work.unit == "m²" else 0)
    small = words(f"{amount} · {range_words(work.cost_eur)}" + (" *" if work.assumption else ""), "small", wrap=True)
    source = _("prices of {year}: {source}").format(year=work.year, source=work.source)
    small.setToolTip("\n".join((source, *work.notes)))
    lines: list[QWidget] = [words(work.label, wrap=True), small]
    if work.done_by != "firm":
        told = _("{who}, about {hours}").format(who=_(DONE_BY[work.done_by]), hours=figure(work.hours_own, "h"))
        lines.append(words(told, "confirm", wrap=True))
    return _stack(*lines)


def _energy(option: Option, theme: Theme) -> QWidget:
    final = f"{figure(option.final_kwh_before)} → {figure(option.final_kwh_after, 'kWh')}"
    primary = f"{figure(option.primary_kwh_m2_before)} → {figure(option.primary_kwh_m2_after, 'kWh/m²')}"
    return _stack(words(final), words(_("primary: {energy}").format(energy=primary), "small", wrap=True))


def _cost(option: Option, theme: Theme) -> QWidget:
    parts: list[QWidget] = [words(range_words(option.cost_eur))]
    if option.assistance_bill_eur:
        bill = _("and the adviser’s bill, {sum}").format(sum=euros(option.assistance_bill_eur))
        parts.append(words(bill, "small", wrap=True))
    return _stack(*parts)


def _payers(option: Option, theme: Theme) -> QWidget:
    pair = _("{payer}: {amount}")
    texts = [pair.format(payer=payer, amount=euros(amount)) for payer, amount in option.aids_by_payer().items()]
    way = words(_(WAYS[option.way]), "small", wrap=True)
    return _stack(words(euros(option.aids_eur)), *(words(text, "small", wrap=True) for text in texts), way)


def aid_cell(option: Option, counted: bool) -> QWidget:
    """Each aid with its reason and the date of its rules; those that are not counted apart."""
    aids = [aid for aid in option.aids if aid.counted == counted]
    return _stack(*(_aid(aid) for aid in aids)) if aids else _lines([])


def _aid(aid: AidLine) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(words(aid.label, wrap=True))
    amount = QHBoxLayout()
    amount.setSpacing(SPACE_S)
    amount.addWidget(words(euros(aid.amount_eur)))
    if aid.to_confirm:
        amount.addWidget(words(_("to be confirmed"), "confirm"), 0, Qt.AlignmentFlag.AlignVCenter)
    amount.addStretch(1)
    column.addLayout(amount)
    state = "" if aid.state is State.REFUSED else _(STATES[aid.state])  # its reason says that it is refused
    told = [_(PAID[aid.paid]) if aid.counted else state, aid.reason]
    reason = words(" · ".join(text for text in told if text), "small", wrap=True)
    reason.setToolTip(_("rules of {date}: {source}").format(date=day(aid.rules_on), source=aid.source or "–"))
    column.addWidget(reason)
    return box


def _left(option: Option, theme: Theme) -> QWidget:
    fronted = _("to be fronted: {sum}").format(sum=euros(option.fronted_eur))
    return _stack(
        words(cost_span(option.left_to_pay_eur.typical, option.left_to_pay_eur.typical), "title"),
        words(range_words(option.left_to_pay_eur)),
        words(fronted, "small", wrap=True),
    )


def _month(option: Option, theme: Theme) -> QWidget:
    before, after = option.month_before_eur, option.month_after_eur
    texts = [words(f"{range_words(before)} → {range_words(after)}", wrap=True)]
    if option.payment_month_eur:
        loan = _("of which {sum} for the loan").format(sum=euros(option.payment_month_eur))
        texts.append(words(loan, "small", wrap=True))
    return _stack(*texts)


def _comfort(option: Option, theme: Theme) -> QWidget:
    return _lines(option.comfort)


def _weeks(option: Option, theme: Theme) -> QWidget:
    return words(span(option.weeks.low, option.weeks.high, _("weeks"), 1))


def _watch(option: Option, theme: Theme) -> QWidget:
    return _lines([*option.issues, *option.warnings])


ROWS: tuple[tuple[str, Cell], ...] = (
    (mark("Label"), _label),
    (mark("Left to pay"), _left),
    (mark("Month, before and after"), _month),
    (mark("Works with tax"), _cost),
    (mark("Aids by payer"), _payers),
    (mark("Energy"), _energy),
    (mark("Works"), _works),
    (mark("Comfort"), _comfort),
    (mark("On site"), _weeks),
    (mark("To watch"), _watch),
    (mark("Each aid"), lambda option, theme: aid_cell(option, True)),
    (mark("Aids not counted"), lambda option, theme: aid_cell(option, False)),
)
