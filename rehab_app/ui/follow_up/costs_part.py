"""Estimate against real: quotes and invoices by home, by work, and their unit prices beside the library's."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from rehab_app.core.format import UNKNOWN, figure, span
from rehab_app.core.i18n import _, from_french
from rehab_app.domain.change import Change
from rehab_app.domain.town_dossier import FEWEST_HOMES, AskedPrice, WorkGap
from rehab_app.services.follow_up import FollowUp
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import INVOICE_DRAFT, QUOTE_DRAFT
from rehab_app.ui.follow_up.cost_forms import InvoiceForm, QuoteForm
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.parts.sheets import Sheets, chosen_row, fill, gap_words
from rehab_app.ui.parts.words import words

if TYPE_CHECKING:
    from rehab_app.services.real_costs import CostLine, HomeGap


class CostsPart(Sheets):
    """Shows what was read; forms are opened by the page, which knows firms and homes.

    Signals:
        wanted: a form is asked for; carries its kind of draft.
    """

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Quotes and invoices"))
        self._desk = desk
        self._found = FollowUp()
        self.quote, self.invoice = push_button(_("Record a quote")), push_button(_("Record an invoice"))
        self.forms: dict[str, EntryForm] = {QUOTE_DRAFT: QuoteForm(desk), INVOICE_DRAFT: InvoiceForm(desk)}
        self.nothing = words(
            _("No quote yet. Record the prices that firms ask: they replace the library little by little."),
            "second", wrap=True,
        )  # fmt: skip
        self.by_home = Grid(desk.theme, _("Estimate against real by home"), _home_columns())
        self.lines = Grid(desk.theme, _("Works of the home chosen"), _line_columns())
        self.by_work = Grid(desk.theme, _("Estimate against real by work"), _work_columns())
        self.unit_prices = Grid(desk.theme, _("Unit prices asked"), _price_columns())
        self._titles = {
            "home": words(_("By home: works with a quote or an invoice"), "second", wrap=True),
            "lines": words("", "second", wrap=True),
            "work": words(_("By work: of the homes whose price is known, from three homes on"), "second", wrap=True),
            "price": words(_("Unit prices asked, beside the library"), "second", wrap=True),
        }
        self.open_home = push_button(_("Open the home"))
        self.drop = push_button(_("Remove the last entry"), _("Remove the last quote or invoice of the work chosen"))
        self._lay_out()
        self.quote.clicked.connect(lambda: self.wanted.emit(QUOTE_DRAFT))
        self.invoice.clicked.connect(lambda: self.wanted.emit(INVOICE_DRAFT))
        self.by_home.itemSelectionChanged.connect(self._show_lines)
        self.by_home.cellDoubleClicked.connect(lambda _row, _column: self._open())
        self.lines.itemSelectionChanged.connect(lambda: self.drop.setEnabled(chosen_row(self.lines) >= 0))
        self.open_home.clicked.connect(self._open)
        self.drop.clicked.connect(self._drop)
        self.show_found(self._found)

    def _lay_out(self) -> None:
        self.put_head(_("Estimate against real"), self.quote, self.invoice)
        self.put(*self.forms.values(), self.nothing, self._titles["home"], self.by_home)
        self.put(self._titles["lines"], self.lines)
        self.put_head("", self.drop, self.open_home)
        self.put(self._titles["work"], self.by_work, self._titles["price"], self.unit_prices)
        for form in self.forms.values():
            form.hide()

    def show_found(self, found: FollowUp) -> None:
        """Show what was read."""
        self._found = found
        self.nothing.setVisible(not found.asked and not found.gaps)
        fill(self.by_home, [_home_row(gap) for gap in found.gaps])
        fill(self.by_work, [_work_row(gap) for gap in found.works])
        fill(self.unit_prices, [_price_row(price) for price in found.asked])
        for name, rows in (("home", found.gaps), ("work", found.works), ("price", found.asked)):
            self._titles[name].setVisible(bool(rows))
        if found.gaps and chosen_row(self.by_home) < 0:
            self.by_home.selectRow(0)
        self._show_lines()

    @property
    def chosen(self) -> "HomeGap | None":
        """The home chosen in the table."""
        at = chosen_row(self.by_home)
        return self._found.gaps[at] if 0 <= at < len(self._found.gaps) else None

    def _show_lines(self) -> None:
        gap = self.chosen
        fill(self.lines, [_line_row(line) for line in gap.lines] if gap else [])
        for widget in (self._titles["lines"], self.open_home, self.drop):
            widget.setVisible(gap is not None)
        self.drop.setEnabled(chosen_row(self.lines) >= 0)
        if gap is not None:
            told = _("Works of {address}, euros before tax").format(address=gap.address)
            if gap.extra:
                outside = _("{amount} outside the estimate").format(amount=figure(gap.extra, "€"))
                told = f"{told} · {outside}"
            self._titles["lines"].setText(told)

    def _open(self) -> None:
        if self.chosen is not None:
            self._desk.selection.open(self.chosen.home_id)

    def _drop(self) -> None:
        gap, at = self.chosen, chosen_row(self.lines)
        if gap is None or not 0 <= at < len(gap.lines):
            return
        line = gap.lines[at]

        def write(session: Session) -> Change:
            from rehab_app.services.invoices import drop_last

            return drop_last(session.project, session.who, line.home_id, line.work)

        self._desk.write(write)


def _home_columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Address")),
        GridColumn(_("Works"), 56, "figure"),
        GridColumn(_("Estimated, €"), 122, "figure"),
        GridColumn(_("Known, €"), 76, "figure"),
        GridColumn(_("Invoiced, €"), 84, "figure"),
        GridColumn(_("Gap"), 62, "figure"),
    )


def _line_columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Work")),
        GridColumn(_("Estimated, €"), 122, "figure"),
        GridColumn(_("Quoted, €"), 80, "figure"),
        GridColumn(_("Invoiced, €"), 100, "figure"),
        GridColumn(_("Gap"), 62, "figure"),
    )


def _work_columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Work")),
        GridColumn(_("Homes"), 84, "figure"),
        GridColumn(_("Estimated, €"), 122, "figure"),
        GridColumn(_("Known, €"), 76, "figure"),
        GridColumn(_("Gap"), 62, "figure"),
    )


def _price_columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Work")),
        GridColumn(_("Quotes"), 62, "figure"),
        GridColumn(_("Asked, €"), 82, "figure"),
        GridColumn(_("Library, €"), 110, "figure"),
        GridColumn(_("Gap"), 62, "figure"),
    )


def _home_row(gap: "HomeGap") -> tuple[str, ...]:
    works, known, paid = figure(len(gap.lines)), figure(gap.known), figure(gap.invoiced)
    return (gap.address, works, cost_span(gap.low, gap.high, ""), known, paid, gap_words(gap.gap))


def _line_row(line: "CostLine") -> tuple[str, ...]:
    paid = figure(line.invoiced)
    if line.invoiced is not None and not line.final:
        paid = _("{amount} so far").format(amount=paid)
    gap = float("nan") if line.known is None or not line.typical > 0 else line.known / line.typical - 1
    estimated = cost_span(line.low, line.high, "") if line.typical == line.typical else _("not planned")
    return (line.label, estimated, figure(line.quoted), paid, gap_words(gap))


def _work_row(gap: WorkGap) -> tuple[str, ...]:
    if gap.hidden:
        return (gap.work, _("fewer than {count}").format(count=FEWEST_HOMES), UNKNOWN, UNKNOWN, UNKNOWN)
    return (gap.work, figure(gap.homes), cost_span(gap.low, gap.high, ""), figure(gap.known), gap_words(gap.gap))


def _price_row(price: AskedPrice) -> tuple[str, ...]:
    gap = price.asked_median / price.typical - 1
    asked, library = figure(price.asked_median), span(price.low, price.high)
    return (f"{price.work} ({from_french(price.unit)})", figure(price.quotes), asked, library, gap_words(gap))
