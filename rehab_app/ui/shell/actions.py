"""Every action of the window: its words, shortcut and icon. What it does is connected by whoever can do it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from rehab_app.core.i18n import _
from rehab_app.ui.icons import icon
from rehab_app.ui.theme import Theme


class Actions(QObject):
    """The actions of one window, remade when the language or the theme changes."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.new = self._make(_("&New neighbourhood…"), "Ctrl+N", "file-plus")
        self.open = self._make(_("&Open…"), "Ctrl+O", "folder-open")
        self.sample = self._make(_("Open the &fictional sample"), "", "map-trifold")
        self.new_home = self._make(_("New &home…"), "Ctrl+Shift+N", "house-line")
        self.import_files = self._make(_("&Import files…"), "Ctrl+I", "download-simple")
        self.import_folder = self._make(_("Import a &folder…"), "Ctrl+Shift+I", "folder-notch-open")
        self.print = self._make(_("&Print this page…"), "Ctrl+P", "printer")
        self.quit = self._make(_("&Quit"), "Ctrl+Q", "sign-out")
        self.undo = self._make(_("&Undo"), "Ctrl+Z", "arrow-u-up-left")
        self.redo = self._make(_("&Redo"), "Ctrl+Shift+Z", "arrow-u-up-right")
        self.search = self._make(_("&Search…"), "Ctrl+K", "magnifying-glass")
        self.refresh = self._make(_("Re&fresh"), "F5", "arrows-clockwise")
        self.session = self._make(_("Session with the &household…"), "F9", "users")
        self.dark = self._make(_("&Dark theme"), "Ctrl+Shift+D", "moon", checkable=True)
        self.french = self._make(_("&French"), "", "", checkable=True)
        self.english = self._make(_("&English"), "", "", checkable=True)
        self.help = self._make(_("&Help"), "F1", "question")
        self.tour = self._make(_("&Tour of the pages"), "", "compass")
        self.about = self._make(_("&About Réhab Quartier"), "", "info")
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)

    @property
    def everything(self) -> list[QAction]:
        """All actions, in the order they were made."""
        return self.findChildren(QAction)

    def name_history(self, undo: str | None, redo: str | None) -> None:
        """Say what undo and redo would do; None when there is nothing."""
        texts = (
            (self.undo, undo, _("&Undo"), _("&Undo: {what}")),
            (self.redo, redo, _("&Redo"), _("&Redo: {what}")),
        )
        for action, what, bare, named in texts:
            action.setEnabled(what is not None)
            action.setText(bare if what is None else named.format(what=what.replace("&", "&&")))
            self._explain(action)

    def _make(self, text: str, shortcut: str, picture: str, checkable: bool = False) -> QAction:
        action = QAction(text, self, checkable=checkable)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        if picture:
            action.setIcon(icon(picture, self._theme.second))
        self._explain(action)
        return action

    @staticmethod
    def _explain(action: QAction) -> None:
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        text = action.text().replace("&", "").rstrip("…")
        action.setToolTip(f"{text} ({shown})" if shown else text)
