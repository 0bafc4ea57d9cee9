"""A line under the archive: to whom the chosen dossier was handed over, and how; noted as an action to undo."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.codes import SENDING_WAYS
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.theme import SPACE_S


class SendingBar(QWidget):
    """Calls `note(to whom, way)`; can be used once a dossier is chosen and somebody is named."""

    def __init__(self, note: Callable[[str, str], None]) -> None:
        super().__init__()
        self._note = note
        self._chosen = False
        self.to = QLineEdit()
        self.to.setPlaceholderText(_("Handed over to…"))
        self.to.setAccessibleName(_("Handed over to"))
        self.way = Choice(_("How it was sent"))
        for code, text in SENDING_WAYS.items():
            self.way.addItem(_(text), code)
        self.button = QPushButton(_("Note the sending"))
        self.button.setAccessibleName(_("Note the sending"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_S)
        line.addWidget(self.to, 1)
        line.addWidget(self.way)
        line.addWidget(self.button)
        self.to.textChanged.connect(lambda _text: self._look())
        self.to.returnPressed.connect(self.button.click)
        self.button.clicked.connect(self._send)
        self._look()

    def choose(self, chosen: bool) -> None:
        """Say whether one dossier of the archive is chosen."""
        self._chosen = chosen
        self._look()

    def _look(self) -> None:
        self.button.setEnabled(self._chosen and bool(self.to.text().strip()))

    def _send(self) -> None:
        if self.button.isEnabled():
            self._note(self.to.text(), self.way.currentData())
            self.to.clear()
