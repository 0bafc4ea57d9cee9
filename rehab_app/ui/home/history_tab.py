"""What was done to a home, when and by whom."""

import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from rehab_app.core.format import short_day
from rehab_app.core.i18n import _, mark
from rehab_app.services.dwelling_view import DwellingView, Entry
from rehab_app.ui.theme import ROW_HEIGHT, SPACE_M

_KINDS = {"undo": mark("Undone: {what}"), "redo": mark("Done again: {what}"), "creation": mark("Made: {what}")}


class HistoryTab(QWidget):
    """Latest first; an action that was undone is struck through."""

    def __init__(self) -> None:
        super().__init__()
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(_("History of the home"))
        self.table.setHorizontalHeaderLabels([_("When"), _("Who"), _("What")])
        self.table.verticalHeader().setVisible(False)
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.setColumnWidth(0, 150)
        self.table.setColumnWidth(1, 150)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.addWidget(self.table)

    def show_home(self, view: DwellingView) -> None:
        self.table.setRowCount(len(view.history))
        for row, entry in enumerate(view.history):
            for at, text in enumerate((_when(entry), entry.who, _what(entry))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                font = self.table.font()
                font.setStrikeOut(entry.undone)
                item.setFont(font)
                self.table.setItem(row, at, item)


def _when(entry: Entry) -> str:
    moment = datetime.datetime.fromisoformat(entry.at).astimezone()
    return f"{short_day(moment.date())} {moment:%H:%M}"


def _what(entry: Entry) -> str:
    return _(_KINDS[entry.kind]).format(what=entry.label) if entry.kind in _KINDS else entry.label
