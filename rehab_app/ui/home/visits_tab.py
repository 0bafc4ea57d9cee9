"""Visits to the home shown: a line each, the one chosen below with what was seen and what follows."""

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from rehab_app.core.format import day, short_day
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.places import VISIT
from rehab_app.domain.change import Change
from rehab_app.domain.fields import Field
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.services.visits import Visit, add_visit, drop_visit, next_appointment, visits_of, write_visit
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.field_editor import FieldEditor
from rehab_app.ui.home.paragraph_editor import ParagraphEditor
from rehab_app.ui.home.typed import Typed
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.sheets import Sheets
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_M, SPACE_S

_PARAGRAPHS = {"seen": 4, "notes": 3}
_ORDER = ("visited_on", "adviser", "met", "seen", "notes", "next_on", "next_about")
_LIST_PX = 150


class VisitsTab(QWidget):
    """Follows the home shown; `visits` is what it shows, each field is written when it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self._shown: Visit | None = None
        self._added = False
        self._typed = Typed(desk, "visits", _("Visit"))
        self.visits: Sequence[Visit] = ()
        self.next = words("", "second", wrap=True)
        columns = (
            GridColumn(_("Date"), 92),
            GridColumn(_("Adviser"), 130),
            GridColumn(_("What was seen")),
            GridColumn(_("Next appointment"), 130),
        )
        self.table = Grid(desk.theme, _("Visits of the home"), columns)
        self.table.setFixedHeight(_LIST_PX)
        self.add = QPushButton(_("New visit"))
        self.add.setIcon(icon("plus", desk.theme.ink))
        self.drop = QPushButton(_("Remove the visit"))
        set_role(self.drop, "flat")
        self.editors: dict[str, FieldEditor | ParagraphEditor] = {}
        self._area = Sheets(_("Visit"))
        self._empty = words(
            _("No visit is recorded yet. “New visit” opens one dated today; each field is written when you leave it."),
            "second",
            wrap=True,
        )
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.drop.clicked.connect(self._drop)
        self.table.itemSelectionChanged.connect(self._choose)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(self.next, 1)
        bar.addWidget(self.drop)
        bar.addWidget(self.add)
        for name in _ORDER:
            field = VISIT.field(name)
            self.editors[name] = (
                ParagraphEditor(field, self._write, self._keep, _PARAGRAPHS[name])
                if name in _PARAGRAPHS
                else FieldEditor(field, self._write, self._keep)
            )
            self._area.put(self.editors[name])
        private = _("Visits are for the adviser: none of this is printed in the papers of others.")
        self._area.put(words(private, "small", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(bar)
        column.addWidget(self.table)
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._area, 1)

    def show_home(self, view: DwellingView) -> None:
        """Show the visits of a home."""
        session = self._desk.session
        if session is None:
            return
        if self._view is None or self._view.record["id"] != view.record["id"]:
            self._show(None)
        self._view = view
        home = int(view.record["id"])

        def done(found: list[Visit]) -> None:
            if self._view is not None and self._view.record["id"] == home:
                self._list(found)

        self._desk.tasks.read(self, lambda _progress: visits_of(session.project, home), done)

    def _list(self, found: Sequence[Visit]) -> None:
        before = self._shown
        self.visits = found
        self.table.blockSignals(True)
        self.table.show_rows([_cells(visit) for visit in found])
        added, self._added = self._added, False
        wanted = before.id if before is not None else self._left_in()
        if added:
            wanted = max(visit.id for visit in found)
        rows = [at for at, visit in enumerate(found) if visit.id == wanted]
        self.table.selectRow(rows[0] if rows else 0)
        self.table.blockSignals(False)
        self._choose()
        self._empty.setVisible(not found)
        self._area.setVisible(bool(found))
        self.drop.setEnabled(bool(found))
        coming = next_appointment(found, datetime.date.today())
        told = ""
        if coming is not None and coming.next_on is not None:
            told = _("Next appointment: {day}").format(day=day(coming.next_on))
            told += f" – {coming.next_about}" if coming.next_about else ""
        self.next.setText(told)

    def _left_in(self) -> int:
        """The visit in which something was left unfinished, 0 when there is none."""
        rows = self._typed.rows(self._home) if self._view is not None else ()
        return int(rows[0]) if rows else 0

    @property
    def _home(self) -> int:
        assert self._view is not None
        return int(self._view.record["id"])

    def _choose(self) -> None:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        self._show(self.visits[rows[0]] if rows and rows[0] < len(self.visits) else None)

    def _show(self, visit: Visit | None) -> None:
        other = visit is None or self._shown is None or visit.id != self._shown.id
        self._shown = None  # what is shown now is not typed
        if other:
            for editor in self.editors.values():
                editor.forget()
        for name, editor in self.editors.items():
            editor.show_value(getattr(visit, name) if visit is not None else None)
        self._shown = visit
        if other and visit is not None and self._view is not None:
            self._typed.take_up(self._home, self.editors, str(visit.id))

    def _keep(self) -> None:
        if self._view is not None and self._shown is not None:
            self._typed.keep_editors(self._home, self._view.address, self.editors, str(self._shown.id))

    def _add(self) -> None:
        view, session = self._view, self._desk.session
        if view is None or session is None:
            return
        made = Visit(datetime.date.today(), session.who)

        def added(_change: Change) -> None:
            self._added = True
            self.editors["met"].editor.setFocus()

        self._desk.write(
            lambda open_: add_visit(open_.project, open_.who, int(view.record["id"]), made, view.address), added
        )

    def _drop(self) -> None:
        view, visit = self._view, self._shown
        if view is not None and visit is not None:
            self._desk.write(lambda open_: drop_visit(open_.project, open_.who, visit, view.address))

    def _write(self, field: Field, value: Any) -> None:
        view, visit = self._view, self._shown
        if view is None or visit is None:
            return
        editor = self.editors[field.name]
        if field.name == "visited_on" and value is None:
            editor.blame(_("A visit has a date."))
            return

        def failed(error: Exception) -> None:
            if isValid(editor):  # it goes with all that was typed in it when its people were erased meanwhile
                editor.blame(explain(error))

        self._desk.write(
            lambda open_: write_visit(open_.project, open_.who, visit, {field.name: value}, view.address), None, failed
        )


def _cells(visit: Visit) -> tuple[str, ...]:
    coming = short_day(visit.next_on) if visit.next_on is not None else ""
    return short_day(visit.visited_on), visit.adviser, " ".join(visit.seen.split()), coming
