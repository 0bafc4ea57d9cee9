"""The homes selected, one set for the map, the table and the actions."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """Ids of the selected homes, in the order they were chosen; the last one is the current home.

    Signals:
        changed: the set changed.
        opened: a home is to be shown by itself; carries its id.
    """

    changed = Signal()
    opened = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: tuple[int, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        return self._ids

    def choose(self, ids: Iterable[int]) -> None:
        """Select these homes and no other."""
        chosen = tuple(dict.fromkeys(int(identifier) for identifier in ids))
        if chosen != self._ids:
            self._ids = chosen
            self.changed.emit()

    def toggle(self, identifier: int) -> None:
        """Add a home to the selection, or take it out."""
        without = tuple(known for known in self._ids if known != identifier)
        self.choose(without if len(without) < len(self._ids) else (*self._ids, identifier))

    def open(self, identifier: int) -> None:
        """Select one home and show it by itself."""
        self.choose((identifier,))
        self.opened.emit(identifier)
