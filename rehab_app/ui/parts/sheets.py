"""What pages of several sheets are made of: a column that scrolls, tables as high as their rows, signed gaps."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rehab_app.core.format import NARROW, figure
from rehab_app.ui.parts.grid import Grid
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import ROW_HEIGHT, SPACE_M, SPACE_S

_HEAD_PX, _LEAST_ROWS, MOST_ROWS = 38, 2, 8


class Sheets(QScrollArea):
    """A column of widgets that scrolls."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, SPACE_M, SPACE_S, 0)
        self._column.setSpacing(SPACE_S)
        self._column.addStretch(1)
        self.setWidget(inner)

    def put(self, *widgets: QWidget) -> None:
        """Add widgets under the others."""
        for widget in widgets:
            self._column.insertWidget(self._column.count() - 1, widget)

    def put_head(self, title: str, *buttons: QPushButton) -> None:
        """Add a title with buttons on its right."""
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE_S, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(words(title, "title"), 1)
        for button in buttons:
            row.addWidget(button)
        self._column.insertLayout(self._column.count() - 1, row)


def side_column(content: QWidget, name: str, width_px: int) -> QScrollArea:
    """A column of a fixed width beside a table, that scrolls down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    area.setFixedWidth(width_px)
    area.setAccessibleName(name)
    return area


def fill(table: Grid, rows: Sequence[Sequence[str]], most: int = MOST_ROWS) -> None:
    """Show rows in a table that is as high as they are, up to a limit; hidden without any."""
    table.setVisible(bool(rows))
    table.show_rows(rows)
    table.setFixedHeight(high_for(len(rows), most))


def high_for(rows: int, most: int = MOST_ROWS) -> int:
    """Pixels of a table that shows so many rows, up to a limit."""
    return _HEAD_PX + ROW_HEIGHT * min(max(rows, _LEAST_ROWS), most)


def chosen_row(table: Grid) -> int:
    """The row selected, -1 when none is."""
    rows = {index.row() for index in table.selectedIndexes()}
    return rows.pop() if len(rows) == 1 else -1


def gap_words(share: float) -> str:
    """`+ 12 %`, `− 5 %`."""
    sign = "+" if share > 0 else "−"
    return f"{sign}{NARROW}{figure(abs(share) * 100, '%')}" if share == share else "–"
