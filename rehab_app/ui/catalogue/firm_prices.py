"""What a firm asks for each work, and a line to record another of its prices; each is a quote, kept at once."""

import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.records import QUOTE
from rehab_app.domain.change import Change
from rehab_app.services.editing import parsed
from rehab_app.services.firm_facts import FirmFacts
from rehab_app.services.group_lines import work_name, work_names
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_S

_PRICE_PX, _TABLE_PX = 120, 132


class FirmPrices(QWidget):
    """Follows one firm.

    Signals:
        touched: somebody typed a price, chose its work or recorded it.
    """

    touched = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._firm_id = -1
        columns = (GridColumn(_("Work")), GridColumn(_("Asked before tax, €"), 140, "figure"))
        self.table = Grid(desk.theme, _("Prices of the firm"), columns)
        self.table.setFixedHeight(_TABLE_PX)
        self.work = Choice(_("Work priced"), letters=20, list_px=420)
        for code, name in work_names().items():
            self.work.addItem(name, code)
        self.price = QLineEdit()
        self.price.setPlaceholderText(_("€ a unit"))
        self.price.setAccessibleName(_("Unit price before tax, €"))
        self.price.setFixedWidth(_PRICE_PX)
        self.add = push_button(_("Record"), _("Record this price of the firm, dated today"))
        self.error = words("", "error", wrap=True)
        self.error.hide()
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        line.addWidget(self.work, 1)
        line.addWidget(self.price)
        line.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(words(_("Its prices, from its quotes"), "second"))
        column.addWidget(self.table)
        column.addLayout(line)
        column.addWidget(self.error)
        self.add.clicked.connect(self.record)
        self.price.returnPressed.connect(self.record)
        self.price.textEdited.connect(self.touched)
        self.work.activated.connect(self.touched)

    @property
    def kept(self) -> Any:
        """What a draft keeps of it: the price typed and its work; nothing while there is no price."""
        return {"work": self.work.currentData(), "price": self.price.text()} if self.price.text().strip() else {}

    def take_up(self, kept: Any) -> None:
        """Show what a draft kept."""
        if kept:
            self.work.choose(kept["work"])
            self.price.setText(kept["price"])

    def show_firm(self, firm_id: int, facts: FirmFacts | None) -> None:
        """Show a firm; `facts` None while they are not read, `firm_id` -1 for one that is not saved yet."""
        if firm_id != self._firm_id:
            self.price.clear()
            self._blame("")
        self._firm_id = firm_id
        known = facts.price_eur_ht if facts is not None else {}
        self.table.show_rows([(work_name(work), figure(price, decimals=2)) for work, price in known.items()])
        self.add.setEnabled(firm_id >= 0)

    def record(self) -> None:
        """Keep the price typed, or say what is wrong."""
        try:
            price = parsed(QUOTE.field("unit_price_eur_ht"), self.price.text())
        except RehabError as error:
            self._blame(error.told)
            return
        quote: dict[str, Any] = {
            "firm_id": self._firm_id,
            "work": self.work.currentData(),
            "unit_price_eur_ht": price,
            "quoted_on": datetime.date.today(),
        }

        def write(session: Session) -> Change:
            from rehab_app.services.pricing import record_quote

            return record_quote(session.project, session.who, quote)[1]

        self._desk.write(write, self._recorded, lambda error: self._blame(explain(error)))

    def _recorded(self, _change: Change) -> None:
        self.price.clear()
        self._blame("")
        self.touched.emit()

    def _blame(self, problem: str) -> None:
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
