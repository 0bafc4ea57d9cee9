"""The sheet on which bundles stand side by side: columns as wide as there is room, names of the rows always in view."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.financing import Option
from rehab_app.ui.home.home_options_cells import ROWS
from rehab_app.ui.parts.words import card, rule, set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Theme

_LEAST_PX, _MOST_PX, _HEADING_PX = 180, 260, 96
_NAMES_PX = SPACE_L + _HEADING_PX + SPACE_S  # of the column that stays


class OptionsSheet(QScrollArea):
    """Shows options in columns; where they do not all fit it scrolls sideways under the names of the rows.

    Signals:
        filled: the last column is there.
        hidden: how many columns are out of view on the right.
    """

    filled = Signal()
    hidden = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._wide = _MOST_PX
        self._columns: list[list[QWidget]] = []
        self._count = 0  # of columns, also those not filled yet
        self._names: QFrame | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Bundles side by side"))
        self.horizontalScrollBar().valueChanged.connect(lambda _at: self._place_names())
        self.horizontalScrollBar().rangeChanged.connect(lambda _least, _most: self._place_names())

    def show_options(self, options: Sequence[Option], head: Callable[[int], QWidget], basis: str) -> None:
        """Show options.

        Args:
            options: one a column.
            head: makes what stands over a column.
            basis: said under all of them.
        """
        sheet = card()
        self._columns, self._count = [], len(options)
        self._grid = QGridLayout(sheet)
        self._grid.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        self._grid.setHorizontalSpacing(SPACE_S)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnMinimumWidth(0, _HEADING_PX)
        last = 2 * len(ROWS) + 1
        self._rules = [rule() for _row in ROWS]
        for at, line in enumerate(self._rules):
            self._grid.addWidget(line, 2 * at + 1, 0, 1, len(options) + 1)
        self._basis = words(basis, "small", wrap=True)
        self._grid.addWidget(self._basis, last, 0, 1, len(options) + 1)
        self._grid.setColumnStretch(len(options) + 1, 1)
        self._grid.setRowStretch(last + 1, 1)
        self._names = self._made_names(sheet)
        self.setWidget(sheet)
        sheet.installEventFilter(self)
        self._wide = self._room()
        self._fill(sheet, options, head, 0)

    def _made_names(self, sheet: QWidget) -> QFrame:
        """The names of the rows with their lines, over the sheet: what is scrolled goes under them."""
        names = QFrame(sheet)
        names.setObjectName("names")
        self._labels = [words(_(heading), "second", wrap=True) for heading, _cell in ROWS]
        self._lines = [rule() for _row in ROWS]
        for at, (label, line) in enumerate(zip(self._labels, self._lines, strict=True)):
            line.setParent(names)
            label.setParent(names)
            label.ensurePolished()
            self._grid.setRowMinimumHeight(2 * at + 2, label.heightForWidth(_HEADING_PX))
        return names

    def _fill(self, sheet: QWidget, options: Sequence[Option], head: Callable[[int], QWidget], place: int) -> None:
        """Fill a column, then the next in another turn of the event loop: five at once would be felt."""
        if self.widget() is not sheet:
            return
        if place >= len(options):
            self._place_names()
            self.filled.emit()
            return
        cells = [head(place), *(cell(options[place], self._theme) for _heading, cell in ROWS)]
        for at, cell in enumerate(cells):
            cell.setFixedWidth(self._wide)
            self._grid.addWidget(cell, 2 * at, place + 1, Qt.AlignmentFlag.AlignTop)
        self._columns.append(cells)
        QTimer.singleShot(0, self, lambda: self._fill(sheet, options, head, place + 1))

    @property
    def wide(self) -> int:
        """Pixels of a column."""
        return self._wide

    def _room(self) -> int:
        """Pixels of a column: all fit where they can be read so; else as narrow as can be read."""
        free = self.viewport().width() - _NAMES_PX - SPACE_L
        return max(_LEAST_PX, min(_MOST_PX, free // max(self._count, 1) - SPACE_S))

    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        wide = self._room()
        if self._columns and wide != self._wide:
            self._wide = wide
            for cell in (cell for column in self._columns for cell in column):
                cell.setFixedWidth(wide)
        self._place_names()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and watched is self.widget():
            QTimer.singleShot(0, self, self._place_names)
        return False

    def _place_names(self) -> None:
        """Keep the names of the rows at the left of what is in view, each beside its row."""
        if self._names is None:
            return
        bar = self.horizontalScrollBar()
        self._names.setGeometry(max(bar.value(), 1), 1, _NAMES_PX - SPACE_XS, self._basis.y() - 2)
        for beside, line, label in zip(self._rules, self._lines, self._labels, strict=True):
            line.setGeometry(SPACE_L - 1, beside.y() - 1, _NAMES_PX, 1)
            top = beside.geometry().bottom() + self._grid.verticalSpacing()
            label.setGeometry(SPACE_L - 1, top, _HEADING_PX, label.heightForWidth(_HEADING_PX))
        over = "over" if bar.value() else ""
        if self._names.property("role") != over:
            set_role(self._names, over)
        self._names.raise_()
        each = self._wide + SPACE_S
        self.hidden.emit(-(-(bar.maximum() - bar.value() - SPACE_M) // each) if bar.maximum() else 0)

    def show_next(self) -> None:
        """Scroll on by a column."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + self._wide + SPACE_S)
