"""What neighbours save by doing works together: ranges of the application until the town enters its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.works import LOTS
from rehab_app.services import sharing_forms
from rehab_app.services.catalogue_view import Catalogue
from rehab_app.services.session import Session
from rehab_app.ui.catalogue.changes import ChangesGrid
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import SHARING_DRAFT
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.form_line import FormLine, field_label
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.sheets import chosen_row, high_for
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

_LEAST_ROWS, _MOST_ROWS = 3, 6
_PARTS_A_ROW = 4


class SharingForm(EntryForm):
    """One thing shared: for which trades, from how many homes, what is saved."""

    def __init__(self, desk: Desk) -> None:
        lines = {spec.name: FormLine(field_label(spec.label, spec.unit)) for spec in sharing_forms.FIELDS}
        typed = {spec.name: spec for spec in sharing_forms.FIELDS}
        super().__init__(desk, SHARING_DRAFT, _("What is shared"), _("Save the range"), lines, typed, a_row=4)
        self.at = -1
        names = {sharing_forms.SCAFFOLD: _("Scaffolding"), **{lot: _(text) for lot, text in LOTS.items()}}
        self.parts = {part: QCheckBox(text) for part, text in names.items()}
        boxes = QGridLayout()
        boxes.setHorizontalSpacing(SPACE_L)
        for place, box in enumerate(self.parts.values()):
            box.setAccessibleName(box.text())
            boxes.addWidget(box, place // _PARTS_A_ROW, place % _PARTS_A_ROW)
        self._under.addWidget(words(_("For these trades"), "second"))
        self._under.addLayout(boxes)
        self.buttons_after(box)
        self.cancel.setText(_("Undo typing"))
        self.cancel.setAccessibleName(self.cancel.text())

    def show_rule(self, at: int, rule: Mapping[str, Any] | None, own: bool) -> None:
        """Show a rule by its place, an empty form for a new one; the town names the source of what it makes its own."""
        self.at = at
        values = sharing_forms.shown(rule) if rule else {}
        if not own:
            values["source"] = ""
        chosen = {*(rule or {}).get("lots", ()), *(rule or {}).get("families", ())}
        self.start(values, {}, str(at), focus=False)
        for part, box in self.parts.items():
            box.setChecked(part in chosen)

    @property
    def _chosen(self) -> list[str]:
        return [part for part, box in self.parts.items() if box.isChecked()]

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        return sharing_forms.problems(values, self._chosen)

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        return sharing_forms.keep(session.project, session.who, self.at, values, self._chosen)


class SharingTab(QWidget):
    """The table, the form of the rule chosen, the changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rules: Sequence[Mapping[str, Any]] = ()
        self._own = False
        self.table = Grid(desk.theme, _("What neighbours share"), _columns())
        self._whose = words("", "second", wrap=True)
        self.form = SharingForm(desk)
        self.fresh, self.drop, self.reset = (
            push_button(text)
            for text in (_("New range"), _("Remove the range"), _("Take those of the application again"))
        )
        self.changes = ChangesGrid(desk.theme, _("Changes of what is shared"))
        self._lay_out()
        self.setFocusProxy(self.table)
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.fresh.clicked.connect(self._start_new)
        self.drop.clicked.connect(self._drop)
        self.reset.clicked.connect(lambda: desk.write(_reset))
        self.form.closed.connect(self._show_chosen)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(words(_("What neighbours save together"), "title"), 1)
        for button in (self.fresh, self.drop, self.reset):
            head.addWidget(button)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, SPACE_M, SPACE_S, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addWidget(self._whose)
        column.addWidget(self.table)
        column.addWidget(self.form)
        column.addWidget(words(_("Changes of what is shared"), "title"), alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.changes, 1)
        self.changes.setMinimumHeight(high_for(_LEAST_ROWS))
        area = QScrollArea()
        area.setAccessibleName(_("What neighbours save together"))
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_found(self, found: Catalogue) -> None:
        """Show the ranges in use; what is typed stays."""
        self._rules = found.sharing
        self._own = (found.rules or {}).get("group") is not None
        told = (
            _("Ranges of the town.")
            if self._own
            else _("Assumptions of the application, until the town enters its own.")
        )
        how = _(
            "The share saved rises from the first number of homes to the second; it is taken off the price of each."
        )
        self._whose.setText(f"{told} {how}")
        self.reset.setEnabled(self._own)
        self.table.show_rows([_row(rule) for rule in found.sharing])
        self.table.setFixedHeight(high_for(len(found.sharing), _MOST_ROWS))
        self.changes.show_changes([change for change in found.changes if change.path == ("group",)])
        if found.sharing and self._at() < 0:
            self.table.selectRow(0)
        self._show_chosen()

    def take_up(self, at: int) -> None:
        """Show the rule whose form was being filled; below 0 a new one."""
        if at >= 0:
            self.table.selectRow(at)
        else:
            self._start_new()

    def _at(self) -> int:
        at = chosen_row(self.table)
        return at if at < len(self._rules) else -1

    def _show_chosen(self) -> None:
        at = self._at()
        self.drop.setEnabled(at >= 0)
        self.form.show_rule(at, self._rules[at] if at >= 0 else None, self._own)

    def _start_new(self) -> None:
        self.table.clearSelection()
        self.form.lines["what"].entry.setFocus()

    def _drop(self) -> None:
        at = self._at()
        if at >= 0:
            self._desk.write(lambda session: sharing_forms.drop(session.project, session.who, at))


def _reset(session: Session) -> Change:
    return sharing_forms.reset(session.project, session.who)


def _columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("What is shared"), 230),
        GridColumn(_("For")),
        GridColumn(_("From homes"), 96, "figure"),
        GridColumn(_("In full"), 76, "figure"),
        GridColumn(_("Saved, %"), 120, "figure"),
        GridColumn(_("Source"), 180),
    )


def _row(rule: Mapping[str, Any]) -> tuple[str, ...]:
    shown = sharing_forms.shown(rule)
    saved = " · ".join(shown[name] for name in ("low", "typical", "high"))
    homes, full = figure(rule["homes"]), figure(rule["full"])
    return (shown["what"], sharing_forms.for_what(rule), homes, full, saved, shown["source"])
