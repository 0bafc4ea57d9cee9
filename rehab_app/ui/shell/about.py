"""Help → About."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.core.version import app_version
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_M, SPACE_XL


class About(QWidget):
    """What this is, which version, under which licence, what it does not do."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addWidget(words("Réhab Quartier", "heading"))
        column.addWidget(words(_("Version {version}").format(version=app_version()), "second"))
        for text in (
            _("A town renovates a whole neighbourhood of old private houses together."),
            _("Free software under the GNU General Public License, version 3 or later. It works without the internet."),
            _("An estimate here is not an official DPE: only a certified assessor makes one."),
        ):
            column.addWidget(words(text, wrap=True))
        column.addStretch(1)
