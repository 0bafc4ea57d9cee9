"""What was done to a home, when and by whom."""

import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehab_app.core.format import short_day
from rehab_app.core.i18n import _, mark
from rehab_app.services.dwelling_view import DwellingView, Entry
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.theme import SPACE_M, Theme

_KINDS = {"undo": mark("Undone: {what}"), "redo": mark("Done again: {what}"), "creation": mark("Made: {what}")}


class HistoryTab(QWidget):
    """Latest first; an action that was undone is struck through."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        columns = (GridColumn(_("When"), 150), GridColumn(_("Who"), 150), GridColumn(_("What")))
        self.table = Grid(theme, _("History of the home"), columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.addWidget(self.table)

    def show_home(self, view: DwellingView) -> None:
        self.table.show_rows([(_when(entry), entry.who, _what(entry)) for entry in view.history])
        for row, entry in enumerate(view.history):
            if entry.undone:
                self.table.strike_out(row)


def _when(entry: Entry) -> str:
    moment = datetime.datetime.fromisoformat(entry.at).astimezone()
    return f"{short_day(moment.date())} {moment:%H:%M}"


def _what(entry: Entry) -> str:
    return _(_KINDS[entry.kind]).format(what=entry.label) if entry.kind in _KINDS else entry.label
