"""The menu bar."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from rehab_app.core.i18n import _
from rehab_app.core.settings import Settings
from rehab_app.ui.shell.actions import Actions


def fill_menus(bar: QMenuBar, actions: Actions, recent: QMenu) -> QMenu:
    """Fill an empty menu bar; the File menu is returned, the top bar shows it too."""
    file = bar.addMenu(_("&File"))
    file.addActions([actions.new, actions.open])
    file.addMenu(recent)
    file.addAction(actions.sample)
    file.addSeparator()
    file.addActions([actions.new_home, actions.import_files, actions.import_folder])
    file.addSeparator()
    file.addActions([actions.print, actions.quit])
    edit = bar.addMenu(_("&Edit"))
    edit.addActions([actions.undo, actions.redo])
    edit.addSeparator()
    edit.addAction(actions.search)
    view = bar.addMenu(_("&View"))
    view.addActions([actions.session, actions.refresh, actions.dark])
    view.addSeparator()
    languages = QActionGroup(view)
    for action in (actions.french, actions.english):
        languages.addAction(action)
        view.addAction(action)
    bar.addMenu(_("&Help")).addActions([actions.help, actions.tour, actions.about])
    return file


def recent_menu(settings: Settings, parent: QMenuBar, open_location: Callable[[str], None]) -> QMenu:
    """A menu of the projects opened last, filled each time it is shown."""
    menu = QMenu(_("&Recent"), parent)
    menu.setToolTipsVisible(True)

    def fill() -> None:
        menu.clear()
        for location in settings.recent:
            path = Path(location)
            action = menu.addAction(path.stem.replace("&", "&&") if path.suffix else location)
            action.setToolTip(location)
            action.triggered.connect(lambda _checked, location=location: open_location(location))
        if menu.isEmpty():
            menu.addAction(_("None yet")).setEnabled(False)

    menu.aboutToShow.connect(fill)
    return menu
