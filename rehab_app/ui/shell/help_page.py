"""The help (F1): one short text a page, in the user's language, read from the application's own files."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from rehab_app.core import i18n
from rehab_app.core.i18n import _
from rehab_app.core.paths import resource
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL

TOPICS = (
    "start",
    "quartier",
    "home",
    "session",
    "groups",
    "calendar",
    "dossiers",
    "follow_up",
    "catalogue",
    "keyboard",
)
_TOPIC = Qt.ItemDataRole.UserRole
_TEXT_PX = 860


class HelpPage(QWidget):
    """Topics on the left, the text of the one chosen on the right; opens on that of a page, else on the first."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.topics = QListWidget()
        self.topics.setAccessibleName(_("Topics of the help"))
        self.topics.setFixedWidth(200)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Text of the help"))
        self.text.setOpenLinks(False)
        self.text.setSearchPaths([str(resource("help", "pictures", i18n.language()))])
        self.text.setMaximumWidth(_TEXT_PX)
        self.text.document().setDocumentMargin(SPACE_L)
        self._fill()
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.topics)
        row.addWidget(self.text, 1)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addWidget(words(_("Help"), "heading"))
        column.addLayout(row, 1)
        self.setFocusProxy(self.topics)
        self.topics.currentRowChanged.connect(self._show)
        self.topics.setCurrentRow(TOPICS.index(page) if page in TOPICS else 0)

    def _fill(self) -> None:
        for topic in TOPICS:
            title = _file(topic).read_text(encoding="utf-8").partition("\n")[0]
            item = QListWidgetItem(title.removeprefix("# "))
            item.setData(_TOPIC, topic)
            self.topics.addItem(item)

    def _show(self, row: int) -> None:
        self.text.setMarkdown(_file(self.topics.item(row).data(_TOPIC)).read_text(encoding="utf-8"))


def _file(topic: str) -> Path:
    return resource("help", i18n.language(), f"{topic}.md")
