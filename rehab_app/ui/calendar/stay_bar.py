"""The bar chosen, in words: when, how sure, which firm and why; whether it was promised or has begun."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from rehab_app.core.i18n import _
from rehab_app.services.calendar_conflicts import days_words, lot_name
from rehab_app.services.calendar_view import FirmLine, Stay
from rehab_app.services.firm_reasons import firm_words
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.one_line import lay_in_line
from rehab_app.ui.parts.words import shrinking
from rehab_app.ui.theme import SPACE_L


class StayBar(QWidget):
    """Signals what is asked of the bar chosen.

    Signals:
        firm_wanted: another firm is to have it; carries its id, -1 for none.
        marked: it was promised, or has begun, or not; carries "promised" or "begun", and whether.
    """

    firm_wanted = Signal(int)
    marked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.told = shrinking("", "second")
        self.why = shrinking("", "small")
        self.firm = Choice(_("Firm"), letters=16)
        self.promised, self.begun = QCheckBox(_("Promised")), QCheckBox(_("Begun"))
        lay_in_line(self, (self.told, self.firm, self.promised, self.begun), self.told, self.why, SPACE_L)
        self.firm.activated.connect(lambda _at: self.firm_wanted.emit(self.firm.currentData()))
        self.promised.clicked.connect(lambda on: self.marked.emit("promised", on))
        self.begun.clicked.connect(lambda on: self.marked.emit("begun", on))

    def show_stay(self, stay: Stay | None, firms: Sequence[FirmLine], chance: str) -> None:
        """Show a bar, None when none is chosen; `chance` is how sure its dates are, "" not simulated."""
        for box, on in (
            (self.promised, stay is not None and stay.promised),
            (self.begun, stay is not None and stay.begun),
        ):
            box.setEnabled(stay is not None)
            box.setChecked(on)
        self._offer_firms(stay, firms)
        why = firm_words(stay.reasons) if stay is not None else ""
        self.why.setText(_("{firm}: {why}").format(firm=stay.firm, why=why) if stay is not None and why else "")
        self.why.setToolTip(self.why.text())
        self.why.setVisible(bool(why))
        if stay is None:
            self.told.setText(_("Choose a bar; drag it, or move it with Alt and the arrows."))
            return
        days = days_words(stay.starts_on, stay.ends_on)
        told = _("{lot}, {address}: {days}").format(lot=lot_name(stay.lot), address=stay.address, days=days)
        self.told.setText(f"{told} · {chance}" if chance else told)
        self.told.setToolTip(f"{self.told.text()}\n{stay.task}")

    def _offer_firms(self, stay: Stay | None, firms: Sequence[FirmLine]) -> None:
        """Firms that have the trade, and the one it has."""
        self.firm.clear()
        self.firm.setVisible(stay is not None)
        if stay is None:
            return
        self.firm.addItem(_("no firm yet") if stay.needs_firm else _("the town"), -1)
        for firm in firms:
            if stay.lot in firm.lots or firm.firm_id == stay.firm_id:
                self.firm.addItem(firm.name, firm.firm_id)
        self.firm.choose(stay.firm_id)
        self.firm.setEnabled(self.firm.count() > 1 and not stay.begun)
