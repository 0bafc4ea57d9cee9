"""The bills of the home shown, beside what the label counts; a bill is added in one line."""

import datetime
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rehab_app.core.format import euros, figure, short_day, span
from rehab_app.core.i18n import _, mark
from rehab_app.core.progress import Progress
from rehab_app.domain.billing import Bill, BillView
from rehab_app.domain.change import Change
from rehab_app.domain.codes import BILL_ENERGIES, BILL_UNITS, ORIGINS
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.home_bills_form import BillForm
from rehab_app.ui.home.typed import Typed
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.key_figure import KeyFigure
from rehab_app.ui.parts.words import card, set_role, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import ORIGIN_MARKS, SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_BASES = {
    "bills": mark("from the bills: how this household lives"),
    "income": mark("from the label and the income, until bills are brought"),
    "label": mark("from the label, until bills are brought"),
}


class BillsTab(QWidget):
    """Follows the home shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self._bills: Sequence[Bill] = ()
        self._asked = 0
        self.label = KeyFigure(_("counted by the label, a year"))
        self.metered = KeyFigure(_("bought, in a usual year"))
        self.expected = KeyFigure(_("bill to expect, a year"))
        self._told = words("", "small", wrap=True)
        columns = (
            GridColumn(_("Energy")),
            GridColumn(_("From"), 92),
            GridColumn(_("To"), 92),
            GridColumn(_("Quantity"), 150, "figure"),
            GridColumn(_("Cost with tax"), 110, "figure"),
            GridColumn(_("Origin"), 150),
        )
        self.table = Grid(desk.theme, _("Bills of the home"), columns)
        self.drop = QPushButton(_("Remove the bill"))
        self.drop.setEnabled(False)
        self._typed = Typed(desk, "bills", _("Bill"))
        self.form = BillForm(self._add, self._keep)
        self._lay_out()
        self.table.itemSelectionChanged.connect(lambda: self.drop.setEnabled(self._chosen() is not None))
        self.drop.clicked.connect(self._drop)

    def _lay_out(self) -> None:
        sheet = card()
        figures = QHBoxLayout()
        figures.setSpacing(SPACE_XL)
        for one in (self.label, self.metered, self.expected):
            figures.addWidget(one)
        figures.addStretch(1)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        inner.setSpacing(SPACE_S)
        inner.addLayout(figures)
        inner.addWidget(self._told)
        row = QHBoxLayout()
        row.addWidget(words(_("A bill to add"), "title"))
        row.addStretch(1)
        row.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(sheet)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.form)

    def show_home(self, view: DwellingView) -> None:
        """Show the bills of a home and what they say beside its label."""
        session = self._desk.session
        if session is None:
            return
        if self._view is None or self._view.record["id"] != view.record["id"]:
            self.form.take_up(self._typed.left(int(view.record["id"])))
        self._view = view
        self._asked += 1
        asked, home = self._asked, int(view.record["id"])

        def read(progress: Progress) -> list[Bill]:
            # What counts the bills is heavy; a window that only looks never loads it.
            from rehab_app.services.bills import bills_of

            return bills_of(session.project, home)

        def reckon(progress: Progress) -> BillView:
            from rehab_app.services.bills import bill_view

            return bill_view(session.project, home, datetime.date.today())

        def listed(found: list[Bill]) -> None:
            if asked == self._asked:
                self._show_bills(found)

        def reckoned(found: BillView) -> None:
            if asked == self._asked:
                self._show_figures(found)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._show_problem(explain(error))

        self._desk.tasks.read(self, read, listed)
        self._desk.tasks.read(self, reckon, reckoned, failed)

    def _show_bills(self, found: Sequence[Bill]) -> None:
        self._bills = found
        self.table.show_rows([_cells(bill) for bill in found])
        self.drop.setEnabled(self._chosen() is not None)

    def _show_figures(self, found: BillView) -> None:
        self.label.show_figure(figure(sum(found.conventional_kwh.values()), "kWh"), detail=_by_energy(found))
        if found.metered:
            low, high = sum(use.low_kwh for use in found.metered), sum(use.high_kwh for use in found.metered)
            usual = sum(use.usual_kwh for use in found.metered)
            self.metered.show_figure(figure(usual, "kWh"), detail=span(low, high, "kWh"))
        else:
            self.metered.show_figure("–")
        self.expected.show_figure(
            span(_round(found.low_eur), _round(found.high_eur), "€"), detail=_(_BASES[found.basis])
        )
        told = [_("Bill to expect: {basis}.").format(basis=_(_BASES[found.basis]))]
        if found.use_factor is not None:
            factor = figure(found.use_factor, "", 2)
            told.append(_("This home uses {factor} times what the label counts.").format(factor=factor))
        short = _("The bills of {energy} do not make a year yet.")
        told.extend(short.format(energy=_(BILL_ENERGIES[code])) for code in found.short)
        if any(not use.corrected for use in found.metered):
            told.append(_("The weather is not taken out: no degree days are entered for these months."))
        self._told.setText(" ".join(told))
        set_role(self._told, "small")

    def _show_problem(self, text: str) -> None:
        for one in (self.label, self.metered, self.expected):
            one.show_figure("–")
        self._told.setText(text)
        set_role(self._told, "error")

    def _chosen(self) -> Bill | None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        return self._bills[rows.pop()] if len(rows) == 1 and max(rows) < len(self._bills) else None

    def _add(self, bill: Bill) -> None:
        view = self._view
        if view is None:
            return
        home = int(view.record["id"])

        def action(session: Session) -> Change:
            from rehab_app.services.bills import add_bills

            return add_bills(session.project, session.who, home, [bill])

        def added(_change: Change) -> None:
            self.form.clear()
            self._typed.keep(home, view.address, {})

        self._desk.write(action, added, lambda error: self.form.blame(explain(error)))

    def _keep(self) -> None:
        if self._view is not None:
            self._typed.keep(int(self._view.record["id"]), self._view.address, self.form.typed)

    def _drop(self) -> None:
        bill = self._chosen()
        if bill is None:
            return

        def action(session: Session) -> Change:
            from rehab_app.services.bills import drop_bill

            return drop_bill(session.project, session.who, bill.bill_id)

        self._desk.write(action)


def _cells(bill: Bill) -> tuple[str, ...]:
    unit = _(BILL_UNITS.get(bill.unit, bill.unit)) if bill.unit != "kwh_gross" else "kWh PCS"
    return (
        _(BILL_ENERGIES.get(bill.energy, bill.energy)),
        short_day(bill.starts_on),
        short_day(bill.ends_on),
        figure(bill.quantity, unit, 0 if bill.quantity == int(bill.quantity) else 1),
        euros(bill.cost_eur, cents=True),
        f"{ORIGIN_MARKS.get(bill.origin, '')} {_(ORIGINS.get(bill.origin, bill.origin))}".strip(),
    )


def _by_energy(found: BillView) -> str:
    pair = _("{payer}: {amount}")
    uses = found.conventional_kwh.items()
    return ", ".join(pair.format(payer=_(BILL_ENERGIES[code]), amount=figure(kwh, "kWh")) for code, kwh in uses)


def _round(value: float) -> float:
    """To ten euros: no more exact than it is known."""
    return round(value, -1)
