"""A line over the page that tells what happened; it never stops the work."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QToolButton

from rehab_app.core.i18n import _
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_XL, SPACE_XS, Theme

_PICTURES = {"good": "check-circle", "warning": "warning", "error": "warning-circle"}


class Notice(QFrame):
    """Hidden until `say`; the text can be copied and the line closed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_XL, SPACE_XS, SPACE_L, SPACE_XS)
        self._picture = words("")
        self._text = words("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = QPushButton(_("Copy"))
        copy.setProperty("role", "flat")
        copy.setAccessibleName(_("Copy this message"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self._text.text()))
        close = QToolButton()
        close.setIcon(icon("x", theme.second))
        close.setIconSize(QSize(16, 16))
        close.setToolTip(_("Close this message"))
        close.setAccessibleName(_("Close this message"))
        close.clicked.connect(self.hide)
        row.addWidget(self._picture)
        row.addWidget(self._text, 1)
        row.addWidget(copy)
        row.addWidget(close)
        self.hide()

    def say(self, kind: str, text: str) -> None:
        """Show a text; `kind` is good, warning or error."""
        ink = {"good": self._theme.on_good, "warning": self._theme.on_warning, "error": self._theme.on_error}[kind]
        self._picture.setPixmap(icon(_PICTURES[kind], ink).pixmap(QSize(20, 20)))
        self._text.setText(text)
        self.setAccessibleName(text)
        set_role(self, f"notice-{kind}")
        set_role(self._text, "body")  # its colour comes from the line's role
        self.show()

    @property
    def text(self) -> str:
        return self._text.text()
