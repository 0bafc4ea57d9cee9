"""Settings of the background map: an address, a layer, whom it comes from. Off until somebody turns it on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout

from rehab_app.core import settings as stored
from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.services.background import LAST_LEVEL, TileLayer, is_template, layers_of, template_of, web_address
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_M

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkReply

_TIMEOUT_MS = 30_000


class BackgroundForm(QFrame):
    """Each field is applied when it is left; a server is asked for its layers by the button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self._layers: Sequence[TileLayer] = ()
        settings = desk.settings
        self.shown = QCheckBox(_("Draw a background map under the homes"))
        self.shown.setChecked(settings.background == "yes")
        self.shown.toggled.connect(self._apply)
        self.address = FormLine(_("Address of the tiles, or of a WMTS server"), example="https://…/{z}/{x}/{y}.png")
        self.address.write(settings.background_address)
        self.ask_button = QPushButton(_("Ask the server for its layers"))
        self.ask_button.clicked.connect(self.ask)
        self.layer = Choice(_("Layer"), letters=30, list_px=420)
        self.layer_line = FormLine(_("Layer"), self.layer)
        self.attribution = FormLine(_("Whom it comes from, printed on the map"), example="© IGN")
        self.attribution.write(settings.background_attribution)
        if settings.background_layer:
            self.layer.addItem(settings.background_layer, settings.background_layer)
        for line in (self.address, self.attribution):
            line.entry.editingFinished.connect(self._apply)  # type: ignore[attr-defined]
        self.layer.activated.connect(self._choose)
        self._lay_out()
        self._offer()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(words(_("Background map"), "title"))
        column.addWidget(self.shown)
        for line in (self.address, self.ask_button, self.layer_line, self.attribution):
            column.addWidget(line)
        told = _(
            "Only the numbers of the tiles in view are sent to this server, nothing of the homes. Tiles stay on this "
            "computer (200 MB at most); without the network the map works as before."
        )
        column.addWidget(words(told, "small", wrap=True))

    def ask(self) -> None:
        """Ask the server for its layers; the answer comes later."""
        # The network is loaded when somebody wants it, and not before.
        from PySide6.QtCore import QUrl
        from PySide6.QtNetwork import QNetworkAccessManager, QNetworkRequest

        try:
            address = web_address(self.address.text)
        except RehabError as error:
            self._blame(error)
            return
        self.address.blame("")
        network = QNetworkAccessManager(self)
        request = QNetworkRequest(QUrl(address))
        request.setTransferTimeout(_TIMEOUT_MS)
        reply = network.get(request)
        self.ask_button.setEnabled(False)
        reply.finished.connect(lambda: self._answered(address, reply))
        reply.finished.connect(network.deleteLater)

    def _answered(self, address: str, reply: "QNetworkReply") -> None:
        if reply.error() is not reply.NetworkError.NoError:
            self.ask_button.setEnabled(True)
            self._blame(RehabError(_("The server does not answer ({reason}).").format(reason=reply.errorString())))
            return
        answer = bytes(reply.readAll().data())
        self._desk.tasks.read(self, lambda _progress: layers_of(answer, address), self._show_layers, self._blame)

    def _show_layers(self, layers: Sequence[TileLayer]) -> None:
        self.ask_button.setEnabled(True)
        self._layers = layers
        chosen = self.layer.currentData()
        self.layer.clear()
        for layer in layers:
            self.layer.addItem(layer.title, layer.name)
        self.layer.choose(chosen)
        self._choose()

    def _choose(self) -> None:
        """Take the layer chosen among those that the server offers."""
        source = next((each.source for each in self._layers if each.name == self.layer.currentData()), None)
        if source is None:
            return
        settings = self._desk.settings
        settings.background_address = self.address.text
        settings.background_tiles = source.template
        settings.background_last_level = str(source.last_level)
        settings.background_layer = self.layer.currentData()
        if not self.attribution.text:
            self.attribution.write(source.attribution)
        self._apply()

    def _apply(self) -> None:
        """Keep what is typed, and draw the map with it."""
        settings, address = self._desk.settings, self.address.text
        changed = address != settings.background_address
        settings.background_address = address
        settings.background_attribution = self.attribution.text
        try:
            if not address or (changed and not is_template(address)):
                settings.background_tiles = settings.background_layer = ""
            if is_template(address):
                settings.background_tiles = template_of(address)
                settings.background_last_level = str(LAST_LEVEL)
            self.address.blame("")
        except RehabError as error:
            settings.background_tiles = ""
            self._blame(error)
        settings.background = "yes" if self.shown.isChecked() else ""
        self._offer()
        stored.save(settings)
        self._desk.background_changed.emit()

    def _offer(self) -> None:
        """Layers only for a server that has to be asked."""
        asked = bool(self.address.text) and not is_template(self.address.text)
        self.ask_button.setVisible(asked)
        self.layer_line.setVisible(asked and self.layer.count() > 0)

    def _blame(self, error: Exception) -> None:
        self.ask_button.setEnabled(True)
        if isinstance(error, RehabError):
            self.address.blame(error.told)
        else:
            self._desk.tell_error(error)
