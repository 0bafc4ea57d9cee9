"""A few fields to type a bill: energy, days, quantity, cost; what is wrong is said under it."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.billing import Bill
from rehab_app.domain.catalogue.survey_records import BILL
from rehab_app.domain.codes import BILL_ENERGIES, BILL_UNITS, ORIGINS
from rehab_app.services.editing import parsed
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_S

# Units that an energy is usually billed in, the first being proposed.
UNITS = {
    "gas": ("kwh_gross", "kwh"),
    "electricity": ("kwh",),
    "oil": ("l", "kwh"),
    "lpg": ("kg", "kwh"),
    "logs": ("stere",),
    "pellets": ("kg", "t"),
    "coal": ("kg", "t"),
    "network": ("kwh",),
}
_TYPED = ("starts_on", "ends_on", "quantity", "cost_eur")
_ROWS = (("energy", "starts_on", "ends_on", "origin"), ("unit", "quantity", "cost_eur"))
_WIDTHS_PX = {
    "energy": 190,
    "starts_on": 110,
    "ends_on": 110,
    "origin": 170,
    "unit": 190,
    "quantity": 110,
    "cost_eur": 110,
}


class BillForm(QWidget):
    """Hands over a whole bill; `clear` empties it for the next one, the energy and the last day kept."""

    def __init__(self, add: Callable[[Bill], None], told: Callable[[], None] = lambda: None) -> None:
        """`told` is called whenever what is typed changes (`typed`)."""
        super().__init__()
        self._told = told
        self._hand_over = add
        self.energy = Choice(_("Energy"))
        for code, text in BILL_ENERGIES.items():
            self.energy.addItem(_titled(_(text)), code)
        self.unit = Choice(_("Unit"), list_px=320)
        self.origin = Choice(_("Where the value comes from"))
        for code, text in ORIGINS.items():
            self.origin.addItem(_titled(_(text)), code)
        self.origin.choose("said")
        self.lines = {name: self._line(name) for name in _TYPED}
        self.add = QPushButton(_("Add"))
        self.add.setAccessibleName(_("Add the bill"))
        self.error = words("", "error", wrap=True)
        self._lay_out()
        self.energy.activated.connect(lambda _at: self._offer_units())
        self.add.clicked.connect(self._finish)
        self._offer_units()

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(_(BILL.field(name).label))
        if name.endswith("_on"):
            line.setPlaceholderText(_("12/03/2026"))
        else:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.returnPressed.connect(self._finish)
        line.textEdited.connect(lambda _text: self._told())
        return line

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_S)
        grid.setVerticalSpacing(2)
        boxes = {"energy": self.energy, "unit": self.unit, "origin": self.origin, **self.lines}
        headings = {
            "energy": _("Energy"),
            "starts_on": _("From"),
            "ends_on": _("To"),
            "quantity": _("Quantity"),
            "unit": _("Unit"),
            "cost_eur": _("Cost, €"),
            "origin": _("Origin"),
        }
        for row, names in enumerate(_ROWS):
            for at, name in enumerate(names):
                grid.addWidget(words(headings[name], "small"), 2 * row, at)
                boxes[name].setFixedWidth(_WIDTHS_PX[name])
                grid.addWidget(boxes[name], 2 * row + 1, at)
        wide = len(_ROWS[0])
        grid.addWidget(self.add, 3, wide - 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.error, 4, 0, 1, wide + 1)
        grid.setColumnStretch(wide, 1)
        order = [boxes[name] for name in _WIDTHS_PX]
        for first, then in zip([*order, self.add][:-1], [*order, self.add][1:], strict=True):
            QWidget.setTabOrder(first, then)

    def _offer_units(self) -> None:
        self.unit.clear()
        for code in UNITS[str(self.energy.currentData())]:
            self.unit.addItem(_(BILL_UNITS[code]), code)

    @property
    def typed(self) -> dict[str, str]:
        """What is typed of a bill that is not added yet, with its energy."""
        texts = {name: line.text() for name, line in self.lines.items() if line.text().strip() and line.isModified()}
        return {**texts, "energy": str(self.energy.currentData())} if texts else {}

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Show again what was typed before and not added; nothing typed empties the form."""
        if texts:
            self.energy.choose(texts.get("energy"))
            self._offer_units()
        for name, line in self.lines.items():
            line.setText(texts.get(name, ""))
            line.setModified(name in texts)
        self.blame("")

    def clear(self) -> None:
        """Empty the form for the bill that follows: it starts the day the last one ended."""
        self.lines["starts_on"].setText(self.lines["ends_on"].text())
        for name in ("ends_on", "quantity", "cost_eur"):
            self.lines[name].clear()
        self.blame("")
        self.lines["ends_on"].setFocus()

    def blame(self, problem: str, name: str = "") -> None:
        """Say what is wrong, and mark the field."""
        self.error.setText(problem)
        for field, line in self.lines.items():
            set_role(line, "true" if field == name else "false", "wrong")

    def _finish(self) -> None:
        values: dict[str, Any] = {}
        for name, line in self.lines.items():
            field = BILL.field(name)
            try:
                values[name] = parsed(field, line.text())
            except RehabError as error:
                self.blame(f"{_(field.label)}: {error.told}", name)
                return
            if values[name] is None and name != "cost_eur":
                self.blame(_("{field} is missing.").format(field=_(field.label)), name)
                return
        self.blame("")
        self._hand_over(
            Bill(
                energy=str(self.energy.currentData()),
                unit=str(self.unit.currentData()),
                origin=str(self.origin.currentData()),
                **values,
            )
        )


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]
