"""Sitting down with a household: opens the session on the home shown."""

from PySide6.QtWidgets import QWidget

from rehab_app.core.i18n import _
from rehab_app.ui.desk import Desk


def open_session_window(desk: Desk, parent: QWidget) -> QWidget | None:
    """Open the session on the last home selected, over the whole screen; without one, say what to do."""
    if desk.session is None or not desk.selection.ids:
        desk.said.emit("warning", _("Choose a home first: the session is about one home."))
        return None
    # Imported when first wanted: the first window does not wait for it.
    from rehab_app.ui.seance.window import SeanceWindow

    window = SeanceWindow(desk, desk.selection.ids[-1], parent)
    window.showFullScreen()
    return window
