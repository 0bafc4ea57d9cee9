"""The trades of a firm: a box each, with the error under them."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.works import LOTS
from rehab_app.services.calendar_conflicts import lot_name
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_S


class Trades(QWidget):
    """Holds what will be kept; nothing is written here.

    Signals:
        touched: somebody ticked or unticked a box.
    """

    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {lot: QCheckBox(lot_name(lot)) for lot in LOTS}
        self.error = words("", "error", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(words(_("Trades"), "second"))
        grid = QGridLayout()
        grid.setVerticalSpacing(SPACE_S)
        for at, box in enumerate(self.boxes.values()):
            grid.addWidget(box, at // 2, at % 2)
            box.clicked.connect(self.touched)
        column.addLayout(grid)
        column.addWidget(self.error)
        self.blame("")

    @property
    def lots(self) -> list[str]:
        """Codes of the trades ticked."""
        return [lot for lot, box in self.boxes.items() if box.isChecked()]

    def show_lots(self, lots: Iterable[str]) -> None:
        """Tick these trades and no other."""
        wanted = set(lots)
        for lot, box in self.boxes.items():
            box.setChecked(lot in wanted)
        self.blame("")

    @property
    def kept(self) -> Any:
        """What a draft keeps of it."""
        return self.lots

    def take_up(self, kept: Any) -> None:
        """Show what a draft kept."""
        self.show_lots(kept)

    def blame(self, problem: str) -> None:
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
