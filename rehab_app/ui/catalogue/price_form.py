"""The price of a work in this town: its form, the prices that firms asked for it, who changed it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehab_app.core.format import figure, short_day
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.services import price_forms
from rehab_app.services.catalogue_view import LocalPrice, WorkLine
from rehab_app.services.rule_history import RuleChange
from rehab_app.services.session import Session
from rehab_app.ui.catalogue.changes import ChangesGrid
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import PRICE_DRAFT
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.form_line import FormLine, field_label
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.sheets import chosen_row, fill, high_for
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_S

_MOST_ROWS = 5


class PriceForm(EntryForm):
    """Low, usual and high of a unit, with year and source; saved, it takes the place of the library's."""

    def __init__(self, desk: Desk) -> None:
        lines = {spec.name: FormLine(field_label(spec.label, spec.unit)) for spec in price_forms.PRICE_FIELDS}
        typed = {spec.name: spec for spec in price_forms.PRICE_FIELDS}
        super().__init__(desk, PRICE_DRAFT, _("Price in this town"), _("Save the price"), lines, typed)
        self._work: WorkLine | None = None
        self._kept: Mapping[str, str] = {}
        self.drop = push_button(_("Take the library’s price again"))
        self._under.addWidget(self.drop, alignment=Qt.AlignmentFlag.AlignLeft)
        self.buttons_after(self.drop)
        self.cancel.setText(_("Undo typing"))
        self.cancel.setAccessibleName(self.cancel.text())
        self.drop.clicked.connect(self._drop)
        self.closed.connect(self._again)

    def show_price(self, work: WorkLine, rules: Mapping[str, Any] | None) -> None:
        """Show what the town entered; the library's figures are written faintly where it entered nothing."""
        self._work, self._kept = work, price_forms.shown_price(rules, work.price.price)
        library = work.library
        hints = {"low": library.low, "typical": library.typical, "high": library.high}
        for name, value in hints.items():
            self._hint(name, figure(value, "", 0 if value >= 10 else 2))
        self._hint("labour_pct", figure(100 * library.labour_share))
        self._hint("year", str(library.year))
        self._again()

    def _hint(self, name: str, text: str) -> None:
        self.lines[name].entry.setProperty("placeholderText", text)

    def _again(self) -> None:
        if self._work is not None:
            self.start(self._kept, {}, self._work.price.price, focus=False)
            self.drop.setEnabled(bool(self._kept))

    @property
    def draft_title(self) -> str:
        return _("Price of {work}").format(work=self._work.label if self._work else "")

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        return price_forms.price_problems(values)

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        assert self._work is not None
        work = self._work
        return price_forms.keep_price(session.project, session.who, work.price.price, work.label, values)

    def _drop(self) -> None:
        work = self._work
        if work is not None:
            self._desk.write(
                lambda session: price_forms.drop_price(session.project, session.who, work.price.price, work.label)
            )


class PriceSheet(QWidget):
    """The form, and under it the local prices and the changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._local: Sequence[LocalPrice] = ()
        self.form = PriceForm(desk)
        self._asked = words(_("Asked by firms, before tax"), "small")
        columns = (
            GridColumn(_("Firm")),
            GridColumn(_("Date"), 84),
            GridColumn(_("Price, €"), 70, "figure"),
            GridColumn(_("Counts"), 64),
        )
        self.local = Grid(desk.theme, _("Local prices of the work"), columns)
        told = _("Count the price chosen among the local prices, or leave it out")
        self.count = push_button(_("Count or leave out"), told)
        self._changed = words(_("Changes of this price"), "small")
        self.changes = ChangesGrid(desk.theme, _("Changes of this price"), what=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for widget in (self.form, self._asked, self.local):
            column.addWidget(widget)
        column.addWidget(self.count, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._changed)
        column.addWidget(self.changes)
        self.local.itemSelectionChanged.connect(self._allow)
        self.count.clicked.connect(self._count)

    def show_work(
        self,
        work: WorkLine,
        rules: Mapping[str, Any] | None,
        local: Sequence[LocalPrice],
        changes: Sequence[RuleChange],
    ) -> None:
        """Show the price of a work of the catalogue."""
        self.form.show_price(work, rules)
        self._local = local
        fill(self.local, [_local_row(line) for line in local], _MOST_ROWS)
        own = [change for change in changes if change.path == ("prices", work.price.price)]
        self.changes.show_changes(own)
        self.changes.setFixedHeight(high_for(len(own), _MOST_ROWS))
        for widget, shown in ((self._asked, local), (self.count, local), (self._changed, own), (self.changes, own)):
            widget.setVisible(bool(shown))
        self._allow()

    def _chosen(self) -> LocalPrice | None:
        at = chosen_row(self.local)
        return self._local[at] if 0 <= at < len(self._local) else None

    def _allow(self) -> None:
        line = self._chosen()
        self.count.setEnabled(line is not None and line.quote_id > 0)

    def _count(self) -> None:
        line = self._chosen()
        if line is not None and line.quote_id:
            self._desk.write(
                lambda session: price_forms.count_quote(session.project, session.who, line.quote_id, not line.used)
            )


def _local_row(line: LocalPrice) -> tuple[str, ...]:
    counts = _("yes") if line.used else _("no")
    told = counts if line.quote_id else _("invoice")
    return (line.firm, short_day(line.on), figure(line.unit_price_eur_ht, "", 2), told)
