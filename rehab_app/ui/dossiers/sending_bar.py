"""A line under the archive: to whom the chosen dossier was handed over, and how; noted as an action to undo."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.codes import SENDING_WAYS
from rehab_app.services.papers import Made
from rehab_app.services.sending import record_sending
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import SENDING_DRAFT
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.theme import SPACE_S


class SendingBar(QWidget):
    """Can be used once a dossier is chosen and somebody is named; what is typed survives a crash.

    Args:
        chosen: the dossier of the archive that is chosen.
    """

    def __init__(self, desk: Desk, chosen: Callable[[], Made | None]) -> None:
        super().__init__()
        self._desk, self._chosen = desk, chosen
        self.to = QLineEdit()
        self.to.setPlaceholderText(_("Handed over to…"))
        self.to.setAccessibleName(_("Handed over to"))
        self.way = Choice(_("How it was sent"), letters=14)
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
        self.to.textChanged.connect(lambda _text: self.look())
        self.to.textEdited.connect(lambda _text: self._keep())
        self.way.activated.connect(lambda _at: self._keep())
        self.to.returnPressed.connect(self.button.click)
        self.button.clicked.connect(self._send)
        self.look()

    def look(self) -> None:
        """Offer the button where a dossier is chosen and somebody named."""
        self.button.setEnabled(self._chosen() is not None and bool(self.to.text().strip()))

    def take_up(self, typed: Mapping[str, Any]) -> None:
        """Show what was left unfinished."""
        self.to.setText(str(typed.get("to", "")))
        self.way.choose(typed.get("way", ""))

    def _keep(self) -> None:
        made, to = self._chosen(), self.to.text().strip()
        if made is not None:
            title = _("the sending of “{title}”").format(title=made.row["title"])
            typed = {"to": to, "way": str(self.way.currentData())} if to else None
            self._desk.drafts.put(SENDING_DRAFT, str(made.row["id"]), title, typed)

    def _send(self) -> None:
        made, sent_to, way = self._chosen(), self.to.text(), str(self.way.currentData())
        if made is None or not self.button.isEnabled():
            return
        dossier_id = made.row["id"]
        self._desk.drafts.put(SENDING_DRAFT, str(dossier_id), "", None)
        self._desk.write(
            lambda session: record_sending(session.project, dossier_id, sent_to, way, session.who),
            failed=self._desk.tell_error,
        )
        self.to.clear()
