"""What a page says while it has nothing to show: why, and what to do about it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rehab_app.ui.icons import icon
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_S, SPACE_XL, Theme

_WIDTH = 460


class EmptyState(QWidget):
    """An icon, a sentence that answers "why is nothing here", lines of detail, and the actions that change it."""

    def __init__(
        self, theme: Theme, picture: str, title: str, lines: Sequence[str] = (), actions: Sequence[QAction] = ()
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        layout.setSpacing(SPACE_S)
        layout.addStretch(2)
        drawing = words("")
        drawing.setPixmap(icon(picture, theme.second).pixmap(QSize(48, 48)))
        layout.addWidget(drawing, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(SPACE_S)
        row = QHBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        column.addWidget(_Centred(title, "title"))
        for line in lines:
            column.addWidget(_Centred(line, "second"))
        row.addStretch(1)
        row.addLayout(column, 0)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(SPACE_L)
        layout.addLayout(_buttons(actions))
        layout.addStretch(3)


class _Centred(QLabel):
    """Lines of one width, as high as the type of their role asks, which is known once they stand in a window."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFixedWidth(_WIDTH)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setFixedHeight(self.heightForWidth(_WIDTH))


def _buttons(actions: Sequence[QAction]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch()
    for at, action in enumerate(actions):
        button = QPushButton(action.text().replace("&", ""))
        button.setAccessibleName(button.text())
        button.clicked.connect(action.trigger)
        if at == 0:
            button.setProperty("role", "primary")
        row.addWidget(button)
    row.addStretch()
    return row
