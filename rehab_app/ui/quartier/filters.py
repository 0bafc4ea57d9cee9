"""What is shown of the neighbourhood: words of the address, a street, a label, a stage."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.codes import STAGES
from rehab_app.services.neighbourhood import LABELS, Neighbourhood
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.quartier.home_table import HomeTable
from rehab_app.ui.quartier.sorting import plain
from rehab_app.ui.quartier.table_view import HomeTableView
from rehab_app.ui.theme import SPACE_S, Theme


class Filters(QWidget):
    """A box to type in and three facets, each with the number of homes of its values.

    Signals:
        changed: another set of homes is wanted (`passing`).
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(_("Filter: street, number, group"))
        self.typed.setAccessibleName(_("Filter the homes"))
        self.typed.setClearButtonEnabled(True)
        self.typed.setMinimumWidth(120)
        self.typed.addAction(icon("funnel", theme.second), QLineEdit.ActionPosition.LeadingPosition)
        self.typed.textChanged.connect(lambda _text: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.typed, 1)
        self._facets = {
            "street": self._facet(_("Street")),
            "label": self._facet(_("Label")),
            "stage": self._facet(_("Stage")),
        }
        for box in self._facets.values():
            row.addWidget(box)

    def _facet(self, name: str) -> Choice:
        box = Choice(name, letters=7)
        box.addItem(name, None)
        box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        return box

    @property
    def state(self) -> dict[str, Any]:
        """What is filtered, to be kept in a saved view; a facet at rest is left out."""
        facets = {name: box.currentData() for name, box in self._facets.items() if box.currentIndex() > 0}
        return {"typed": self.typed.text(), "facets": facets}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Filter as a saved view does; a value that no home has any more filters nothing."""
        with QSignalBlocker(self.typed):
            self.typed.setText(str(state.get("typed", "")))
        facets = state.get("facets", {})
        for name, box in self._facets.items():
            box.choose(facets.get(name))
        self.changed.emit()

    def show_homes(self, homes: Neighbourhood) -> None:
        """Offer the values of a neighbourhood; what was chosen stays chosen where it still exists."""
        streets = sorted(set(homes.columns["street"].tolist()) - {""}, key=plain)
        self._fill(homes, "street", [(street, street) for street in streets])
        self._fill(homes, "label", [*((letter, letter) for letter in LABELS), ("", _("Not estimated"))])
        self._fill(homes, "stage", [*((key, _(text)) for key, text in STAGES.items()), ("", _("Not known"))])

    def _fill(self, homes: Neighbourhood, name: str, values: list[tuple[str, str]]) -> None:
        box, counts = self._facets[name], Counter(homes.columns[name].tolist())
        chosen = box.currentData()
        with QSignalBlocker(box):
            while box.count() > 1:
                box.removeItem(1)
            for value, text in values:
                if counts[value]:
                    box.addItem(f"{text} ({counts[value]})", value)
        box.choose(chosen)

    def passing(self, homes: Neighbourhood, table: HomeTable) -> NDArray[np.bool_]:
        """The homes that pass every filter."""
        kept = table.matching(self.typed.text())
        for name, box in self._facets.items():
            if box.currentIndex() > 0:
                kept &= homes.columns[name] == box.currentData()
        return kept


def columns_button(view: HomeTableView, table: HomeTable, theme: Theme) -> QToolButton:
    """A button whose menu shows and hides columns."""
    menu = QMenu(view)
    for at, column in enumerate(table.columns):
        action = QAction(_(column.heading), menu, checkable=True, checked=not view.isColumnHidden(at))
        action.toggled.connect(lambda shown, at=at: view.setColumnHidden(at, not shown))
        menu.addAction(action)
    button = QToolButton()
    button.setIcon(icon("columns", theme.second))
    button.setIconSize(QSize(20, 20))
    button.setToolTip(_("Columns of the table"))
    button.setAccessibleName(_("Columns of the table"))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return button
