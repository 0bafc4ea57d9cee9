"""A few ways to look at the same thing, as buttons side by side."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Switch(QWidget):
    """Buttons of which one is on; the second of three at first, the first of two.

    `picked` is the signal that another one was pressed; `choice` is its key.
    """

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.picked = self._group.idClicked
        self._keys = list(texts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for at, text in enumerate(texts.values()):
            button = QPushButton(text)
            button.setAccessibleName(text)
            button.setCheckable(True)
            self._group.addButton(button, at)
            row.addWidget(button)
        self._group.button(min(1, len(texts) - 2)).setChecked(True)

    @property
    def choice(self) -> str:
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        self._group.button(self._keys.index(key)).click()
