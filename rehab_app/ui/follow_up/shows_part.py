"""Show homes: which homes neighbours may visit, their figures, and who came."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from rehab_app.core.format import figure, short_day
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.services.follow_up import FollowUp
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import SHOW_HOME_DRAFT, SHOW_VISIT_DRAFT
from rehab_app.ui.follow_up.home_forms import ShowHomeForm, ShowVisitForm
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.parts.sheets import Sheets, chosen_row, fill
from rehab_app.ui.parts.words import words

if TYPE_CHECKING:
    from rehab_app.services.show_homes import ShowHome


class ShowsPart(Sheets):
    """Marks, visits and figures of the show homes.

    Signals:
        wanted: a form is asked for; carries its kind of draft.
    """

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Show homes"))
        self._desk = desk
        self._found = FollowUp()
        self.mark, self.visit = push_button(_("Mark a home")), push_button(_("Record a visit"))
        self.forms: dict[str, EntryForm] = {SHOW_HOME_DRAFT: ShowHomeForm(desk), SHOW_VISIT_DRAFT: ShowVisitForm(desk)}
        self.nothing = words(
            _("No show home yet. Mark a renovated home whose household lets neighbours visit it."), "second", wrap=True
        )
        self.table = Grid(desk.theme, _("Show homes"), _home_columns())
        self.figures = words("", wrap=True)
        self.change = push_button(_("Change it"), _("Change the show home"))
        self.open_home = push_button(_("Open the home"))
        self.unmark = push_button(_("Not a show home any more"))
        self.visits = Grid(desk.theme, _("Visits of the show home"), _visit_columns())
        self.drop = push_button(_("Remove the visit"))
        self._lay_out()
        self.mark.clicked.connect(lambda: self._ask_mark(True))
        self.change.clicked.connect(lambda: self._ask_mark(False))
        self.visit.clicked.connect(lambda: self.wanted.emit(SHOW_VISIT_DRAFT))
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.visits.itemSelectionChanged.connect(lambda: self.drop.setEnabled(chosen_row(self.visits) >= 0))
        self.open_home.clicked.connect(self._open)
        self.unmark.clicked.connect(self._unmark)
        self.drop.clicked.connect(self._drop)
        self.show_found(self._found)

    def _lay_out(self) -> None:
        self.put_head(_("Show homes"), self.mark, self.visit)
        self.put(*self.forms.values(), self.nothing, self.table, self.figures)
        self.put_head("", self.change, self.open_home, self.unmark)
        self.put(self.visits)
        self.put_head("", self.drop)
        for form in self.forms.values():
            form.hide()

    def show_found(self, found: FollowUp) -> None:
        """Show what was read."""
        self._found = found
        self.nothing.setVisible(not found.shows)
        self.visit.setEnabled(bool(found.shows))
        fill(self.table, [_home_row(home) for home in found.shows])
        if found.shows and chosen_row(self.table) < 0:
            self.table.selectRow(0)
        self._show_chosen()

    @property
    def chosen(self) -> "ShowHome | None":
        """The show home chosen in the table."""
        at = chosen_row(self.table)
        return self._found.shows[at] if 0 <= at < len(self._found.shows) else None

    def shown_values(self) -> dict[str, str]:
        """What is kept of the home chosen, as its form shows it."""
        home = self.chosen
        if home is None:
            return {}
        days = {name: home.row[name] for name in ("opened_on", "closed_on", "consent_on")}
        return {name: short_day(day) if day else "" for name, day in days.items()} | {"note": home.row["note"]}

    def _ask_mark(self, other: bool) -> None:
        if other:
            self.table.clearSelection()
        self.wanted.emit(SHOW_HOME_DRAFT)

    def _show_chosen(self) -> None:
        home = self.chosen
        for widget in (self.figures, self.change, self.open_home, self.unmark):
            widget.setVisible(home is not None)
        fill(self.visits, [_visit_row(visit) for visit in home.visits] if home else [])
        self.drop.setVisible(bool(home and home.visits))
        self.drop.setEnabled(chosen_row(self.visits) >= 0)
        self.figures.setText("\n".join(_figures(home)) if home else "")

    def _open(self) -> None:
        if self.chosen is not None:
            self._desk.selection.open(int(self.chosen.row["dwelling_id"]))

    def _unmark(self) -> None:
        home = self.chosen
        if home is None:
            return

        def write(session: Session) -> Change:
            from rehab_app.services.show_homes import unmark

            return unmark(session.project, session.who, home.row["id"])

        self._desk.write(write)

    def _drop(self) -> None:
        home, at = self.chosen, chosen_row(self.visits)
        if home is None or not 0 <= at < len(home.visits):
            return
        visit = home.visits[at]

        def write(session: Session) -> Change:
            from rehab_app.services.show_homes import drop_visit

            return drop_visit(session.project, session.who, visit["id"])

        self._desk.write(write)


def _figures(home: "ShowHome") -> list[str]:
    """What the home tells its visitors, a line each."""
    told = [_("Label {before} before, {after} after the works chosen").format(
        before=home.label_before or "–", after=home.label_after or "–"
    )]  # fmt: skip
    if home.works_low_eur_ht == home.works_low_eur_ht:
        cost = cost_span(home.works_low_eur_ht, home.works_high_eur_ht)
        told.append(_("Works estimated at {cost} before tax").format(cost=cost))
    if home.gap is not None and home.gap.known + home.gap.extra:
        known = figure(home.gap.known + home.gap.extra, "€")
        told.append(_("Prices known so far: {known} before tax").format(known=known))
    if home.use is not None:
        told.append(_bought(home))
    agreed = _("Its household agreed on {day} that these figures are shown.")
    asked = _("Its household has not agreed that its figures are shown: keep them for yourself.")
    told.append(agreed.format(day=short_day(home.row["consent_on"])) if home.agreed else asked)
    if home.row["note"]:
        told.append(str(home.row["note"]))
    return told


def _bought(home: "ShowHome") -> str:
    use = home.use
    if use is None or use.before is None or use.after is None:
        return use.problem if use else ""
    bought = _("Bought in a usual year: {before} before, {after} after")
    return bought.format(before=figure(use.before.kwh[1], "kWh"), after=figure(use.after.kwh[1], "kWh"))


def _home_columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Address")),
        GridColumn(_("Before"), 62, "label"),
        GridColumn(_("After"), 62, "label"),
        GridColumn(_("Open to visits"), 176),
        GridColumn(_("Visitors"), 76, "figure"),
    )


def _home_row(home: "ShowHome") -> tuple[str, ...]:
    opened, closed = home.row["opened_on"], home.row["closed_on"]
    days = _("from {day}").format(day=short_day(opened))
    if closed is not None:
        days = f"{short_day(opened)} – {short_day(closed)}"
    return (home.place, home.label_before, home.label_after, days, figure(home.visitors))


def _visit_columns() -> tuple[GridColumn, ...]:
    return (GridColumn(_("Visit on"), 100), GridColumn(_("Visitors"), 76, "figure"), GridColumn(_("Remark")))


def _visit_row(visit: Any) -> tuple[str, ...]:
    return (short_day(visit["visited_on"]), figure(visit["visitors"]), str(visit["note"]))
