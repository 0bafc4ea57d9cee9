"""The left rail: one button a page."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from rehab_app.core.i18n import _, mark
from rehab_app.ui.icons import icon
from rehab_app.ui.theme import SPACE_S, SPACE_XS, Theme

_WIDTH = 84
# Key of each page, its word, its icon; in order, the shortcuts are Ctrl+1, Ctrl+2, …
PAGES = (
    ("quartier", mark("Quartier"), "map-trifold"),
    ("home", mark("Home"), "house-line"),
    ("groups", mark("Groups"), "users-three"),
    ("calendar", mark("Calendar"), "calendar-blank"),
    ("dossiers", mark("Dossiers"), "file-text"),
    ("follow_up", mark("Follow-up"), "chart-line-up"),
    ("catalogue", mark("Catalogue"), "book-open"),
)
SETTINGS = ("settings", mark("Settings"), "gear-six")


class Rail(QFrame):
    """Buttons of the pages, the settings at the bottom.

    Signals:
        chosen: key of the page wanted.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(_WIDTH)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S - 2, SPACE_S, SPACE_S - 2, SPACE_S)
        column.setSpacing(SPACE_XS)
        for at, page in enumerate(PAGES):
            column.addWidget(self._button(*page, shortcut=f"Ctrl+{at + 1}"))
        column.addStretch(1)
        column.addWidget(self._button(*SETTINGS, shortcut="Ctrl+,"))

    def check(self, page: str) -> None:
        """Show which page is open; "" for something that stands in no rail."""
        self._group.setExclusive(bool(page))
        for key, button in self._buttons.items():
            button.setChecked(key == page)

    def _button(self, key: str, word: str, picture: str, shortcut: str) -> QToolButton:
        button = QToolButton()
        button.setText(_(word))
        button.setIcon(icon(picture, self._theme.second, self._theme.accent))
        button.setIconSize(QSize(20, 20))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setFixedSize(_WIDTH - 2 * SPACE_S + 4, 52)
        button.setShortcut(QKeySequence(shortcut))
        button.setToolTip(f"{_(word)} ({shortcut})")
        button.setAccessibleName(_(word))
        button.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
        self._group.addButton(button)
        self._buttons[key] = button
        return button
