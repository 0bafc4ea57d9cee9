"""A figure with its caption under it, as in the strip of the Quartier."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehab_app.ui.parts.words import words


class KeyFigure(QWidget):
    """Large figure, small caption; the words of a screen reader and of the tooltip say more."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._figure, self._caption = words("–", "title"), words(caption, "small")
        column.addWidget(self._figure)
        column.addWidget(self._caption)

    def show_figure(self, figure: str, caption: str = "", detail: str = "") -> None:
        """Give it another figure, and another caption where one is given."""
        self._figure.setText(figure)
        if caption:
            self._caption.setText(caption)
        self.setToolTip(detail)
        self.setAccessibleName(f"{self._caption.text()}: {figure}. {detail}".strip())

    @property
    def figure(self) -> str:
        return self._figure.text()
