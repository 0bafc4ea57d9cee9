"""Search over the addresses, the owners and the actions, from the keyboard (Ctrl+K)."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.services.home_filters import Mask
from rehab_app.services.neighbourhood import Neighbourhood
from rehab_app.services.owner_names import owner_names
from rehab_app.services.plain_text import plain
from rehab_app.ui.desk import Desk
from rehab_app.ui.icons import icon
from rehab_app.ui.theme import SPACE_XS

_SHOWN = 12
_HOME = Qt.ItemDataRole.UserRole + 1
_ACTION = Qt.ItemDataRole.UserRole + 2


class SearchBox(QLineEdit):
    """A field whose answers open a home or do an action."""

    def __init__(self, desk: Desk, actions: Sequence[QAction]) -> None:
        super().__init__()
        self._desk = desk
        self._actions = actions
        self._owners: list[tuple[str, str, int]] | None = None  # name, the same to search in, home
        self._found = QStandardItemModel(self)
        self._sheet = QFrame(self, Qt.WindowType.Popup)
        self._sheet.setProperty("role", "card")
        self._sheet.setFocusProxy(self)
        self.answers = QListView()
        self.answers.setModel(self._found)
        self.answers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.answers.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.answers.setAccessibleName(_("Answers"))
        self.answers.clicked.connect(self._take)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        column.addWidget(self.answers)
        self.setPlaceholderText(_("Search an address, an owner, an action (Ctrl+K)"))
        self.setAccessibleName(_("Search"))
        self.addAction(icon("magnifying-glass", desk.theme.second), QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumWidth(220)
        self.setMaximumWidth(420)
        self.textEdited.connect(self._search)
        self.returnPressed.connect(lambda: self._take(self.answers.currentIndex()))
        self._sheet.installEventFilter(self)
        desk.read.connect(self._forget_owners)
        desk.opened.connect(self._forget_owners)

    def _search(self, typed: str) -> None:
        self._found.clear()
        wanted = plain(typed).split()
        if wanted:
            for item in (*self._homes(wanted), *self._named(wanted), *self._commands(wanted)):
                self._found.appendRow(item)
            if not self._found.rowCount():
                nothing = QStandardItem(_("Nothing is called so"))
                nothing.setEnabled(False)
                self._found.appendRow(nothing)
        self._show_answers()

    def _homes(self, wanted: list[str]) -> list[QStandardItem]:
        homes = self._desk.homes
        if homes is None:
            return []
        found = []
        for at in np.flatnonzero(_at_addresses(homes, wanted))[:_SHOWN].tolist():
            item = QStandardItem(icon("house-line", self._desk.theme.second), _address(homes, at))
            item.setData(int(homes.ids[at]), _HOME)
            found.append(item)
        return found

    def _named(self, wanted: list[str]) -> list[QStandardItem]:
        """Homes by the name of their owner."""
        homes, found = self._desk.homes, []
        for name, folded, identifier in self._owners or ():
            if homes is not None and all(word in folded for word in wanted) and identifier in homes.position:
                address = _address(homes, homes.position[identifier])
                item = QStandardItem(icon("user", self._desk.theme.second), f"{name}, {address}")
                item.setData(identifier, _HOME)
                found.append(item)
                if len(found) == _SHOWN:
                    break
        return found

    def _forget_owners(self) -> None:
        self._owners = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Read the names of the owners when somebody is about to search, not before."""
        super().focusInEvent(event)
        session = self._desk.session
        if session is None or self._owners is not None:
            return

        def work(_progress: Progress) -> list[tuple[str, str, int]]:
            return [(name, plain(name), home) for name, home in owner_names(session.project)]

        def done(owners: list[tuple[str, str, int]]) -> None:
            if self._desk.session is session:
                self._owners = owners
                if self.text():
                    self._search(self.text())

        self._desk.tasks.read(self, work, done)

    def _commands(self, wanted: list[str]) -> list[QStandardItem]:
        found = []
        for action in self._actions:
            text = action.text().replace("&", "")
            if action.isEnabled() and all(word in plain(text) for word in wanted):
                item = QStandardItem(action.icon(), text)
                item.setData(action, _ACTION)
                found.append(item)
        return found

    def _show_answers(self) -> None:
        count = self._found.rowCount()
        if not count:
            self._sheet.hide()
            return
        self.answers.setCurrentIndex(self._found.index(0, 0))
        row = self.answers.sizeHintForRow(0)
        self._sheet.setFixedSize(self.width(), row * min(count, _SHOWN) + 4 * SPACE_XS)
        self._sheet.move(self.mapToGlobal(QPoint(0, self.height() + SPACE_XS)))
        self._sheet.show()
        self.setFocus()

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        home, action = index.data(_HOME), index.data(_ACTION)
        self._sheet.hide()
        self.clear()
        if home is not None:
            self._desk.selection.open(int(home))
        elif action is not None:
            action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sheet holds the keyboard while it is open: arrows move in it, the rest is typed here."""
        if watched is not self._sheet or not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self._sheet.hide()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = min(max(self.answers.currentIndex().row() + step, 0), self._found.rowCount() - 1)
            self.answers.setCurrentIndex(self._found.index(row, 0))
        else:
            self.event(event)
        return True


def _address(homes: Neighbourhood, at: int) -> str:
    return f"{homes.columns['house_number'][at]} {homes.columns['street'][at]}".strip()


def _at_addresses(homes: Neighbourhood, wanted: Sequence[str]) -> Mask:
    """The homes whose address has every word: a number as a whole (1 is not 12), the rest anywhere in a word.

    Each different street and number is looked at once, however many homes have it.
    """
    met = np.ones(len(homes), np.bool_)
    columns = [homes.coded(name) for name in ("house_number", "street")]
    parts = [[plain(value).split() for value in coded.values] for coded in columns]
    for word in wanted:
        found = np.zeros(len(homes), np.bool_)
        for coded, texts in zip(columns, parts, strict=True):
            hits = [any(part == word if word.isdigit() else word in part for part in text) for text in texts]
            found |= np.array([*hits, False], np.bool_)[coded.codes]
        met &= found
    return met
