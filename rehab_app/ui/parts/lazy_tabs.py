"""Tabs that are made when they are wanted, the others one after another once the window is idle."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

Maker = Callable[[], QWidget]
_BREATH_MS = 5  # between two tabs: what waits is answered and painted


class LazyTabs(QTabWidget):
    """The first tab is made at once; a page full of forms would keep the window from answering.

    Signals:
        made: a tab was made just now and comes to its place next; carries its key.
    """

    made = Signal(str)

    def __init__(self, name: str, tabs: Mapping[str, tuple[str, Maker]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._keys = list(tabs)
        self._makers = {key: maker for key, (_title, maker) in tabs.items()}
        self._widgets: dict[str, QWidget] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self._next = QTimer(self, singleShot=True, interval=_BREATH_MS)
        self._next.timeout.connect(self._make_next)
        for key, (title, _maker) in tabs.items():
            holder = QWidget()
            self._places[key] = QVBoxLayout(holder)
            self._places[key].setContentsMargins(0, 0, 0, 0)
            self.addTab(holder, title)
        self.currentChanged.connect(lambda at: self.tab(self._keys[at]))
        self.tab(self._keys[0])

    def tab(self, key: str) -> QWidget:
        """The content of a tab, made now if it was not yet."""
        if key not in self._widgets:
            self._widgets[key] = widget = self._makers[key]()
            # It is filled before it stands in the window: there each row would be laid out by itself.
            self.made.emit(key)
            self._places[key].addWidget(widget)
        return self._widgets[key]

    @property
    def ready(self) -> list[str]:
        """Keys of the tabs that are made, the one in front first."""
        front = self._keys[self.currentIndex()]
        return sorted(self._widgets, key=lambda key: key != front)

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        self.tab(key)
        self.setCurrentIndex(self._keys.index(key))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._next.start()

    def _make_next(self) -> None:
        left = [key for key in self._keys if key not in self._widgets]
        if left:
            self.tab(left[0])
        if len(left) > 1:
            self._next.start()
