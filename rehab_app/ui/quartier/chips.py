"""The conditions in force, each a chip that takes it away."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from rehab_app.core.i18n import _
from rehab_app.services.home_filters import Condition
from rehab_app.services.neighbourhood import HomeColumn
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.flow import Flow
from rehab_app.ui.parts.words import set_role
from rehab_app.ui.quartier.condition_words import in_words
from rehab_app.ui.theme import SPACE_XS, Theme


class Chips(QWidget):
    """Hidden while there is none.

    Signals:
        removed: a condition is not wanted any more; carries the name of its column.
    """

    removed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.chips: list[QPushButton] = []
        self._flow = Flow(SPACE_XS, self)
        self.hide()

    def show_conditions(self, conditions: Sequence[Condition], columns: Mapping[str, HomeColumn]) -> None:
        """One chip a condition, in their order."""
        focused = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for condition in conditions:
            if condition.column in columns:
                self.chips.append(self._chip(in_words(columns[condition.column], condition), condition.column))
                self._flow.addWidget(self.chips[-1])
        self.setVisible(bool(self.chips))
        if focused and self.chips:
            self.chips[0].setFocus()
        self.updateGeometry()

    def _chip(self, text: str, column: str) -> QPushButton:
        chip = QPushButton(text.replace("&", "&&"))
        set_role(chip, "chip")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands after the words
        chip.setIcon(icon("x", self._theme.second))
        chip.setIconSize(QSize(12, 12))
        told = _("Remove the filter {filter}").format(filter=text)
        chip.setToolTip(told)
        chip.setAccessibleName(told)
        chip.clicked.connect(partial(self._remove, column))
        return chip

    def _remove(self, column: str, _checked: bool = False) -> None:
        self.removed.emit(column)
