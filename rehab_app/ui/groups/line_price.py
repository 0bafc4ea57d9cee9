"""A firm's price for the line chosen: for this home, or for each member of the group."""

import datetime
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.records import QUOTE
from rehab_app.domain.change import Change
from rehab_app.services.editing import parsed
from rehab_app.services.group_lines import WorkLine
from rehab_app.services.session import Session
from rehab_app.ui.groups.costs_tab import Write
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.one_line import lay_in_line
from rehab_app.ui.parts.words import words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_S

_PRICE_PX = 100


class LinePrice(QWidget):
    """Records a quote dated today; `write` does it and tells what it changes."""

    def __init__(self, write: Write) -> None:
        super().__init__()
        self._write = write
        self._line: WorkLine | None = None
        self._home = self._group = -1
        self.firm = Choice(_("Firm that asks the price"), letters=14, list_px=320)
        self.price = QLineEdit()
        self.price.setPlaceholderText(_("€ a unit"))
        self.price.setAccessibleName(_("Unit price before tax, €"))
        self.price.setFixedWidth(_PRICE_PX)
        self.for_all = QCheckBox(_("for each member"))
        name = _("Record this price of a firm for the line chosen, dated today")
        self.record = push_button(_("Record the quote"), name)
        self.error = words("", "error", wrap=True)
        self.error.hide()
        asked = words(_("Price of a firm:"), "second")
        lay_in_line(self, (asked, self.firm, self.price, self.for_all, self.record), self.firm, self.error, SPACE_S)
        self.record.clicked.connect(self.submit)
        self.price.returnPressed.connect(self.submit)

    def offer(self, firms: Mapping[int, str]) -> None:
        """Firms that may ask a price."""
        chosen = self.firm.currentData()
        self.firm.clear()
        for number, name in firms.items():
            self.firm.addItem(name, number)
        self.firm.choose(chosen)

    def show_line(self, line: WorkLine | None, home_id: int, group_id: int) -> None:
        """The line that a price will be for, None when none is chosen."""
        other = (line.work if line else "", home_id) != (self._line.work if self._line else "", self._home)
        self._line, self._home, self._group = line, home_id, group_id
        for widget in (self.firm, self.price, self.for_all, self.record):
            widget.setEnabled(line is not None and self.firm.count() > 0)
        if other:
            self.price.clear()
            self._blame("")

    def submit(self) -> None:
        """Keep the price typed, or say what is wrong."""
        if self._line is None:
            return
        try:
            price = parsed(QUOTE.field("unit_price_eur_ht"), self.price.text())
        except RehabError as error:
            self._blame(error.told)
            return
        whose: dict[str, Any] = {"group_id": self._group} if self.for_all.isChecked() else {"dwelling_id": self._home}
        quote = {
            **whose,
            "firm_id": self.firm.currentData(),
            "work": self._line.work,
            "unit_price_eur_ht": price,
            "quoted_on": datetime.date.today(),
        }

        def action(session: Session) -> Change:
            from rehab_app.services.pricing import record_quote

            return record_quote(session.project, session.who, quote)[1]

        self._write(action, self._recorded, lambda error: self._blame(explain(error)))

    def _recorded(self, _change: Change) -> None:
        self.price.clear()
        self._blame("")

    def _blame(self, problem: str) -> None:
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
