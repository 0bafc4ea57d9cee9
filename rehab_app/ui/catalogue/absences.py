"""Days on which crews of a firm are away: a table, and a line to add some."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.services.firm_absences import absence_cells, absence_typed
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_S, Theme

_DATE_PX, _CREWS_PX, _TABLE_PX = 104, 150, 104


class Absences(QWidget):
    """Holds what will be kept; nothing is written here.

    Signals:
        touched: somebody typed in it, added or removed some days.
    """

    touched = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.absences: tuple[Mapping[str, Any], ...] = ()
        self.table = Grid(theme, _("Days away"), (GridColumn(_("Days away")), GridColumn(_("Who"), 110)))
        self.table.setFixedHeight(_TABLE_PX)
        self.lines = {"from": QLineEdit(), "until": QLineEdit(), "crews": QLineEdit()}
        names = {"from": _("First day away"), "until": _("Last day away"), "crews": _("Crews (all if empty)")}
        for name, entry in self.lines.items():
            entry.setPlaceholderText(names[name] if name == "crews" else _("From") if name == "from" else _("Until"))
            entry.setAccessibleName(names[name])
            entry.textEdited.connect(self.touched)
            entry.setFixedWidth(_CREWS_PX if name == "crews" else _DATE_PX)
        self.add = push_button(_("Add"), _("Add the days away"))
        self.remove = push_button(_("Remove"), _("Remove the days away chosen"))
        self.error = words("", "error", wrap=True)
        self.error.hide()
        head = QHBoxLayout()
        head.addWidget(words(_("Holidays and other works"), "second"), 1)
        head.addWidget(self.remove)
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        for entry in self.lines.values():
            line.addWidget(entry)
        line.addStretch(1)
        line.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addLayout(line)
        column.addWidget(self.error)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)

    def show_absences(self, absences: Sequence[Mapping[str, Any]]) -> None:
        self.absences = tuple(absences)
        self.table.show_rows([absence_cells(one) for one in self.absences])
        self.remove.setEnabled(bool(self.absences))
        for entry in self.lines.values():
            entry.clear()
        self._blame("")

    @property
    def state(self) -> tuple[object, ...]:
        """What will be kept and what is being typed."""
        return (*(tuple(sorted(one.items())) for one in self.absences), *(one.text() for one in self.lines.values()))

    @property
    def kept(self) -> Any:
        """What a draft keeps of it: those listed, and what is being typed."""
        typed = {name: entry.text() for name, entry in self.lines.items()}
        return {"listed": [dict(one) for one in self.absences], "typed": typed}

    def take_up(self, kept: Any) -> None:
        """Show what a draft kept."""
        self.show_absences(kept["listed"])
        for name, text in kept["typed"].items():
            self.lines[name].setText(text)

    def finish(self) -> bool:
        """Take what is typed but not added yet; False when it is wrong."""
        if any(entry.text().strip() for entry in self.lines.values()):
            self._add()
        return not self.error.text()

    def _add(self) -> None:
        try:
            made = absence_typed(*(self.lines[name].text() for name in ("from", "until", "crews")))
        except RehabError as error:
            self._blame(error.told)
            self.lines[error.where].setFocus()
            return
        self.show_absences(sorted([*self.absences, made], key=lambda one: (one["from"], one["until"])))
        self.touched.emit()

    def _remove(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        self.show_absences([one for at, one in enumerate(self.absences) if at not in rows])
        self.touched.emit()

    def _blame(self, problem: str) -> None:
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
