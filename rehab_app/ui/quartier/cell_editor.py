"""Correcting a cell of the table of homes in place (F2)."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.services import editing
from rehab_app.ui.desk import Desk
from rehab_app.ui.quartier.home_table import HomeTable

_Index = QModelIndex | QPersistentModelIndex


class CellEditor(QStyledItemDelegate):
    """A list for codes, a line for the rest; what is left is checked, written and can be undone."""

    def __init__(self, desk: Desk, table: HomeTable) -> None:
        super().__init__(table)
        self._desk = desk
        self._table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        offered = editing.choices(self._field(index))
        if not offered:
            return QLineEdit(parent)
        box = QComboBox(parent)
        for value, text in offered.items():
            box.addItem(text, value)
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        value = self._table.value_at(index)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(value), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText("" if value is None else f"{value:g}" if isinstance(value, float) else str(value))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: _Index) -> None:
        field = self._field(index)
        try:
            value = (
                editor.currentData()
                if isinstance(editor, QComboBox)
                else editing.parsed(field, editor.text())
                if isinstance(editor, QLineEdit)
                else None
            )
        except RehabError as error:
            self._desk.tell_error(error)
            return
        if value != self._table.value_at(index):
            self._write(index, value)

    def _write(self, index: _Index, value: Any) -> None:
        homes, identifier, field = self._desk.homes, self._table.id_at(index.row()), self._field(index)
        if homes is None:
            return
        at = homes.position[identifier]
        version = {identifier: int(homes.columns["version"][at])}
        place = f"{homes.columns['house_number'][at]} {homes.columns['street'][at]}".strip()
        self._desk.write(
            lambda session: editing.write_field(session.project, session.who, version, field, value, "said", place)
        )

    def _field(self, index: _Index) -> Any:
        return editing.home_field(self._table.columns[index.column()].name)
