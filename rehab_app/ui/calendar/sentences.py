"""What does not fit, a sentence a line; only the lines in view are made, a large town has thousands."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView

from rehab_app.core.i18n import _
from rehab_app.services.calendar_conflicts import Conflict

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class _Lines(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.conflicts: Sequence[Conflict] = ()

    def show(self, conflicts: Sequence[Conflict]) -> None:
        self.beginResetModel()
        self.conflicts = conflicts
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.conflicts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.conflicts[index.row()].text if role in _TEXTS else None


class Sentences(QListView):
    """Conflicts to choose from.

    Signals:
        wanted: one is to be shown; carries an entry it is about.
    """

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._lines = _Lines()
        self.setModel(self._lines)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # thousands of lines laid out at once are felt
        self.setAccessibleName(_("What does not fit"))
        self.activated.connect(self._show)
        self.clicked.connect(self._show)

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        self._lines.show(conflicts)
        self.setVisible(bool(conflicts))

    def count(self) -> int:
        """How many lines."""
        return len(self._lines.conflicts)

    def _show(self, index: QModelIndex) -> None:
        self.wanted.emit(min(self._lines.conflicts[index.row()].entries))
