"""A list to choose from, whose text is shortened with an ellipsis when it is narrower than what is chosen."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

_LETTERS = 8
_LIST_PX = 260
_PADDING_PX = 6


class Choice(QComboBox):
    """A `QComboBox` that may be narrow: the whole text is in its tooltip; the wheel only scrolls the page."""

    def __init__(self, name: str, letters: int = _LETTERS, list_px: int = _LIST_PX) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.view().setMinimumWidth(list_px)
        self.currentTextChanged.connect(self.setToolTip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def choose(self, value: Any) -> None:
        """Show an entry by its value, the first when none has it; nobody is told."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(self.findData(value), 0))
        self.setToolTip(self.currentText())

    def wheelEvent(self, event: Any) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        option: Any = QStyleOptionComboBox()  # its attributes are not all in the stubs
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        room = field.width() - _PADDING_PX
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
