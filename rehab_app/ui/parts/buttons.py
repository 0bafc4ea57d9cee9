"""Buttons that a screen reader can name."""

from PySide6.QtWidgets import QPushButton


def push_button(text: str, name: str = "") -> QPushButton:
    """A button; where its few words do not say what it does, `name` does, for the tooltip and a screen reader."""
    button = QPushButton(text)
    button.setAccessibleName(name or text)
    button.setToolTip(name)
    return button
