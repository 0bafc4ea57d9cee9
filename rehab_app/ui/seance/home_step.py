"""First step: my home — its label, its energy a month, where its heat goes."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.format import figure, span
from rehab_app.core.i18n import _
from rehab_app.domain.codes import ORIGINS
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.parts.words import words
from rehab_app.ui.seance.bars import loss_bars
from rehab_app.ui.seance.ladder import LabelLadder
from rehab_app.ui.seance.results import Figure
from rehab_app.ui.seance.sheet import Sizes
from rehab_app.ui.theme import Theme

if TYPE_CHECKING:
    from rehab_app.services.seance import Seance
    from rehab_app.services.seance_facts import Facts


def home_step(seance: "Seance", theme: Theme, sizes: Sizes, narrow: bool) -> QWidget:
    """The page of the first step."""
    page = QWidget()
    page.setObjectName("step")
    facts = seance.facts
    down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
    box = QBoxLayout(down if narrow else across, page)
    edge = sizes.gap(32)
    box.setContentsMargins(edge, sizes.gap(24), edge, sizes.gap(24))
    box.setSpacing(sizes.gap(48))
    box.addLayout(_label(facts, theme, sizes), 1)
    box.addLayout(_heat(facts, theme, sizes), 1)
    return page


def _label(facts: "Facts", theme: Theme, sizes: Sizes) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(sizes.gap(8))
    if facts.label:
        heading = _("Your home is in class {letter}").format(letter=facts.label)
    else:
        heading = _("Your home has no label yet")
    column.addWidget(words(heading, "title", wrap=True))
    column.addWidget(words(_energy(facts), "body", wrap=True))
    column.addSpacing(sizes.gap(8))
    ladder = LabelLadder(theme, sizes.px(54), 22 * sizes.scale)
    ladder.show_labels(facts.label)
    column.addWidget(ladder)
    column.addSpacing(sizes.gap(8))
    column.addWidget(words(_known_from(facts), "note", wrap=True))
    column.addStretch(1)
    return column


def _energy(facts: "Facts") -> str:
    if not facts.label:
        return _("It cannot be estimated: {reason}").format(reason=facts.refusal)
    unit = _("kWh of primary energy a year and m²")
    if facts.spread is not None:
        return span(*facts.spread, unit)
    return figure(facts.primary_kwh_m2, unit)


def _known_from(facts: "Facts") -> str:
    told = [figure(facts.area_m2, "m²")]
    if facts.year:
        told.append(_("dates from {year}").format(year=facts.year))
    if facts.origin in ORIGINS:
        told.append(_("described from: {origin}").format(origin=_(ORIGINS[facts.origin])))
    return " · ".join(told)


def _heat(facts: "Facts", theme: Theme, sizes: Sizes) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(sizes.gap(8))
    month = Figure(_("Your energy, each month"))
    source = _("An estimate, not your bills: send them to us and it will be surer. Source: {source}")
    told = (
        source.format(source=facts.bill_basis) if facts.bill_basis else _("From your own bills, appliances included.")
    )
    month.show_figure(cost_span(facts.month_eur.low, facts.month_eur.high), told)
    column.addWidget(month)
    column.addSpacing(sizes.gap(24))
    if facts.losses:
        column.addWidget(words(_("Where the heat goes"), "title", wrap=True))
        column.addSpacing(sizes.gap(8))
        column.addWidget(loss_bars(facts.losses, theme, sizes))
    column.addStretch(1)
    return column
