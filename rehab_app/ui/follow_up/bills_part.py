"""Bills after works: what was bought before and after in a usual year, beside the label, home by home."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from rehab_app.core.format import figure, short_day, span
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.change import Change
from rehab_app.domain.town_dossier import RealUse
from rehab_app.services.follow_up import FollowUp
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import ACCEPTANCE_DRAFT, DEGREE_DAYS_DRAFT
from rehab_app.ui.follow_up.home_forms import AcceptanceForm, DegreeDaysForm
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.key_figure import KeyFigure
from rehab_app.ui.parts.sheets import Sheets, chosen_row, fill
from rehab_app.ui.parts.words import card, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

if TYPE_CHECKING:
    from rehab_app.services.real_bills import BoughtYear, HomeUse


class BillsPart(Sheets):
    """Three figures side by side, never mixed: the label's saving, what was bought less, what is usually seen.

    Signals:
        wanted: a form is asked for; carries its kind of draft.
    """

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Bills after works"))
        self._desk = desk
        self._found = FollowUp()
        self.accept, self.weather = push_button(_("Accept works")), push_button(_("Degree days"))
        self.forms: dict[str, EntryForm] = {
            ACCEPTANCE_DRAFT: AcceptanceForm(desk),
            DEGREE_DAYS_DRAFT: DegreeDaysForm(desk),
        }
        self.label = KeyFigure(_("saved by the label, a year"))
        self.bought = KeyFigure(_("bought less, in a usual year"))
        self.seen = KeyFigure(_("usually seen on bills"))
        self.told = words("", "small", wrap=True)
        self._sheet = card()
        self.nothing = words(
            _(
                "No works are accepted yet. Record the days of the works of a home, "
                "then its bills on the page Logement: "
                "a year before and a year after are compared here."
            ),
            "second", wrap=True,
        )  # fmt: skip
        self.table = Grid(desk.theme, _("Bills before and after works by home"), _columns())
        self.why = words("", "second", wrap=True)
        self.open_home = push_button(_("Open the home"))
        self._entered = words(_("Degree days entered"), "second")
        self.periods = Grid(desk.theme, _("Degree days entered"), _period_columns())
        self.drop = push_button(_("Remove the period"))
        self._lay_out()
        self.drop.clicked.connect(self._drop)
        self.periods.itemSelectionChanged.connect(lambda: self.drop.setEnabled(chosen_row(self.periods) >= 0))
        self.accept.clicked.connect(lambda: self.wanted.emit(ACCEPTANCE_DRAFT))
        self.weather.clicked.connect(lambda: self.wanted.emit(DEGREE_DAYS_DRAFT))
        self.table.itemSelectionChanged.connect(self._show_why)
        self.table.cellDoubleClicked.connect(lambda _row, _column: self._open())
        self.open_home.clicked.connect(self._open)
        self.show_found(self._found)

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._sheet)
        inside.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        inside.setSpacing(SPACE_S)
        figures = QHBoxLayout()
        figures.setSpacing(SPACE_XL)
        for one in (self.label, self.bought, self.seen):
            figures.addWidget(one)
        figures.addStretch(1)
        inside.addLayout(figures)
        inside.addWidget(self.told)
        self.put_head(_("Bills after works"), self.accept, self.weather)
        self.put(*self.forms.values(), self._sheet, self.nothing, self.table, self.why)
        self.put_head("", self.open_home)
        self.put(self._entered, self.periods)
        self.put_head("", self.drop)
        for form in self.forms.values():
            form.hide()

    def show_found(self, found: FollowUp) -> None:
        """Show what was read."""
        self._found = found
        self.nothing.setVisible(not found.uses)
        self._sheet.setVisible(bool(found.uses))
        fill(self.table, [_row(use) for use in found.uses])
        if found.uses and chosen_row(self.table) < 0:
            self.table.selectRow(0)
        fill(self.periods, [_period(row) for row in found.weather])
        for widget in (self._entered, self.drop):
            widget.setVisible(bool(found.weather))
        self.drop.setEnabled(chosen_row(self.periods) >= 0)
        self._show_sums(found.use, len(found.uses))
        self._show_why()

    def _show_sums(self, use: RealUse | None, accepted: int) -> None:
        if use is None:
            for one in (self.label, self.bought, self.seen):
                one.show_figure("–")
            words_ = ngettext(
                "{count} home accepted. Sums are shown from three homes on whose bills tell before and after.",
                "{count} homes accepted. Sums are shown from three homes on whose bills tell before and after.",
                accepted,
            )
            self.told.setText(words_.format(count=figure(accepted)))
            return
        self.label.show_figure(figure(use.label_before - use.label_after, "kWh"))
        self.bought.show_figure(figure(use.saved, "kWh"))
        self.seen.show_figure(span(use.expected_low, use.expected_high, "kWh"))
        told = [_("{homes} homes of {of} accepted.").format(homes=figure(use.homes), of=figure(use.of)), _how()]
        if use.uncorrected:
            told.append(_("The weather is not taken out of all bills: enter degree days of these months."))
        self.told.setText(" ".join(told))

    @property
    def chosen(self) -> "HomeUse | None":
        """The home chosen in the table."""
        at = chosen_row(self.table)
        return self._found.uses[at] if 0 <= at < len(self._found.uses) else None

    def _show_why(self) -> None:
        use = self.chosen
        self.open_home.setVisible(use is not None)
        self.why.setVisible(use is not None)
        if use is None:
            return
        told = [use.problem] if use.problem else [_expected(use)]
        if use.before and use.after and None not in (use.before.cost_eur, use.after.cost_eur):
            paid = _("Paid: {before} a year before, {after} after.")
            told.append(paid.format(before=figure(use.before.cost_eur, "€"), after=figure(use.after.cost_eur, "€")))
        self.why.setText(_("{address}: {told}").format(address=use.address, told=" ".join(told)))

    def _open(self) -> None:
        if self.chosen is not None:
            self._desk.selection.open(self.chosen.home_id)

    def _drop(self) -> None:
        at = chosen_row(self.periods)
        if not 0 <= at < len(self._found.weather):
            return
        row_id = int(self._found.weather[at]["id"])

        def write(session: Session) -> Change:
            from rehab_app.services.real_bills import drop_weather

            return drop_weather(session.project, session.who, row_id)

        self._desk.write(write)


def _period_columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("From"), 88),
        GridColumn(_("To"), 88),
        GridColumn(_("Degree days"), 98, "figure"),
        GridColumn(_("Normal year"), 108, "figure"),
        GridColumn(_("Source")),
    )


def _period(row: Mapping[str, Any]) -> tuple[str, ...]:
    days, normal = figure(row["degree_days"]), figure(row["normal"])
    return (short_day(row["starts_on"]), short_day(row["ends_on"]), days, normal, str(row["source"]))


def _how() -> str:
    return _(
        "Bought: bills brought to a year of normal weather (heating × normal ÷ real degree days). "
        "Usually seen: part of the label’s saving that renovated homes make on their bills."
    )


def _expected(use: "HomeUse") -> str:
    low, high = use.expected_kwh
    return _("Usually seen for these works: {span} less on the bills.").format(span=span(low, high, "kWh"))


def _columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Address")),
        GridColumn(_("Accepted"), 84),
        GridColumn(_("Label, kWh"), 112, "figure"),
        GridColumn(_("Bought, kWh"), 112, "figure"),
        GridColumn(_("Bought less"), 86, "figure"),
    )


def _row(use: "HomeUse") -> tuple[str, ...]:
    label = f"{figure(use.label_before_kwh)} → {figure(use.label_after_kwh)}"
    bought = f"{_central(use.before)} → {_central(use.after)}"
    return (use.address, short_day(use.accepted_on), label, bought, figure(use.saved_kwh))


def _central(year: "BoughtYear | None") -> str:
    return figure(year.kwh[1] if year else None)
