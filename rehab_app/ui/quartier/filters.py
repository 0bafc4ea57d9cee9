"""What is shown of the neighbourhood: words of the address, and conditions on columns that combine."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from rehab_app.core.i18n import _
from rehab_app.services.home_filters import Condition, Mask, condition_from, counts, meeting
from rehab_app.services.neighbourhood import HomeColumn, Neighbourhood
from rehab_app.ui.icons import icon
from rehab_app.ui.quartier.cells import named
from rehab_app.ui.quartier.filter_sheet import FilterSheet
from rehab_app.ui.quartier.home_table import HomeTable
from rehab_app.ui.theme import SPACE_S, Theme

# Offered first; every other column is below them, and under its own heading.
FACETS = ("label", "label_after", "street", "stage", "owner_kind", "tenure", "group", "period", "heating", "missing")


class Filters(QWidget):
    """A box to type in and a menu of columns to filter.

    Signals:
        changed: another set of homes is wanted (`passing`).
    """

    changed = Signal()

    def __init__(self, theme: Theme, table: HomeTable) -> None:
        super().__init__()
        self._table = table
        self._conditions: dict[str, Condition] = {}
        self._homes: Neighbourhood | None = None
        self.sheet: FilterSheet | None = None
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(_("Filter: street, number, group"))
        self.typed.setAccessibleName(_("Filter the homes"))
        self.typed.setClearButtonEnabled(True)
        self.typed.setMinimumWidth(120)
        self.typed.addAction(icon("magnifying-glass", theme.second), QLineEdit.ActionPosition.LeadingPosition)
        self.typed.textChanged.connect(lambda _text: self.changed.emit())
        self.button = QToolButton()
        self.button.setText(_("Filter"))
        self.button.setIcon(icon("funnel", theme.second))
        self.button.setIconSize(QSize(20, 20))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setToolTip(_("Filter by a column (Ctrl+Shift+F)"))
        self.button.setAccessibleName(_("Filter by a column"))
        self.button.setShortcut(QKeySequence("Ctrl+Shift+F"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.typed, 1)
        row.addWidget(self.button)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """In the order they were made."""
        return tuple(self._conditions.values())

    @property
    def state(self) -> dict[str, Any]:
        """What is filtered, as a saved view keeps it."""
        return {"typed": self.typed.text(), "filters": [condition.as_json() for condition in self.conditions]}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Filter as a saved view does; what is spoilt in it filters nothing."""
        with QSignalBlocker(self.typed):
            self.typed.setText(str(state.get("typed", "")))
        stored = state.get("filters", [])
        found = (condition_from(each) for each in stored if isinstance(each, dict)) if isinstance(stored, list) else ()
        self._conditions = {one.column: one for one in found if one is not None and not one.empty}
        self.changed.emit()

    def want(self, condition: Condition) -> None:
        """Put a condition in place of the one on the same column; an empty one takes it away."""
        if condition.empty:
            self._conditions.pop(condition.column, None)
        else:
            self._conditions[condition.column] = condition
        self.changed.emit()

    def show_homes(self, homes: Neighbourhood) -> None:
        """Filter these homes from now on."""
        self._homes = homes

    def passing(self, without: str = "") -> Mask:
        """The homes that pass every filter, but for the one on a column."""
        assert self._homes is not None
        met = meeting(self._homes, self._columns, [one for one in self.conditions if one.column != without])
        return np.asarray(met & self._table.matching(self.typed.text()), dtype=np.bool_)

    def fill(self) -> None:
        """Put the columns into the menu: those asked for most, then those shown."""
        menu = self.button.menu()
        menu.clear()
        columns = self._columns
        self._offer(menu, (columns[name] for name in FACETS))
        others = menu.addMenu(_("Other columns"))
        self._offer(others, (column for name, column in columns.items() if name not in FACETS))
        menu.addSeparator()
        every = menu.addAction(_("Every home"))
        every.setEnabled(bool(self._conditions or self.typed.text()))
        every.triggered.connect(lambda: self.restore({}))

    def ask(self, name: str, at: QPoint | None = None) -> None:
        """Open the sheet of a column, under a point of the screen or under the button."""
        column, homes = self._columns[name], self._homes
        if homes is None or name not in homes.columns:
            return
        listed = name == "missing" or not (column.counted or column.form == "date")
        tally = counts(homes, column, self.passing(without=name)) if listed else {}
        self.sheet = FilterSheet(self, column, self._conditions.get(name, Condition(name)), tally)
        self.sheet.wanted.connect(self.want)
        self.sheet.open_at(at or self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _offer(self, menu: QMenu, columns: Iterable[HomeColumn]) -> None:
        for column in columns:
            action = menu.addAction(f"{named(column)}…".replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(column.name in self._conditions)
            action.triggered.connect(partial(self._ask, column.name))

    def _ask(self, name: str, _checked: bool = False) -> None:
        self.ask(name)

    @property
    def _columns(self) -> dict[str, HomeColumn]:
        return {column.name: column for column in self._table.columns}
