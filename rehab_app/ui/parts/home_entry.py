"""A home chosen by typing its address: proposals while typing, never the nearest match."""

from collections.abc import Mapping

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QLineEdit

from rehab_app.ui.parts.proposals import propose


class HomeEntry(QLineEdit):
    """An address as the neighbourhood writes it; `home_id` is 0 for an empty field, None for no such address."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: Mapping[str, int] = {}
        self._names: dict[int, str] = {}
        self._model = QStringListModel(self)
        propose(self, self._model)

    def offer(self, names: Mapping[str, int]) -> None:
        """Homes by their written name."""
        self._ids = names
        self._names = {home: name for name, home in names.items()}
        self._model.setStringList(list(names))

    def choose(self, home_id: int) -> None:
        """Write the name of a home; nothing for one that is not offered."""
        self.setText(self._names.get(home_id, ""))
        self.setCursorPosition(0)

    @property
    def home_id(self) -> int | None:
        typed = self.text().strip()
        return self._ids.get(typed) if typed else 0
