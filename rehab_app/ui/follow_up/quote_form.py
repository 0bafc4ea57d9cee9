"""A quote entered by hand: firm, work, unit price, dates; for one home or for the whole neighbourhood."""

import datetime
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.format import short_day
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.records import QUOTE
from rehab_app.services.editing import parsed
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.words import card, set_role, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

_TYPED = ("unit_price_eur_ht", "quantity", "quoted_on", "valid_until")


class QuoteForm(QWidget):
    """Nothing is written before Save.

    Signals:
        closed: the form is not wanted any more.
    """

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.lines = {
            "firm_id": FormLine(_("Firm"), Choice(_("Firm"))),
            "work": FormLine(_("Work"), Choice(_("Work"), list_px=420)),
            "dwelling_id": FormLine(_("For"), Choice(_("For"), list_px=320)),
            "unit_price_eur_ht": FormLine(_("Unit price before tax, €")),
            "quantity": FormLine(_("Quantity"), example=_("that of the works chosen")),
            "quoted_on": FormLine(_("Date of the quote")),
            "valid_until": FormLine(_("Valid until")),
        }
        self.save, self.cancel = QPushButton(_("Save the quote")), QPushButton(_("Cancel"))
        set_role(self.save, "primary")
        for button in (self.save, self.cancel):
            button.setAccessibleName(button.text())
        self._lay_out()
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        sheet = card()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        inside.setSpacing(SPACE_S)
        inside.addWidget(words(_("Record a quote"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        for at, line in enumerate(self.lines.values()):
            grid.addWidget(line, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        inside.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)

    def start(self, firms: Mapping[int, str], works: Mapping[str, str], homes: Mapping[int, str]) -> None:
        """An empty form with these choices, dated today."""
        for name, choices in (("firm_id", firms), ("work", works)):
            self._offer(name, choices)
        self._offer("dwelling_id", {0: _("any home of the neighbourhood"), **homes})
        for name in _TYPED:
            self.lines[name].write("")
        self.lines["quoted_on"].write(short_day(datetime.date.today()))
        self.lines["firm_id"].blame("" if firms else _("Enter a firm in the catalogue first."))
        self.lines["unit_price_eur_ht"].entry.setFocus()

    def _offer(self, name: str, choices: Mapping[Any, str]) -> None:
        box = self.lines[name].entry
        assert isinstance(box, Choice)
        box.clear()
        for value, text in choices.items():
            box.addItem(text, value)

    def submit(self) -> None:
        """Write the quote, or say beside each field what is wrong."""
        values, problems = self._values()
        for name, line in self.lines.items():
            line.blame(problems.get(name, ""))
        if problems:
            return

        def write(session: Session) -> Any:
            from rehab_app.services.pricing import record_quote

            return record_quote(session.project, session.who, values)[1]

        self._desk.write(write, lambda _change: self.closed.emit(), self._failed)

    def _failed(self, error: Exception) -> None:
        where = error.where if isinstance(error, RehabError) and error.where in self.lines else "unit_price_eur_ht"
        self.lines[where].blame(explain(error))

    def _values(self) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for name in _TYPED:
            try:
                values[name] = parsed(QUOTE.field(name), self.lines[name].text)
            except RehabError as error:
                problems[name] = f"{error.problem} {error.remedy}".strip()
        for name in ("firm_id", "work", "dwelling_id"):
            box = self.lines[name].entry
            assert isinstance(box, Choice)
            values[name] = box.currentData() or None
        if not values["firm_id"]:
            problems["firm_id"] = _("Enter a firm in the catalogue first.")
        if "unit_price_eur_ht" not in problems and not (values["unit_price_eur_ht"] or 0) > 0:
            problems["unit_price_eur_ht"] = _("A price is above zero.")
        if "quoted_on" not in problems and values["quoted_on"] is None:
            problems["quoted_on"] = _("The date is needed: prices are followed in time.")
        return values, problems
