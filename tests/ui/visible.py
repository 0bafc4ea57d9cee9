"""What a window shows: its visible widgets, their texts, and whether the texts fit."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from rehab_app.ui.parts.choice import Choice

_SLACK_PX = 1


def shown(root: QWidget) -> Iterator[QWidget]:
    """All visible widgets under a root."""
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and widget.window() is root.window():
            yield widget


def texts(root: QWidget) -> list[str]:
    """Every text on screen that a person wrote into the program."""
    found: list[str] = []
    for widget in shown(root):
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        if isinstance(widget, QLineEdit):
            found.append(widget.placeholderText())
        found += [widget.toolTip(), widget.accessibleName()]
    return [text for text in found if text]


def clipped(root: QWidget) -> list[str]:
    """Texts that do not fit their widget."""
    return [f"{type(widget).__name__}: {_text(widget)}" for widget in shown(root) if not _fits(widget)]


def _text(widget: QWidget) -> str:
    return str(widget.property("text") or widget.accessibleName())


def _fits(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) <= widget.height() + _SLACK_PX
        return _holds(widget)
    if isinstance(widget, QPushButton | QToolButton) and widget.text():
        if isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
            return True
        return widget.fontMetrics().horizontalAdvance(widget.text().replace("&", "")) <= widget.width()
    if isinstance(widget, Choice):
        return True  # it shortens its text itself, with an ellipsis
    return True


def _holds(widget: QWidget) -> bool:
    hint = widget.sizeHint()
    return hint.width() <= widget.width() + _SLACK_PX and hint.height() <= widget.height() + _SLACK_PX
