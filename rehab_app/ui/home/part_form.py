"""The fields of one part of a home, or of the home itself, editable in place."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.codes import ORIGINS
from rehab_app.domain.fields import Field, Kind, TableSpec
from rehab_app.services import editing
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.services.editing import Cell
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import PART_DRAFT
from rehab_app.ui.home.field_editor import FieldEditor
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

_HIDDEN_KINDS = frozenset({Kind.LINK, Kind.RECORD, Kind.STRUCTURE})
_INTERNAL = ("reference", "_reference", "dpe_version", "network_identifier")


def editable(spec: TableSpec) -> list[Field]:
    """Fields a person fills in; keys, links and rows of official tables are the software's."""
    return [field for field in spec.fields if field.kind not in _HIDDEN_KINDS and not _internal(field)]


def _internal(field: Field) -> bool:
    row_of_table = field.kind is Kind.CHOICE and not field.choices
    return row_of_table or field.name.endswith(_INTERNAL)


class PartForm(QWidget):
    """Shows one row; `show_row` with the same row after a change refreshes it under the user's hands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self._spec: TableSpec | None = None
        self._row: Mapping[str, Any] = {}
        self.editors: dict[str, FieldEditor] = {}
        self._column = QVBoxLayout()
        # Version after each version written from here, so that a second field left at once does not find the first.
        self._next: dict[tuple[str, int, int], int] = {}
        self._title = words("", "title")
        self.everything = QCheckBox(_("Fields not filled in too"))
        self.everything.setAccessibleName(self.everything.text())
        self.everything.toggled.connect(self._show_all)
        self.origin = Choice(_("Where what I type comes from"), letters=14)
        for key, text in ORIGINS.items():
            self.origin.addItem(_(text)[:1].upper() + _(text)[1:], key)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_S)
        tools.addWidget(words(_("What I type is"), "second"))
        tools.addWidget(self.origin)
        tools.addStretch(1)
        tools.addWidget(self.everything)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self._title)
        column.addLayout(tools)
        column.addWidget(self._area, 1)

    def show_row(self, view: DwellingView, spec: TableSpec, row: Mapping[str, Any], title: str) -> None:
        """Show a row of a table of a home."""
        same_table, same = self._spec is spec, self._spec is spec and self._row.get("id") == row["id"]
        self._view, self._spec, self._row = view, spec, row
        self._next.pop((spec.name, row["id"], row["version"]), None)
        self._title.setText(title)
        body = None if same_table else self._begin_editors()
        self._make_wanted()
        for name, editor in self.editors.items():
            if not same:
                editor.forget()
            editor.show_value(row[name], view.origin(spec.name, self._number, name))
        if not same:
            self._take_up()
            self._show_wanted()
        if body is not None:  # last: what comes into a window one by one is laid out and dressed one by one
            self._area.setWidget(body)

    def _take_up(self) -> None:
        """Show again what was typed here and left unfinished."""
        for name, typed in self._desk.drafts.get(PART_DRAFT, self._draft_key).get("texts", {}).items():
            if name in self.editors:
                self.editors[name].take_up(typed)

    def _keep_typed(self) -> None:
        """Keep what is typed and not written, with where it belongs."""
        if self._view is None or self._spec is None:
            return
        typed = {name: editor.unfinished for name, editor in self.editors.items() if editor.unfinished is not None}
        home = {"home": int(self._view.record["id"]), "table": self._spec.name, "number": self._number}
        title = f"{self._title.text()}, {self._view.address}"
        self._desk.drafts.put(PART_DRAFT, self._draft_key, title, {**home, "texts": typed} if typed else None)

    @property
    def _draft_key(self) -> str:
        return f"{self._spec.name if self._spec else ''}.{self._row.get('id')}"

    @property
    def _number(self) -> int:
        return int(self._row.get("number") or 0)

    def _begin_editors(self) -> QWidget:
        """A body with an empty column for the editors of another table; it stands nowhere yet."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        self.editors = {}
        self._column = column
        self._nothing = words(_("Nothing is filled in yet; tick the box above to see every field."), "second")
        column.addWidget(self._nothing)
        column.addStretch(1)
        return body

    def _make_wanted(self) -> None:
        """Make the editors that are to be seen; those of a row full of unknown fields would take a while."""
        if self._spec is None:
            return
        texts = self._desk.drafts.get(PART_DRAFT, self._draft_key).get("texts", {})
        place = 0
        for field in editable(self._spec):
            known = self._row[field.name] not in (None, "") or field.name in texts
            if field.name not in self.editors and (known or self.everything.isChecked()):
                self.editors[field.name] = FieldEditor(field, self._write, self._keep_typed)
                self._column.insertWidget(place, self.editors[field.name])
            place += field.name in self.editors

    def _show_all(self) -> None:
        self._make_wanted()
        if self._view is not None and self._spec is not None:
            for name, editor in self.editors.items():
                editor.show_value(self._row[name], self._view.origin(self._spec.name, self._number, name))
        self._show_wanted()

    def _show_wanted(self) -> None:
        everything = self.everything.isChecked()
        shown = [editor for editor in self.editors.values() if everything or editor.known or editor.unfinished]
        for editor in self.editors.values():
            editor.setVisible(editor in shown)
        if self._spec is not None:
            self._nothing.setVisible(not shown)

    def _write(self, field: Field, value: Any) -> None:
        if self._view is None or self._spec is None:
            return
        cell = Cell(
            self._spec.name,
            self._row["id"],
            self._row["version"],
            field,
            int(self._view.record["id"]),
            self._number,
            self._view.address,
        )
        origin, editor = self.origin.currentData(), self.editors[field.name]

        def failed(error: Exception) -> None:
            if isinstance(error, RehabError):
                editor.blame(error.told)
            else:
                self._desk.tell_error(error)

        def action(session: Session) -> Change:
            latest = replace(cell, version=self._latest(cell))
            change = editing.write_cell(session.project, session.who, latest, value, origin)
            self._next[cell.table, cell.row_id, latest.version] = change.journal_id
            return change

        self._desk.write(action, lambda _change: editor.blame(""), failed)

    def _latest(self, cell: Cell) -> int:
        version = cell.version
        while (cell.table, cell.row_id, version) in self._next:
            version = self._next[cell.table, cell.row_id, version]
        return version
