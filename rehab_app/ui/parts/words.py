"""Labels, cards and rules made the same way everywhere."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def words(text: str, role: str = "body", wrap: bool = False) -> QLabel:
    """A label in one of the roles of the style sheet: title, heading, figure, second, small, error, mark."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if wrap:
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label


def shrinking(text: str, role: str = "body") -> QLabel:
    """A label that gives way when the window is narrow, instead of widening it."""
    label = words(text, role)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def card(parent: QWidget | None = None) -> QFrame:
    """A sheet with a hairline around it."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    return frame


def rule() -> QFrame:
    """A horizontal hairline."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def set_role(widget: QWidget, role: str, name: str = "role") -> None:
    """Give a widget another role and draw it anew."""
    widget.setProperty(name, role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
