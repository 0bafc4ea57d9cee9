"""Widgets side by side in one line of a page, with what is told about them under it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def lay_in_line(owner: QWidget, widgets: Sequence[QWidget], wide: QWidget, under: QWidget, space_px: int) -> None:
    """Lay widgets out in their owner; `wide` has what room is left."""
    row = QHBoxLayout()
    row.setSpacing(space_px)
    for widget in widgets:
        row.addWidget(widget, int(widget is wide))
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(under)
