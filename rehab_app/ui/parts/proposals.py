"""Proposals under an entry while something is typed: those that contain it, whatever its case."""

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QListView

_MOST = 8


def propose(entry: QLineEdit, texts: QStringListModel) -> None:
    """Propose texts while one is typed."""
    finder = QCompleter(texts, entry)
    finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    finder.setFilterMode(Qt.MatchFlag.MatchContains)
    finder.setMaxVisibleItems(_MOST)
    proposals = QListView()
    finder.setPopup(proposals)
    entry.setCompleter(finder)
    entry.installEventFilter(_Dresser(entry, proposals))


class _Dresser(QObject):
    """The list of proposals stands in no window: it takes the look of the one that holds the entry when it is used."""

    def __init__(self, entry: QLineEdit, proposals: QAbstractItemView) -> None:
        super().__init__(entry)
        self._entry, self._proposals = entry, proposals

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            sheet = self._entry.window().styleSheet()
            if self._proposals.styleSheet() != sheet:
                self._proposals.setStyleSheet(sheet)
        return False
