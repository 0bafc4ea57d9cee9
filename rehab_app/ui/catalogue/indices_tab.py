"""Building indices that carry prices from their year to today: entered month by month by the town."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.services import price_forms
from rehab_app.services.catalogue_view import Catalogue
from rehab_app.services.session import Session
from rehab_app.ui.catalogue.changes import ChangesGrid
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import INDEX_DRAFT
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.sheets import chosen_row
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

_SIDE_PX = 460


class IndexForm(EntryForm):
    """The value of an index in a month."""

    def __init__(self, desk: Desk) -> None:
        lines = {
            "index": FormLine(_("Index"), Choice(_("Index"))),
            "month": FormLine(_("Month"), example="07/2026"),
            "value": FormLine(_("Value of the index")),
        }
        typed = {spec.name: spec for spec in price_forms.INDEX_FIELDS}
        super().__init__(desk, INDEX_DRAFT, _("Value of an index"), _("Save the value"), lines, typed, a_row=3)

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        found = {}
        try:
            price_forms.month_of(values["month"])
        except RehabError as error:
            found["month"] = error.problem
        if not (values["value"] or 0) > 0:
            found["value"] = _("A value above zero is needed.")
        return found

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        month = price_forms.month_of(values["month"])
        return price_forms.keep_index(session.project, session.who, values["index"], month, values["value"])


class IndicesTab(QWidget):
    """Values entered on the left, the form and the changes on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._values: list[tuple[str, str]] = []
        columns = (GridColumn(_("Index")), GridColumn(_("Month"), 110), GridColumn(_("Value"), 110, "figure"))
        self.table = Grid(desk.theme, _("Values of the indices"), columns)
        self.drop = push_button(_("Remove the value"))
        self.form = IndexForm(desk)
        self._nothing = words(
            _("No value yet: each price stays that of its year, which is shown beside it."), "second", wrap=True
        )
        self._followed = words("", "small", wrap=True)
        self.changes = ChangesGrid(desk.theme, _("Changes of the indices"), values=False)
        self._lay_out()
        self.setFocusProxy(self.form.lines["month"].entry)
        self.table.itemSelectionChanged.connect(self._allow)
        self.drop.clicked.connect(self._drop)
        self.form.closed.connect(self._again)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        told = _(
            "A price moves by the index of the day ÷ the mean of the index in the year of the price. "
            "Indices BT: Insee, published each month."
        )
        left.addWidget(words(told, "second", wrap=True))
        left.addWidget(self._nothing)
        left.addWidget(self.table, 1)
        left.addWidget(self.drop, alignment=Qt.AlignmentFlag.AlignLeft)
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        right.addWidget(self.form)
        right.addWidget(self._followed)
        right.addWidget(words(_("Changes of the indices"), "title"))
        right.addWidget(self.changes, 1)
        side = QWidget()
        side.setLayout(right)
        side.setFixedWidth(_SIDE_PX)
        right.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_M, 0, 0)
        row.setSpacing(SPACE_L)
        row.addLayout(left, 1)
        row.addWidget(side)

    def show_found(self, found: Catalogue) -> None:
        """Show the values entered; what is typed stays."""
        stored: Mapping[str, Mapping[str, float]] = (found.rules or {}).get("indices") or {}
        users = price_forms.index_users({work.library.price: work.library for work in found.works})
        self._values = [(name, month) for name in sorted(stored) for month in sorted(stored[name], reverse=True)]
        rows = [
            (name, price_forms.shown_month(month), figure(stored[name][month], "", 1)) for name, month in self._values
        ]
        self.table.show_rows(rows)
        self._nothing.setVisible(not rows)
        told = [_("{index}: {count} prices").format(index=name, count=figure(count)) for name, count in users.items()]
        self._followed.setText(_("Followed by: {prices}").format(prices=", ".join(told)))
        self.changes.show_changes([change for change in found.changes if change.path[0] == "indices"])
        self._names: Sequence[str] = list(dict.fromkeys([*users, *stored]))
        self._again()
        self._allow()

    def _again(self) -> None:
        chosen = self.form.lines["index"].text
        self.form.start({"index": chosen}, {"index": {name: name for name in self._names}}, focus=False)

    def _chosen(self) -> tuple[str, str] | None:
        at = chosen_row(self.table)
        return self._values[at] if 0 <= at < len(self._values) else None

    def _allow(self) -> None:
        self.drop.setEnabled(self._chosen() is not None)

    def _drop(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._desk.write(lambda session: price_forms.drop_index(session.project, session.who, *chosen))
